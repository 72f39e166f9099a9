"""Actions on the plan. ``line`` is a line's ref; where there is no such line the outcome is ``gone``."""

from collections.abc import Mapping
from typing import Any

from bot.app import plan, undoing
from bot.app.actions.scene import Action, Result, Scene
from bot.app.peer import Peer
from bot.app.plan_view import section_titles
from bot.engine import ScriptError
from bot.wording.text import folded

# So many characters a section's name may have: it stands on a button and as a heading.
LONGEST_NAME = 40


def adopt(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Adopts the draft ``line``, the drafts of a ``section``, or all of them. Outcome: adopted, with how many."""
    chosen = [
        line.ref
        for line in plan.shown(peer)
        if line.ref == arguments.get("line", line.ref) and line.section == arguments.get("section", line.section)
    ]
    adopted = plan.adopt(peer, scene.at, chosen)
    if adopted:
        peer.count("adopted", scene.at)
    return "adopted", adopted


def revise(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Gives a line new words. Outcomes: done, gone."""
    return _done(plan.revise(peer, _present(peer, arguments), str(arguments["text"]), scene.at))


def remove(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Takes a line out, or several at once (``line`` is then a list). Outcomes: done, gone.

    The value says how many lines belong to them and are out of sight too.
    """
    lines = arguments["line"] if isinstance(arguments["line"], list | tuple) else (_ref(arguments),)
    before = len(plan.shown(peer))
    removed = [line for line in lines if plan.remove(peer, line, scene.at)]
    return ("done", before - len(plan.shown(peer)) - len(removed)) if removed else ("gone", None)


def restore(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Puts a removed line back. Outcomes: done, gone."""
    return _done(plan.restore(peer, _ref(arguments), scene.at))


def move(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Takes a line to another ``section``. Outcomes: done, gone."""
    return _done(plan.move(peer, _present(peer, arguments), str(arguments["section"]), scene.at))


def place(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Moves a line ``where``: up or down among its neighbours. Outcomes: done, first_or_last."""
    direction: plan.Direction = "up" if arguments["where"] == "up" else "down"
    return ("done" if plan.place(peer, _present(peer, arguments), direction, scene.at) else "first_or_last"), None


def pin(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Pins a line, or lets a pinned one go. Outcomes: pinned, unpinned, gone."""
    pinned = plan.pin(peer, _present(peer, arguments), scene.at)
    return ("gone" if pinned is None else "pinned" if pinned else "unpinned"), None


def settle(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Notes ``how`` it went with a line: done, let_go, past, or open again (empty). Outcomes: done, gone."""
    how = str(arguments["how"])
    if how not in ("", "done", *plan.BEHIND):
        raise ScriptError(f"plan.settle: nothing is settled as {how!r}")
    return _done(plan.settle(peer, _present(peer, arguments), how, scene.at))


def address(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Notes who a line is for. Outcomes: done, gone."""
    return _done(plan.address(peer, _present(peer, arguments), str(arguments["audience"]), scene.at))


def undo(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Takes a change back, by its number in the need ``changes``. Outcomes: done (value: how many lines), gone."""
    entry = undoing.undo(peer, _ref(arguments, "change"), scene.at)
    return ("done", len(entry.refs)) if entry else ("gone", None)


def name_section(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Adds a section under a name of the person's own. Outcomes: made, there (both with its id), unusable."""
    name = " ".join(str(arguments["name"]).split())
    if not name or len(name) > LONGEST_NAME:
        return "unusable", None
    own = peer.record.memory.sections
    titles = section_titles(peer, scene.content, scene.content.locale_for(peer.record.locale))
    for known, title in titles.items():
        if title.casefold() == name.casefold():
            return "there", known
    made = f"{plan.OWN_SECTION}{1 + max((int(one.removeprefix(plan.OWN_SECTION)) for one in own), default=0)}"
    peer.remember(sections={**own, made: name})
    return "made", made


def search(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Finds the lines that hold all of ``words``, whatever their case and accents. Outcomes: found, nothing.

    The value is a list of buttons: the lines' refs with their words.
    """
    wanted = folded(str(arguments["words"])).split()
    found = tuple(
        {"value": line.ref, "label": line.text}
        for line in plan.shown(peer)
        if wanted and all(word in folded(line.text) for word in wanted)
    )
    return ("found", found) if found else ("nothing", ())


def _ref(arguments: Mapping[str, Any], name: str = "line") -> int:
    """The number under ``name``; 0, which names nothing, where a script has none at hand."""
    value = arguments[name]
    return value if isinstance(value, int) else 0


def _present(peer: Peer, arguments: Mapping[str, Any]) -> int:
    """The line that is meant, where it has not been taken out; else 0."""
    line = peer.lines.get(_ref(arguments))
    return line.ref if line and line.removed_at is None else 0


def _done(worked: bool) -> Result:
    return "done" if worked else "gone", None


OF_THE_PLAN: Mapping[str, Action] = {
    "plan.address": address,
    "plan.adopt": adopt,
    "plan.move": move,
    "plan.name_section": name_section,
    "plan.pin": pin,
    "plan.place": place,
    "plan.remove": remove,
    "plan.restore": restore,
    "plan.revise": revise,
    "plan.search": search,
    "plan.settle": settle,
    "plan.undo": undo,
}
