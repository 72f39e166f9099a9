"""Actions about belonging: joining a programme, leaving it, and taking on a role in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.app.actions.scene import Action, Result, Scene
from bot.app.actions.sharing import end
from bot.app.peer import Peer
from bot.app.sharing.bringing import is_own, look_up
from bot.app.sharing.drafts import begin_with, let_go
from bot.storage.circle import ProgrammeRecord, Role, StaffRecord

LONGEST_NAME = 60
ROLES = ("specialist", "coordinator")


def bring(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Looks at a ``code``, as a link brings it.

    Outcomes: join, elsewhere (they belong to another programme now), member (they belong already), specialist,
    coordinator, serves (they have a role there already), share (sharing with a specialist is begun), over, unknown,
    too_many. The value tells of the programme: ``name``, ``contact``, ``notice_url``, ``retention_days``.
    """
    verdict, found = look_up(peer, str(arguments["code"]), scene.at)
    programme = peer.circle.programmes.get(found.programme_id) if found else None
    if found and programme and _serves(peer, programme) and (found.kind in ROLES or is_own(peer, found)):
        return "serves", _about(programme)
    if verdict != "good" or found is None or programme is None:
        return ("unknown" if verdict == "none" else verdict), None
    about = _about(programme)
    if found.kind == "join":
        now = peer.circle.programme
        kind = "join" if now is None else "member" if now.id == programme.id else "elsewhere"
        return kind, about
    if found.kind == "share":
        return ("share", about) if _begin(peer, found.staff_id or 0, scene) else ("over", None)
    return found.kind, about


def _begin(peer: Peer, staff_id: int, scene: Scene) -> bool:
    """Begins to share with a specialist, so that the dialogue goes on with that."""
    if not begin_with(peer, staff_id, scene.at):
        return False
    draft = peer.record.memory.draft
    peer.remember(draft=replace(draft, goes_on="pick") if draft else None)
    return True


def _about(programme: ProgrammeRecord) -> dict[str, Any]:
    return {
        "name": programme.name, "contact": programme.contact, "notice_url": programme.notice_url,
        "retention_days": programme.retention_days or 0,
    }  # fmt: skip


def _serves(peer: Peer, programme: ProgrammeRecord) -> bool:
    return any(role.programme_id == programme.id for role in peer.circle.roles)


def join(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Joins the programme that a ``code`` belongs to. Outcomes: joined, gone.

    Its country, time zone and language are taken over where the person has chosen none.
    """
    verdict, found = look_up(peer, str(arguments["code"]), scene.at)
    programme = peer.circle.programmes.get(found.programme_id) if found else None
    if verdict != "good" or found is None or found.id is None or found.kind != "join" or programme is None:
        return "gone", None
    leave(peer, arguments, scene)
    record = peer.record
    record.programme_id, record.joined_at = programme.id, scene.at
    # Before somebody has agreed, nothing is their own choice yet, only what is assumed of everybody.
    has_chosen = peer.consented
    record.country = (has_chosen and record.country) or programme.country or record.country
    record.timezone = (has_chosen and record.timezone) or programme.timezone or record.timezone
    if programme.languages and scene.content.wording.locale_for(record.locale) not in programme.languages:
        record.locale = programme.languages[0]
    peer.surround(programme=programme)
    peer.for_others.used.append(found.id)
    peer.count("joined", scene.at)
    return "joined", _about(programme)


def leave(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Leaves the programme: everything of the person's stays, and what they share with its staff ends. Outcome: left.

    The value is the name of the programme that was left; empty where there was none.
    """
    programme = peer.circle.programme
    peer.record.programme_id = peer.record.joined_at = None
    if programme is None:
        return "left", ""
    for share in peer.circle.open_shares(scene.at):
        role = peer.circle.staff.get(share.staff_id)
        if role and role.programme_id == programme.id:
            end(peer, share, scene)
    draft = peer.record.memory.draft
    if draft and (role := peer.circle.staff.get(draft.staff_id)) and role.programme_id == programme.id:
        let_go(peer)
    peer.surround(programme=None)
    return "left", programme.name


def accept(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Takes on the role that a ``code`` invites to, under the ``name`` that people are to see.

    Outcomes: accepted, unusable (no name, or a long one), gone. Nothing can be read before the operator confirms it.
    """
    verdict, found = look_up(peer, str(arguments["code"]), scene.at)
    programme = peer.circle.programmes.get(found.programme_id) if found else None
    name = " ".join(str(arguments["name"]).split())
    if not name or len(name) > LONGEST_NAME:
        return "unusable", None
    if verdict != "good" or found is None or found.id is None or programme is None or programme.id is None:
        return "gone", None
    if found.kind not in ROLES or _serves(peer, programme):
        return "gone", None
    kind: Role = "specialist" if found.kind == "specialist" else "coordinator"
    role = StaffRecord(programme_id=programme.id, peer_id=peer.record.id, role=kind, name=name, accepted_at=scene.at)
    peer.for_others.accepted.append(role)
    peer.for_others.used.append(found.id)
    peer.record.timezone = peer.record.timezone or programme.timezone
    peer.surround(roles=(*peer.circle.roles, role))
    peer.remember(serves=True)
    return "accepted", _about(programme)


OF_BELONGING: Mapping[str, Action] = {
    "code.bring": bring,
    "programme.join": join,
    "programme.leave": leave,
    "staff.accept": accept,
}
"""Actions by which people come to a programme and leave it."""
