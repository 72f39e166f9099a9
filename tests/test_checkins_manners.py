"""The manners of check-ins: they wait, step aside, rest and wake; what nobody saw never was, and nothing tangles."""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from helpers_app import shipped
from helpers_checkins import DUE, WORDS, House, a_rhythm, house, whens
from helpers_world import ANA, AT, BEN

from bot.app.delivery import Unreachable
from bot.app.incoming import Blocking
from bot.wording import Voice, plain

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
WELCOME = shipped().wording.say("en", "shared", "check_ins_awake", {"next": ""}, Voice()).partition(".")[0]


@pytest.fixture
async def here() -> AsyncIterator[House]:
    """Monday at ten, UTC; Ana has a check-in every Monday at six, the first one today."""
    async with house() as made:
        await made.settle(ANA, a_rhythm(), WORDS)
        yield made


async def let_rest(here: House) -> None:
    """Lets so much silence pass that Ana's check-ins rest."""
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), silence=2, waiting=True))
    [note] = await here.live_until(DUE + HOUR)
    assert note.kind == "note"
    assert (await here.rhythm(ANA)).resting


# -- not into the middle of something ----------------------------------------------------------------------------------


async def test_whoever_is_in_the_middle_of_something_is_written_to_an_hour_later(here: House) -> None:
    """An open question, and something done within the hour: the check-in waits, and comes once."""
    here.at = DUE - HOUR / 2
    await here.does(ANA, "/reflect")
    assert whens(await here.live_until(DUE + 2 * DAY)) == [DUE + HOUR]


async def test_busy_for_longer_than_the_window(here: House) -> None:
    """After six hours it is too late: it is passed, as nobody's silence, and next week's comes."""
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), at=time(12)))
    noon = AT.replace(hour=12)
    await here.set_timer(ANA, "check_in", due_at=noon.timestamp(), until=(noon + 6 * HOUR).timestamp())
    for number in range(10):
        here.plan_act(noon + number * timedelta(minutes=40) - HOUR / 4, ANA, "/reflect")
    assert await here.live_until(noon + DAY / 2) == []
    rhythm = await here.rhythm(ANA)
    assert (rhythm.sent, rhythm.waiting, rhythm.silence) == (0, False, 0)
    assert whens(await here.live_until(noon + 8 * DAY)) == [noon + WEEK]


async def test_with_nothing_open_nobody_is_in_the_middle(here: House) -> None:
    """Whoever has just finished, or lets their question rest, gets it at its time."""
    await here.settle(BEN, a_rhythm(), WORDS)
    here.at = DUE - HOUR / 2
    await here.does(ANA, "/checkins", "[done]")
    await here.does(BEN, "/reflect", "/pause")
    assert whens(await here.live_until(DUE + 2 * DAY)) == [DUE, DUE]


async def test_words_that_wait_for_a_yes_wait_on(here: House) -> None:
    """What somebody wrote, and has not said yet whether to keep, is asked about again when the check-in is over."""
    await here.does(ANA, "the lake helps too")
    assert whens(await here.live_until(DUE + HOUR)) == [DUE]
    await here.does(ANA, "[pass]")
    assert await here.where(ANA) == "home.keep_it"
    await here.does(ANA, "[yes]", "[#0]")
    assert await here.plan(ANA) == [WORDS, "the lake helps too"]


async def test_words_written_while_paused_wait_on(here: House) -> None:
    """They lie beside the question that rests; the check-in touches neither, and then they are asked about again."""
    await here.does(ANA, "/reflect", "/pause", "music")
    assert whens(await here.live_until(DUE + HOUR)) == [DUE]
    await here.does(ANA, "[pass]", "[_use_held]")
    assert await here.plan(ANA) == [WORDS, "music"]
    assert await here.where(ANA) == "reflect.helped_next"


# -- stepping aside ----------------------------------------------------------------------------------------------------


async def test_over_a_question_left_open(here: House) -> None:
    """It is asked above, and its answers are its own; after it the question rests, and its button brings it back."""
    await here.does(ANA, "/reflect", "music")
    assert whens(await here.live_until(DUE)) == []
    assert whens(await here.live_until(DUE + HOUR)) == [DUE]
    assert await here.where(ANA) == "check_in.now"
    await here.does(ANA, "still each morning", "[yes]", "my sister called", "[_go_on]")
    assert await here.plan(ANA) == [WORDS, "music", "still each morning", "my sister called"]
    assert await here.where(ANA) == "reflect.helped_next"
    await here.does(ANA, "[_skip]", "tea")
    assert (await here.plan(ANA))[-1] == "tea"


async def test_over_a_question_that_rests(here: House) -> None:
    """A pause stays a pause: after the check-in nothing is asked."""
    await here.does(ANA, "/reflect", "/pause")
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "[pass]")
    top = (await here.known(ANA)).session.top
    assert top
    assert (top.dialogue, top.paused) == ("reflect", True)


async def test_words_of_the_last_check_in_wait_on(here: House) -> None:
    """Answered, and not said yet whether that is to be kept: a week later it is not swept away by the next one."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "still each morning")
    assert await here.where(ANA) == "check_in.keep_asked"
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + WEEK]
    await here.does(ANA, "[pass]", "[yes]")
    assert await here.plan(ANA) == [WORDS, "still each morning"]


async def test_without_an_answer_it_gives_way_to_the_question_below(here: House) -> None:
    """After its time the check-in is put away without a word; what was open below is open, as it was."""
    await here.settle(BEN, a_rhythm("two_monthly"), WORDS)
    await here.does(BEN, "/reflect")
    await here.live_until(DUE + 45 * DAY)
    assert await here.where(BEN) == "reflect.helped"
    await here.does(BEN, "music")
    assert await here.plan(BEN) == [WORDS, "music"]


async def test_a_reminder_yields_to_a_check_in_of_its_day(here: House) -> None:
    """A reminder that would come first waits for the next morning, and by then the check-in has said it."""
    here.at = AT - 2 * HOUR
    await here.does(ANA, "/reflect")
    await here.set_timer(ANA, "nudge", due_at=(AT + HOUR).timestamp())
    heard = await here.live_until(DUE + 2 * DAY)
    assert [(one.kind, one.at.day) for one in heard] == [("check_in", 2)]


async def test_where_a_reminder_has_come_the_check_in_comes_tomorrow(here: House) -> None:
    """At most one a day; none is lost over it, and the week after has its own day again."""
    rhythm = await here.rhythm(ANA)
    await here.change(ANA, rhythm=None)
    await here.does(ANA, "/reflect")
    await here.set_timer(ANA, "nudge", due_at=(AT + HOUR).timestamp())
    assert [one.kind for one in await here.live_until(AT + 2 * HOUR)] == ["nudge"]
    await here.change(ANA, rhythm=rhythm)
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + DAY, DUE + WEEK]


async def test_down_over_a_reminder_and_a_check_in(here: House) -> None:
    """After downtime, too, there is one message that day."""
    await here.does(ANA, "/reflect")
    await here.set_timer(ANA, "nudge", due_at=(AT + HOUR).timestamp())
    here.down = [(AT + HOUR / 2, DUE + HOUR)]
    heard = await here.live_until(DUE + 3 * DAY)
    assert len({one.at.date() for one in heard}) == len(heard)
    assert len(whens(heard)) == 1


# -- silence, rest and waking ------------------------------------------------------------------------------------------


async def test_a_silence_ends_in_one_warm_note(here: House) -> None:
    """Weekly and unanswered: two, then one after twice the time, then the note that they rest; then nothing."""
    heard = await here.live_until(DUE + 40 * WEEK)
    assert whens(heard) == [DUE, DUE + WEEK, DUE + 3 * WEEK]
    assert whens(heard, "note") == [DUE + 5 * WEEK]
    assert "Check-ins rest" in plain(heard[-1].message.html)
    assert "check_in" not in await here.timers(ANA)


async def test_the_note_is_no_question(here: House) -> None:
    """What was open stays open, and what is written next answers that."""
    await here.does(ANA, "/reflect")
    await let_rest(here)
    assert await here.where(ANA) == "reflect.helped"
    await here.does(ANA, "music")
    assert await here.plan(ANA) == [WORDS, "music"]


@pytest.mark.parametrize("act", ["hello there", "/plan", "/win we went fishing", "/checkins", "/start", "[_go_on]"])
async def test_anything_wakes_them_with_a_welcome(here: House, act: str) -> None:
    """A text, a command, a button: a welcome without a reproach, once; then comes the next of their days."""
    await here.does(ANA, "/reflect", "/pause")
    await let_rest(here)
    here.at += 3 * DAY
    before = len(here.post.sent)
    await here.does(ANA, act)
    said = here.post.texts(ANA)[before:]
    assert WELCOME in said[0]
    assert "March 9" in said[0]
    assert len(said) > 1
    await here.does(ANA, "/plan")
    assert WELCOME not in "".join(here.post.texts(ANA)[before + 1 :])
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + WEEK]


@pytest.mark.parametrize("act", ["/now", "Get help now"])
async def test_help_now_comes_without_a_welcome(here: House, act: str) -> None:
    """Whoever asks for help now is helped, first and only; their check-ins are awake all the same."""
    await let_rest(here)
    before = len(here.post.sent)
    await here.does(ANA, act)
    said = here.post.texts(ANA)[before:]
    assert said
    assert WELCOME not in "".join(said)
    assert not (await here.rhythm(ANA)).resting
    assert "check_in" in await here.timers(ANA)


# -- people who cannot be reached --------------------------------------------------------------------------------------


async def test_the_blocked_are_left_alone_and_lose_nothing(here: House) -> None:
    """Nothing is tried, nothing counts as silence; let in again, the next of their days has one."""
    await here.take(here.incoming(ANA, Blocking(True)))
    before = await here.rhythm(ANA)
    assert await here.live_until(DUE + 15 * DAY) == []
    assert await here.rhythm(ANA) == replace(before, done_on=(DUE + 2 * WEEK).date())
    await here.take(here.incoming(ANA, Blocking(False)))
    assert whens(await here.live_until(DUE + 22 * DAY)) == [DUE + 3 * WEEK]


async def test_who_turns_out_to_be_gone_is_left_alone(here: House) -> None:
    """The channel's no to one check-in is the last that is tried, until they write."""
    here.post.trouble[ANA] = deque([Unreachable()])
    assert await here.live_until(DUE + 15 * DAY) == []
    assert (await here.known(ANA)).blocked_at
    here.post.trouble.clear()
    await here.does(ANA, "/plan")
    assert whens(await here.live_until(DUE + 22 * DAY)) == [DUE + 3 * WEEK]


# -- where they are now ------------------------------------------------------------------------------------------------


async def does_in(here: House, act: str, language: str) -> None:
    """Ana does something, from an account that is set to a language."""
    await here.take(replace(here.incoming(ANA, act), language=language))


async def test_an_account_in_another_language_is_asked_for_its_clock_once(here: House) -> None:
    """The first language seen is the usual one; another one leads to the question, when no other is open; once."""
    await does_in(here, "/reflect", "en")
    await does_in(here, "music", "en")
    await does_in(here, "[_skip]", "es")
    assert await here.where(ANA) == "reflect.helped_more"
    await does_in(here, "/pause", "es")
    assert await here.where(ANA) == "clock.right"
    await does_in(here, "[yes]", "es")
    await does_in(here, "/checkins", "es")
    await does_in(here, "[done]", "es")
    assert (await here.where(ANA)).startswith("reflect")


async def test_who_says_that_they_moved_is_asked_for_their_clock_once(here: House) -> None:
    """Said in an answer: it is kept as any other, and when the talk is over the question comes."""
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "I moved to Denver last week")
    await here.does(ANA, "[yes]")
    assert (await here.where(ANA)).startswith("check_in.")
    await here.does(ANA, "[_skip]")
    assert await here.where(ANA) == "clock.right"
    assert "I moved to Denver last week" in await here.plan(ANA)
    await here.does(ANA, "[place]", "Denver")
    assert (await here.known(ANA)).timezone == "America/Denver"
    assert whens(await here.live_until(DUE + 8 * DAY)) == [DUE + WEEK + 6 * HOUR]
    await here.does(ANA, "[pass]")
    assert await here.where(ANA) == ""


async def test_without_check_ins_nobody_is_asked_for_their_clock(here: House) -> None:
    """Whoever has chosen none, or only on request, has no need of it."""
    await here.change(ANA, rhythm=None, language="en")
    await does_in(here, "/checkins", "es")
    await does_in(here, "[asked]", "es")
    assert await here.where(ANA) == ""


# -- what people set ---------------------------------------------------------------------------------------------------


async def test_around_sessions(here: House) -> None:
    """Chosen once: before and after each session whose date is told, and at no other time."""
    await here.does(ANA, "/checkins", "[often]", "[sessions]", "[fine]")
    assert await here.live_until(DUE + 10 * DAY) == []
    for day in (date(2026, 3, 20), date(2026, 4, 3)):
        await here.does(ANA, "/session", "[day]", day.isoformat(), "[done]")
        heard = await here.live_until(datetime.combine(day + 3 * DAY, time(), AT.tzinfo))
        assert [one.date() for one in whens(heard)] == [day - DAY, day + DAY]
        assert {one.time() for one in whens(heard)} == {time(18)}


async def test_stop_and_a_pause_let_go_of_what_was_put_off(here: House) -> None:
    """Put off until later, and then stopped or paused: it does not come."""
    await here.settle(BEN, a_rhythm(), WORDS)
    await here.live_until(AT.replace(hour=18, minute=5))
    await here.does(ANA, "[later]", "/checkins", "[stop]")
    await here.does(BEN, "[later]", "/checkins", "[rest]", "[week]")
    assert await here.live_until(DUE + 6 * DAY) == []
    assert [one.address for one in await here.live_until(DUE + 8 * DAY)] == [BEN]


async def test_only_when_i_ask_lets_go_of_what_was_put_off(here: House) -> None:
    """It weighs as much as any other answer: from then on nothing comes that was not asked for."""
    await here.live_until(DUE + HOUR / 2)
    await here.does(ANA, "[later]", "/checkins", "[often]", "[asked]")
    assert await here.live_until(DUE + 8 * DAY) == []


@pytest.mark.parametrize(
    "first",
    [
        "",
        "check_in",
        "snooze",
    ],
)
async def test_put_off_to_a_day_that_has_one(here: House, first: str) -> None:
    """It is the one of that day, whichever of the two timers is looked at first; the day after has none of its own."""
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), cadence="days", weekdays=(0, 1)))
    await here.live_until(DUE + HOUR / 2)
    await here.does(ANA, "[tomorrow]")
    rows = await here.timers(ANA)
    assert rows["snooze"][0] == rows["check_in"][0]
    if first:
        await here.set_timer(ANA, first, due_at=(DUE + DAY).timestamp() - 0.001)
    assert whens(await here.live_until(DUE + 6 * DAY)) == [DUE + DAY]


async def test_what_is_put_off_is_not_lost_over_a_session_date(here: House) -> None:
    """Busy at six with noting a session: the weekly check-in has nothing to do with its date, and comes at seven."""
    here.at = DUE - HOUR / 4
    await here.does(ANA, "/session", "[day]")
    assert await here.live_until(DUE + HOUR / 4) == []
    await here.does(ANA, "in ten days", "[done]")
    assert len(whens(await here.live_until(DUE + 3 * HOUR))) == 1


async def test_a_time_within_quiet_hours_comes_when_they_end(here: House) -> None:
    """Quiet hours set over their time, and no other time chosen: they still come, as soon as they may."""
    await here.does(ANA, "/checkins", "[quiet]", "17:00", "9:00", "[_skip]", "[done]")
    assert (await here.known(ANA)).memory.quiet == (time(17), time(9))
    assert whens(await here.live_until(DUE + 3 * WEEK))
