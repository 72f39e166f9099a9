"""Putting a backup in the place of the embedded database, while no bot has it open.

Everything is done on a copy beside the database, and checked there: only when that is whole, up to date, and without
those who were deleted since, does it take the database's place, in one step. The database of before is kept beside it.

What is over since then stays over, as far as it can be known: who deleted everything (from the ledgers), and, where the
database of before can be read, which shares have ended and what was noted in the audit log. What was waiting to be
sent is dropped, as it was sent long ago, and nobody is signed in.
"""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Audit, Audited
from bot.storage.container import BackupError, Label, read_label, unpack
from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.database import HEAD, hold, open_unheld, upgrade_database
from bot.storage.deletions import KEPT_FOR, Deletions, Ledger, united
from bot.storage.reading import Reading
from bot.storage.rotating import Rotating
from bot.storage.snapshots import reading, schema_of, troubles
from bot.storage.tables import audit, outbox, shares, sign_ins, web_sessions
from bot.storage.whole_files import names_to_disk, sweep, to_disk, unfinished

_PURPOSE = "restore"
_BESIDE = ("-wal", "-shm", "-journal")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to. ``kept`` is the database of before, ``unknown`` names keys that are not listed."""

    made_at: datetime
    removed: int
    kept: Path | None
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Since:
    """What is known from the database of before: who was deleted, which shares have ended, and the audit log."""

    deleted: dict[bytes, float] = field(default_factory=dict)
    ended: Sequence[tuple[int, float, float | None]] = ()
    noted: Sequence[tuple[Any, ...]] = ()


def look_at(file: Path, at: datetime, *, even_though_old: bool) -> Label:
    """What stands on a backup that can be restored at ``at``. Raises `BackupError`."""
    label = read_label(file)
    if label.schema > HEAD:
        raise BackupError(
            f"The backup {file} was made by a newer version (schema {label.schema}, this knows {HEAD}). Upgrade first."
        )
    if at - label.made_at > KEPT_FOR and not even_though_old:
        raise BackupError(
            f"The backup {file} is from {label.made_at:%Y-%m-%d}. Who deleted everything is remembered for "
            f"{KEPT_FOR.days} days, so people could come back who did. If that is to be: --even-though-old"
        )
    return label


async def restore(file: Path, database: Path, vault: Vault, ledger: Ledger, journal: Path, at: datetime) -> Restored:
    """Puts the backup ``file`` in the place of ``database``, and removes the ``journal`` of what was sent.

    Raises `BackupError` or `DatabaseError`, and `DatabaseInUse` while another process has the database: then all is as
    it was.
    """
    held = hold(database)
    try:
        sweep(database.parent, _PURPOSE)
        with unfinished(database, _PURPOSE) as copy:
            label = _unpacked(file, copy, vault)
            since = _since(database)
            gone = united(ledger.read(), since.deleted)
            removed, unknown = await _prepared(copy, file, vault, gone, since, at)
            ledger.replace(gone)
            kept = _swap(copy, database, journal, at)
        return Restored(label.made_at, removed, kept, unknown)
    except OSError as error:
        raise BackupError(f"The backup could not be restored: {error.strerror}. The database is as it was.") from error
    finally:
        held.close()


def _unpacked(file: Path, copy: Path, vault: Vault) -> Label:
    with copy.open("wb") as target:
        label = unpack(file, target, vault)
        to_disk(target)
    if found := troubles(copy, Event()):
        raise BackupError(f"The database in the backup {file} is damaged: {found[0]}. Use another backup.")
    schema = schema_of(copy)
    if schema is None or schema > HEAD:
        raise BackupError(f"The database in the backup {file} has the schema {schema}; this version knows {HEAD}.")
    return label


async def _prepared(
    copy: Path, file: Path, vault: Vault, gone: dict[bytes, float], since: _Since, at: datetime
) -> tuple[int, tuple[str, ...]]:
    """Brings the copy up to date and takes out what is not to come back."""
    url = f"sqlite+aiosqlite:///{copy}"
    await upgrade_database(url)
    prepared = open_unheld(url)
    try:
        async with prepared.transaction() as connection:
            try:
                await Reading(connection, vault).check_key()
            except UNREADABLE:
                raise BackupError(f"The database in the backup {file} is under a key that is not listed.") from None
            removed = await Deletions(connection).honour(gone, vault)
            await Deletions(connection).add(gone)
            for table in (outbox, sign_ins, web_sessions):
                await connection.execute(delete(table))
            await _end_shares(connection, since)
            await _carry_over_audit(connection, since)
            await Audit(connection).note(Audited.RESTORED, at)
            values = await Rotating(connection, vault).values_by_key()
        # Nothing of whoever was taken out is left in the copy, and its log is in it.
        await prepared.rewrite()
        await prepared.empty_log()
    finally:
        await prepared.close()
    return removed, tuple(sorted(set(values) - set(vault.names)))


async def _end_shares(connection: AsyncConnection, since: _Since) -> None:
    for number, given_at, revoked_at in since.ended:
        ended = update(shares).where(shares.c.id == number, shares.c.given_at == given_at)
        await connection.execute(ended.values(body_sealed=None, seen_sealed=None, revoked_at=revoked_at))


async def _carry_over_audit(connection: AsyncConnection, since: _Since) -> None:
    last = await connection.scalar(select(func.max(audit.c.id))) or 0
    columns = ("id", "at", "actor", "staff_id", "what", "about")
    rows = [dict(zip(columns, row, strict=True)) for row in since.noted if row[0] > last]
    if rows:
        await connection.execute(insert(audit), rows)


def _since(database: Path) -> _Since:
    """What the database of before can tell; nothing where it is gone, or cannot be read."""
    if not database.exists():
        return _Since()
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return _Since(
        dict(_rows(database, "SELECT fingerprint, at FROM deletions")),
        _rows(database, "SELECT id, given_at, revoked_at FROM shares WHERE body_sealed IS NULL"),
        _rows(database, "SELECT id, at, actor, staff_id, what, about FROM audit ORDER BY id"),
    )


def _rows(database: Path, query: str) -> list[Any]:
    """What a query finds; nothing where there is no such table yet, or it cannot be read."""
    with contextlib.suppress(sqlite3.Error), reading(database, Event()) as connection:
        return connection.execute(query).fetchall()
    return []


def _swap(copy: Path, database: Path, journal: Path, at: datetime) -> Path | None:
    """Puts the copy in the database's place in one step, and what belonged to the old one out of the way.

    Returns where the old one is kept.
    """
    kept = _kept_aside(database, at) if database.exists() else None
    for leftover in (journal, *(Path(f"{database}{ending}") for ending in _BESIDE)):
        leftover.unlink(missing_ok=True)
    os.replace(copy, database)
    names_to_disk(database.parent)
    return kept


def _kept_aside(database: Path, at: datetime) -> Path:
    """A second name for the database. Its log is in it by now, or goes with it where it could not be read."""
    kept = database.with_name(f"{database.name}.before-restore-{at:%Y%m%dT%H%M%SZ}")
    try:
        os.link(database, kept)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        shutil.copy2(database, kept)
    for ending in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            os.replace(f"{database}{ending}", f"{kept}{ending}")
    return kept


def kept_before(database: Path) -> list[Path]:
    """The databases that earlier restores have kept."""
    found = database.parent.glob(f"{database.name}.before-restore-*")
    return sorted(one for one in found if not one.name.endswith(_BESIDE))
