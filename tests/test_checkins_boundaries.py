"""Where check-ins change: at the end of a taper, put off or unseen, over other dialogues, or on a day that had one."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from helpers_checkins import DUE, MONDAY, NO_QUIET, WORDS, Heard, House, a_rhythm, house, whens
from helpers_world import ANA, AT, BEN

from bot.app.delivery import Pace, Place
from bot.app.incoming import Act, Commanded
from bot.app.rhythm import course
from bot.app.schedule import CHECK_IN, SNOOZE, next_check_in, retimed
from bot.storage import DatabaseUnavailable, Transaction
from bot.storage.records import Cadence, Memory, Rhythm, TimerRecord
from bot.wording import plain

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.fixture
async def here() -> AsyncIterator[House]:
    """Monday at ten, UTC; Ana has a check-in every Monday at six, the first one today."""
    async with house() as made:
        await made.settle(ANA, a_rhythm(), WORDS)
        yield made


async def let_the_fourth_come(here: House) -> None:
    """Ana has had three weekly ones, and the fourth comes; from here they are to come every second week."""
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), tapers=True, sent=3))
    assert whens(await here.live_until(DUE + HOUR / 2)) == [DUE]


async def open_now(here: House) -> list[tuple[str, str]]:
    """What is open, from the bottom up."""
    return [(frame.dialogue, frame.state) for frame in (await here.known(ANA)).session.frames]


# -- at the end of a taper ---------------------------------------------------------------------------------------------


async def test_after_the_fourth_it_is_a_fortnight(here: House) -> None:
    """The timer, and what settings show, go by it at once."""
    await let_the_fourth_come(here)
    assert (await here.timers(ANA))[CHECK_IN][0] == DUE + 2 * WEEK
    await here.does(ANA, "[pass]", "/checkins")
    assert "every second Monday" in here.post.texts(ANA)[-1]
    assert whens(await here.live_until(DUE + 3 * WEEK)) == [DUE + 2 * WEEK]


async def test_the_fourth_put_off_is_the_fourth_when_it_comes(here: House) -> None:
    """Put off, it does not count, and next week's stays; when it is back, it does, and makes them rarer."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[tomorrow]")
    assert (await here.rhythm(ANA)).sent == 3
    assert (await here.timers(ANA))[CHECK_IN][0] == DUE + WEEK
    assert whens(await here.live_until(DUE + DAY + HOUR)) == [DUE + DAY]
    assert (await here.rhythm(ANA)).sent == 4
    await here.does(ANA, "[pass]")
    assert whens(await here.live_until(DUE + 3 * WEEK)) == [DUE + 2 * WEEK]


async def test_the_fourth_put_off_and_let_go_of_was_none(here: House) -> None:
    """Whoever stops it meanwhile and starts again is where they were."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[later]", "/checkins", "[rest]", "[week]")
    rhythm = await here.rhythm(ANA)
    assert (rhythm.cadence, rhythm.sent, rhythm.waiting) == ("weekly", 3, False)


# -- changes by hand begin at the pace that people see -----------------------------------------------------------------


async def test_less_often_said_to_the_fourth_is_half_of_what_would_have_come(here: House) -> None:
    """A fortnight is what it would be from here; less often than that is once a month."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[slower]")
    rhythm = await here.rhythm(ANA)
    assert (rhythm.cadence, rhythm.sent) == ("monthly", 0)
    # Counted from the first Monday of the month, on which it was chosen.
    assert whens(await here.live_until(DUE + 10 * WEEK)) == [DUE + 5 * WEEK, DUE + 9 * WEEK]


@pytest.mark.parametrize(
    ("token", "cadence", "tapers", "following"),
    [("[steady]", "fortnightly", False, 2 * WEEK), ("[slower]", "monthly", True, 5 * WEEK)],
)
async def test_settings_change_what_they_show(
    here: House, token: str, cadence: Cadence, tapers: bool, following: timedelta
) -> None:
    """They show every second Monday: keeping this pace keeps that, and less often is rarer than that."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[pass]", "/checkins", token)
    rhythm = await here.rhythm(ANA)
    assert (rhythm.cadence, rhythm.tapers, rhythm.sent) == (cadence, tapers, 0)
    assert ("every second Monday" if cadence == "fortnightly" else "once a month") in here.post.texts(ANA)[-1]
    assert whens(await here.live_until(DUE + following + DAY)) == [DUE + following]


async def test_this_pace_once_kept_is_kept(here: House) -> None:
    """Four fortnights later it has not become a month."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[pass]", "/checkins", "[steady]", "[done]")
    came = []
    for _ in range(6):
        came += whens(await here.live_until(here.at + 2 * WEEK))
        await here.does(ANA, "/plan")
    assert came == [DUE + 2 * number * WEEK for number in range(1, 7)]


async def test_another_time_changes_the_time_and_nothing_else(here: House) -> None:
    """Set the day after the fourth: the pace stays that of settings, and so does the Monday."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[pass]")
    here.at += DAY
    await here.does(ANA, "/checkins", "[time]", "7 pm", "/checkins")
    assert "every second Monday at 7:00 PM" in here.post.texts(ANA)[-1]
    heard = await here.live_until(DUE + 3 * WEEK)
    assert whens(heard) == [DUE + 2 * WEEK + HOUR]


async def test_another_day_is_a_day_of_the_pace_that_shows(here: House) -> None:
    """Every second Thursday from the next one on, not every Thursday."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[pass]", "/checkins", "[time]", "Thursday")
    assert "every second Thursday" in here.post.texts(ANA)[-1]
    first, second = whens(await here.live_until(DUE + 4 * WEEK))
    assert (first.date().isoweekday(), second - first) == (4, 2 * WEEK)


# -- a day that has had its one ----------------------------------------------------------------------------------------


async def test_moved_by_a_reminder_to_a_day_that_has_one(here: House) -> None:
    """Monday's, moved to Tuesday, is Tuesday's too; the week after has both its own again."""
    rhythm = replace(await here.rhythm(ANA), cadence="days", weekdays=(0, 1))
    await here.change(ANA, rhythm=None)
    await here.does(ANA, "/reflect")
    await here.set_timer(ANA, "nudge", due_at=(AT + HOUR).timestamp())
    assert [one.kind for one in await here.live_until(AT + 2 * HOUR)] == ["nudge"]
    await here.change(ANA, rhythm=rhythm)
    assert whens(await here.live_until(DUE + 6 * DAY)) == [DUE + DAY]
    await here.does(ANA, "[pass]")
    assert whens(await here.live_until(DUE + 9 * DAY)) == [DUE + WEEK, DUE + 8 * DAY]


async def test_rarer_from_today_begins_another_day(here: House) -> None:
    """The second silence lets today's go; that today is also a day of the rarer pace brings it back neither now nor
    later today."""
    await here.change(
        ANA,
        rhythm=a_rhythm("days", MONDAY - 30 * DAY, weekdays=(0, 5, 6), silence=1, waiting=True, done_on=MONDAY - DAY),
    )
    assert await here.live_until(DUE + 6 * DAY) == []
    rhythm = await here.rhythm(ANA)
    assert (rhythm.cadence, rhythm.weekdays, rhythm.silence, rhythm.waiting) == ("weekly", (0,), 2, False)
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + WEEK]


async def test_rarer_around_sessions_lets_the_day_before_go(here: House) -> None:
    """The second silence falls on the eve of a session, which is a day of the rarer pace too: nothing comes."""
    silent = a_rhythm("sessions", silence=1, waiting=True, done_on=MONDAY - 10 * DAY)
    await here.change(ANA, meeting_on=MONDAY + DAY, rhythm=silent)
    assert await here.live_until(DUE + 3 * WEEK) == []
    assert (await here.rhythm(ANA)).cadence == "before_sessions"


# -- "tomorrow" and quiet hours ----------------------------------------------------------------------------------------


async def comes_now(here: House) -> None:
    """Ana's check-in comes at ten in the morning, whatever her time is."""
    until = AT + 6 * HOUR
    await here.set_timer(ANA, CHECK_IN, due_at=AT.timestamp(), until=until.timestamp())
    assert whens(await here.live_until(AT + HOUR / 2)) == [AT]


@pytest.mark.parametrize(
    ("quiet", "tomorrow"),
    [
        ((time(17), time(9)), AT.replace(hour=9) + DAY),
        ((time(22), time(19)), AT.replace(hour=19) + DAY),
        ((time(18), time(18, 30)), AT.replace(hour=18, minute=30) + DAY),
        ((time(12), time(18)), DUE + DAY),
    ],
)
async def test_tomorrow_where_their_time_is_quiet(here: House, quiet: tuple[time, time], tomorrow: datetime) -> None:
    """It comes on that very day, as its quiet hours end, and says so; where their time is not quiet, at their time."""
    await here.change(ANA, quiet=NO_QUIET)
    await comes_now(here)
    await here.change(ANA, quiet=quiet)
    await here.does(ANA, "[tomorrow]")
    assert (await here.timers(ANA))[SNOOZE][0] == tomorrow
    assert f"tomorrow at {tomorrow:%-I:%M %p}" in here.post.texts(ANA)[-1].replace("\u202f", " ")
    assert whens(await here.live_until(DUE + 5 * DAY)) == [tomorrow]


@pytest.mark.parametrize(
    ("asked_at", "tomorrow"),
    [
        (time(20), DUE + DAY + 2 * HOUR),
        (time(7), AT.replace(hour=9) + DAY),
        (time(22, 30), AT.replace(hour=9) + DAY),
    ],
)
@pytest.mark.parametrize("token", ["[tomorrow]", "[later]"])
async def test_tomorrow_of_one_that_was_asked_for(here: House, token: str, asked_at: time, tomorrow: datetime) -> None:
    """With no time of their own it is this time of day, or as the quiet hours of that day end. "Later" is the same,
    where nothing is left of today."""
    await here.change(ANA, rhythm=a_rhythm("asked"))
    here.at = datetime.combine(MONDAY, asked_at, UTC)
    await here.does(ANA, "/checkins", "[@check_in]", token)
    due = (await here.timers(ANA))[SNOOZE][0]
    assert due - tomorrow < HOUR / 12
    assert due >= tomorrow
    assert "tomorrow at" in here.post.texts(ANA)[-1]


# -- the timer, after a turn -------------------------------------------------------------------------------------------

PENDING = DUE + HOUR
"""A moment at which today's is due, and waits for a better one."""


def a_memory(**fields: Any) -> Memory:
    """Somebody with a check-in every Monday at six."""
    return Memory(**{"rhythm": a_rhythm(), **fields})


def timed_anew(
    before: Memory, after: Memory, at: datetime = PENDING, zones: tuple[str | None, str | None] = ("UTC", "UTC")
) -> dict[str, TimerRecord | None]:
    """What `retimed` makes of a change."""
    return retimed((before, zones[0]), after, zones[1], "UTC", at)


def check_in_at(found: dict[str, TimerRecord | None]) -> datetime | None:
    """When the next one is, of those that were timed anew."""
    assert set(found) == {CHECK_IN}
    timer = found[CHECK_IN]
    return timer.due_at if timer else None


@pytest.mark.parametrize("at", [DUE - HOUR, DUE, PENDING, DUE + 7 * HOUR])
def test_where_nothing_changes_no_timer_does(at: datetime) -> None:
    """Neither does one where something has changed that check-ins do not go by."""
    assert timed_anew(a_memory(), a_memory(), at) == {}
    answered = a_memory(rhythm=a_rhythm(waiting=True, silence=1), language="es", clock_in_doubt=True)
    assert timed_anew(answered, a_memory(opened={"plan": at}), at) == {}


@pytest.mark.parametrize("rhythm", [None, a_rhythm("asked"), a_rhythm(resting=True)])
def test_whoever_has_none_gets_none(rhythm: Rhythm | None) -> None:
    """Quiet hours, a session, another zone: without check-ins, none of it makes one."""
    found = timed_anew(
        Memory(rhythm=rhythm), Memory(rhythm=rhythm, quiet=NO_QUIET, meeting_on=MONDAY), zones=("UTC", None)
    )
    assert not any(found.values())


@pytest.mark.parametrize(
    "untouched", [{"meeting_on": MONDAY + 10 * DAY}, {"quiet": (time(22), time(8))}, {"quiet": NO_QUIET}]
)
def test_what_waits_today_survives_what_does_not_touch_it(untouched: dict[str, Any]) -> None:
    """A session's date, or quiet hours elsewhere: it goes on waiting for its better moment."""
    assert timed_anew(a_memory(), a_memory(**untouched)) == {}


def test_what_waits_today_survives_a_name_for_the_same_zone() -> None:
    """Told where they live, they are where they were taken to be."""
    assert timed_anew(a_memory(), a_memory(), zones=(None, "UTC")) == {}


def test_quiet_hours_over_their_time_move_it() -> None:
    """What waited today comes when they end, which is on its next day."""
    found = timed_anew(a_memory(), a_memory(quiet=(time(17), time(9))))
    assert check_in_at(found) == AT.replace(hour=9) + WEEK


@pytest.mark.parametrize(
    ("rhythm", "following"),
    [
        (course.chosen(a_rhythm(), "monthly", MONDAY), DUE + 5 * WEEK),
        (course.slowed(a_rhythm(done_on=MONDAY), MONDAY), DUE + 2 * WEEK),
        (course.placed(a_rhythm(), MONDAY, sent_today=False, at=time(20)), DUE.replace(hour=20)),
        (course.placed(a_rhythm(), MONDAY, sent_today=True, at=time(20)), DUE.replace(hour=20) + WEEK),
        (course.placed(a_rhythm(), MONDAY, sent_today=False, weekdays=(3,)), DUE + 3 * DAY),
        (course.paused(a_rhythm(), MONDAY + 2 * WEEK), DUE + 2 * WEEK),
        (a_rhythm("asked"), None),
    ],
)
def test_changes_by_hand_hold(rhythm: Rhythm, following: datetime | None) -> None:
    """What waited today makes way for what they want now."""
    assert check_in_at(timed_anew(a_memory(), a_memory(rhythm=rhythm))) == following


@pytest.mark.parametrize(
    ("zone", "following"),
    [
        ("America/Denver", DUE + 7 * HOUR),
        ("Europe/Madrid", DUE - HOUR + WEEK),
        ("Asia/Tokyo", DUE - 9 * HOUR + WEEK),
    ],
)
def test_another_time_zone_sets_it_anew(zone: str, following: datetime) -> None:
    """Their six in the evening is yet to come today, or is over there."""
    found = timed_anew(a_memory(), a_memory(), zones=("UTC", zone))
    assert check_in_at(found) == following
    assert found[CHECK_IN] == next_check_in(a_memory(), ZoneInfo(zone), PENDING)


def test_another_time_zone_brings_none_back_that_was_there() -> None:
    """Today's has come; that it is not six yet where they are now gives them no second one."""
    had = a_memory(rhythm=a_rhythm(done_on=MONDAY))
    # Denver's clocks go forward within the week.
    assert check_in_at(timed_anew(had, had, zones=("UTC", "America/Denver"))) == DUE + WEEK + 6 * HOUR


# -- going back --------------------------------------------------------------------------------------------------------


async def test_back_after_keeping_takes_it_out_again(here: House) -> None:
    """It is asked again what to do with it: left where it is, it is in no plan; kept again, it is there once."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "still each morning", "[yes]")
    assert await here.plan(ANA) == [WORDS, "still each morning"]
    await here.does(ANA, "[_back]")
    assert await here.where(ANA) == "check_in.keep_asked"
    assert await here.plan(ANA) == [WORDS]
    await here.does(ANA, "[no]")
    assert await here.plan(ANA) == [WORDS]
    await here.does(ANA, "[_back]", "[yes]", "[_skip]")
    assert await here.plan(ANA) == [WORDS, "still each morning"]


async def test_back_to_the_question_gives_another_answer(here: House) -> None:
    """What was said first is nowhere; what is said then is asked about, and kept on a yes."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "still each morning", "[_back]")
    assert await here.where(ANA) == "check_in.now"
    await here.does(ANA, "only on Sundays", "[yes]", "[_skip]")
    assert await here.plan(ANA) == [WORDS, "only on Sundays"]
    assert await here.where(ANA) == ""


# -- over what comes and goes by itself --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "aside", "after"),
    [
        (["/checkins", "[quiet]"], ("checkins", "quiet"), []),
        (["/home"], ("home", "front"), []),
        (["/win"], ("win", "what"), []),
        (["/checkins", "[quiet]", "10 pm"], ("checkins", "quiet_until"), [("checkins", "quiet_until")]),
        ([Commanded("home", "the lake")], ("home", "keep_it"), [("home", "keep_it")]),
    ],
)
async def test_over_an_aside_over_a_question(
    here: House, acts: list[Act | str], aside: tuple[str, str], after: list[tuple[str, str]]
) -> None:
    """Coming by itself it closes nothing. At its end an aside is closed, unless words wait in it: then it asks again.
    The question at the bottom keeps its place either way."""
    here.at = DUE - 2 * HOUR
    await here.does(ANA, "/reflect", *acts)
    assert whens(await here.live_until(DUE + HOUR)) == [DUE]
    assert await open_now(here) == [("reflect", "helped"), aside, ("check_in", "now")]
    before = len(here.post.sent)
    await here.does(ANA, "[pass]")
    assert await open_now(here) == [("reflect", "helped"), *after]
    rests = (await here.known(ANA)).session.frames[-1].paused
    assert rests is not bool(after)
    assert len(here.post.sent) > before
    await here.does(ANA, "/reflect", "music")
    assert await here.plan(ANA) == [WORDS, "music"]


async def test_opened_over_it_and_over_the_menu(here: House) -> None:
    """A menu has nothing to come back to: it goes with the check-in above it."""
    here.at = DUE - 2 * HOUR
    await here.does(ANA, "/home")
    await here.live_until(DUE + HOUR)
    assert await open_now(here) == [("home", "front"), ("check_in", "now")]
    await here.does(ANA, "/plan")
    assert await open_now(here) == [("plan", "show")]


async def test_opened_over_it_and_over_words(here: House) -> None:
    """Words that wait for a yes wait below, and are asked about when what was opened is done with."""
    here.at = DUE - 2 * HOUR
    await here.does(ANA, "the lake helps too")
    await here.live_until(DUE + HOUR)
    assert await open_now(here) == [("home", "keep_it"), ("check_in", "now")]
    await here.does(ANA, "/plan")
    assert await open_now(here) == [("home", "keep_it"), ("plan", "show")]
    await here.does(ANA, "[done]")
    assert await here.where(ANA) == "home.keep_it"


# -- before and after a session ----------------------------------------------------------------------------------------


async def let_it_come_beside_a_session(here: House, meeting_on: date) -> None:
    """Ben has check-ins around sessions, and one of them comes."""
    await here.settle(BEN, a_rhythm("sessions"), WORDS, meeting_on=meeting_on)
    assert BEN in [one.address for one in await here.live_until(DUE + HOUR)]


BESIDE = pytest.mark.parametrize(
    ("meeting_on", "state", "said"),
    [(MONDAY + DAY, "before", "Your session is tomorrow."), (MONDAY - DAY, "after", "Your session was yesterday.")],
)


@BESIDE
async def test_beside_a_session_it_leads_there(here: House, meeting_on: date, state: str, said: str) -> None:
    """It says which of the two days it is; one button opens the session, and leaves nothing open below."""
    await let_it_come_beside_a_session(here, meeting_on)
    assert await here.where(BEN) == f"check_in.{state}"
    assert said in here.post.texts(BEN)[-1]
    await here.does(BEN, "[go]")
    frames = (await here.known(BEN)).session.frames
    assert [(frame.dialogue, frame.state) for frame in frames] == [("session", "arrive")]


@BESIDE
async def test_beside_a_session_it_can_be_a_check_in(here: House, meeting_on: date, state: str, said: str) -> None:
    """The other button asks what any check-in asks, without a second hello."""
    await let_it_come_beside_a_session(here, meeting_on)
    assert "Hello" in here.post.texts(BEN)[-1]
    await here.does(BEN, "[other]")
    assert await here.where(BEN) == "check_in.now"
    assert WORDS in here.post.texts(BEN)[-1]
    assert "Hello" not in here.post.texts(BEN)[-1]
    assert said not in here.post.texts(BEN)[-1]
    await here.does(BEN, "still each morning", "[yes]", "[_skip]")
    assert await here.plan(BEN) == [WORDS, "still each morning"]


@BESIDE
async def test_beside_a_session_it_can_wait(here: House, meeting_on: date, state: str, said: str) -> None:
    """Put off until later today, it is still the one of its day, and says the same."""
    await let_it_come_beside_a_session(here, meeting_on)
    await here.does(BEN, "[later]")
    assert [one.address for one in await here.live_until(DUE + 6 * HOUR)] == [BEN]
    assert await here.where(BEN) == f"check_in.{state}"
    assert said in here.post.texts(BEN)[-1]


# -- short answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["no", "Nothing."])
async def test_nothing_is_no_win(here: House, said: str) -> None:
    """Where there is nothing to quote, and at the end of any other: the plan stays as it is, and the talk is over."""
    await here.settle(BEN, a_rhythm())
    await here.live_until(DUE + HOUR)
    assert [await here.where(one) for one in (ANA, BEN)] == ["check_in.now", "check_in.open"]
    await here.does(BEN, said)
    assert (await here.plan(BEN), await here.where(BEN)) == ([], "")
    await here.does(ANA, said)
    assert await here.where(ANA) == "check_in.win"
    await here.does(ANA, said)
    assert (await here.plan(ANA), await here.where(ANA)) == ([WORDS], "")


async def test_more_than_nothing_is_a_win(here: House) -> None:
    """Whoever says more than no has said something of their own."""
    await here.settle(BEN, a_rhythm())
    await here.live_until(DUE + HOUR)
    await here.does(BEN, "no panic at the store")
    assert (await here.plan(BEN), await here.where(BEN)) == (["no panic at the store"], "")


@pytest.mark.parametrize("acts", [["stop"], ["nothing", "Please stop!"], ["still", "[no]", "stop"]])
async def test_a_typed_stop_asks_and_then_stops(here: House, acts: list[str]) -> None:
    """Nothing is stopped on a guess, and the words go into no plan; one tap, and nothing comes any more."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, *acts)
    assert await here.where(ANA) == "check_in.stop_asked"
    assert (await here.rhythm(ANA)).cadence == "weekly"
    await here.does(ANA, "[stop]")
    assert (await here.rhythm(ANA)).cadence == "asked"
    assert (await here.plan(ANA), await here.where(ANA)) == ([WORDS], "")
    assert await here.live_until(DUE + 4 * WEEK) == []


async def test_a_typed_stop_that_was_an_answer(here: House) -> None:
    """Said so, it is asked about as any other answer is; the check-in goes on, and so do the others."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "stop", "[no]")
    assert await here.where(ANA) == "check_in.keep_asked"
    await here.does(ANA, "[yes]")
    assert await here.plan(ANA) == [WORDS, "stop"]
    assert await here.where(ANA) == "check_in.win"
    await here.does(ANA, "[_skip]")
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + WEEK]


async def test_a_typed_stop_at_the_end_that_was_none(here: House) -> None:
    """The talk comes to its end as it would have, and the next one comes."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "nothing", "stop", "[no]")
    assert await here.where(ANA) == ""
    assert "The next check-in comes on Monday, March 9" in here.post.texts(ANA)[-1]
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + WEEK]


async def test_less_often_instead_of_a_stop(here: House) -> None:
    """Asked, they may want them rarer."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "stop", "[slower]")
    assert (await here.rhythm(ANA)).cadence == "fortnightly"
    assert whens(await here.live_until(DUE + 3 * WEEK)) == [DUE + 2 * WEEK]


# -- in line when somebody writes --------------------------------------------------------------------------------------


async def test_a_note_in_line_takes_nothing_old_back(here: House) -> None:
    """Ana has last week's question on her screen, and answers it while the note that they rest is in line: the note is
    no check-in, so her words are the answer, and her check-ins are awake."""
    await here.live_until(DUE + HOUR)
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), silence=2, waiting=True))
    here.app.delivery.pace.hold(3600)
    await here.tick(DUE + WEEK)
    assert (await here.rhythm(ANA)).resting
    assert here.app.delivery.unbegun_unsolicited(ANA)
    before = len(here.post.sent)
    await here.does(ANA, "still each morning")
    assert await here.where(ANA) == "check_in.keep_asked"
    fresh = here.post.to(ANA)[before:]
    assert "Check-ins rest" in plain(fresh[0].html)
    assert [Heard(here.at, ANA, message).kind for message in fresh].count("check_in") == 0
    rhythm = await here.rhythm(ANA)
    assert (rhythm.resting, rhythm.silence, rhythm.waiting) == (False, 0, False)
    assert SNOOZE not in await here.timers(ANA)
    await here.does(ANA, "[yes]")
    assert await here.plan(ANA) == [WORDS, "still each morning"]
    await here.restart()
    assert whens(await here.live_until(DUE + 15 * DAY)) == [DUE + 2 * WEEK]


class Line(Pace):
    """A line in which each turn comes when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []

    def line_up(self) -> Place:
        """A place that nobody but the test calls."""
        place = Place(self, asyncio.get_running_loop().create_future())
        self.places.append(place)
        return place


async def turn_the_loop() -> None:
    """Lets everybody else go on who can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_batch_that_fails_with_a_check_in_withheld(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its turn comes while the batch is written: it waits for how that goes. The batch fails, so nothing took it back,
    and it goes out, once; the act is still to be applied, and is, when it is taken again."""
    line = Line()
    await here.restart(line)
    await here.tick(DUE)
    await turn_the_loop()  # it lines up
    act = here.incoming(ANA, "/plan")

    async def fail(self: Transaction, batch: Any) -> None:
        line.places[0].turn.set_result(True)
        await turn_the_loop()
        assert here.post.to(ANA) == []
        raise DatabaseUnavailable("it is away")

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "save", fail)
        with pytest.raises(DatabaseUnavailable):
            await here.app.intake.take([act])
    assert await here.app.delivery.drain(5)
    assert [Heard(DUE, ANA, message).kind for message in here.post.to(ANA)] == ["check_in"]
    await here.take(act)
    assert await open_now(here) == [("plan", "show")]
    assert WORDS in plain(here.post.to(ANA)[-1].html)
    assert len(line.places) == 1
    await here.restart()
    assert whens(await here.live_until(DUE + 2 * DAY)) == []
    assert (await here.rhythm(ANA)).sent == 1
