"""The clock, and the parts of the day: which clock times each can mean, and the one it stands for on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

_HALF = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, from one minute of the day to before another, perhaps over midnight."""

    begins: int
    ends: int
    stands_for: time | None

    def holds(self, minutes: int) -> bool:
        """Whether a minute of the day lies in it."""
        if self.begins < self.ends:
            return self.begins <= minutes < self.ends
        return minutes >= self.begins or minutes < self.ends


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was said, in minutes of the day; ``by_24`` where it is written as a clock of 24 hours has it."""

    minutes: int
    by_24: bool = False

    def times(self, parts: Sequence[Part]) -> frozenset[int]:
        """The minutes of the day that it can mean, within all of ``parts``."""
        either = {self.minutes}
        if 60 <= self.minutes < _HALF + 60 and (parts or not self.by_24):
            either = {self.minutes % _HALF, self.minutes % _HALF + _HALF}
        return frozenset(one for one in either if all(part.holds(one) for part in parts))


def _part(begins: str, ends: str, stands_for: str | None = None) -> Part:
    first, last = (int(each[:2]) * 60 + int(each[3:]) for each in (begins, ends))
    return Part(first, last % _DAY, time.fromisoformat(stands_for) if stands_for else None)


# Where each begins and ends is wide, as people use the words ("9 de la tarde", "4 in the morning"): it only has to tell
# the two halves of the day apart. What each stands for lies in its middle and well inside the hours that are not quiet
# (9:00 to 21:00 unless somebody chose others): an hour after they begin for the morning, an hour before they end for
# the night. Noon and midnight are moments: who says midnight means it.
PARTS = {
    "am": _part("00:00", "12:00"),
    "pm": _part("12:00", "24:00"),
    "morning": _part("00:00", "12:00", "10:00"),
    "manana": _part("01:00", "13:00", "10:00"),  # "las 12 de la mañana" is noon, "12 in the morning" is not
    "noon": _part("11:00", "16:00", "12:00"),  # "las 3 del mediodía"
    "afternoon": _part("12:00", "22:00", "15:00"),
    "tarde": _part("12:00", "22:00", "16:00"),  # afternoon and evening in one word
    "evening": _part("16:00", "24:00", "18:00"),
    "night": _part("17:00", "04:00", "20:00"),
    "madrugada": _part("00:00", "07:00"),
    "midnight": _part("23:00", "01:00", "00:00"),
}
"""By the names that `bot.app.hours.words` gives them."""
