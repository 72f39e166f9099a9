"""Codes that somebody brings: what they are good for now, and how often a wrong one may be tried."""

from datetime import datetime, timedelta

from bot.app.peer import Peer
from bot.app.sharing import access
from bot.app.sharing.codes import normal
from bot.storage.circle import InvitationRecord

# So many codes that open nothing may be tried in an hour; whoever guesses is stopped, whoever misreads is not.
TRIES, TRIES_WITHIN = 10, timedelta(hours=1)


def look_up(peer: Peer, typed: str, at: datetime) -> tuple[str, InvitationRecord | None]:
    """What a code is good for now: ``good`` with its invitation, ``over`` (too), ``unknown``, ``too_many`` tries.

    What cannot be a code at all is ``none``, and no try.
    """
    recent = tuple(then for then in peer.record.memory.missed if at - then < TRIES_WITHIN)
    if len(recent) >= TRIES:
        return "too_many", None
    code = normal(typed)
    if not code:
        return "none", None
    found = peer.circle_with(code).found[code]
    if found is None:
        peer.remember(missed=(*recent, at))
        return "unknown", None
    programme = peer.circle.programmes.get(found.programme_id)
    return ("good" if access.lets_in(found, programme, at) else "over"), found


def is_own(peer: Peer, invitation: InvitationRecord) -> bool:
    """Whether this is the code by which peers choose this very person."""
    return invitation.kind == "share" and any(role.id == invitation.staff_id for role in peer.circle.roles)
