"""Databases with a crowd in them, made quickly: a few hundred people are sealed, and the rest are their doubles.

Every double has an address and a look-up hash of their own, so each can be found, written to and told apart.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.people import VARIANTS, Person, people
from bot.app.app import App
from bot.app.content import Content, Defaults
from bot.app.files import File
from bot.app.message import Message
from bot.storage import Store, Vault
from bot.storage.database import open_database
from bot.storage.moments import seconds
from bot.storage.sealing import line_row, peer_row
from bot.storage.slots import slot_of

KEY = "a key that is only for benchmarks"
# The first chat; the others are counted from it.
FIRST_CHAT = 1_000_000_000
_AT_ONCE = 20_000


class Nobody:
    """A channel that says yes at once."""

    async def send(self, address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        """Forgets the message."""
        return (1,)


def url_of(folder: Path) -> str:
    """The database in a data folder, as the bot finds it."""
    return f"sqlite+aiosqlite:///{folder / 'strongsuit.sqlite3'}"


async def make_crowd(
    folder: Path, content: Content, at: datetime, *, enrolled: int, due_at: datetime, due: int = 0, spread: float = 0.0
) -> None:
    """Makes the database in ``folder`` with so many people ``enrolled``.

    The first ``due`` of them have a plan and a check-in at ``due_at``; those of the others come after it, ``spread``
    seconds from the first to the last.
    """
    folder.mkdir(parents=True, exist_ok=True)
    await _begin(folder, content, at)
    vault, variants = Vault([KEY]), people(content, at, due_at)
    file = sqlite3.connect(folder / "strongsuit.sqlite3")
    try:
        file.execute("PRAGMA synchronous=OFF")
        file.execute("PRAGMA cache_size=-400000")
        _insert(file, "peers", _peers(vault, variants, enrolled))
        _insert(file, "plan_lines", _plans(vault, variants, due))
        _insert(file, "timers", _timers(variants, enrolled, due, due_at.timestamp(), spread))
        file.commit()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        file.close()


async def _begin(folder: Path, content: Content, at: datetime) -> None:
    """An empty database that the application has been started on once."""
    database = await open_database(url_of(folder))
    app = App(Store(database, Vault([KEY])), content, Nobody(), Defaults(), lambda: at)
    try:
        await app.start()
        await app.stop()
    finally:
        await database.close()


def _insert(file: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    names = ", ".join(first)
    places = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - names of our own columns
    file.executemany(statement, chain([first], rows))


def _peers(vault: Vault, variants: Sequence[Person], count: int) -> Iterator[dict[str, Any]]:
    rows = [peer_row(vault, person.record) for person in variants]
    for number in range(count):
        address = f"telegram:{FIRST_CHAT + number}"
        own = {
            "fingerprint": vault.fingerprint(address), "address_sealed": vault.seal(address, "peers.address"),
            "slot": slot_of(address),
        }  # fmt: skip
        yield {"id": number + 1, **rows[number % VARIANTS], **own}


def _plans(vault: Vault, variants: Sequence[Person], count: int) -> Iterator[dict[str, Any]]:
    plans = [[line_row(vault, 0, line) for line in person.lines] for person in variants]
    for number in range(count):
        for row in plans[number % VARIANTS]:
            yield {**row, "peer_id": number + 1}


def _timers(
    variants: Sequence[Person], enrolled: int, due: int, due_at: float, spread: float
) -> Iterator[dict[str, Any]]:
    rows = [(person.timer.timer, person.timer.question, seconds(person.timer.until)) for person in variants]
    later = max(enrolled - due, 1)
    for number in range(enrolled):
        timer, question, until = rows[number % VARIANTS]
        after = spread * (number - due + 1) / later if number >= due else 0.0
        yield {
            "peer_id": number + 1, "timer": timer, "due_at": due_at + after, "question": question,
            "until": (until or due_at) + after,
        }  # fmt: skip


def chats(numbers: Iterable[int]) -> list[int]:
    """The chats of the people with these numbers, which count from 0."""
    return [FIRST_CHAT + number for number in numbers]
