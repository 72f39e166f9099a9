"""Actions on what is remembered besides the plan: which line was quoted back when, and the next session."""

from collections.abc import Mapping
from typing import Any

from bot.app import plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.days import find_day
from bot.app.peer import Peer
from bot.app.recall import pick
from bot.app.recall.weights import WEIGHTS

# So many quotations are remembered: more than anybody is shown in the weeks within which none is to come again.
REMEMBERED = 60
PREPARATION = "sessions"
"""The section of the plan that holds what somebody wants to bring to a session."""


def recall(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Picks a line of the person's own to quote back, for a ``purpose``, near to what they wrote (``about``), and not
    the one ``besides`` which it is said.

    Outcomes: found, nothing. The value tells ``ref``, ``text``, ``at``, ``section``, ``role``, and ``why`` it was
    picked, with the ``shared_words`` of it and with what they wrote. ``again``: it is the only one that fits, and was
    quoted within a week.
    """
    memory, record = peer.record.memory, peer.record
    found = pick(
        plan.shown(peer), purpose=str(arguments["purpose"]), about=str(arguments.get("about", "")),
        locale=scene.content.locale_for(record.locale), recalled=memory.recalled, at=scene.at,
        leave_out=_written_now(peer) | {arguments.get("besides", 0)},
    )  # fmt: skip
    if not found:
        return "nothing", ""
    line, chosen = found[0].line, found[0]
    quoted_at = memory.recalled.get(line.ref)
    again = "only_one" in chosen.why and quoted_at is not None and scene.at - quoted_at <= WEIGHTS.lately
    if not again:
        _note(peer, line.ref, scene)
    return "found", {
        "ref": line.ref, "text": line.text, "at": line.created_at.isoformat(), "section": line.section,
        "role": line.role, "why": chosen.why, "shared_words": chosen.shared_words, "again": again,
    }  # fmt: skip


def recall_step(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """An open small step to ask after: the one not asked after for longest, and of those the newest.

    Outcomes: found (value: ``ref`` and ``text``), nothing.
    """
    lines = plan.shown(peer)
    open_goals = {line.ref for line in lines if line.section == "goals" and not line.role and not line.settled}
    steps = [one for one in lines if one.role == "step" and not one.settled and one.about in open_goals]
    if not steps:
        return "nothing", ""
    recalled = peer.record.memory.recalled
    step = min(steps, key=lambda line: (recalled.get(line.ref, line.created_at), -line.ref))
    _note(peer, step.ref, scene)
    return "found", {"ref": step.ref, "text": step.text}


def _note(peer: Peer, ref: int, scene: Scene) -> None:
    """Remembers that a line was quoted now."""
    recalled = {**peer.record.memory.recalled, ref: scene.at}
    peer.remember(recalled=dict(sorted(recalled.items(), key=lambda item: item[1])[-REMEMBERED:]))


def _written_now(peer: Peer) -> set[int]:
    """The lines that were written in the dialogue that is open, since it was opened: they are in mind already."""
    top = peer.record.session.top
    since = peer.record.memory.opened.get(top.dialogue) if top else None
    if top is None or since is None:
        return set()
    return {line.ref for line in peer.lines.values() if line.dialogue == top.dialogue and line.created_at >= since}


def set_meeting(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Understands the day of the next session as typed or chosen. Outcomes: set, past, unclear, cleared (for nothing).

    The value of ``set`` and ``past`` is the day.
    """
    said = str(arguments["day"]).strip()
    if not said:
        peer.remember(meeting_on=None)
        return "cleared", ""
    locale = scene.content.locale_for(peer.record.locale)
    today = scene.at.date()
    day = find_day(said, locale, today, peer.record.country)
    if day is None:
        return "unclear", ""
    if day < today:
        return "past", day.isoformat()
    peer.remember(meeting_on=day)
    return "set", day.isoformat()


def close_meeting(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """The session has been: what was prepared for it moves behind the person. Outcome: closed, with how many lines."""
    prepared = [
        line for line in plan.shown(peer) if line.section == PREPARATION and line.role in ("celebrate", "bring", "ask")
    ]
    for line in prepared:
        plan.settle(peer, line.ref, "past", scene.at)
    peer.remember(meeting_on=None)
    return "closed", len(prepared)


OF_THE_MEMORY: Mapping[str, Action] = {
    "meeting.close": close_meeting,
    "meeting.set": set_meeting,
    "recall.pick": recall,
    "recall.step": recall_step,
}
