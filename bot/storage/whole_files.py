"""Files that are there wholly or not at all: written beside, forced to the disk, and then put into place."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

# What an unfinished file is called; `sweep` knows them by it.
PARTIAL = ".partial"


@contextmanager
def unfinished(beside: Path, purpose: str) -> Iterator[Path]:
    """An empty file for its owner alone (0600) beside ``beside``. When the block ends it is gone, if it still exists.

    Raises `OSError`.
    """
    path = beside.with_name(f".{beside.name}.{purpose}-{secrets.token_hex(4)}{PARTIAL}")
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield path
    finally:
        # What SQLite may have put beside a database goes with it.
        for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
            with contextlib.suppress(OSError):
                path.with_name(name).unlink()


def sweep(folder: Path, purpose: str) -> None:
    """Removes unfinished files that a killed process left behind. To be called by whoever alone makes such files."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f".*.{purpose}-*{PARTIAL}*"):
            path.unlink(missing_ok=True)


def to_disk(file: BinaryIO) -> None:
    """Waits until what was written is on the disk. Raises `OSError`."""
    file.flush()
    os.fsync(file.fileno())


def names_to_disk(folder: Path) -> None:
    """Waits until the names in a folder are on the disk. Raises `OSError`."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(file: Path, content: bytes) -> None:
    """Puts ``content`` in the place of what is in ``file``, for its owner alone.

    Raises `OSError`, and then all is as it was.
    """
    with unfinished(file, "new") as path:
        with path.open("wb") as opened:
            opened.write(content)
            to_disk(opened)
        path.replace(file)
    names_to_disk(file.parent)
