"""Reading the audit log: its numbers with the names that belong to them today, and reading is noted like the rest."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.app.programmes.answers import Answer
from bot.app.programmes.problem import misused
from bot.storage import Transaction
from bot.storage.audit import Audited, AuditRecord, Subject, subject_of

# So many go through the control socket at once, with room to spare.
AT_ONCE = 5_000
_SPAN = re.compile(r"([0-9]{1,4})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}


class AuditEntry(Answer):
    """One act. ``staff`` and ``subject_name`` are what somebody, or a programme, is called now; null if none is left.

    ``what`` and ``subject`` are null in what a newer version has noted.
    """

    id: int
    at: datetime
    actor: Literal["operator", "staff"]
    staff_id: int | None
    staff: str | None
    what: Audited | None
    subject: Subject | None
    about: int | None
    subject_name: str | None


class AuditAnswer(Answer):
    """What was noted, the oldest first. ``more`` says that there is more, behind the last of these."""

    entries: tuple[AuditEntry, ...]
    more: bool = False


async def read(transaction: Transaction, since: datetime, after: int, at: datetime) -> AuditAnswer:
    """What was noted since a moment, from behind the row ``after``. The first page notes that somebody reads."""
    if not after:
        await transaction.audit.note(Audited.SAW_AUDIT, at)
    found = await transaction.audit.page(since, AT_ONCE + 1, after)
    shown = found[:AT_ONCE]
    staff = await transaction.programmes.staff_by_id(_numbers(shown, "staff"))
    programmes = await transaction.programmes.by_id(_numbers(shown, "programme"))
    names = {("staff", number): one.name for number, one in staff.items()}
    names |= {("programme", number): one.key for number, one in programmes.items()}
    return AuditAnswer(entries=tuple(_entry(one, names) for one in shown), more=len(found) > AT_ONCE)


def since_of(text: str, at: datetime) -> datetime:
    """The moment ``30d`` (also ``h`` and ``w``) before ``at``, or the beginning of a day such as ``2026-03-01`` (UTC).

    Raises `Problem` for what is neither, or has not come yet.
    """
    given = text.strip().lower()
    span = _SPAN.fullmatch(given)
    try:
        since = at - timedelta(hours=int(span[1]) * _HOURS[span[2]]) if span else _begin_of(given)
    except (ValueError, OverflowError):
        raise misused(f"{text!r} is no time to begin at. Write 30d, or a day such as 2026-03-01.") from None
    if since > at:
        raise misused(f"{text!r} has not come yet. Write 30d, or a day such as 2026-03-01.")
    return since


def _begin_of(day: str) -> datetime:
    return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)


def _numbers(records: Sequence[AuditRecord], subject: Subject) -> set[int]:
    """The numbers of members of staff, or of programmes, that these rows name."""
    found = {one.about for one in records if one.what and subject_of(one.what) == subject}
    if subject == "staff":
        found |= {one.staff_id for one in records}
    return {number for number in found if number is not None}


def _entry(record: AuditRecord, names: dict[tuple[str, int], str]) -> AuditEntry:
    subject = subject_of(record.what) if record.what and record.about is not None else None
    return AuditEntry(
        id=record.id or 0, at=record.at, actor="operator" if record.staff_id is None else "staff",
        staff_id=record.staff_id, staff=names.get(("staff", record.staff_id or 0)), what=record.what, subject=subject,
        about=record.about, subject_name=names.get((subject or "", record.about or 0)),
    )  # fmt: skip
