"""Sample people and outcomes for the rehearsal of the content: made by the very providers that serve real people."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from bot.app import plan, recall
from bot.app.admission import DANGER
from bot.app.content import NEEDS, Content, Reach
from bot.app.context import PROVIDERS
from bot.app.lines import crisis_lines
from bot.app.peer import Peer
from bot.app.plan_view import CHANGES
from bot.app.presenter import HELP_NOW
from bot.app.sample_outcomes import OUTCOMES, PICK, SAMPLE_STORY, SUMMARIES
from bot.app.sample_pages import PAGE_BLOCKS
from bot.app.sample_people import sample_people
from bot.app.schedule import CHECK_IN, LOOK_IN
from bot.scripts.lint import ALWAYS
from bot.storage.records import Cadence
from bot.wording.corpus import CONTROLS
from bot.wording.rehearsal import NOON, Setting, SharedUse, own

# Whether there are steps that are done, and goals that were reached; a picture of neither has no such row.
_KINDS_DONE = ((True, False), (False, True), (True, True))
# Shared blocks that the program says without anything to refer to.
_BARE = (
    "stale", "edited_too_late", "unsupported", "unsupported_file", "unknown_command", "in_group", "failed",
    "database_down", "safe_again", "no_file", "not_cleared",
)  # fmt: skip
_LEADS = (
    "resumed", "returning", "joined", "choose_one", "paused", "rests", "still_paused", "nothing_to_pause",
)  # fmt: skip
# What is data wherever it stands: names, numbers, addresses and the person's own words.
_DATA = (
    "name", "label", "title", "text", "before", "question", "source", "open", "step", "author", "html", "country",
    "country_name", "zone_name", "call", "text_to", "text_word", "chat", "web", "hours", "emergency", "last", "wins",
    "steps", "talk", "contact", "page",
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
        headings=("section_", "role_", "area_", "audience_", "change_", "figures_"),
        emergency=frozenset({HELP_NOW, DANGER}),
        uncalled=frozenset({CHECK_IN, LOOK_IN}),
        pages=PAGE_BLOCKS,
    )


def outcomes(content: Content) -> dict[str, Sequence[tuple[str, object]]]:
    """What each action may answer; crisis lines are looked up for countries with and without an entry."""
    found = [_marked(crisis_lines(code, content, content.wording.default)) for code in ("US", "GB", "ES", "JP")]
    return {**OUTCOMES, "lines.look_up": (*(("found", one) for one in found), ("unknown", None))}


def people(content: Content, locale: str) -> list[dict[str, Any]]:
    """The context of sample people: what the very providers that serve real people say of them."""
    return [_context(peer, content) for peer in sample_people(content, locale)]


def _context(peer: Peer, content: Content) -> dict[str, Any]:
    if peer.consented:
        reach = Reach("https://example.org", "sample_bot")
        content = replace(content, stories=(*content.stories, SAMPLE_STORY), reach=reach)
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
    spoken = {"peer": _marked({"name": "Sam"}), "last": "", "did": "", "beneath": False}
    uses = {name: SharedUse() for name in _BARE}
    uses |= {name: SharedUse(scopes=(spoken,)) for name in _LEADS}
    uses |= {name: SharedUse("button", (spoken,)) for name in CONTROLS}
    uses["back_to_question"] = SharedUse("button")
    uses["nudge"] = SharedUse(scopes=(spoken,), unsolicited=True)
    days = {"days": "Tuesday", "at": "18:00", "every_day": False, "workdays": False}
    rhythms = [{**days, "cadence": cadence} for cadence in get_args(Cadence)]
    rhythms += [{**days, "cadence": "days", every: True} for every in ("every_day", "workdays")]
    uses["rhythm_said"] = SharedUse("label", tuple({"checkins": one} for one in rhythms))
    wins = [{"count": n, "since": NOON.date(), "last": own("a <b>")} for n in (0, 1, 3)]
    uses["progress_lately"] = SharedUse(scopes=tuple({"progress": {"wins": one}} for one in wins))
    uses["check_ins_rest"] = SharedUse(scopes=(spoken,), unsolicited=True)
    named = {"count": 1, "name": own("River House")}
    several = {"count": 3, "name": own("River House")}
    uses |= {
        f"letter_{kind}": SharedUse(scopes=(named, several), unsolicited=True)
        for kind in ("shared", "note", "confirmed", "suspended", "resumed", "closed", "ended")
    }
    uses["retention_soon"] = SharedUse(scopes=({"on": NOON.date()},), unsolicited=True)
    uses["summary"] = SharedUse("label", tuple({"summary": one} for one in SUMMARIES))
    uses["summary_news"] = SharedUse("label", tuple({"summary": one} for one in SUMMARIES[1:]))
    uses |= {f"summary_{name}": SharedUse("label") for name in ("talk", "unnamed", "new", "changed")}
    uses["check_ins_awake"] = SharedUse(scopes=({"next": NOON.date()}, {"next": ""}))
    uses["went_back"] = SharedUse(scopes=({**spoken, "undone": ""}, {**spoken, "undone": own("a <b> & c")}))
    uses |= {name: SharedUse(scopes=({**spoken, "held": own("a <b> & c")},)) for name in ("was_paused", "let_go")}
    uses["revised"] = SharedUse(scopes=({"answer": own("a <b> & c")},))
    uses |= {name: SharedUse() for name in ("bot_description", "bot_short_description")}
    uses |= {name: SharedUse("label") for name in ("command_start", "command_pause")}
    uses |= {f"because_{code}": SharedUse(scopes=({"pick": {**PICK, "why": (code,)}},)) for code in recall.CODES}
    uses |= {f"document_{name}": SharedUse("label") for name in ("pinned", "draft", "done", "empty", "glyphs", "file")}
    uses["document_title"] = SharedUse("label", ({"draft": True}, {"draft": False}))
    uses |= {f"document_progress_{name}": SharedUse("label") for name in ("wins", "words", "file")}
    uses["document_progress_done"] = SharedUse("label", tuple({"steps": s, "goals": g} for s, g in _KINDS_DONE))
    uses["document_made_on"] = SharedUse("label", ({"on": NOON.date()},))
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
    kinds = {f"change_{what}": "a change of a line is called so" for what in CHANGES}
    return needed | kinds | {f"because_{code}": "a line is quoted back for this reason" for code in recall.CODES}
