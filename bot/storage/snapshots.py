"""Looking at an embedded database beside whoever works with it, through a connection that only reads.

It neither writes nor checkpoints, so it is not the second writer that must not be (decision 3), and nobody waits for
it. Everything here takes time, and belongs into a thread of its own.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from urllib.parse import quote

from bot.storage.container import Stopped

# How often a long statement is interrupted to see whether it is to stop: after so many steps of SQLite's machine.
_STEPS = 10_000


@contextmanager
def reading(file: Path, stop: Event) -> Iterator[sqlite3.Connection]:
    """A connection to ``file`` that only reads; what it does ends with `Stopped` soon after ``stop`` is set."""
    connection = sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro", uri=True, isolation_level=None)
    with closing(connection):
        connection.set_progress_handler(stop.is_set, _STEPS)
        try:
            yield connection
        except sqlite3.OperationalError:
            if stop.is_set():
                raise Stopped from None
            raise


def snapshot(file: Path, target: Path, stop: Event) -> None:
    """Writes the database in ``file`` as it is at this moment into the empty file ``target``.

    Raises `sqlite3.Error` (a full disk among them) and `Stopped`.
    """
    with reading(file, stop) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def troubles(file: Path, stop: Event) -> list[str]:
    """What is wrong with the database in ``file``, a line each; empty where nothing is. Raises `Stopped`."""
    try:
        with reading(file, stop) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
            astray = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + (["a row belongs to nothing"] if astray else [])


def schema_of(file: Path) -> str | None:
    """The schema of the database in ``file``; None where it has none of ours. Raises `sqlite3.Error`."""
    with reading(file, Event()) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return None
    return str(row[0]) if row else None
