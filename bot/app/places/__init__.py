"""Where a person is, in their own words: towns, regions, countries and clock times to zones and ISO country codes."""

from bot.app.places.by_clock import zones_by_clock
from bot.app.places.by_name import country, find_country, find_zone
from bot.app.places.found import Ambiguous, Country, ZoneMatch
from bot.app.places.naming import common_countries, country_name, zone_name
from bot.app.places.zones import country_zones

__all__ = [
    "Ambiguous",
    "Country",
    "ZoneMatch",
    "common_countries",
    "country",
    "country_name",
    "country_zones",
    "find_country",
    "find_zone",
    "zone_name",
    "zones_by_clock",
]
