"""Statements about what is shared, who looked at it, and what people write to each other about it."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

import structlog
from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import among
from bot.storage.circle import LetterRecord, NoteRecord, SharedCopy, SharedLine, ShareRecord, ViewRecord
from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.erasing import note_erased
from bot.storage.moments import known_moment, moment, seconds
from bot.storage.tables import letters, share_views, shares, staff_notes

T = TypeVar("T")

log = structlog.get_logger()


def copy_text(copy: SharedCopy) -> str:
    """A copy as JSON."""
    lines = [{**asdict(line), "at": line.at.timestamp()} for line in copy.lines]
    return json.dumps({**asdict(copy), "lines": lines}, ensure_ascii=False, separators=(",", ":"))


def copy_from(text: str) -> SharedCopy:
    """The copy that `copy_text` wrote."""
    data = json.loads(text)
    lines = tuple(SharedLine(**{**line, "at": known_moment(line["at"])}) for line in data["lines"])
    return SharedCopy(**{**data, "lines": lines})


class Sharing:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    # -- shares --------------------------------------------------------------------------------------------------------

    async def given_by(self, peer_id: int) -> list[ShareRecord]:
        """What one person has shared, ended shares too (without their copy), the newest first."""
        return await self._shares(shares.c.peer_id == peer_id)

    async def given_to(self, staff_ids: Collection[int]) -> list[ShareRecord]:
        """What was shared with these members of staff, the newest copy first. Who may read is not asked here."""
        return await self._shares(among(self._connection, shares.c.staff_id, staff_ids))

    async def share(self, share_id: int) -> ShareRecord | None:
        """One share. Who may read it is not asked here: `bot.app.sharing.access` does."""
        found = await self._shares(shares.c.id == share_id)
        return found[0] if found else None

    async def _shares(self, which: Any) -> list[ShareRecord]:
        query = select(shares).where(which).order_by(shares.c.made_at.desc(), shares.c.id.desc())
        return self._readable(self._share, (await self._connection.execute(query)).mappings())

    async def put(self, record: ShareRecord) -> ShareRecord:
        """Writes a share; a new one gets its number. A copy that is None is gone for good."""
        if record.copy is None:
            await note_erased(self._connection)
        values = self._share_row(record)
        if record.id is None:
            record.id = await self._connection.scalar(insert(shares).returning(shares.c.id).values(values))
        else:
            await self._connection.execute(update(shares).where(shares.c.id == record.id).values(values))
        return record

    async def forget_ended(self, at: datetime) -> int:
        """Removes the copies of shares whose time is over; returns how many."""
        over = update(shares).where(shares.c.until <= at.timestamp(), shares.c.body_sealed.is_not(None))
        ended = (await self._connection.execute(over.values(body_sealed=None, seen_sealed=None))).rowcount
        if ended:
            await note_erased(self._connection)
        return ended

    async def sharing_with(self, staff_ids: Collection[int], at: datetime) -> list[int]:
        """The numbers of the people who share something with these members of staff now."""
        still = (shares.c.body_sealed.is_not(None), shares.c.until > at.timestamp())
        query = select(shares.c.peer_id).distinct().where(among(self._connection, shares.c.staff_id, staff_ids), *still)
        return list(await self._connection.scalars(query))

    async def end_all(self, staff_ids: Collection[int], at: datetime) -> None:
        """Ends everything that was shared with these members of staff, and removes the copies."""
        await note_erased(self._connection)
        open_ones = update(shares).where(
            among(self._connection, shares.c.staff_id, staff_ids), shares.c.body_sealed.is_not(None)
        )
        await self._connection.execute(open_ones.values(body_sealed=None, seen_sealed=None, revoked_at=at.timestamp()))

    # -- views ---------------------------------------------------------------------------------------------------------

    async def views(self, share_ids: Collection[int]) -> dict[int, list[ViewRecord]]:
        """Who looked at these shares when, the newest first."""
        found: dict[int, list[ViewRecord]] = {one: [] for one in share_ids}
        query = (
            select(share_views)
            .where(among(self._connection, share_views.c.share_id, share_ids))
            .order_by(share_views.c.id.desc())
        )
        for row in (await self._connection.execute(query)).mappings():
            found[row["share_id"]].append(
                ViewRecord(share_id=row["share_id"], at=known_moment(row["at"]), number=row["number"], via=row["via"])
            )
        return found

    async def add_views(self, records: Iterable[ViewRecord]) -> None:
        """Notes that somebody looked."""
        rows = [
            {"share_id": one.share_id, "at": seconds(one.at), "number": one.number, "via": one.via} for one in records
        ]
        if rows:
            await self._connection.execute(insert(share_views), rows)

    # -- letters -------------------------------------------------------------------------------------------------------

    async def letters(self, peer_id: int) -> list[LetterRecord]:
        """Everything that others have for this person, the newest first."""
        query = select(letters).where(letters.c.peer_id == peer_id).order_by(letters.c.id.desc())
        return self._readable(self._letter, (await self._connection.execute(query)).mappings())

    async def letters_about(self, share_id: int) -> list[LetterRecord]:
        """Everything that was written about one share, to either side, the newest first."""
        query = select(letters).where(letters.c.share_id == share_id).order_by(letters.c.id.desc())
        return self._readable(self._letter, (await self._connection.execute(query)).mappings())

    async def add_letter(self, record: LetterRecord) -> LetterRecord:
        """Writes a letter. It is announced when its reader's timer ``letter`` fires."""
        body = json.dumps({"name": record.name, "text": record.text}, ensure_ascii=False)
        values = {
            "peer_id": record.peer_id, "share_id": record.share_id, "kind": record.kind, "at": seconds(record.at),
            "body_sealed": self._vault.seal(body, "letters.body"), "told_at": seconds(record.told_at),
            "read_at": seconds(record.read_at),
        }  # fmt: skip
        record.id = await self._connection.scalar(insert(letters).returning(letters.c.id).values(values))
        return record

    async def mark_told(self, letter_id: int, at: datetime) -> None:
        """Notes that a letter was announced."""
        told = update(letters).where(letters.c.id == letter_id)
        await self._connection.execute(told.values(told_at=seconds(at)))

    async def mark_read(self, letter_id: int, at: datetime) -> None:
        """Notes that a letter was opened, the first time."""
        read = update(letters).where(letters.c.id == letter_id, letters.c.read_at.is_(None))
        await self._connection.execute(read.values(read_at=seconds(at)))

    # -- notes ---------------------------------------------------------------------------------------------------------

    async def notes(self, staff_id: int) -> list[NoteRecord]:
        """All notes of one member of staff, the newest first."""
        query = select(staff_notes).where(staff_notes.c.staff_id == staff_id).order_by(staff_notes.c.written_at.desc())
        return self._readable(self._note, (await self._connection.execute(query)).mappings())

    async def put_note(self, record: NoteRecord) -> None:
        """Writes a note in the place of the earlier one; an empty one is taken away."""
        earlier = delete(staff_notes).where(
            staff_notes.c.staff_id == record.staff_id, staff_notes.c.peer_id == record.peer_id
        )
        if (await self._connection.execute(earlier)).rowcount:
            await note_erased(self._connection)
        if record.text.strip():
            body = json.dumps({"heading": record.heading, "text": record.text}, ensure_ascii=False)
            await self._connection.execute(
                insert(staff_notes).values(
                    staff_id=record.staff_id, peer_id=record.peer_id, written_at=seconds(record.written_at),
                    body_sealed=self._vault.seal(body, "staff_notes.body"),
                )
            )  # fmt: skip

    @staticmethod
    def _readable(read: Callable[[RowMapping], T], rows: Iterable[RowMapping]) -> list[T]:
        """What can be read: one damaged row must not keep anybody from the others."""
        found: list[T] = []
        for row in rows:
            try:
                found.append(read(row))
            except UNREADABLE:
                log.error("something shared cannot be read, and is left out")
        return found

    # -- rows ----------------------------------------------------------------------------------------------------------

    def _share_row(self, record: ShareRecord) -> dict[str, Any]:
        body = copy_text(record.copy) if record.copy else None
        seen = json.dumps(record.seen) if record.seen is not None else None
        return {
            "peer_id": record.peer_id, "staff_id": record.staff_id, "number": record.number,
            "body_sealed": body and self._vault.seal(body, "shares.body"),
            "seen_sealed": seen and self._vault.seal(seen, "shares.seen"),
            "given_at": seconds(record.given_at), "made_at": seconds(record.made_at),
            "until": seconds(record.until), "revoked_at": seconds(record.revoked_at),
            "acknowledged_at": seconds(record.acknowledged_at),
        }  # fmt: skip

    def _share(self, row: RowMapping) -> ShareRecord:
        body, seen = row["body_sealed"], row["seen_sealed"]
        hashes = json.loads(self._vault.open(seen, "shares.seen")) if seen else None
        return ShareRecord(
            id=row["id"], peer_id=row["peer_id"], staff_id=row["staff_id"], number=row["number"],
            copy=copy_from(self._vault.open(body, "shares.body")) if body else None,
            seen={int(ref): value for ref, value in hashes.items()} if hashes is not None else None,
            given_at=known_moment(row["given_at"]), made_at=known_moment(row["made_at"]),
            until=known_moment(row["until"]), revoked_at=moment(row["revoked_at"]),
            acknowledged_at=moment(row["acknowledged_at"]),
        )  # fmt: skip

    def _letter(self, row: RowMapping) -> LetterRecord:
        body = json.loads(self._vault.open(row["body_sealed"], "letters.body"))
        return LetterRecord(
            id=row["id"], peer_id=row["peer_id"], share_id=row["share_id"], kind=row["kind"],
            at=known_moment(row["at"]), name=body["name"], text=body["text"], told_at=moment(row["told_at"]),
            read_at=moment(row["read_at"]),
        )  # fmt: skip

    def _note(self, row: RowMapping) -> NoteRecord:
        body = json.loads(self._vault.open(row["body_sealed"], "staff_notes.body"))
        return NoteRecord(
            staff_id=row["staff_id"], peer_id=row["peer_id"], heading=body["heading"], text=body["text"],
            written_at=known_moment(row["written_at"]),
        )  # fmt: skip
