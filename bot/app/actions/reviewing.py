"""Actions of a specialist: reading what was shared with them, and writing back. They cannot touch anybody's plan."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.app.actions.scene import Action, Result, Scene
from bot.app.export.words import Words
from bot.app.peer import Peer
from bot.app.sharing import access
from bot.app.sharing.desk import LONGEST_NOTE
from bot.app.sharing.replies import is_acknowledged, reply
from bot.app.sharing.summary import as_view, summary_of
from bot.app.sharing.views import PERSONAL, letter_view
from bot.storage.audit import Audited, AuditRecord
from bot.storage.circle import LetterKind, ShareRecord, StaffRecord, ViewRecord

# A link to the web pages opens once, and for as long as it takes to go from the phone to a computer.
SIGN_IN_FOR = timedelta(minutes=15)


def list_people(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Notes that a specialist looks at who shares with them. Outcome: done."""
    for role in peer.circle.roles:
        if access.is_specialist(role, peer.circle.programmes.get(role.programme_id)):
            _note(peer, Audited.LISTED_PEOPLE, scene, role.id)
    return "done", None


def open_share(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Opens a ``share`` and notes that it was looked at. Outcomes: opened (the value is the summary), gone."""
    share = _readable(peer, arguments["share"], scene)
    if share is None:
        return "gone", None
    words = Words(scene.content, scene.content.locale_for(peer.record.locale))
    view = ViewRecord(share_id=share.id, at=scene.at, number=share.number, via="telegram")
    peer.for_others.views.append(view)
    _note(peer, Audited.LOOKED_AT_SHARE, scene, share.staff_id, share.id)
    looked = (view, *peer.circle.views.get(share.id or 0, ()))
    peer.surround(views={**peer.circle.views, share.id or 0: looked})
    return "opened", as_view(summary_of(share, words))


def acknowledge(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Tells the peer "I've read it". Outcomes: done, before (this copy was acknowledged already), unseen (there is a
    newer copy than was looked at), gone."""
    share = _readable(peer, arguments["share"], scene)
    if share is None:
        return "gone", None
    if not peer.circle.was_seen(share):
        return "unseen", None
    if is_acknowledged(share):
        return "before", None
    share = replace(share, acknowledged_at=scene.at)
    peer.for_others.shares.append(share)
    others = tuple(one for one in peer.circle.received if one.id != share.id)
    peer.surround(received=(share, *others))
    _write(peer, share, "read", "", scene)
    _note(peer, Audited.ACKNOWLEDGED_SHARE, scene, share.staff_id, share.id)
    return "done", None


def write(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sends the peer of a ``share`` the ``text`` as a ``kind`` (note, question). Outcomes: sent, too_long, gone."""
    share, text = _readable(peer, arguments["share"], scene), str(arguments["text"]).strip()
    if share is None or not text:
        return "gone", None
    if len(text) > LONGEST_NOTE:
        return "too_long", None
    kind: LetterKind = "question" if arguments["kind"] == "question" else "note"
    _write(peer, share, kind, text, scene)
    _note(peer, Audited.WROTE_TO_PEER, scene, share.staff_id, share.id)
    return "sent", None


def _write(peer: Peer, share: ShareRecord, kind: LetterKind, text: str, scene: Scene) -> None:
    peer.send(reply(share, peer.circle.staff[share.staff_id], kind, text, scene.at))


def sign_in(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Makes a link to the web pages that opens once. Outcomes: made (the value is the link), off."""
    url, role = scene.content.reach.public_url, _working(peer)
    if not url or role is None or role.id is None:
        return "off", None
    token = secrets.token_urlsafe(32)
    peer.for_others.doors.append((token, role.id, scene.at, scene.at + SIGN_IN_FOR))
    _note(peer, Audited.ASKED_FOR_SIGN_IN, scene, role.id)
    return "made", f"{url.rstrip('/')}/sign-in/{token}"


def _note(peer: Peer, what: Audited, scene: Scene, staff_id: int | None, about: int | None = None) -> None:
    peer.for_others.audited.append(AuditRecord(at=scene.at, what=what, staff_id=staff_id, about=about))


def _working(peer: Peer) -> StaffRecord | None:
    """The role that somebody signs in with: the latest one in which they are at work."""
    roles = [
        role for role in peer.circle.roles if access.is_at_work(role, peer.circle.programmes.get(role.programme_id))
    ]
    return roles[-1] if roles else None


def read_letter(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Opens one ``letter``, or (0) the oldest that was not opened. Outcomes: opened (the value is the letter), none."""
    letters = [one for one in peer.circle.letters if one.kind in PERSONAL]
    wanted = str(arguments["letter"] or "0")
    unread = [one for one in letters if one.read_at is None]
    found = next((one for one in letters if str(one.id) == wanted), unread[-1] if unread and wanted == "0" else None)
    if found is None:
        return "none", None
    if found.read_at is None and found.id is not None:
        peer.for_others.read.append((found.id, scene.at))
        opened = replace(found, read_at=scene.at)
        peer.surround(letters=tuple(opened if one.id == found.id else one for one in peer.circle.letters))
    return "opened", letter_view(found, scene.at)


def _readable(peer: Peer, share_id: Any, scene: Scene) -> ShareRecord | None:
    return next((one for one in peer.circle.readable(scene.at) if str(one.id) == str(share_id)), None)


OF_REVIEWS: Mapping[str, Action] = {
    "letters.read": read_letter,
    "review.list": list_people,
    "review.open": open_share,
    "review.read": acknowledge,
    "review.sign_in": sign_in,
    "review.write": write,
}
"""Actions by which a specialist reads and writes back, and a peer reads that."""
