"""What somebody is about to share: begun with one specialist, laid by for another, and made into a copy."""

import hashlib
from dataclasses import replace
from datetime import datetime, time

from bot.app import plan
from bot.app.peer import Peer
from bot.app.sharing import access
from bot.app.sharing.copies import copy_of, hashes
from bot.app.sharing.views import last_day
from bot.storage.circle import ShareRecord
from bot.storage.records import ShareDraft
from bot.storage.sharing import copy_text

# Of the last day on which a share can be read; the later one, where clocks go back at midnight.
LAST_MOMENT = time(23, 59, 59, fold=1)


def begin_with(peer: Peer, staff_id: int, at: datetime) -> bool:
    """Begins to share with a specialist, or goes on with what was begun for them.

    A share that they have already is what is begun with. What was begun for somebody else is laid by.
    """
    role = peer.circle.specialist(staff_id)
    if role is None or role.peer_id == peer.record.id:
        return False
    memory = peer.record.memory
    draft = memory.draft
    if draft is not None and draft.staff_id == staff_id:
        return True
    shared = next((one for one in peer.circle.given if one.staff_id == staff_id and access.is_open(one, at)), None)
    begun = next((one for one in memory.laid_by if one.staff_id == staff_id), None)
    fresh = begun or (draft_of(shared) if shared else ShareDraft(staff_id=staff_id))
    # Lines that were prepared for nobody in particular are for whoever is chosen now.
    prepared_refs = draft.refs if draft and not draft.staff_id else ()
    others = [one for one in memory.laid_by if one.staff_id != staff_id]
    if draft and draft.staff_id:
        others.insert(0, draft)
    fresh = replace(fresh, refs=tuple(dict.fromkeys((*fresh.refs, *prepared_refs))))
    peer.remember(draft=fresh, laid_by=tuple(others))
    return True


def let_go(peer: Peer) -> None:
    """What was begun is done with; what was laid by before it is at hand again."""
    first, *others = (*peer.record.memory.laid_by, None)
    peer.remember(draft=first, laid_by=tuple(one for one in others if one))
    peer.changes.erases = True


def draft_of(share: ShareRecord) -> ShareDraft:
    """What there is to begin with where a share is to be brought up to date."""
    copy = share.copy
    refs = tuple(line.ref for line in copy.lines) if copy else ()
    return ShareDraft(staff_id=share.staff_id, refs=refs, talk=copy.talk if copy else "", share_id=share.id)


def drafted(peer: Peer, draft: ShareDraft, locale: str, at: datetime) -> ShareRecord:
    """The share that a draft would become: a new one, or a new copy of one that is live."""
    copy = copy_of(peer.record, plan.shown(peer), draft.refs, draft.talk, locale)
    # The last day is theirs to its end, by the clock on their wall.
    ends = datetime.combine(last_day(draft, at.date()), LAST_MOMENT, at.tzinfo)
    still = (one for one in peer.circle.given if access.is_open(one, at))
    old = next((one for one in still if draft.share_id is not None and one.id == draft.share_id), None)
    if old is None:
        return ShareRecord(
            peer_id=peer.record.id, staff_id=draft.staff_id, copy=copy, given_at=at, made_at=at, until=ends
        )
    # What changed is told since the last copy that was looked at.
    seen = hashes(old.copy) if old.copy and peer.circle.was_seen(old) else old.seen
    return replace(old, number=old.number + 1, copy=copy, seen=seen, made_at=at, until=ends)


def fingerprint(share: ShareRecord) -> str:
    """What tells this copy, with its end, from any other."""
    told = [share.copy and copy_text(share.copy), share.until.isoformat()]
    return hashlib.sha256(repr(told).encode()).hexdigest()
