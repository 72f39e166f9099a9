"""Check-ins when things go wrong: nothing is lost, nothing comes twice, and what nobody saw never was."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from helpers_checkins import DUE, NO_QUIET, WORDS, Heard, House, a_rhythm, house, whens
from helpers_world import ANA, BEN, CLEO
from structlog.testing import capture_logs

from bot.app.delivery import Pace, Place, Unreachable
from bot.app.message import Message
from bot.app.turn import Turn
from bot.engine import Event
from bot.storage import Transaction
from bot.storage.tables import peers

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.fixture
async def here() -> AsyncIterator[House]:
    """Monday at ten, UTC; Ana has a check-in every Monday at six, the first one today."""
    async with house() as made:
        await made.settle(ANA, a_rhythm(), WORDS)
        yield made


class Line(Pace):
    """A line that moves only by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []

    def line_up(self) -> Place:
        """A place whose turn comes when the test says so."""
        self.places.append(Place(self, asyncio.get_running_loop().create_future()))
        return self.places[-1]


def kinds(messages: list[Message]) -> list[str]:
    """What these messages are."""
    return [Heard(DUE, ANA, message).kind for message in messages]


# -- when something is wrong -------------------------------------------------------------------------------------------


async def test_a_row_that_cannot_be_read_harms_nobody_and_comes_back(here: House) -> None:
    """Others get theirs; hers is looked at again each day, and once her row can be read again, her days go on."""
    await here.settle(BEN, a_rhythm(), WORDS)
    peer_id = (await here.known(ANA)).id
    async with here.store.database.transaction() as connection:
        [whole] = (await connection.execute(peers.select().where(peers.c.id == peer_id))).all()
        await connection.execute(peers.update().where(peers.c.id == peer_id).values(session_sealed=b"12"))
    with capture_logs() as logs:
        heard = await here.live_until(DUE + 3 * DAY)
    assert [one.address for one in heard] == [BEN]
    assert {entry["event"] for entry in logs} == {"a peer's row cannot be read; is the right secret key set?"}
    values = {"session_sealed": whole.session_sealed}
    async with here.store.database.transaction() as connection:
        await connection.execute(peers.update().where(peers.c.id == peer_id).values(values))
    assert [one.at.day for one in await here.live_until(DUE + 8 * DAY) if one.address == ANA] == [9]


async def test_a_check_in_that_fails_is_passed_and_the_chain_goes_on(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else is harmed, no words reach the log, and next week there is another."""
    await here.settle(BEN, a_rhythm(), WORDS)
    real = Turn.play

    def fail(self: Turn, event: Event) -> None:
        if self.peer.record.address == ANA and self.at < DUE + DAY:
            raise RuntimeError(WORDS)
        real(self, event)

    monkeypatch.setattr(Turn, "play", fail)
    with capture_logs() as logs:
        heard = await here.live_until(DUE + 8 * DAY)
    assert [(one.address, one.at.day) for one in heard] == [(BEN, 2), (ANA, 9), (BEN, 9)]
    assert WORDS not in str(logs)
    assert (await here.rhythm(ANA)).sent == 1


async def test_a_commit_that_fails_for_one_costs_the_others_nothing(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written for one person is put off for a day; everybody else is written to, once."""
    await here.settle(BEN, a_rhythm(), WORDS)
    await here.settle(CLEO, a_rhythm(), WORDS)
    real = Transaction.save

    async def fail(self: Transaction, batch: Any) -> None:
        if any(one.peer.address == ANA for one in batch) and here.at < DUE + DAY:
            raise RuntimeError(WORDS)
        await real(self, batch)

    monkeypatch.setattr(Transaction, "save", fail)
    with capture_logs() as logs:
        heard = await here.live_until(DUE + 8 * DAY)
    assert sorted((one.at.day, one.address) for one in heard) == [(2, BEN), (2, CLEO), (9, ANA), (9, BEN), (9, CLEO)]
    assert WORDS not in str(logs)


# -- what never reached anybody ----------------------------------------------------------------------------------------


async def test_too_late_is_never_sent_and_never_was(here: House) -> None:
    """Committed and stuck until its time is over: it is not sent, counts as nothing, and is no open question."""
    await here.does(ANA, "/reflect")
    await here.tick(DUE)
    here.at = DUE + 3 * HOUR + timedelta(seconds=1)  # quiet hours have begun
    assert await here.app.delivery.drain(5)
    assert len(here.post.to(ANA)) == 2
    assert await here.where(ANA) == "reflect.helped"
    rhythm = await here.rhythm(ANA)
    assert (rhythm.sent, rhythm.waiting, rhythm.silence) == (0, False, 0)
    assert await here.counts() == {"peers": 1, "plan_lines": 1, "sent_messages": 2, "timers": 3}
    await here.does(ANA, "music")
    assert await here.plan(ANA) == [WORDS, "music"]
    assert DUE + WEEK in whens(await here.live_until(DUE + 8 * DAY))


async def test_a_new_process_sends_what_is_not_too_late(here: House) -> None:
    """What was committed before a crash is sent after it, once; or never, where its time is over."""
    await here.settle(BEN, a_rhythm(), WORDS, quiet=NO_QUIET)
    await here.tick(DUE)
    await here.restart()
    here.at = DUE + 4 * HOUR  # for Ana it is quiet now
    assert [one.address for one in await here.release()] == [BEN]
    assert [await here.where(one) for one in (ANA, BEN)] == ["", "check_in.now"]
    assert await here.live_until(DUE + 6 * DAY) == []
    assert [one.address for one in await here.live_until(DUE + 8 * DAY)] == [ANA, BEN]


async def test_the_question_below_keeps_its_timers(here: House) -> None:
    """A question that was covered for a moment, and nobody saw by what, is reminded of at its time, and has as long to
    live as when it was asked: from the moment on at which it is open again."""
    await here.does(ANA, "/reflect")
    before = await here.timers(ANA)
    await here.tick(DUE)
    here.at = DUE + 5 * HOUR
    assert await here.app.delivery.drain(5)
    after = await here.timers(ANA)
    assert after["nudge"] == before["nudge"]
    assert after["expire"][1] == before["expire"][1]
    assert timedelta(0) < after["expire"][0] - before["expire"][0] < DAY / 2


async def test_a_rest_that_could_not_be_told_is_none(here: House) -> None:
    """Where the note never arrives, nobody knows that check-ins rest, or how to wake them: it is told next time."""
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), silence=2, waiting=True))
    await here.tick(DUE)
    here.at = DUE + 5 * HOUR
    assert await here.app.delivery.drain(5)
    assert [one.kind for one in await here.live_until(DUE + 10 * WEEK)] == ["note"]


async def test_what_the_channel_never_takes_never_was(here: House) -> None:
    """Whoever has blocked the bot has seen no question: what they write when they are back answers none."""
    here.post.trouble[ANA] = deque([Unreachable()])
    await here.live_until(DUE + HOUR)
    assert not (await here.rhythm(ANA)).waiting
    assert await here.where(ANA) == ""


# -- whoever writes first ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "plan"), [("music", [WORDS, "music"]), ("[_skip]", [WORDS]), ("/win", [WORDS])])
async def test_who_writes_first_is_answered_first(here: House, act: str, plan: list[str]) -> None:
    """A check-in on its way steps back: the act is taken for what it was before, and the check-in comes later, once."""
    await here.does(ANA, "/reflect")
    await here.tick(DUE)
    here.app.delivery.pace.hold(3600)
    before = len(here.post.sent)
    await here.does(ANA, act)
    fresh = here.post.to(ANA)[before:]
    assert fresh
    assert kinds(fresh).count("check_in") == 0
    assert await here.plan(ANA) == plan
    wrote_at = here.at
    await here.restart()
    heard = await here.live_until(DUE + 2 * DAY)
    assert [one.at - wrote_at < 2 * HOUR for one in heard if one.kind == "check_in"] == [True]
    assert (await here.rhythm(ANA)).silence == 0
    assert await here.plan(ANA) == plan


async def test_a_button_on_the_screen_is_good(here: House) -> None:
    """Settings opened two hours ago are the newest thing somebody sees: their buttons work."""
    here.at = DUE - 2 * HOUR
    await here.does(ANA, "/checkins")
    await here.tick(DUE)
    here.app.delivery.pace.hold(3600)
    await here.does(ANA, "[often]")
    assert await here.where(ANA) == "checkins.how_often"


async def test_help_now_goes_before_a_check_in_on_its_way(here: House) -> None:
    """Crisis lines at once; the check-in not before there has been an hour's peace."""
    await here.tick(DUE)
    here.app.delivery.pace.hold(3600)
    await here.does(ANA, "/now")
    assert kinds(here.post.to(ANA)).count("check_in") == 0
    wrote_at = here.at
    await here.restart()
    assert [one.at - wrote_at >= HOUR for one in await here.live_until(DUE + 2 * DAY)] == [True]


async def test_who_leaves_hears_no_more(here: House) -> None:
    """A check-in on its way is gone with everything else, and so is what would have come later."""
    await here.tick(DUE)
    here.app.delivery.pace.hold(3600)
    await here.does(ANA, "/delete", "[yes]")
    assert kinds(here.post.to(ANA)).count("check_in") == 0
    assert await here.counts() == {}
    assert await here.live_until(DUE + WEEK) == []


async def test_what_is_on_its_way_already_is_not_taken_back(here: House) -> None:
    """A check-in that may be on the screen stays what is asked."""
    here.post.open.clear()
    await here.tick(DUE)
    act = here.incoming(ANA, "still each morning")
    for _ in range(3):
        await asyncio.sleep(0)
    await here.app.intake.take([act])
    here.post.open.set()
    assert await here.app.delivery.drain(5)
    assert (await here.where(ANA)).startswith("check_in.")
    assert await here.where(ANA) != "check_in.now"


async def test_written_after_a_crash_it_is_still_no_answer_to_what_nobody_saw(here: House) -> None:
    """The bot dies with a check-in in line, somebody writes meanwhile: their words answer the question they have read,
    and the check-in is not lost."""
    await here.does(ANA, "/reflect")
    await here.tick(DUE)
    await here.restart()
    await here.does(ANA, "music")
    heard = await here.release()
    assert await here.where(ANA) == "reflect.helped_next"
    assert len(whens(heard + await here.live_until(DUE + DAY))) == 1


async def test_taken_back_while_its_turn_comes(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is either sent and open, or taken back and sent later: not both."""
    line = Line()
    await here.restart(line)
    await here.tick(DUE)
    real = Transaction.save

    async def save(self: Transaction, batch: Any) -> None:
        line.places[0].turn.set_result(True)
        for _ in range(20):
            await asyncio.sleep(0)
        await real(self, batch)

    act = here.incoming(ANA, "/plan")
    for _ in range(3):
        await asyncio.sleep(0)  # it lines up
    monkeypatch.setattr(Transaction, "save", save)
    await here.take(act)
    monkeypatch.undo()
    seen = kinds(here.post.to(ANA)).count("check_in")
    await here.restart()
    await here.does(ANA, "/home")
    assert seen + len(whens(await here.live_until(DUE + DAY))) == 1
