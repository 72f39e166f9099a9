"""Sample people and outcomes for the rehearsal of the content: made by the very providers that serve real people."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.app import plan
from bot.app.content import NEEDS, Content
from bot.app.context import PROVIDERS
from bot.app.lines import crisis_lines
from bot.app.peer import Peer
from bot.app.presenter import HELP_NOW
from bot.scripts.lint import ALWAYS
from bot.storage.records import LineRecord
from bot.wording.corpus import CONTROLS
from bot.wording.rehearsal import NOON, Setting, SharedUse, own

_ZONE = "Europe/Madrid"
_LONG_CHOICE = tuple({"value": zone, "label": own(zone)} for zone in ("America/Chicago", "America/Denver"))

# What an action may answer, whatever the content; `bot.app.actions` says what the outcomes mean.
OUTCOMES: Mapping[str, Sequence[tuple[str, object]]] = {
    "consent.give": (("given", None),),
    "peer.forget": tuple(("forgotten", {"lines": n, "named": bool(n), "at": NOON}) for n in (0, 1, 12)),
    "peer.set": (("set", own("Sam")), ("set", "")),
    "place.country": (("found", "US"), ("found_with_zone", "ES"), ("unknown", None)),
    "place.zone": (("found", _ZONE), ("unclear", _LONG_CHOICE), ("unknown", None)),
    "plan.adopt": tuple(("adopted", number) for number in (0, 1, 7)),
    "plan.remove": (("done", None), ("gone", None)),
    "plan.restore": (("done", None), ("gone", None)),
    "plan.revise": (("done", None), ("gone", None)),
}

# Shared blocks that the program says without anything to refer to.
_BARE = ("stale", "edited_too_late", "unsupported", "unknown_command", "in_group", "failed", "database_down")
_LEADS = ("resumed", "returning", "joined", "choose_one", "paused", "still_paused", "nothing_to_pause")
# What is data wherever it stands: names, numbers, addresses and the person's own words.
_DATA = (
    "name", "label", "text", "country", "country_name", "zone_name", "call", "text_to", "text_word", "chat", "web",
    "hours", "emergency",
)  # fmt: skip


def setting(content: Content) -> Setting:
    """Everything a rehearsal of ``content`` needs."""
    return Setting(
        dialogues=content.catalog.dialogues,
        people=lambda locale: people(content, locale),
        outcomes=outcomes(content),
        always=ALWAYS | {"peer"},
        shared=_shared(),
        needed=_needed(content),
        headings=("section_", "role_"),
        emergency=frozenset({HELP_NOW}),
    )


def outcomes(content: Content) -> dict[str, Sequence[tuple[str, object]]]:
    """What each action may answer; crisis lines are looked up for countries with and without an entry."""
    found = [_marked(crisis_lines(code, content, content.wording.default)) for code in ("US", "GB", "ES", "JP")]
    return {**OUTCOMES, "lines.look_up": (*(("found", one) for one in found), ("unknown", None))}


def people(content: Content, locale: str) -> list[dict[str, Any]]:
    """The context of sample people: a newcomer, one with a single line, some with full plans, one of each country."""
    newcomer = _peer(locale)
    draft = _peer(locale, country="US", name="Sam", lines=1)
    settled = _peer(locale, country="ES", name="Sam", zone=_ZONE, lines=12, adopted=True)
    mixed = _peer(locale, country="GB", name="Sam", lines=12)
    known = (newcomer, draft, settled, mixed)
    there = {peer.record.country for peer in known}
    others = (_peer(locale, country=code) for code in content.directory.countries() if code not in there)
    return [_context(peer, content) for peer in (*known, *others)]


def _peer(
    locale: str, *, country: str | None = None, name: str | None = None, zone: str | None = None, lines: int = 0,
    adopted: bool = False,
) -> Peer:  # fmt: skip
    peer = Peer.new("sample", NOON, locale)
    record = peer.record
    record.name, record.country, record.timezone = name, country, zone
    record.consented_at = NOON if name else None
    roles = ("", "where_next", "", "got_through", "", "why", "step", "leans_on")
    for ref in range(1, lines + 1):
        line = LineRecord(
            ref=ref, section=plan.SECTIONS[ref % len(plan.SECTIONS)], text=f"my sister & <music> {ref}",
            role=roles[(ref - 1) % len(roles)], dialogue="sample", version=1, state="one", position=ref,
            created_at=NOON, adopted_at=NOON if adopted or (lines > 1 and ref % 2) else None,
        )  # fmt: skip
        peer.put_line(line)
    return peer


def _context(peer: Peer, content: Content) -> dict[str, Any]:
    return {name: _marked(_provided(name, peer, content)) for name in NEEDS}


def _provided(name: str, peer: Peer, content: Content) -> Any:
    try:
        return PROVIDERS[name](peer, content, NOON)
    except Exception:  # broken content, such as a section without a name, which lint reports itself
        return [{"value": "sample", "label": "sample"}]


def _marked(value: Any, key: str = "") -> Any:
    """``value`` with the person's own words, names, numbers and addresses in it marked as such."""
    if isinstance(value, dict):
        is_section = "lines" in value and "name" in value
        return {name: inner if is_section and name == "name" else _marked(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner, key) for inner in value]
    return own(value) if isinstance(value, str) and value and key in _DATA else value


def _shared() -> dict[str, SharedUse]:
    spoken = {"peer": _marked({"name": "Sam"}), "last": "", "beneath": False}
    uses = {name: SharedUse() for name in _BARE}
    uses |= {name: SharedUse(scopes=(spoken,)) for name in _LEADS}
    uses |= {name: SharedUse("button", (spoken,)) for name in CONTROLS}
    uses["nudge"] = SharedUse(scopes=(spoken,), unsolicited=True)
    uses["went_back"] = SharedUse(scopes=({**spoken, "undone": ""}, {**spoken, "undone": own("a <b> & c")}))
    uses |= {name: SharedUse(scopes=({**spoken, "held": own("a <b> & c")},)) for name in ("was_paused", "let_go")}
    uses["revised"] = SharedUse(scopes=({"answer": own("a <b> & c")},))
    uses |= {name: SharedUse() for name in ("bot_description", "bot_short_description")}
    uses |= {name: SharedUse("label") for name in ("command_start", "command_pause")}
    return uses | {f"section_{name}": SharedUse("button") for name in plan.SECTIONS}


def _needed(content: Content) -> dict[str, str]:
    """Shared blocks for what scripts put into the plan: each section and each role is shown by its name."""
    needed: dict[str, str] = {}
    for dialogue in content.catalog.dialogues.values():
        for state in dialogue.states.values():
            where = f"the state {state.name} of {dialogue.name} keeps lines there"
            if state.keep and state.keep.section:
                needed[f"section_{state.keep.section}"] = where
            if state.keep and state.keep.role:
                needed[f"role_{state.keep.role}"] = where
    return needed
