"""The timer of the next check-in: worked out anew whenever something has changed that it goes by."""

from datetime import datetime, timedelta, tzinfo

from bot.app.rhythm.calendar import Occurrence, occurrence
from bot.app.rhythm.course import tapered
from bot.app.rhythm.manners import WINDOW, heeding
from bot.app.wall_clock import zone_of
from bot.storage.records import Memory, TimerRecord

CHECK_IN, SNOOZE, LOOK_IN = "check_in", "snooze", "look_in"
"""Names of timers: the check-in that is next by its rhythm, and one that the person has put off. The second may stand
for a hello on the day after a hard message (`bot.app.putting_off`), which is named so in memory only."""


def next_occurrence(memory: Memory, zone: tzinfo, after: datetime) -> Occurrence | None:
    """The first check-in later than ``after``, as rhythm and quiet hours have it; None where none is to come."""
    rhythm = memory.rhythm
    return occurrence(heeding(tapered(rhythm), memory.quiet), memory.meeting_on, zone, after) if rhythm else None


def next_check_in(memory: Memory, zone: tzinfo, after: datetime) -> TimerRecord | None:
    """The timer for that check-in."""
    found = next_occurrence(memory, zone, after)
    return TimerRecord(CHECK_IN, found.at, found.on.toordinal(), found.at + WINDOW) if found else None


def retimed(
    before: tuple[Memory, str | None], memory: Memory, timezone: str | None, default: str, at: datetime
) -> dict[str, TimerRecord | None]:
    """The timers to be set after a turn at ``at``, which began with ``before`` (memory and time zone).

    Nothing, where the next check-in is the same: one that waits for a better moment today goes on waiting.
    """
    if memory.rhythm is None or (_goes_by(*before) == _goes_by(memory, timezone)):
        return {}
    zone, lately = zone_of(timezone, default), at - WINDOW - timedelta(seconds=1)
    was = next_check_in(before[0], zone_of(before[1], default), lately)
    if was is not None and was == next_check_in(memory, zone, lately):
        return {}
    return {CHECK_IN: next_check_in(memory, zone, at)}


def _goes_by(memory: Memory, timezone: str | None) -> object:
    """Everything that the moment of the next check-in may depend on."""
    rhythm = memory.rhythm
    if rhythm is None:
        return None
    return (
        rhythm.cadence, rhythm.weekdays, rhythm.at, rhythm.begun_on, rhythm.done_on, rhythm.sent, rhythm.tapers,
        rhythm.resting, rhythm.paused_until, memory.meeting_on, memory.quiet, timezone,
    )  # fmt: skip
