"""How check-ins go on: they grow rarer by themselves, rarer still with silence, then rest; and nothing loses them."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers_calendar import ZONES, shown
from helpers_checkins import NO_QUIET
from hypothesis import given, note, settings
from hypothesis import strategies as st

from bot.app.rhythm import course
from bot.app.rhythm.calendar import Occurrence, occurrence
from bot.app.schedule import CHECK_IN, next_occurrence, retimed
from bot.storage.memory import memory_of, memory_text
from bot.storage.records import Cadence, Memory, Rhythm

EASY = settings(derandomize=True, deadline=None, database=None)
MONDAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)
HOME = ZoneInfo("UTC")
CADENCES: tuple[Cadence, ...] = (
    "days", "weekly", "fortnightly", "monthly", "two_monthly", "sessions", "before_sessions", "asked",
)  # fmt: skip
# A month's weekday comes after five weeks at the latest; of every second month, after ten.
LONGEST_WAIT = timedelta(weeks=10)


@dataclass
class Life:
    """Somebody's check-ins as time goes by: what `DueTimers` and `Turn` do with a rhythm, and nothing else.

    ``came`` are the days of those that were sent; ``rested`` is when they were told that check-ins rest.
    """

    rhythm: Rhythm
    zone: ZoneInfo = HOME
    now: datetime = datetime(2026, 3, 2, 12, tzinfo=UTC)
    meeting: date | None = None
    came: list[date] = field(default_factory=list)
    rested: datetime | None = None
    answers: bool = False

    def __post_init__(self) -> None:
        self.next: Occurrence | None = self._look_ahead()

    @property
    def today(self) -> date:
        """By the calendar on the wall."""
        return shown(self.now, self.zone).date()

    def pass_time(self, span: timedelta) -> None:
        """What falls due, falls due."""
        until = self.now + span
        while self.next and self.next.at <= until:
            self.now = max(self.now, self.next.at) + timedelta(seconds=0.4)
            self._fire(self.next)
        self.now = max(until, self.now)

    def act(self, rhythm: Rhythm | None = None, **around: object) -> None:
        """They do something, which may change the rhythm, or the zone or session it goes by."""
        before = self._memory, self.zone.key
        self.rhythm = course.acted(rhythm or self.rhythm)[0]
        self.rested = None
        for name, value in around.items():
            setattr(self, name, value)
        timers = retimed(before, self._memory, self.zone.key, "UTC", self.now)
        if CHECK_IN in timers:
            timer = timers[CHECK_IN]
            self.next = Occurrence(date.fromordinal(timer.question), timer.due_at) if timer else None

    def _fire(self, due: Occurrence) -> None:
        self.rhythm, verdict = course.fired(self.rhythm, due.on, self.now)
        if verdict == "send":
            self.came.append(due.on)
        elif verdict == "rest":
            self.rested = self.now
        if verdict == "send" and self.answers:
            self.rhythm = replace(course.acted(self.rhythm)[0], asking=False)
        self.next = self._look_ahead()

    def _look_ahead(self) -> Occurrence | None:
        return next_occurrence(self._memory, self.zone, self.now)

    @property
    def _memory(self) -> Memory:
        return Memory(rhythm=self.rhythm, meeting_on=self.meeting, quiet=NO_QUIET)


def weekly(**fields: object) -> Rhythm:
    """Every Monday at six, with the taper, from an ordinary Monday on."""
    return Rhythm(**{"cadence": "weekly", "weekdays": (0,), "begun_on": MONDAY, **fields})  # type: ignore[arg-type] # fields of Rhythm


def weeks_of(days: list[date]) -> list[int]:
    """Which weeks after the first Monday, for check-ins on Mondays."""
    assert {day.weekday() for day in days} <= {0}
    return [(day - MONDAY).days // 7 for day in days]


# -- growing rarer -----------------------------------------------------------------------------------------------------


def test_the_taper() -> None:
    """Four a week apart, four a fortnight apart, then monthly."""
    life = Life(weekly(), answers=True)
    life.pass_time(timedelta(weeks=26))
    assert weeks_of(life.came) == [0, 1, 2, 3, 5, 7, 9, 11, 15, 20, 24]
    assert life.rhythm.cadence == "monthly"


def test_after_a_season_of_months_it_is_asked_how_to_go_on() -> None:
    """The fourth monthly one asks, and later ones until that is answered; then it takes a season again."""
    life = Life(weekly(cadence="monthly"))
    asked: list[bool] = []
    for _ in range(9):
        before = len(life.came)
        while len(life.came) == before:
            life.pass_time(timedelta(days=1))
        asked.append(life.rhythm.asking)
        life.act(replace(life.rhythm, asking=False) if len(asked) == 5 else None)
    assert asked == [False, False, False, True, True, False, False, True, True]


def test_several_days_a_week_become_one_after_four_weeks() -> None:
    """Four weeks of Monday and Thursday, then Mondays, and so on."""
    life = Life(weekly(cadence="days", weekdays=(0, 3)), answers=True)
    life.pass_time(timedelta(weeks=5))
    assert [day.weekday() for day in life.came] == [0, 3] * 4 + [0]
    assert life.rhythm.cadence == "weekly"


def test_who_keeps_this_pace_keeps_it() -> None:
    """Without the taper, 52 weeks have 52 check-ins, and nothing is asked."""
    life = Life(weekly(tapers=False), answers=True)
    life.pass_time(timedelta(weeks=52))
    assert weeks_of(life.came) == list(range(52))
    assert not life.rhythm.asking


# -- silence -----------------------------------------------------------------------------------------------------------


def test_silence_makes_them_rarer_and_then_lets_them_rest() -> None:
    """Two unanswered: half as often. A third: one note that they rest, and nothing after it."""
    life = Life(weekly())
    life.pass_time(timedelta(weeks=40))
    assert weeks_of(life.came) == [0, 1, 3]
    assert life.rested
    assert (life.rested.date() - MONDAY).days == 35
    assert life.next is None


@pytest.mark.parametrize("cadence", CADENCES[:5])
def test_silence_ends_in_rest_at_any_pace(cadence: Cadence) -> None:
    """Three check-ins and a note, never more; and the second half of it takes twice as long as the first."""
    life = Life(weekly(cadence=cadence, weekdays=(0, 2, 4) if cadence == "days" else (0,)))
    life.pass_time(timedelta(weeks=100))
    assert len(life.came) == 3
    assert life.rested
    assert life.rhythm.resting
    first, second, third = life.came
    assert third - second > second - first


def test_around_sessions_silence_leaves_the_day_before() -> None:
    """Whoever says nothing twice is written to before a session only, and then not at all."""
    life = Life(weekly(cadence="sessions"))
    for number in range(6):
        meeting = MONDAY + timedelta(days=10 * number + 5)
        life.meeting = meeting
        life.next = occurrence(life.rhythm, meeting, life.zone, life.now)
        life.pass_time(timedelta(days=10))
    assert [(day - MONDAY).days for day in life.came] == [4, 6, 24]
    assert life.rhythm.resting
    assert life.rhythm.cadence == "before_sessions"


def test_anything_at_all_ends_a_silence() -> None:
    """One sign of life between two check-ins, and the count begins anew: the pace stays."""
    life = Life(weekly(tapers=False))
    for _ in range(30):
        life.pass_time(timedelta(days=14))
        life.act()
    assert weeks_of(life.came) == list(range(60))


def test_waking_goes_on_where_it_rested() -> None:
    """A rest keeps the day, the time and the pace; the sign of life is told from others, once."""
    life = Life(weekly())
    life.pass_time(timedelta(weeks=40))
    before = life.rhythm
    rhythm, woke = course.acted(before)
    assert woke
    assert replace(rhythm, resting=True, waiting=before.waiting, silence=before.silence) == before
    assert course.acted(rhythm) == (rhythm, False)
    life.act()
    life.pass_time(timedelta(weeks=2))
    assert len(life.came) == 4


# -- what people set ---------------------------------------------------------------------------------------------------


def test_what_is_chosen_today_begins_on_another_day() -> None:
    """Somebody who has just talked with the bot is not written to the same evening."""
    life = Life(course.chosen(None, "weekly", MONDAY))
    life.pass_time(timedelta(days=15))
    assert weeks_of(life.came) == [1, 2]


def test_a_time_that_is_said_of_today_is_taken_for_today() -> None:
    """ "8 tonight" is tonight, as long as tonight has none yet."""
    life = Life(course.placed(course.chosen(None, "weekly", MONDAY), MONDAY, sent_today=False, at=time(20)))
    life.pass_time(timedelta(days=6))
    assert life.came == [MONDAY]
    life = Life(weekly())
    life.pass_time(timedelta(hours=7))
    life.act(course.placed(life.rhythm, MONDAY, sent_today=True, at=time(20)))
    life.pass_time(timedelta(days=6))
    assert life.came == [MONDAY]


def test_a_time_that_is_said_of_today_is_taken_for_today_by_old_hands() -> None:
    """ "Every week, 8 tonight" is tonight, also for somebody who had check-ins in other weeks."""
    life = Life(weekly())
    life.pass_time(timedelta(days=15))
    chosen = course.chosen(life.rhythm, "weekly", life.today)
    life.act(course.placed(chosen, life.today, sent_today=False, weekdays=(life.today.weekday(),), at=time(20)))
    life.pass_time(timedelta(hours=11))
    assert life.came[-1] == life.today


def test_slower_is_half_as_often_and_never_stops() -> None:
    """From several days a week down to every second month, and there it stays; around sessions, to the day before."""
    rhythm, seen = weekly(cadence="days", weekdays=(0, 3)), []
    for _ in range(6):
        rhythm = course.slowed(rhythm, MONDAY)
        seen.append(rhythm.cadence)
    assert seen == ["weekly", "fortnightly", "monthly", "two_monthly", "two_monthly", "two_monthly"]
    assert course.slowed(weekly(cadence="sessions"), MONDAY).cadence == "before_sessions"


@settings(EASY, max_examples=100)
@given(st.sampled_from(CADENCES), st.integers(0, 6), st.booleans(), st.integers(1, 200), st.booleans())
def test_a_pause_erases_nothing(cadence: Cadence, sent: int, tapers: bool, days: int, back_early: bool) -> None:
    """When it is over, or is ended early, everything is as it was: cadence, days, time, and how far the taper was."""
    before = weekly(cadence=cadence, sent=sent, tapers=tapers, asking=sent > 3)
    life = Life(before)
    life.act(course.paused(before, MONDAY + timedelta(days=days)))
    life.pass_time(timedelta(days=days) - timedelta(hours=13))
    assert life.came == []
    if back_early:
        life.act(course.resumed(life.rhythm, life.today))
    assert replace(life.rhythm, paused_until=None, done_on=None) == before
    if cadence in CADENCES[:5]:
        life.pass_time(LONGEST_WAIT)
        assert life.came


def test_a_check_in_that_never_came_counts_as_nothing() -> None:
    """Neither as one that was sent, nor as one that was not answered; and nor does one that could not come."""
    rhythm, verdict = course.fired(weekly(sent=2), MONDAY, EVENING)
    assert verdict == "send"
    assert course.taken_back(rhythm).sent == 2
    assert not course.taken_back(rhythm).waiting
    assert course.passed(weekly(sent=2), MONDAY) == weekly(sent=2, done_on=MONDAY)
    later = MONDAY + timedelta(days=9)
    assert course.passed(weekly(done_on=later), MONDAY).done_on == later


@pytest.mark.parametrize("cadence", ["weekly", "fortnightly"])
def test_a_check_in_that_never_came_moves_no_taper(cadence: Cadence) -> None:
    """The fourth one that nobody saw is still to come: four are four that came, and until then nothing is slower."""
    before = weekly(cadence=cadence, sent=3)
    rhythm, _ = course.fired(before, MONDAY, EVENING)
    assert course.tapered(rhythm).cadence != cadence
    after = course.tapered(course.taken_back(rhythm))
    assert (after.cadence, after.sent) == (cadence, 3)


def test_a_question_that_nobody_saw_is_asked_the_next_time() -> None:
    """How to go on, after a season of months: the one that comes instead asks it, and so do those that are put off."""
    rhythm, _ = course.fired(weekly(cadence="monthly", sent=3), MONDAY, EVENING)
    assert course.taken_back(rhythm).asking
    again, _ = course.fired(course.taken_back(rhythm), MONDAY + timedelta(weeks=4), EVENING)
    assert again.asking
    assert course.came_back(course.taken_back(rhythm), EVENING).asking


def test_when_they_are_on() -> None:
    """Not before anything is chosen, nor on request only, resting or paused; from the pause's end on again."""
    assert not course.is_on(None, MONDAY)
    assert not course.is_on(weekly(cadence="asked"), MONDAY)
    assert not course.is_on(weekly(resting=True), MONDAY)
    paused = weekly(paused_until=MONDAY + timedelta(days=3))
    assert [course.is_on(paused, MONDAY + timedelta(days=by)) for by in range(5)] == [False, False, False, True, True]


# -- any life ----------------------------------------------------------------------------------------------------------

WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
SPANS = st.one_of(
    st.integers(1, 72).map(lambda hours: timedelta(hours=hours)), st.integers(1, 100).map(lambda n: timedelta(days=n))
)
SETTINGS = st.one_of(
    st.tuples(st.just("choose"), st.sampled_from(CADENCES)),
    st.tuples(st.just("place"), WEEKDAYS, TIMES),
    st.tuples(st.just("slower")),
    st.tuples(st.just("tapers"), st.booleans()),
    st.tuples(st.just("resume")),
    st.tuples(st.just("pause"), st.integers(1, 120)),
)
EVENTS = st.one_of(
    st.tuples(st.just("act")),
    st.tuples(st.just("wait"), SPANS),
    st.tuples(st.just("wait"), SPANS),
    st.tuples(st.just("meet"), st.integers(0, 30)),
    st.tuples(st.just("pause"), st.integers(1, 120)),
)
TRAVEL = st.tuples(st.just("travel"), st.sampled_from(ZONES))


def live(life: Life, what: tuple[object, ...]) -> None:
    """Lets something happen, as the actions of the application do it."""
    rhythm = life.rhythm
    match what:
        case ("choose", cadence):
            life.act(course.chosen(rhythm, cadence, life.today))  # type: ignore[arg-type] # one of the cadences
        case ("place", days, at):
            one_day = {} if rhythm.cadence == "days" else {"weekdays": days[:1]}  # type: ignore[index] # it is a tuple
            life.act(
                course.placed(
                    rhythm, life.today, sent_today=life.today in life.came, **{"at": at, "weekdays": days, **one_day}
                )
            )
        case ("slower",):
            life.act(course.slowed(rhythm, rhythm.done_on or life.today))
        case ("tapers", tapers):
            life.act(replace(rhythm, tapers=bool(tapers), sent=0))
        case ("resume",):
            life.act(course.resumed(rhythm, life.today))
        case ("pause", int(days)):
            life.act(course.paused(rhythm, life.today + timedelta(days=days)))
        case ("act",):
            life.act()
        case ("wait", timedelta() as span):
            life.pass_time(span)
        case ("meet", int(days)):
            life.act(meeting=life.today + timedelta(days=days))
        case ("travel", str(zone)):
            life.act(zone=ZoneInfo(zone))


def check(life: Life) -> None:
    """What holds at any moment of any life."""
    rhythm = life.rhythm
    assert len(set(life.came)) == len(life.came), "a day has had two"
    assert memory_of(memory_text(Memory(rhythm=rhythm))).rhythm == rhythm
    if life.next is not None:
        assert life.next.at > life.now, "something is due in the past"
    if rhythm.cadence == "asked" or rhythm.resting:
        assert life.next is None
        assert not rhythm.resting or life.rested, "they rest, and nobody has said so"
        assert occurrence(course.acted(rhythm)[0], life.today, life.zone, life.now) or rhythm.cadence in CADENCES[5:]
    elif rhythm.cadence not in ("sessions", "before_sessions"):
        assert life.next, "they are on, and will never come"
        since = max(life.today, rhythm.paused_until or life.today, rhythm.done_on or life.today)
        assert life.next.on - since <= LONGEST_WAIT


@settings(EASY, max_examples=250)
@given(st.lists(st.one_of(EVENTS, SETTINGS), max_size=25), st.sampled_from(ZONES))
def test_whatever_people_set_and_do(happenings: list[tuple[object, ...]], zone: str) -> None:
    """No day has two, nothing is due in the past, and what is on comes, whatever is chosen, answered, or not."""
    life = Life(course.chosen(None, "weekly", MONDAY), ZoneInfo(zone))
    for what in happenings:
        live(life, what)
        note(f"{what} -> {shown(life.now, life.zone)} {life.rhythm}")
        check(life)


@settings(EASY, max_examples=250)
@given(st.sampled_from(CADENCES), WEEKDAYS, TIMES, st.lists(st.one_of(EVENTS, TRAVEL), max_size=25))
def test_wherever_people_travel(
    cadence: Cadence, weekdays: tuple[int, ...], at: time, happenings: list[tuple[object, ...]]
) -> None:
    """The same for travellers, over the date line and back: a day that is lived twice has one."""
    days = weekdays if cadence == "days" else weekdays[:1]
    life = Life(Rhythm(cadence=cadence, weekdays=days, at=at, begun_on=MONDAY))
    for what in happenings:
        live(life, what)
        note(f"{what} -> {shown(life.now, life.zone)} {life.rhythm}")
        check(life)
