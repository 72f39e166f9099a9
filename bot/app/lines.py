"""Crisis lines as scripts and words read them, and where they stand as a page."""

from typing import Any
from urllib.parse import urlencode

from bot.app import places
from bot.app.content import Content
from bot.app.directory import CONCERNS, CountryLines

PAGE = "/lines"
"""The path of the page on which each number is one tap."""


def crisis_lines(
    country: str | None, content: Content, locale: str, concern: str | None = None, *, programme: int | None = None
) -> dict[str, Any]:
    """The lines of a country; for one without an entry, the first number of the likeliest countries as an overview.

    With a ``concern``, the lines about it come first, in ``lines``. Without one, ``lines`` are those that serve
    everything, and ``more`` has the first line about each thing, with that thing as ``why``. ``page`` is the address
    where the lines are one tap each, or empty; ``programme`` says whose lines are to be shown there.
    """
    found = content.directory.for_country(country)
    about = next((one for one in CONCERNS if one == concern), None)
    return {
        "country": places.country_name(found.country, locale) if found.country else "",
        "emergency": list(found.emergency),
        "lines": found.as_context(locale, about),
        "more": [] if about else _more(found, locale),
        "overview": [] if found.country else _overview(content, locale),
        "page": _page(content, found.country, locale, programme),
    }


def _more(found: CountryLines, locale: str) -> list[dict[str, object]]:
    return [lines[0].as_context(locale) | {"why": concern} for concern, lines in found.by_concern().items()]


def _overview(content: Content, locale: str) -> list[dict[str, str]]:
    entries = ((code, content.directory.for_country(code)) for code in places.common_countries(locale))
    numbers = (
        (code, next((line.call for line in entry.to_show() if line.call and line.audience == "everyone"), None))
        for code, entry in entries
        if entry.country
    )
    return [{"country": places.country_name(code, locale), "call": call} for code, call in numbers if call]


def _page(content: Content, country: str, locale: str, programme: int | None) -> str:
    root = content.reach.public_url
    return f"{root}{page_path(country, locale, programme)}" if root else ""


def page_path(country: str, locale: str, programme: int | None) -> str:
    """The path of the page of a country; of an empty one, the page that has the other countries."""
    asked = {"lang": locale} if programme is None else {"lang": locale, "of": str(programme)}
    return f"{PAGE}{'/' + country if country else ''}?{urlencode(asked)}"
