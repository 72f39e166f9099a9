"""The timer of the next check-in: worked out anew whenever something has changed that it goes by."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app.rhythm.calendar import occurrence
from bot.app.rhythm.manners import WINDOW
from bot.storage.records import PeerRecord, TimerRecord

CHECK_IN, SNOOZE = "check_in", "snooze"
"""Names of timers: the check-in that is next by its rhythm, and one that the person has put off."""


def timed_by(record: PeerRecord) -> object:
    """Everything that the moment of the next check-in depends on; equal where that is equal."""
    rhythm, memory = record.memory.rhythm, record.memory
    if rhythm is None:
        return None
    return (
        rhythm.cadence, rhythm.weekdays, rhythm.at, rhythm.begun_on, rhythm.done_on, rhythm.resting,
        rhythm.paused_until, memory.meeting_on, record.timezone,
    )  # fmt: skip


def next_check_in(record: PeerRecord, zone: ZoneInfo, after: datetime) -> TimerRecord | None:
    """The timer for the first check-in later than ``after``; None where none is to come."""
    rhythm = record.memory.rhythm
    found = occurrence(rhythm, record.memory.meeting_on, zone, after) if rhythm else None
    return TimerRecord(CHECK_IN, found.at, found.on.toordinal(), found.at + WINDOW) if found else None
