"""Check-ins in a rush: replies before them, Telegram's limits, their time to be sent, and what an outage leaves."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from fake_telegram.faults import RateLimits
from helpers_office import Office, numbered, opened
from helpers_time import ahead, now
from helpers_world import AT

from bot.app.delivery import Delivery, Pace, TryAgain, one_by_one
from bot.app.files import File
from bot.app.message import Message
from bot.storage import DatabaseUnavailable, OutboxRecord, SentRecord, Store

SOON = AT + timedelta(hours=1)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """An office that is closed again, where the line stands still for now."""
    async with opened(Pace(30)) as made:
        made.delivery.pace.hold(60)
        yield made


# -- the limits ------------------------------------------------------------------------------------------------------


class NoStore:
    """A database that is only told what was sent."""

    def __init__(self) -> None:
        self.dropped: list[int] = []

    @asynccontextmanager
    async def transaction(self, **_: object) -> AsyncIterator["NoStore"]:
        """One that cannot fail."""
        yield self

    async def note_sent(self, sent: Iterable[SentRecord]) -> None:
        """These were sent."""
        self.dropped += [one.id for one in sent]


class StrictPost:
    """A channel with the strict limits of the Bot API. An answer takes a tenth of a second."""

    def __init__(self) -> None:
        self.limits = RateLimits(now)
        self.limits.be_strict()
        self.sent: list[tuple[float, str]] = []

    async def send(self, address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        """Takes the message, or says how long to wait."""
        wait = self.limits.charge(int(address))
        await asyncio.sleep(0.1)
        if wait is not None:
            raise TryAgain(after=wait)
        self.sent.append((now(), address))
        return (len(self.sent),)


def record(number: int, address: int, unsolicited: bool) -> OutboxRecord:
    """A message of the outbox."""
    return OutboxRecord(
        id=number, peer_id=None, address=str(address), body=Message("hello").dump(), unsolicited=unsolicited,
        question=1, created_at=AT,
    )  # fmt: skip


async def _a_rush(people: int, replies: int) -> tuple[StrictPost, dict[str, float], NoStore]:
    """A check-in for each, handed over as there is room, and replies meanwhile; how long each reply took."""
    post, store, waited = StrictPost(), NoStore(), {}
    delivery = Delivery(cast(Store, store), post, pace=Pace(30))

    async def check_ins() -> None:
        left = deque(record(number, number, unsolicited=True) for number in range(people))
        while left:
            delivery.deliver([left.popleft() for _ in range(min(delivery.room, len(left)))])
            await asyncio.sleep(1)

    async def reply(number: int) -> None:
        await asyncio.sleep(number * 0.37)
        begun, address = now(), 1_000_000 + number
        delivery.deliver([record(address, address, unsolicited=False)])
        while not any(to == str(address) for _, to in post.sent):
            await asyncio.sleep(0.005)
        waited[str(address)] = now() - begun

    await asyncio.gather(check_ins(), *(reply(number) for number in range(replies)))
    assert await delivery.drain(600)
    return post, waited, store


def test_a_rush_runs_into_no_limit_and_holds_up_no_reply() -> None:
    """Three hundred check-ins and twenty replies: not one refusal, full use of the limit, replies within a moment."""
    post, waited, store = ahead(_a_rush(300, 20))
    assert post.limits.hits == 0
    assert len(post.sent) == len(store.dropped) == 320
    assert post.sent[-1][0] == pytest.approx(320 / (30 * 0.978), abs=1.1)
    # A tenth of a second is the answer's own.
    assert max(waited.values()) < 0.15


async def test_a_reply_overtakes_those_in_line(office: Office) -> None:
    """What somebody waits for goes at once to everybody else."""
    await office.send(*numbered("a", range(3)), *numbered("b", range(3)), unsolicited=True)
    await office.send(("c", "answer"))
    assert not await office.delivery.drain(0.05)
    assert [office.got(address) for address in "abc"] == [[], [], ["answer"]]


async def test_a_reply_takes_along_what_comes_before_it(office: Office) -> None:
    """To one person everything goes in order, so what waits in line before their reply waits no longer."""
    await office.send(("a", "check-in"), unsolicited=True)
    await asyncio.sleep(0.01)
    assert office.got("a") == []
    await office.send(("a", "answer"))
    assert await office.delivery.drain(5)
    assert office.got("a") == ["check-in", "answer"]


async def test_a_429_to_anybody_holds_the_line() -> None:
    """It rests as long as the channel said; replies to others go on."""
    async with opened(Pace(30)) as office:
        office.post.trouble["a"] = deque([TryAgain(after=30)])
        await office.send(("a", "reply"))
        await asyncio.sleep(0.01)
        await office.send(("b", "check-in"), unsolicited=True)
        await office.send(("c", "reply"))
        assert not await office.delivery.drain(0.05)
        assert [office.got(address) for address in "bc"] == [[], ["reply"]]


async def test_what_is_taken_back_leaves_the_line(office: Office) -> None:
    """Its person has done something: nobody waits for it, and nothing of it is sent."""
    await office.send(("a", "check-in"), unsolicited=True, question=7)
    await asyncio.sleep(0.01)
    assert office.delivery.unbegun_unsolicited("a")
    office.delivery.unsay("a", since=7)
    assert not office.delivery.unbegun_unsolicited("a")
    assert await office.delivery.drain(1)
    assert office.got("a") == []
    assert not office.delivery.pace._line


async def test_what_is_on_its_way_counts_as_begun() -> None:
    """It cannot be taken back; a second one behind it can."""
    async with opened(Pace(30)) as office:
        office.post.open.clear()
        await office.send(("a", "check-in"), unsolicited=True, question=7)
        await asyncio.sleep(0.01)
        assert not office.delivery.unbegun_unsolicited("a")
        await office.send(("a", "another"), unsolicited=True, question=8)
        assert office.delivery.unbegun_unsolicited("a")
        office.delivery.forget("a")
        office.post.open.set()
        assert await office.delivery.drain(5)
        assert office.got("a") == ["check-in"]
        assert not office.delivery.unbegun_unsolicited("somebody")


async def test_room_is_what_the_line_can_take() -> None:
    """It shrinks with what is handed over, is never negative, and grows back as messages go or are taken back."""
    async with opened(Pace(30)) as office:
        full = office.delivery.room
        assert full == office.delivery.pace.ahead
        office.post.open.clear()
        await office.send(*numbered("a", range(3)), ("b", "x"), unsolicited=True, question=5)
        await office.send(("c", "a reply takes none"))
        assert office.delivery.room == full - 4
        await office.send(*numbered("d", range(full)), unsolicited=True)
        assert office.delivery.room == 0
        office.delivery.forget("d")
        office.delivery.unsay("b", since=5)
        assert office.delivery.room == full - 3
        office.post.open.set()
        assert await office.delivery.drain(5)
        assert office.delivery.room == full


@pytest.mark.parametrize("taken_back", (True, False))
async def test_a_reply_does_not_sit_out_the_rest_of_a_check_in(taken_back: bool) -> None:
    """After an outage the check-in is tried again late; somebody who writes meanwhile has their answer at once."""
    async with opened(Pace(30)) as office:
        office.post.trouble["a"] = deque([TryAgain(), TryAgain(), TryAgain()])
        await office.send(("a", "check-in"), unsolicited=True)
        await asyncio.sleep(0.01)
        office.post.trouble.clear()
        if taken_back:
            office.delivery.forget("a")
        await office.send(("a", "answer"))
        assert await office.delivery.drain(0.3)
        assert office.got("a") == (["answer"] if taken_back else ["check-in", "answer"])


async def test_what_the_channel_prescribed_is_sat_out_all_the_same() -> None:
    """A reply to the same person right after a 429 would only be another."""
    async with opened(Pace(30)) as office:
        office.post.trouble["a"] = deque([TryAgain(after=30)])
        await office.send(("a", "check-in"), unsolicited=True)
        await asyncio.sleep(0.01)
        office.delivery.forget("a")
        await office.send(("a", "answer"))
        assert not await office.delivery.drain(0.05)
        assert office.got("a") == []


# -- the time a message is good for ----------------------------------------------------------------------------------


async def test_what_comes_too_late_is_not_sent(office: Office) -> None:
    """It is done with, and whom it concerns is told; a reply never lapses."""
    office.at = SOON + timedelta(seconds=1)
    await office.send(("a", "check-in"), unsolicited=True, not_after=SOON)
    await office.send(("b", "reply"), not_after=SOON)
    await office.send(("a", "reply"))
    assert await office.delivery.drain(5)
    assert [office.got(address) for address in "ab"] == [["reply"], ["reply"]]
    assert [one.address for one in office.lapsed] == ["a"]
    assert await office.left() == 0


async def test_at_the_very_moment_it_is_still_sent() -> None:
    """Later than that is later."""
    async with opened() as office:
        office.at = SOON
        await office.send(("a", "check-in"), unsolicited=True, not_after=SOON)
        assert await office.delivery.drain(5)
        assert (office.got("a"), office.lapsed) == (["check-in"], [])


async def test_it_lapses_while_it_waits_for_its_turn_or_for_another_try() -> None:
    """The clock is looked at when it would go, however often that is."""
    async with opened() as office:
        office.delivery.pace.hold(0.4)
        office.post.trouble["b"] = deque([TryAgain(after=0.5)])
        await office.send(("a", "check-in"), ("b", "check-in"), unsolicited=True, not_after=SOON)
        await asyncio.sleep(0.01)
        office.at = SOON + timedelta(seconds=1)
        assert await office.delivery.drain(5)
        assert (office.got("a"), office.got("b")) == ([], [])
        assert sorted(one.address for one in office.lapsed) == ["a", "b"]
        assert office.delivery.room == office.delivery.pace.ahead


async def test_what_lapsed_while_the_database_is_away_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not forgotten that it was never sent."""
    monkeypatch.setattr("bot.app.delivery.sending.FIRST_WAIT_SECONDS", 0.01)
    async with opened() as office:
        told: list[str] = []

        async def away(one: OutboxRecord) -> None:
            told.append(one.address)
            if len(told) < 3:
                raise DatabaseUnavailable("locked")

        monkeypatch.setattr(office.delivery._carrier, "_lapsed", away)
        office.at = SOON + timedelta(seconds=1)
        await office.send(("a", "check-in"), unsolicited=True, not_after=SOON)
        assert await office.delivery.drain(5)
        assert (told, await office.left()) == (["a"] * 3, 0)


# -- what an earlier process left ------------------------------------------------------------------------------------


async def test_however_much_was_left_it_is_all_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than any page holds; replies go before check-ins, and a person's own messages in their order."""
    monkeypatch.setattr(one_by_one, "_asks", lambda _: True)  # what asks nothing would go one by one
    async with opened() as office:
        many = [(str(number), "check-in") for number in range(2500)]
        await office.commit(*many, unsolicited=True)
        await office.commit(*((str(number), "reply") for number in range(0, 2500, 500)), ("new", "reply"))
        assert await office.delivery.adopt() == 2506
        assert office.delivery.room == 0
        assert [one.unsolicited for one in office.delivery.doubtful("500")] == [True, False]
        office.delivery.release()
        # Only so many are taken in hand at once; the rest waits without a task of its own.
        assert office.delivery.depth <= office.delivery.pace.ahead + 6
        assert await office.delivery.drain(30)
        assert len(office.post.sent) == 2506
        assert office.got("500") == ["check-in", "reply"]
        first = [address for address, _ in office.post.sent[:11]]
        assert set(first) == {"0", "500", "1000", "1500", "2000", "new", *first[6:]}
        assert await office.left() == 0
        assert office.delivery.room == office.delivery.pace.ahead


async def test_what_is_held_goes_before_anything_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later message to somebody whose earlier one has not been taken in hand yet does not overtake it."""
    monkeypatch.setattr("bot.app.delivery.sending.HELD_AT_ONCE", 1)
    async with opened() as office:
        await office.commit(("a", "one"), ("b", "two"), ("c", "three"))
        await office.delivery.adopt()
        office.post.open.clear()
        office.delivery.release()
        assert office.delivery.depth == 1
        assert [Message.load(one.body).html for one in office.delivery.doubtful("c")] == ["three"]
        await office.send(("c", "four"))
        assert office.delivery.doubtful("c") == []
        office.post.open.set()
        assert await office.delivery.drain(5)
        assert (office.got("a"), office.got("b"), office.got("c")) == (["one"], ["two"], ["three", "four"])


async def test_what_is_held_can_be_taken_back_and_forgotten() -> None:
    """A timer that takes a question back, or a deletion, reaches it too."""
    async with opened() as office:
        await office.commit(("a", "one"), question=3)
        await office.commit(("a", "two"), question=5)
        await office.commit(("b", "three"), unsolicited=True)
        await office.delivery.adopt()
        office.delivery.unsay("a", since=5)
        office.delivery.forget("b")
        office.delivery.release()
        assert await office.delivery.drain(5)
        assert [office.got(address) for address in "ab"] == [["one"], []]


async def test_check_ins_of_an_earlier_process_lapse_at_their_turn() -> None:
    """After a long outage nobody gets what was meant for another day."""
    async with opened(Pace(30)) as office:
        await office.commit(*((str(number), "check-in") for number in range(300)), unsolicited=True, not_after=SOON)
        office.at = SOON + timedelta(days=1)
        await office.delivery.adopt()
        office.delivery.release()
        assert await office.delivery.drain(5)
        assert (office.post.sent, len(office.lapsed), await office.left()) == ([], 300, 0)
        assert all(one == replace(one, not_after=SOON) for one in office.lapsed)
