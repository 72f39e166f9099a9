"""Turning a text into codes: times in figures here, words by the tables (`bot.app.hours.words`).

c510 8:30 in figures   c510z 08:30, as a clock of 24 hours has it   c510h the same with a unit: 8h30
n8 another number   x an unknown word   # a number that is no time   , a mark between sentences   dash
"""

import re
import unicodedata

from bot.app.days.words import fold
from bot.app.hours.words import codes

_Match = re.Match[str]


def coded(text: str, language: str) -> str:
    """``text`` as codes with spaces between; ``language`` settles what a word means that several languages have."""
    finder, words = codes(language)
    text = "".join(str(unicodedata.decimal(one, one)) for one in fold(text)).translate(_PLAIN)
    text = _AM_PM.sub(r" <p_\1m> ", _ISH.sub("", text))
    for pattern in _FIGURES:
        text = pattern.sub(_figures, text)
    text = finder.sub(lambda match: f" <{words[match[0]]}> ", _DENIED.sub(" <no> ", text))
    text = " ".join(filter(None, map(_code, _PIECE.finditer(text))))
    return _AM.sub("", _AM_OF_A_NUMBER.sub("p_am", text))


def _figures(match: _Match) -> str:
    """The code of a time in figures."""
    hour, minute = int(match["h"]), int(match["m"] or 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return " <#> "
    by_24 = "h" if match["unit"] else "z" if match["h"].startswith("0") else ""
    return f" <c{hour % 24 * 60 + minute}{by_24}> "


def _code(piece: _Match) -> str:
    """The code of a piece of text; a word that means nothing here has none."""
    if piece["code"] is not None:
        return piece["code"]
    return f"n{int(piece[0])}" if piece.lastgroup == "number" else _KINDS[piece.lastgroup or ""]


# Marks that would end a code or begin one, and dashes and minus signs as hyphens.
_PLAIN = {ord("<"): " ", ord(">"): " ", 0x2013: "-", 0x2014: "-", 0x2212: "-"}
_ISH = re.compile(r"(?<=\d)[ -]?ish\b")
_AM_PM = re.compile(
    r"(?:(?<=\d) ?(?=[ap]\.? ?m\b)|(?<=\d)(?=[ap]\b)|\b(?=[ap]\. ?m\b))([ap])(?:\.? ?m\b)?\.?"  # 8 pm, 8p, eight p.m.
)
_ALONE, _TO_ITS_END = r"(?<![\w$€£#/+])(?<!\d[.,:])", r"(?![\w/%€$°]|[.,:]\d)"
_UNIT = r"(?P<unit>horas|hours|hrs?|hs?)"
_FIGURES = tuple(
    re.compile(_ALONE + pattern + _TO_ITS_END)
    for pattern in (
        rf"(?P<h>\d{{1,2}})[:.,;](?P<m>\d\d)(?::\d\d)?(?: ?{_UNIT})?",  # 20:30, 8.30
        rf"(?P<h>\d{{1,2}}) ?{_UNIT} ?(?P<m>[0-5]\d)",  # 19h30
        rf"(?P<h>\d\d?)(?P<m>\d\d)(?: ?{_UNIT})?",  # 1930
        r"(?P<h>\d{1,2}) ?(?P<unit>hrs?|hs?)(?P<m>)",  # 19h
        r"(?P<h>(?<=las )\d{1,2}|1[3-9]|2[0-4]) ?(?P<unit>horas)(?P<m>)",  # las 8 horas; "8 horas" may be a length
        r"(?P<h>\d{1,2}) (?P<m>[0-5]\d)(?P<unit>)",  # 8 30
    )
)
_DENIED = re.compile(r"\b\w+n't\b|\bno\b(?! ?[,.;:!])")
_PIECE = re.compile(
    r"<(?P<code>[^<>]*)>|(?P<odd>[$€£#+] ?\d+|\d+(?:\w*[^\W\d]\w*|(?:[./:,]\d+)+| ?[%€°$])|\d{3,})|(?P<number>\d+)"
    r"|(?P<word>\w+(?:'\w+)*)|(?P<mark>[,.;:!?()\n])|(?P<dash>-)"
)
_KINDS = {"odd": "#", "word": "x", "mark": ",", "dash": "dash"}
_AM_OF_A_NUMBER = re.compile(r"(?:(?<=\d )|(?<=oclock ))am(?!\S)")  # eight am
_AM = re.compile(r"(?<!\S)am(?!\S)")  # I am
