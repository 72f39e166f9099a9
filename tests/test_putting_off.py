"""A check-in that was put off and a hello that was asked for: each comes once, and the file does not say which."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from helpers_checkins import DUE, MONDAY, NO_QUIET, WORDS, Heard, House, a_rhythm, house, whens
from helpers_plan import does, saved, with_plan
from helpers_world import ANA, BEN, database_url, world
from structlog.testing import capture_logs

from bot.app.incoming import Blocking, Pressed
from bot.app.message import link
from bot.app.putting_off import meant_by, timer_of
from bot.app.rhythm.manners import WINDOW
from bot.app.schedule import LOOK_IN, SNOOZE
from bot.app.turn import Turn
from bot.engine import Event, Started
from bot.storage.records import DueRecord, Memory, PutOff, Rhythm
from bot.wording import plain

SIGN, HELLO = "I want to kill myself", "You asked me to look in today"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Asked for on Monday at ten by somebody whose check-ins come at six in the evening.
HELLO_AT = DUE + DAY
AS_PUT_OFF = {
    "due_at": DUE.timestamp(), "question": float(MONDAY.toordinal()), "until": (DUE + WINDOW).timestamp(),
}  # fmt: skip
"""The row of a check-in that was put off until `DUE`."""
EVERY_DAY = a_rhythm("days", weekdays=tuple(range(7)))


@pytest.fixture
async def here() -> AsyncIterator[House]:
    """Ana is checked in with on Mondays at six in the evening; it is a Monday, ten o'clock."""
    async with house() as made:
        await made.settle(ANA, a_rhythm(), WORDS)
        yield made


async def asks_for_a_hello(here: House, address: str = ANA) -> None:
    """Somebody wrote something with a sign of danger, is safe, and wants to be asked tomorrow."""
    await here.does(address, SIGN, "[safe]", "[yes]")


def hellos(heard: list[Heard]) -> list[datetime]:
    """When a hello came, to the minute."""
    return [one.at.replace(second=0, microsecond=0) for one in heard if HELLO in plain(one.message.html)]


async def is_settled(here: House, address: str = ANA) -> bool:
    """Whether nothing is to come any more but check-ins by their rhythm."""
    memory = (await here.known(address)).memory
    return (memory.put_off, memory.look_in_at) == (None, None) and SNOOZE not in await here.timers(address)


# -- both come ---------------------------------------------------------------------------------------------------------


async def test_the_hello_comes_at_the_time_of_check_ins_and_leaves_their_rhythm_alone(here: House) -> None:
    """Once; whatever is counted of check-ins stays as it was, and the next one comes on its day."""
    await asks_for_a_hello(here)
    await here.live_until(HELLO_AT - HOUR)
    rhythm = await here.rhythm(ANA)
    heard = await here.live_until(HELLO_AT + 5 * DAY)
    assert (hellos(heard), whens(heard)) == ([HELLO_AT], [])
    assert await here.rhythm(ANA) == rhythm
    assert await is_settled(here)
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + 7 * DAY]


async def test_a_check_in_put_off_until_later_and_a_hello(here: House) -> None:
    """The check-in comes back on the same evening, the hello on the next one."""
    await here.live_until(DUE + HOUR / 6)
    await here.does(ANA, "[later]")
    await asks_for_a_hello(here)
    heard = await here.live_until(HELLO_AT + 5 * DAY)
    [comes] = whens(heard)
    assert DUE + HOUR < comes < DUE + 3 * HOUR
    assert hellos(heard) == [HELLO_AT]
    assert await is_settled(here)


@pytest.mark.parametrize("first", ["hello", "check-in"])
async def test_a_check_in_put_off_until_tomorrow_and_a_hello(here: House, first: str) -> None:
    """Both are for one moment, whichever was wished for first: the hello comes then, the check-in an hour later."""
    if first == "hello":
        await asks_for_a_hello(here)
    await here.live_until(DUE + HOUR / 6)
    await here.does(ANA, "[tomorrow]")
    if first == "check-in":
        await asks_for_a_hello(here)
    heard = await here.live_until(HELLO_AT + 5 * DAY)
    assert (hellos(heard), whens(heard)) == ([HELLO_AT], [HELLO_AT + HOUR])
    assert await is_settled(here)


@pytest.mark.parametrize(
    "acts", [("[often]", "[asked]"), ("[stop]",), ("[rest]", "[week]")], ids=["asked", "stop", "pause"]
)
async def test_whoever_wants_no_check_ins_hears_the_hello_all_the_same(here: House, acts: tuple[str, ...]) -> None:
    """ "Only when I ask", "stop" and a pause let go of the check-in that was put off; the hello was asked for."""
    await here.live_until(DUE + HOUR / 6)
    await here.does(ANA, "[later]")
    await asks_for_a_hello(here)
    await here.does(ANA, "/checkins", *acts)
    assert (await here.known(ANA)).memory.put_off is None
    heard = await here.live_until(DUE + 6 * DAY)
    assert (hellos(heard), whens(heard)) == ([HELLO_AT], [])
    assert await is_settled(here)


async def test_a_hello_outlives_a_check_in_that_is_taken_back_and_comes_later(here: House) -> None:
    """Ana writes while a check-in is on its way to her: it comes an hour later, and the hello on its day."""
    await asks_for_a_hello(here)
    here.app.delivery.pace.hold(60)
    await here.tick(DUE)
    await here.does(ANA, "/plan")
    memory = (await here.known(ANA)).memory
    assert memory.put_off is not None
    assert memory.look_in_at == HELLO_AT
    await here.restart()
    heard = await here.live_until(HELLO_AT + DAY)
    assert (len(whens(heard)), hellos(heard)) == (1, [HELLO_AT])


async def test_a_day_with_a_hello_has_no_check_in_beside_it(here: House) -> None:
    """At most one unsolicited message a day: that day's check-in comes on the day after, and has its say there."""
    await here.change(ANA, rhythm=EVERY_DAY)
    await asks_for_a_hello(here)
    heard = await here.live_until(DUE + 3 * DAY - HOUR)
    assert hellos(heard) == [HELLO_AT]
    assert whens(heard) == [DUE, DUE + 2 * DAY]


async def test_asked_for_once_more_it_moves_to_the_next_day(here: House) -> None:
    """A hello that was promised takes the place of an earlier one: it comes once."""
    await asks_for_a_hello(here)
    here.at += DAY
    await asks_for_a_hello(here)
    assert hellos(await here.live_until(DUE + 6 * DAY)) == [HELLO_AT + DAY]


# -- neither comes late, nor twice -------------------------------------------------------------------------------------


async def test_a_hello_may_be_late_by_its_window(here: House) -> None:
    """The bot was down for three hours, and it is not night."""
    await here.change(ANA, quiet=NO_QUIET)
    await asks_for_a_hello(here)
    here.down = [(HELLO_AT - HOUR, HELLO_AT + 3 * HOUR)]
    assert hellos(await here.live_until(HELLO_AT + 5 * DAY)) == [HELLO_AT + 3 * HOUR]


async def test_a_hello_whose_time_is_over_does_not_come(here: House) -> None:
    """The bot was down for longer: it is let go of, and nothing remembers it. A later one can be asked for."""
    await asks_for_a_hello(here)
    here.down = [(HELLO_AT - HOUR, HELLO_AT + WINDOW + HOUR)]
    assert await here.live_until(DUE + 5 * DAY) != []
    assert hellos(here.heard) == []
    assert await is_settled(here)
    await asks_for_a_hello(here)
    assert len(hellos(await here.live_until(DUE + 7 * DAY))) == 1


@pytest.mark.parametrize(
    ("up", "expected"),
    [
        (4.5 * HOUR, ([4.5], [5.5])),
        (6.5 * HOUR, ([6.5], [])),
        (8.5 * HOUR, ([], [])),
    ],
)
async def test_down_over_both(here: House, up: timedelta, expected: tuple[list[float], list[float]]) -> None:
    """The hello comes first, the check-in an hour behind it; each only within its own window."""
    check_in = PutOff(MONDAY, DUE, DUE + WINDOW)
    await here.settle(BEN, None, quiet=NO_QUIET, put_off=check_in, look_in_at=DUE + 2 * HOUR)
    await here.set_timer(BEN, SNOOZE, **AS_PUT_OFF)
    here.down = [(DUE - HOUR, DUE + up)]
    heard = [one for one in await here.live_until(DUE + 5 * DAY) if one.address == BEN]
    assert hellos(heard) == [DUE + one * HOUR for one in expected[0]]
    assert whens(heard) == [DUE + one * HOUR for one in expected[1]]
    assert await is_settled(here, BEN)


async def test_whoever_is_in_the_middle_of_something_hears_it_an_hour_later(here: House) -> None:
    """As with every other message that is no reply."""
    await asks_for_a_hello(here)
    here.at = HELLO_AT - HOUR / 6
    await here.does(ANA, "/reflect")
    [comes] = hellos(await here.live_until(HELLO_AT + DAY))
    assert HELLO_AT + HOUR - HOUR / 6 < comes <= HELLO_AT + HOUR


async def test_a_hello_to_somebody_who_has_blocked_the_bot_is_let_go_of(here: House) -> None:
    """It does not come weeks later, when they are back."""
    await asks_for_a_hello(here)
    await here.take(here.incoming(ANA, Blocking(True)))
    await here.live_until(DUE + 3 * DAY)
    assert await is_settled(here)
    await here.take(here.incoming(ANA, Blocking(False)))
    assert hellos(await here.live_until(DUE + 9 * DAY)) == []


async def test_a_hello_that_fails_costs_itself_only(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was put off still comes; and the log does not say what failed."""
    await asks_for_a_hello(here)
    await here.live_until(DUE + HOUR / 6)
    await here.does(ANA, "[tomorrow]")
    real = Turn.play

    def fail(self: Turn, event: Event) -> None:
        if isinstance(event, Started) and event.dialogue == LOOK_IN:
            raise RuntimeError("secret")
        real(self, event)

    monkeypatch.setattr(Turn, "play", fail)
    with capture_logs() as logs:
        heard = await here.live_until(HELLO_AT + 5 * DAY)
    assert (hellos(heard), whens(heard)) == ([], [HELLO_AT])
    assert [one["timer"] for one in logs if one["event"] == "timer failed"] == [SNOOZE]
    assert LOOK_IN not in str(logs)
    assert await is_settled(here)


async def test_one_put_off_of_which_nothing_is_remembered_still_comes(here: House) -> None:
    """As a row says it that was written before what was put off was remembered."""
    await here.settle(BEN, None)
    await here.set_timer(BEN, SNOOZE, **AS_PUT_OFF)
    assert whens([one for one in await here.live_until(DUE + DAY) if one.address == BEN]) == [DUE]


# -- which of the two --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check_in", "hello", "first"),
    [
        (None, None, None),
        (DUE, None, DUE),
        (None, DUE, DUE),
        (DUE, DUE + HOUR, DUE),
        (DUE + HOUR, DUE, DUE),
        (DUE, DUE, DUE),
    ],
)
def test_the_timer_is_set_to_the_earlier_one(
    check_in: datetime | None, hello: datetime | None, first: datetime | None
) -> None:
    """None, where neither is to come; and what fires then is the one it was set for, a hello before a check-in."""
    memory = Memory(put_off=PutOff(MONDAY, check_in, check_in + WINDOW) if check_in else None, look_in_at=hello)
    timer = timer_of(memory, UTC)
    assert (timer.due_at if timer else None) == first
    if timer:
        due = DueRecord(1, timer.timer, timer.question, timer.due_at, timer.until)
        is_hello = hello is not None and (check_in is None or hello <= check_in)
        meant = meant_by(due, memory, timer.due_at)
        assert (meant.timer, meant.until) == (LOOK_IN if is_hello else SNOOZE, timer.due_at + WINDOW)


def test_other_timers_stand_for_themselves() -> None:
    """Whatever hello is due."""
    due = DueRecord(1, "check_in", MONDAY.toordinal(), DUE)
    assert meant_by(due, Memory(look_in_at=DUE - HOUR), DUE) == due


# -- what the file tells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [time(0, 30), time(10, 12, 34, 567), time(22, 15), time(23, 59, 59)])
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"])
@pytest.mark.parametrize("rhythm", [None, a_rhythm("asked"), a_rhythm(), a_rhythm(at=time(22)), EVERY_DAY])
def test_a_hello_is_timed_like_a_check_in_that_is_put_off(rhythm: Rhythm | None, zone: str, at: time) -> None:
    """Down to the last column, at any hour, wherever somebody lives: the one wish looks like the other."""
    moment = datetime.combine(MONDAY, at, ZoneInfo(zone))
    found = []
    for action, arguments in (("danger.look_in", dict[str, Any]()), ("checkins.snooze", {"until": "tomorrow"})):
        peer = with_plan()
        peer.remember(rhythm=rhythm)
        does(peer, action, at=moment, **arguments)
        saved(peer)
        found.append(peer.changes.timers)
    assert found[0] == found[1]
    assert set(found[0]) == {SNOOZE}


async def test_no_name_of_a_timer_is_heard_of_by_a_hello_alone(tmp_path: Path) -> None:
    """Two people, one of whom was in danger: the same kinds of timers are there for both."""
    async with world(tmp_path) as there:
        await there.welcome(ANA, BEN)
        await there.does(ANA, SIGN, "[safe]", "[yes]")
        await there.does(BEN, Pressed(link("check_in")), "[tomorrow]")
        file = database_url(tmp_path).partition("///")[2]
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT peer_id, timer, due_at, until FROM timers").fetchall()
    snoozed = {peer_id: (due_at, until) for peer_id, timer, due_at, until in rows if timer == SNOOZE}
    assert len(snoozed) == 2
    assert {timer for _, timer, *_ in rows} <= {SNOOZE, "expire", "nudge"}
    assert {until - due_at for due_at, until in snoozed.values()} == {WINDOW.total_seconds()}
