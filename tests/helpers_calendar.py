"""A calendar by hand, to hold the one under test against.

It shares nothing with `bot.app.rhythm`: a moment is found by trying, and a day by asking of each day whether it is one.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.storage.records import Cadence

# Clocks in every way there is: half hours and quarters, with and without summer time, summer time by half an hour, by
# Ramadan, from midnight, and a day that never was.
ZONES = (
    "UTC", "Europe/Dublin", "Europe/Madrid", "America/St_Johns", "America/Los_Angeles", "America/Sao_Paulo",
    "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Africa/Casablanca", "Africa/Cairo",
    "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Auckland", "America/Havana", "Asia/Tokyo",
)  # fmt: skip


def shown(at: datetime, zone: tzinfo) -> datetime:
    """What a clock on the wall shows, without its zone."""
    return at.astimezone(zone).replace(tzinfo=None)


def moment_by_hand(day: date, at: time, zone: tzinfo) -> datetime:
    """The first moment at which a clock in ``zone`` shows this day and time; of a time that is skipped, what the clock
    would have shown had it not been moved on."""
    wanted = datetime.combine(day, at)
    near = [wanted.replace(tzinfo=UTC) + timedelta(hours=12 * by) for by in range(-3, 4)]
    offsets = [shown(one, zone) - one.replace(tzinfo=None) for one in near]
    fitting = [one for offset in offsets if shown(one := (wanted - offset).replace(tzinfo=UTC), zone) == wanted]
    return min(fitting) if fitting else (wanted - offsets[0]).replace(tzinfo=UTC)


def is_a_day_of(
    cadence: Cadence, day: date, weekdays: tuple[int, ...], begun: date, meeting: date | None = None
) -> bool:
    """Whether a cadence that began on ``begun`` has a check-in on ``day``."""
    if cadence == "asked" or day < begun:
        return False
    if cadence in ("sessions", "before_sessions"):
        by = (-1, 1) if cadence == "sessions" else (-1,)
        return meeting is not None and (day - meeting).days in by
    if day.weekday() not in weekdays:
        return False
    weeks = (_monday(day) - _monday(begun)).days // 7
    months = 12 * (day.year - begun.year) + day.month - begun.month
    first = next(one for one in map(begun.__add__, map(timedelta, range(7))) if one.weekday() == weekdays[0])
    nth = min((first.day + 6) // 7, 4) == (day.day + 6) // 7
    every = {"days": True, "weekly": True, "fortnightly": weeks % 2 == 0}
    return every[cadence] if cadence in every else nth and (cadence == "monthly" or months % 2 == 0)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_quiet_by_hand(at: datetime, zone: tzinfo, quiet: tuple[time, time]) -> bool:
    """Whether the clock on the wall shows a time in the quiet hours."""
    now, (begin, end) = shown(at, zone).time(), quiet
    if begin == end:
        return False
    return begin <= now < end if begin < end else not end <= now < begin


def later_by_hand(at: datetime, zone: tzinfo, quiet: tuple[time, time]) -> datetime | None:
    """Three hours later, else one, where that is on the same day and not in the quiet hours, nor is it quiet now."""
    if is_quiet_by_hand(at, zone, quiet):
        return None
    for later in (at + timedelta(hours=3), at + timedelta(hours=1)):
        if shown(later, zone).date() == shown(at, zone).date() and not is_quiet_by_hand(later, zone, quiet):
            return later
    return None
