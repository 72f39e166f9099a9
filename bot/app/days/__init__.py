"""The day that somebody means by "next Tuesday", "the 3rd", "12 Dec" or "dentro de dos semanas"."""

import re
import warnings
from datetime import date, datetime, time, timedelta

from bot.app.days.reading import read, without_times
from bot.app.days.seen import Seen, UnclearError
from bot.app.days.words import TABLED

__all__ = ["find_day", "find_end"]

_UNTIL = re.compile(r"(?:until|till?|up to|hasta)\s+(?:the\s+|el\s+|la\s+)?", re.IGNORECASE)
_SPAN = re.compile(r"(for|por|durante)\s+(?:the\s+next\s+|los\s+próximos\s+|las\s+próximas\s+)?", re.IGNORECASE)
_WITHIN = {"for": "in", "por": "dentro de", "durante": "dentro de"}
_NEXT_MONTH = re.compile(r"next month|(?:el )?(?:mes que viene|pr[óo]ximo mes)", re.IGNORECASE)

LONGEST = 200
"""In characters: a longer text is no answer to "which day?"."""


def find_day(text: str, locale: str, today: date, country: str | None = None) -> date | None:
    """The day that ``text`` speaks of, seen from ``today``; None where that is unclear. Raises nothing.

    A weekday is the next one to come, never today. A day without its month or year is the next such day, which may be
    today. With its year it may be past. Of 12/5, the language and the country decide which is the month. Words are
    looked up in the person's language, then in the others that have a table (`bot.app.days.words`); dateparser is
    asked for what has no form here, and first of all in languages without a table.
    """
    if len(text) > LONGEST:
        return None
    language = locale.replace("_", "-").partition("-")[0].lower()
    seen = Seen(today, _month_first(language, country))
    try:
        if language not in TABLED and (day := _parsed(text, language, seen)):
            return day
        for spoken in dict.fromkeys((language, *TABLED)):
            if day := read(text, spoken, seen):
                return day
        return _parsed(text, language, seen)
    except (UnclearError, ValueError, OverflowError):  # the last two: a day that no calendar has
        return None


def find_end(text: str, locale: str, today: date, country: str | None = None) -> date | None:
    """The day on which something ends that is said to last "until Monday", "for ten days" or "hasta el lunes"."""
    said = _UNTIL.sub("", text.strip())
    if span := _SPAN.match(said):
        said = f"{_WITHIN[span[1].casefold()]} {said[span.end() :]}"
    if _NEXT_MONTH.fullmatch(said.strip(" .!")):
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return find_day(said, locale, today, country)


def _month_first(language: str, country: str | None) -> bool:
    """Whether the month comes first where a day is written in figures, as Unicode's CLDR has it.

    English is written both ways, so that without a country it is read as most of the world does.
    """
    from babel import Locale, UnknownLocaleError

    if language == "en" and not country:
        return False
    try:
        locale = Locale.parse(f"{language}_{country.upper()}" if country else language)
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    form = locale.datetime_skeletons.get("Md")
    pattern = str(form.pattern) if form else "d/M"
    return pattern.find("M") < pattern.find("d")


def _parsed(text: str, language: str, seen: Seen) -> date | None:
    """The day that dateparser finds. It is told what day it is, so that it looks at no clock."""
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # it ships no types

    asked = {
        "RELATIVE_BASE": datetime.combine(seen.today, time(12)), "TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": False,
        "PREFER_DATES_FROM": "future", "PREFER_LOCALE_DATE_ORDER": False,
        "DATE_ORDER": "MDY" if seen.month_first else "DMY", "PARSERS": ["relative-time", "absolute-time"],
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nobody who waits for the answer could do anything about them
        try:
            found = DateDataParser(languages=[language], settings=asked).get_date_data(without_times(text))
        except Exception:  # it raises errors of many kinds, for one where it does not know the language
            return None
    if not found.date_obj or "day" not in found.parts or "time" in found.parts:
        return None
    day: date = found.date_obj.date()
    if found.period == "week" and (language in TABLED or abs(day - seen.today) <= timedelta(days=7)):
        return None  # "next week" names no day
    return day if "month" in found.parts else seen.day_of_month(day.day)
