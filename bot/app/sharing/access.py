"""Who may do what. Every way to a share, in the chat and on the web, asks here and nowhere else.

Whatever is not allowed here is refused: there is no other rule, and no way around these.
"""

from datetime import datetime

from bot.storage.circle import InvitationRecord, ProgrammeRecord, ShareRecord, StaffRecord


def is_at_work(role: StaffRecord | None, programme: ProgrammeRecord | None) -> bool:
    """Whether somebody works for a programme now: confirmed by the operator, not suspended, and it is open."""
    return (
        role is not None
        and programme is not None
        and role.programme_id == programme.id
        and role.confirmed_at is not None
        and role.suspended_at is None
        and programme.closed_at is None
    )


def is_specialist(role: StaffRecord | None, programme: ProgrammeRecord | None) -> bool:
    """Whether peers can share with them."""
    return role is not None and role.role == "specialist" and is_at_work(role, programme)


def may_manage(role: StaffRecord | None, programme: ProgrammeRecord | None) -> bool:
    """Whether they may invite people to the programme and see its counts. It opens no share."""
    return role is not None and role.role == "coordinator" and is_at_work(role, programme)


def is_open(share: ShareRecord | None, at: datetime) -> bool:
    """Whether a share has neither ended nor been taken back."""
    return share is not None and share.copy is not None and share.revoked_at is None and at < share.until


def may_read(
    share: ShareRecord | None, role: StaffRecord | None, programme: ProgrammeRecord | None, at: datetime
) -> bool:
    """Whether this member of staff may read this share now: it was given to them, and it is open."""
    return (
        share is not None
        and role is not None
        and share.staff_id == role.id
        and is_specialist(role, programme)
        and is_open(share, at)
    )


def lets_in(invitation: InvitationRecord | None, programme: ProgrammeRecord | None, at: datetime) -> bool:
    """Whether a code still opens what it is for."""
    return (
        invitation is not None
        and programme is not None
        and programme.closed_at is None
        and invitation.programme_id == programme.id
        and invitation.revoked_at is None
        and (invitation.expires_at is None or at < invitation.expires_at)
        and (invitation.most is None or invitation.used < invitation.most)
    )
