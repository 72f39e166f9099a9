"""Actions on files: a copy of the plan to keep, a picture of it, and a plan brought in from elsewhere."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.app import plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.export.picture import fits
from bot.app.message import Enclosure
from bot.app.peer import Peer
from bot.engine import ScriptError
from bot.storage.records import LineRecord
from bot.wording import Wording
from bot.wording.render import SHARED, blocks

if TYPE_CHECKING:
    from bot.app.export.bring_in import Brought, Known

FORMS = ("html", "pdf", "text", "json")


def send_copy(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sends the plan as a file of the ``form`` with the words that follow. Outcomes: sent, nothing."""
    form = str(arguments["form"])
    if form not in FORMS:
        raise ScriptError(f"plan.send: there is no form {form!r}")
    if form != "json" and not plan.shown(peer):
        return "nothing", None
    scene.enclosures.append(Enclosure(form, {}))
    return "sent", None


def picture_fits(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Whether a picture can hold the ``lines``. Outcomes: fits, too_much."""
    return ("fits" if fits([line.text for line in _chosen(peer, arguments)]) else "too_much"), None


def send_picture(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sends the ``lines`` as a picture, ``dark`` or light, with the words that follow. Outcomes: sent, too_much."""
    lines = _chosen(peer, arguments)
    if not fits([line.text for line in lines]):
        return "too_much", None
    options = {"lines": [line.ref for line in lines], "dark": bool(arguments["dark"])}
    scene.enclosures.append(Enclosure("picture", options))
    return "sent", None


def _chosen(peer: Peer, arguments: Mapping[str, Any]) -> list[LineRecord]:
    """The lines in a list of answers, each with a ref in its field ``line``; those that are gone are left out."""
    known = {line.ref: line for line in plan.shown(peer)}
    refs = (item.get("line") for item in arguments["lines"])
    return [known[ref] for ref in refs if ref in known]


def read(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Looks into a file of a plan, as text (``data``), and changes nothing.

    Outcomes: readable (the value counts the ``lines`` that are new), nothing_new, unreadable, too_new.
    """
    found = _found(peer, arguments, scene)
    return _outcome(found), {"lines": len(found.lines)}


def bring(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Adds the lines of a file of a plan to the plan. Outcomes: those of plan.read; after ``readable`` it is done.

    The value has the ``refs`` of the new lines too, so that they can be taken out again.
    """
    found = _found(peer, arguments, scene)
    for line in found.lines:
        peer.put_line(replace(line, brought_at=scene.at))
    if found.lines:
        peer.remember(sections={**peer.record.memory.sections, **found.sections})
        session = peer.record.session
        peer.record.session = replace(session, step=max(session.step, *(line.ref for line in found.lines)))
    return _outcome(found), {"lines": len(found.lines), "refs": tuple(line.ref for line in found.lines)}


def _found(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> "Brought":
    """What a file would add to the plan."""
    from bot.app.export.bring_in import bring_in  # slow to import, and few ever bring a file

    numbers = itertools.count(peer.record.session.step + 1)
    own = peer.record.memory.sections
    return bring_in(
        str(arguments["data"]), peer.lines.values(), own, scene.at, numbers.__next__, _known(scene.content.wording)
    )


def _known(wording: Wording) -> "Known":
    """The roles and areas that there are words for; a line of another one would have no name here."""
    from bot.app.export.bring_in import Known

    named = set(blocks(wording.templates(wording.default, SHARED)))

    def after(prefix: str) -> frozenset[str]:
        return frozenset(name.removeprefix(prefix) for name in named if name.startswith(prefix)) | {""}

    return Known(plan.SECTIONS, after("role_"), after("area_"))


def _outcome(found: "Brought") -> str:
    """The outcome for scripts: a file whose lines are all here already has nothing new, nor has an empty one."""
    if found.outcome in ("readable", "empty"):
        return "readable" if found.lines else "nothing_new"
    return found.outcome


OF_FILES: Mapping[str, Action] = {
    "plan.bring": bring,
    "plan.picture": send_picture,
    "plan.picture_fits": picture_fits,
    "plan.read": read,
    "plan.send": send_copy,
}
