"""What home shows: what is open, what is next, and what the person has been at lately, before anything else."""

from datetime import datetime
from typing import Any

from bot.app.content import Content
from bot.app.peer import Peer
from bot.app.plan_view import plan_view
from bot.engine import Frame
from bot.wording import WordingError
from bot.wording.render import SHARED

# So many buttons beside "everything else" can be taken in at a glance.
FIRST = 4
# A session so near is shown first: it is time to think of what to bring.
NEAR_DAYS = 2
# What is shown to somebody who has not been anywhere yet, in this order.
BEGINNINGS = ("reflect", "win", "next_step", "plan")
# Not worth going back to: home itself, and what comes and goes by itself.
NOT_SHOWN = frozenset(
    {
        "home",
        "now",
        "about",
        "import",
        "clock",
        "check_in",
        "invited",
        "share_prepared",
        "danger",
        "look_in",
        "consent_again",
    }
)


def menu_view(peer: Peer, content: Content, locale: str, at: datetime) -> dict[str, Any]:
    """What the need ``menu`` holds; ``at`` is told by the person's own clock."""
    plan = plan_view(peer, content, locale)
    steps = sorted(plan["steps"], key=lambda line: line["ref"], reverse=True)
    waiting = _open(peer, content, locale)
    resume = content.wording.label(locale, SHARED, "back_to_question", {})
    return {
        "open": waiting,
        "resume": [{"value": "resume", "label": resume}] if waiting else [],
        "first": _first(peer, content, at, bool(steps)),
        "step": steps[0]["text"] if steps else "",
    }


def _open(peer: Peer, content: Content, locale: str) -> list[str]:
    """The titles of the dialogues that wait, the one spoken with last first. Home itself lies on top of them."""
    return [title for one in _waiting(peer, content) if (title := _title(content, locale, one.dialogue))]


def _waiting(peer: Peer, content: Content) -> list[Frame]:
    """The open dialogues that keep their place; an aside makes way for home."""
    frames = peer.record.session.frames
    return [one for one in reversed(frames) if not content.catalog.version(one.dialogue, one.version).aside]


def _title(content: Content, locale: str, dialogue: str) -> str:
    try:
        return content.wording.label(locale, dialogue, "title", {})
    except WordingError:  # it opens by itself and is offered nowhere, so it has no name
        return ""


def _first(peer: Peer, content: Content, at: datetime, has_steps: bool) -> list[str]:
    """The dialogues to show at once: what is near, then the person's recent focus, then good beginnings."""
    memory = peer.record.memory
    near = memory.meeting_on is not None and 0 <= (memory.meeting_on - at.date()).days <= NEAR_DAYS
    recent = sorted(memory.opened, key=lambda name: memory.opened[name], reverse=True)
    waiting = {frame.dialogue for frame in _waiting(peer, content)}
    working = ("review",) if memory.serves else ()
    wanted = (*working, *(("session",) if near else ()), *recent, *(("steps",) if has_steps else ()), *BEGINNINGS)
    open_to_all = content.catalog.open_to_all - waiting - NOT_SHOWN
    return [name for name in dict.fromkeys(wanted) if name in open_to_all][:FIRST]
