"""Actions on what is remembered besides the plan: which line was quoted back when, and the next session."""

from collections.abc import Mapping
from typing import Any

from bot.app import plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.days import find_day
from bot.app.peer import Peer
from bot.app.recall import pick

# So many quotations are remembered: more than anybody is shown in the weeks within which none is to come again.
REMEMBERED = 60
PREPARATION = "sessions"
"""The section of the plan that holds what somebody wants to bring to a session."""


def recall(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Picks a line of the person's own to quote back, for a ``purpose``, near to what they wrote (``about``).

    Outcomes: found, nothing. The value tells ``ref``, ``text``, ``at``, ``section``, ``role``, and ``why`` it was
    picked, with the ``shared_words`` of it and with what they wrote.
    """
    memory, record = peer.record.memory, peer.record
    found = pick(
        plan.shown(peer), purpose=str(arguments["purpose"]), about=str(arguments.get("about", "")),
        locale=scene.content.wording.locale_for(record.locale), recalled=memory.recalled, at=scene.at,
        leave_out=_written_now(peer),
    )  # fmt: skip
    if not found:
        return "nothing", ""
    line, chosen = found[0].line, found[0]
    newest = sorted({**memory.recalled, line.ref: scene.at}.items(), key=lambda item: item[1])[-REMEMBERED:]
    peer.remember(recalled=dict(newest))
    return "found", {
        "ref": line.ref, "text": line.text, "at": line.created_at.isoformat(), "section": line.section,
        "role": line.role, "why": chosen.why, "shared_words": chosen.shared_words,
    }  # fmt: skip


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
    locale = scene.content.wording.locale_for(peer.record.locale)
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
}
