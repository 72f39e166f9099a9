"""Opening the database: SQLite in WAL mode through one connection, or a server that SQLAlchemy's async engine reaches.

SQLite runs with ``synchronous=FULL`` (a commit survives a power cut), ``secure_delete`` (what is deleted is
overwritten) and one connection, which also checkpoints. A lock file beside the database keeps a second process away:
two writers are what SQLite's older versions have been seen to corrupt a write-ahead log with (sqlite.org, "WAL-reset
bug").
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import AsyncAdaptedQueuePool, Connection, event, exc, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.errors import DatabaseError, DatabaseUnavailable
from bot.storage.holding import hold
from bot.storage.migrating import HEAD, bring_up_to_date, upgrade, version_of

# How long SQLite waits for another program that has locked the file, such as its own shell.
_WAIT_MILLISECONDS = 5_000


class Database:
    """An open database. Use `open_database`."""

    def __init__(self, engine: AsyncEngine, lock: TextIO | None, file: Path | None = None) -> None:
        self.engine = engine
        self.file = file
        """The file of an embedded database that has one."""
        self._lock = lock

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def size(self) -> int:
        """How many bytes the file of an embedded database has; 0 where there is none."""
        try:
            return self.file.stat().st_size if self.file else 0
        except OSError:
            return 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed when the block ends, rolled back when it raises.

        Raises `DatabaseUnavailable` where the database, not the code, is the cause.
        """
        try:
            async with self.engine.begin() as connection:
                yield connection
        except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, exc.InternalError, OSError) as error:
            raise DatabaseUnavailable(_reason(error)) from error
        except exc.DatabaseError as error:
            if isinstance(error.orig, sqlite3.DatabaseError) and not isinstance(error.orig, sqlite3.IntegrityError):
                raise DatabaseUnavailable(_reason(error)) from error
            raise

    async def empty_log(self) -> bool:
        """Moves the write-ahead log into the file and empties it; False where it could not be done just now.

        Not to be called within a transaction.
        """
        if not self.is_sqlite:
            return True
        try:
            # Whoever reads the file at this moment is not waited for.
            rows = await self._alone(
                "PRAGMA busy_timeout=0", "PRAGMA wal_checkpoint(TRUNCATE)", f"PRAGMA busy_timeout={_WAIT_MILLISECONDS}"
            )
        except (sqlite3.Error, exc.DBAPIError, exc.TimeoutError, OSError):
            return False
        return bool(rows[1][0] == 0)

    async def rewrite(self) -> None:
        """Writes an embedded database anew, so that its pages hold nothing but what is in its tables.

        Everybody waits for that. Raises `DatabaseUnavailable`; then all is as it was.
        """
        if not self.is_sqlite:
            return
        try:
            await self._alone("VACUUM")
        except (sqlite3.Error, exc.DBAPIError, exc.TimeoutError, OSError) as error:
            raise DatabaseUnavailable(_reason(error)) from error

    async def _alone(self, *statements: str) -> list[Any]:
        """The first row of each, outside of any transaction."""
        rows = []
        async with self.engine.connect() as connection:
            # SQLAlchemy begins a transaction before its first statement; the driver does not.
            driver: Any = (await connection.get_raw_connection()).driver_connection
            for statement in statements:
                async with driver.execute(statement) as cursor:
                    rows.append(await cursor.fetchone())
        return rows

    async def close(self) -> None:
        """Closes the connections and lets the lock go."""
        await self.engine.dispose()
        if self._lock:
            self._lock.close()


async def open_database(url: str) -> Database:
    """Opens the database at ``url`` and brings an embedded one up to date.

    Raises `DatabaseError` for what will not mend itself, `DatabaseUnavailable` for what may.
    """
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    file = file_of(url)
    lock = hold(file) if file else None
    engine = _sqlite(url) if sqlite else _server(url)
    database = Database(engine, lock, file)
    try:
        async with database.transaction() as connection:
            await bring_up_to_date(connection, is_sqlite=sqlite)
    except DatabaseUnavailable as error:
        await database.close()
        where = parsed.database if sqlite else parsed.render_as_string(hide_password=True)
        raise DatabaseUnavailable(f"The database {where} cannot be opened: {error}") from error
    except BaseException:
        await database.close()
        raise
    return database


def file_of(url: str) -> Path | None:
    """The file of an embedded database; None for one in memory, or on a server."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:"
    return Path(parsed.database) if is_file and parsed.database else None


def open_unheld(url: str) -> Database:
    """The embedded database at ``url``, without its lock and as it is: for whoever knows that nobody else has it."""
    return Database(_sqlite(url), None, file_of(url))


async def upgrade_database(url: str) -> tuple[str | None, str]:
    """Brings any database to `HEAD`; returns the schema before and after. Raises `DatabaseError`."""
    engine = _sqlite(url) if make_url(url).get_backend_name() == "sqlite" else _server(url)
    database = Database(engine, None)
    try:
        async with database.transaction() as connection:
            before = await connection.run_sync(version_of)
            await connection.run_sync(upgrade)
    except DatabaseUnavailable as error:
        raise DatabaseError(f"The database cannot be upgraded: {error}.") from error
    finally:
        await database.close()
    return before, HEAD


def _sqlite(url: str) -> AsyncEngine:
    # Transactions are begun by us (below): the driver's own begin comes only at the first write, too late for a lock.
    engine = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, connect_args={"isolation_level": None},
        hide_parameters=True,
    )  # fmt: skip

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _server(url: str) -> AsyncEngine:
    try:
        return create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise DatabaseError(f"This database needs the package {error.name}. Run: pip install {error.name}") from None


def _reason(error: BaseException) -> str:
    """The driver's reason alone: SQLAlchemy's own text would repeat the statement and its values."""
    original = getattr(error, "orig", None) or error
    return str(original).splitlines()[0] if str(original) else type(original).__name__
