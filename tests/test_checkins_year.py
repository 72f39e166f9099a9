"""A year of check-ins for people all over the world, with a bot that is down now and then.

What came to each person is held against a forecast, which is worked out day by day and knows none of the code under
test: none is missing, none comes twice, none in quiet hours, and no day has two.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers_calendar import is_a_day_of, is_quiet_by_hand, later_by_hand, moment_by_hand, shown
from helpers_checkins import NO_QUIET, Heard, House, a_rhythm, house

from bot.storage.records import QUIET, Cadence

BEGIN = datetime(2027, 9, 1, 0, 30, tzinfo=UTC)  # the year has a 29th of February
YEAR = timedelta(days=366)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WINDOW = timedelta(hours=6)
ZONES = (
    "Europe/Dublin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia",
    "America/Sao_Paulo", "Pacific/Chatham", "Asia/Tehran", "America/Los_Angeles", "Europe/Madrid", "Pacific/Kiritimati",
    "Africa/Cairo", "Asia/Kolkata", "America/Havana", "Pacific/Marquesas",
)  # fmt: skip
HALF: Mapping[Cadence, Cadence] = {
    "days": "weekly", "weekly": "fortnightly", "fortnightly": "monthly", "monthly": "two_monthly",
    "sessions": "before_sessions",
}  # fmt: skip

Down = list[tuple[datetime, datetime]]
# Every other week for some hours, at all times of day, and once for three days.
HOURS_DOWN = [
    (BEGIN + timedelta(days=9 * n, hours=5 * n % 24), BEGIN + timedelta(days=9 * n, hours=5 * n % 24 + 1 + n % 9))
    for n in range(1, 40)
]
DAYS_DOWN = [(BEGIN + timedelta(days=150, hours=3), BEGIN + timedelta(days=153, hours=3))]


@dataclass
class Person:
    """Somebody who has chosen check-ins, and how they live.

    ``habit`` is what they do with one: pass, say nothing, pass every other one, put it off until later or tomorrow.
    ``trips``, ``breaks`` and ``meetings`` say when something is set, and to what; ``reflects`` when a question is left.
    """

    address: str
    zone: str
    cadence: Cadence = "weekly"
    at: time = time(18)
    weekdays: tuple[int, ...] = (1,)
    quiet: tuple[time, time] = QUIET
    tapers: bool = False
    habit: str = "sometimes"
    trips: tuple[tuple[datetime, str, str], ...] = ()
    breaks: tuple[datetime, ...] = ()
    meetings: tuple[tuple[datetime, date], ...] = ()
    reflects: tuple[datetime, ...] = ()
    snoozes: list[datetime] = field(default_factory=list)
    answered: int = 0

    def zone_at(self, at: datetime) -> ZoneInfo:
        """Where they are."""
        return ZoneInfo(next((zone for since, _, zone in reversed(self.trips) if since <= at), self.zone))

    def meeting_at(self, at: datetime) -> date | None:
        """Their next session, as they have said."""
        return next((day for since, day in reversed(self.meetings) if since <= at), None)

    def lived(self, day: date) -> datetime | None:
        """When it is their time on ``day``, where they are then; None where they are nowhere at that time."""
        moments = [moment_by_hand(day, self.at, ZoneInfo(zone)) for zone in {self.zone, *(z for *_, z in self.trips)}]
        there = [at for at in moments if moment_by_hand(day, self.at, self.zone_at(at)) == at]
        return min(there, default=None)

    def is_away(self, day: date, at: datetime) -> bool:
        """Whether check-ins are paused on that day. A break is two weeks."""
        return any(since <= at and day < shown(since, self.zone_at(since)).date() + 14 * DAY for since in self.breaks)


# -- the forecast ------------------------------------------------------------------------------------------------------


def arrival(person: Person, at: datetime, down: Down) -> datetime | None:
    """When what is due at ``at`` comes: at once, or late within its window, or not at all."""
    up = next((end for begin, end in down if begin <= at + timedelta(seconds=1) < end), at)
    zone = person.zone_at(up)
    if is_quiet_by_hand(up, zone, person.quiet):
        mornings = (moment_by_hand(shown(up, zone).date() + n * DAY, person.quiet[1], zone) for n in (0, 1))
        up = next(morning for morning in mornings if morning > up)
    return up if up - at <= WINDOW else None


def forecast(person: Person, down: Down, span: timedelta) -> Iterator[datetime]:
    """When check-ins come to somebody; the last one of somebody who never answers is the note that they rest."""
    cadence, weekdays, begun, last, last_on = person.cadence, person.weekdays, BEGIN.date(), BEGIN - DAY, BEGIN.date()
    sent = unanswered = 0
    waiting = False
    for number in range(-1, span.days + 2):
        day = BEGIN.date() + number * DAY
        due = person.lived(day)
        if due is None or not BEGIN < due < BEGIN + span or person.is_away(day, due):
            continue
        if not is_a_day_of(cadence, day, weekdays, begun, person.meeting_at(due)):
            continue
        comes = arrival(person, due, down)
        zone = person.zone_at(due)
        if comes is None or shown(last, zone).date() == day:
            continue
        if waiting:
            waiting, unanswered = False, unanswered + 1
            if unanswered == 3:
                yield comes
                return
            if unanswered == 2:
                cadence, begun, weekdays, sent = HALF.get(cadence, cadence), last_on, weekdays[:1], 0
                continue
        yield comes
        last, last_on, sent = comes, day, sent + 1
        waiting = person.habit == "never"
        if person.tapers and cadence in ("weekly", "fortnightly") and sent == 4:
            cadence, begun, sent = HALF[cadence], day, 0


# -- living ------------------------------------------------------------------------------------------------------------


async def move_in(here: House, people: list[Person]) -> None:
    """Everybody has chosen, and what they will do in the year is planned."""
    by_address = {person.address: person for person in people}
    for person in people:
        rhythm = a_rhythm(
            person.cadence, BEGIN.date(), at=person.at, weekdays=person.weekdays, tapers=person.tapers
        )  # fmt: skip
        await here.settle(person.address, rhythm, "walking", zone=person.zone, quiet=person.quiet)
        for at, place, _ in person.trips:
            plan(here, at, person, "/checkins", "[clock]", "[place]", place)
        for at in person.breaks:
            plan(here, at, person, "/checkins", "[rest]", "[two_weeks]")
        for at, day in person.meetings:
            plan(here, at, person, "/session", "[day]", day.isoformat(), "[done]")
        for at in person.reflects:
            plan(here, at, person, "/reflect")
    here.on_heard = lambda heard: answer(here, by_address[heard.address], heard)


def plan(here: House, at: datetime, person: Person, *acts: str) -> None:
    """Some acts, one soon after the other."""
    for number, act in enumerate(acts):
        here.plan_act(at + timedelta(seconds=10 * number), person.address, act)


def answer(here: House, person: Person, heard: Heard) -> None:
    """What somebody does with what has come."""
    if heard.kind != "check_in":
        return
    person.answered += 1
    soon = heard.at + timedelta(minutes=10)
    if person.habit in ("later", "tomorrow") and not is_near(heard.at, person.snoozes):
        put_off(here, person, soon)
    elif person.habit in ("passes", "later", "tomorrow") or (person.habit == "sometimes" and person.answered % 2 == 0):
        plan(here, soon, person, "[pass]")
        here.plan_for(soon + timedelta(minutes=1), lambda: keep_the_pace(here, person))


async def keep_the_pace(here: House, person: Person) -> None:
    """Whoever is asked how often is good from here leaves it as it is."""
    last = here.post.to(person.address)[-1]
    if any(key.data.endswith(":same") for row in last.rows for key in row):
        await here.does(person.address, "[same]")


def put_off(here: House, person: Person, at: datetime) -> None:
    """Later today, where that is offered, or tomorrow; and when that will be, unless tomorrow has one of its own."""
    zone = person.zone_at(at)
    later = later_by_hand(at, zone, person.quiet) if person.habit == "later" else None
    plan(here, at, person, "[later]" if later else "[tomorrow]")
    tomorrow = shown(at, zone).date() + DAY
    comes = arrival(person, later or moment_by_hand(tomorrow, person.at, zone), here.down)
    if comes and (later or not is_a_day_of(person.cadence, tomorrow, person.weekdays, BEGIN.date())):
        person.snoozes.append(comes)


def is_near(at: datetime, moments: list[datetime]) -> bool:
    """Whether one of these moments is the one, give or take how late the bot looks."""
    return any(abs(at - one) < timedelta(seconds=2) for one in moments)


# -- looking back ------------------------------------------------------------------------------------------------------


def look_back(here: House, person: Person, span: timedelta) -> None:
    """What came to somebody in the year is what was forecast, and came as a guest does."""
    mine = [one for one in here.heard if one.address == person.address]
    for one in mine:
        assert not is_quiet_by_hand(one.at, person.zone_at(one.at), person.quiet), f"{person} was woken: {one}"
    asked_for = [one for one in mine if is_near(one.at, person.snoozes)]
    assert len(asked_for) == len(person.snoozes), person
    unasked = [one for one in mine if one not in asked_for]
    days = Counter(shown(one.at, person.zone_at(one.at)).date() for one in unasked)
    assert max(days.values(), default=1) == 1, f"{person}: {days.most_common(3)}"
    came = [one.at.replace(microsecond=0) for one in unasked if one.kind != "nudge"]
    assert came == list(forecast(person, here.down, span)), person


async def live_a_year(people: list[Person], down: Down, span: timedelta = YEAR) -> list[Heard]:
    """The year, or a part of it, and a look back at it for everybody."""
    async with house(BEGIN) as here:
        here.down = down
        await move_in(here, people)
        await here.live_until(BEGIN + span)
        for person in people:
            assert (await here.known(person.address)).timezone == person.zone_at(here.at).key
            look_back(here, person, span)
        return here.heard


def around(number: int, zone: str) -> list[Person]:
    """Two people of a place: one with ways of their own; and an ordinary one, or one without quiet hours."""
    edge = (time(9), time(20, 59), time(12, 30), time(18))[number // 2 % 4]
    night = (time(0), time(2, 15), time(23, 59), time(2, 30), time(0, 30))[number // 2 % 5]
    ways: list[dict[str, object]] = [
        {"tapers": True, "habit": "passes"},
        {"tapers": True, "habit": "never"},
        {"cadence": "fortnightly", "habit": "never"},
        {"cadence": "monthly"},
        {"cadence": "two_monthly", "habit": "passes"},
        {"cadence": "fortnightly", "habit": "later"},
        {"cadence": "days", "weekdays": (0, 1), "habit": "tomorrow"},
        {"tapers": True, "habit": "later", "at": time(12)},
        {"breaks": tuple(BEGIN + DAY * by for by in (30, 60, 200))},
        {"cadence": "sessions", "meetings": sessions()},
        {"cadence": "before_sessions", "meetings": sessions()},
        {"cadence": "asked"},
        {"cadence": "days", "weekdays": (1, 3), "habit": "never"},
        {"cadence": "fortnightly", "breaks": (BEGIN + DAY * 60,)},
        {"cadence": "monthly", "habit": "never"},
        {"cadence": "fortnightly", "weekdays": (5,), "habit": "later", "at": time(17, 30)},
    ]
    odd = Person(f"test:{number}1", zone, **{"at": edge, **ways[number]})  # type: ignore[arg-type] # fields of Person
    if number % 2:
        cadence: Cadence = "weekly" if number % 4 == 1 else "fortnightly"
        return [odd, Person(f"test:{number}2", zone, cadence, at=edge, weekdays=(number % 7,))]
    return [odd, Person(f"test:{number}2", zone, "fortnightly", at=night, weekdays=(number % 7,), quiet=NO_QUIET)]


def sessions() -> tuple[tuple[datetime, date], ...]:
    """A session every fifth week; its date is said two weeks before."""
    return tuple((BEGIN + DAY * (35 * n + 14), (BEGIN + DAY * (35 * n + 28)).date()) for n in range(9))


# -- the year ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(2))
async def test_a_year_around_the_world(part: int) -> None:
    """Whoever answers, never does, pauses, or puts off: each is written to on their days and at their time only.

    The bot is down for hours every other week, and once for three days: what was missed comes late once, or not at all.
    """
    chosen = list(enumerate(ZONES))[part::2]
    heard = await live_a_year([one for number, zone in chosen for one in around(number, zone)], HOURS_DOWN + DAYS_DOWN)
    assert len(heard) > 350


async def test_every_day_over_every_change() -> None:
    """Daily, in the half hour that the clocks skip in spring, without quiet hours: each day has its one."""
    people = [
        Person("test:1", "Australia/Lord_Howe", "days", time(2, 15), tuple(range(7)), NO_QUIET, habit="sometimes"),
    ]
    await live_a_year(people, HOURS_DOWN, timedelta(days=220))


async def test_travellers() -> None:
    """Over the date line and back, and from one day to the next: by the clock that is on the wall there."""
    away, home, on = BEGIN + timedelta(days=40, hours=9), BEGIN + timedelta(days=75, hours=20), BEGIN + DAY * 120
    people = [
        Person("test:1", "Pacific/Auckland", at=time(19), weekdays=(2,), trips=(
            (away, "Los Angeles", "America/Los_Angeles"), (home, "Auckland", "Pacific/Auckland"),
        )),
        Person("test:2", "America/Los_Angeles", "days", time(10), (0, 1, 2, 3, 4, 5, 6), trips=(
            (away, "Auckland", "Pacific/Auckland"), (home, "Los Angeles", "America/Los_Angeles"),
        )),
        Person("test:3", "Europe/Madrid", "fortnightly", weekdays=(5,), trips=(
            (away, "Tokyo", "Asia/Tokyo"), (home, "St. John's", "America/St_Johns"),
            (on, "Kathmandu", "Asia/Kathmandu"),
        )),
    ]  # fmt: skip
    await live_a_year(people, HOURS_DOWN[:12], timedelta(days=160))


async def test_a_question_left_open_makes_no_second_message() -> None:
    """Reminders of open questions and check-ins share the day between them; the reminder is the one to wait."""
    wednesday, monday_before = BEGIN + timedelta(days=7, hours=12), BEGIN + timedelta(days=5, hours=12)
    people = [
        Person(f"test:{number}", zone, weekdays=(0,), habit="passes", reflects=tuple(
            first + DAY * 35 * n for n in range(6) for first in (wednesday, monday_before)
        ))
        for number, zone in enumerate(("Europe/Dublin", "America/Sao_Paulo"))
    ]  # fmt: skip
    heard = await live_a_year(people, HOURS_DOWN[:5], timedelta(days=220))
    nudges = [one for one in heard if one.kind == "nudge"]
    assert len(nudges) >= 6 * len(people)
    assert {shown(one.at, ZoneInfo("Europe/Dublin")).weekday() for one in nudges} <= {1, 3}


async def test_after_days_of_silence_todays_is_late_and_not_left_out() -> None:
    """Down from one afternoon to the next evening: yesterday's is over, and today's, an hour late, comes."""
    down = [(BEGIN + timedelta(days=10, hours=16), BEGIN + timedelta(days=11, hours=19))]
    await live_a_year([Person("test:1", "UTC", "days", time(18), tuple(range(7)))], down, timedelta(days=14))
