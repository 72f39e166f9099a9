"""Handing people over, and commits whose answer never came: nothing is lost, and nothing is sent twice."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from helpers_app import shipped
from helpers_office import Office
from helpers_world import ANA, AT, KEY, Post, database_url

from bot.app.app import App
from bot.app.content import Defaults
from bot.app.delivery import Pace, TryAgain
from bot.app.incoming import Commanded, Incoming
from bot.storage import DatabaseUnavailable, Store, Vault
from bot.storage.database import open_database
from bot.storage.slots import EVERY_SLOT, slot_of


@asynccontextmanager
async def opened(pace: Pace | None = None) -> AsyncIterator[Office]:
    """An office at work."""
    database = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        office = Office(Store(database, Vault([KEY])), pace)
        office.delivery.start()
        try:
            yield office
        finally:
            await office.delivery.stop()
    finally:
        await database.close()


async def test_it_waits_for_what_is_just_being_noted() -> None:
    """Whoever takes over would find a message in the outbox that has gone out."""
    async with opened() as office:
        await office.send(("a", "one"))
        while not office.post.sent:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        noted, free = office.delivery.take_sent(), asyncio.Event()

        async def batch() -> None:
            """Somebody else's turns, which take along what was sent."""
            async with office.store.transaction() as transaction:
                await transaction.note_sent(noted)
                await free.wait()
            office.delivery.noted()

        working = asyncio.create_task(batch())
        handing = asyncio.create_task(office.delivery.hand_over([slot_of("a")], 1.0))
        await asyncio.sleep(0.05)
        assert not handing.done()
        free.set()
        await asyncio.gather(working, handing)
        assert await office.left() == 0


async def test_what_is_held_back_does_not_begin_meanwhile() -> None:
    """A hundred check-ins that go out little by little: none begins for people who are handed over."""
    async with opened(Pace(30)) as office:
        await office.commit(*((str(number), "check-in") for number in range(100)), unsolicited=True)
        await office.delivery.adopt()
        office.delivery.release()
        await asyncio.sleep(0.1)
        await office.delivery.hand_over(EVERY_SLOT, 0.2)
        sent = len(office.post.sent)
        await asyncio.sleep(0.2)
        assert (len(office.post.sent), office.delivery.depth) == (sent, 0)
        assert await office.left() == 100 - sent


async def test_a_check_in_on_its_way_is_not_left_for_another() -> None:
    """It may have arrived, and must never come twice; a reply that may not have arrived is left."""
    async with opened() as office:
        office.post.open.clear()
        await office.send(("a", "check-in"), unsolicited=True)
        await office.send(("b", "reply"))
        await asyncio.sleep(0.05)
        await office.delivery.hand_over(EVERY_SLOT, 0.05)
        async with office.store.transaction() as transaction:
            assert [one.address for one in await transaction.unsent()] == ["b"]


async def test_after_a_failed_hand_over_nothing_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database was away when it was to be noted; the people are ours again, and what was sent is still known."""
    async with opened() as office:
        real, is_away = office.store.transaction, True

        def transaction(**options: Any) -> Any:
            if is_away:
                raise DatabaseUnavailable("away")
            return real(**options)

        made = await office.commit(("a", "one"), ("b", "two"))
        monkeypatch.setattr(office.store, "transaction", transaction)
        office.delivery.deliver(made)
        await asyncio.sleep(0.05)
        with pytest.raises(DatabaseUnavailable):
            await office.delivery.hand_over(EVERY_SLOT, 0.1)
        is_away = False
        assert await office.delivery.adopt() == 0
        office.delivery.release()
        assert await office.delivery.drain(5)
        assert len(office.post.sent) == 2


async def test_a_commit_whose_answer_never_came_is_looked_for(tmp_path: Path) -> None:
    """The disk hung: the batch was given up, and was written all the same. Tried again it is known, and is answered."""
    database = await open_database(database_url(tmp_path))
    try:
        store, post = Store(database, Vault([KEY])), Post()
        app = App(store, shipped(), post, Defaults(country="US"), lambda: AT)
        await app.start()
        real, lost = store.transaction, deque([True])

        @asynccontextmanager
        async def transaction(**options: Any) -> AsyncIterator[Any]:
            async with real(**options) as opened:
                yield opened
            if options.get("brief") and lost:
                lost.pop()
                raise DatabaseUnavailable("it did not answer in time")

        store.transaction = transaction  # type: ignore[method-assign]  # once, nobody hears of the commit
        hello = Incoming(update=1, address=ANA, at=AT, act=Commanded("start"))
        with pytest.raises(DatabaseUnavailable):
            await app.intake.take([hello])
        assert post.sent == []
        await app.intake.take([hello])
        assert await app.delivery.drain(5)
        assert len({message.html for message in post.to(ANA)}) == len(post.to(ANA)) > 0
        async with real() as last:
            assert await last.unsent() == []
        await app.stop()
    finally:
        await database.close()


async def test_what_was_recovered_is_not_handed_over_again() -> None:
    """A tick whose commit was just heard of hands its messages over a moment after they were found."""
    async with opened() as office:
        office.post.trouble["a"] = deque([TryAgain(after=0.01)])
        made = await office.commit(("a", "one"))
        office.delivery.doubt()
        await office.delivery.recover()
        office.delivery.deliver(made)
        assert await office.delivery.drain(5)
        assert office.got("a") == ["one"]
