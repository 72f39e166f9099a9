"""Actions on what somebody shares: with whom, which lines, until when; and taking it back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.app import plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.days import find_end
from bot.app.export.words import Words
from bot.app.peer import Peer
from bot.app.sharing.bringing import is_own, look_up
from bot.app.sharing.drafts import begin_with, drafted, fingerprint, let_go
from bot.app.sharing.summary import as_view, summary_of
from bot.app.sharing.views import PRIVATE, known_specialists, prepared
from bot.storage.circle import LetterRecord, ShareRecord
from bot.storage.records import ShareDraft

MOST_DAYS = 365


def find(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Begins to share with the specialist whose ``code`` this is.

    Outcomes: found, none (it cannot be a code), joins (it joins a programme instead), own (it is their own), unknown,
    too_many.
    """
    verdict, found = look_up(peer, str(arguments["code"]), scene.at)
    if found and is_own(peer, found):
        return "own", None
    if verdict == "good" and found and found.kind == "share" and begin_with(peer, found.staff_id or 0, scene.at):
        return "found", None
    if verdict == "good" and found and found.kind == "join":
        return "joins", None
    return (verdict if verdict in ("none", "too_many") else "unknown"), None


def begin(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Begins to share with a specialist (``staff``) that was shared with before. Outcomes: begun, gone."""
    staff_id = _number(arguments["staff"])
    known = staff_id in known_specialists(peer) and begin_with(peer, staff_id, scene.at)
    return ("begun" if known else "gone"), None


def enter(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Where to go on with what was begun elsewhere. Outcomes: front, who, pick, preview."""
    draft = peer.record.memory.draft
    if draft is None or not draft.goes_on:
        return "front", None
    peer.remember(draft=replace(draft, goes_on=""))
    is_chosen = peer.circle.specialist(draft.staff_id) is not None
    return (draft.goes_on if is_chosen or draft.goes_on == "who" else "front"), None


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
    return find_end(said, _locale(peer, scene), scene.at.date(), peer.record.country)


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
    share = drafted(peer, draft, _locale(peer, scene), scene.at)
    if share.copy is None or not (share.copy.lines or share.copy.talk):
        return "empty", None
    peer.remember(draft=replace(draft, until=share.until.date().isoformat(), previewed=fingerprint(share)))
    return "made", as_view(summary_of(replace(share, seen=None), _words(peer, scene)))


def give(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Shares what was previewed, and nothing else. The value is the last day.

    Outcomes: given, updated, changed (it is not what was previewed any more), empty, gone.
    """
    draft = peer.record.memory.draft
    role = peer.circle.specialist(draft.staff_id) if draft else None
    if draft is None or role is None or role.peer_id is None:
        return "gone", None
    share = drafted(peer, draft, _locale(peer, scene), scene.at)
    if share.copy is None or not (share.copy.lines or share.copy.talk):
        return "empty", None
    if draft.previewed != fingerprint(share):
        return "changed", None
    is_new = share.id is None
    peer.put_share(share)
    peer.send(LetterRecord(peer_id=role.peer_id, kind="shared" if is_new else "updated", at=scene.at), share)
    peer.count("shares", scene.at)
    let_go(peer)
    return ("given" if is_new else "updated"), share.until.astimezone(scene.at.tzinfo).date().isoformat()


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


def _locale(peer: Peer, scene: Scene) -> str:
    return scene.content.locale_for(peer.record.locale)


def _words(peer: Peer, scene: Scene) -> Words:
    return Words(scene.content, _locale(peer, scene))


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
