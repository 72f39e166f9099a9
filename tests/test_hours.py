"""Which weekdays and which time of day are meant: as people write it in English and Spanish."""

from datetime import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.app.hours import LONGEST, Hours, find_hours
from bot.app.hours.parts import PARTS
from bot.app.hours.words import codes

MON_TO_FRI, EVERY_DAY = "01234", "0123456"

# A text, and the times it gives: two where the clock of twelve hours leaves it open.
TIMES = {
    "8 tonight": "20:00", "20:30": "20:30", "8.30pm": "20:30", "8:30 p.m.": "20:30", "7 p.m.": "19:00", "8p": "20:00",
    "7:15a": "07:15", "730pm": "19:30", "19h": "19:00", "19h30": "19:30", "19 h": "19:00", "20.30 h": "20:30",
    "21:30 hrs": "21:30", "20:00hs": "20:00", "8h": "08:00", "1930": "19:30", "0830": "08:30", "2030 hours": "20:30",
    "08:30": "08:30", "20": "20:00", "00:15": "00:15", "24:00": "00:00", "８ｐｍ": "20:00", "٨:٣٠ pm": "20:30",
    "8": "08:00 20:00", "8:30": "08:30 20:30", "8 30": "08:30 20:30", "830": "08:30 20:30", "8,30": "08:30 20:30",
    "12": "00:00 12:00", "8ish": "08:00 20:00", "around 8": "08:00 20:00", "8 please": "08:00 20:00",
    "8 if possible": "08:00 20:00", "seven": "07:00 19:00", "eight o'clock": "08:00 20:00",
    "eight thirty": "08:30 20:30", "eight forty-five p.m.": "20:45", "eight am": "08:00",
    "I am free at 8": "08:00 20:00",
    "half past 7": "07:30 19:30", "half seven": "07:30 19:30", "quarter to nine": "08:45 20:45",
    "quarter after 3 in the afternoon": "15:15", "ten of nine": "08:50 20:50", "20 to 8": "07:40 19:40",
    "twenty-five past six": "06:25 18:25", "10 minutes before 9": "08:50 20:50", "quarter till nine pm": "20:45",
    "noon": "12:00", "midday": "12:00", "12 noon": "12:00", "midnight": "00:00", "12 am": "00:00", "12pm": "12:00",
    "in the morning": "10:00", "lunchtime": "12:00", "afternoon": "15:00", "evenings": "18:00", "at night": "20:00",
    "tonight": "20:00", "1 in the morning": "01:00", "tonight at 5": "17:00", "11 at night": "23:00",
    "7 in the evening, so 19:00": "19:00", "8, I mean 8pm": "20:00", "20:00 (8pm)": "20:00", "No, 8pm": "20:00",
    "⏰ 8pm 🙂": "20:00", "tomorrow at 8": "08:00 20:00", "after dinner, 8pm": "20:00", "9pm before bed": "21:00",
    "good morning, 8pm please": "20:00", "it's 8:20 pm now": "20:20", "just gone eight": "08:00 20:00",
    "a las ocho": "08:00 20:00", "a las ocho y media": "08:30 20:30", "7 y media": "07:30 19:30",
    "ocho menos cuarto de la noche": "19:45", "ocho y diez": "08:10 20:10", "8 y 45": "08:45 20:45",
    "8 menos 10": "07:50 19:50", "ocho treinta": "08:30 20:30", "la una y media": "01:30 13:30",
    "a la una menos cuarto de la tarde": "12:45", "diez para las nueve": "08:50 20:50",
    "un cuarto para las ocho de la noche": "19:45", "a las siete de la tarde": "19:00", "9 de la tarde": "21:00",
    "8:15 p. m.": "20:15", "las 20 horas": "20:00", "a las 8 horas": "08:00", "las veintiuna horas": "21:00",
    "a las once": "11:00 23:00", "once y media": "11:30 23:30", "son las ocho y veinte": "08:20 20:20",
    "mediodía": "12:00", "al medio día": "12:00", "12 del mediodía": "12:00", "3 del mediodía": "15:00",
    "a medianoche": "00:00", "12 de la noche": "00:00", "12 de la mañana": "12:00", "12 in the morning": "00:00",
    "3 de la madrugada": "03:00", "por la mañana": "10:00", "por las tardes": "16:00", "por la noche": "20:00",
    "mañana a las 8 de la mañana": "08:00", "mañana por la mañana": "10:00", "buenas noches, a las 9 pm": "21:00",
    "sobre las 9 de la noche": "21:00", "8 en punto": "08:00 20:00", "para las 10 de la mañana": "10:00",
}  # fmt: skip
# A text, its weekdays (0 is Monday), and its times.
DAYS = {
    "tuesday mornings": ("1", "10:00"),
    "Tue & Thu at 6pm": ("13", "18:00"),
    "Tues/Thurs": ("13", ""),
    "mon wed fri": ("024", ""),
    "Mon. and Wed.": ("02", ""),
    "mon/wed/fri 8am": ("024", "08:00"),
    "sat & sun": ("56", ""),
    "sunday evening 7:30": ("6", "19:30"),
    "on the weekend around lunchtime": ("56", "12:00"),
    "at noon on Sundays": ("6", "12:00"),
    "weekdays at 9am": (MON_TO_FRI, "09:00"),
    "weeknights": (MON_TO_FRI, "20:00"),
    "weekday evenings": (MON_TO_FRI, "18:00"),
    "M-F at 9": (MON_TO_FRI, "09:00 21:00"),
    "Mon–Fri 9am": (MON_TO_FRI, "09:00"),
    "monday to friday": (MON_TO_FRI, ""),
    "Monday through Thursday, 7 in the evening": ("0123", "19:00"),
    "fri to mon": ("0456", ""),
    "between Monday and Friday": (MON_TO_FRI, ""),
    "weekends": ("56", ""),
    "every day at 10": (EVERY_DAY, "10:00 22:00"),
    "daily": (EVERY_DAY, ""),
    "any day at noon": (EVERY_DAY, "12:00"),
    "every evening at 7": (EVERY_DAY, "19:00"),
    "every tuesday morning": ("1", "10:00"),
    "every other tuesday": ("1", ""),
    "every two weeks on Tuesday at 8pm": ("1", "20:00"),
    "once a week, tuesdays": ("1", ""),
    "martes por la mañana": ("1", "10:00"),
    "los lunes y jueves a las 7 de la tarde": ("03", "19:00"),
    "miércoles": ("2", ""),
    "sabado y domingo": ("56", ""),
    "de lunes a viernes a las 8:15 p. m.": (MON_TO_FRI, "20:15"),
    "entre lunes y viernes": (MON_TO_FRI, ""),
    "L-V a las 9": (MON_TO_FRI, "09:00 21:00"),
    "entre semana a las 9": (MON_TO_FRI, "09:00 21:00"),
    "todos los días": (EVERY_DAY, ""),
    "todos los martes a las 8 pm": ("1", "20:00"),
    "cada noche": (EVERY_DAY, "20:00"),
    "todas las tardes a las 5": (EVERY_DAY, "17:00"),
    "fines de semana": ("56", ""),
    "el finde por la tarde": ("56", "16:00"),
    "el primer lunes del mes": ("0", ""),
    "martes at 7pm": ("1", "19:00"),
}
UNCLEAR = [
    "", " ", "?", "🙂", "no", "No sé", "soon", "later", "más tarde", "any time", "mañana", "am", "pm", "\x00", "\ud800",
    "8 or 9", "8 a 9", "de 8 a 9", "8-9pm", "9 to 5", "10 to 9", "nine to five", "8am and 8pm", "8:00, 9:00", "8 y 10",
    "morning or evening", "lunes por la mañana y jueves por la tarde", "7:30am on Tue and 7:30pm on Thu",
    "monday or tuesday", "lunes o martes", "not Mondays", "I can't on Mondays", "never", "every day except Sunday",
    "every day but Sunday", "todos los días menos el lunes", "every other day", "un día sí y otro no",
    "not in the morning", "before noon", "until 8", "antes de las 8",
    "in two hours", "dentro de 2 horas", "in 2h", "cada 8h", "in an hour", "half an hour", "media hora", "8 hours",
    "8 horas", "every two days", "2 nights a week", "dos veces", "8 people", "I have 2 kids", "two of us", "7 mornings",
    "25:00", "8:61", "8:5", "30", "13 in the morning", "20:30 am", "0:15 pm", "24/7", "8/9", "12/5 at 3", "1999-12-03",
    "the 3rd", "the 3rd at 8pm", "$8", "50%", "UTC-8", "9" * 100,
]  # fmt: skip


def said(text: str, locale: str = "en") -> tuple[str, str] | None:
    """The weekdays and times as they are written in the tables above."""
    hours = find_hours(text, locale)
    return ("".join(map(str, hours.weekdays)), " ".join(f"{each:%H:%M}" for each in hours.times)) if hours else None


@pytest.mark.parametrize("locale", ["en", "es-MX"])
@pytest.mark.parametrize(("text", "times"), TIMES.items())
def test_times(text: str, times: str, locale: str) -> None:
    """As people write them, whatever language is set."""
    assert said(text, locale) == ("", times)


@pytest.mark.parametrize("locale", ["en", "es-MX"])
@pytest.mark.parametrize(("text", "hours"), DAYS.items())
def test_weekdays(text: str, hours: tuple[str, str], locale: str) -> None:
    """Alone, in lists, from one to another, and with a time."""
    assert said(text, locale) == hours


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_not_guessed_at(text: str, locale: str) -> None:
    """Neither day nor time, two times, what is denied, a length of time, a number that is none."""
    assert find_hours(text, locale) is None


def test_the_language_settles_a_word_that_both_have() -> None:
    """ "Once" is eleven in Spanish, and no hour in English."""
    assert said("once", "es") == ("", "11:00 23:00")
    assert said("once", "en") is None
    assert said("once a week on Tuesdays", "es") == ("1", "")


def test_a_long_text_is_not_read() -> None:
    """It is no answer to the question."""
    assert find_hours("8pm".ljust(LONGEST), "en") == Hours((), (time(20),))
    assert find_hours("8pm".ljust(LONGEST + 1), "en") is None


def test_what_a_part_of_the_day_stands_for_lies_in_it() -> None:
    """And outside the hours that are quiet unless somebody chose others, but for midnight."""
    for name, part in PARTS.items():
        if part.stands_for and name != "midnight":
            assert part.holds(part.stands_for.hour * 60)
            assert time(9) < part.stands_for < time(21)


WORDS = st.sampled_from(
    [*codes("es")[1], "8", "20:30", "19h", "8 30", "1930", "9 pm", "-", ",", "\n", "٨", "🙂", "xyz"]
)


@given(
    st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=60)),
    st.sampled_from(["en", "es", "de", "", "en-US", "??"]),
)
@example("1" * LONGEST, "en")
@example("a. m. " * 33, "es")
@settings(max_examples=300, deadline=None)
def test_nothing_raises(text: str, locale: str) -> None:
    """Whatever is typed: weekdays in order, no time or one or the two that a clock of twelve hours shows alike."""
    hours = find_hours(text, locale)
    if hours is None:
        return
    assert hours.weekdays or hours.times
    assert list(hours.weekdays) == sorted(set(hours.weekdays) & set(range(7)))
    if len(hours.times) > 1:
        morning, evening = hours.times
        assert (morning.hour + 12, morning.minute) == (evening.hour, evening.minute)
