"""What upkeep works on: the open store, and where its files are."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TypeVar

from bot.app.programmes.problem import Problem
from bot.app.retention import Retention
from bot.app.watch.watch import Watch
from bot.storage import Store

T = TypeVar("T")

BACKUPS = "backups"
"""The folder for backups in the data folder, where no other is given."""
ONLY_EMBEDDED = (
    "This database is on a server, which has its own tool for that: pg_dump, with pg_restore to put it back. Keep the "
    "key apart from the copy."
)


@dataclass(frozen=True)
class Premises:
    """An installation. ``key_file`` is None where the keys come from the environment.

    ``watch`` is there within the running bot.
    """

    store: Store
    data_dir: Path
    key_file: Path | None
    retention: Callable[[], Awaitable[Retention]]
    watch: Watch | None = None

    @property
    def backups(self) -> Path:
        """Where backups go, if nothing else is said."""
        return self.data_dir / BACKUPS

    @property
    def database_file(self) -> Path:
        """The file of the embedded database. Raises `Problem` where there is none."""
        if self.store.database.file is None:
            raise Problem(ONLY_EMBEDDED)
        return self.store.database.file


async def in_thread(work: Callable[[Event], T]) -> T:
    """Carries out something that takes long beside everything else; when this is cancelled, ``work`` is told."""
    stop = Event()
    try:
        return await asyncio.to_thread(work, stop)
    except asyncio.CancelledError:
        stop.set()
        raise
