"""A damaged database: it is said what and where, it stays as it is, help comes, and a backup puts it right."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conversation_steps import ANSWERS, reflect
from fake_telegram import FakeTelegram
from helpers_storage import a_line, a_peer, store_of, url_of

from bot.storage import DatabaseUnavailable
from bot.storage.database import open_database
from bot.storage.records import Changes
from chaos.hindered import Hindered
from chaos.test_chaos_disk import HELD_ON, help_comes

Damage = Callable[[Path], None]
PAGE = 4096


def header(file: Path) -> None:
    """The first bytes, by which SQLite knows its files."""
    _turn(file, 0, 16)


def tables(file: Path) -> None:
    """The list of tables."""
    _turn(file, 100, 60)


def middle(file: Path) -> None:
    """The head of each page after the first."""
    for page in range(PAGE, file.stat().st_size, PAGE):
        _turn(file, page, 8)


def cut(file: Path) -> None:
    """The second half is gone."""
    os.truncate(file, file.stat().st_size // PAGE // 2 * PAGE)


def emptied(file: Path) -> None:
    """Nothing is left."""
    os.truncate(file, 0)


def another_file(file: Path) -> None:
    """It never was a database."""
    file.write_bytes(b"This is a letter, and no database.\n" * 300)


def _turn(file: Path, at: int, count: int) -> None:
    found = bytearray(file.read_bytes())
    found[at : at + count] = bytes(byte ^ 0xFF for byte in found[at : at + count])
    file.write_bytes(found)


@pytest.mark.parametrize("damage", [header, tables, middle, cut, emptied, another_file])
async def test_a_damaged_file_is_left_as_it_is(tmp_path: Path, damage: Damage) -> None:
    """It cannot be opened; the message names the file and the remedy; not a byte of it changes."""
    file = tmp_path / "test.sqlite3"
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        await transaction.save([Changes(peer=a_peer(), lines={ref: a_line(ref) for ref in range(1, 40)})])
    damage(file)
    before = file.read_bytes()
    with pytest.raises(DatabaseUnavailable, match=rf"{file} cannot be opened: .*strongsuit db restore FILE"):
        await open_database(url_of("file", tmp_path))
    assert file.read_bytes() == before
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(("-wal", "-journal")) and one.stat().st_size]


async def test_an_emptied_file_does_not_cost_the_log_beside_it(tmp_path: Path) -> None:
    """What stands in the write-ahead log alone is not removed, as SQLite itself would."""
    (tmp_path / "test.sqlite3").write_bytes(b"")
    log = tmp_path / "test.sqlite3-wal"
    log.write_bytes(b"all the words there are")
    with pytest.raises(DatabaseUnavailable, match="it is empty, and was not"):
        await open_database(url_of("file", tmp_path))
    assert log.read_bytes() == b"all the words there are"


async def test_a_first_start_that_was_cut_short_is_none(tmp_path: Path) -> None:
    """An empty file that was never a database is a new beginning: a first start may be killed at any moment."""
    (tmp_path / "test.sqlite3").write_bytes(b"")
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        await transaction.save([Changes(peer=a_peer())])


@pytest.mark.parametrize("damage", [middle, emptied])
async def test_a_backup_puts_it_right(server: FakeTelegram, tmp_path: Path, damage: Damage) -> None:
    """Help comes meanwhile, nothing is written; after the restore everybody goes on where they stood."""
    bot, ana = Hindered(server, tmp_path), server.person(42)
    await bot.start()
    await reflect(ana)
    backup = (await bot.command("db", "backup")).splitlines()[0]
    assert await bot.stop() == 0
    damage(bot.file)
    before = bot.bytes_of_files()
    await bot.begin()
    await help_comes(server, 43)
    await ana.say("my brother")
    await ana.wait_for(HELD_ON, timeout=30)
    assert await bot.stop() == 0
    assert bot.bytes_of_files() == before
    assert "strongsuit db restore FILE" in bot.words()
    await bot.command("db", "restore", backup, "--yes", "--without-deletions")
    await bot.start()
    await ana.wait_for("When could it help to have “my brother” near?", timeout=30)
    await ana.say("/plan")
    await ana.wait_for(ANSWERS[0], timeout=30)
    assert await bot.stop() == 0


async def test_a_log_that_was_cut_short_costs_no_more_than_what_was_cut(server: FakeTelegram, tmp_path: Path) -> None:
    """After a crash the end of the write-ahead log is missing: what stands before it is whole, and the talk goes on."""
    bot, ana = Hindered(server, tmp_path), server.person(42)
    await bot.start()
    await reflect(ana)
    await server.all_acknowledged()
    await bot.kill()
    log = bot.file.with_name(bot.file.name + "-wal")
    os.truncate(log, log.stat().st_size - 3 * PAGE)
    await bot.start()
    await ana.say("/plan")
    await ana.wait_for(ANSWERS[0], timeout=30)
    assert await bot.stop() == 0
