"""The weekdays and the time of day that somebody means by "tue & thu at half past 7" or "martes por la mañana"."""

from dataclasses import dataclass
from datetime import time

from bot.app.hours.reading import UnclearError, read

__all__ = ["LONGEST", "Hours", "find_hours"]

LONGEST = 200
"""In characters: a longer text is no answer to "when would be good?"."""


@dataclass(frozen=True, slots=True)
class Hours:
    """What was said of the week and of the clock; one of them may be empty.

    Weekdays count from 0, Monday. Two times, the morning's first, are those that a clock of twelve hours leaves open.
    """

    weekdays: tuple[int, ...]
    times: tuple[time, ...]


def find_hours(text: str, locale: str) -> Hours | None:
    """The weekdays and the time of day that ``text`` speaks of; None where it has none or is unclear. Raises nothing.

    English and Spanish are understood side by side; ``locale`` settles what a word means that both have. Several
    weekdays are a list. Several times are unclear, unless one makes the other plain ("7 in the evening, so 19:00"). So
    are words that deny ("not on Mondays"), a length of time ("in two hours"), and a number that belongs to no clock.
    """
    if len(text) > LONGEST:
        return None
    try:
        weekdays, times = read(text, locale.replace("_", "-").partition("-")[0].lower())
    except UnclearError:
        return None
    return Hours(weekdays, times) if weekdays or times else None
