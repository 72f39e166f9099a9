"""Who works for a programme: confirming, suspending and resuming, and the codes by which specialists are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.app.programmes.problem import Problem, misused
from bot.app.sharing.codes import new_spoken, normal
from bot.storage import Transaction
from bot.storage.circle import InvitationRecord, LetterKind, LetterRecord, ProgrammeRecord, StaffRecord

Standing = Literal["waiting", "at work", "suspended"]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works for a programme. ``invited_as`` are the names of whom they may be, as the operator gave them.

    It is one name where the invitation is known by which they came; more where several of that kind were accepted.
    """

    record: StaffRecord
    standing: Standing
    invited_as: tuple[str, ...]

    @property
    def is_as_invited(self) -> bool:
        """Whether the name that was given is the one that was expected."""
        return [_plain(name) for name in self.invited_as] == [_plain(self.record.name)]


def standing_of(record: StaffRecord) -> Standing:
    """Where somebody stands."""
    if record.confirmed_at is None:
        return "waiting"
    return "at work" if record.suspended_at is None else "suspended"


async def members(transaction: Transaction, programme: ProgrammeRecord) -> list[Member]:
    """Everybody who works for a programme, or waits to, in the order in which they came."""
    staff = await transaction.programmes.staff(programme.id or 0)
    codes = await transaction.programmes.invitations(programme.id or 0)
    return [Member(one, standing_of(one), _invited_as(one, staff, codes)) for one in staff]


def _invited_as(
    record: StaffRecord, staff: Sequence[StaffRecord], codes: Sequence[InvitationRecord]
) -> tuple[str, ...]:
    """The name on the invitation that led here; where that is not known, those on all that may have."""
    accepted = [one for one in codes if one.kind == record.role and one.used]
    own = [one.label for one in accepted if one.staff_id is not None and one.staff_id == record.id]
    if own:
        return tuple(own)
    taken = {_plain(one.name) for one in staff if one is not record and one.role == record.role}
    free = [one.label for one in accepted if one.staff_id is None]
    same = [label for label in free if _plain(label) == _plain(record.name)]
    return tuple(dict.fromkeys(same or [label for label in free if _plain(label) not in taken]))


async def find_member(transaction: Transaction, programme: ProgrammeRecord, who: str) -> Member:
    """Somebody by their number or their name: the one they gave, the one on their invitation, or the first part of it.

    Raises `Problem`, also where several people are meant.
    """
    everybody, asked = await members(transaction, programme), _plain(who)
    found = [one for one in everybody if str(one.record.id) == who.strip()]
    found = found or [one for one in everybody if _plain(one.record.name) == asked]
    found = found or [one for one in everybody if asked in map(_plain, one.invited_as)]
    found = found or [one for one in everybody if asked and _plain(one.record.name).split()[:1] == [asked]]
    if len(found) == 1:
        return found[0]
    what = "Several people" if found else "Nobody"
    verb = "have" if found else "has"
    raise misused(
        f"{what} in the staff of {programme.key} {verb} that name or number. "
        f"See: strongsuit programme staff {programme.key}"
    )


async def confirm(transaction: Transaction, programme: ProgrammeRecord, who: str, at: datetime) -> Member:
    """Confirms somebody who accepted an invitation; a specialist gets a code. Raises `Problem`."""
    record = (await find_member(transaction, programme, who)).record
    if record.confirmed_at is not None:
        raise Problem(f"Number {record.id} in the staff of {programme.key} was confirmed before.")
    record.confirmed_at = at
    await transaction.programmes.put_staff(record)
    if record.role == "specialist":
        await spoken_code(transaction, programme, record, at)
    await _tell(transaction, programme, record, "confirmed", at)
    return await find_member(transaction, programme, str(record.id))


async def suspend(transaction: Transaction, programme: ProgrammeRecord, who: str, at: datetime) -> Member:
    """Takes all access from somebody, at once, and signs them out. Raises `Problem`."""
    member = await find_member(transaction, programme, who)
    record = member.record
    if member.standing != "at work":
        waits = "has no access yet" if member.standing == "waiting" else "is suspended already"
        raise Problem(f"Number {record.id} in the staff of {programme.key} {waits}. Nothing is left to do.")
    record.suspended_at = at
    await transaction.programmes.put_staff(record)
    await transaction.doors.end_all(record.id or 0)
    await _tell(transaction, programme, record, "suspended", at)
    return Member(record, standing_of(record), member.invited_as)


async def resume(transaction: Transaction, programme: ProgrammeRecord, who: str, at: datetime) -> Member:
    """Gives access back to somebody who was suspended. Raises `Problem`."""
    member = await find_member(transaction, programme, who)
    record = member.record
    if member.standing != "suspended":
        raise Problem(f"Number {record.id} in the staff of {programme.key} is not suspended. Nothing is left to do.")
    record.suspended_at = None
    await transaction.programmes.put_staff(record)
    await _tell(transaction, programme, record, "resumed", at)
    return Member(record, standing_of(record), member.invited_as)


async def spoken_code(
    transaction: Transaction, programme: ProgrammeRecord, record: StaffRecord, at: datetime, *, renew: bool = False
) -> str:
    """The code by which peers choose a specialist; made where there is none, and anew with ``renew``.

    Who has chosen the specialist by the earlier code keeps their shares. Raises `Problem`.
    """
    if record.role != "specialist":
        raise Problem(f"Number {record.id} in the staff of {programme.key} is a coordinator: peers share with none.")
    if record.confirmed_at is None:
        remedy = f"Confirm them first: strongsuit programme confirm {programme.key} {record.id}"
        raise Problem(f"Number {record.id} in the staff of {programme.key} is not confirmed. {remedy}")
    codes = await transaction.programmes.invitations(programme.id or 0)
    current = [one for one in codes if one.kind == "share" and one.staff_id == record.id and one.revoked_at is None]
    if current and not renew:
        return current[0].code
    for one in current:
        one.revoked_at = at
        await transaction.programmes.put_invitation(one)
    code = await _unused(transaction)
    made = InvitationRecord(
        programme_id=programme.id or 0, staff_id=record.id, kind="share", code=code, created_at=at
    )  # fmt: skip
    await transaction.programmes.add_invitation(made, normal(code))
    return code


async def dismiss_all(transaction: Transaction, programme: ProgrammeRecord, at: datetime) -> None:
    """Signs out everybody who works for a programme that closes, and tells them."""
    for record in await transaction.programmes.staff(programme.id or 0):
        await transaction.doors.end_all(record.id or 0)
        await _tell(transaction, programme, record, "closed", at)


async def _unused(transaction: Transaction) -> str:
    code = new_spoken()
    while await transaction.programmes.invitation(normal(code)) is not None:
        code = new_spoken()
    return code


async def _tell(
    transaction: Transaction, programme: ProgrammeRecord, record: StaffRecord, kind: LetterKind, at: datetime
) -> None:
    if record.peer_id is not None:
        await transaction.post(LetterRecord(peer_id=record.peer_id, kind=kind, at=at, name=programme.name))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
