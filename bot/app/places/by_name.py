"""Where a person is, by the name of the place."""

import re

from bot.app.places.found import Ambiguous, Country, ZoneMatch
from bot.app.places.index import countries_by_name, key, name_in, zones_by_name
from bot.app.places.zones import country_zones, distinct, owners

_WORDS = " al co de hi id in la ma me mi ok oh on or pa "  # codes only in capitals or after a town


def find_zone(text: str, country: str | None = None) -> ZoneMatch | Ambiguous | None:
    """Find the time zone of a place as somebody typed it; what lies in ``country`` is preferred.

    Understands cities (English, Spanish, no accents needed), regions, countries, "town, region", zone ids and
    UTC offsets. Gives None for what it does not know; raises nothing, whatever the text.
    """
    text = text[:120]
    if offset := _offset(text):
        return ZoneMatch(offset, None)
    code = (country or "").upper()
    zones = _named(text) or _town_and_region(text)
    zones = [zone for zone in zones if owners()[zone] == code] or zones
    matches = tuple(ZoneMatch(zone, owners()[zone]) for zone in distinct(zones))
    return Ambiguous(matches) if len(matches) > 1 else next(iter(matches), None)


def find_country(text: str) -> str | None:
    """Find the ISO code for a country's name, nickname, code in capitals or flag, in English or Spanish.

    Of "Lima, Peru" the last part counts. "Georgia" alone gives None, as it may be the state. Raises nothing.
    """
    text = text.strip()[:120]
    if re.fullmatch("[\U0001f1e6-\U0001f1ff]{2}", text):
        text = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in text)
    if text in owners().values() and text.lower() not in ("no", "si", "me", "so", "do"):
        return text
    names = countries_by_name()
    for part in (text, text.rpartition(",")[2]):
        name = name_in(part)
        if code := names.get(name) or names.get(re.sub("^(the|los|las|la|el) ", "", name)):
            return code
    return None


def country(code: str) -> Country | None:
    """Give the country for an ISO code in either case, or None where the code is unknown or has no zones."""
    zones = country_zones(code)
    return Country(code.upper(), zones) if zones else None


def _named(text: str, tail: bool = False) -> list[str]:
    """Give the zones that the whole text may mean; as the tail of "town, region", all zones of a country."""
    name = name_in(text)
    is_word = f" {name} " in _WORDS and not tail and not text.strip().isupper()
    zones = [] if is_word else list(zones_by_name().get(name, ()))
    nation = find_country(name.upper() if tail and len(name) == 2 else text)
    if nation and (tail or not zones or len(name) == 2):
        zones += country_zones(nation)
        zones += [zone for zone, owner in owners().items() if tail and owner == nation]
    return zones


def _town_and_region(text: str) -> list[str]:
    words = text.replace(",", " , ").split()[:9]
    for cut in range(1, len(words)):
        tail = " ".join(words[cut:])
        region = _named(tail, tail=True)
        both = [zone for zone in _named(" ".join(words[:cut])) if zone in region]
        if both or (region and words[cut] == ","):
            return both or list(zones_by_name().get(key(tail), region))
    return []


def _offset(text: str) -> str | None:
    given = re.fullmatch("(utc|gmt|) *(?:([+−–-]) *([0-9]{1,2})(?::?00)?)?", text.strip().lower())
    if not given or not given[0]:
        return None
    east, hours = given[2] == "+", int(given[3] or 0)
    if hours > (14 if east else 12):
        return None
    return f"Etc/GMT{'-' if east else '+'}{hours}" if hours else "UTC"
