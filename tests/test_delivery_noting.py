"""Noting what was sent: with the batches that come, and by itself only where none does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.app.delivery import noting
from bot.app.delivery.noting import Notes
from bot.storage import Journal
from bot.storage.chats import SentRecord

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


class Desk:
    """Notes whose waiting is ended by the test, and a store that remembers what was written in which transaction."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, journal: Journal | None) -> None:
        self.written: list[list[int]] = []
        self._over: asyncio.Queue[None] = asyncio.Queue()
        patched = SimpleNamespace(**{name: getattr(asyncio, name) for name in ("Event", "create_task", "gather")})
        patched.sleep = self._sleep
        monkeypatch.setattr(noting, "asyncio", patched)
        store: Any = SimpleNamespace(transaction=self._transaction)
        self.notes = Notes(store, journal)
        self.notes.start()

    async def _sleep(self, _: float) -> None:
        await self._over.get()

    @asynccontextmanager
    async def _transaction(self, **_: bool) -> AsyncIterator[Any]:
        async def note_sent(sent: list[SentRecord]) -> None:
            self.written.append([one.id for one in sent])

        yield SimpleNamespace(note_sent=note_sent)

    def send(self, number: int) -> None:
        """A message is sent."""
        self.notes.add(SentRecord(number, "telegram:1", AT))

    def batch(self) -> list[int]:
        """A batch takes along what was sent."""
        taken = [one.id for one in self.notes.take()]
        self.notes.noted()
        return taken

    async def wait(self) -> None:
        """So long passes as notes are kept waiting."""
        self._over.put_nowait(None)
        for _ in range(20):
            await asyncio.sleep(0)


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """With a journal."""
    journal = Journal(tmp_path / "journal")
    made = Desk(monkeypatch, journal)
    yield made
    await made.notes.stop()
    journal.close()


async def test_where_no_batch_comes_notes_are_written_by_themselves(desk: Desk) -> None:
    """All that was sent meanwhile, in one transaction."""
    await asyncio.sleep(0)
    desk.send(1)
    desk.send(2)
    await desk.wait()
    assert desk.written == [[1, 2]]


async def test_while_batches_come_nothing_is_written_beside_them(desk: Desk) -> None:
    """Each takes along what was sent since the one before; only after the last, notes are written alone."""
    await asyncio.sleep(0)
    for number in (1, 2, 3):
        desk.send(number)
        await asyncio.sleep(0)
        assert desk.batch() == [number]
        await desk.wait()
    assert desk.written == []
    desk.send(4)
    await desk.wait()
    assert desk.written == [[4]]


async def test_without_a_journal_nothing_waits_for_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database alone knows what was sent, it is told at once, batches or none."""
    desk = Desk(monkeypatch, None)
    await asyncio.sleep(0)
    desk.send(1)
    await asyncio.sleep(0)
    assert desk.batch() == [1]
    desk.send(2)
    await desk.wait()
    assert desk.written == [[2]]
    await desk.notes.stop()
