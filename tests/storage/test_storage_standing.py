"""Counts and moments for whoever looks after the installation, on every backend."""

from datetime import timedelta

from helpers_storage import AT, a_message, a_peer, save

from bot.storage import Store
from bot.storage.audit import Audited
from bot.storage.records import AsideRecord, Changes, TimerRecord


async def test_an_empty_installation(store: Store) -> None:
    """Nothing, since no moment."""
    async with store.transaction() as transaction:
        found = await transaction.standing.counted(AT)
        assert (found.people, found.waiting, found.due, found.aside) == (0, 0, 0, 0)
        assert (found.oldest_waiting, found.oldest_due, found.newest_aside) == (None, None, None)
        assert await transaction.standing.last_backup() is None
        assert await transaction.standing.first_person() is None


async def test_what_is_there_is_counted(store: Store) -> None:
    """People, messages that wait, timers that are due by then, and messages that failed; of each the moment."""
    later = AT + timedelta(hours=5)
    ana = Changes(
        peer=a_peer("telegram:1"), outbox=[a_message("telegram:1")],
        timers={"nudge": TimerRecord("nudge", AT, 1), "expiry": TimerRecord("expiry", later, 1)},
        aside=[AsideRecord(at=AT, cause="LookupError", event="{}")],
    )  # fmt: skip
    await save(store, ana, Changes(peer=a_peer("telegram:2")))
    async with store.transaction() as transaction:
        found = await transaction.standing.counted(AT + timedelta(hours=1))
        assert (found.people, found.waiting, found.due, found.aside) == (2, 1, 1, 1)
        assert (found.oldest_waiting, found.oldest_due, found.newest_aside) == (AT, AT, AT)
        assert await transaction.standing.first_person() == AT


async def test_the_last_backup_is_the_newest_row(store: Store) -> None:
    """Whatever was noted besides."""
    async with store.transaction() as transaction:
        for what, hours in ((Audited.BACKED_UP, 1), (Audited.BACKED_UP, 2), (Audited.PURGED, 3)):
            await transaction.audit.note(what, AT + timedelta(hours=hours))
        assert await transaction.standing.last_backup() == AT + timedelta(hours=2)


async def test_a_server_says_what_it_is(store: Store) -> None:
    """Its version and the size of its database; an embedded one is known without asking."""
    if store.database.is_sqlite:
        return
    async with store.transaction() as transaction:
        assert int((await transaction.standing.server_version()).partition(".")[0]) >= 15
        assert await transaction.standing.server_size() > 0
