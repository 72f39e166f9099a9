"""What is over stays over: from the database that is replaced into the one that is put back in its place.

Whatever was taken away since the backup stays taken away, and nothing is given. Rows are the same in both where their
number and the moment at which they were made are: numbers alone may have been given out anew.
"""

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.crypto import Vault
from bot.storage.programmes import Programmes
from bot.storage.snapshots import reading
from bot.storage.tables import audit, invitations, programmes, shares, staff

# By any of these, two files are known as one database at two times: its proof of the key, which is made at random, a
# programme, a person.
_SAME = (
    "SELECT value FROM facts WHERE name = 'key_check'",
    "SELECT id, created_at FROM programmes",
    "SELECT id, created_at FROM peers",
)
# The tables of which a number is never given out twice.
_COUNTED = ("staff", "shares", "audit", "outbox")

_RAISE = text("UPDATE sqlite_sequence SET seq = max(seq, :number) WHERE name = :name")
_BEGIN = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)")

_Row = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Before:
    """What the database of before can tell.

    ``is_same``: it is the one that the backup was made of, at another time. ``is_whole``: all of this could be read.
    """

    is_same: bool = False
    is_whole: bool = False
    deleted: Mapping[bytes, float] = field(default_factory=dict)
    ended: Sequence[tuple[int, float, float | None]] = ()
    closed: Mapping[_Row, float] = field(default_factory=dict)
    staff: Mapping[_Row, tuple[float | None, float | None]] = field(default_factory=dict)
    codes: Mapping[_Row, tuple[int, float | None]] = field(default_factory=dict)
    noted: Sequence[tuple[Any, ...]] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether all is known that happened since the backup."""
        return self.is_same and self.is_whole


def look_back(database: Path, copy: Path) -> Before:
    """What ``database`` can tell of what happened since the backup in ``copy``; little where it cannot be read."""
    if not database.exists():
        return Before()
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    old, new = _Reader(database), _Reader(copy)
    is_same = any(set(old.rows(query)) & set(new.rows(query)) for query in _SAME)
    return Before(
        is_same=is_same,
        deleted=dict(old.rows("SELECT fingerprint, at FROM deletions")),
        ended=old.rows("SELECT id, given_at, revoked_at FROM shares WHERE body_sealed IS NULL"),
        closed=_by_row(old.rows("SELECT id, created_at, closed_at FROM programmes WHERE closed_at IS NOT NULL")),
        staff=_by_row(old.rows("SELECT id, accepted_at, confirmed_at, suspended_at FROM staff")),
        codes=_by_row(old.rows("SELECT id, created_at, used, revoked_at FROM invitations")),
        noted=old.rows("SELECT id, at, actor, staff_id, what, about FROM audit ORDER BY id"),
        numbers=dict(old.rows("SELECT name, seq FROM sqlite_sequence")) if is_same else {},
        is_whole=old.could_read,
    )


class _Reader:
    """Reads a database that may be of an earlier schema, or damaged: whatever can be read, and whether all could."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.could_read = True

    def rows(self, query: str) -> list[Any]:
        found: list[Any] = []
        try:
            with reading(self._file, Event()) as connection:
                found += connection.execute(query)
        except sqlite3.Error as error:
            # An earlier schema had no such thing, so nothing of it could happen.
            self.could_read = self.could_read and str(error).startswith("no such")
        return found


def _by_row(rows: Sequence[Any]) -> dict[_Row, Any]:
    """The rest of each row by its first two columns, bare where it is one value."""
    return {(row[0], row[1]): row[2] if len(row) == 3 else row[2:] for row in rows}


async def carry_over(connection: AsyncConnection, vault: Vault, before: Before, at: datetime) -> int:
    """Takes away what was taken away since, and goes on with the audit log.

    Returns how many members of staff, codes and programmes stay suspended, revoked or closed.
    """
    await _end_shares(connection, before)
    taken = await _close_programmes(connection, vault, before)
    taken += await _suspend_staff(connection, before, at)
    taken += await _revoke_codes(connection, before)
    await _continue_audit(connection, before)
    await _count_on(connection, before)
    return taken


async def has_programmes(connection: AsyncConnection) -> bool:
    """Whether there is anything of which it matters who may do what."""
    return bool(await connection.scalar(select(func.count()).select_from(programmes)))


async def _end_shares(connection: AsyncConnection, before: Before) -> None:
    for number, given_at, revoked_at in before.ended:
        ended = update(shares).where(shares.c.id == number, shares.c.given_at == given_at)
        await connection.execute(ended.values(body_sealed=None, seen_sealed=None, revoked_at=revoked_at))


async def _close_programmes(connection: AsyncConnection, vault: Vault, before: Before) -> int:
    query = select(programmes.c.id, programmes.c.created_at).where(programmes.c.closed_at.is_(None))
    closed = [row for row in await connection.execute(query) if (row.id, row.created_at) in before.closed]
    for row in closed:
        closing = update(programmes).where(programmes.c.id == row.id)
        await connection.execute(closing.values(closed_at=before.closed[row.id, row.created_at]))
        await Programmes(connection, vault).dismiss(row.id)
    return len(closed)


async def _suspend_staff(connection: AsyncConnection, before: Before, at: datetime) -> int:
    """Suspended again are those who were, and those who were there and are not any more."""
    taken = 0
    for row in (await connection.execute(select(staff))).all():
        gone = (row.confirmed_at, at.timestamp()) if before.is_known else (row.confirmed_at, None)
        confirmed, suspended = before.staff.get((row.id, row.accepted_at), gone)
        still = {
            "confirmed_at": row.confirmed_at if confirmed is not None else None,
            "suspended_at": row.suspended_at if row.suspended_at is not None else suspended,
        }
        if still != {"confirmed_at": row.confirmed_at, "suspended_at": row.suspended_at}:
            taken += 1
            await connection.execute(update(staff).where(staff.c.id == row.id).values(still))
    return taken


async def _revoke_codes(connection: AsyncConnection, before: Before) -> int:
    """Codes stay revoked, and used as often as they were."""
    taken = 0
    table = invitations.c
    for row in (await connection.execute(select(table.id, table.created_at, table.used, table.revoked_at))).all():
        used, revoked_at = before.codes.get((row.id, row.created_at), (0, None))
        values = {"used": max(row.used, used), "revoked_at": row.revoked_at or revoked_at}
        if values != {"used": row.used, "revoked_at": row.revoked_at}:
            taken += row.revoked_at is None and revoked_at is not None
            await connection.execute(update(invitations).where(table.id == row.id).values(values))
    return taken


async def _continue_audit(connection: AsyncConnection, before: Before) -> None:
    last = await connection.scalar(select(func.max(audit.c.id))) or 0
    columns = ("id", "at", "actor", "staff_id", "what", "about")
    rows = [dict(zip(columns, row, strict=True)) for row in before.noted if row[0] > last]
    if rows:
        await connection.execute(insert(audit), rows)


async def _count_on(connection: AsyncConnection, before: Before) -> None:
    """Numbers that were given out since are not given out again: the audit log speaks of them."""
    for name, number in before.numbers.items():
        if name in _COUNTED:
            values = {"name": name, "number": number}
            raised = await connection.execute(_RAISE, values)
            if not raised.rowcount:
                await connection.execute(_BEGIN, values)
