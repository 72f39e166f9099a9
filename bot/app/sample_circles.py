"""Made-up people around the made-up people: programmes, specialists, shares and notes for the rehearsal."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app.peer import Peer
from bot.app.sharing.copies import copy_of, hashes
from bot.storage.circle import (
    LetterRecord,
    ProgrammeRecord,
    Role,
    SharedCopy,
    SharedLine,
    ShareRecord,
    StaffRecord,
    ViewRecord,
)
from bot.storage.records import ShareDraft

_NAME, _WORDS = "Rosa & <more>", "my sister & <music>"


def belong(peer: Peer, at: datetime, *, retention: int | None = None, contact: str = "", notice: str = "") -> None:
    """Puts somebody into a programme."""
    programme = _programme(at, retention, contact, notice)
    peer.record.programme_id = programme.id
    peer.surround(programme=programme, programmes={1: programme})


def share(peer: Peer, at: datetime, *, looks: int = 0, read: bool = False, stale: bool = False) -> None:
    """Somebody shares the first line of their plan with a specialist, who may have looked."""
    lines = list(peer.lines.values())[:1]
    copy = copy_of(peer.record, lines, {line.ref for line in lines}, "" if stale else _WORDS, "en")
    if stale:
        copy = SharedCopy(name=copy.name, lines=(SharedLine(ref=1, section="strengths", text="before", at=at),))
    given = ShareRecord(
        id=1, peer_id=1, staff_id=2, copy=copy, given_at=at, made_at=at, until=at + timedelta(days=30),
        acknowledged_at=at if read else None,
    )  # fmt: skip
    views = tuple(ViewRecord(share_id=1, at=at - timedelta(hours=n), number=1, via="telegram") for n in range(looks))
    role = _role(at, 2, peer_id=99)
    peer.surround(given=(given,), views={1: views}, staff={2: role}, programmes={1: _programme(at)})


def begin(peer: Peer, *, refs: Sequence[int] = (), talk: str = "", updates: bool = False) -> None:
    """Somebody has begun to share with the specialist whom they know."""
    peer.remember(draft=ShareDraft(staff_id=2, refs=tuple(refs), talk=talk, share_id=1 if updates else None))


def know(peer: Peer, at: datetime) -> None:
    """There is a specialist that they can begin to share with, and nothing is shared."""
    peer.surround(staff={2: _role(at, 2, peer_id=99)}, programmes={1: _programme(at)})


def hear(peer: Peer, at: datetime, *, unread: int, read: int) -> None:
    """There are notes for somebody."""
    letters = [
        LetterRecord(
            id=n + 1, peer_id=1, kind="question" if n else "note", at=at, name=_NAME, text=_WORDS,
            read_at=None if n < unread else at,
        )
        for n in range(unread + read)
    ]  # fmt: skip
    peer.surround(letters=tuple(letters))


def work(peer: Peer, at: datetime, *, role: Role = "specialist", confirmed: bool = True, shares: int = 0) -> None:
    """Somebody works for a programme, and so many people share with them."""
    mine = _role(at, 7, peer_id=1, kind=role, confirmed=confirmed)
    received = tuple(_received(number, at) for number in range(1, shares + 1))
    peer.remember(serves=True)
    peer.surround(
        roles=(mine,), received=received, staff={7: mine}, programmes={1: _programme(at)},
        codes={7: "K7MX2QPA"} if confirmed and role == "specialist" else {},
        views={1: (ViewRecord(share_id=1, at=at, number=1, via="web"),)} if shares else {},
    )  # fmt: skip


def _received(number: int, at: datetime) -> ShareRecord:
    line = SharedLine(ref=1, section="strengths", text=_WORDS, question="What?", at=at)
    copy = SharedCopy(name=_NAME if number > 1 else "", lines=(line,), talk=_WORDS)
    return ShareRecord(
        id=number, peer_id=number, staff_id=7, number=2, copy=copy, seen=hashes(copy), given_at=at, made_at=at,
        until=at + timedelta(days=9),
    )  # fmt: skip


def _role(at: datetime, number: int, *, peer_id: int, kind: Role = "specialist", confirmed: bool = True) -> StaffRecord:
    return StaffRecord(
        id=number, programme_id=1, peer_id=peer_id, role=kind, name=_NAME, accepted_at=at,
        confirmed_at=at if confirmed else None,
    )  # fmt: skip


def _programme(at: datetime, retention: int | None = None, contact: str = "", notice: str = "") -> ProgrammeRecord:
    return ProgrammeRecord(
        id=1, key="sample", name="River & <House>", created_at=at, retention_days=retention, contact=contact,
        notice_url=notice,
    )  # fmt: skip
