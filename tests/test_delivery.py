"""Delivery: order for each address, retries, what is given up, and what is noted."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from helpers_office import Office, numbered, opened
from structlog.testing import capture_logs

from bot.app import delivery as delivery_module
from bot.app.delivery import Delivery, Refused, TryAgain, Unreachable
from bot.app.files import File
from bot.app.message import Message
from bot.storage import DatabaseUnavailable, Journal


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """An office that is closed again."""
    async with opened() as made:
        yield made


async def test_each_address_gets_its_messages_in_order(office: Office) -> None:
    """Whatever fails on the way, nobody's messages overtake each other."""
    office.post.trouble["b"] = deque([TryAgain(after=0.01), TryAgain(after=0.01), TryAgain(after=0.01)])
    for number in range(6):
        await office.send(("a", str(number)), ("b", str(number)), ("c", str(number)))
    assert await office.delivery.drain(5)
    expected = [str(number) for number in range(6)]
    assert [office.got(address) for address in "abc"] == [expected] * 3
    assert (await office.left(), office.delivery.depth) == (0, 0)


async def test_one_slow_address_does_not_hold_up_the_others(office: Office) -> None:
    """While one waits for its retry, the rest goes out."""
    office.post.trouble["a"] = deque([TryAgain(after=30)])
    await office.send(("a", "slow"), ("b", "quick"))
    assert not await office.delivery.drain(0.1)
    assert (office.got("a"), office.got("b")) == ([], ["quick"])
    assert await office.left() == 1


async def test_only_so_many_are_on_their_way_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of concurrent sends is bounded."""
    running, most = 0, 0

    async def send(address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.4)  # longer than one of these waits for the one before
        running -= 1
        return ()

    monkeypatch.setattr(office.post, "send", send)
    await office.send(*((str(number), "hello") for number in range(delivery_module.AT_ONCE * 3)))
    assert await office.delivery.drain(5)
    assert most == delivery_module.AT_ONCE


async def test_a_prescribed_wait_is_kept(office: Office) -> None:
    """The channel says how long; it is neither less nor much more."""
    office.post.trouble["a"] = deque([TryAgain(after=0.15)])
    await office.send(("a", "hello"))
    begun = asyncio.get_running_loop().time()
    assert await office.delivery.drain(5)
    assert 0.14 < asyncio.get_running_loop().time() - begun < 1


async def test_waits_grow_when_none_is_prescribed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each failure in a row doubles the wait, up to the longest; a success starts over."""
    waits: list[float] = []

    async def no_rest(self: object, seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("bot.app.delivery.queues.Queue.rest", no_rest)
    office.post.trouble["a"] = deque([TryAgain() for _ in range(9)])
    await office.send(("a", "one"))
    assert await office.delivery.drain(5)
    assert waits == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    waits.clear()
    office.post.trouble["a"] = deque([TryAgain()])
    await office.send(("a", "two"))
    assert await office.delivery.drain(5)
    assert waits == [0.5]


async def test_who_cannot_be_reached_is_marked_and_let_go(office: Office) -> None:
    """The message leaves the outbox, and the person is noted as gone."""
    office.post.trouble["a"] = deque([Unreachable()])
    await office.send(("a", "one"), ("b", "two"))
    assert await office.delivery.drain(5)
    assert office.gone == ["a"]
    assert await office.left() == 0


async def test_a_database_that_is_away_does_not_end_a_queue(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it cannot be noted that somebody blocked the bot, their later messages are still tried."""

    async def away(address: str) -> None:
        raise DatabaseUnavailable("locked")

    monkeypatch.setattr(office.delivery._carrier, "_unreachable", away)
    office.post.trouble["a"] = deque([Unreachable()])
    await office.send(("a", "one"))
    await office.delivery.drain(0.2)
    monkeypatch.undo()
    await office.send(("a", "two"))
    await office.delivery.drain(0.8)
    assert office.got("a")[-1:] == ["two"]


async def test_what_the_channel_refuses_is_dropped(office: Office) -> None:
    """It will never take it; what comes after is sent. The log holds no words."""
    office.post.trouble["a"] = deque([Refused("message is too long")])
    with capture_logs() as logs:
        await office.send(("a", "my secret"), ("a", "two"))
        assert await office.delivery.drain(5)
    assert office.got("a") == ["two"]
    assert await office.left() == 0
    assert "my secret" not in str(logs)


async def test_a_bug_in_a_sender_is_tried_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody thought of neither loses the message nor stops the queue."""
    monkeypatch.setattr("bot.app.delivery.sending.FIRST_WAIT_SECONDS", 0.01)
    office.post.trouble["a"] = deque([ZeroDivisionError()])
    with capture_logs() as logs:
        await office.send(("a", "one"), ("a", "two"))
        assert await office.delivery.drain(5)
    assert office.got("a") == ["one", "two"]
    assert logs[0]["cause"] == "ZeroDivisionError"


async def test_what_nobody_asked_for_never_comes_twice(office: Office) -> None:
    """A nudge that may have arrived is not tried again; one that certainly did not is; a reply always is."""
    office.post.trouble["maybe"] = deque([TryAgain(after=0.01, maybe_sent=True)])
    office.post.trouble["not"] = deque([TryAgain(after=0.01)])
    office.post.trouble["reply"] = deque([TryAgain(after=0.01, maybe_sent=True)])
    await office.send(("maybe", "nudge"), ("not", "nudge"), unsolicited=True)
    await office.send(("reply", "answer"))
    assert await office.delivery.drain(5)
    assert [office.got(address) for address in ("maybe", "not", "reply")] == [[], ["nudge"], ["answer"]]
    assert await office.left() == 0


# -- taking back, noting, adopting -----------------------------------------------------------------------------------


async def test_unsay_drops_what_has_not_begun(office: Office) -> None:
    """A message on its way goes out; those behind it are dropped from the question on."""
    office.post.open.clear()
    await office.send(("a", "on its way"), question=5)
    await asyncio.sleep(0.01)
    await office.send(("a", "earlier"), question=3)
    await office.send(("a", "later"), question=5)
    await office.send(("b", "somebody else's"), question=9)
    assert not office.delivery.unbegun("a")
    office.delivery.unsay("a", since=5)
    office.post.open.set()
    assert await office.delivery.drain(5)
    assert office.got("a") == ["on its way", "earlier"]
    assert office.got("b") == ["somebody else's"]


async def test_forget_drops_everything_that_waits(office: Office) -> None:
    """Who is deleted gets no more of what was meant for them."""
    office.post.trouble["a"] = deque([TryAgain(after=0.05)])
    await office.send(("a", "one"), ("a", "two"))
    await asyncio.sleep(0.01)
    assert office.delivery.unbegun("a")
    office.delivery.forget("a")
    assert await office.delivery.drain(5)
    assert office.got("a") == []


async def test_what_was_sent_is_handed_over_once(office: Office) -> None:
    """Each message is noted by one transaction; given back, it is noted by the next."""
    made = await office.commit(*numbered("a", range(3)))
    office.delivery.deliver(made)
    while office.delivery.depth:
        await asyncio.sleep(0)
    sent = office.delivery.take_sent()
    assert [one.id for one in sent] == [one.id for one in made]
    assert office.delivery.take_sent() == []
    office.delivery.give_back(sent)
    assert await office.delivery.drain(1)
    assert await office.left() == 0


async def test_notes_are_written_by_themselves(office: Office) -> None:
    """Without another batch, what was sent leaves the outbox a moment later."""
    office.delivery.start()
    await office.send(("a", "hello"))
    for _ in range(100):
        await asyncio.sleep(0.01)
        if not await office.left():
            break
    assert await office.left() == 0


async def test_notes_outlive_an_outage(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database is away nothing is forgotten; when it is back, it is noted."""
    real, failures = office.store.transaction, 0

    def away(**_: object) -> object:
        nonlocal failures
        failures += 1
        raise DatabaseUnavailable("locked")

    office.delivery.start()
    made = await office.commit(("a", "hello"))
    monkeypatch.setattr(office.store, "transaction", away)
    office.delivery.deliver(made)
    while failures < 3:
        await asyncio.sleep(0.01)
    monkeypatch.setattr(office.store, "transaction", real)
    assert await office.delivery.drain(5)
    assert (await office.left(), office.got("a")) == (0, ["hello"])


async def test_what_an_earlier_process_left_is_held_back(office: Office) -> None:
    """It is neither sent nor lost until somebody decides; what is decided for one person leaves the others'."""
    await office.commit(("a", "one"), ("b", "two"), ("a", "three"))
    assert await office.delivery.adopt() == 3
    assert await office.delivery.drain(1)
    assert office.post.sent == []
    assert [Message.load(one.body).html for one in office.delivery.doubtful("a")] == ["one", "three"]
    office.delivery.resolve("a")
    office.delivery.release()
    assert await office.delivery.drain(1)
    assert (office.got("a"), office.got("b")) == ([], ["two"])


async def test_stopping_leaves_what_is_unsent_in_the_outbox(office: Office) -> None:
    """The next process takes it up."""
    office.post.trouble["a"] = deque([TryAgain(after=30)])
    await office.send(("a", "one"))
    await asyncio.sleep(0.01)
    await office.delivery.stop()
    assert await office.left() == 1


async def test_a_reply_that_may_have_arrived_is_not_sent_again_to_somebody_who_went_on(office: Office) -> None:
    """Whoever has acted since has read it: the same question again would have its answer filed under the next."""
    office.post.trouble["a"] = deque([TryAgain(after=30, maybe_sent=True)])
    await office.send(("a", "one"))
    await asyncio.sleep(0.01)
    assert not office.delivery.unbegun("a")
    office.delivery.acted("a")
    await office.send(("a", "two"))
    assert await office.delivery.drain(1)
    assert office.got("a") == ["two"]
    assert await office.left() == 0


async def test_what_may_have_arrived_stays_so_when_a_later_try_is_refused(office: Office) -> None:
    """The question may have been read all the same: whoever answers it has seen it, and does not get it again."""
    office.post.trouble["a"] = deque([TryAgain(after=0.01, maybe_sent=True), TryAgain(after=30)])
    await office.send(("a", "one"))
    while office.post.trouble["a"]:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)
    assert not office.delivery.unbegun("a")
    office.delivery.acted("a")
    await office.send(("a", "two"))
    assert await office.delivery.drain(5)
    assert office.got("a") == ["two"]
    assert await office.left() == 0


async def test_what_the_journal_knows_is_neither_doubtful_nor_sent_again(office: Office, tmp_path: Path) -> None:
    """A process that was killed after a yes, before the database heard of it, leaves the number in its journal."""
    await office.commit(("a", "one"), ("b", "two"))
    async with office.store.transaction() as transaction:
        first, _ = await transaction.unsent()
    journal = Journal(tmp_path / "sent.journal")
    journal.note(first.id or 0)
    later = Delivery(office.store, office.post, journal=journal)
    assert await later.adopt() == 1
    assert journal.read() == set()
    later.release()
    assert await later.drain(1)
    assert (office.got("a"), office.got("b"), await office.left()) == ([], ["two"], 0)
    assert journal.read() == set()
    journal.close()


async def test_a_number_of_the_outbox_is_never_used_twice(office: Office) -> None:
    """The journal speaks of messages by their numbers, also of such as are long gone."""
    await office.commit(("a", "one"))
    async with office.store.transaction() as transaction:
        [first] = await transaction.unsent()
        await transaction.drop_outbox([first.id or 0])
    await office.commit(("a", "two"))
    async with office.store.transaction() as transaction:
        [second] = await transaction.unsent()
    assert (second.id or 0) > (first.id or 0)
