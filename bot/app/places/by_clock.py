"""Where a person is, by the time that their clock shows."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.app.places.found import Ambiguous, ZoneMatch
from bot.app.places.tables import MOST_PEOPLE
from bot.app.places.zones import clocks_of_the_world, of_country, owners

MOST_CHOICES = 6
"""As many as can be read at a glance."""

_QUARTER = 15
_DAY = 24 * 60


def zones_by_clock(said: Sequence[time], at: datetime, country: str | None) -> ZoneMatch | Ambiguous | None:
    """The zones whose clocks show one of the times ``said`` at the moment ``at``, which is aware; None where none do.

    A clock may be seven minutes off. Zones whose clocks agree all through the year to come count once. For each of the
    times, these are the zones of ``country`` that show it; where it has none, those of the world, the clock of most
    people first. The country's come before the others, its main ones first. At most `MOST_CHOICES` are given.
    """
    ahead = {_ahead(one, at) for one in said}
    own = _fitting(of_country(country) if country else (), ahead, at)
    missing = ahead - {_ahead_in(zone, at) for zone in own}
    elsewhere = _fitting((*MOST_PEOPLE.split(), *clocks_of_the_world()), missing, at)
    matches = tuple(ZoneMatch(zone, owners()[zone]) for zone in (*own, *elsewhere)[:MOST_CHOICES])
    return Ambiguous(matches) if len(matches) > 1 else next(iter(matches), None)


def _fitting(zones: Iterable[str], ahead: set[int], at: datetime) -> list[str]:
    """The first zone of each clock that is one of ``ahead`` ahead of UTC at a moment."""
    first: dict[object, str] = {}
    for zone in zones:
        if _ahead_in(zone, at) in ahead:
            first.setdefault(_through_the_year(zone, at.astimezone(UTC).date()), zone)
    return list(first.values())


def _ahead(said: time, at: datetime) -> int:
    """How far a clock is ahead of UTC, in minutes of the day: to the quarter of an hour, as all clocks are."""
    now = at.astimezone(UTC)
    minutes = said.hour * 60 + said.minute - now.hour * 60 - now.minute
    return round(minutes / _QUARTER) * _QUARTER % _DAY


def _ahead_in(zone: str, at: datetime) -> int:
    offset = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds()) // 60 % _DAY


@lru_cache(maxsize=512)
def _through_the_year(zone: str, day: date) -> tuple[timedelta | None, ...]:
    """A zone's offset from UTC on each day of the year that begins with ``day``: some rules differ by a week or two."""
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return tuple((noon + timedelta(days=days)).astimezone(ZoneInfo(zone)).utcoffset() for days in range(366))
