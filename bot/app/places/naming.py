"""Naming zones and countries in a person's language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.app.places.tables import COMMON_COUNTRIES, NAMED_CLOCKS
from bot.app.places.zones import links, owners

if TYPE_CHECKING:
    from babel import Locale


# Babel takes its time, and many people live in few zones and countries: each is named once.
@lru_cache(maxsize=2048)
def zone_name(zone: str, locale: str) -> str:
    """Name a zone by its city in the person's language, with the clock's name where that is better known."""
    if offset := re.fullmatch(r"Etc/GMT([+-])(\d{1,2})", zone):
        return f"UTC{'−' if offset[1] == '+' else '+'}{offset[2]}"
    known = zone if zone in owners() else links().get(zone, "")
    if known not in owners():
        return zone.rpartition("/")[2].replace("_", " ")
    name = city(known, locale)
    if owners()[known] not in NAMED_CLOCKS:
        return name
    from babel.dates import get_timezone_name

    return f"{get_timezone_name(known, width='long', locale=_locale(locale), zone_variant='generic')} ({name})"


def city(zone: str, locale: str) -> str:
    """The city that a zone is named after, in the person's language."""
    from babel.dates import get_timezone_location

    return get_timezone_location(zone, locale=_locale(locale), return_city=True).rpartition("/")[2]


@lru_cache(maxsize=2048)
def country_name(code: str, locale: str) -> str:
    """Name a country in the person's language; an unknown code comes back as it is."""
    return _locale(locale).territories.get(code.upper()) or code


def common_countries(locale: str) -> tuple[str, ...]:
    """Give at most eight codes for buttons, likeliest first, for the language of ``locale``."""
    return COMMON_COUNTRIES.get(locale[:2].lower(), COMMON_COUNTRIES["en"])


def _locale(name: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("es" if name.startswith("es") else "en")
