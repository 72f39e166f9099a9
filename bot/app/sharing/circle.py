"""The people around somebody, as one turn sees them: their programme, what they share, what is shared with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.sharing import access
from bot.storage import Transaction
from bot.storage.circle import (
    InvitationRecord,
    LetterRecord,
    ProgrammeRecord,
    ShareRecord,
    StaffRecord,
    ViewRecord,
)
from bot.storage.records import PeerRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """What is loaded of others when a turn reads it. Turns replace it, and never change it in place.

    ``programme`` is the one somebody belongs to. ``given`` is what they share, with the ``views`` of each; ``letters``
    what others have for them. ``roles`` are theirs, ``received`` what was shared with those. ``staff``, ``programmes``
    and ``invitations`` are looked up by number; ``found`` tells what a code that they brought belongs to.
    """

    programme: ProgrammeRecord | None = None
    given: tuple[ShareRecord, ...] = ()
    views: Mapping[int, tuple[ViewRecord, ...]] = field(default_factory=dict)
    letters: tuple[LetterRecord, ...] = ()
    roles: tuple[StaffRecord, ...] = ()
    received: tuple[ShareRecord, ...] = ()
    staff: Mapping[int, StaffRecord] = field(default_factory=dict)
    programmes: Mapping[int, ProgrammeRecord] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    found: Mapping[str, InvitationRecord | None] = field(default_factory=dict)

    def specialist(self, staff_id: int) -> StaffRecord | None:
        """The member of staff with this number, if peers can share with them now."""
        role = self.staff.get(staff_id)
        programme = self.programmes.get(role.programme_id) if role else None
        return role if access.is_specialist(role, programme) else None

    def open_shares(self, at: datetime) -> list[ShareRecord]:
        """What somebody shares now, the newest first; also where its reader may not read it for the time being."""
        return [one for one in self.given if access.is_open(one, at)]

    def readable(self, at: datetime) -> list[ShareRecord]:
        """What is shared with this person now, the newest copy first."""
        roles = {role.id: role for role in self.roles}
        return [
            one
            for one in self.received
            if (role := roles.get(one.staff_id))
            and access.may_read(one, role, self.programmes.get(role.programme_id), at)
        ]

    def was_seen(self, share: ShareRecord) -> bool:
        """Whether this very copy was looked at."""
        return any(view.number == share.number for view in self.views.get(share.id or 0, ()))


async def load_circle(transaction: Transaction, record: PeerRecord, codes: Iterable[str]) -> Circle:
    """Loads the people around one person, who may be new, and what their codes belong to."""
    await transaction.among_others()
    peer_id, programme_id, memory = record.id, record.programme_id, record.memory
    programmes, sharing = transaction.programmes, transaction.sharing
    found = {code: await programmes.invitation(code) for code in codes}
    roles = tuple(await programmes.staff_of_peer(peer_id)) if peer_id is not None else ()
    given = tuple(await sharing.given_by(peer_id)) if peer_id is not None else ()
    received = tuple(await sharing.given_to([role.id for role in roles if role.id is not None])) if roles else ()
    meant = {one.staff_id for one in given} | {one.staff_id for one in found.values() if one and one.staff_id}
    begun = {one.staff_id for one in (memory.draft, *memory.laid_by) if one}
    staff = await programmes.staff_by_id(meant | begun)
    wanted = {role.programme_id for role in (*staff.values(), *roles)}
    wanted |= {one.programme_id for one in found.values() if one} | ({programme_id} if programme_id else set())
    known = await programmes.by_id(wanted)
    views = await sharing.views([one.id for one in (*given, *received) if one.id is not None])
    return Circle(
        programme=known.get(programme_id) if programme_id else None,
        given=given,
        views={share_id: tuple(looked) for share_id, looked in views.items()},
        letters=tuple(await sharing.letters(peer_id)) if peer_id is not None else (),
        roles=roles,
        received=received,
        staff={**staff, **{role.id: role for role in roles if role.id is not None}},
        programmes=known,
        codes=await _own_codes(transaction, roles),
        found=found,
    )


async def _own_codes(transaction: Transaction, roles: Iterable[StaffRecord]) -> dict[int, str]:
    """The codes by which peers choose somebody, for each of their roles."""
    codes: dict[int, str] = {}
    for role in roles:
        for one in await transaction.programmes.invitations(role.programme_id):
            if one.kind == "share" and one.staff_id == role.id and one.revoked_at is None and one.code:
                codes[one.staff_id or 0] = one.code
    return codes
