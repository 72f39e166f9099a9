"""Deletion really deletes: the very bytes that were stored are in no file any more."""

import sqlite3
import struct
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_storage import AT, a_line, a_message, a_peer, save, store_of
from helpers_world import ANA, BEN, world
from sqlalchemy import text
from test_storage_rotating import filled

from bot.storage import Store
from bot.storage.erasing import COMPACT_EVERY
from bot.storage.records import Changes
from bot.storage.sealed import SEALED

LATER = AT + timedelta(days=1)


async def sealed_in(store: Store, *tables: str) -> set[bytes]:
    """Every sealed value that is stored in these tables (all, if none is named)."""
    found: set[bytes] = set()
    async with store.database.transaction() as connection:
        for one in SEALED:
            if not tables or one.table.name in tables:
                rows = (await connection.execute(one.table.select())).mappings()
                found |= {row[column.name] for row in rows for column in one.columns if row[column.name] is not None}
    return found


def still_there(folder: Path, values: Iterable[bytes]) -> list[str]:
    """In which files there is any piece of these values: their nonce, or a part of what is encrypted."""
    files = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert any(files.values())
    pieces = {value[start : start + 12] for value in values for start in (5, 17, len(value) // 2, len(value) - 12)}
    return [name for name, data in files.items() if any(piece in data for piece in pieces)]


async def test_after_deleting_in_the_chat_no_byte_is_left_in_any_file(tmp_path: Path) -> None:
    """Everything that was stored of them, earlier states too: database, log, index of the log, all that lies there."""
    async with world(tmp_path) as here:
        await here.welcome(ANA, BEN)
        kept = await sealed_in(here.store)
        await here.does(ANA, "/reflect", "A long walk by the river", "And on the hill", "[_skip]", "/plan")
        stored = await sealed_in(here.store)
        await here.does(ANA, "/win", "I called my sister " * 60)
        stored |= await sealed_in(here.store)
        assert still_there(tmp_path, stored)
        await here.does(ANA, "/delete", "[yes]")
        left = await sealed_in(here.store)
        assert still_there(tmp_path, stored - left - kept) == []
        assert left & kept


async def test_a_share_that_is_ended_is_gone_at_once(tmp_path: Path) -> None:
    """So is one whose time is over."""
    for ending in ("revoked", "over"):
        folder = tmp_path / ending
        folder.mkdir()
        async with store_of("file", folder) as store:
            await filled(store, people=1)
            copies = await sealed_in(store, "shares")
            assert still_there(folder, copies)
            async with store.transaction() as transaction:
                if ending == "over":
                    assert await transaction.sharing.forget_ended(LATER) == 1
                else:
                    share = await transaction.sharing.share(1)
                    assert share is not None
                    share.copy = share.seen = None
                    await transaction.sharing.put(share)
            assert still_there(folder, copies) == []


async def test_what_was_let_go_of_is_gone_from_the_log(tmp_path: Path) -> None:
    """As with what somebody was about to share: the memory of before is in no file."""
    async with store_of("file", tmp_path) as store:
        peer = a_peer()
        await save(store, Changes(peer=peer))
        before = await sealed_in(store, "peers")
        await save(store, Changes(peer=peer))
        assert still_there(tmp_path, before)
        await save(store, Changes(peer=peer, erases=True))
        assert still_there(tmp_path, before) == []


async def test_what_removes_nothing_does_not_empty_the_log(tmp_path: Path) -> None:
    """It costs a little, and is done where it is needed; what was rolled back removed nothing."""
    async with store_of("file", tmp_path) as store:
        await save(store, Changes(peer=a_peer()))
        assert (tmp_path / "test.sqlite3-wal").stat().st_size > 0
        await save(store, Changes(peer=a_peer("telegram:2"), forgotten=True))
        assert (tmp_path / "test.sqlite3-wal").stat().st_size > 0


async def test_a_reader_does_not_hold_the_deletion_up_and_the_log_is_emptied_later(tmp_path: Path) -> None:
    """As when a backup is made at that moment: the next transaction sees to it."""
    async with store_of("file", tmp_path) as store:
        peer = a_peer()
        await save(store, Changes(peer=peer), Changes(peer=a_peer("telegram:2")))
        stored = await sealed_in(store)
        reader = sqlite3.connect(tmp_path / "test.sqlite3", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM peers").fetchall()
        await save(store, Changes(peer=peer, forgotten=True))
        gone = stored - await sealed_in(store)
        assert gone
        assert still_there(tmp_path, gone)
        reader.close()
        async with store.transaction():
            pass
        assert still_there(tmp_path, gone) == []


# -- the slack of pages ------------------------------------------------------------------------------------------------


def slack(file: Path) -> int:
    """How many bytes in the unused middle of tables' and indexes' pages are not zero (SQLite's file format, 1.6)."""
    data = file.read_bytes()
    size = struct.unpack(">H", data[16:18])[0]
    found = 0
    for start in range(0, len(data), size):
        page, head = data[start : start + size], 100 if start == 0 else 0
        if page[head] not in (2, 5, 10, 13):
            continue
        cells, content = struct.unpack(">HH", page[head + 3 : head + 7])
        begin = head + (12 if page[head] in (2, 5) else 8) + 2 * cells
        if cells <= size // 4:
            found += len(page[begin : content or 65_536].strip(b"\0"))
    return found


async def churn(store: Store) -> set[bytes]:
    """People who come, write and go, so that SQLite moves rows between pages; everything that was ever stored."""
    lengths = [5, 80, 400, 1500]
    stored: set[bytes] = set()
    here: dict[str, Changes] = {}
    for number in range(120):
        address = f"telegram:{number}"
        lines = {ref: a_line(ref, "w" * lengths[(3 * number + ref) % 4]) for ref in range(1, 2 + 5 * number % 8)}
        changes = here[address] = Changes(peer=a_peer(address), lines=lines)
        await save(store, changes)
        if number % 3 == 2:
            await save(store, Changes(peer=a_peer(f"telegram:x{number}"), outbox=[a_message()]))
            leaving = list(here)[7 * number % len(here)]
            stored |= await sealed_in(store)
            await save(store, Changes(peer=here.pop(leaving).peer, forgotten=True, forgotten_at=LATER))
    return stored


async def test_copies_in_the_slack_of_pages_go_when_the_file_is_written_anew(tmp_path: Path) -> None:
    """SQLite leaves some, though it overwrites what is deleted: the daily rewrite takes them out, once it is owed."""
    async with store_of("file", tmp_path) as store:
        stored = await churn(store)
        await store.database.empty_log()
        assert slack(tmp_path / "test.sqlite3") > 1000, "SQLite has become tidier: the rewrite may be needless"
        assert await store.aftermath.compact(LATER)
        gone = stored - await sealed_in(store)
        assert len(gone) > 100
        assert still_there(tmp_path, gone) == []
        async with store.database.transaction() as connection:
            assert (await connection.execute(text("PRAGMA freelist_count"))).scalar() == 0


async def test_the_file_is_written_anew_only_where_it_is_owed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a day at most, over restarts too; a large file only when it is asked for."""
    peers = [a_peer(f"telegram:{number}") for number in range(4)]
    async with store_of("file", tmp_path) as store:
        await save(store, *(Changes(peer=peer) for peer in peers))
        assert not await store.aftermath.compact(AT)
        await save(store, Changes(peer=peers[0], forgotten=True))
    async with store_of("file", tmp_path) as store:
        assert await store.aftermath.compact(AT)
        assert not await store.aftermath.compact(AT + 2 * COMPACT_EVERY)
        await save(store, Changes(peer=peers[1], forgotten=True))
        assert not await store.aftermath.compact(AT + COMPACT_EVERY / 2)
        assert await store.aftermath.compact(AT + COMPACT_EVERY)
        await save(store, Changes(peer=peers[2], forgotten=True))
        monkeypatch.setattr("bot.storage.aftermath.LARGEST_BY_ITSELF", 1)
        assert not await store.aftermath.compact(AT + 3 * COMPACT_EVERY)
        assert await store.aftermath.compact(AT + 3 * COMPACT_EVERY, whatever_its_size=True)


async def test_what_is_removed_during_the_rewrite_is_still_owed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next rewrite deals with it."""
    async with store_of("file", tmp_path) as store:
        one, two = a_peer("telegram:1"), a_peer("telegram:2")
        await save(store, Changes(peer=one), Changes(peer=two))
        await save(store, Changes(peer=one, forgotten=True))
        rewrite = store.database.rewrite

        async def and_somebody_leaves() -> None:
            await rewrite()
            await save(store, Changes(peer=two, forgotten=True))

        monkeypatch.setattr(store.database, "rewrite", and_somebody_leaves)
        assert await store.aftermath.compact(AT)
        monkeypatch.setattr(store.database, "rewrite", rewrite)
        assert await store.aftermath.compact(AT + COMPACT_EVERY)
        assert not await store.aftermath.compact(AT + 2 * COMPACT_EVERY)
