"""A terminal on the folder of a stopped bot, and the bot beside a terminal's people: each leaves the other's alone."""

from datetime import timedelta
from pathlib import Path

from helpers_app import shipped
from helpers_files import commit
from helpers_world import ANA, AT, KEY, Post, database_url

from bot.app.app import App
from bot.app.charge import Charge
from bot.app.content import Defaults
from bot.app.message import Message
from bot.engine import Session
from bot.storage import PeerRecord, Store, TimerRecord, Vault
from bot.storage.database import open_database
from bot.storage.records import Changes
from bot.storage.slots import TELEGRAM, TERMINAL

ON_TELEGRAM, AT_HOME = "telegram:42", "terminal:local"
LATER = AT + timedelta(days=3)


def somebody(address: str) -> PeerRecord:
    """Somebody who has agreed."""
    return PeerRecord(address=address, session=Session.fresh(AT), created_at=AT, consented_at=AT)


async def left_by(charge: Charge, folder: Path) -> tuple[set[str], int]:
    """Whom a process with this charge writes to, and how many timers it leaves, where both had one of each."""
    database = await open_database(database_url(folder))
    try:
        store, post = Store(database, Vault([KEY])), Post()
        async with store.transaction() as transaction:
            people = [somebody(one) for one in (ON_TELEGRAM, AT_HOME)]
            await transaction.save([Changes(peer=one, timers={"nudge": TimerRecord("nudge", AT, 5)}) for one in people])
        for address in (ON_TELEGRAM, AT_HOME):
            await commit(store, address, Message("waits"))
        app = App(store, shipped(), post, Defaults(), lambda: LATER, charge=charge)
        await app.start()
        app.delivery.release()
        await app.due.tick(LATER)
        await app.stop()
        async with store.transaction() as transaction:
            return {address for address, _ in post.sent}, len(await transaction.due(LATER, 9))
    finally:
        await database.close()


async def test_a_terminal_leaves_the_bots_people_alone(tmp_path: Path) -> None:
    """What the bot has still to say to them is not swallowed, and their timers wait for it."""
    assert await left_by(Charge(TERMINAL, TERMINAL), tmp_path) == ({AT_HOME}, 1)


async def test_the_bot_leaves_a_terminals_person_alone(tmp_path: Path) -> None:
    """Telegram could not reach them."""
    assert await left_by(Charge(TELEGRAM, TELEGRAM), tmp_path) == ({ON_TELEGRAM}, 1)


async def test_whoever_looks_after_everybody_leaves_nothing(tmp_path: Path) -> None:
    """As tests and the demo do."""
    assert await left_by(Charge(), tmp_path) == ({AT_HOME, ON_TELEGRAM}, 0)


async def test_people_from_before_there_were_slots_get_theirs(tmp_path: Path) -> None:
    """At the next start, whatever their address; and it is done once."""
    database = await open_database(database_url(tmp_path))
    try:
        store = Store(database, Vault([KEY]))
        async with store.transaction() as transaction:
            await transaction.save([Changes(peer=somebody(one)) for one in (ON_TELEGRAM, ANA)])
        async with database.transaction() as connection:
            await connection.exec_driver_sql("UPDATE peers SET slot = NULL")
        async with store.transaction() as transaction:
            assert await transaction.fill_slots() == 2
        async with store.transaction() as transaction:
            assert await transaction.fill_slots() == 0
            assert len(await transaction.due(LATER, 9, TELEGRAM)) == 0
        async with database.transaction() as connection:
            rows = (await connection.exec_driver_sql("SELECT count(*) FROM peers WHERE slot BETWEEN 0 AND 63")).scalar()
        assert rows == 2
    finally:
        await database.close()
