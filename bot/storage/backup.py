"""Making a backup: a snapshot of the embedded database, packed and encrypted, in a folder where only so many are kept.

The snapshot holds no clear words, as its columns are sealed; it lies beside the database for as long as it takes, and
is removed whatever happens.
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
from bot.storage.snapshots import schema_of, snapshot
from bot.storage.whole_files import names_to_disk, sweep, to_disk, unfinished

_NAME = re.compile(r"strongsuit-\d{8}T\d{6}Z(?:-\d+)?\.backup")
_PURPOSE = "backup"


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
    return Made(file, size, key, _prune(folder, keep) if keep else 0)


def _make(database: Path, file: Path, vault: Vault, label: Label, stop: Event) -> None:
    with unfinished(database, _PURPOSE) as copy, unfinished(file, _PURPOSE) as packed:
        snapshot(database, copy, stop)
        label = Label(label.made_at, schema_of(copy) or "", label.key)
        with copy.open("rb") as source, packed.open("wb") as target:
            pack(source, target, vault, label, stop)
            to_disk(target)
        packed.rename(file)
    names_to_disk(file.parent)


def backups_in(folder: Path) -> list[tuple[datetime, Path]]:
    """The backups in a folder with the moments that stand on them, the oldest first. What is no backup is left out."""
    found = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            if _NAME.fullmatch(file.name):
                with contextlib.suppress(BackupError):
                    found.append((read_label(file).made_at, file))
    return sorted(found)


def _prune(folder: Path, keep: int) -> int:
    removed = 0
    for _, file in backups_in(folder)[:-keep]:
        with contextlib.suppress(OSError):
            file.unlink()
            removed += 1
    return removed


def _free_name(folder: Path, at: datetime) -> Path:
    """A name that says when it was made (in UTC), and that no file has."""
    stem = f"strongsuit-{at:%Y%m%dT%H%M%SZ}"
    names = (f"{stem}.backup", *(f"{stem}-{number}.backup" for number in range(2, 1000)))
    return next(folder / name for name in names if not (folder / name).exists())
