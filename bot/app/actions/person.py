"""Actions about the person: their yes, their name and place, the crisis lines near them, and leaving."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.app import places, plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.consent import CONSENT_VERSION
from bot.app.lines import crisis_lines
from bot.app.peer import Peer
from bot.engine import ScriptError
from bot.storage.circle import LetterRecord


def give_consent(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Records which wording was agreed to, and when. Outcome: given."""
    is_first = not peer.consented
    peer.record.consent_version, peer.record.consented_at = CONSENT_VERSION, scene.at
    if is_first:
        peer.count("joined", scene.at)
    return "given", None


def forget(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Deletes everything about the person. Outcome: forgotten; the value counts what was held, for the receipt.

    Somebody who works for a programme, and has said no to keeping a plan here, keeps that role, unless it is to go too
    (``role`` is true).
    """
    _ = peer.circle  # others lose by this: it keeps its place among their acts
    lines = len(plan.shown(peer))
    session = peer.record.session
    # What lay open beneath goes too: only the dialogue that says goodbye is left to end.
    peer.record.session = replace(session, frames=session.frames[-1:])
    peer.changes.forgotten = bool(arguments.get("role")) or not peer.record.memory.serves
    if peer.changes.forgotten:
        _take_leave(peer, scene)
    return "forgotten", {"lines": lines, "named": peer.record.name is not None, "at": scene.at}


def _take_leave(peer: Peer, scene: Scene) -> None:
    """Whoever shared something with this person is told that it has ended."""
    for share in peer.circle.readable(scene.at):
        role = peer.circle.staff.get(share.staff_id)
        if role and share.peer_id is not None:
            peer.send(LetterRecord(peer_id=share.peer_id, kind="ended", at=scene.at, name=role.name))


def set_fact(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sets name, locale, country or timezone; an empty value clears it. Outcome: set."""
    field, value = str(arguments["field"]), arguments["value"]
    if field not in ("name", "locale", "country", "timezone"):
        raise ScriptError(f"peer.set: there is no field {field!r}")
    setattr(peer.record, field, str(value) if value else None)
    return "set", value


def find_country(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Understands a country as typed or chosen. Outcomes: found, found_with_zone, unknown.

    The country is set; so is the time zone where the country has only one.
    """
    code = places.find_country(str(arguments["place"]))
    if code is None:
        return "unknown", None
    peer.record.country = code
    zones = places.country_zones(code)
    if len(zones) == 1:
        peer.record.timezone = zones[0]
        return "found_with_zone", code
    return "found", code


def find_zone(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Understands a place for its time zone. Outcomes: found (and it is set), unclear (value: the zones), unknown."""
    found = places.find_zone(str(arguments["place"]), peer.record.country)
    if isinstance(found, places.ZoneMatch):
        peer.record.timezone = found.zone
        return "found", found.zone
    if found is None:
        return "unknown", None
    return "unclear", _zones(found, peer.record.locale or "en")


def find_clock(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Understands "what time is it for you now?" (``said``), and sets a time zone with that time.

    Outcomes: found, unclear (value: the zones), unknown (no such zone, or no time was said).
    """
    from bot.app.hours import find_hours

    locale = scene.content.locale_for(peer.record.locale)
    said = find_hours(str(arguments["said"]), locale)
    found = places.zones_by_clock(said.times, scene.at, peer.record.country) if said and said.times else None
    if isinstance(found, places.Ambiguous):
        at_home = tuple(one for one in found.choices if one.country == peer.record.country)
        found = at_home[0] if len(at_home) == 1 else places.Ambiguous(at_home or found.choices)
    elif found and said and len(said.times) > 1 and found.country != peer.record.country:
        # "8" can be morning or evening; that only one place fits does not make it theirs.
        found = places.Ambiguous((found,))
    if isinstance(found, places.ZoneMatch):
        peer.record.timezone = found.zone
        return "found", found.zone
    return ("unknown", None) if found is None else ("unclear", _zones(found, locale))


def _zones(found: places.Ambiguous, locale: str) -> tuple[dict[str, str], ...]:
    return tuple({"value": one.zone, "label": places.zone_name(one.zone, locale)} for one in found.choices)


def look_up_lines(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Finds the crisis lines of a country as typed or chosen (``place``; empty: the person's own).

    ``about`` says what they are for, where that is known. Outcomes: found (value: the lines), unknown. It changes no
    setting; only somebody whose country was not known yet has it from now on.
    """
    locale, about = scene.content.locale_for(peer.record.locale), arguments.get("about") or None
    programme = peer.record.programme_id
    if not arguments["place"]:
        return "found", crisis_lines(peer.record.country, scene.content, locale, about, programme=programme)
    code = places.find_country(str(arguments["place"]))
    if code is None:
        return "unknown", None
    peer.record.country = peer.record.country or code
    return "found", crisis_lines(code, scene.content, locale, about, programme=programme)


OF_THE_PERSON: Mapping[str, Action] = {
    "consent.give": give_consent,
    "lines.look_up": look_up_lines,
    "peer.forget": forget,
    "peer.set": set_fact,
    "place.clock": find_clock,
    "place.country": find_country,
    "place.zone": find_zone,
}
