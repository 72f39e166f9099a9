"""Codes that let people into a programme or its staff: made, listed and revoked.

The operator's commands and the coordinator's page use the same functions. Whoever calls has asked whether they may, and
gives a programme that is open.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.app.programmes.problem import Problem, misused
from bot.app.sharing.codes import new_code, normal
from bot.storage import Transaction
from bot.storage.circle import InvitationRecord, ProgrammeRecord, Role

State = Literal["open", "used up", "expired", "revoked"]

ROLE_DAYS = 7
"""How long an invitation to work for a programme is open, unless something else is said."""
LONGEST_LABEL, MOST_USES, MOST_DAYS = 80, 100_000, 3650
_SPAN = re.compile(r"([0-9]{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation, and its code, which of one to the staff is told now and never again."""

    record: InvitationRecord
    code: str


async def invite_to_join(
    transaction: Transaction,
    programme: ProgrammeRecord,
    at: datetime,
    *,
    label: str = "",
    expires: str = "",
    most: int | None = None,
) -> NewInvitation:
    """A code by which people join, for as many as ``most``. ``expires``: see `moment_of`. Raises `Problem`."""
    if most is not None and not 1 <= most <= MOST_USES:
        raise misused(f"A join link is for 1 to {MOST_USES} people; leave the limit out for any number.")
    until = moment_of(expires, programme, at) if expires.strip() else None
    record = InvitationRecord(
        programme_id=programme.id or 0, kind="join", label=_label(label), created_at=at, expires_at=until, most=most
    )
    return await _add(transaction, record, keep=True)


async def invite_to_work(
    transaction: Transaction, programme: ProgrammeRecord, role: Role, name: str, at: datetime, *, expires: str = ""
) -> NewInvitation:
    """A code that opens once, for the one person who is called ``name``. Raises `Problem`."""
    if not name.strip():
        raise misused("Who is invited? Give the name, to compare it with the one that is given on accepting.")
    record = InvitationRecord(
        programme_id=programme.id or 0, kind=role, label=_label(name), created_at=at, most=1,
        expires_at=moment_of(expires or f"{ROLE_DAYS}d", programme, at),
    )  # fmt: skip
    return await _add(transaction, record, keep=False)


async def _add(transaction: Transaction, record: InvitationRecord, *, keep: bool) -> NewInvitation:
    code = new_code()
    record.code = code if keep else ""
    return NewInvitation(await transaction.programmes.add_invitation(record, normal(code)), code)


async def invitations(transaction: Transaction, programme: ProgrammeRecord) -> list[InvitationRecord]:
    """The invitations of a programme, the newest first; not the codes by which specialists are chosen."""
    return [one for one in await transaction.programmes.invitations(programme.id or 0) if one.kind != "share"]


async def revoke(
    transaction: Transaction, programme: ProgrammeRecord, invitation_id: int, at: datetime
) -> InvitationRecord:
    """Takes an invitation back: its code opens nothing any more. Who came by it stays. Raises `Problem`."""
    found = next((one for one in await invitations(transaction, programme) if one.id == invitation_id), None)
    if found is None:
        raise misused(
            f"The programme {programme.key} has no invitation {invitation_id}. "
            f"See: strongsuit programme invitations {programme.key}"
        )
    if found.revoked_at is not None:
        raise Problem(f"Invitation {invitation_id} was revoked before. Nothing is left to do.")
    if found.kind != "join" and state_of(found, at) == "used up":
        raise Problem(
            f"Invitation {invitation_id} was used and opens nothing any more. To take back what it led to: "
            f"strongsuit programme suspend {programme.key}"
        )
    found.revoked_at = at
    await transaction.programmes.put_invitation(found)
    return found


def state_of(record: InvitationRecord, at: datetime) -> State:
    """What has become of an invitation."""
    if record.revoked_at is not None:
        return "revoked"
    if record.most is not None and record.used >= record.most:
        return "used up"
    if record.expires_at is not None and record.expires_at <= at:
        return "expired"
    return "open"


def moment_of(text: str, programme: ProgrammeRecord, at: datetime) -> datetime:
    """When something ends: ``30d`` (also ``h`` and ``w``) from now, or a day such as ``2026-12-31``, which is included.

    Raises `Problem` for what is neither, has passed, or is more than ten years away.
    """
    given, last = text.strip().lower(), at + timedelta(days=MOST_DAYS)
    span = _SPAN.fullmatch(given)
    until = at + int(span[1]) * _UNITS[span[2]] if span else _end_of(given, programme, at)
    if not at < until <= last:
        raise misused(f"{text!r} is not between now and ten years from now. Write 30d, or a day such as 2026-12-31.")
    return until


def _end_of(day: str, programme: ProgrammeRecord, at: datetime) -> datetime:
    zone = ZoneInfo(programme.timezone or "UTC")
    try:
        begins = datetime.combine(datetime.strptime(day, "%Y-%m-%d"), time(), zone)  # noqa: DTZ007 - a day has no zone
        # The last second of that day, so that the day itself is named wherever this is shown.
        return (begins + timedelta(days=1)).astimezone(at.tzinfo) - timedelta(seconds=1)
    except (ValueError, OverflowError):
        raise misused(f"{day!r} is no time to end. Write 30d, or a day such as 2026-12-31.") from None


def _label(text: str) -> str:
    label = " ".join(text.split())
    if len(label) > LONGEST_LABEL or not label.isprintable():
        raise misused(f"A name or a label has at most {LONGEST_LABEL} characters, all on one line.")
    return label
