"""How SQLAlchemy reaches the embedded database: through aiosqlite's thread, one errand a statement, or at once.

SQLAlchemy's own adapter sends to that thread three or four times for each statement (a cursor, the statement, its rows,
the end of the cursor), and each errand costs more than the statement. Here a statement with its rows is one errand.

In a transaction that is marked as brief, where every statement is about a few people, none is sent at all: it runs
where it is asked for. What may wait for the disk or for others, beginning and committing, always goes to the thread.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.util.concurrency import await_


class _Cursor:
    """A cursor as DBAPI (PEP 249) and SQLAlchemy's async engine want it. All rows are fetched with the statement."""

    server_side = False
    arraysize = 1

    def __init__(self, connection: "_Connection") -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: deque[Any] = deque()

    @property
    def description(self) -> Any:
        """The columns of the rows; None where the statement has none."""
        return self._cursor and self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows the statement has changed."""
        return self._cursor.rowcount if self._cursor else -1

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was written last."""
        return self._cursor.lastrowid if self._cursor else None

    def execute(self, operation: str, parameters: Sequence[Any] | None = None) -> "_Cursor":
        """Runs a statement."""
        return self._run(sqlite3.Cursor.execute, operation, parameters or ())

    def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> "_Cursor":
        """Runs a statement for many rows."""
        return self._run(sqlite3.Cursor.executemany, operation, parameters)

    def _run(self, how: Any, operation: str, parameters: Any) -> "_Cursor":
        try:
            self._cursor, self._rows = await_(self._connection.run(how, operation, parameters))
        except Exception as error:
            self._connection.fail(error)
        return self

    def fetchone(self) -> Any:
        """The next row, or None."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        rows, self._rows = list(self._rows), deque()
        return rows

    def __iter__(self) -> Iterator[Any]:
        while self._rows:
            yield self._rows.popleft()

    def setinputsizes(self, *_: Any) -> None:
        """SQLite needs no sizes."""

    def close(self) -> None:
        """Lets the rows go. The statement itself is over since they were fetched."""
        self._rows = deque()

    async def _async_soft_close(self) -> None:
        """SQLAlchemy asks for this once it has a result: there is nothing left to wait for."""


class _Connection(AsyncAdapt_aiosqlite_connection):
    """A connection. While it ``is_brief``, statements run where they are asked for."""

    __slots__ = ("is_brief",)

    _cursor_cls: Any = _Cursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.is_brief = False

    async def run(self, how: Any, operation: str, parameters: Any) -> tuple[sqlite3.Cursor, deque[Any]]:
        """Runs a statement and fetches its rows."""
        driver: Any = self._connection
        raw: sqlite3.Connection = driver._conn

        def errand() -> tuple[sqlite3.Cursor, deque[Any]]:
            cursor = raw.cursor()
            how(cursor, operation, parameters)
            return cursor, deque(cursor.fetchall() if cursor.description else ())

        if self.is_brief:
            return errand()
        async with self._execute_mutex:
            found: tuple[sqlite3.Cursor, deque[Any]] = await driver._execute(errand)
            return found

    def fail(self, error: Exception) -> NoReturn:
        """Raises what an error of the driver means to SQLAlchemy."""
        self._handle_exception(error)


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """For ``create_async_engine(module=...)``."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **options: Any) -> AsyncAdapt_aiosqlite_connection:
        """Opens a connection. It is used by two threads, never at the same time."""
        opened: Any = super().connect(*arguments, **{**options, "check_same_thread": False})
        return _Connection(self, opened.driver_connection)


def mark_brief(connection: Any, *, brief: bool) -> None:
    """From now on, or no longer, statements of a pool's connection run where they are asked for."""
    if connection.dbapi_connection is not None:  # which a connection that was lost meanwhile has no more
        connection.dbapi_connection.is_brief = brief
