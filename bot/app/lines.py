"""Crisis lines as scripts and words read them."""

from typing import Any

from bot.app import places
from bot.app.content import Content


def crisis_lines(country: str | None, content: Content, locale: str) -> dict[str, Any]:
    """The lines of a country; for one without an entry, the first number of the likeliest countries as an overview."""
    found = content.directory.for_country(country)
    return {
        "country": places.country_name(found.country, locale) if found.country else "",
        "emergency": list(found.emergency),
        "lines": found.as_context(locale),
        "overview": [] if found.country else _overview(content, locale),
    }


def _overview(content: Content, locale: str) -> list[dict[str, str]]:
    entries = ((code, content.directory.for_country(code)) for code in places.common_countries(locale))
    numbers = (
        (code, next((line.call for line in entry.lines if line.call and line.audience == "everyone"), None))
        for code, entry in entries
        if entry.country
    )
    return [{"country": places.country_name(code, locale), "call": call} for code, call in numbers if call]
