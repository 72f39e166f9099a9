"""From the facts of a plan to the plot of them: a row for each kind, and names for days, months or years."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from itertools import chain

from bot.app.export.document import direction_of
from bot.app.export.job import Job
from bot.app.export.plot import Plot, Row, Shape, Tick
from bot.app.export.words import Words
from bot.app.progress import Fact, Facts

# A shorter time would be torn apart to both edges of the picture: it is shown in the middle of so many days.
LEAST_DAYS = 28
# Up to here the first and the last day are named; beyond it, months or years.
_NAMED_DAYS = 62
# So many names of months or years fit side by side.
_MOST_TICKS = 5
_MONTHS = (1, 2, 3, 4, 6)
_YEARS = (1, 2, 3, 5, 10, 20, 50, 100)
# Somebody who began later in a month finds the next one named: the two names would be too close.
_EARLY = 10


def progress_job(facts: Facts, zone: tzinfo | None, dark: bool, words: Words) -> Job | None:
    """What the press is asked to do; None where nothing is written down yet. Days are those in ``zone``.

    What there is nothing of has no row, and time ends with the newest fact: nothing is shown as missing.
    """
    rows = tuple(_rows(facts, zone, words))
    if not rows:
        return None
    days = list(chain.from_iterable(row.days for row in rows))
    first, last = min(days), max(days)
    names = tuple(ticks(date.fromordinal(first), date.fromordinal(last), words.locale))
    from_day = first - max(0, LEAST_DAYS - (last - first)) // 2
    return Job("progress", Plot(rows, names, from_day, max(last, from_day + LEAST_DAYS), dark).dump())


def _rows(facts: Facts, zone: tzinfo | None, words: Words) -> Iterator[Row]:
    has = {"steps": bool(facts.steps), "goals": bool(facts.goals)}
    found: tuple[tuple[str, Shape, Sequence[Fact]], ...] = (
        ("wins", "leaf", facts.wins),
        ("done", "sprout", (*facts.steps, *facts.goals)),
        ("words", "seed", facts.words),
    )
    for kind, shape, those in found:
        if those:
            name = words.say(f"document_progress_{kind}", **has)
            days = sorted(fact.at.astimezone(zone).toordinal() for fact in those)
            yield Row(name, shape, tuple(days), direction_of(name) == "rtl")


def ticks(first: date, last: date, locale: str) -> Iterator[Tick]:
    """The names under a time: of one day, of the first and the last, or of as many months or years as fit."""
    from babel.dates import format_date, format_skeleton  # Babel's data is slow to import; a start should not wait

    if first == last:
        yield Tick(first.toordinal(), format_date(first, format="long", locale=locale))
        return
    form, days = _named(first, last)
    for day in days:
        yield Tick(day.toordinal(), format_skeleton(form, day, locale=locale))


def _named(first: date, last: date) -> tuple[str, Sequence[date]]:
    """Which days get a name, and in which form (Unicode CLDR)."""
    if (last - first).days <= _NAMED_DAYS:
        return ("MMMd" if first.year == last.year else "yMMMd"), (first, last)
    until = last.year * 12 + last.month
    for step in _MONTHS:
        since = first.year * 12 + first.month - 1 + (step == 1 and first.day > _EARLY)
        months = range(since, until, step)
        if len(months) <= _MOST_TICKS:
            return "yMMM", [max(first, date(number // 12, number % 12 + 1, 1)) for number in months]
    spans = (range(first.year + 1, last.year + 1, step) for step in _YEARS)
    return "y", [date(year, 1, 1) for year in next(years for years in spans if len(years) <= _MOST_TICKS)]
