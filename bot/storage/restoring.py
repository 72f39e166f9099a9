"""Putting a backup in the place of the embedded database, while no bot has it open.

Everything is done on a copy beside the database, and checked there: only when that is whole, up to date, and without
those who were deleted since, does it take the database's place, in one step. The database of before is kept beside it.

What is over since then stays over, as far as it can be known: who deleted everything (from the ledgers), and what the
database of before can tell (`bot.storage.carrying_over`). Where nothing can tell who was deleted, nothing is done
unless whoever restores has been told so. What was waiting to be sent is dropped, as it was sent long ago, and nobody is
signed in.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from sqlalchemy import delete

from bot.storage.audit import Audit, Audited
from bot.storage.backup import LEDGER
from bot.storage.carrying_over import Before, carry_over, has_programmes, look_back
from bot.storage.container import BackupError, Label, read_label, unpack
from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.database import open_unheld, upgrade_database
from bot.storage.deletions import KEPT_FOR, Deletions, Ledger, united
from bot.storage.holding import hold
from bot.storage.migrating import HEAD
from bot.storage.moments import known_moment
from bot.storage.reading import Reading
from bot.storage.rotating import Rotating
from bot.storage.snapshots import schema_of, troubles
from bot.storage.tables import outbox, sign_ins, web_sessions
from bot.storage.whole_files import names_to_disk, sweep, to_disk, unfinished

_PURPOSE = "restore"
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to. ``kept`` is the database of before, ``unknown`` names keys that are not listed.

    ``removed`` people were deleted since, and ``taken`` members of staff, codes and programmes stay suspended, revoked
    or closed. ``deletions_until``: until when it is known who was deleted, None for until now. ``last_entry``: nothing
    but the ledger beside the database told that, and its last entry is from then. ``look_at_staff``: who may do what is
    as it was then, as nothing could tell what became of it.
    """

    made_at: datetime
    removed: int
    taken: int
    kept: Path | None
    unknown: tuple[str, ...]
    deletions_until: datetime | None
    last_entry: datetime | None
    look_at_staff: bool


class DeletionsUnknownError(BackupError):
    """Who was deleted after ``until`` cannot be known, so they would come back."""

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"Who deleted everything after {until:%Y-%m-%d %H:%M} UTC cannot be known here, and they would come back: "
            "neither the database of before nor the file `deleted` from its data folder is here."
        )
        self.until = until


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


async def restore(
    file: Path,
    database: Path,
    vault: Vault,
    ledger: Ledger,
    journal: Path,
    at: datetime,
    *,
    without_deletions: bool = False,
) -> Restored:
    """Puts the backup ``file`` in the place of ``database``, and removes the ``journal`` of what was sent.

    Raises `BackupError` or `DatabaseError`, `DatabaseInUse` while another process has the database, and where nothing
    can tell who was deleted since, `DeletionsUnknownError` unless it is to be ``without_deletions``: then all is as it
    was.
    """
    held = hold(database)
    try:
        sweep(database.parent, _PURPOSE)
        with unfinished(database, _PURPOSE) as copy:
            label = _unpacked(file, copy, vault)
            before = look_back(database, copy)
            beside, carried = ledger.read(), Ledger(file.parent / LEDGER).read()
            until = _known_until(label.made_at, before, beside, carried, at)
            if until is not None and not without_deletions:
                raise DeletionsUnknownError(until)
            gone = united(beside, carried, before.deleted)
            removed, taken, unknown, has_staff = await _prepared(copy, file, vault, gone, before, at)
            if gone:
                ledger.replace(gone)
            kept = _swap(copy, database, journal, at)
        last = None if before.is_known or until is not None else _last_of(beside, at)
        look = has_staff and not before.is_known
        return Restored(label.made_at, removed, taken, kept, unknown, until, last, look)
    except OSError as error:
        raise BackupError(f"The backup could not be restored: {error.strerror}. The database is as it was.") from error
    finally:
        held.close()


def _known_until(
    made_at: datetime, before: Before, beside: Mapping[bytes, float], carried: Mapping[bytes, float], at: datetime
) -> datetime | None:
    """Until when it is known who was deleted; None where that is until now.

    The database of before knows, and so does the ledger beside it: but not one that holds only what another database
    there has noted, such as that of a bot that was begun afresh. What was carried along with the backup ends at some
    moment that nobody knows; it is not before the last deletion in it.
    """
    if before.is_known or beside.keys() - before.deleted.keys():
        return None
    return max(made_at, _last_of(carried, at) or made_at)


def _last_of(ledger: Mapping[bytes, float], at: datetime) -> datetime | None:
    """When the last of them was deleted; what is damaged, or dated ahead, does not count."""
    moments = [moment for moment in ledger.values() if 0 < moment <= at.timestamp()]
    return known_moment(max(moments)) if moments else None


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
    copy: Path, file: Path, vault: Vault, gone: dict[bytes, float], before: Before, at: datetime
) -> tuple[int, int, tuple[str, ...], bool]:
    """Brings the copy up to date and takes out what is not to come back.

    Returns how many people that were, how much else stays closed, the keys that are not listed, and whether there are
    programmes.
    """
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
            taken = await carry_over(connection, vault, before, at)
            await Audit(connection).note(Audited.RESTORED, at)
            values = await Rotating(connection, vault).values_by_key()
            has_staff = await has_programmes(connection)
        # Nothing of whoever was taken out is left in the copy, and its log is in it.
        await prepared.rewrite()
        await prepared.empty_log()
    finally:
        await prepared.close()
    return removed, taken, tuple(sorted(set(values) - set(vault.names))), has_staff


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
