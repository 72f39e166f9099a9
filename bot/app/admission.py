"""What somebody may open: whoever has not agreed to what is kept is asked first, and again where that has changed."""

from bot.app.consent import is_outdated
from bot.app.peer import Peer
from bot.engine import Event, Started
from bot.scripts import Catalog

WELCOME, CONSENT_AGAIN, HOME, REVIEW, HARD, DANGER = "welcome", "consent_again", "home", "review", "hard", "danger"
"""Dialogues that the program itself opens, or holds nothing up for."""

# Neither a hard day, nor seeing what is there, taking a copy of it, or ending something waits for a new yes.
NEVER_HELD_UP = frozenset({
    HARD, "setback", "connect", "plan", "wins", "export", "picture", "progress", "checkins", "share", "letters",
    "programme",
})  # fmt: skip


def admitted(event: Event, peer: Peer, catalog: Catalog) -> Event:
    """``event``, or what comes in its place.

    The home of those who work here is their desk. On a hard day nothing is held up.
    """
    if not isinstance(event, Started):
        return event
    if peer.consented:
        waits = _is_to_agree_again(event, peer, catalog)
        return Started(at=event.at, dialogue=CONSENT_AGAIN) if waits else event
    if event.dialogue == HOME and peer.record.memory.serves and REVIEW in catalog:
        return Started(at=event.at, dialogue=REVIEW, heard=event.heard)
    return Started(at=event.at, dialogue=WELCOME) if catalog.current(event.dialogue).consent else event


def _is_to_agree_again(event: Started, peer: Peer, catalog: Catalog) -> bool:
    if not is_outdated(peer.record) or CONSENT_AGAIN not in catalog:
        return False
    waits = not (event.uncalled or event.heard or event.dialogue in NEVER_HELD_UP)
    return waits and catalog.current(event.dialogue).consent
