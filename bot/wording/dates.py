"""Dates, numbers and plurals as each language writes them, through Babel's data (Unicode CLDR)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def date_(context: Context, moment: date | str) -> str:
    """A day, written out: 22 November 2026. A moment is shown as the day it was where the person is.

    A moment or day that went through a script's answers is an ISO 8601 text; it is shown as well.
    """
    from babel.dates import format_date  # Babel's data is slow to import; a start should not wait for it

    return format_date(_local(context, moment), format="long", locale=context["locale"])


@pass_context
def day_(context: Context, moment: date | str) -> str:
    """The same with its weekday, for a day that is to come: Tuesday, 24 November 2026."""
    from babel.dates import format_date

    return format_date(_local(context, moment), format="full", locale=context["locale"])


@pass_context
def time_(context: Context, moment: datetime) -> str:
    """The time of day where the person is, short."""
    from babel.dates import format_time

    return format_time(_local(context, moment), format="short", locale=context["locale"])


@pass_context
def number_(context: Context, value: float) -> str:
    """A number with the language's separators."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=context["locale"])


@pass_context
def plural(context: Context, count: int, **forms: str) -> str:
    """The form of the language's plural rule for ``count``, with ``{n}`` filled in; ``other`` where one lacks."""
    from babel import Locale

    rule = Locale.parse(context["locale"]).plural_form(count)
    return forms.get(rule, forms["other"]).replace("{n}", number_(context, count))


def _local(context: Context, moment: Any) -> Any:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
    peer = context.get("peer")
    zone = peer.get("timezone") if isinstance(peer, dict) else None
    if isinstance(moment, datetime) and zone:
        return moment.astimezone(ZoneInfo(zone))
    return moment


FILTERS: dict[str, Callable[..., Any]] = {"date": date_, "day": day_, "time": time_, "number": number_}
