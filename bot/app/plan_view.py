"""The plan as scripts and words read it: plain mappings, with what belongs to a line under it."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.app import plan, undoing
from bot.app.content import Content
from bot.app.peer import Peer
from bot.storage.records import ChangeRecord, LineRecord
from bot.wording import WordingError
from bot.wording.render import SHARED

View = dict[str, Any]

# What can be done to a line; the shared block ``change_<what>`` says it.
CHANGES = (
    "added", "brought", "revised", "removed", "restored", "withdrawn", "adopted", "moved", "placed", "pinned",
    "unpinned", "settled", "reopened", "addressed", "undone",
)  # fmt: skip

# From so many lines on a plan is shown section by section: more does not fit a phone's screen or a tired head.
LONG = 20


def section_titles(peer: Peer, content: Content, locale: str) -> dict[str, str]:
    """The name of every section: the built-in ones in the person's language, their own as they named them."""
    built_in = {name: content.wording.label(locale, SHARED, f"section_{name}", {}) for name in plan.SECTIONS}
    return {**built_in, **peer.record.memory.sections}


def plan_view(peer: Peer, content: Content, locale: str) -> View:
    """What the need ``plan`` holds; docs/script-reference.md lists it."""
    titles = section_titles(peer, content, locale)
    source = _sources(content, locale)
    lines = [_line(line, titles, source) for line in plan.shown(peer)]
    _hang_together(lines)
    under: dict[str, list[View]] = {name: [] for name in titles}
    for line in lines:
        if not line["depth"]:
            under.setdefault(line["section"], []).append(line)
    return {
        "lines": lines,
        "sections": [found for name, title in titles.items() if (found := _section(name, title, lines))["count"]],
        "under": under,
        "drafts": sum(not line["adopted"] for line in lines),
        "pinned": [line for line in lines if line["pinned"]],
        "strengths": [line for name in plan.STRENGTHS for line in under[name] if not line["role"]],
        "people": [line for line in under["people"] if not line["role"]],
        "goals": [line for line in under["goals"] if not line["settled"]],
        "laid_aside": _laid_aside(peer),
        "steps": _open_steps(lines),
        "keepsakes": [line for name in _keepsakes(titles) for line in under[name] if not line["role"]],
        "is_long": len(lines) > LONG,
    }


def changes_view(peer: Peer) -> list[View]:
    """What the need ``changes`` holds: every change of the plan, the newest first."""
    lines = peer.lines
    return [_entry(entry, lines) for entry in undoing.entries(peer)]


def history_view(peer: Peer) -> list[View]:
    """What the need ``history`` holds: earlier wordings of lines, the oldest first, with when they were replaced."""
    return [
        {"ref": change.ref, "text": change.before.text, "until": change.at}
        for change in peer.history
        if _reworded(change, peer.lines)
    ]


def _reworded(change: ChangeRecord, lines: dict[int, LineRecord]) -> bool:
    now = lines.get(change.ref)
    return change.what in ("revised", "undone") and now is not None and now.text != change.before.text


def _line(line: LineRecord, titles: dict[str, str], source: Callable[[str], str]) -> View:
    return {
        "ref": line.ref, "text": line.text, "role": line.role, "section": line.section,
        "title": titles.get(line.section, line.section), "about": line.about, "area": line.area,
        "audience": line.audience, "question": line.question, "state": line.state,
        "source": source(line.dialogue), "at": line.created_at,
        "adopted": line.adopted_at is not None, "pinned": line.pinned_at is not None, "settled": line.settled,
        "settled_at": line.settled_at, "depth": 0, "follow": [],
    }  # fmt: skip


def _hang_together(lines: list[View]) -> None:
    """Puts each line under the one it belongs to, which comes before it, and notes how deep it stands."""
    known: dict[int, View] = {}
    for line in lines:
        parent = known.get(line["about"])
        if parent:
            parent["follow"].append(line)
            line["depth"] = parent["depth"] + 1
        known[line["ref"]] = line


def _open_steps(lines: Iterable[View]) -> list[View]:
    """The steps of open goals that are neither done nor let go."""
    over = {line["ref"] for line in lines if line["settled"]}
    return [line for line in lines if line["role"] == "step" and not line["settled"] and line["about"] not in over]


def _keepsakes(titles: Iterable[str]) -> list[str]:
    """The sections whose lines can stand in a picture."""
    own = (name for name in titles if name.startswith(plan.OWN_SECTION))
    return ["meaning", *plan.STRENGTHS, "wins", *own]


def _laid_aside(peer: Peer) -> list[View]:
    """Goals and steps that were let go, the newest first: they can be taken up again."""
    found = [
        line
        for line in peer.lines.values()
        if line.settled == "let_go" and line.removed_at is None and line.role in ("", "step")
    ]
    return [{"ref": line.ref, "text": line.text} for line in sorted(found, key=lambda line: line.ref, reverse=True)]


def _section(name: str, title: str, lines: Iterable[View]) -> View:
    found = [line for line in lines if line["section"] == name]
    return {"name": name, "title": title, "lines": found, "count": len(found)}


def _sources(content: Content, locale: str) -> Callable[[str], str]:
    """The title of a dialogue; its bare name where it has none, or is gone."""
    titles: dict[str, str] = {}

    def title(dialogue: str) -> str:
        if dialogue not in titles:
            try:
                titles[dialogue] = content.wording.label(locale, dialogue, "title", {})
            except WordingError:
                titles[dialogue] = dialogue.replace("_", " ")
        return titles[dialogue]

    return title


def _entry(entry: undoing.Entry, lines: dict[int, LineRecord]) -> View:
    now = lines[entry.refs[0]]
    before = entry.before[0] if entry.before else None
    return {
        "number": entry.number, "what": entry.what, "at": entry.at, "count": len(entry.refs), "text": now.text,
        "before": before.text if before else "", "in_plan": now.removed_at is None,
    }  # fmt: skip
