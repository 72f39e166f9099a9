"""What is held about a person together with others: from the records to the parts of their file.

Copies that others share with them are in nobody's file but their owner's, and so are the notes that a specialist keeps
for themselves: those are about somebody else, and the specialist has them on the web pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.app.export.model_sharing import (
    Copy,
    Count,
    DraftShare,
    Look,
    Membership,
    Note,
    OwnSection,
    Share,
    SharedLine,
    Work,
)
from bot.app.sharing.circle import Circle, load_circle
from bot.storage import ChatMessage, Transaction
from bot.storage.circle import Measure, SharedCopy, ShareRecord
from bot.storage.records import PeerRecord, ShareDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The people around somebody, with what is ``counted`` of them (programme, month, what, times).

    ``programmes`` are names by number, and ``names`` those of specialists. ``signed_in`` says on how many devices, by
    the number of a role of theirs. ``chat`` is what is known to stand in their chat.
    """

    circle: Circle = field(default_factory=Circle)
    counted: Sequence[tuple[int, int, Measure, int]] = ()
    programmes: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    signed_in: Mapping[int, int] = field(default_factory=dict)
    chat: Sequence[ChatMessage] = ()


async def load_around(transaction: Transaction, record: PeerRecord, at: datetime) -> Around:
    """Loads all of that for one person. Raises `DatabaseUnavailable`."""
    circle = await load_circle(transaction, record, ())
    counted = await transaction.tallies.of_peer(record.id) if record.id is not None else []
    others = {programme_id for programme_id, *_ in counted} - circle.programmes.keys()
    known = {**circle.programmes, **(await transaction.programmes.by_id(others) if others else {})}
    unnamed = {draft.staff_id for draft in _drafts(record)} - circle.staff.keys()
    staff = {**circle.staff, **(await transaction.programmes.staff_by_id(unnamed) if unnamed else {})}
    roles = [role.id for role in circle.roles if role.id is not None]
    return Around(
        circle=circle,
        counted=counted,
        programmes={number: programme.name for number, programme in known.items()},
        names={number: role.name for number, role in staff.items()},
        signed_in={role: await transaction.doors.count_sessions(role, at) for role in roles},
        chat=(await transaction.chats.of([record.id]))[record.id] if record.id is not None else (),
    )


def membership(record: PeerRecord, around: Around) -> Membership | None:
    """The programme that the person belongs to."""
    programme = around.circle.programme
    return Membership(name=programme.name, since=record.joined_at) if programme else None


def works_for(around: Around) -> Iterator[Work]:
    """The roles that the person has."""
    for role in around.circle.roles:
        number = role.id or 0
        yield Work(
            programme=around.programmes.get(role.programme_id, ""),
            role=role.role,
            name=role.name,
            accepted_at=role.accepted_at,
            confirmed_at=role.confirmed_at,
            suspended_at=role.suspended_at,
            code=around.circle.codes.get(number, ""),
            signed_in=around.signed_in.get(number, 0),
        )


def shares(around: Around, at: datetime) -> Iterator[Share]:
    """What the person shares or shared, with every look at it."""
    for one in around.circle.given:
        role = around.circle.staff.get(one.staff_id)
        yield Share(
            specialist=around.names.get(one.staff_id, ""),
            programme=around.programmes.get(role.programme_id, "") if role else "",
            given_at=one.given_at,
            made_at=one.made_at,
            until=one.until,
            ended_at=_ended_at(one, at),
            copy_number=one.number,
            acknowledged_at=one.acknowledged_at,
            holds=_copy(one.copy) if one.copy else None,
            looks=tuple(
                Look(at=view.at, copy_number=view.number, via=view.via)
                for view in around.circle.views.get(one.id or 0, ())
            ),
        )


def _ended_at(share: ShareRecord, at: datetime) -> datetime | None:
    over = share.until if share.until <= at else None
    return min(filter(None, (share.revoked_at, over)), default=None)


def _copy(copy: SharedCopy) -> Copy:
    return Copy(
        name=copy.name,
        locale=copy.locale,
        lines=tuple(
            SharedLine(
                ref=line.ref, section=line.section, text=line.text, role=line.role, about=line.about, area=line.area,
                settled=line.settled, dialogue=line.dialogue, question=line.question, at=line.at,
            )
            for line in copy.lines
        ),
        sections=tuple(OwnSection(id=name, name=title) for name, title in copy.own.items()),
        talk=copy.talk,
    )  # fmt: skip


def share_drafts(record: PeerRecord, around: Around) -> Iterator[DraftShare]:
    """What the person has begun to share."""
    for draft in _drafts(record):
        yield DraftShare(
            specialist=around.names.get(draft.staff_id, ""),
            refs=draft.refs,
            talk=draft.talk,
            until=date.fromisoformat(draft.until) if draft.until else None,
            renews=draft.share_id is not None,
        )


def _drafts(record: PeerRecord) -> Sequence[ShareDraft]:
    memory = record.memory
    return (memory.draft, *memory.laid_by) if memory.draft else memory.laid_by


def notes(around: Around) -> Iterator[Note]:
    """What others have for the person."""
    for one in around.circle.letters:
        yield Note(
            kind=one.kind, by=one.name, text=one.text, at=one.at, told_at=one.told_at, read_at=one.read_at
        )  # fmt: skip


def counts(around: Around) -> Iterator[Count]:
    """What is counted of the person."""
    for programme_id, month, what, times in around.counted:
        year, number = divmod(month, 100)
        name = around.programmes.get(programme_id, "")
        yield Count(programme=name, month=f"{year:04}-{number:02}", what=what, times=times)
