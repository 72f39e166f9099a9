"""The operator's operations as a closed list of named functions on plain data.

So the same ones can be carried out here, or by the running bot when it holds the database
(`bot.app.programmes.office`).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from bot.app.figures import report
from bot.app.programmes import auditing, desk, inviting, staffing
from bot.app.programmes.answers import (
    Answer,
    InvitationsAnswer,
    InvitedAnswer,
    ProgrammeAnswer,
    ProgrammesAnswer,
    ReportAnswer,
    ShownAnswer,
    StaffAnswer,
    StandingAnswer,
    invitation_answer,
    member_answer,
    programme_answer,
    shown_answer,
    staff_answer,
)
from bot.app.programmes.auditing import AuditAnswer
from bot.app.programmes.details import Details
from bot.storage import Transaction
from bot.storage.audit import Audited


class Asked(BaseModel):
    """What an operation is asked with."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Asked):
    """Nothing has to be said."""


class OfProgramme(Asked):
    """A programme, by its key."""

    key: str


class Editing(OfProgramme):
    """What is to become of a programme."""

    details: Details


class Inviting(OfProgramme):
    """A new invitation: ``label`` is what it is for, or for one to the staff, the name of whoever is expected."""

    kind: Literal["join", "specialist", "coordinator"]
    label: str = ""
    expires: str = ""
    limit: int | None = None


class OfInvitation(OfProgramme):
    """An invitation, by its number."""

    id: int


class OfMember(OfProgramme):
    """Somebody who works for a programme, by number or name."""

    who: str


class OfCode(OfMember):
    """The code of a specialist, perhaps to be made anew."""

    renew: bool = False


class Auditing(Asked):
    """From when on, and behind which row."""

    since: datetime
    after: int = 0


A = TypeVar("A", bound=Asked | Details)
B = TypeVar("B", bound=Answer)


@dataclass(frozen=True, slots=True)
class Operation(Generic[A, B]):
    """One operation. ``changes`` says that a programme may be another afterwards. `run` raises `Problem`.

    Each notes in the audit log what it did or showed.
    """

    name: str
    asked: type[A]
    answer: type[B]
    run: Callable[[Transaction, A, datetime], Awaitable[B]]
    changes: bool = False


async def _create(transaction: Transaction, asked: Details, at: datetime) -> ProgrammeAnswer:
    made = await desk.create(transaction, asked, at)
    await transaction.audit.note(Audited.CREATED_PROGRAMME, at, about=made.id)
    return programme_answer(made)


async def _list(transaction: Transaction, asked: Nothing, at: datetime) -> ProgrammesAnswer:
    await transaction.audit.note(Audited.LISTED_PROGRAMMES, at)
    return ProgrammesAnswer(programmes=tuple(programme_answer(one) for one in await transaction.programmes.all()))


async def _show(transaction: Transaction, asked: OfProgramme, at: datetime) -> ShownAnswer:
    found = await desk.find(transaction, asked.key)
    await transaction.audit.note(Audited.LOOKED_AT_PROGRAMME, at, about=found.id)
    return shown_answer(found, await desk.overview(transaction, found, at))


async def _edit(transaction: Transaction, asked: Editing, at: datetime) -> ProgrammeAnswer:
    edited = await desk.edit(transaction, asked.key, asked.details)
    await transaction.audit.note(Audited.EDITED_PROGRAMME, at, about=edited.id)
    return programme_answer(edited)


async def _close(transaction: Transaction, asked: OfProgramme, at: datetime) -> ProgrammeAnswer:
    closed = await desk.close(transaction, asked.key, at)
    await transaction.audit.note(Audited.CLOSED_PROGRAMME, at, about=closed.id)
    return programme_answer(closed)


async def _invite(transaction: Transaction, asked: Inviting, at: datetime) -> InvitedAnswer:
    programme = await desk.find(transaction, asked.key, still_open=True)
    if asked.kind == "join":
        new = await inviting.invite_to_join(
            transaction, programme, at, label=asked.label, expires=asked.expires, most=asked.limit
        )
    else:
        new = await inviting.invite_to_work(transaction, programme, asked.kind, asked.label, at, expires=asked.expires)
    invited = Audited.INVITED_PEERS if asked.kind == "join" else Audited.INVITED_STAFF
    await transaction.audit.note(invited, at, about=programme.id)
    told = invitation_answer(new.record, at, new.code)
    return InvitedAnswer(programme=programme.key, timezone=programme.timezone, invitation=told)


async def _invitations(transaction: Transaction, asked: OfProgramme, at: datetime) -> InvitationsAnswer:
    programme = await desk.find(transaction, asked.key)
    found = await inviting.invitations(transaction, programme)
    await transaction.audit.note(Audited.LISTED_INVITATIONS, at, about=programme.id)
    told = tuple(invitation_answer(one, at) for one in found)
    return InvitationsAnswer(programme=programme.key, timezone=programme.timezone, invitations=told)


async def _revoke(transaction: Transaction, asked: OfInvitation, at: datetime) -> InvitedAnswer:
    programme = await desk.find(transaction, asked.key)
    revoked = invitation_answer(await inviting.revoke(transaction, programme, asked.id, at), at)
    await transaction.audit.note(Audited.REVOKED_CODE, at, about=programme.id)
    return InvitedAnswer(programme=programme.key, timezone=programme.timezone, invitation=revoked)


async def _staff(transaction: Transaction, asked: OfProgramme, at: datetime) -> StaffAnswer:
    programme = await desk.find(transaction, asked.key)
    await transaction.audit.note(Audited.LISTED_STAFF, at, about=programme.id)
    return staff_answer(programme, await staffing.members(transaction, programme))


async def _member(transaction: Transaction, asked: OfMember, at: datetime) -> StandingAnswer:
    programme = await desk.find(transaction, asked.key)
    found = await staffing.find_member(transaction, programme, asked.who)
    await transaction.audit.note(Audited.LOOKED_AT_STAFF, at, about=found.record.id)
    return StandingAnswer(programme=programme.key, member=member_answer(found))


async def _confirm(transaction: Transaction, asked: OfMember, at: datetime) -> StandingAnswer:
    programme = await desk.find(transaction, asked.key, still_open=True)
    member = await staffing.confirm(transaction, programme, asked.who, at)
    await transaction.audit.note(Audited.CONFIRMED_STAFF, at, about=member.record.id)
    is_specialist = member.record.role == "specialist"
    code = await staffing.spoken_code(transaction, programme, member.record, at) if is_specialist else ""
    return StandingAnswer(programme=programme.key, member=member_answer(member), code=code)


async def _suspend(transaction: Transaction, asked: OfMember, at: datetime) -> StandingAnswer:
    programme = await desk.find(transaction, asked.key, still_open=True)
    member = await staffing.suspend(transaction, programme, asked.who, at)
    await transaction.audit.note(Audited.SUSPENDED_STAFF, at, about=member.record.id)
    return StandingAnswer(programme=programme.key, member=member_answer(member))


async def _resume(transaction: Transaction, asked: OfMember, at: datetime) -> StandingAnswer:
    programme = await desk.find(transaction, asked.key, still_open=True)
    member = await staffing.resume(transaction, programme, asked.who, at)
    await transaction.audit.note(Audited.RESUMED_STAFF, at, about=member.record.id)
    return StandingAnswer(programme=programme.key, member=member_answer(member))


async def _code(transaction: Transaction, asked: OfCode, at: datetime) -> StandingAnswer:
    programme = await desk.find(transaction, asked.key, still_open=True)
    member = await staffing.find_member(transaction, programme, asked.who)
    code = await staffing.spoken_code(transaction, programme, member.record, at, renew=asked.renew)
    told = Audited.RENEWED_SPECIALIST_CODE if asked.renew else Audited.SAW_SPECIALIST_CODE
    await transaction.audit.note(told, at, about=member.record.id)
    return StandingAnswer(programme=programme.key, member=member_answer(member), code=code)


async def _report(transaction: Transaction, asked: OfProgramme, at: datetime) -> ReportAnswer:
    programme = await desk.find(transaction, asked.key)
    figures = await report(transaction, programme.id or 0, at)
    await transaction.audit.note(Audited.SAW_FIGURES, at, about=programme.id)
    return ReportAnswer(programme=programme.key, name=programme.name, languages=programme.languages, report=figures)


async def _audit(transaction: Transaction, asked: Auditing, at: datetime) -> AuditAnswer:
    return await auditing.read(transaction, asked.since, asked.after, at)


CREATE = Operation("create", Details, ProgrammeAnswer, _create, changes=True)
LIST = Operation("list", Nothing, ProgrammesAnswer, _list)
SHOW = Operation("show", OfProgramme, ShownAnswer, _show)
EDIT = Operation("edit", Editing, ProgrammeAnswer, _edit, changes=True)
CLOSE = Operation("close", OfProgramme, ProgrammeAnswer, _close, changes=True)
INVITE = Operation("invite", Inviting, InvitedAnswer, _invite)
INVITATIONS = Operation("invitations", OfProgramme, InvitationsAnswer, _invitations)
REVOKE = Operation("revoke", OfInvitation, InvitedAnswer, _revoke)
STAFF = Operation("staff", OfProgramme, StaffAnswer, _staff)
MEMBER = Operation("member", OfMember, StandingAnswer, _member)
CONFIRM = Operation("confirm", OfMember, StandingAnswer, _confirm)
SUSPEND = Operation("suspend", OfMember, StandingAnswer, _suspend)
RESUME = Operation("resume", OfMember, StandingAnswer, _resume)
CODE = Operation("code", OfCode, StandingAnswer, _code)
REPORT = Operation("report", OfProgramme, ReportAnswer, _report)
AUDIT = Operation("audit", Auditing, AuditAnswer, _audit)

OPERATIONS: Mapping[str, Operation[Any, Any]] = {
    one.name: one
    for one in (
        CREATE, LIST, SHOW, EDIT, CLOSE, INVITE, INVITATIONS, REVOKE, STAFF, MEMBER, CONFIRM, SUSPEND, RESUME, CODE,
        REPORT, AUDIT,
    )
}  # fmt: skip
