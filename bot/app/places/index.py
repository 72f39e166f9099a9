"""The names of places and countries as people type them, folded, and what each may mean."""

import re
import unicodedata
from functools import cache

from bot.app.places.naming import city, country_name
from bot.app.places.tables import COMMON_COUNTRIES, NAMES, NICKNAMES, entries
from bot.app.places.zones import links, owners

_FLUFF = re.compile("^((i am|i m|im|i live|living|estoy|vivo|soy|somos) (in|en|from|de|near)|hora de|in|en) | time$")


def key(text: str) -> str:
    """``text`` folded for looking it up: small letters, no accents, no marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return re.sub(r"\bsaint\b", "st", " ".join(re.findall(r"[^\W_]+", plain)))


def name_in(text: str) -> str:
    """The same, without what people write around the name of a place."""
    return _FLUFF.sub("", key(text))


@cache
def zones_by_name() -> dict[str, dict[str, None]]:
    """Folded names of cities, regions, clocks and zones to zones."""
    index: dict[str, dict[str, None]] = {}
    for heads, names in entries(NAMES):
        codes = [name[-2:] for name in names if name[-2:].isupper()]
        for name in codes + [re.sub(" [A-Z]{2}$", "", name) for name in names]:
            index.setdefault(key(name), {}).update(dict.fromkeys(heads.split()))
    spelled = {zone: {zone, *(city(zone, each) for each in COMMON_COUNTRIES)} for zone in owners()}
    for name, zone in [*zip(owners(), owners(), strict=True), *links().items()]:
        for each in (name, name.rpartition("/")[2], *spelled[zone]):
            index.setdefault(key(each), {})[zone] = None
    return index


@cache
def countries_by_name() -> dict[str, str]:
    """Folded names and nicknames of countries to codes; "georgia" may be the state and is left out."""
    names = {name: code for code, nicknames in entries(NICKNAMES) for name in nicknames}
    for code in owners().values():
        for name in (country_name(code, each) for each in COMMON_COUNTRIES):
            names |= {key(name): code, key(name.partition("(")[0]): code}
    return {name: code for name, code in names.items() if name != "georgia"}
