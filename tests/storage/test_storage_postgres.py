"""What only a database server can do to us: refuse, wait, vanish, come back; and how many values it takes at once."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Awaitable, Iterator
from pathlib import Path

import pytest
from helpers_postgres import Mode, Server, a_server, needs_postgres, postgres_server
from helpers_storage import AT, a_peer, database_of, postgres_of, save, store_of
from sqlalchemy import exc, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import Database, DatabaseBusy, DatabaseError, DatabaseUnavailable, Store, Vault, WrongKeyError, servers
from bot.storage.database import open_database, upgrade_database
from bot.storage.migrating import HEAD
from bot.storage.records import Changes
from bot.storage.server_state import troubles_of
from bot.storage.servers import server_engine
from bot.storage.tables import metadata

pytestmark = needs_postgres

# More than a statement to PostgreSQL can have parameters.
MANY = 40_000


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of this file's own, that may be stopped; it lets four in at a time."""
    with postgres_server(max_connections="5", superuser_reserved_connections="0") as made:
        run_up_to_date(made)
        yield made


def run_up_to_date(server: Server) -> None:
    """Makes the tables."""
    asyncio.run(upgrade_database(server.url("postgres")))


async def failing(database: Database, *statements: str) -> None:
    """A transaction of these statements."""
    async with database.transaction() as connection:
        for statement in statements:
            await connection.execute(text(statement))


def raising(state: str) -> str:
    """A statement that ends in an error with this code."""
    return f"DO $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = '{state}'; END $$"


# -- whose fault it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state",
    [
        "08006", "25006", "25P03", "28P01", "3D000", "42P01", "53100", "53200", "53300", "55P03", "57014", "57P01",
        "57P02", "57P03", "58030", "XX001",
    ],
)  # fmt: skip
async def test_a_database_at_fault_is_unavailable(tmp_path: Path, state: str) -> None:
    """Whatever may mend itself, or be mended; the next transaction works."""
    async with database_of("postgres", tmp_path) as database:
        with pytest.raises(DatabaseUnavailable, match=r"^so it is$") as raised:
            await failing(database, raising(state))
        assert not isinstance(raised.value, DatabaseBusy)
        await failing(database, "SELECT 1")


@pytest.mark.parametrize("state", ["40001", "40P01", "0A000"])
async def test_who_gives_in_can_try_again_at_once(tmp_path: Path, state: str) -> None:
    """Two in each other's way, or a table that has another form since."""
    async with database_of("postgres", tmp_path) as database:
        with pytest.raises(DatabaseBusy, match=r"^so it is$"):
            await failing(database, raising(state))


@pytest.mark.parametrize("state", ["21000", "22001", "22021", "23505", "25P02", "54001", "P0001"])
async def test_what_one_act_can_cause_is_no_outage(tmp_path: Path, state: str) -> None:
    """Trying it again for ever would hold everybody up."""
    async with database_of("postgres", tmp_path) as database:
        with pytest.raises(exc.DBAPIError):
            await failing(database, raising(state))


async def test_values_of_the_wrong_kind_are_no_outage(tmp_path: Path) -> None:
    """What the driver itself refuses."""
    async with database_of("postgres", tmp_path) as database:
        with pytest.raises(exc.DBAPIError):
            async with database.transaction() as connection:
                await connection.execute(insert(metadata.tables["seen_updates"]).values(update_id=2**80, at=0.0))


async def test_a_real_deadlock_is_one_that_gives_in(tmp_path: Path) -> None:
    """Two transactions take two rows in opposite orders: one is told to try again, the other goes through."""
    async with store_of("postgres", tmp_path) as one, store_of("postgres", tmp_path) as two:
        await save(one, Changes(peer=a_peer("telegram:1")), Changes(peer=a_peer("telegram:2")))
        both_have_one = asyncio.Barrier(2)

        async def work(store: Store, first: int, second: int) -> None:
            async with store.database.transaction() as connection:
                await _touch(connection, first)
                await both_have_one.wait()
                await _touch(connection, second)

        results = await asyncio.gather(work(one, 1, 2), work(two, 2, 1), return_exceptions=True)
        assert [type(one) for one in results if one is not None] == [DatabaseBusy]


async def _touch(connection: AsyncConnection, peer_id: int) -> None:
    await connection.execute(text("UPDATE peers SET locale = 'es' WHERE id = :id"), {"id": peer_id})


@pytest.mark.parametrize(
    ("setting", "statement"),
    [
        ("SET LOCAL statement_timeout = 50", "SELECT pg_sleep(5), 'words of somebody'"),
        ("SET LOCAL lock_timeout = 50", "SELECT pg_advisory_xact_lock(1), 'words of somebody'"),
        ("SET TRANSACTION READ ONLY", "INSERT INTO facts VALUES ('words of somebody', '')"),
    ],
)
async def test_a_real_outage_says_no_words(tmp_path: Path, setting: str, statement: str) -> None:
    """The reason alone is told: no statement, and none of its values."""
    async with (
        database_of("postgres", tmp_path) as holder,
        database_of("postgres", tmp_path) as database,
        holder.transaction() as connection,
    ):
        await connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
        with pytest.raises(DatabaseUnavailable) as raised:
            await failing(database, setting, statement)
    assert str(raised.value) in (
        "canceling statement due to statement timeout",
        "canceling statement due to lock timeout",
        "cannot execute INSERT in a read-only transaction",
    )


# -- limits of time ----------------------------------------------------------------------------------------------------


async def test_a_statement_that_hangs_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On our side too, as the server may not be able to; afterwards all is well."""
    monkeypatch.setattr(servers, "_STATEMENT", 0.1)
    async with database_of("postgres", tmp_path) as database:
        with pytest.raises(DatabaseUnavailable, match="it did not answer in time"):
            await failing(database, "SELECT pg_sleep(60)")
        await failing(database, "SELECT 1")


async def test_the_server_knows_its_limits(tmp_path: Path) -> None:
    """Whoever vanishes within a transaction lets go of what they had locked; upgrades may take their time."""
    url = postgres_of(tmp_path)
    assert await _limits(url) == ("strongsuit abc", "10s", "20s")
    assert await _limits(url, patient=True) == ("strongsuit abc", "0", "20s")


async def test_both_sides_notice_when_the_other_is_gone(tmp_path: Path) -> None:
    """Also where nothing is asked: the system looks now and then."""
    engine = server_engine(postgres_of(tmp_path))
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        ours: socket.socket = raw.driver_connection._transport.get_extra_info("socket")  # type: ignore[union-attr]  # asyncpg's
        assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert (await connection.execute(text("SHOW tcp_keepalives_idle"))).scalar_one() == "30"
    await engine.dispose()


async def _limits(url: str, *, patient: bool = False) -> tuple[str, ...]:
    engine = server_engine(url, process="abc", patient=patient)
    async with engine.begin() as connection:
        names = ("application_name", "lock_timeout", "idle_in_transaction_session_timeout")
        found = tuple([(await connection.execute(text(f"SHOW {name}"))).scalar_one() for name in names])
    await engine.dispose()
    return found


async def test_nobody_connects_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody listens and says nothing: that is an outage, told with the address and without the password."""
    monkeypatch.setattr(servers, "_CONNECTING", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(DatabaseUnavailable, match="cannot be opened: it did not answer in time") as raised:
            await open_database(f"postgresql+asyncpg://ana:hidden@127.0.0.1:{port}/people")
    assert f"127.0.0.1:{port}/people" in str(raised.value)
    assert "hidden" not in str(raised.value)


# -- servers come and go -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["fast", "immediate", "kill"])
async def test_a_server_that_was_restarted_is_used_again(server: Server, mode: Mode) -> None:
    """The next transaction works, without anybody noticing."""
    database = await open_database(server.url("postgres"))
    await failing(database, "SELECT 1")
    server.restart(mode)
    await failing(database, "SELECT 1")
    await database.close()


@pytest.mark.parametrize("mode", ["fast", "immediate", "kill"])
async def test_a_server_that_goes_in_the_middle_is_an_outage(server: Server, mode: Mode) -> None:
    """What was in hand is not there afterwards, and while the server is away, it is said that it is."""
    store = Store(await open_database(server.url("postgres")), Vault(["a key that is only for tests"]))

    async def work() -> None:
        async with store.transaction() as transaction:
            await transaction.mark_seen([1], AT)
            server.stop(mode)
            await transaction.mark_seen([2], AT)

    with pytest.raises(DatabaseUnavailable):
        await work()
    with pytest.raises(DatabaseUnavailable, match="Connect call failed"):
        await failing(store.database, "SELECT 1")
    server.start()
    async with store.transaction() as transaction:
        assert await transaction.seen([1, 2]) == set()
    await store.database.close()


async def test_too_many_connections_are_an_outage(server: Server) -> None:
    """Until somebody leaves."""
    url = server.url("postgres")
    others = [await open_database(url) for _ in range(5)]
    with pytest.raises(DatabaseUnavailable, match="too many clients already"):
        await open_database(url)
    for one in others:
        await one.close()
    await (await open_database(url)).close()


async def test_a_server_without_that_database_says_so(server: Server) -> None:
    """One clear line."""
    with pytest.raises(DatabaseUnavailable, match=r'/nobody cannot be opened: database "nobody" does not exist'):
        await open_database(server.url("nobody"))


def test_a_server_goes_with_whoever_started_it() -> None:
    """Also when that is killed: no process is left, and no folder."""
    code = (
        "import os, signal\nfrom helpers_postgres import postgres_server\n"
        "with postgres_server() as server:\n"
        "    print(server.folder, flush=True)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    started = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    folder = Path(started.stdout.strip())
    assert folder.name.startswith("strongsuit-postgres-"), started.stderr
    assert asyncio.run(_comes_true(lambda: not folder.exists()))


async def _comes_true(condition: object) -> bool:
    assert callable(condition)
    for _ in range(1_000):
        if condition():
            return True
        await asyncio.sleep(0.02)
    return False


def test_pages_that_do_not_fit_are_told() -> None:
    """Where the server counts them; it counts none where it has no checksums."""
    assert troubles_of(None) == troubles_of(0) == ()
    assert troubles_of(3) == ("PostgreSQL has met 3 pages that do not fit their checksums",)


# -- what is asked of it -----------------------------------------------------------------------------------------------


async def test_any_number_of_values_can_be_asked_for(tmp_path: Path) -> None:
    """A rush after a long outage must not be more than a statement can hold."""
    async with store_of("postgres", tmp_path) as store, store.transaction() as transaction:
        await transaction.mark_seen(range(MANY), AT)
        assert await transaction.seen(range(-5, MANY)) == set(range(MANY))
        many = range(1, MANY)
        asked: list[Awaitable[object]] = [
            transaction.peers([f"telegram:{number}" for number in many]), transaction.peers_by_id(many),
            transaction.lines(many), transaction.changes(many), transaction.chats.of(many),
            transaction.programmes.by_id(many), transaction.programmes.staff_by_id(many),
            transaction.sharing.given_to(many), transaction.sharing.sharing_with(many, AT),
            transaction.sharing.views(many), transaction.sharing.end_all(many, AT),
            transaction.set_blocked([f"telegram:{number}" for number in many], AT),
        ]  # fmt: skip
        for one in asked:
            found = await one
            assert not found or not any(found.values())  # type: ignore[attr-defined]  # a dictionary with empty lists


async def test_many_people_are_written_at_once(tmp_path: Path) -> None:
    """New ones get their own numbers, in order."""
    people = [a_peer(f"telegram:{number}") for number in range(3_000)]
    async with store_of("postgres", tmp_path) as store:
        await save(store, *(Changes(peer=one) for one in people))
        async with store.transaction() as transaction:
            found = await transaction.peers_by_id([one.id or 0 for one in people])
    assert [found[one.id or 0] for one in people] == people


async def test_two_upgrades_at_once_do_it_once(tmp_path: Path) -> None:
    """Two machines that are brought up to date at the same moment."""
    url = postgres_of(tmp_path)
    a_server().execute("DROP SCHEMA public CASCADE", url.rpartition("/")[2])
    a_server().execute("CREATE SCHEMA public", url.rpartition("/")[2])
    done = await asyncio.gather(upgrade_database(url), upgrade_database(url))
    assert {after for _, after in done} == {HEAD}
    await (await open_database(url)).close()


@pytest.mark.parametrize(("second", "fits"), [("the key of this year", True), ("the key of last year", False)])
async def test_the_first_key_counts_when_two_begin_at_once(tmp_path: Path, second: str, fits: bool) -> None:
    """Two processes on an empty database: with one key both go on, with two only the first."""
    async with database_of("postgres", tmp_path) as one, database_of("postgres", tmp_path) as two:
        stores = [Store(one, Vault(["the key of this year"])), Store(two, Vault([second]))]
        results = await asyncio.gather(*(store.check_key() for store in stores), return_exceptions=True)
    refused = [type(error) for error in results if error is not None]
    assert refused == ([] if fits else [WrongKeyError])


async def test_nobody_empties_the_audit_log(tmp_path: Path) -> None:
    """Not as a whole either."""
    async with database_of("postgres", tmp_path) as database:
        with pytest.raises(exc.DBAPIError, match="only ever added to"):
            await failing(database, "TRUNCATE audit")


@pytest.mark.parametrize(("mode", "works"), [("disable", True), ("require", False)])
async def test_sslmode_is_understood(server: Server, mode: str, works: bool) -> None:
    """As PostgreSQL's own tools write it; the tests' server speaks no TLS."""
    url = f"{server.url('postgres')}?sslmode={mode}"
    if works:
        await (await open_database(url)).close()
        return
    with pytest.raises(DatabaseUnavailable, match="SSL"):
        await open_database(url)


async def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(DatabaseError, match=r"needs the package asyncpg. Run: pip install 'strongsuit\[postgres\]'"):
        await open_database("postgresql+asyncpg://127.0.0.1/people")
