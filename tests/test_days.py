"""Which day is meant: as people write it in English and Spanish, and in other languages."""

import datetime as datetimes
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.app.days import LONGEST, find_day

SUNDAY = date(2026, 11, 22)
"""Today, unless it is said otherwise."""

NEXT_FRIDAY = "2026-11-27"

ENGLISH = {
    "today": "2026-11-22",
    "Tonight": "2026-11-22",
    "tomorrow": "2026-11-23",
    "tmrw": "2026-11-23",
    "Tomorrow at 10": "2026-11-23",
    "tomorrow, Monday": "2026-11-23",
    "the day after tomorrow": "2026-11-24",
    "yesterday": "2026-11-21",
    "Friday": NEXT_FRIDAY,
    "friday!": NEXT_FRIDAY,
    "on Friday": NEXT_FRIDAY,
    "this Friday": NEXT_FRIDAY,
    "next Friday": NEXT_FRIDAY,
    "this coming friday": NEXT_FRIDAY,
    "Fri": NEXT_FRIDAY,
    "Friday morning": NEXT_FRIDAY,
    "we meet on Fridays": NEXT_FRIDAY,
    "Friday at 3pm": NEXT_FRIDAY,
    "Friday 3-4pm": NEXT_FRIDAY,
    "Friday 10.30": NEXT_FRIDAY,
    "Friday 14:30": NEXT_FRIDAY,
    "Friday at three": NEXT_FRIDAY,
    "friday at 10 a.m.": NEXT_FRIDAY,
    "It's on Friday, at the centre": NEXT_FRIDAY,
    "I think my next session is on Friday": NEXT_FRIDAY,
    "No, Friday": NEXT_FRIDAY,
    "next Tuesday": "2026-11-24",
    "tues": "2026-11-24",
    "Weds": "2026-11-25",
    "thurs": "2026-11-26",
    "Sunday": "2026-11-29",
    "last Friday": "2026-11-20",
    "Tuesday next week": "2026-11-24",
    "next week on Tuesday": "2026-11-24",
    "Friday this week": NEXT_FRIDAY,
    "a week on Friday": "2026-12-04",
    "Friday week": "2026-12-04",
    "a week from Friday": "2026-12-04",
    "the Friday after next": "2026-12-04",
    "a week tomorrow": "2026-11-30",
    "a week from today": "2026-11-29",
    "two weeks from now": "2026-12-06",
    "two weeks from tomorrow": "2026-12-07",
    "in two weeks": "2026-12-06",
    "in 2 weeks": "2026-12-06",
    "In two weeks' time": "2026-12-06",
    "2 weeks": "2026-12-06",
    "in a week": "2026-11-29",
    "in a fortnight": "2026-12-06",
    "in a couple of weeks": "2026-12-06",
    "in ten days": "2026-12-02",
    "in about 2 wks": "2026-12-06",
    "in a month": "2026-12-22",
    "in 3 months": "2027-02-22",
    "3 days ago": "2026-11-19",
    "12 Dec": "2026-12-12",
    "12 dec.": "2026-12-12",
    "Dec 12": "2026-12-12",
    "Dec. 12, 2026": "2026-12-12",
    "December 12th": "2026-12-12",
    "the 12th of December": "2026-12-12",
    "12 December at 9:15": "2026-12-12",
    "December third": "2026-12-03",
    "the third of December": "2026-12-03",
    "12 Dec 27": "2027-12-12",
    "Friday, December 4": "2026-12-04",
    "Friday 4 Dec 2026": "2026-12-04",
    "4 December, Friday": "2026-12-04",
    "March 3": "2027-03-03",
    "22 November": "2026-11-22",
    "21 November": "2027-11-21",
    "29 Feb": "2028-02-29",
    "1 Jan 2020": "2020-01-01",
    "2026-12-03": "2026-12-03",
    "2026/12/3": "2026-12-03",
    "2026-12-03T10:00": "2026-12-03",
    "12/5": "2027-05-12",
    "5/12": "2026-12-05",
    "05-12": "2026-12-05",
    "5.12.": "2026-12-05",
    "5/12/26": "2026-12-05",
    "5/12/2025": "2025-12-05",
    "12/25": "2026-12-25",
    "on 5/12 at 10": "2026-12-05",
    "the 3rd": "2026-12-03",
    "3rd": "2026-12-03",
    "the third": "2026-12-03",
    "the 3rd at 4pm": "2026-12-03",
    "my session is on the 30th": "2026-11-30",
    "the 22nd": "2026-11-22",
    "the 31st": "2026-12-31",
    "the 3rd of next month": "2026-12-03",
    "5": "2026-12-05",
    "30": "2026-11-30",
    "Friday the 4th": "2026-12-04",
    "Fri 27": NEXT_FRIDAY,
}
SPANISH = {
    "hoy": "2026-11-22",
    "mañana": "2026-11-23",
    "manana": "2026-11-23",
    "MAÑANA": "2026-11-23",
    "mañana por la mañana": "2026-11-23",
    "mañana a las 10 de la mañana": "2026-11-23",
    "pasado mañana": "2026-11-24",
    "ayer": "2026-11-21",
    "viernes": NEXT_FRIDAY,
    "el viernes": NEXT_FRIDAY,
    "este viernes": NEXT_FRIDAY,
    "el próximo viernes": NEXT_FRIDAY,
    "el viernes próximo": NEXT_FRIDAY,
    "el viernes que viene": NEXT_FRIDAY,
    "el viernes siguiente": NEXT_FRIDAY,
    "el viernes a las 3": NEXT_FRIDAY,
    "el viernes a las tres de la tarde": NEXT_FRIDAY,
    "el viernes por la mañana": NEXT_FRIDAY,
    "creo que es el viernes": NEXT_FRIDAY,
    "No, el viernes": NEXT_FRIDAY,
    "el martes que viene": "2026-11-24",
    "el próximo martes": "2026-11-24",
    "miercoles": "2026-11-25",
    "sábado": "2026-11-28",
    "sabado": "2026-11-28",
    "domingo": "2026-11-29",
    "el viernes pasado": "2026-11-20",
    "el martes de la semana que viene": "2026-11-24",
    "el lunes de la próxima semana": "2026-11-23",
    "dentro de dos semanas": "2026-12-06",
    "en dos semanas": "2026-12-06",
    "dentro de 2 semanas": "2026-12-06",
    "en una semana": "2026-11-29",
    "dentro de ocho días": "2026-11-29",
    "en quince días": "2026-12-06",
    "de hoy en ocho": "2026-11-29",
    "de hoy en ocho días": "2026-11-29",
    "del viernes en ocho": "2026-12-04",
    "dentro de tres días": "2026-11-25",
    "en un mes": "2026-12-22",
    "dentro de un par de semanas": "2026-12-06",
    "12 dic": "2026-12-12",
    "el 12 de diciembre": "2026-12-12",
    "12 de diciembre del 2026": "2026-12-12",
    "diciembre 12": "2026-12-12",
    "el primero de diciembre": "2026-12-01",
    "1º de diciembre": "2026-12-01",
    "1ro de diciembre": "2026-12-01",
    "tres de diciembre": "2026-12-03",
    "el treinta y uno de diciembre": "2026-12-31",
    "viernes 4 de diciembre": "2026-12-04",
    "viernes, 4 de diciembre de 2026": "2026-12-04",
    "el 3 de diciembre a las 10": "2026-12-03",
    "3 de enero de 2020": "2020-01-03",
    "29 de febrero": "2028-02-29",
    "el 3 del mes que viene": "2026-12-03",
    "12/5": "2027-05-12",
    "5/12/2026": "2026-12-05",
    "el 3": "2026-12-03",
    "el día 3": "2026-12-03",
    "día 3": "2026-12-03",
    "3": "2026-12-03",
    "viernes 4": "2026-12-04",
    "2026-12-03": "2026-12-03",
}
UNCLEAR = [
    ("en", text)
    for text in (
        "", " ", "?", "soon", "I don't know", "no", "maybe", "not Friday", "I can't on Friday", "don't know, Friday?",
        "Monday or Tuesday", "3 or 4 December", "the 3rd or the 4th", "Dec 12 - Dec 14", "next week", "next month",
        "December", "2027", "3pm", "at 3pm", "15:30", "in an hour", "31 April", "30 Feb", "the 32nd", "0", "32", "99",
        "45/99", "0/0", "2026-13-01", "2026-02-30", "Friday the 5th", "Saturday 4 December 2026",
        "after Friday", "the day before Friday", "every 2 weeks", "the first week of December",
        "my 2 sessions on Friday", "<w4>", "w4",
        "in 9999 weeks and 99999 days", "in 99999999999999999 days", "tomorrow and Friday", "I may go", "we march on",
        "wait a second", "Friday? or the 3rd", "in two weeks on Friday", "9" * 100, "\x00", "\ud800", "🙂",
        "Friday " * 29,
    )
] + [
    ("es", text)
    for text in (
        "no sé", "quizás", "no el viernes", "el viernes no puedo", "lunes o martes", "la semana que viene", "pronto",
        "el mes que viene", "diciembre", "31 de abril", "a las 3", "antes del viernes", "viernes 5", "el 32",
        "nunca", "el otro viernes", "entre el 3 y el 4", "cada dos semanas",
    )
]  # fmt: skip


def found(text: str, locale: str, today: date = SUNDAY, country: str | None = None) -> str | None:
    """The day as it is written in figures."""
    day = find_day(text, locale, today, country)
    return day.isoformat() if day else None


@pytest.mark.parametrize(("text", "day"), ENGLISH.items())
def test_english(text: str, day: str) -> None:
    """As people write it."""
    assert found(text, "en") == day


@pytest.mark.parametrize(("text", "day"), SPANISH.items())
def test_spanish(text: str, day: str) -> None:
    """As people write it, with and without accents."""
    assert found(text, "es") == day


@pytest.mark.parametrize(("locale", "text"), UNCLEAR)
def test_what_is_not_guessed_at(locale: str, text: str) -> None:
    """No day, more than one, one that is denied, one that no calendar has."""
    assert found(text, locale) is None


@pytest.mark.parametrize(
    ("text", "locale", "country", "day"),
    [
        ("12/5", "en", "US", "2026-12-05"),
        ("12/5", "en", "us", "2026-12-05"),
        ("12/5", "en", "GB", "2027-05-12"),
        ("12/5", "en", None, "2027-05-12"),
        ("12/5", "en", "XX", "2027-05-12"),
        ("12/5", "en-US", None, "2027-05-12"),
        ("12/5", "es", "US", "2027-05-12"),
        ("12/5", "es", "MX", "2027-05-12"),
        ("12/5/2027", "en", "US", "2027-12-05"),
        ("25/12", "en", "US", "2026-12-25"),
        ("12/25", "en", "GB", "2026-12-25"),
        ("12.5.", "en", "US", "2027-05-12"),
        ("Friday 10.30", "en", "US", NEXT_FRIDAY),
        ("2026-12-05", "en", "US", "2026-12-05"),
    ],
)
def test_the_country_says_whether_the_month_comes_first(text: str, locale: str, country: str | None, day: str) -> None:
    """In the United States it does in English; a number that is no month is the day wherever it stands."""
    assert found(text, locale, country=country) == day


@pytest.mark.parametrize(
    ("locale", "text"), [("es", "friday"), ("en", "el viernes"), ("en-GB", "Friday"), ("de", "Friday")]
)
def test_the_other_language_is_understood_too(locale: str, text: str) -> None:
    """Many people live in two."""
    assert found(text, locale) == NEXT_FRIDAY


@pytest.mark.parametrize(
    ("locale", "text", "day"),
    [
        ("de", "morgen", "2026-11-23"),
        ("de", "Freitag", NEXT_FRIDAY),
        ("de", "am Freitag", NEXT_FRIDAY),
        ("de", "in zwei Wochen", "2026-12-06"),
        ("de", "nächste Woche", None),
        ("de", "am 12. Dezember", "2026-12-12"),
        ("de", "12.5.", "2027-05-12"),
        ("fr", "demain", "2026-11-23"),
        ("fr", "dans deux semaines", "2026-12-06"),
        ("fr", "le 3", "2026-12-03"),
        ("fr", "vendredi 4 décembre", "2026-12-04"),
        ("pt", "sexta-feira", NEXT_FRIDAY),
        ("ja", "明日", "2026-11-23"),
        ("ja", "金曜日", NEXT_FRIDAY),
        ("ja", "12月5日", "2026-12-05"),
        ("ru", "завтра", "2026-11-23"),
        ("ru", "12 декабря", "2026-12-12"),
        ("tlh", "2026-12-03", "2026-12-03"),
        ("", "2026-12-03", "2026-12-03"),
        ("../..", "tomorrow", "2026-11-23"),
    ],
)
def test_other_languages(locale: str, text: str, day: str | None) -> None:
    """As far as the library knows them, and by the names of days and months."""
    assert found(text, locale) == day


@pytest.mark.parametrize("ahead", range(7))
def test_a_weekday_is_never_today(ahead: int) -> None:
    """Whatever day it is, each weekday lies within the week to come."""
    today = SUNDAY + timedelta(days=ahead)
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    days = [find_day(name, "en", today) for name in names]
    assert sorted(day for day in days if day) == [today + timedelta(days=number) for number in range(1, 8)]
    assert [day.weekday() for day in days if day] == list(range(7))


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("the 31st", date(2027, 1, 31), "2027-01-31"),
        ("the 31st", date(2027, 2, 1), "2027-03-31"),
        ("the 30th", date(2027, 1, 31), "2027-03-30"),
        ("the 3rd", date(2026, 12, 31), "2027-01-03"),
        ("in a month", date(2027, 1, 31), "2027-02-28"),
        ("in 12 months", date(2028, 2, 29), "2029-02-28"),
        ("29 Feb", date(2028, 2, 29), "2028-02-29"),
        ("29 Feb", date(2096, 3, 1), "2104-02-29"),
        ("31 Dec", date(2026, 12, 31), "2026-12-31"),
        ("1 Jan", date(2026, 12, 31), "2027-01-01"),
        ("tomorrow", date(9999, 12, 31), None),
        ("Friday", date(9999, 12, 31), None),
        ("1 Jan", date(9999, 12, 31), None),
        ("in a month", date(9999, 12, 31), None),
        ("last Friday", date(1, 1, 1), None),
    ],
)
def test_the_ends_of_months_and_of_the_calendar(text: str, today: date, day: str | None) -> None:
    """The next such day there is; nothing where there is none."""
    assert found(text, "en", today) == day


def test_a_long_text_is_not_read() -> None:
    """It is no answer to the question."""
    assert found("Friday".ljust(LONGEST), "en") == NEXT_FRIDAY
    assert found("Friday".ljust(LONGEST + 1), "en") is None


@pytest.mark.parametrize("clock", ["1999-03-30T23:59", "2028-02-29T00:01"])
def test_the_real_day_does_not_matter(monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    """Whatever the library's clock says, a text means the same day."""
    texts = [("en", "3 days ago"), ("de", "morgen"), ("de", "Freitag"), ("de", "30. Januar"), ("de", "29. Februar")]
    texts += [("fr", "le 3"), ("fr", "le 30"), ("ja", "12月5日"), ("ru", "через 3 дня"), ("pt", "30")]
    before = [found(text, locale) for locale, text in texts]

    class AnyMoment(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, datetimes.datetime)

    class Elsewhen(datetimes.datetime, metaclass=AnyMoment):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls.fromisoformat(clock).replace(tzinfo=tz)

        utcnow = today = now

    modules = [module for name, module in list(sys.modules.items()) if name.startswith("dateparser")]
    patched = [module for module in modules if getattr(module, "datetime", None) is datetimes.datetime]
    assert len(patched) > 3
    for module in patched:
        monkeypatch.setattr(module, "datetime", Elsewhen)
    assert None not in before
    assert [found(text, locale) for locale, text in texts] == before


WORDS = """
    Friday el viernes next last 3 3rd 12 Dec dic 5/12 2026 in two weeks dentro de dos semanas of the mañana today not a
    week on from month mes que viene 10:30 at 4pm <w4> w4 · - . , 31 may mar ocho días pasado último no ago after
"""
LOCALES = st.sampled_from(["en", "es", "de", "fr", "ja", "xx", "", "en-US"])
COUNTRIES = st.sampled_from([None, "US", "GB", "", "ZZ", "not a country"])


@given(
    st.one_of(st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join), st.text(max_size=60)),
    LOCALES,
    COUNTRIES,
    st.dates(),
)
@example("1" * 200, "en", "US", SUNDAY)
@settings(max_examples=400, deadline=None)
def test_nothing_raises(text: str, locale: str, country: str | None, today: date) -> None:
    """Whatever is typed, in whatever language, on whatever day: a day or none, and the same each time."""
    day = find_day(text, locale, today, country)
    assert day is None or isinstance(day, date)
    assert day == find_day(text, locale, today, country)
