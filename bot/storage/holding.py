"""The lock beside an embedded database: one process at a time."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from bot.storage.errors import DatabaseError, DatabaseInUse


def hold(file: Path) -> TextIO:
    """Takes the lock beside ``file`` for as long as this process lives. Raises `DatabaseInUse` or `DatabaseError`."""
    beside = file.with_name(file.name + ".lock")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = open(beside, "a+", encoding="utf-8")  # noqa: SIM115 - it stays open: closing it lets the lock go
    except OSError as error:
        raise DatabaseError(f"The database folder {file.parent} cannot be used: {error.strerror}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "another process"
        lock.close()
        remedy = "Stop it first, or point STRONGSUIT_DATA_DIR at another folder."
        raise DatabaseInUse(f"The database {file} is in use by process {holder}. {remedy}") from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock
