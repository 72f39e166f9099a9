"""Making a backup: a snapshot of the embedded database, packed and encrypted, in a folder where only so many are kept.

The snapshot holds no clear words, as its columns are sealed; it lies beside the database for as long as it takes, and
is removed whatever happens.

Who was deleted is written beside the backups too. So an older one of them brings nobody back who was deleted before the
newest, also where the folder is all that is left.
"""

import contextlib
import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from bot.storage.container import BackupError, Label, pack, read_label
from bot.storage.crypto import Vault
from bot.storage.deletions import KEPT_FOR, Ledger
from bot.storage.snapshots import reading, schema_of, snapshot
from bot.storage.whole_files import names_to_disk, sweep, to_disk, unfinished

_NAME = re.compile(r"strongsuit-\d{8}T\d{6}Z(?:-\d+)?\.backup")
_PURPOSE = "backup"
LEDGER = "strongsuit-deleted"
"""The file beside backups that says who was deleted."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where, how many bytes, under which key, and how many older ones were removed for it."""

    file: Path
    size: int
    key: str
    removed: int


def make_backup(database: Path, folder: Path, vault: Vault, at: datetime, keep: int | None, stop: Event) -> Made:
    """Makes a backup of ``database`` in ``folder``, and removes all but the newest ``keep`` of those that are there.

    Raises `BackupError` and `Stopped`; then nothing of it is left, and no older one was removed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for place in {folder, database.parent}:
            sweep(place, _PURPOSE)
        file = _free_name(folder, at)
        key = vault.names[0]
        _make(database, file, vault, Label(at, "", key), stop)
        size = file.stat().st_size
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BackupError(
            f"The backup could not be written to {folder}: {reason}. Nothing is left of it. Make room, or give another "
            "folder with --to."
        ) from error
    return Made(file, size, key, _prune(folder, keep, file) if keep else 0)


def _make(database: Path, file: Path, vault: Vault, label: Label, stop: Event) -> None:
    with unfinished(database, _PURPOSE) as copy, unfinished(file, _PURPOSE) as packed:
        snapshot(database, copy, stop)
        label = Label(label.made_at, schema_of(copy) or "", label.key)
        with copy.open("rb") as source, packed.open("wb") as target:
            pack(source, target, vault, label, stop)
            to_disk(target)
        _note_deletions(copy, file.with_name(LEDGER), label.made_at)
        packed.rename(file)
    names_to_disk(file.parent)


def _note_deletions(copy: Path, beside: Path, at: datetime) -> None:
    """Adds to the ledger beside the backups who is in the database's own, and drops whose time is over."""
    with reading(copy, Event()) as connection:
        try:
            gone = dict(connection.execute("SELECT fingerprint, at FROM deletions").fetchall())
        except sqlite3.OperationalError:
            return  # an earlier schema, which knew of none
    Ledger(beside).catch_up({one: moment for one, moment in gone.items() if moment >= (at - KEPT_FOR).timestamp()})
    Ledger(beside).forget(at - KEPT_FOR)


def labels_in(folder: Path) -> list[tuple[Label, Path]]:
    """The backups in a folder with their labels, the oldest first. What is no backup is left out."""
    found = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            if _NAME.fullmatch(file.name) and file.is_file():
                with contextlib.suppress(BackupError):
                    found.append((read_label(file), file))
    return sorted(found, key=lambda one: (one[0].made_at, one[1]))


def backups_in(folder: Path) -> list[tuple[datetime, Path]]:
    """The same with the moments that stand on them alone."""
    return [(label.made_at, file) for label, file in labels_in(folder)]


def _prune(folder: Path, keep: int, made: Path) -> int:
    """Removes all but the newest ``keep``, among which is the one that was just ``made``, whatever the clocks say."""
    others = [file for _, file in backups_in(folder) if file != made]
    removed = 0
    for file in others[: max(0, len(others) - (keep - 1))]:
        with contextlib.suppress(OSError):
            file.unlink()
            removed += 1
    return removed


def _free_name(folder: Path, at: datetime) -> Path:
    """A name that says when it was made (in UTC), and that no file has."""
    stem = f"strongsuit-{at:%Y%m%dT%H%M%SZ}"
    names = (f"{stem}.backup", *(f"{stem}-{number}.backup" for number in range(2, 1000)))
    return next(folder / name for name in names if not (folder / name).exists())
