"""The words for weekdays and times of day, as codes that are the same in both languages; `bot.app.hours.reading` says
what is made of them.

    w0 Monday   s56 those days   p_noon a part of the day   z8 eight in a word   many mornings, not one   every   in
    at   to   till   of   past   half   quarter   less (menos)   for (para)   a   y   and   or   between   oclock   am
    um minutes   uh hours   hs horas   ud days, times   uw weeks   but   no

A word that may stand between two others and changes nothing has the code "". What is not in the tables is unknown.
Everything here is folded (`bot.app.days.words.fold`): small letters, no accents.
"""

import re
from collections.abc import Mapping
from functools import cache

_ALL, _WORKING, _WEEKEND = "s0123456", "s01234", "s56"

_EN = {
    "mon": "w0", "tue": "w1", "tues": "w1", "wed": "w2", "weds": "w2", "thu": "w3", "thur": "w3", "thurs": "w3",
    "fri": "w4", "sat": "w5", "sun": "w6",
    "weekday": _WORKING, "weekdays": _WORKING, "week days": _WORKING, "working days": _WORKING, "workdays": _WORKING,
    "work days": _WORKING, "business days": _WORKING, "during the week": _WORKING, "m-f": _WORKING,
    "weeknight": f"{_WORKING} many p_night", "weeknights": f"{_WORKING} many p_night",
    "weekend": _WEEKEND, "weekends": _WEEKEND, "week end": _WEEKEND, "week ends": _WEEKEND,
    "every day": _ALL, "everyday": _ALL, "each day": _ALL, "any day": _ALL, "all days": _ALL, "daily": _ALL,
    "all week": _ALL, "seven days a week": _ALL, "7 days a week": _ALL, "every single day": _ALL,
    "every": "every", "each": "every", "every other": "", "every other day": "no", "every second day": "no",
    "morning": "p_morning", "noon": "p_noon", "midday": "p_noon", "mid-day": "p_noon", "lunchtime": "p_noon",
    "lunch time": "p_noon", "at lunch": "p_noon", "afternoon": "p_afternoon", "evening": "p_evening",
    "night": "p_night", "tonight": "p_night", "tonite": "p_night", "midnight": "p_midnight", "pm": "p_pm", "am": "am",
    "at": "at", "@": "at", "around": "at", "about": "at", "by": "at", "to": "to", "through": "to", "thru": "to",
    "till": "till", "til": "till", "until": "till", "before": "till", "of": "of", "past": "past", "after": "past",
    "half": "half", "half past": "half", "half after": "half", "quarter": "quarter", "and": "and", "&": "and",
    "or": "or", "or so": "", "between": "between", "o'clock": "oclock", "oclock": "oclock", "o clock": "oclock",
    "minute": "um", "minutes": "um", "min": "um", "mins": "um", "hour": "uh", "hours": "uh", "hrs": "uh",
    "half an hour": "uh", "day": "ud", "days": "ud", "times": "ud", "week": "uw", "weeks": "uw", "month": "uw",
    "months": "uw", "in": "in", "within": "in", "for": "in", "but": "but",
}  # fmt: skip
_ES = {
    "lun": "w0", "mar": "w1", "mie": "w2", "jue": "w3", "vie": "w4", "sab": "w5", "dom": "w6",
    "entre semana": _WORKING, "dias laborables": _WORKING, "laborables": _WORKING, "dias habiles": _WORKING,
    "dias de semana": _WORKING, "l-v": _WORKING, "l a v": _WORKING,
    "fin de semana": _WEEKEND, "fines de semana": _WEEKEND, "finde": _WEEKEND, "findes": _WEEKEND,
    "todos los dias": _ALL, "todos los dias de la semana": _ALL, "cada dia": _ALL, "a diario": _ALL, "diario": _ALL,
    "diariamente": _ALL, "toda la semana": _ALL, "cualquier dia": _ALL,
    "cada": "every", "todos los": "every", "todas las": "every", "cada manana": "every p_manana",
    "por la manana": "p_manana", "de la manana": "p_manana", "en la manana": "p_manana", "a la manana": "p_manana",
    "esta manana": "p_manana", "media manana": "p_manana", "mananas": "many p_manana", "manana": "",
    "mediodia": "p_noon", "medio dia": "p_noon", "tarde": "p_tarde", "media tarde": "p_tarde",
    "tardes": "many p_tarde", "noche": "p_night", "noches": "many p_night", "medianoche": "p_midnight",
    "media noche": "p_midnight", "madrugada": "p_madrugada", "mas tarde": "no", "tan tarde": "no",
    "muy tarde": "no", "bien tarde": "no", "bastante tarde": "no",
    "las": "at", "la": "at", "la una": "at z1", "una y": "z1 y", "una menos": "z1 less", "veintiuna": "z21",
    "a": "a", "al": "a", "hasta": "till", "antes": "till", "entre": "between", "y": "y", "o": "or", "media": "half",
    "cuarto": "quarter", "un cuarto": "quarter", "menos": "less", "para": "for", "en punto": "oclock", "y pico": "",
    "minuto": "um", "minutos": "um", "hora": "", "una hora": "uh", "media hora": "uh", "horas": "hs", "dias": "ud",
    "veces": "ud", "semana": "uw", "semanas": "uw", "mes": "uw", "meses": "uw", "en": "in", "dentro de": "in",
    "durante": "in", "pero": "but",
    # In English "one time", unless what stands beside it says otherwise.
    "las once": "at z11", "once y": "z11 y", "once menos": "z11 less", "once de la manana": "z11 p_manana",
    "once de la noche": "z11 p_night", "once a day": "", "once a week": "", "once a month": "",
}  # fmt: skip
_DENYING = """
    not never except without unless instead cannot dont cant wont isnt utc gmt ni nunca salvo excepto sin hace
"""
_CHANGING_NOTHING = """
    the on this it it's its is be would could can might from then next now today tomorrow here local early late time i
    my so if when because since just gone almost nearly right maybe think like works suits seems sounds good great fine
    best perfect possible ok okay please pls plz thank thanks sharp exactly with
    el los de del por esta este es son me mi que si ya como desde sobre hacia partir cuando porque hoy ahora aqui casi
    pasadas faltan dia temprano proximo va vale bien mejor creo puede puedo posible perfecto estaria seria favor porfa
    gracias
"""
_GREETINGS = (
    "good morning", "good afternoon", "good evening", "good night", "buenos dias", "buenas tardes", "buenas noches"
)  # fmt: skip
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "lunes martes miercoles jueves viernes sabado domingo",
)
# From one on. "Una" is an article, and stands above with what makes it an hour; so does "once".
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "- dos tres cuatro cinco seis siete ocho nueve diez - doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho "
    "veintinueve",
)
_TENS = (("twenty thirty forty fifty", 20, (" ", "-")), ("treinta cuarenta cincuenta", 30, (" y ",)))


@cache
def codes(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the words of both languages, the longest first, and the code of each; ``language`` settles ties."""
    words = {**dict.fromkeys([*_CHANGING_NOTHING.split(), *_GREETINGS], ""), **dict.fromkeys(_DENYING.split(), "no")}
    words |= {**_numbers(), **_EN, **_ES}
    if language == "es":
        words["once"] = "z11"
    for names in _WEEKDAYS:
        for number, name in enumerate(names.split()):
            words[name] = words[name.removesuffix("s") + "s"] = f"w{number}"
    for name in ("morning", "afternoon", "evening", "night"):
        words[name + "s"] = f"many p_{name}"
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), words


def _numbers() -> dict[str, str]:
    """The numbers up to 59, in words."""
    units = [names.split() for names in _NUMBERS]
    words = {word: f"z{number}" for names in units for number, word in enumerate(names, 1) if word != "-"}
    for (tens, first, joints), ones in zip(_TENS, units, strict=True):
        for number, ten in enumerate(tens.split()):
            words[ten] = f"z{first + 10 * number}"
            for unit, one in enumerate(ones[:9], 1):
                words |= {f"{ten}{joint}{one}": f"z{first + 10 * number + unit}" for joint in joints}
    return words
