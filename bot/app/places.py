"""Where a person is, in their own words: towns, regions and countries to time zones and ISO country codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

# Zones (the one of most people first) and names beyond the zones' own; one that several have is asked about.
# Two capitals after a name are the postal code of a state or province.
_NAMES = """
America/New_York: nyc, boston, philadelphia, atlanta, miami, orlando, tampa, charlotte, raleigh, pittsburgh,
baltimore, brooklyn, washington, dc, washington dc, cleveland, columbus, cincinnati, jacksonville, richmond,
portland, eastern, est, edt, hora del este, buffalo, connecticut CT, delaware DE, georgia GA, maine ME,
maryland MD, new jersey NJ, massachusetts MA, new hampshire NH, new york NY, north carolina NC, ohio OH,
pennsylvania PA, vermont VT, rhode island RI, south carolina SC, virginia VA, west virginia WV, district of
columbia DC; America/New_York America/Chicago: florida FL, kentucky KY; America/Chicago America/New_York:
tennessee TN; America/Indiana/Indianapolis America/Chicago: indiana IN; America/Detroit: michigan MI;
America/Chicago: houston, dallas, austin, san antonio, fort worth, new orleans, nashville, memphis, st louis,
kansas city, omaha, minneapolis, st paul, milwaukee, madison, oklahoma city, tulsa, birmingham, central, cst,
cdt, alabama AL, arkansas AR, illinois IL, iowa IA, louisiana LA, minnesota MN, mississippi MS, missouri MO,
oklahoma OK, wisconsin WI; America/Chicago America/Denver: kansas KS, nebraska NE, north dakota ND, south
dakota SD, texas TX; America/Denver: albuquerque, santa fe, salt lake city, colorado springs, el paso,
mountain, mst, mdt, colorado CO, montana MT, new mexico NM, utah UT, wyoming WY; America/Phoenix: tucson,
arizona AZ; America/Boise America/Los_Angeles: idaho ID; America/Los_Angeles: la, san francisco, san diego,
san jose, oakland, sacramento, fresno, seattle, spokane, portland, las vegas, reno, pacific, pst, pdt, hora
del pacifico, california CA, nevada NV, washington WA; America/Los_Angeles America/Boise: oregon OR;
America/Anchorage: fairbanks, alaska AK; Pacific/Honolulu: maui, oahu, hawaii HI; America/Puerto_Rico: san
juan; America/Toronto: ottawa, montreal, quebec QC, quebec city, ontario ON, mississauga, hamilton, eastern,
est, edt; America/Vancouver: victoria, british columbia BC, pacific, pst, pdt; America/Edmonton: calgary,
alberta AB; America/Winnipeg: manitoba MB, central, cst, cdt; America/Regina: saskatchewan SK, saskatoon;
America/Halifax: nova scotia NS, prince edward island PE; America/Moncton: new brunswick NB, st john;
America/St_Johns: newfoundland NL; America/Mexico_City: guadalajara, puebla, leon, toluca, queretaro, cdmx,
df, oaxaca, veracruz, morelia, jalisco, zona centro; America/Monterrey: nuevo leon, saltillo; America/Tijuana:
mexicali, baja california; America/Mazatlan: culiacan, la paz, sinaloa; America/Cancun: playa del carmen,
quintana roo; America/Hermosillo: sonora; America/Argentina/Buenos_Aires: la plata, rosario, mar del plata;
America/Bogota: medellin, cali, barranquilla, cartagena; America/Costa_Rica: san jose; America/Sao_Paulo: rio,
rio de janeiro, brasilia; Europe/Madrid: barcelona, valencia, sevilla, seville, zaragoza, malaga, bilbao,
granada, cordoba, murcia, alicante, valladolid, vigo, oviedo, salamanca, cartagena, leon, merida, guadalajara,
mallorca, ibiza, pamplona, san sebastian; Atlantic/Canary: tenerife, las palmas, gran canaria, lanzarote,
canary islands, islas canarias; Europe/London: manchester, birmingham, liverpool, leeds, glasgow, edinburgh,
edimburgo, cardiff, bristol, newcastle; Europe/Dublin: cork, galway, limerick; Australia/Sydney: new south
wales, nsw, newcastle, aest, aedt; Australia/Melbourne: victoria; Australia/Brisbane: queensland, gold coast,
cairns; Australia/Perth: western australia; Australia/Adelaide: south australia; Australia/Hobart: tasmania;
Australia/Darwin: northern territory; Pacific/Auckland: wellington, christchurch, hamilton, dunedin;
Asia/Kolkata: delhi, new delhi, nueva delhi, mumbai, bangalore, chennai; Asia/Tbilisi: georgia
"""
_NICKNAMES = """
US: usa, u s a, us, u s, america, united states of america, states, estados unidos de america, eeuu, ee uu,
eua; GB: uk, u k, england, scotland, wales, northern ireland, britain, great britain, inglaterra, escocia,
gales, irlanda del norte, gran bretana; IE: eire, republic of ireland, republica de irlanda; NZ: nz, aotearoa;
DE: deutschland; NL: holland, holanda; CZ: czech republic, republica checa; TR: turkey; CI: ivory coast, costa
de marfil; HK: hong kong; PS: palestine, palestina; KR: korea, corea; AE: uae, emiratos arabes; GE: republic
of georgia, sakartvelo; MK: macedonia; BA: bosnia; CV: cape verde
"""
_MAIN = """
US: America/New_York, America/Chicago, America/Denver, America/Phoenix, America/Los_Angeles,
America/Anchorage, Pacific/Honolulu; CA: America/Toronto, America/Vancouver, America/Edmonton,
America/Winnipeg, America/Halifax, America/St_Johns; AU: Australia/Sydney, Australia/Melbourne,
Australia/Brisbane, Australia/Perth, Australia/Adelaide; MX: America/Mexico_City, America/Monterrey,
America/Tijuana, America/Hermosillo, America/Cancun; BR: America/Sao_Paulo, America/Manaus; RU:
Europe/Moscow
"""
_COMMON = {
    "en": ("US", "CA", "GB", "IE", "AU", "NZ", "ZA", "IN"),
    "es": ("US", "ES", "MX", "AR", "CO", "CL", "PE", "VE"),
}
_NAMED_CLOCKS = ("US", "CA", "AU")  # where people know their zone by its name more than by a city
_WORDS = " al co de hi id in la ma me mi ok oh on or pa "  # codes only in capitals or after a town
_FLUFF = re.compile("^((i am|i m|im|i live|living|estoy|vivo|soy|somos) (in|en|from|de|near)|hora de|in|en) | time$")


@dataclass(frozen=True, slots=True)
class Country:
    """A country's ISO code and its time zones, main ones first."""

    code: str
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """The one zone that fits; the country is None for a bare offset such as UTC-3."""

    zone: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several zones fit, each with a clock of its own; the person chooses."""

    choices: tuple[ZoneMatch, ...]


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
    zones = [zone for zone in zones if _owners()[zone] == code] or zones
    matches = tuple(ZoneMatch(zone, _owners()[zone]) for zone in _distinct(zones))
    return Ambiguous(matches) if len(matches) > 1 else next(iter(matches), None)


def find_country(text: str) -> str | None:
    """Find the ISO code for a country's name, nickname, code in capitals or flag, in English or Spanish.

    Of "Lima, Peru" the last part counts. "Georgia" alone gives None, as it may be the state. Raises nothing.
    """
    text = text.strip()[:120]
    if re.fullmatch("[\U0001f1e6-\U0001f1ff]{2}", text):
        text = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in text)
    if text in _owners().values() and text.lower() not in ("no", "si", "me", "so", "do"):
        return text
    names = _country_names()
    for part in (text, text.rpartition(",")[2]):
        key = _FLUFF.sub("", _key(part))
        if code := names.get(key) or names.get(re.sub("^(the|los|las|la|el) ", "", key)):
            return code
    return None


def country(code: str) -> Country | None:
    """Give the country for an ISO code in either case, or None where the code is unknown or has no zones."""
    zones = country_zones(code)
    return Country(code.upper(), zones) if zones else None


def country_zones(code: str) -> tuple[str, ...]:
    """Give a country's zones for a choice: the main ones, then one for each further clock; () if unknown."""
    code = code.upper()
    main = dict(_table(_MAIN)).get(code, [])
    clocks = {_clock(zone) for zone in main}
    rest = _distinct(zone for zone, owner in _owners().items() if owner == code)
    return (*main, *(zone for zone in rest if _clock(zone) not in clocks))


def zone_name(zone: str, locale: str) -> str:
    """Name a zone by its city in the person's language, with the clock's name where that is better known."""
    if offset := re.fullmatch(r"Etc/GMT([+-])(\d{1,2})", zone):
        return f"UTC{'−' if offset[1] == '+' else '+'}{offset[2]}"
    known = zone if zone in _owners() else _links().get(zone, "")
    if known not in _owners():
        return zone.rpartition("/")[2].replace("_", " ")
    city = _city(known, _locale(locale))
    if _owners()[known] not in _NAMED_CLOCKS:
        return city
    from babel.dates import get_timezone_name

    return f"{get_timezone_name(known, width='long', locale=_locale(locale), zone_variant='generic')} ({city})"


def country_name(code: str, locale: str) -> str:
    """Name a country in the person's language; an unknown code comes back as it is."""
    return _locale(locale).territories.get(code.upper()) or code


def common_countries(locale: str) -> tuple[str, ...]:
    """Give at most eight codes for buttons, likeliest first, for the language of ``locale``."""
    return _COMMON.get(locale[:2].lower(), _COMMON["en"])


def _named(text: str, tail: bool = False) -> list[str]:
    """Give the zones that the whole text may mean; as the tail of "town, region", all zones of a country."""
    key = _FLUFF.sub("", _key(text))
    is_word = f" {key} " in _WORDS and not tail and not text.strip().isupper()
    zones = [] if is_word else list(_index().get(key, ()))
    nation = find_country(key.upper() if tail and len(key) == 2 else text)
    if nation and (tail or not zones or len(key) == 2):
        zones += country_zones(nation)
        zones += [zone for zone, owner in _owners().items() if tail and owner == nation]
    return zones


def _town_and_region(text: str) -> list[str]:
    words = text.replace(",", " , ").split()[:9]
    for cut in range(1, len(words)):
        tail = " ".join(words[cut:])
        region = _named(tail, tail=True)
        both = [zone for zone in _named(" ".join(words[:cut])) if zone in region]
        if both or (region and words[cut] == ","):
            return both or list(_index().get(_key(tail), region))
    return []


def _offset(text: str) -> str | None:
    given = re.fullmatch("(utc|gmt|) *(?:([+−–-]) *([0-9]{1,2})(?::?00)?)?", text.strip().lower())
    if not given or not given[0]:
        return None
    east, hours = given[2] == "+", int(given[3] or 0)
    if hours > (14 if east else 12):
        return None
    return f"Etc/GMT{'-' if east else '+'}{hours}" if hours else "UTC"


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return re.sub(r"\bsaint\b", "st", " ".join(re.findall(r"[^\W_]+", plain)))


def _table(text: str) -> Iterator[tuple[str, list[str]]]:
    for entry in " ".join(text.split()).split("; "):
        head, _, names = entry.partition(": ")
        yield head, names.split(", ")


def _database(name: str, start: str) -> list[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if re.match(start, line)]


@cache
def _owners() -> dict[str, str]:
    """Zone to country, in the time zone database's order; zones of Antarctica left out."""
    return {row[2]: row[0] for row in _database("zone.tab", "(?!AQ)[A-Z]")}


@cache
def _links() -> dict[str, str]:
    """Other names of zones, such as US/Eastern and Asia/Calcutta, to the names of today."""
    rows = _database("tzdata.zi", "L .*/.*/")
    return {row[2]: row[1] for row in rows if row[2] not in _owners() and row[1] in _owners()}


@cache
def _index() -> dict[str, dict[str, None]]:
    """Folded names to zones."""
    index: dict[str, dict[str, None]] = {}
    for heads, names in _table(_NAMES):
        codes = [name[-2:] for name in names if name[-2:].isupper()]
        for name in codes + [re.sub(" [A-Z]{2}$", "", name) for name in names]:
            index.setdefault(_key(name), {}).update(dict.fromkeys(heads.split()))
    spelled = {zone: {zone, *(_city(zone, _locale(each)) for each in _COMMON)} for zone in _owners()}
    for name, zone in [*zip(_owners(), _owners(), strict=True), *_links().items()]:
        for each in (name, name.rpartition("/")[2], *spelled[zone]):
            index.setdefault(_key(each), {})[zone] = None
    return index


@cache
def _country_names() -> dict[str, str]:
    names = {name: code for code, nicknames in _table(_NICKNAMES) for name in nicknames}
    for code in _owners().values():
        for name in (country_name(code, each) for each in _COMMON):
            names |= {_key(name): code, _key(name.partition("(")[0]): code}
    return {name: code for name, code in names.items() if name != "georgia"}


@cache
def _clock(zone: str) -> tuple[timedelta | None, ...]:
    """What tells the clocks of two zones apart: their offsets in a January and a July to come."""
    return tuple(datetime(2027, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


def _distinct(zones: Iterable[str]) -> tuple[str, ...]:
    first: dict[object, str] = {}
    for zone in zones:
        first.setdefault(_clock(zone), zone)
    return tuple(first.values())


def _city(zone: str, locale: Locale) -> str:
    from babel.dates import get_timezone_location

    return get_timezone_location(zone, locale=locale, return_city=True).rpartition("/")[2]


def _locale(name: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("es" if name.startswith("es") else "en")
