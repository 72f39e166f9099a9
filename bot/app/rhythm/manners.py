"""The manners of a guest: nothing unsolicited in quiet hours, nor twice a day, nor into the middle of something."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.app.rhythm.calendar import moment
from bot.storage.records import Rhythm

# A check-in that could not come in time (the bot was down, Telegram was, or the person was busy) may come this late.
WINDOW = timedelta(hours=6)
# Whoever has written within this is in the middle of something.
IN_THE_MIDDLE = timedelta(hours=1)
# "Later today" is so much later; in the evening, the second.
SNOOZES = (timedelta(hours=3), timedelta(hours=1))

Quiet = tuple[time, time]


def is_quiet(at: datetime, zone: tzinfo, quiet: Quiet) -> bool:
    """Whether ``at`` lies in the quiet hours. Where they begin and end at the same time, there are none."""
    return within(at.astimezone(zone).time(), quiet)


def within(clock: time, quiet: Quiet) -> bool:
    """Whether a time of day lies in the quiet hours, which may go over midnight."""
    begin, end = quiet
    return begin <= clock < end if begin <= end else clock >= begin or clock < end


def quiet_ends(at: datetime, zone: tzinfo, quiet: Quiet) -> datetime:
    """When the quiet hours end next, after ``at``."""
    return _next(at, zone, quiet[1])


def quiet_begins(at: datetime, zone: tzinfo, quiet: Quiet) -> datetime | None:
    """When they begin next, after ``at``; None where there are none."""
    return None if quiet[0] == quiet[1] else _next(at, zone, quiet[0])


def same_time_tomorrow(at: datetime, zone: tzinfo) -> datetime:
    """A day later by the clock on the wall."""
    local = at.astimezone(zone)
    return moment(local.date() + timedelta(days=1), local.time(), zone)


def same_day(one: datetime | None, other: datetime, zone: tzinfo) -> bool:
    """Whether two moments lie on the same day for the person."""
    return one is not None and one.astimezone(zone).date() == other.astimezone(zone).date()


def later_today(at: datetime, zone: tzinfo, quiet: Quiet) -> datetime | None:
    """When "later today" is; None where nothing of the day is left before the quiet hours."""
    if is_quiet(at, zone, quiet):
        return None
    times = (at.astimezone(UTC) + by for by in SNOOZES)
    return next((one for one in times if same_day(one, at, zone) and not is_quiet(one, zone, quiet)), None)


def heeding(rhythm: Rhythm, quiet: Quiet) -> Rhythm:
    """The rhythm with a time that does not lie in the quiet hours: where it would, they are waited for."""
    return replace(rhythm, at=quiet[1]) if within(rhythm.at, quiet) else rhythm


def _next(at: datetime, zone: tzinfo, clock: time) -> datetime:
    """When it is ``clock`` next. In the hour that comes twice in autumn, it may be in its second coming."""
    today = at.astimezone(zone).date()
    comings = (moment(today, clock.replace(fold=fold), zone) for fold in (0, 1))
    return next((one for one in comings if one > at), moment(today + timedelta(days=1), clock, zone))
