"""Places: what people type about where they are leads to a zone and a country, and never to an error."""

from __future__ import annotations

from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import places
from bot.app.places import Ambiguous, ZoneMatch, find_country, find_zone
from bot.app.places.naming import city
from bot.app.places.zones import clock, owners

ANY_TEXT = st.text(st.characters(codec=None)) | st.text(alphabet="UTCGMT+-−:0159, ", max_size=12)


def zones(found: ZoneMatch | Ambiguous | None) -> list[str]:
    if found is None:
        return []
    return [found.zone] if isinstance(found, ZoneMatch) else [match.zone for match in found.choices]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Chicago", "America/Chicago"),
        ("ciudad de méxico", "America/Mexico_City"),
        ("new york", "America/New_York"),
        ("Nueva York", "America/New_York"),
        ("Londres", "Europe/London"),
        ("Tokio", "Asia/Tokyo"),
        ("Madrid", "Europe/Madrid"),
        ("São Paulo", "America/Sao_Paulo"),
        ("  sao   paulo. ", "America/Sao_Paulo"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("Calcutta", "Asia/Kolkata"),
        ("Saint Louis", "America/Chicago"),
        ("I live in Boston", "America/New_York"),
        ("vivo en Sevilla", "Europe/Madrid"),
        ("California", "America/Los_Angeles"),
        ("ny", "America/New_York"),
        ("eastern time", "America/New_York"),
        ("US/Eastern", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("Irlanda", "Europe/Dublin"),
        ("Argentina", "America/Argentina/Buenos_Aires"),
        ("Springfield, IL", "America/Chicago"),
        ("Fresno, CA", "America/Los_Angeles"),
        ("Toronto, CA", "America/Toronto"),
        ("Austin TX", "America/Chicago"),
        ("London, Ontario", "America/Toronto"),
        ("Lima Perú", "America/Lima"),
        ("UTC-3", "Etc/GMT+3"),
        ("gmt +10:00", "Etc/GMT-10"),
        ("UTC", "UTC"),
    ],
)
def test_a_typed_place_gives_its_zone(typed: str, zone: str) -> None:
    """Cities, states, countries of one clock, zone ids and offsets are understood in English and Spanish."""
    found = find_zone(typed)
    assert isinstance(found, ZoneMatch)
    assert found.zone == zone
    assert ZoneInfo(found.zone).key == zone


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("Texas", ["America/Chicago", "America/Denver"]),
        ("Birmingham", ["America/Chicago", "Europe/London"]),
        ("España", ["Europe/Madrid", "Atlantic/Canary"]),
        ("Georgia", ["America/New_York", "Asia/Tbilisi"]),
    ],
)
def test_several_clocks_are_asked_about(typed: str, choices: list[str]) -> None:
    """A name with more than one clock gives the choices, the likeliest first, and decides nothing."""
    found = find_zone(typed)
    assert isinstance(found, Ambiguous)
    assert zones(found) == choices


def test_the_country_settles_what_is_ambiguous() -> None:
    """A known country picks its own namesake, but does not hide a place that lies elsewhere."""
    assert find_zone("Birmingham", "GB") == ZoneMatch("Europe/London", "GB")
    assert find_zone("Mérida", "mx") == ZoneMatch("America/Merida", "MX")
    assert find_zone("eastern", "CA") == ZoneMatch("America/Toronto", "CA")
    assert find_zone("Chicago", "GB") == ZoneMatch("America/Chicago", "US")


@pytest.mark.parametrize("typed", ["", "  ", "no", "hi", "in", "ok", "or", "por la mañana", "UTC-99", "12", "🙂"])
def test_what_is_no_place_gives_none(typed: str) -> None:
    """Everyday words and impossible offsets are not taken for places."""
    assert find_zone(typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("USA", "US"),
        ("u.s.", "US"),
        ("EE. UU.", "US"),
        ("los Estados Unidos", "US"),
        ("England", "GB"),
        ("uk", "GB"),
        ("Reino Unido", "GB"),
        ("españa", "ES"),
        ("MX", "MX"),
        ("Lima, Peru", "PE"),
        ("the Netherlands", "NL"),
        ("soy de Colombia", "CO"),
        ("🇳🇿", "NZ"),
        ("Noruega", "NO"),
        ("no", None),
        ("NO", None),
        ("Georgia", None),
        ("de", None),
        ("Chicago", None),
    ],
)
def test_a_country_is_found_by_its_names(typed: str, code: str | None) -> None:
    """Names and nicknames in both languages, capitals and flags count; a plain "no" or "de" does not."""
    assert find_country(typed) == code


def test_a_country_is_found_by_its_own_name_in_both_languages() -> None:
    """Every country's name, as we show it, is understood when it is typed back (Georgia may be a state)."""
    for code in set(owners().values()) - {"GE", "CG", "CD"}:
        for locale in ("en", "es"):
            assert find_country(places.country_name(code, locale)) == code


def test_zones_of_a_country_begin_with_the_main_ones() -> None:
    """The choice for a country starts with where most people live and never repeats a zone."""
    assert places.country_zones("us")[:3] == ("America/New_York", "America/Chicago", "America/Denver")
    starts = {
        "CA": "America/Toronto",
        "AU": "Australia/Sydney",
        "BR": "America/Sao_Paulo",
        "NZ": "Pacific/Auckland",
    }
    for code, first in starts.items():
        assert places.country_zones(code)[0] == first
    for code in set(owners().values()):
        found = places.country_zones(code)
        assert found
        assert len(set(found)) == len(found)
        assert all(ZoneInfo(zone) for zone in found)
    assert places.country_zones("zz") == ()
    assert places.country("zz") is None
    assert places.country("fr") == places.Country("FR", ("Europe/Paris",))


def test_names_are_said_in_the_readers_language() -> None:
    """Zones and countries are named in the locale; an offset has the sign people use."""
    assert places.zone_name("America/New_York", "en") == "Eastern Time (New York)"
    assert places.zone_name("America/Mexico_City", "es") == "Ciudad de México"
    assert places.zone_name("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
    assert places.zone_name("Etc/GMT+3", "es") == "UTC−3"
    assert places.country_name("GB", "es-MX") == "Reino Unido"


@pytest.mark.parametrize("locale", ["en", "es", "es_MX", "fr", "??"])
def test_common_countries_fit_on_buttons(locale: str) -> None:
    """At most eight countries are offered, the United States first, and each has a zone and a name."""
    offered = places.common_countries(locale)
    assert 4 <= len(offered) <= 8
    assert offered[0] == "US"
    assert all(places.country_zones(code) and places.country_name(code, locale) != code for code in offered)


@settings(deadline=None)
@given(ANY_TEXT, st.none() | ANY_TEXT)
def test_no_text_raises(text: str, other: str | None) -> None:
    """Whatever is typed, each look-up answers, with zones that exist and countries that are codes."""
    assert all(ZoneInfo(zone) for zone in zones(find_zone(text, other)))
    assert (find_country(text) or "US") in owners().values()
    assert isinstance(places.country_zones(text), tuple)
    for name in (places.zone_name, places.country_name):
        assert isinstance(name(text, other or text), str)
    assert places.common_countries(text)


@settings(deadline=None)
@given(st.sampled_from(sorted(owners())), st.sampled_from(["en", "es"]))
def test_every_zone_is_found_by_the_name_we_show(zone: str, locale: str) -> None:
    """The city in a zone's shown name leads back to a zone with the same clock, given the country."""
    shown = city(zone, locale)
    found = zones(find_zone(shown, owners()[zone]))
    assert clock(zone) in {clock(each) for each in found}


def test_lookups_are_fast_once_the_index_is_there() -> None:
    """A very long text costs no more than a short one."""
    find_zone("warm up")
    begin = perf_counter()
    for _ in range(20):
        find_zone("a b, c d e f " * 10_000)
    assert perf_counter() - begin < 1
