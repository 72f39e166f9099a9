"""The inbox in one process: what is taken in, what is told to whom, and in which order it comes out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from helpers_app import shipped
from helpers_world import AT, KEY, Post, database_url

from bot.app.charge import Charge
from bot.app.content import Defaults
from bot.app.emergency import Emergency
from bot.storage import DatabaseBusy, DatabaseUnavailable, Store, Vault
from bot.storage.database import open_database
from bot.storage.slots import SLOTS, TELEGRAM, slot_of
from bot.telegram.inbox import BATCH, InboxSource
from bot.telegram.receiver import Receiver
from bot.telegram.resting import Rest
from bot.telegram.updates import Update, address_of


def message(number: int, chat: int, text: str) -> dict[str, Any]:
    """An update as Telegram brings it."""
    sender = {"id": chat, "is_bot": False, "first_name": "A", "language_code": "en"}
    private = {"id": chat, "type": "private", "first_name": "A"}
    content = {"message_id": number, "date": int(AT.timestamp()), "chat": private, "from": sender, "text": text}
    return {"update_id": number, "message": content}


@dataclass
class House:
    """A receiver and a source on one store."""

    store: Store
    post: Post
    receiver: Receiver
    charge: Charge
    source: InboxSource
    rang: int = 0

    def ring(self) -> None:
        """Counts."""
        self.rang += 1
        self.source.ring()

    async def numbers(self) -> list[int]:
        """The updates that are handed out now."""
        return [one.number for one in await self.source.fetch(0) or ()]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """With a store that is open; everybody on Telegram is in its charge, and nothing is settled yet."""
    database = await open_database(database_url(tmp_path))
    try:
        store, post = Store(database, Vault([KEY])), Post()
        receiver = Receiver(Emergency(shipped(), post, Defaults(country="US")), lambda: AT)
        charge = Charge(TELEGRAM, frozenset())
        made = House(store, post, receiver, charge, InboxSource(store, charge, lambda: AT, Rest()))
        receiver.open(store, charge, made.ring)
        yield made
    finally:
        await database.close()


async def done(house: House, *held: int) -> None:
    """What was handed out is applied, but for those that are held."""
    batch = [Update(number, None) for number in house.source._fetched]
    house.source.done_with(batch, [one for one in batch if one.number in held])


async def test_what_is_taken_in_comes_out_once_in_its_order(house: House) -> None:
    """Brought again it is the same; what is no update is nobody's."""
    one, two = message(7, 42, "one"), message(3, 42, "two")
    assert await house.receiver.take([one, "junk", {"update_id": "x"}])
    assert await house.receiver.take([two, one])
    assert house.rang == 2
    assert await house.numbers() == [7, 3]
    await done(house)
    assert await house.numbers() == []
    assert house.charge.settled == TELEGRAM


async def test_what_waits_for_a_file_stands_in_nobodys_way(house: House) -> None:
    """More of them than a page has: whoever comes after is handed out all the same, and nothing is settled yet."""
    assert await house.receiver.take([message(number, 42, "hi") for number in range(1, BATCH + 1)])
    assert len(await house.numbers()) == BATCH
    await done(house, *range(1, BATCH + 1))
    assert await house.receiver.take([message(500, 43, "/now")])
    assert (await house.numbers())[-1] == 500
    await done(house, *range(1, BATCH + 1))
    assert house.charge.settled == frozenset()
    assert await house.numbers() == list(range(1, BATCH + 1))
    await done(house)
    assert await house.numbers() == []
    assert house.charge.settled == TELEGRAM


async def test_of_slots_that_are_not_ours_nothing_comes_out(house: House) -> None:
    """It waits for whoever has them; what was held of them is let go of."""
    chats = {slot_of(address_of(chat)): chat for chat in range(1, 2000)}
    assert len(chats) == SLOTS
    assert await house.receiver.take([message(10 + slot, chat, "hi") for slot, chat in chats.items()])
    assert len(await house.numbers()) == SLOTS
    await done(house, *range(10, 10 + SLOTS))
    house.charge.let_go(range(1, SLOTS))
    assert await house.numbers() == [10]


async def test_a_row_that_cannot_be_read_stays_for_the_right_key(house: House) -> None:
    """It is not taken for applied; others go on."""
    other = Store(house.store.database, Vault(["another key that is only for tests"]))
    house.receiver.open(other, house.charge, house.ring)
    assert await house.receiver.take([message(1, 42, "hi")])
    house.receiver.open(house.store, house.charge, house.ring)
    assert await house.receiver.take([message(2, 43, "hi")])
    assert await house.numbers() == [2]
    await done(house)
    assert await house.numbers() == []
    async with other.transaction() as transaction:
        assert [one.update_id for one in await transaction.inbox.waiting(TELEGRAM, 9)] == [1]


async def test_a_process_that_comes_or_goes_tells_nobody_of_an_outage(house: House) -> None:
    """Telegram brings it again in a moment, here or elsewhere."""
    house.receiver.close()
    assert not await house.receiver.take([message(1, 42, "/now")])
    await house.receiver.settle()
    assert house.post.sent == []


async def test_in_an_outage_calls_for_help_are_answered_and_nothing_is_acknowledged(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the database is closed, or open and away; a help that was given is not given again."""

    def away() -> Any:
        raise DatabaseUnavailable("away")

    monkeypatch.setattr(house.store, "beside", away)
    assert not await house.receiver.take([message(1, 42, "/now")])
    await house.receiver.settle()
    answered = len(house.post.to("telegram:42"))
    assert answered > 0
    house.receiver.close()
    house.receiver.in_outage = True
    assert not await house.receiver.take([message(2, 43, "/now")])
    await house.receiver.settle()
    assert house.post.to("telegram:43")
    monkeypatch.undo()
    house.receiver.open(house.store, house.charge, house.ring)
    assert await house.receiver.take([message(1, 42, "/now")])
    assert await house.numbers() == []
    assert len(house.post.to("telegram:42")) == answered


async def test_two_who_take_in_the_same_at_once_is_no_outage(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has one of them begin anew, which is done at once."""
    real, tries = house.store.beside, [1]

    def beside() -> Any:
        if tries:
            tries.pop()
            raise DatabaseBusy("deadlock detected")
        return real()

    monkeypatch.setattr(house.store, "beside", beside)
    assert await house.receiver.take([message(1, 42, "hi")])
    assert await house.numbers() == [1]
