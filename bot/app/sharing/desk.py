"""A specialist's desk, as the web pages use it: who shares, what they share, and writing back.

Each function asks `bot.app.sharing.access` before it answers, and works in the caller's transaction, so that what is
read and the note that it was read are one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.app.export.words import Words
from bot.app.sharing import access
from bot.app.sharing.copies import News, news
from bot.app.sharing.replies import is_acknowledged, reply
from bot.app.sharing.summary import Summary, summary_of
from bot.storage import Transaction
from bot.storage.circle import (
    LetterKind,
    LetterRecord,
    NoteRecord,
    ProgrammeRecord,
    ShareRecord,
    StaffRecord,
    Via,
    ViewRecord,
)
from bot.storage.records import PeerRecord

# A note travels in one message of Telegram, with a few words around it (Bot API: 4096 characters).
LONGEST_NOTE = 3000


class Refused(Exception):  # noqa: N818 - it is an answer more than an error
    """There is no such thing for this reader. It is not said whether there is one for somebody else."""


class Ended(Exception):  # noqa: N818 - the same
    """This was shared with this reader, and is not any more."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A member of staff who is at work, with their own row as somebody who talks with the bot."""

    role: StaffRecord
    programme: ProgrammeRecord
    record: PeerRecord

    @property
    def id(self) -> int:
        """The number of the role."""
        return self.role.id or 0


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who shares, in the list: ``unread`` while the newest copy was not opened."""

    share_id: int
    peer_id: int
    name: str
    made_at: datetime
    until: datetime
    unread: bool
    is_first: bool
    news: News


@dataclass(frozen=True, slots=True)
class Opened:
    """An open share: its summary, when it was acknowledged, what was written about it, and the reader's own note."""

    share: ShareRecord
    summary: Summary
    letters: tuple[LetterRecord, ...]
    note: str


async def reader_of(transaction: Transaction, staff_id: int) -> Reader | None:
    """Who somebody is that signed in; None where they may not (any more)."""
    role = (await transaction.programmes.staff_by_id([staff_id])).get(staff_id)
    if role is None or role.peer_id is None:
        return None
    programme = (await transaction.programmes.by_id([role.programme_id])).get(role.programme_id)
    record = (await transaction.peers_by_id([role.peer_id])).get(role.peer_id)
    if programme is None or record is None or not access.is_at_work(role, programme):
        return None
    return Reader(role, programme, record)


async def people(transaction: Transaction, reader: Reader, at: datetime) -> list[Listed]:
    """Everybody who shares with this reader now, the newest copy first."""
    shares = await transaction.sharing.given_to([reader.id])
    mine = [one for one in shares if access.may_read(one, reader.role, reader.programme, at)]
    views = await transaction.sharing.views([one.id for one in mine if one.id is not None])
    return [_listed(one, views) for one in mine]


def _listed(share: ShareRecord, views: Mapping[int, list[ViewRecord]]) -> Listed:
    looked = views.get(share.id or 0, [])
    return Listed(
        share_id=share.id or 0,
        peer_id=share.peer_id or 0,
        name=share.copy.name if share.copy else "",
        made_at=share.made_at,
        until=share.until,
        unread=all(one.number != share.number for one in looked),
        is_first=not looked,
        news=news(share.copy, share.seen) if share.copy else News(),
    )


async def read(transaction: Transaction, reader: Reader, share_id: int, words: Words, at: datetime, via: Via) -> Opened:
    """Opens a share, and notes that it was looked at. Raises `Refused` or `Ended`."""
    share = await readable(transaction, reader, share_id, at)
    await transaction.sharing.add_views([ViewRecord(share_id=share.id, at=at, number=share.number, via=via)])
    letters = await transaction.sharing.letters_about(share_id)
    own = [one for one in letters if one.peer_id == share.peer_id and one.kind in ("read", "note", "question")]
    notes = await transaction.sharing.notes(reader.id)
    note = next((one.text for one in notes if one.peer_id == share.peer_id), "")
    return Opened(share, summary_of(share, words), tuple(own), note)


async def acknowledge(transaction: Transaction, reader: Reader, share_id: int, at: datetime) -> bool:
    """Tells the peer "I've read it", once for each copy. False where this copy was not looked at yet: there is a newer
    one than was read. Raises `Refused` or `Ended`."""
    share = await readable(transaction, reader, share_id, at)
    views = (await transaction.sharing.views([share_id]))[share_id]
    if all(view.number != share.number for view in views):
        return False
    if is_acknowledged(share):
        return True
    share.acknowledged_at = at
    await transaction.sharing.put(share)
    await transaction.post(reply(share, reader.role, "read", "", at))
    return True


async def write(
    transaction: Transaction, reader: Reader, share_id: int, kind: LetterKind, text: str, at: datetime
) -> None:
    """Sends the peer a note or a question. Raises `Refused` or `Ended`, and `ValueError` for an empty or long text."""
    share = await readable(transaction, reader, share_id, at)
    if kind not in ("note", "question") or not text.strip() or len(text) > LONGEST_NOTE:
        raise ValueError("a note has words, and is not too long")
    await transaction.post(reply(share, reader.role, kind, text.strip(), at))


async def put_note(transaction: Transaction, reader: Reader, share_id: int, text: str, at: datetime) -> None:
    """Writes the reader's own note about the person; an empty one is removed. Raises `Refused` or `Ended`."""
    share = await readable(transaction, reader, share_id, at)
    heading = share.copy.name if share.copy else ""
    await transaction.sharing.put_note(
        NoteRecord(staff_id=reader.id, peer_id=share.peer_id or 0, heading=heading, text=text, written_at=at)
    )


async def notes(transaction: Transaction, reader: Reader) -> list[NoteRecord]:
    """The reader's own notes, also about people who do not share any more, the newest first."""
    return await transaction.sharing.notes(reader.id)


async def drop_note(transaction: Transaction, reader: Reader, peer_id: int, at: datetime) -> None:
    """Removes one of the reader's own notes; nothing happens where there is none."""
    await transaction.sharing.put_note(
        NoteRecord(staff_id=reader.id, peer_id=peer_id, heading="", text="", written_at=at)
    )


async def readable(transaction: Transaction, reader: Reader, share_id: int, at: datetime) -> ShareRecord:
    """A share that this reader may read now; it is not noted as a look. Raises `Refused` or `Ended`."""
    share = await transaction.sharing.share(share_id)
    mine = share is not None and share.staff_id == reader.id and access.is_specialist(reader.role, reader.programme)
    if share is None or not mine:
        raise Refused
    if not access.may_read(share, reader.role, reader.programme, at):
        raise Ended
    return share
