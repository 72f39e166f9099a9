"""The words for days, as codes that are the same in every language; `bot.app.days.reading` says what is made of them.

    +1 in one day   w4 Friday   m12 December   n3 three   o3 3rd   q3 third   u1 day   u7 week   um month
    in   from   on   at   of   the   this   next   last   after   no

Names of weekdays and months come from Babel's data (Unicode CLDR) for all languages; the tables add what people write
besides. Everything here is folded: small letters, no accents.
"""

import re
from collections.abc import Mapping
from functools import cache

from bot.wording.text import folded

_EN = {
    "today": "+0", "now": "+0", "tonight": "+0", "this morning": "+0", "this afternoon": "+0", "this evening": "+0",
    "tomorrow": "+1", "tomorow": "+1", "tommorow": "+1", "tommorrow": "+1", "tmrw": "+1", "tmr": "+1",
    "day after tomorrow": "+2", "the day after tomorrow": "+2", "yesterday": "-1", "the day before yesterday": "-2",
    "tues": "w1", "weds": "w2", "thur": "w3", "thurs": "w3", "sept": "m9",
    "day": "u1", "days": "u1", "week": "u7", "weeks": "u7", "month": "um", "months": "um",
    "a day": "n1 u1", "a week": "n1 u7", "a month": "n1 um", "fortnight": "n2 u7", "a fortnight": "n2 u7",
    "a couple of": "n2", "a couple": "n2", "wk": "u7", "wks": "u7", "about": "", "around": "",
    "in": "in", "within": "in", "from": "from", "on": "on", "at": "at", "of": "of", "the": "the", "this": "this",
    "next": "next", "coming": "next", "following": "next", "last": "last", "past": "last", "after": "after",
    "not": "no", "never": "no", "except": "no", "unless": "no", "without": "no", "before": "no", "until": "no",
    "since": "no", "instead": "no", "cannot": "no", "ago": "no", "dont": "no", "isnt": "no",
}  # fmt: skip
_ES = {
    "hoy": "+0", "ahora": "+0", "esta tarde": "+0", "esta noche": "+0", "manana": "+1", "pasado manana": "+2",
    "ayer": "-1", "anteayer": "-2", "antier": "-2",
    "por la manana": "", "de la manana": "", "en la manana": "", "por la tarde": "", "de la tarde": "",
    "setiembre": "m9", "dia": "u1", "dias": "u1", "semana": "u7", "semanas": "u7", "mes": "um", "meses": "um",
    "un dia": "n1 u1", "una semana": "n1 u7", "un mes": "n1 um", "una quincena": "n2 u7", "un par de": "n2",
    # So people count: the day they are in is the first.
    "ocho dias": "n1 u7", "8 dias": "n1 u7", "quince dias": "n2 u7", "15 dias": "n2 u7",
    "en": "in", "dentro de": "in", "de aqui a": "in", "de hoy en": "from +0 in", "de": "of", "del": "of the",
    "el": "the", "la": "the", "a la": "at", "a las": "at",
    "este": "this", "esta": "this", "proximo": "next", "proxima": "next", "que viene": "next", "que entra": "next",
    "siguiente": "next", "entrante": "next", "otra": "next", "otro": "no", "pasado": "last", "pasada": "last",
    "ultimo": "last", "despues": "after", "despues de": "after", "ni": "no", "nunca": "no", "salvo": "no",
    "excepto": "no", "unos": "", "unas": "", "menos": "no", "antes": "no", "hasta": "no", "desde": "no", "hace": "no",
}  # fmt: skip
_NUMBERS = {
    "en": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty twenty-one"
    ),
    "es": (
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
        "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
        "veintiocho veintinueve treinta treinta+y+uno"
    ),
}
_ORDINALS = {
    "en": (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
        "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
    ),
    "es": "primero",
}
_EVERY = {"en": "mondays tuesdays wednesdays thursdays fridays saturdays sundays"}
_LISTS = (("n", 1, _NUMBERS), ("q", 1, _ORDINALS), ("w", 0, _EVERY))
_TABLES: Mapping[str, Mapping[str, str]] = {"en": _EN, "es": _ES}

TABLED = tuple(_TABLES)
"""The languages that have a table of their own."""


def fold(text: str) -> str:
    """``text`` in small letters, without accents, with plain apostrophes and hyphens."""
    return folded(text).translate({0x2019: "'", 0x2010: "-", 0x2011: "-"})


@cache
def codes(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the words of a language, the longest first, and the code of each."""
    words = {**_names(language), **_TABLES.get(language, {})}
    for kind, first, lists in _LISTS:
        for number, word in enumerate(lists.get(language, "").split(), first):
            words[word.replace("+", " ")] = f"{kind}{number}"
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b"), words


def _names(language: str) -> dict[str, str]:
    """Weekdays and months as the language names them, in full and in short."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    names = {}
    for kind, data in (("w", locale.days), ("m", locale.months)):
        for context in ("stand-alone", "format"):
            for width in ("abbreviated", "wide"):
                for number, name in data[context][width].items():
                    short = fold(name).strip(". ")
                    if short and not re.search(r"\d", short):
                        names[short] = f"{kind}{number}"
    return names
