"""Actions on what somebody shares: with whom, which lines, until when; and taking it back."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.app import plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.days import find_end
from bot.app.export.words import Words
from bot.app.peer import Peer
from bot.app.sharing import access
from bot.app.sharing.codes import normal
from bot.app.sharing.copies import copy_of, hashes
from bot.app.sharing.summary import as_view, summary_of
from bot.app.sharing.views import PRIVATE, known_specialists, last_day, prepared
from bot.storage.circle import InvitationRecord, LetterRecord, ShareRecord
from bot.storage.records import ShareDraft

MOST_DAYS = 365
LAST_MOMENT = time(23, 59, 59)
# So many codes that open nothing may be tried in an hour; whoever guesses is stopped, whoever misreads is not.
TRIES, TRIES_WITHIN = 10, timedelta(hours=1)


def look_up(peer: Peer, typed: str, scene: Scene) -> tuple[str, InvitationRecord | None]:
    """What a code is good for now: ``good`` with its invitation, ``over`` (too), ``unknown``, ``too_many`` tries.

    What cannot be a code at all is ``none``, and no try.
    """
    recent = tuple(at for at in peer.record.memory.missed if scene.at - at < TRIES_WITHIN)
    if len(recent) >= TRIES:
        return "too_many", None
    code = normal(typed)
    if not code:
        return "none", None
    found = peer.circle_with(code).found[code]
    if found is None:
        peer.remember(missed=(*recent, scene.at))
        return "unknown", None
    programme = peer.circle.programmes.get(found.programme_id)
    return ("good" if access.lets_in(found, programme, scene.at) else "over"), found


def find(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Begins to share with the specialist whose ``code`` this is.

    Outcomes: found, none (it cannot be a code), joins (it joins a programme instead), own (it is their own), unknown,
    too_many.
    """
    verdict, found = look_up(peer, str(arguments["code"]), scene)
    if found and is_own(peer, found):
        return "own", None
    if verdict == "good" and found and found.kind == "share" and begin_with(peer, found.staff_id or 0, scene.at):
        return "found", None
    if verdict == "good" and found and found.kind == "join":
        return "joins", None
    return (verdict if verdict in ("none", "too_many") else "unknown"), None


def is_own(peer: Peer, invitation: InvitationRecord) -> bool:
    """Whether this is the code by which peers choose this very person."""
    return invitation.kind == "share" and any(role.id == invitation.staff_id for role in peer.circle.roles)


def begin(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Begins to share with a specialist (``staff``) that was shared with before. Outcomes: begun, gone."""
    staff_id = _number(arguments["staff"])
    known = staff_id in known_specialists(peer) and begin_with(peer, staff_id, scene.at)
    return ("begun" if known else "gone"), None


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
    fresh = begun or (_draft_of(shared) if shared else ShareDraft(staff_id=staff_id))
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


def enter(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Where to go on with what was begun elsewhere. Outcomes: front, who, pick, preview."""
    draft = peer.record.memory.draft
    if draft is None or not draft.goes_on:
        return "front", None
    peer.remember(draft=replace(draft, goes_on=""))
    is_chosen = peer.circle.specialist(draft.staff_id) is not None
    return (draft.goes_on if is_chosen or draft.goes_on == "who" else "front"), None


def _draft_of(share: ShareRecord) -> ShareDraft:
    copy = share.copy
    refs = tuple(line.ref for line in copy.lines) if copy else ()
    return ShareDraft(staff_id=share.staff_id, refs=refs, talk=copy.talk if copy else "", share_id=share.id)


def edit(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Begins to bring a ``share`` up to date. Outcomes: begun, gone."""
    share = _own(peer, arguments["share"], scene)
    if share is None:
        return "gone", None
    return ("begun" if begin_with(peer, share.staff_id, scene.at) else "gone"), None


def choose(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Puts lines into the draft or takes them out. Outcomes: done, gone.

    ``line``: one is switched. ``section`` with ``all`` (true or false): all of its lines come in, or go out; those that
    are only for the person themselves come in one by one.
    """
    draft = peer.record.memory.draft
    if draft is None:
        return "gone", None
    shown = {line.ref: line for line in plan.shown(peer)}
    if "line" in arguments:
        ref = _number(arguments["line"])
        refs = set(draft.refs) ^ ({ref} & shown.keys())
    else:
        found = {ref: line for ref, line in shown.items() if line.section == str(arguments["section"])}
        open_ones = {ref for ref, line in found.items() if line.audience != PRIVATE}
        refs = set(draft.refs) | open_ones if arguments["all"] else set(draft.refs) - found.keys()
    peer.remember(draft=replace(draft, refs=tuple(ref for ref in shown if ref in refs)))
    return "done", None


def talk(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sets what somebody would like to talk about (``text``, word for word; empty: nothing). Outcomes: done, gone."""
    draft = peer.record.memory.draft
    if draft is None:
        return "gone", None
    peer.remember(draft=replace(draft, talk=str(arguments["text"])))
    return "done", None


def until(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sets until when: ``days`` from now, or a ``day`` as people write it.

    Outcomes: set, past, far (more than a year), unclear, gone. The value is the day.
    """
    draft = peer.record.memory.draft
    if draft is None:
        return "gone", None
    today = scene.at.date()
    if "days" in arguments:
        days = _number(arguments["days"])
    else:
        found = _day(str(arguments["day"]), peer, scene)
        if found is None:
            return "unclear", ""
        days = (found - today).days
    if days < 1:
        return "past", ""
    if days > MOST_DAYS:
        return "far", ""
    last = (today + timedelta(days=days)).isoformat()
    peer.remember(draft=replace(draft, until=last))
    return "set", last


def _day(said: str, peer: Peer, scene: Scene) -> date | None:
    locale = scene.content.wording.locale_for(peer.record.locale)
    return find_end(said, locale, scene.at.date(), peer.record.country)


def prepare(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Begins to share what is prepared for the next session, with the specialist who was shared with last.

    Outcomes: ready, choose (nobody was chosen so far), nothing (nothing is prepared).
    """
    refs, draft = tuple(prepared(peer)), peer.record.memory.draft
    known = [draft.staff_id] if draft and peer.circle.specialist(draft.staff_id) else known_specialists(peer)
    if not refs:
        return "nothing", None
    if not known or not begin_with(peer, known[0], scene.at):
        peer.remember(draft=ShareDraft(staff_id=0, refs=refs, goes_on="who"))
        return "choose", None
    draft = peer.record.memory.draft
    if draft:
        peer.remember(draft=replace(draft, refs=tuple(dict.fromkeys((*draft.refs, *refs))), goes_on="preview"))
    return "ready", None


def preview(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """What the specialist will see. Outcomes: made (the value is the summary), empty, gone."""
    draft = peer.record.memory.draft
    if draft is None or peer.circle.specialist(draft.staff_id) is None:
        return "gone", None
    share = _drafted(peer, draft, scene)
    if share.copy is None or not (share.copy.lines or share.copy.talk):
        return "empty", None
    peer.remember(draft=replace(draft, until=share.until.date().isoformat(), previewed=_fingerprint(share)))
    return "made", as_view(summary_of(replace(share, seen=None), _words(peer, scene)))


def _fingerprint(share: ShareRecord) -> str:
    """What tells this copy, with its end, from any other."""
    told = [share.copy and sorted(hashes(share.copy).items()), share.copy and share.copy.name, share.until.isoformat()]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def give(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Shares what was previewed, and nothing else. The value is the last day.

    Outcomes: given, updated, changed (it is not what was previewed any more), empty, gone.
    """
    draft = peer.record.memory.draft
    role = peer.circle.specialist(draft.staff_id) if draft else None
    if draft is None or role is None or role.peer_id is None:
        return "gone", None
    share = _drafted(peer, draft, scene)
    if share.copy is None or not (share.copy.lines or share.copy.talk):
        return "empty", None
    if draft.previewed != _fingerprint(share):
        return "changed", None
    is_new = share.id is None
    peer.put_share(share)
    peer.send(LetterRecord(peer_id=role.peer_id, kind="shared" if is_new else "updated", at=scene.at), share)
    peer.count("shares", scene.at)
    let_go(peer)
    return ("given" if is_new else "updated"), share.until.astimezone(scene.at.tzinfo).date().isoformat()


def _drafted(peer: Peer, draft: ShareDraft, scene: Scene) -> ShareRecord:
    """The share that a draft would become: a new one, or a new copy of one that is live."""
    locale = scene.content.wording.locale_for(peer.record.locale)
    copy = copy_of(peer.record, plan.shown(peer), draft.refs, draft.talk, locale)
    # The last day is theirs to its end, by the clock on their wall.
    ends = datetime.combine(last_day(draft, scene.at.date()), LAST_MOMENT, scene.at.tzinfo)
    still = (one for one in peer.circle.given if access.is_open(one, scene.at))
    old = next((one for one in still if draft.share_id is not None and one.id == draft.share_id), None)
    if old is None:
        return ShareRecord(
            peer_id=peer.record.id, staff_id=draft.staff_id, copy=copy, given_at=scene.at, made_at=scene.at, until=ends
        )
    # What changed is told since the last copy that was looked at.
    seen = hashes(old.copy) if old.copy and peer.circle.was_seen(old) else old.seen
    return replace(old, number=old.number + 1, copy=copy, seen=seen, made_at=scene.at, until=ends)


def shown(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """What the specialist sees of a ``share`` now. Outcomes: made (the value is the summary), gone."""
    share = _own(peer, arguments["share"], scene)
    if share is None:
        return "gone", None
    return "made", as_view(summary_of(replace(share, seen=None), _words(peer, scene)))


def revoke(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Takes a ``share`` back: its copy is removed at once. Outcomes: done (the value is the name), gone."""
    share = _own(peer, arguments["share"], scene)
    if share is None:
        return "gone", None
    role = peer.circle.staff.get(share.staff_id)
    end(peer, share, scene)
    return "done", role.name if role else ""


def end(peer: Peer, share: ShareRecord, scene: Scene) -> None:
    """Ends a share: what is kept of it is that there was one, and who looked when."""
    memory = peer.record.memory
    peer.remember(laid_by=tuple(one for one in memory.laid_by if one.share_id != share.id))
    if memory.draft and memory.draft.share_id == share.id:
        let_go(peer)
    peer.put_share(replace(share, copy=None, seen=None, revoked_at=scene.at))


def drop(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Lets go of what was begun to be shared. Outcome: done."""
    let_go(peer)
    return "done", None


def _own(peer: Peer, share_id: Any, scene: Scene) -> ShareRecord | None:
    return next((one for one in peer.circle.open_shares(scene.at) if one.id == _number(share_id)), None)


def _words(peer: Peer, scene: Scene) -> Words:
    return Words(scene.content, scene.content.wording.locale_for(peer.record.locale))


def _number(value: Any) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() else 0


OF_SHARES: Mapping[str, Action] = {
    "share.begin": begin,
    "share.choose": choose,
    "share.drop": drop,
    "share.edit": edit,
    "share.enter": enter,
    "share.find": find,
    "share.give": give,
    "share.prepare": prepare,
    "share.preview": preview,
    "share.revoke": revoke,
    "share.show": shown,
    "share.talk": talk,
    "share.until": until,
}
"""Actions on what somebody shares."""
