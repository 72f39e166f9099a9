"""The lock beside an embedded database: one process at a time.

In it stands which process holds it, and whether the database was ever in use: an empty file in the place of one that
was is no new beginning, but a loss.
"""

import contextlib
import errno
import fcntl
import os
from io import FileIO
from pathlib import Path

from bot.storage.errors import DatabaseError, DatabaseInUse, DatabaseUnavailable
from bot.storage.remedies import remedy_for

_IN_USE = "in use"
# What may be mended while the bot goes on, and answers calls for help.
_MAY_MEND = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def hold(file: Path) -> FileIO:
    """Takes the lock beside ``file`` for as long as this process lives.

    Raises `DatabaseInUse`, `DatabaseUnavailable` for what may be mended meanwhile, or `DatabaseError`.
    """
    beside = file.with_name(file.name + ".lock")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Nothing is buffered: what a full disk does not take must not fail once more when the lock is let go.
        lock = FileIO(os.open(beside, os.O_RDWR | os.O_CREAT, 0o666), "r+")
    except OSError as error:
        raise _unusable(file.parent, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = _lines(lock)[0] or "another process"
        lock.close()
        remedy = "Stop it first, or point STRONGSUIT_DATA_DIR at another folder."
        raise DatabaseInUse(f"The database {file} is in use by process {holder}. {remedy}") from None
    _write(lock, was_in_use=was_in_use(lock))
    return lock


def was_in_use(lock: FileIO) -> bool:
    """Whether the database of this lock was ever opened."""
    return _IN_USE in _lines(lock)[1:]


def note_in_use(lock: FileIO) -> None:
    """The database of this lock is open."""
    if not was_in_use(lock):
        _write(lock, was_in_use=True)


def _lines(lock: FileIO) -> list[str]:
    lock.seek(0)
    return lock.readall().decode("ascii", "replace").split("\n")[:2]


def _write(lock: FileIO, *, was_in_use: bool) -> None:
    """Over what stands there, which takes no room on a full disk. The lock itself holds whatever becomes of it."""
    with contextlib.suppress(OSError):
        lock.seek(0)
        lock.write(f"{os.getpid()}\n{_IN_USE if was_in_use else ''}\n".encode())
        lock.truncate()


def _unusable(folder: Path, error: OSError) -> DatabaseError | DatabaseUnavailable:
    what = f"The database folder {folder} cannot be used: {error.strerror}."
    if error.errno in _MAY_MEND:
        return DatabaseUnavailable(f"{what} {remedy_for(str(error.strerror))}")
    return DatabaseError(what)
