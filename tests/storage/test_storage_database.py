"""Opening the database: its schema, its lock, its durability, and what goes wrong in plain words."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from helpers_schemas import BEFORE_0005
from helpers_storage import AT, BACKENDS, LASTING, a_line, a_message, a_peer, database_of, store_of, url_of
from sqlalchemy import Connection, exc, text

from bot.storage import DatabaseError, DatabaseUnavailable, database, tables
from bot.storage.circle import ProgrammeRecord
from bot.storage.database import open_database, upgrade_database
from bot.storage.migrating import HEAD
from bot.storage.records import Changes, Memory, TimerRecord


def test_head_is_the_newest_migration() -> None:
    """The code expects what Alembic knows as its head, and there is one head."""
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


@pytest.mark.parametrize("backend", BACKENDS)
async def test_the_migrated_schema_is_the_one_in_the_code(backend: str, tmp_path: Path) -> None:
    """Nothing is missing, and nothing is there that the code does not know."""

    def differences(connection: Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), tables.metadata))

    async with database_of(backend, tmp_path) as made, made.transaction() as connection:
        assert await connection.run_sync(differences) == []


@pytest.mark.parametrize("backend", LASTING)
async def test_opening_twice_keeps_what_is_there(backend: str, tmp_path: Path) -> None:
    """A database that is up to date is left alone."""
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        await transaction.save([Changes(peer=a_peer())])
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        assert len(await transaction.peers([a_peer().address])) == 1


async def test_upgrading_says_from_where_to_where(tmp_path: Path) -> None:
    """The first time from nothing, then from the head to itself."""
    url = url_of("file", tmp_path)
    assert await upgrade_database(url) == (None, HEAD)
    assert await upgrade_database(url) == (HEAD, HEAD)


# Takes back what 0004 added.
BEFORE_0004 = (
    *BEFORE_0005,
    *(
        f"DROP TABLE {name}"
        for name in (
            "web_sessions", "sign_ins", "tallies", "staff_notes", "letters", "share_views", "shares", "invitations",
            "staff", "programmes",
        )
    ),
    "DROP INDEX ix_peers_programme_id",
    "ALTER TABLE peers DROP COLUMN programme_id",
    "ALTER TABLE peers DROP COLUMN joined_at",
)  # fmt: skip
# The same, and what 0003 added.
BEFORE_0003 = (
    *BEFORE_0004,
    "DROP INDEX ix_peers_pins",
    "ALTER TABLE peers DROP COLUMN acted_at",
    "ALTER TABLE timers DROP COLUMN until",
    "ALTER TABLE outbox DROP COLUMN not_after",
)
# The same, and what 0002 added.
BEFORE_0002 = (*BEFORE_0003, "ALTER TABLE peers DROP COLUMN memory_sealed")


async def go_back(backend: str, folder: Path, changes: Sequence[str], version: str) -> None:
    """Takes a database back to an earlier schema; a server's has to be brought up to date by its operator."""
    async with database_of(backend, folder) as made, made.transaction() as connection:
        for change in changes:
            await connection.execute(text(change))
        await connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    if backend == "postgres":
        url = url_of(backend, folder)
        with pytest.raises(DatabaseError, match=f"schema is {version}, not {HEAD}. Run: strongsuit db upgrade"):
            await open_database(url)
        assert await upgrade_database(url) == (version, HEAD)


@pytest.mark.parametrize("backend", LASTING)
async def test_a_database_of_the_first_schema_is_brought_up_to_date(backend: str, tmp_path: Path) -> None:
    """Its people are still there, with nothing remembered of them yet."""
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        await transaction.save([Changes(peer=replace(a_peer(), memory=Memory()))])
    await go_back(backend, tmp_path, BEFORE_0002, "0001")
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        [found] = (await transaction.peers([a_peer().address])).values()
    assert found is not None
    assert found.memory == Memory()


@pytest.mark.parametrize("backend", LASTING)
async def test_a_database_of_the_second_schema_is_brought_up_to_date(backend: str, tmp_path: Path) -> None:
    """What waits in it is still there: a message that may be sent at any time, a timer that is good for ever."""
    message, timer = a_message(), TimerRecord("nudge", AT, 5)
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        await transaction.save([Changes(peer=a_peer(), outbox=[message], timers={"nudge": timer})])
    await go_back(backend, tmp_path, BEFORE_0003, "0002")
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        assert await transaction.unsent() == [message]
        assert (await transaction.next_due()) == AT.timestamp()
        [found] = (await transaction.peers([a_peer().address])).values()
    assert found is not None
    assert found.acted_at is None


@pytest.mark.parametrize("backend", LASTING)
async def test_a_database_of_the_third_schema_is_brought_up_to_date(backend: str, tmp_path: Path) -> None:
    """Its people belong to no programme, nothing of theirs is shared, and from then on it can be."""
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        await transaction.save([Changes(peer=a_peer(), lines={1: a_line(1)})])
    await go_back(backend, tmp_path, BEFORE_0004, "0003")
    async with store_of(backend, tmp_path) as store, store.transaction() as transaction:
        [found] = (await transaction.peers([a_peer().address])).values()
        assert found is not None
        assert (found.programme_id, found.joined_at, found.memory) == (None, None, a_peer().memory)
        assert await transaction.sharing.given_by(found.id or 0) == []
        await transaction.programmes.put(ProgrammeRecord(key="river", name="River House", created_at=AT))
        assert [one.id for one in await transaction.programmes.all()] == [1]


@pytest.mark.parametrize("backend", LASTING)
async def test_a_newer_schema_is_refused(backend: str, tmp_path: Path) -> None:
    """An older program does not touch what it does not know; the lock is let go."""
    async with database_of(backend, tmp_path) as made, made.transaction() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for _ in range(2):
        with pytest.raises(DatabaseError, match="newer version"):
            await open_database(url_of(backend, tmp_path))


async def test_sqlite_is_set_for_durability(tmp_path: Path) -> None:
    """A write-ahead log, a full sync at each commit, foreign keys, and overwriting of what is deleted."""
    async with database_of("file", tmp_path) as made, made.transaction() as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.parametrize("backend", BACKENDS)
async def test_transactions_wait_for_each_other(backend: str, tmp_path: Path) -> None:
    """There is one connection; a second transaction begins when the first has ended."""
    async with store_of(backend, tmp_path) as store:
        order: list[str] = []

        async def work(name: str) -> None:
            async with store.transaction() as transaction:
                order.append(f"{name} begins")
                await transaction.seen([1])
                order.append(f"{name} ends")

        await asyncio.gather(work("one"), work("two"))
        assert order == ["one begins", "one ends", "two begins", "two ends"]


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_cancelled_transaction_is_rolled_back(backend: str, tmp_path: Path) -> None:
    """A deadline that strikes within leaves nothing, and the connection is usable."""
    async with store_of(backend, tmp_path) as store:

        async def hang() -> None:
            async with asyncio.timeout(0.05), store.transaction() as transaction:
                await transaction.save([Changes(peer=a_peer())])
                await asyncio.sleep(5)

        with pytest.raises(TimeoutError):
            await hang()
        async with store.transaction() as transaction:
            assert await transaction.peers([a_peer().address]) == {}


# -- the lock --------------------------------------------------------------------------------------------------------

SECOND = """
import asyncio, sys
from bot.storage.database import open_database
async def main():
    database = await open_database(sys.argv[1])
    await database.close()
try:
    asyncio.run(main())
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


async def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """It says which process holds the database, and what to do; once that is gone, it may."""
    url = url_of("file", tmp_path)

    def second() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", SECOND, url], capture_output=True, text=True, timeout=30, check=False
        )

    async with database_of("file", tmp_path):
        refused = await asyncio.to_thread(second)
        assert refused.returncode == 1
        assert (
            f"DatabaseInUse: The database {tmp_path / 'test.sqlite3'} is in use by process {os.getpid()}."
            in refused.stderr
        )
        with pytest.raises(DatabaseError, match="in use by process"):
            await open_database(url)
    assert (await asyncio.to_thread(second)).returncode == 0


# -- what goes wrong -------------------------------------------------------------------------------------------------


async def test_a_locked_database_is_unavailable_and_works_again(tmp_path: Path) -> None:
    """Somebody else's long write, such as a backup's, is an outage; afterwards all is well."""
    async with store_of("file", tmp_path) as store:
        async with store.transaction() as transaction:
            await transaction._connection.exec_driver_sql("PRAGMA busy_timeout = 20")
        other = sqlite3.connect(tmp_path / "test.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable, match="database is locked"):
            async with store.transaction() as transaction:
                await transaction.save([Changes(peer=a_peer())])
        other.execute("ROLLBACK")
        other.close()
        async with store.transaction() as transaction:
            await transaction.save([Changes(peer=a_peer())])


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_bug_is_no_outage(backend: str, tmp_path: Path) -> None:
    """What the code does wrong is not mistaken for a database that is away."""
    async with store_of(backend, tmp_path) as store:
        async with store.transaction() as transaction:
            await transaction.mark_told("telegram:-7", AT)
        with pytest.raises(exc.IntegrityError):
            async with store.transaction() as transaction:
                await transaction.mark_told("telegram:-7", AT)


async def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    """The message names the file; it does not repeat statements."""
    (tmp_path / "test.sqlite3").write_bytes(b"these are not the bytes of a database" * 100)
    with pytest.raises(DatabaseUnavailable, match=r"test\.sqlite3 cannot be opened: file is not a database"):
        await open_database(url_of("file", tmp_path))


async def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    """One clear line."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseError, match="cannot be used"):
        await open_database(f"sqlite+aiosqlite:///{tmp_path / 'file' / 'test.sqlite3'}")
