"""Dates, numbers and plurals as each language writes them, through Babel's data (Unicode CLDR)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def date_(context: Context, moment: date) -> str:
    """A day, written out: 22 November 2026. A moment is shown as the day it was where the person is."""
    from babel.dates import format_date  # Babel's data is slow to import; a start should not wait for it

    return format_date(_local(context, moment), format="long", locale=context["locale"])


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
    peer = context.get("peer")
    zone = peer.get("timezone") if isinstance(peer, dict) else None
    if isinstance(moment, datetime) and zone:
        return moment.astimezone(ZoneInfo(zone))
    return moment


FILTERS: dict[str, Callable[..., Any]] = {"date": date_, "time": time_, "number": number_}
