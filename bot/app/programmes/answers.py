"""What operations answer, as plain data: what ``--json`` prints, and what goes through the control socket."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.app.figures import Report
from bot.app.programmes.desk import Overview
from bot.app.programmes.inviting import State, state_of
from bot.app.programmes.staffing import Member, Standing
from bot.storage.circle import InvitationKind, InvitationRecord, ProgrammeRecord, Role


class Answer(BaseModel):
    """An answer. Times are in UTC."""

    model_config = ConfigDict(frozen=True)


class ProgrammeAnswer(Answer):
    """A programme. ``content`` is the folder of its own words, if it has one."""

    key: str
    name: str
    languages: tuple[str, ...]
    country: str | None
    timezone: str | None
    retention_days: int | None
    content: str
    contact: str
    notice_url: str
    created_at: datetime
    closed_at: datetime | None


class ProgrammesAnswer(Answer):
    """All programmes, by their keys."""

    programmes: tuple[ProgrammeAnswer, ...]


class ShownAnswer(ProgrammeAnswer):
    """A programme with its numbers. ``people`` is rounded down to fives, and null where they are fewer."""

    people: int | None
    specialists: int
    coordinators: int
    waiting: int
    open_invitations: int


class InvitationAnswer(Answer):
    """An invitation. ``code`` is empty where it was told once and is not kept."""

    id: int
    kind: InvitationKind
    label: str
    state: State
    created_at: datetime
    expires_at: datetime | None
    limit: int | None
    used: int
    code: str


class InvitationsAnswer(Answer):
    """The invitations of a programme, the newest first."""

    programme: str
    timezone: str | None
    invitations: tuple[InvitationAnswer, ...]


class InvitedAnswer(Answer):
    """A new invitation with its code."""

    programme: str
    timezone: str | None
    invitation: InvitationAnswer


class MemberAnswer(Answer):
    """Somebody who works for a programme. ``invited_as``: the names that were on the invitations they may have had."""

    id: int
    role: Role
    name: str
    standing: Standing
    invited_as: tuple[str, ...]
    is_as_invited: bool
    accepted_at: datetime
    confirmed_at: datetime | None
    suspended_at: datetime | None


class StaffAnswer(Answer):
    """Everybody who works for a programme, or waits to."""

    programme: str
    timezone: str | None
    staff: tuple[MemberAnswer, ...]


class StandingAnswer(Answer):
    """Where somebody stands now; ``code`` is theirs, where they have one to say aloud."""

    programme: str
    member: MemberAnswer
    code: str = ""


class ReportAnswer(Answer):
    """The figures of a programme, and what is needed to put them on a page."""

    programme: str
    name: str
    languages: tuple[str, ...]
    report: Report


def programme_fields(record: ProgrammeRecord) -> dict[str, object]:
    """A programme, field by field."""
    return {
        "key": record.key, "name": record.name, "languages": record.languages, "country": record.country,
        "timezone": record.timezone, "retention_days": record.retention_days, "content": record.overlay,
        "contact": record.contact, "notice_url": record.notice_url, "created_at": record.created_at,
        "closed_at": record.closed_at,
    }  # fmt: skip


def programme_answer(record: ProgrammeRecord) -> ProgrammeAnswer:
    """A programme as an answer."""
    return ProgrammeAnswer.model_validate(programme_fields(record))


def shown_answer(record: ProgrammeRecord, overview: Overview) -> ShownAnswer:
    """A programme and its numbers as an answer."""
    numbers = {name: getattr(overview, name) for name in Overview.__dataclass_fields__}
    return ShownAnswer.model_validate(programme_fields(record) | numbers)


def invitation_answer(record: InvitationRecord, at: datetime, code: str = "") -> InvitationAnswer:
    """An invitation as an answer, with the code that was kept of it, or ``code``."""
    return InvitationAnswer(
        id=record.id or 0, kind=record.kind, label=record.label, state=state_of(record, at),
        created_at=record.created_at, expires_at=record.expires_at, limit=record.most, used=record.used,
        code=code or record.code,
    )  # fmt: skip


def member_answer(member: Member) -> MemberAnswer:
    """Somebody who works for a programme, as an answer."""
    record = member.record
    return MemberAnswer(
        id=record.id or 0, role=record.role, name=record.name, standing=member.standing,
        invited_as=member.invited_as, is_as_invited=member.is_as_invited, accepted_at=record.accepted_at,
        confirmed_at=record.confirmed_at, suspended_at=record.suspended_at,
    )  # fmt: skip


def staff_answer(programme: ProgrammeRecord, members: Iterable[Member]) -> StaffAnswer:
    """The staff of a programme as an answer."""
    return StaffAnswer(
        programme=programme.key, timezone=programme.timezone, staff=tuple(member_answer(one) for one in members)
    )
