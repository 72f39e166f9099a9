"""Who did or looked at what: the one place that writes it down, in the transaction of the act itself.

A row holds numbers and one word of a closed list, never anything that a person wrote or is called. The database refuses
to change or remove a row, and we never ask it to: numbers of people who were deleted may stay, because they point to
nothing any more. The numbers of staff and shares are never given out twice, and programmes are closed and never
deleted; a peer's number may come again, so no row is about one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.moments import known_moment
from bot.storage.tables import audit

Subject = Literal["share", "programme", "staff"]


class Audited(StrEnum):
    """What is noted: every way in which staff or the operator reach anything of people, or change who may."""

    # The pages and the chat of those who work for a programme.
    ACCEPTED_ROLE = "accepted_role"
    ASKED_FOR_SIGN_IN = "asked_for_sign_in"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    SAW_OWN_DEVICES = "saw_own_devices"
    WAS_REFUSED = "was_refused"
    LISTED_PEOPLE = "listed_people"
    LOOKED_AT_SHARE = "looked_at_share"
    PRINTED_SHARE = "printed_share"
    ACKNOWLEDGED_SHARE = "acknowledged_share"
    WROTE_TO_PEER = "wrote_to_peer"
    READ_OWN_NOTE = "read_own_note"
    LISTED_OWN_NOTES = "listed_own_notes"
    WROTE_OWN_NOTE = "wrote_own_note"
    REMOVED_OWN_NOTE = "removed_own_note"
    # What coordinators and the operator do alike.
    SAW_FIGURES = "saw_figures"
    DOWNLOADED_FIGURES = "downloaded_figures"
    LISTED_INVITATIONS = "listed_invitations"
    INVITED_PEERS = "invited_peers"
    INVITED_STAFF = "invited_staff"
    REVOKED_CODE = "revoked_code"
    SAW_JOIN_CODE = "saw_join_code"
    # What the operator does.
    CREATED_PROGRAMME = "created_programme"
    EDITED_PROGRAMME = "edited_programme"
    CLOSED_PROGRAMME = "closed_programme"
    LISTED_PROGRAMMES = "listed_programmes"
    LOOKED_AT_PROGRAMME = "looked_at_programme"
    LISTED_STAFF = "listed_staff"
    LOOKED_AT_STAFF = "looked_at_staff"
    CONFIRMED_STAFF = "confirmed_staff"
    SUSPENDED_STAFF = "suspended_staff"
    RESUMED_STAFF = "resumed_staff"
    SAW_SPECIALIST_CODE = "saw_specialist_code"
    RENEWED_SPECIALIST_CODE = "renewed_specialist_code"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    ROTATED_KEY = "rotated_key"
    PURGED = "purged"
    REHEARSED_PURGE = "rehearsed_purge"
    REVEALED_SET_ASIDE = "revealed_set_aside"
    SAW_AUDIT = "saw_audit"


_SUBJECTS: Mapping[Subject, frozenset[Audited]] = {
    "share": frozenset({
        Audited.LOOKED_AT_SHARE, Audited.PRINTED_SHARE, Audited.ACKNOWLEDGED_SHARE, Audited.WROTE_TO_PEER,
        Audited.READ_OWN_NOTE, Audited.WROTE_OWN_NOTE,
    }),
    "programme": frozenset({
        Audited.ACCEPTED_ROLE, Audited.SAW_FIGURES, Audited.DOWNLOADED_FIGURES, Audited.LISTED_INVITATIONS,
        Audited.INVITED_PEERS, Audited.INVITED_STAFF, Audited.REVOKED_CODE, Audited.SAW_JOIN_CODE,
        Audited.CREATED_PROGRAMME, Audited.EDITED_PROGRAMME, Audited.CLOSED_PROGRAMME, Audited.LOOKED_AT_PROGRAMME,
        Audited.LISTED_STAFF,
    }),
    "staff": frozenset({
        Audited.LOOKED_AT_STAFF, Audited.CONFIRMED_STAFF, Audited.SUSPENDED_STAFF, Audited.RESUMED_STAFF,
        Audited.SAW_SPECIALIST_CODE, Audited.RENEWED_SPECIALIST_CODE,
    }),
}  # fmt: skip


def subject_of(what: Audited) -> Subject | None:
    """Of what the number ``about`` is; None where there is none."""
    return next((subject for subject, acts in _SUBJECTS.items() if what in acts), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One row. ``staff_id`` is whoever did it, None the operator; ``about`` is a number, see `subject_of`.

    ``what`` is empty in a row that a newer version wrote, and that this one has no word for.
    """

    id: int | None = None
    at: datetime
    what: Audited | None
    staff_id: int | None = None
    about: int | None = None


class Audit:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, what: Audited, at: datetime, staff_id: int | None = None, about: int | None = None) -> None:
        """Notes one act; ``staff_id`` None says that it was the operator. It is undone with the transaction."""
        await self.note_all([AuditRecord(at=at, what=what, staff_id=staff_id, about=about)])

    async def note_all(self, records: Iterable[AuditRecord]) -> None:
        """Notes acts. Raises `ValueError` for a number that is about nothing which this act can be about."""
        rows = [_row(one) for one in records]
        if rows:
            await self._connection.execute(insert(audit), rows)

    async def page(self, since: datetime, limit: int, after: int = 0) -> list[AuditRecord]:
        """What was noted since a moment and past the row ``after``, the oldest first, at most ``limit``."""
        query = select(audit).where(audit.c.at >= since.timestamp(), audit.c.id > after)
        rows = await self._connection.execute(query.order_by(audit.c.id).limit(limit))
        return [
            AuditRecord(
                id=row.id, at=known_moment(row.at), what=_known(row.what), staff_id=row.staff_id, about=row.about
            )
            for row in rows
        ]


def _row(record: AuditRecord) -> dict[str, object]:
    if record.what is None or (record.about is not None and subject_of(record.what) is None):
        raise ValueError("an audit row is about a share, a programme or a member of staff, or about nothing")
    return {
        "at": record.at.timestamp(), "actor": "operator" if record.staff_id is None else "staff",
        "staff_id": record.staff_id, "what": record.what.value, "about": record.about,
    }  # fmt: skip


def _known(what: str) -> Audited | None:
    return next((one for one in Audited if one.value == what), None)
