"""What scripts and words may read of a person and of the world: one provider for each name that ``needs`` can list."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.app import places, plan
from bot.app.content import Content
from bot.app.lines import crisis_lines
from bot.app.peer import Peer
from bot.wording.render import SHARED


def locale_of(peer: Peer, content: Content) -> str:
    """The locale to speak with this person."""
    return content.wording.locale_for(peer.record.locale)


def _peer(peer: Peer, content: Content, at: datetime) -> Any:
    record, locale = peer.record, locale_of(peer, content)
    return {
        "name": record.name or "",
        "locale": locale,
        "country": record.country or "",
        "country_name": places.country_name(record.country, locale) if record.country else "",
        "timezone": record.timezone or "",
        "zone_name": places.zone_name(record.timezone, locale) if record.timezone else "",
        "consented": peer.consented,
        "now": at,
    }


def _plan(peer: Peer, content: Content, at: datetime) -> Any:
    return plan.as_context(peer)


def _countries(peer: Peer, content: Content, at: datetime) -> Any:
    locale = locale_of(peer, content)
    return _named((code, places.country_name(code, locale)) for code in places.common_countries(locale))


def _languages(peer: Peer, content: Content, at: datetime) -> Any:
    from babel import Locale, UnknownLocaleError

    def name(code: str) -> str:
        try:
            return (Locale.parse(code).display_name or code).capitalize()
        except UnknownLocaleError:
            return code

    return _named((code, name(code)) for code in content.wording.locales)


def _zones(peer: Peer, content: Content, at: datetime) -> Any:
    locale = locale_of(peer, content)
    zones = places.country_zones(peer.record.country) if peer.record.country else ()
    return _named((zone, places.zone_name(zone, locale)) for zone in zones)


def _lines(peer: Peer, content: Content, at: datetime) -> Any:
    return crisis_lines(peer.record.country, content, locale_of(peer, content))


def _sections(peer: Peer, content: Content, at: datetime) -> Any:
    locale = locale_of(peer, content)
    return _named((name, content.wording.label(locale, SHARED, f"section_{name}", {})) for name in plan.SECTIONS)


def _named(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in pairs]


PROVIDERS: Mapping[str, Callable[[Peer, Content, datetime], Any]] = {
    "peer": _peer,
    "plan": _plan,
    "countries": _countries,
    "languages": _languages,
    "zones": _zones,
    "lines": _lines,
    "sections": _sections,
}


def context_of(peer: Peer, content: Content, at: datetime, names: Iterable[str]) -> dict[str, Any]:
    """The values of ``names``, which lint has proved to be known."""
    return {name: PROVIDERS[name](peer, content, at) for name in names}
