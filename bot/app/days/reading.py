"""Reading days: a text is turned into codes (`bot.app.days.words`), and forms find the days among them.

A text that names two days, denies one, or holds a number that belongs to no day is not guessed at.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.app.days.seen import Seen, UnclearError
from bot.app.days.words import codes, fold

_Match = re.Match[str]
_Maker = Callable[[Seen, _Match], date]

_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
_TIMES = re.compile(
    rf"(?:\b{_CLOCK} ?(?:-|–|to|and|a|y) ?)?\b{_CLOCK} ?[ap]\.? ?m\b\.?"
    rf"|(?:\b(?:at|around|a las?)|@) ?{_CLOCK}(?![/\d])(?: ?(?:h|hs|hrs|o'clock)\b)?"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:h|hs|hrs)\b)?|\b\d{1,2} ?(?:h|hs|hrs|o'clock)\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:t\d\S*)?(?![\d/-])")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-])")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|ro|ero|er|o|°)(?!\w)")
_DENIED = re.compile(r"\b\w+n't\b|\bno\b(?! ?[,.;:!])")
_PIECE = re.compile(r"<([^<>]*)>|(\d+)|\w+")
# What is left over and leaves open which day is meant. May and March are words of other kinds too.
_LEFT_OPEN = re.compile(r"(?<!\S)(?:[noqdyw]\d\S*|m(?![35]\b)\d+|last|after|no)(?!\S)")


def read(text: str, language: str, seen: Seen) -> date | None:
    """The one day in a text, by the words of a language; None where it has none. Raises `UnclearError` and `Seen`'s."""
    left = _coded(fold(text), language, seen)
    found: set[date] = set()
    for pattern, maker in _FORMS:
        found |= {maker(seen, match) for match in pattern.finditer(left)}
        left = pattern.sub("·", left)
    if found and (len(found) > 1 or _LEFT_OPEN.search(left)):
        raise UnclearError
    return next(iter(found), None)


def without_times(text: str) -> str:
    """``text`` without the times of the clock."""
    return _TIMES.sub(" ", text)


def _coded(text: str, language: str, seen: Seen) -> str:
    """A folded text as codes; a word that has none is a question mark."""

    def figures(match: _Match) -> str:
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0) if match[4] else None
        day = seen.in_figures(int(match[1]), int(match[3]), match[2], year)
        return f" <d{day}> " if day else " "

    finder, words = codes(language)
    text = re.sub("[<>]", " ", text)  # they mark what is a code already
    text = _ISO.sub(lambda match: f" <d{date(int(match[1]), int(match[3]), int(match[4]))}> ", text)
    text = _FIGURES.sub(figures, without_times(text))
    text = _DENIED.sub(" <no> ", _ORDINAL.sub(r" <o\1> ", text))
    text = finder.sub(lambda match: f" <{words[match[0]]}> ", text)
    pieces = " ".join(filter(None, map(_code, _PIECE.finditer(text))))
    return re.sub(r"\bat n\d+", "", pieces)


def _code(piece: _Match) -> str:
    """The code of a piece of text: its own, that of a number, or a question mark."""
    if piece[1] is not None or piece[2] is None:
        return piece[1] if piece[1] is not None else "?"
    number = int(piece[2])
    return f"y{number}" if 1900 <= number < 3000 else f"n{number}"


def _one(match: _Match, *groups: str) -> int:
    """The number in the one group that matched."""
    return int(next(match[group] for group in groups if match[group]))


def _agreeing(day: date, match: _Match) -> date:
    """``day``, unless the weekday beside it is another. Raises `UnclearError`."""
    weekday = match["w"] or match["v"]
    if weekday and int(weekday) != day.weekday():
        raise UnclearError
    return day


def _on_date(seen: Seen, match: _Match) -> date:
    year = f"20{match['yy']}" if match["yy"] else match["y"]
    return _agreeing(seen.dated(int(match["n"]), int(match["m"]), int(year) if year else None), match)


def _form(pattern: str, maker: _Maker) -> tuple[re.Pattern[str], _Maker]:
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), maker


_W, _V, _DAY = r"w(?P<w>\d)", r"w(?P<v>\d)", r"[noq](?P<n>\d+)"
_YEAR = r"(?:(?: of)?(?: the)? y(?P<y>\d+)| n(?P<yy>[2-9]\d)(?= *$))?"

# In this order: what a form has found, no later one sees.
_FORMS = (
    # Friday, 12th of December 2026; December 12
    _form(rf"(?:{_W} )?(?:the )?{_DAY}(?: of)?(?: the)? m(?P<m>\d+){_YEAR}(?: {_V})?", _on_date),
    _form(rf"(?:{_W} )?(?:the )?m(?P<m>\d+) (?:the )?{_DAY}{_YEAR}(?: {_V})?", _on_date),
    # 12/5, 2026-12-05
    _form(
        rf"(?:{_W} )?(?:the )?d(?P<d>\S+)(?: {_V})?",
        lambda seen, match: _agreeing(date.fromisoformat(match["d"]), match),
    ),
    # the 3rd of next month
    _form(
        rf"(?:the )?{_DAY}(?: of)?(?: the)? (?:next um|um next)",
        lambda seen, match: seen.day_in_months(int(match["n"]), 1),
    ),
    # a week on Friday, two weeks from Friday; "in two weeks on Friday" may be either of two
    _form(
        rf"(?<!in )n(?P<n>\d{{1,3}}) u7 (?:from|on|after) (?:the |this |next )*{_W}",
        lambda seen, match: seen.weekday(int(match["w"])) + timedelta(days=7 * int(match["n"])),
    ),
    # Friday of next week, next week on Friday
    _form(
        rf"{_W}(?: of)?(?: the)? (?:next u7|u7 next)|(?:the )?(?:next u7|u7 next)(?: on)?(?: the)? {_V}",
        lambda seen, match: seen.weekday_of_next_week(_one(match, "w", "v")),
    ),
    # Friday week, the Friday after next, de este viernes en ocho
    _form(
        rf"(?:the |this )*{_W}(?: u7| after next| in n8)",
        lambda seen, match: seen.weekday(int(match["w"])) + timedelta(days=7),
    ),
    # de hoy en ocho, de hoy en quince
    _form(r"(?:from )?\+0 in n(?P<n>8|15)", lambda seen, match: seen.in_days({8: 7, 15: 14}[int(match["n"])])),
    # two weeks from tomorrow, a week today
    _form(
        r"n(?P<n>\d{1,4}) u(?P<u>[17])(?: from| after)? (?P<from>[+-]\d)",
        lambda seen, match: seen.in_days(int(match["n"]) * int(match["u"]) + int(match["from"])),
    ),
    # in ten days; two weeks, where nothing else is said; the same with months
    _form(
        r"(?:from \+0 )?in n(?P<n>\d{1,4}) u(?P<u>[17])|^ *n(?P<v>\d{1,4}) u(?P<x>[17]) *$",
        lambda seen, match: seen.in_days(_one(match, "n", "v") * _one(match, "u", "x")),
    ),
    _form(r"in n(?P<n>\d{1,3}) um|^ *n(?P<v>\d{1,3}) um *$", lambda seen, match: seen.in_months(_one(match, "n", "v"))),
    # Friday the 4th
    _form(
        rf"(?:the )?{_W} (?:the )?(?:u1 )?{_DAY}(?P<v>)(?! u)",
        lambda seen, match: _agreeing(seen.day_of_month(int(match["n"])), match),
    ),
    # last Friday; Friday, this or next Friday, Friday this week; tomorrow
    _form(rf"(?:the )?{_W} last|last {_V}", lambda seen, match: seen.last_weekday(_one(match, "w", "v"))),
    _form(
        rf"(?:the |this |next )*{_W}(?: next)?(?:(?: of)?(?: the)? this u7)?",
        lambda seen, match: seen.weekday(int(match["w"])),
    ),
    _form(r"(?P<n>[+-]\d)", lambda seen, match: seen.in_days(int(match["n"]))),
    # the 3rd, el día 3; 3 where nothing else is said
    _form(
        r"(?:the )?(?:u1 )?o(?P<n>\d+)(?! u)|(?:the u1|the|u1) [nq](?P<v>\d{1,2})(?! u)|^ *[nq](?P<x>\d{1,2}) *$",
        lambda seen, match: seen.day_of_month(_one(match, "n", "v", "x")),
    ),
)
