"""What scripts and words may read of somebody's check-ins: the need ``checkins``."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from bot.app import places
from bot.app.peer import Peer
from bot.app.rhythm.calendar import occurrence
from bot.app.rhythm.course import SLOWER, is_on, tapered
from bot.app.rhythm.manners import heeding, later_today, within
from bot.app.wall_clock import zone_of
from bot.storage.records import Rhythm

# Times to tap; any other can be typed.
TIMES = (time(10), time(13), time(18), time(20))
EVENINGS = (time(20), time(21), time(22), time(23))
MORNINGS = (time(7), time(8), time(9), time(10))


def checkins_view(peer: Peer, locale: str, at: datetime) -> dict[str, Any]:
    """The rhythm in words' terms; ``at`` is told by the person's own clock. What is not there is ``""``."""
    memory, zone = peer.record.memory, at.tzinfo or zone_of(peer.record.timezone, "UTC")
    chosen, today = memory.rhythm, at.date()
    rhythm = heeding(tapered(chosen), memory.quiet) if chosen else None
    following = occurrence(rhythm, memory.meeting_on, zone, at) if rhythm else None
    pause = rhythm.paused_until if rhythm and rhythm.paused_until and rhythm.paused_until > today else ""
    return {
        "chosen": rhythm is not None,
        "offered": rhythm is not None or "checkins" in memory.opened,
        "on": is_on(rhythm, today),
        "cadence": rhythm.cadence if rhythm else "",
        "days": _days(rhythm.weekdays if rhythm else (), locale),
        "every_day": rhythm is not None and len(rhythm.weekdays) == 7,
        "workdays": rhythm is not None and rhythm.weekdays == (0, 1, 2, 3, 4),
        "at": _clock(rhythm.at, locale) if rhythm else "",
        "next": following.on if following else "",
        "paused_until": pause,
        "resting": bool(rhythm and rhythm.resting),
        "asking": bool(rhythm and rhythm.asking),
        "around": _around(rhythm, memory.meeting_on, today),
        "rarer_now": bool(chosen and tapered(chosen) != chosen),
        "tapers": bool(rhythm and rhythm.tapers and rhythm.cadence in ("days", "weekly", "fortnightly")),
        "can_slow": bool(rhythm and rhythm.cadence in SLOWER),
        "can_snooze": later_today(at, zone, memory.quiet) is not None,
        "quiet_from": _clock(memory.quiet[0], locale),
        "quiet_until": _clock(memory.quiet[1], locale),
        "has_quiet": memory.quiet[0] != memory.quiet[1],
        "clock_known": peer.record.timezone is not None,
        "now": at,
        "zone_name": places.zone_name(peer.record.timezone, locale) if peer.record.timezone else "",
        "weekdays": [_day(day, locale) for day in range(7)],
        "times": [_clock(one, locale) for one in TIMES if not within(one, memory.quiet)],
        "evenings": [_clock(one, locale) for one in EVENINGS],
        "mornings": [_clock(one, locale) for one in MORNINGS],
    }


def _around(rhythm: Rhythm | None, meeting_on: date | None, today: date) -> str:
    """``before`` on the day before a session, ``after`` on the day after; for whoever has check-ins around them."""
    if rhythm is None or rhythm.cadence not in ("sessions", "before_sessions") or meeting_on is None:
        return ""
    return {1: "before", -1: "after"}.get((meeting_on - today).days, "")


# Babel takes its time, and there are few different days and times of day: each is written out once.
@lru_cache(maxsize=1024)
def _days(weekdays: tuple[int, ...], locale: str) -> str:
    """Names of weekdays, as a list is written in the language."""
    from babel.lists import format_list

    return format_list([_day(day, locale) for day in weekdays], locale=locale) if weekdays else ""


@lru_cache(maxsize=1024)
def _day(weekday: int, locale: str) -> str:
    from babel.dates import format_date

    monday = date(2024, 1, 1)
    return format_date(monday.replace(day=monday.day + weekday), "EEEE", locale=locale)


@lru_cache(maxsize=4096)
def _clock(at: time, locale: str) -> str:
    from babel.dates import format_time

    # A narrow space before "PM" is hard to type for whoever types the label.
    return format_time(at, format="short", locale=locale).replace("\u202f", " ")
