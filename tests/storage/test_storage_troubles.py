"""Kinds of trouble: what a database says becomes one word of a closed list."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import exc

from bot.storage.database import open_unheld
from bot.storage.errors import DatabaseUnavailable, LeaseLost
from bot.storage.troubles import DATABASE_TROUBLES, trouble_of


class AnsweredError(Exception):
    """An error of a server, with its code."""

    def __init__(self, code: str) -> None:
        super().__init__("somebody's words")
        self.sqlstate = code


def away(cause: BaseException | None) -> DatabaseUnavailable:
    """The outage that comes of an error."""
    made = DatabaseUnavailable("a reason")
    made.__cause__ = cause
    return made


def wrapped(original: Exception) -> exc.OperationalError:
    """An error as SQLAlchemy hands it on."""
    return exc.OperationalError("SELECT 1", {}, original)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (None, "timed_out"),
        (exc.TimeoutError(), "timed_out"),
        (ConnectionRefusedError(), "connection"),
        (exc.InterfaceError("", {}, Exception()), "connection"),
        (wrapped(AnsweredError("53100")), "full"),
        (wrapped(AnsweredError("57P01")), "connection"),
        (wrapped(AnsweredError("40P01")), "locked"),
        (wrapped(AnsweredError("25006")), "read_only"),
        (wrapped(AnsweredError("99999")), "other"),
        (ValueError("somebody's words"), "other"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_every_cause_has_its_kind(cause: BaseException | None, kind: str) -> None:
    """From the code that a server gives, or from what Python says; never from a text."""
    assert trouble_of(away(cause)) == kind
    assert kind in DATABASE_TROUBLES


def test_a_lost_lease_is_a_kind_of_its_own() -> None:
    """It is no fault of the database."""
    assert trouble_of(LeaseLost()) == "lease_lost"


async def _first_trouble(file: Path) -> str:
    database = open_unheld(f"sqlite+aiosqlite:///{file}")
    try:
        async with database.transaction() as connection:
            await connection.exec_driver_sql("CREATE TABLE one (two)")
    except DatabaseUnavailable as error:
        return trouble_of(error)
    finally:
        await database.close()
        await _threads_have_ended()
    return ""


async def _threads_have_ended() -> None:
    """The driver waits for nothing when it cannot open a file, and its thread would outlive the loop of the test."""
    for thread in threading.enumerate():
        if "connection_worker" in thread.name:
            await asyncio.to_thread(thread.join, 5.0)


async def test_the_kinds_of_a_real_database(tmp_path: Path) -> None:
    """A file that is none, a folder that is gone: as SQLite itself says it."""
    nonsense = tmp_path / "nonsense.sqlite3"
    nonsense.write_bytes(b"no database at all" * 100)
    assert await _first_trouble(nonsense) == "corrupt"
    assert await _first_trouble(tmp_path / "gone" / "one.sqlite3") == "missing"


async def test_a_locked_database(tmp_path: Path) -> None:
    """Somebody else's program holds the file."""
    file = tmp_path / "held.sqlite3"
    database = open_unheld(f"sqlite+aiosqlite:///{file}?timeout=0.05")
    async with database.transaction() as connection:
        await connection.exec_driver_sql("CREATE TABLE one (two)")
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable) as caught:
            async with database.transaction() as connection:
                await connection.exec_driver_sql("CREATE TABLE three (four)")
    assert trouble_of(caught.value) == "locked"
    await database.close()
