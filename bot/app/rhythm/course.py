"""How check-ins go on: they grow rarer by themselves, and silence makes them rarer and then lets them rest.

The numbers are those of the project's care rules (section 6): four weekly, four fortnightly, then monthly, then the
question how to go on; after two unanswered ones half as often, after three one warm note, and silence.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from bot.storage.records import Cadence, Rhythm

# So many check-ins of a cadence, and then the next one; of several days a week, so many weeks.
BEFORE_SLOWING = 4
# The care rules leave open how long "monthly" lasts before the question: a season.
MONTHS_BEFORE_ASKING = 3
SILENT_BEFORE_SLOWING, SILENT_BEFORE_RESTING = 2, 3

SLOWER: Mapping[Cadence, Cadence] = {
    "days": "weekly",
    "weekly": "fortnightly",
    "fortnightly": "monthly",
    "monthly": "two_monthly",
    "sessions": "before_sessions",
}
"""What half as often is; a cadence that is not listed is the rarest of its kind."""

Verdict = Literal["send", "later", "rest"]


def chosen(before: Rhythm | None, cadence: Cadence, today: date) -> Rhythm:
    """The rhythm of somebody who chooses a cadence today. Whatever day and time they chose before stays.

    Whatever came or would have come today has been; the first one comes on another day.
    """
    made = before or Rhythm(cadence=cadence, weekdays=(today.weekday(),), begun_on=today)
    days = made.weekdays if cadence == "days" else made.weekdays[:1]
    return replace(
        made, cadence=cadence, weekdays=days, begun_on=today, done_on=today, sent=0, waiting=False, silence=0,
        resting=False, asking=False, paused_until=None,
    )  # fmt: skip


def placed(rhythm: Rhythm, today: date, *, sent_today: bool, **fields: object) -> Rhythm:
    """The rhythm with another day or time (``weekdays``, ``at``), which holds from today on.

    Today is one of the days if no check-in has come today: "8 tonight" is said of tonight.
    """
    return replace(rhythm, begun_on=today, done_on=today if sent_today else None, **fields)  # type: ignore[arg-type] # fields of Rhythm


def slowed(rhythm: Rhythm, on: date) -> Rhythm:
    """The rhythm at half the pace, counted from ``on``."""
    cadence = SLOWER.get(rhythm.cadence, rhythm.cadence)
    return replace(rhythm, cadence=cadence, weekdays=rhythm.weekdays[:1], begun_on=on, sent=0)


def tapered(rhythm: Rhythm) -> Rhythm:
    """The rhythm as it goes on from here: at the next cadence, where enough have been sent at this one."""
    if not rhythm.tapers or rhythm.cadence not in ("days", "weekly", "fortnightly") or rhythm.done_on is None:
        return rhythm
    weeks = rhythm.sent // len(rhythm.weekdays) if rhythm.cadence == "days" else rhythm.sent
    return slowed(rhythm, rhythm.done_on) if weeks >= BEFORE_SLOWING else rhythm


def fired(rhythm: Rhythm, on: date, at: datetime) -> tuple[Rhythm, Verdict]:
    """What becomes of a rhythm whose check-in of the day ``on`` falls due at ``at``, and what is to be done.

    ``send`` it; or it comes ``later``, because two were not answered and it is half as often now; or check-ins
    ``rest`` now, which is said once.
    """
    rhythm = tapered(rhythm)
    if rhythm.waiting:
        rhythm = replace(rhythm, waiting=False, silence=rhythm.silence + 1)
        if rhythm.silence >= SILENT_BEFORE_RESTING:
            return replace(rhythm, resting=True, silence=0, done_on=on, sent_at=at), "rest"
        if rhythm.silence == SILENT_BEFORE_SLOWING:
            return slowed(rhythm, rhythm.done_on or on), "later"
    rhythm = replace(rhythm, waiting=True, sent=rhythm.sent + 1, sent_at=at, done_on=on)
    if rhythm.tapers and rhythm.cadence in ("monthly", "two_monthly") and rhythm.sent > MONTHS_BEFORE_ASKING:
        # From the question on, a season goes by again.
        rhythm = replace(rhythm, asking=True, sent=0)
    return rhythm, "send"


def came_back(rhythm: Rhythm, at: datetime) -> Rhythm:
    """The rhythm after a check-in that was put off has come at ``at``."""
    return replace(rhythm, waiting=True, sent=rhythm.sent + 1, sent_at=at)


def passed(rhythm: Rhythm, on: date) -> Rhythm:
    """The rhythm where the check-in of ``on`` did not come and is not to come: its time was over, or nobody could be
    reached. That is nobody's silence."""
    return replace(rhythm, done_on=max(on, rhythm.done_on or on))


def taken_back(rhythm: Rhythm) -> Rhythm:
    """The rhythm where the newest check-in never reached the person, or was put off by them."""
    return replace(rhythm, waiting=False, sent=max(0, rhythm.sent - 1))


def untold(rhythm: Rhythm) -> Rhythm:
    """The rhythm where the note that check-ins rest never reached the person: it is told at the next time."""
    return replace(rhythm, resting=False, waiting=True, silence=SILENT_BEFORE_RESTING - 1)


def acted(rhythm: Rhythm) -> tuple[Rhythm, bool]:
    """The rhythm after the person did anything at all, and whether that woke it."""
    if not (rhythm.waiting or rhythm.silence or rhythm.resting):
        return rhythm, False
    return replace(rhythm, waiting=False, silence=0, resting=False), rhythm.resting


def paused(rhythm: Rhythm, until: date) -> Rhythm:
    """The rhythm with a pause; everything else about it stays."""
    return replace(rhythm, paused_until=until, waiting=False, silence=0, resting=False)


def resumed(rhythm: Rhythm, today: date) -> Rhythm:
    """The rhythm without a pause or a rest."""
    return replace(rhythm, paused_until=None, resting=False, silence=0, done_on=max(rhythm.done_on or today, today))


def is_on(rhythm: Rhythm | None, today: date) -> bool:
    """Whether check-ins come by themselves now."""
    if rhythm is None or rhythm.cadence == "asked" or rhythm.resting:
        return False
    return rhythm.paused_until is None or rhythm.paused_until <= today
