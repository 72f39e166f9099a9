"""When the next check-in comes: days by the calendar on a person's wall, moments through their time zone.

A time of day that the clocks skip in spring is taken an hour (or as much as they skip) later; one that comes twice in
autumn is taken the first time. A day never has two check-ins, wherever somebody travels: what is dealt with is known
by its day (`Rhythm.done_on`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from bot.storage.records import Cadence, Rhythm

# A month's fifth Tuesday is not in every month; who began on one is written to on the fourth.
LAST_WEEK_OF_ALL_MONTHS = 4
_MONTHS = {"monthly": 1, "two_monthly": 2}
_WEEKS = {"days": 1, "weekly": 1, "fortnightly": 2}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One check-in that is to come: ``on`` is its day for the person, ``at`` the moment (UTC)."""

    on: date
    at: datetime


def occurrence(rhythm: Rhythm, meeting_on: date | None, zone: tzinfo, after: datetime) -> Occurrence | None:
    """The first check-in later than ``after`` (aware); None while there is none to come.

    ``meeting_on`` is the person's next session, which the cadences around sessions go by.
    """
    if rhythm.cadence == "asked" or rhythm.resting:
        return None
    for day in _days(rhythm, meeting_on, _earliest(rhythm, after.astimezone(zone).date())):
        at = moment(day, rhythm.at, zone)
        if at > after:
            return Occurrence(day, at)
    return None


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """When it is ``at`` on ``day`` in ``zone``, in UTC."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _earliest(rhythm: Rhythm, today: date) -> date:
    """The first day that may have one."""
    floors = [today]
    if rhythm.done_on:
        floors.append(rhythm.done_on + timedelta(days=1))
    if rhythm.paused_until:
        floors.append(rhythm.paused_until)
    return max(floors)


def _days(rhythm: Rhythm, meeting_on: date | None, earliest: date) -> Iterator[date]:
    """The days of this cadence from ``earliest`` on."""
    if rhythm.cadence in ("sessions", "before_sessions"):
        around = (-1, 1) if rhythm.cadence == "sessions" else (-1,)
        days = (meeting_on + timedelta(days=by) for by in around) if meeting_on else ()
        yield from (day for day in days if day >= earliest)
        return
    day: date | None = earliest
    while day := _first(rhythm.cadence, rhythm.weekdays, rhythm.begun_on, day):
        yield day
        day += timedelta(days=1)


# Many people's check-ins fall due on the same days, and each is looked for several times.
@lru_cache(maxsize=4096)
def _first(cadence: Cadence, weekdays: tuple[int, ...], begun_on: date, earliest: date) -> date | None:
    """The first day of a cadence that is not before ``earliest``; None at the end of the calendar."""
    found = _rule(cadence, weekdays, begun_on).after(datetime.combine(earliest, time()), inc=True)
    return found.date() if found else None


def _rule(cadence: Cadence, weekdays: tuple[int, ...], begun_on: date) -> rrule:
    begun = datetime.combine(begun_on, time())
    if cadence in _WEEKS:
        return rrule(WEEKLY, dtstart=begun, interval=_WEEKS[cadence], byweekday=weekdays)
    day = weekdays[0]
    first = begun_on + timedelta(days=(day - begun_on.weekday()) % 7)
    week = min((first.day - 1) // 7 + 1, LAST_WEEK_OF_ALL_MONTHS)
    return rrule(MONTHLY, dtstart=begun, interval=_MONTHS[cadence], byweekday=weekday(day, week))
