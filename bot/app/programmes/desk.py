"""Running programmes: founding, changing and closing one. Whoever calls has asked whether they may.

All of these work in the caller's transaction. Inviting is in `bot.app.programmes.inviting`, staff in
`bot.app.programmes.staffing`.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.app.figures.cells import present
from bot.app.programmes.details import Details, checked_name, key_for
from bot.app.programmes.inviting import state_of
from bot.app.programmes.problem import Problem
from bot.app.programmes.staffing import dismiss_all, standing_of
from bot.storage import Transaction
from bot.storage.circle import LetterRecord, ProgrammeRecord


@dataclass(frozen=True, slots=True)
class Overview:
    """A programme in numbers. ``people`` is rounded down to fives, as in its figures; None: under five."""

    people: int | None
    specialists: int
    coordinators: int
    waiting: int
    open_invitations: int


async def find(transaction: Transaction, key: str, *, still_open: bool = False) -> ProgrammeRecord:
    """The programme called ``key``; with ``still_open``, one that is not closed. Raises `Problem`."""
    found = await transaction.programmes.by_key(key)
    if found is None:
        known = [one.key for one in await transaction.programmes.all()]
        there = f"There is: {', '.join(known)}." if known else "There is none yet; see: strongsuit programme create"
        raise Problem(f"There is no programme {key!r}. {there}", usage=True)
    if still_open and found.closed_at is not None:
        raise Problem(f"The programme {key} is closed, and stays so. A new one: strongsuit programme create")
    return found


async def create(transaction: Transaction, details: Details, at: datetime) -> ProgrammeRecord:
    """Founds a programme. Raises `Problem`."""
    name = checked_name(details.name or "")
    key = details.key or key_for(name)
    record = ProgrammeRecord(key=key, name=name, created_at=at)
    details.model_copy(update={"key": key}).apply(record)
    await _is_free(transaction, key)
    return await transaction.programmes.put(record)


async def edit(transaction: Transaction, key: str, details: Details) -> ProgrammeRecord:
    """Changes what is said of a programme. Raises `Problem`."""
    record = await find(transaction, key, still_open=True)
    if details.key is not None and details.key != key:
        await _is_free(transaction, details.key)
    details.apply(record)
    return await transaction.programmes.put(record)


async def close(transaction: Transaction, key: str, at: datetime) -> ProgrammeRecord:
    """Closes a programme for good. Its people keep everything of theirs; nobody works for it any more.

    No code opens anything after that, nobody of its staff is signed in, and each of them is told. What was shared with
    them has ended, the copies are gone, and who shared is told. Raises `Problem`.
    """
    record = await find(transaction, key, still_open=True)
    record.closed_at = at
    await transaction.programmes.put(record)
    for invitation in await transaction.programmes.invitations(record.id or 0):
        if invitation.revoked_at is None:
            invitation.revoked_at = at
            await transaction.programmes.put_invitation(invitation)
    await dismiss_all(transaction, record, at)
    staff = [one.id for one in await transaction.programmes.staff(record.id or 0) if one.id is not None]
    for peer_id in await transaction.sharing.sharing_with(staff, at):
        await transaction.post(LetterRecord(peer_id=peer_id, kind="ended", at=at, name=record.name))
    await transaction.sharing.end_all(staff, at)
    await transaction.programmes.dismiss(record.id or 0)
    return record


async def overview(transaction: Transaction, programme: ProgrammeRecord, at: datetime) -> Overview:
    """A programme in numbers, of which none points to a person."""
    programme_id = programme.id or 0
    presence = await transaction.tallies.presence(programme_id, at, at)
    staff = await transaction.programmes.staff(programme_id)
    codes = await transaction.programmes.invitations(programme_id)
    working = [one.role for one in staff if standing_of(one) == "at work"]
    return Overview(
        people=present(presence).belong,
        specialists=working.count("specialist"),
        coordinators=working.count("coordinator"),
        waiting=sum(standing_of(one) == "waiting" for one in staff),
        open_invitations=sum(one.kind != "share" and state_of(one, at) == "open" for one in codes),
    )


async def _is_free(transaction: Transaction, key: str) -> None:
    if await transaction.programmes.by_key(key) is not None:
        raise Problem(f"There is a programme {key} already. Give this one another key with --key.")
