"""Reading hours: a text is turned into codes (`bot.app.hours.coding`), and forms find weekdays and times among them.

What is left over and could have changed the meaning makes the text unclear; it is not guessed at.
"""

import re
from collections.abc import Callable
from datetime import time
from functools import partial

from bot.app.hours.coding import coded
from bot.app.hours.parts import PARTS, Clock

_Match = re.Match[str]
_Maker = Callable[[_Match], Clock | None]


class UnclearError(Exception):
    """The text speaks of days or times, and it cannot be said which."""


def read(text: str, language: str) -> tuple[tuple[int, ...], tuple[time, ...]]:
    """The weekdays and the times of day in a text, sorted; both may be empty. Raises `UnclearError`."""
    left = coded(text, language)
    if _LENGTH.search(left):
        raise UnclearError
    weekdays, left = _weekdays(_CADENCE.sub("·", left))
    clocks, left = _clocks(left)
    if _LEFT_OPEN.search(left):
        raise UnclearError
    if not weekdays and _EVERY_PART.search(left):
        weekdays = tuple(range(7))
    return weekdays, _times(clocks, _PART.findall(left))


def _weekdays(left: str) -> tuple[tuple[int, ...], str]:
    """The weekdays, and what is left when they are taken out. Raises `UnclearError`."""
    found: set[int] = set()

    def from_to(match: _Match) -> str:
        first, last = (int(each) for each in match.groups() if each)
        found.update((first + number) % 7 for number in range((last - first) % 7 + 1))
        return "day"

    def named(match: _Match) -> str:
        found.update(map(int, match[1]))
        return "day"

    left = _NAMED.sub(named, _FROM_TO.sub(from_to, left))
    if len(found) > 1 and _OR.search(left):
        raise UnclearError
    return tuple(sorted(found)), left


def _clocks(left: str) -> tuple[list[Clock], str]:
    """The times of the clock, and what is left when they are taken out."""
    found: list[Clock] = []

    def taken(maker: _Maker, match: _Match) -> str:
        clock = maker(match)
        if clock is None:
            return "#"
        found.append(clock)
        return "·"

    for pattern, maker in _FORMS:
        left = pattern.sub(partial(taken, maker), left)
    if not _UNKNOWN.search(left):
        left = _WORD_ALONE.sub(partial(taken, _on_the_hour), left)
    return found, left


def _times(clocks: list[Clock], names: list[str]) -> tuple[time, ...]:
    """The times that all clocks and parts of the day speak of together. Raises `UnclearError`."""
    parts = [PARTS[name] for name in names]
    if not clocks:
        stand_for = {part.stands_for for part in parts if part.stands_for}
        if len(stand_for) > 1:
            raise UnclearError
        return tuple(stand_for)
    common = frozenset.intersection(*(clock.times(parts) for clock in clocks))
    if not common:
        raise UnclearError
    return tuple(time(*divmod(minutes, 60)) for minutes in sorted(common))


def _past(hour: int, minutes: int) -> Clock | None:
    """So many minutes past an hour, or before it where they are negative; None where there is no such time."""
    if hour > 24 or (hour == 24 and minutes > 0) or abs(minutes) > 59:
        return None
    total = hour * 60 + minutes
    before_one = hour == 1 and minutes < 0  # a quarter to one: after noon or after midnight
    return Clock(total + 12 * 60 if before_one else total % (24 * 60))


def _on_the_hour(match: _Match) -> Clock | None:
    return _past(int(match["hour"]), 0)


def _minutes(match: _Match) -> int:
    names = {"half": 30, "quarter": 15}
    return names.get(match["minutes"]) or int(match["minutes"].lstrip("nz"))


def _after_the_hour(match: _Match) -> Clock | None:
    return _past(int(match["hour"]), _minutes(match))


def _before_the_hour(match: _Match) -> Clock | None:
    return _past(int(match["hour"]), -_minutes(match))


def _said_in_figures(match: _Match) -> Clock:
    return Clock(int(match["clock"]), bool(match["by_24"]))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


_HOUR = r"(?:at )?[nz](?P<hour>\d+)"

# In this order: what a form has found, no later one sees.
_FORMS: tuple[tuple[re.Pattern[str], _Maker], ...] = (
    (_whole(r"c(?P<clock>\d+)(?P<by_24>[hz]?)"), _said_in_figures),
    # half past seven, half seven, quarter past seven, twenty past seven
    (_whole(r"(?P<minutes>half) [nz](?P<hour>\d+)"), _after_the_hour),
    (_whole(rf"(?P<minutes>quarter|[nz]\d+)(?: um)? past {_HOUR}"), _after_the_hour),
    # quarter to nine, ten of nine, 20 to 9; not 9 to 5, nor 10 to 5, which may be a span
    (
        _whole(rf"(?P<minutes>quarter|z(?:5|10|20|25)|n2[05]|[nz]\d+(?= um))(?: um)? (?:to|till|of) {_HOUR}"),
        _before_the_hour,
    ),
    # cuarto para las nueve, diez para las nueve
    (_whole(rf"(?P<minutes>quarter|[nz]\d+)(?: um)? for {_HOUR}"), _before_the_hour),
    # siete y media, ocho y diez, ocho menos diez; 8 y 10 may be two times
    (_whole(rf"{_HOUR} y (?P<minutes>half|quarter|z\d+|n(?:15|2[5-9]|[345]\d))(?: um)?"), _after_the_hour),
    (_whole(rf"{_HOUR} less (?P<minutes>quarter|[nz]\d+)(?: um)?"), _before_the_hour),
    # eight thirty
    (_whole(rf"{_HOUR} (?P<minutes>z[1-5]\d)(?! u)"), _after_the_hour),
    # at eight, eight o'clock, eight in the evening; 8, but not "8 people" or "8 evenings"
    (_whole(r"at [nz](?P<hour>\d+)(?: oclock| hs)?(?! u| hs| many)"), _on_the_hour),
    (_whole(r"[nz](?P<hour>\d+)(?: oclock|(?= p_))"), _on_the_hour),
    (_whole(r"n(?P<hour>\d+)(?! (?:u|hs|x|many))"), _on_the_hour),
)
_WORD_ALONE = _whole(r"z(?P<hour>\d+)(?! (?:u|hs|many))")
"""A number in a word, such as "eight". With unknown words around, it may count anything."""

_FROM_TO = _whole(r"w(\d) (?:a|to|till|dash) w(\d)|between w(\d) (?:and|y) w(\d)")
_NAMED = _whole(r"[ws](\d+)")
_PART = re.compile(r"(?<!\S)p_(\w+)")
_EVERY_PART = re.compile(r"(?<!\S)every (?:many )?p_")
_OR = _whole("or")
_UNKNOWN = _whole("x")
_CADENCE = _whole(r"every [nz]\d+(?: uw|(?= w\d))")
"""How often is chosen elsewhere."""
_LENGTH = _whole(r"(?:in|every) c\d+h")
"""How long, not when: in 2 h."""
_LEFT_OPEN = _whole(r"[nz]\d+|#|no|less|half|quarter|uh|hs|but day|till (?:at )?(?:·|day|(?:many )?p_\w+)")
