"""A report as a page: one file that asks for nothing from anywhere, for a screen, for a phone and for paper."""

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.app.figures.bars import halves
from bot.app.figures.cells import HEADS
from bot.app.figures.model import Report, Row

if TYPE_CHECKING:
    from babel import Locale
    from jinja2 import Template

# The plainest page there is: nothing is fetched, run or sent from it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

Say = Callable[[str], str]
"""The words of a block (of prompts/<locale>/pages.j2) as plain text."""


def as_page(report: Report, heading: str, say: Say, locale: str) -> str:
    """The report as a file of its own. ``heading`` is what stands at its top: the programme's name."""
    return _template("page.html").render(
        heading=heading,
        say=say,
        policy=POLICY,
        lang=locale,
        direction=_direction(_known(locale)),
        style=Markup(_text("page.css") + style()),  # noqa: S704 - our own files
        sections=as_sections(report, say, locale),
    )


def as_sections(report: Report, say: Say, locale: str) -> Markup:
    """What stands under the heading, for a page that has a head and a style of its own."""
    shown = _template("sections.html").render(report=report, say=say, with_people=_with_people, **_written(locale))
    return Markup(shown)  # noqa: S704 - rendered as HTML, with everything escaped


@cache
def style() -> str:
    """The style sheet of the sections; the page around them sets the colours that it names."""
    return _text("sections.css")


def _text(name: str) -> str:
    return files("bot.app.figures").joinpath(name).read_text("utf-8")


def _with_people(row: Row) -> bool:
    """Whether the number of people says more than the count."""
    return row.what not in HEADS


@cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_text(name))


def _written(locale: str) -> dict[str, Callable[..., object]]:
    """How numbers, days and months are written in a language, and which way its plots run."""
    from babel.dates import format_date, format_skeleton, get_month_names
    from babel.numbers import format_decimal

    known = _known(locale)
    short = get_month_names("abbreviated", "stand-alone", known)

    def plots(report: Report, row: Row) -> object:
        return halves(report.months, row.cells, from_right=_direction(known) == "rtl")

    def month_of(day: date) -> str:
        return format_skeleton("yMMM", day, locale=known)

    return {
        "number": lambda value: format_decimal(value, locale=known),
        "day": lambda day: format_date(day, "long", locale=known),
        "month_of": month_of,
        "short_month": lambda day: short[day.month],
        "plots": plots,
    }


def _known(locale: str) -> "Locale":
    """The language as Babel knows it; English where it does not."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _direction(locale: "Locale") -> str:
    return "rtl" if locale.character_order == "right-to-left" else "ltr"
