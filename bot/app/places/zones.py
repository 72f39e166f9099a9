"""The zones of the time zone database: whose they are, what else they are called, and which clocks differ."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.app.places.tables import MAIN, entries


@cache
def owners() -> dict[str, str]:
    """Zone to country, in the time zone database's order; zones of Antarctica left out."""
    return {row[2]: row[0] for row in _database("zone.tab", "(?!AQ)[A-Z]")}


@cache
def links() -> dict[str, str]:
    """Other names of zones, such as US/Eastern and Asia/Calcutta, to the names of today."""
    rows = _database("tzdata.zi", "L .*/.*/")
    return {row[2]: row[1] for row in rows if row[2] not in owners() and row[1] in owners()}


@cache
def clocks_of_the_world() -> tuple[str, ...]:
    """One zone for each clock that somebody lives by now, as the time zone database lists them."""
    return tuple(row[2] for row in _database("zonenow.tab", "XX") if row[2] in owners())


def of_country(code: str) -> tuple[str, ...]:
    """All zones of a country, main ones first; () where the code is unknown."""
    main = dict(entries(MAIN)).get(code.upper(), [])
    return tuple(dict.fromkeys([*main, *(zone for zone, owner in owners().items() if owner == code.upper())]))


def country_zones(code: str) -> tuple[str, ...]:
    """Give a country's zones for a choice: the main ones, then one for each further clock; () if unknown."""
    main = dict(entries(MAIN)).get(code.upper(), [])
    clocks = {clock(zone) for zone in main}
    rest = distinct(zone for zone, owner in owners().items() if owner == code.upper())
    return (*main, *(zone for zone in rest if clock(zone) not in clocks))


@cache
def clock(zone: str) -> tuple[timedelta | None, ...]:
    """What tells the clocks of two zones apart: their offsets in a January and a July to come."""
    return tuple(datetime(2027, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


def distinct(zones: Iterable[str]) -> tuple[str, ...]:
    """The first of the zones for each clock."""
    first: dict[object, str] = {}
    for zone in zones:
        first.setdefault(clock(zone), zone)
    return tuple(first.values())


def _database(name: str, start: str) -> list[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if re.match(start, line)]
