"""Opening the database: SQLite in WAL mode through one connection, or a server that SQLAlchemy's async engine reaches.

SQLite runs with ``synchronous=FULL`` (a commit survives a power cut), ``secure_delete`` (what is deleted is
overwritten) and one connection, which also checkpoints. A lock file beside the database keeps a second process away:
two writers are what SQLite's older versions have been seen to corrupt a write-ahead log with (sqlite.org, "WAL-reset
bug").
"""

import gc
import secrets
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from io import FileIO
from pathlib import Path
from typing import Any

from sqlalchemy import AsyncAdaptedQueuePool, Connection, ExceptionContext, event, exc, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.embedded import Driver, mark_brief
from bot.storage.errors import DatabaseError, DatabaseUnavailable
from bot.storage.holding import hold, note_in_use, was_in_use
from bot.storage.migrating import HEAD, bring_up_to_date, upgrade, version_of
from bot.storage.outages import outage_of, reason_of
from bot.storage.remedies import RESTORE, remedy_for
from bot.storage.servers import server_engine

# How long SQLite waits for another program that has locked the file, such as its own shell.
_WAIT_MILLISECONDS = 5_000
# The same once it has been found locked, until it is free again.
_WAIT_AGAIN_MILLISECONDS = 250
# Connections to a server beside the one that works: for taking in updates, for the lease, and for being rung.
BESIDE = 3


class Database:
    """An open database. Use `open_database`."""

    def __init__(
        self,
        engine: AsyncEngine,
        lock: FileIO | None,
        file: Path | None = None,
        beside: AsyncEngine | None = None,
        name: str = "",
    ) -> None:
        self.engine = engine
        self.file = file
        """The file of an embedded database that has one."""
        self._lock = lock
        self._beside = beside
        self.name = name
        """What a server knows our connections by. No other process has it, nor does ours when it opens it again."""

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

    @property
    def beside(self) -> AsyncEngine:
        """For what is not to wait for the transaction at work. An embedded database has no other connection."""
        return self._beside or self.engine

    @asynccontextmanager
    async def transaction(self, *, beside: bool = False, brief: bool = False) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed when the block ends, rolled back when it raises.

        There is one at a time, as the batches of one process are applied one after the other; with ``beside`` it does
        not wait for that one, where it need not. One that is ``brief`` is about a few people only: an embedded database
        carries its statements out at once. Raises `DatabaseUnavailable` where the database, not the code, is the cause.
        """
        try:
            async with (self.beside if beside else self.engine).begin() as connection:
                if brief and self.is_sqlite:
                    with _at_once(connection):
                        yield connection
                else:
                    yield connection
        except (exc.DBAPIError, exc.TimeoutError, OSError) as error:
            if outage := outage_of(error):
                raise outage from error
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
            raise DatabaseUnavailable(reason_of(error)) from error

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
        if self._beside:
            await self._beside.dispose()
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
    name = secrets.token_hex(8)
    engine = _sqlite(url) if sqlite else server_engine(url, process=name)
    database = Database(engine, lock, file, None if sqlite else server_engine(url, BESIDE, process=name), name)
    try:
        if file and lock:
            _refuse_emptied(file, lock)
        async with database.transaction() as connection:
            await bring_up_to_date(connection, is_sqlite=sqlite)
    except DatabaseUnavailable as error:
        await database.close()
        where, remedy = parsed.database if sqlite else shown(url), remedy_for(str(error))
        raise DatabaseUnavailable(f"The database {where} cannot be opened: {error}. {remedy}".rstrip(". ")) from error
    except BaseException:
        await database.close()
        raise
    if lock:
        note_in_use(lock)
    return database


def _refuse_emptied(file: Path, lock: FileIO) -> None:
    """An empty file where a database was is not taken for a new one; SQLite would even remove the log beside it."""
    log = file.with_name(file.name + "-wal")
    if file.is_file() and not file.stat().st_size and (was_in_use(lock) or (log.is_file() and log.stat().st_size)):
        raise DatabaseUnavailable(f"it is empty, and was not. {RESTORE}. To begin anew instead, remove the file")


def file_of(url: str) -> Path | None:
    """The file of an embedded database; None for one in memory, or on a server."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:"
    return Path(parsed.database) if is_file and parsed.database else None


def shown(url: str) -> str:
    """The URL for a message: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def open_unheld(url: str) -> Database:
    """The embedded database at ``url``, without its lock and as it is: for whoever knows that nobody else has it."""
    return Database(_sqlite(url), None, file_of(url))


async def upgrade_database(url: str) -> tuple[str | None, str]:
    """Brings any database to `HEAD`; returns the schema before and after. Raises `DatabaseError`."""
    sqlite = make_url(url).get_backend_name() == "sqlite"
    database = Database(_sqlite(url) if sqlite else server_engine(url, patient=True), None)
    try:
        async with database.transaction() as connection:
            before = await connection.run_sync(version_of)
            await connection.run_sync(upgrade)
    except DatabaseUnavailable as error:
        raise DatabaseError(f"The database cannot be upgraded: {error}.") from error
    finally:
        await database.close()
    return before, HEAD


@contextmanager
def _at_once(connection: AsyncConnection) -> Iterator[None]:
    """In this block, statements of an embedded database are not sent to its thread."""
    pooled = connection.sync_connection and connection.sync_connection.connection
    mark_brief(pooled, brief=True)
    try:
        yield
    finally:
        mark_brief(pooled, brief=False)


def _open_anew_when_read_only(engine: AsyncEngine) -> None:
    """SQLite opens a file that may not be written for reading alone, and such a connection stays so when it may be."""
    spent: list[bool] = []

    @event.listens_for(engine.sync_engine, "handle_error")
    def let_go(context: ExceptionContext) -> None:
        if "readonly database" in str(context.original_exception):
            context.is_disconnect = True
            spent.append(True)

    @event.listens_for(engine.sync_engine, "do_connect")
    def before_the_next(*_: Any) -> None:
        # A statement that failed holds the old connection open for as long as its error is remembered.
        if spent:
            spent.clear()
            gc.collect()


def _sqlite(url: str) -> AsyncEngine:
    # Transactions are begun by us (below): the driver's own begin comes only at the first write, too late for a lock.
    engine = create_async_engine(
        url, module=Driver(), poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0,
        connect_args={"isolation_level": None}, hide_parameters=True,
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

    _open_anew_when_read_only(engine)

    _begin_at_once(engine)
    return engine


def _begin_at_once(engine: AsyncEngine) -> None:
    """Transactions begin with the lock to write; where another program has it, only the first one waits for long.

    The others stand in line for the one connection: if each of them waited as long, a call for help would come last.
    """
    locked: list[bool] = []

    def wait(connection: Connection, milliseconds: int) -> None:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except exc.OperationalError:
            locked[:] = [True]
            wait(connection, _WAIT_AGAIN_MILLISECONDS)
            raise
        if locked:
            locked.clear()
            wait(connection, _WAIT_MILLISECONDS)
