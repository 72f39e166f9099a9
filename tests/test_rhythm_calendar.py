"""When check-ins come: by the calendar and the clock on a person's wall, whatever the clocks of the world do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from helpers_calendar import ZONES, is_a_day_of, is_quiet_by_hand, later_by_hand, moment_by_hand, shown
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.app.rhythm import manners
from bot.app.rhythm.calendar import Occurrence, moment, occurrence
from bot.storage.records import Rhythm

EASY = settings(derandomize=True, deadline=None, database=None)
EVENING = time(18)
# All changes of clocks that a calendar in use will see, and the day that Apia never had.
DAYS = st.dates(date(2011, 11, 1), date(2037, 12, 31))
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(UTC))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
ANY_ZONE = st.sampled_from(ZONES).map(ZoneInfo)
BY_DAYS = st.sampled_from(["days", "weekly", "fortnightly", "monthly", "two_monthly"])


def rhythms(cadences: st.SearchStrategy[str] = BY_DAYS) -> st.SearchStrategy[Rhythm]:
    """Any rhythm of these cadences that is not paused."""
    made = st.builds(Rhythm, cadence=cadences, weekdays=WEEKDAYS, at=TIMES, begun_on=DAYS)
    return made.map(lambda one: one if one.cadence == "days" else _on_one_day(one))


def _on_one_day(rhythm: Rhythm) -> Rhythm:
    return Rhythm(cadence=rhythm.cadence, weekdays=rhythm.weekdays[:1], at=rhythm.at, begun_on=rhythm.begun_on)


def coming(rhythm: Rhythm, zone: str | ZoneInfo, after: datetime, number: int) -> list[Occurrence]:
    """The next check-ins, each looked for when the one before it has just come."""
    zone = ZoneInfo(zone) if isinstance(zone, str) else zone
    found: list[Occurrence] = []
    while len(found) < number and (one := occurrence(rhythm, None, zone, after)):
        found.append(one)
        after = one.at
    return found


def utc(*when: int) -> datetime:
    """A moment."""
    return datetime(*when, tzinfo=UTC)  # type: ignore[arg-type, misc] # year, month, day, hour, minute


# -- by example --------------------------------------------------------------------------------------------------------


def test_weekly_stays_at_its_time_over_both_changes_of_the_clocks() -> None:
    """Tuesday at six is Tuesday at six by the wall, in summer and in winter; the year has 52 of them."""
    rhythm = Rhythm(cadence="weekly", weekdays=(1,), at=EVENING, begun_on=date(2026, 1, 1))
    zone = ZoneInfo("Europe/Dublin")
    found = coming(rhythm, zone, utc(2026, 1, 1), 52)
    assert [shown(one.at, zone).date() for one in found] == [date(2026, 1, 6) + timedelta(weeks=by) for by in range(52)]
    assert {shown(one.at, zone).time() for one in found} == {EVENING}
    assert {one.at.hour for one in found} == {17, 18}


@pytest.mark.parametrize(
    ("zone", "at", "on", "wall"),
    [
        ("America/Los_Angeles", time(2, 30), date(2026, 3, 8), "03-08 03:30"),
        ("America/St_Johns", time(2), date(2026, 3, 8), "03-08 03:00"),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "10-04 02:45"),
        ("Africa/Cairo", time(0), date(2026, 4, 24), "04-24 01:00"),
        ("Africa/Casablanca", time(2, 59), date(2026, 3, 22), "03-22 03:59"),
        ("America/Sao_Paulo", time(0, 15), date(2018, 11, 4), "11-04 01:15"),
        ("Pacific/Chatham", time(3), date(2026, 9, 27), "09-27 04:00"),
        ("America/Havana", time(0), date(2026, 3, 8), "03-08 01:00"),
    ],
)
def test_a_time_that_the_clocks_skip_comes_as_much_later(zone: str, at: time, on: date, wall: str) -> None:
    """It comes that day all the same, moved on by as much as the clocks were; and the next day at its own time."""
    rhythm = Rhythm(cadence="days", weekdays=tuple(range(7)), at=at, begun_on=on)
    first, second = coming(rhythm, zone, moment_by_hand(on, time(0), ZoneInfo(zone)) - timedelta(hours=2), 2)
    assert (first.on, second.on) == (on, on + timedelta(days=1))
    assert f"{shown(first.at, ZoneInfo(zone)):%m-%d %H:%M}" == wall
    assert shown(second.at, ZoneInfo(zone)).time() == at


@pytest.mark.parametrize(
    ("zone", "at", "on", "first"),
    [
        ("Europe/Madrid", time(2, 30), date(2026, 10, 25), utc(2026, 10, 25, 0, 30)),
        ("Australia/Lord_Howe", time(1, 45), date(2026, 4, 5), utc(2026, 4, 4, 14, 45)),
        ("Africa/Casablanca", time(2, 30), date(2026, 2, 15), utc(2026, 2, 15, 1, 30)),
        ("America/Havana", time(0, 30), date(2026, 11, 1), utc(2026, 11, 1, 4, 30)),
    ],
)
def test_a_time_that_comes_twice_is_taken_the_first_time(zone: str, at: time, on: date, first: datetime) -> None:
    """When the clocks are set back, it does not come again; the next one is on the next day."""
    rhythm = Rhythm(cadence="days", weekdays=tuple(range(7)), at=at, begun_on=on)
    one, other = coming(rhythm, zone, first - timedelta(hours=1), 2)
    assert (one.on, one.at) == (on, first)
    assert other.on == on + timedelta(days=1)


def test_the_day_that_never_was_is_passed_over() -> None:
    """Apia went from 29 to 31 December 2011: a daily check-in misses no day that was lived, and none has two."""
    rhythm = Rhythm(cadence="days", weekdays=tuple(range(7)), at=EVENING, begun_on=date(2011, 12, 1))
    zone = ZoneInfo("Pacific/Apia")
    lived = [shown(one.at, zone).date().day for one in coming(rhythm, zone, utc(2011, 12, 28, 12), 5)]
    assert lived == [28, 29, 31, 1, 2]


def test_a_leap_day_is_a_day_like_any_other() -> None:
    """A daily one comes on it, a weekly one where it is its weekday, and neither is moved by it."""
    daily = Rhythm(cadence="days", weekdays=tuple(range(7)), at=EVENING, begun_on=date(2028, 2, 1))
    assert [one.on for one in coming(daily, "UTC", utc(2028, 2, 28), 3)] == [
        date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1),
    ]  # fmt: skip
    weekly = Rhythm(cadence="weekly", weekdays=(1,), at=EVENING, begun_on=date(2028, 2, 1))
    assert [one.on.day for one in coming(weekly, "UTC", utc(2028, 2, 20), 3)] == [22, 29, 7]


def test_months_keep_their_weekday_and_its_place() -> None:
    """Begun on a third Thursday: every third Thursday; every second month, from the month it began in."""
    monthly = Rhythm(cadence="monthly", weekdays=(3,), at=EVENING, begun_on=date(2026, 1, 15))
    assert [f"{one.on:%m-%d}" for one in coming(monthly, "UTC", utc(2026, 1, 16), 4)] == [
        "02-19", "03-19", "04-16", "05-21",
    ]  # fmt: skip
    second = Rhythm(cadence="two_monthly", weekdays=(3,), at=EVENING, begun_on=date(2026, 1, 15))
    assert [f"{one.on:%m-%d}" for one in coming(second, "UTC", utc(2026, 1, 16), 3)] == ["03-19", "05-21", "07-16"]


def test_a_fifth_weekday_is_taken_as_the_fourth() -> None:
    """Who began on a 29th, 30th or 31st is passed over in no month."""
    rhythm = Rhythm(cadence="monthly", weekdays=(5,), at=EVENING, begun_on=date(2026, 1, 31))
    found = coming(rhythm, "UTC", utc(2026, 1, 31, 19), 12)
    assert [one.on.month for one in found] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1]
    assert all(22 <= one.on.day <= 28 for one in found)


def test_around_a_session_there_is_the_day_before_and_the_day_after() -> None:
    """None on the day itself, none without a date, none for a session that is long past."""
    meeting, zone = date(2026, 3, 12), ZoneInfo("Europe/Madrid")
    around = Rhythm(cadence="sessions", at=EVENING, begun_on=date(2026, 3, 2))
    before = occurrence(around, meeting, zone, utc(2026, 3, 2))
    assert before == Occurrence(date(2026, 3, 11), utc(2026, 3, 11, 17))
    assert before
    after = occurrence(around, meeting, zone, before.at)
    assert after == Occurrence(date(2026, 3, 13), utc(2026, 3, 13, 17))
    assert after
    assert occurrence(around, meeting, zone, after.at) is None
    assert occurrence(around, None, zone, utc(2026, 3, 2)) is None
    only_before = Rhythm(cadence="before_sessions", at=EVENING, begun_on=date(2026, 3, 2))
    assert occurrence(only_before, meeting, zone, before.at) is None


def test_nothing_comes_while_it_rests_or_is_only_on_request() -> None:
    """However far one looks."""
    for rhythm in (
        Rhythm(cadence="asked", begun_on=date(2026, 3, 2)),
        Rhythm(cadence="weekly", begun_on=date(2026, 3, 2), resting=True),
    ):
        assert occurrence(rhythm, date(2026, 4, 1), ZoneInfo("UTC"), utc(2026, 3, 2)) is None


def test_a_pause_ends_on_its_day_and_moves_nothing() -> None:
    """On that day there is one again, if it is one; a fortnight's weeks stay those they were."""
    weekly = Rhythm(cadence="weekly", weekdays=(0,), begun_on=date(2026, 3, 2), paused_until=date(2026, 3, 16))
    assert [one.on.day for one in coming(weekly, "UTC", utc(2026, 3, 3), 2)] == [16, 23]
    fortnightly = Rhythm(
        cadence="fortnightly", weekdays=(0,), begun_on=date(2026, 3, 2), paused_until=date(2026, 3, 17)
    )
    assert [one.on.day for one in coming(fortnightly, "UTC", utc(2026, 3, 3), 2)] == [30, 13]


# -- for any rhythm, anywhere ------------------------------------------------------------------------------------------


@settings(EASY, max_examples=400)
@given(ANY_ZONE, DAYS, TIMES)
@example(ZoneInfo("Pacific/Apia"), date(2011, 12, 30), time(0))
def test_a_moment_is_what_the_wall_shows_first(zone: ZoneInfo, day: date, at: time) -> None:
    """As found by trying: the first of two, and of a skipped one what it would have been."""
    assert moment(day, at, zone) == moment_by_hand(day, at, zone)


@settings(EASY, max_examples=100)
@given(rhythms(), ANY_ZONE, MOMENTS)
def test_check_ins_come_on_their_days_and_at_their_time(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> None:
    """Each is later than what it was looked for after, on one of the days, at the moment that its time is there."""
    for one in coming(rhythm, zone, after, 6):
        assert one.at > after
        assert is_a_day_of(rhythm.cadence, one.on, rhythm.weekdays, rhythm.begun_on)
        assert one.at == moment_by_hand(one.on, rhythm.at, zone)
        after = one.at


@settings(EASY, max_examples=100)
@given(rhythms(), ANY_ZONE, MOMENTS)
def test_no_day_is_left_out(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> None:
    """Going through the days one by one finds no earlier one; and there always is a next one, within nine weeks of the
    later of today and its beginning."""
    found = occurrence(rhythm, None, zone, after)
    assert found
    day = max(shown(after, zone).date(), rhythm.begun_on)
    assert found.on - day <= timedelta(weeks=9 + 5 * (rhythm.cadence == "two_monthly"))
    while day < found.on:
        assert moment_by_hand(day, rhythm.at, zone) <= after or not is_a_day_of(
            rhythm.cadence, day, rhythm.weekdays, rhythm.begun_on
        )
        day += timedelta(days=1)


@settings(EASY, max_examples=100)
@given(rhythms(), ANY_ZONE, MOMENTS)
def test_no_day_of_a_life_has_two(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> None:
    """Neither by the day a check-in is for, nor by the day the calendar on the wall shows when it comes."""
    found = coming(rhythm, zone, after, 12)
    assert len({one.on for one in found}) == 12
    assert len({shown(one.at, zone).date() for one in found}) == 12


@settings(EASY, max_examples=60)
@given(rhythms(st.just("fortnightly")), ANY_ZONE, MOMENTS)
def test_fortnights_are_fourteen_days_apart(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> None:
    """By the calendar, whatever the clocks do."""
    found = [one.on for one in coming(rhythm, zone, after, 8)]
    assert {(later - earlier).days for earlier, later in pairwise(found)} == {14}


@settings(EASY, max_examples=60)
@given(rhythms(st.sampled_from(["monthly", "two_monthly"])), ANY_ZONE, MOMENTS)
def test_each_month_has_its_one(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> None:
    """One a month, or every second month, on the same weekday, four or five weeks after the one before it."""
    found = [one.on for one in coming(rhythm, zone, after, 8)]
    months = [12 * day.year + day.month for day in found]
    step = 1 if rhythm.cadence == "monthly" else 2
    assert {later - earlier for earlier, later in pairwise(months)} == {step}
    assert {day.weekday() for day in found} == {rhythm.weekdays[0]}


@settings(EASY, max_examples=70)
@given(rhythms(), ANY_ZONE, MOMENTS, st.integers(-40, 40), st.integers(-40, 90))
def test_what_is_dealt_with_and_a_pause_only_take_days_away(
    rhythm: Rhythm, zone: ZoneInfo, after: datetime, done: int, pause: int
) -> None:
    """Those that are left are the same as without: later than the day that is done, and from the pause's end on."""
    today = shown(after, zone).date()
    done_on, paused_until = today + timedelta(days=done), today + timedelta(days=pause)
    first_day = max(done_on + timedelta(days=1), paused_until, today)
    wanted = [one for one in coming(rhythm, zone, after, 20) if one.on >= first_day]
    assume(wanted)
    held = Rhythm(
        cadence=rhythm.cadence, weekdays=rhythm.weekdays, at=rhythm.at, begun_on=rhythm.begun_on, done_on=done_on,
        paused_until=paused_until,
    )  # fmt: skip
    assert coming(held, zone, after, 5) == (wanted + coming(rhythm, zone, wanted[-1].at, 5))[:5]


# -- manners -----------------------------------------------------------------------------------------------------------

QUIET = st.tuples(TIMES, TIMES)


@settings(EASY, max_examples=300)
@given(QUIET, ANY_ZONE, MOMENTS)
def test_quiet_hours_go_by_the_wall(quiet: tuple[time, time], zone: ZoneInfo, at: datetime) -> None:
    """Over midnight or not; begin and end alike mean none."""
    assert manners.is_quiet(at, zone, quiet) == is_quiet_by_hand(at, zone, quiet)


@settings(EASY, max_examples=120)
@given(QUIET, ANY_ZONE, MOMENTS)
def test_quiet_hours_end_when_they_end(quiet: tuple[time, time], zone: ZoneInfo, at: datetime) -> None:
    """From quiet hours on, the moment of their end is the next that is not quiet, within a day and an hour."""
    assume(manners.is_quiet(at, zone, quiet))
    end = manners.quiet_ends(at, zone, quiet)
    assert at < end <= at + timedelta(hours=25)
    assert not manners.is_quiet(end, zone, quiet)
    assert manners.is_quiet(end - timedelta(seconds=1), zone, quiet)


def test_quiet_hours_end_in_an_hour_that_comes_twice() -> None:
    """Quiet until half past two, when it is a quarter past two for the second time: that is in a quarter of an hour."""
    zone, at = ZoneInfo("Europe/Madrid"), utc(2026, 10, 25, 1, 15)
    assert manners.is_quiet(at, zone, (time(21), time(2, 30)))
    assert manners.quiet_ends(at, zone, (time(21), time(2, 30))) == at + timedelta(minutes=15)


@settings(EASY, max_examples=200)
@given(QUIET, ANY_ZONE, MOMENTS)
def test_later_today_is_today_and_not_in_quiet_hours(quiet: tuple[time, time], zone: ZoneInfo, at: datetime) -> None:
    """Three hours later where that is so, else one; where neither is, there is no later today."""
    assert manners.later_today(at, zone, quiet) == later_by_hand(at, zone, quiet)


@settings(EASY, max_examples=100)
@given(ANY_ZONE, MOMENTS)
def test_the_same_time_tomorrow_is_on_the_next_day(zone: ZoneInfo, at: datetime) -> None:
    """By the calendar on the wall, at the same time of day unless the clocks skip it."""
    there, found = shown(at, zone), manners.same_time_tomorrow(at, zone)
    assert found == moment_by_hand(there.date() + timedelta(days=1), there.time(), zone)
