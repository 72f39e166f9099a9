"""What is seen to after a commit: that what was removed is gone from the files, and that the ledger knows of it."""

from collections.abc import Mapping
from datetime import datetime

import structlog

from bot.storage.database import Database
from bot.storage.deletions import Deletions, Ledger
from bot.storage.erasing import COMPACT_EVERY, LARGEST_BY_ITSELF, compacted_at, compaction_owed, note_compacted

log = structlog.get_logger()


class Aftermath:
    """Of one database, with the ledger of who was deleted, where one is kept. Nothing here can undo a commit."""

    def __init__(self, database: Database, ledger: Ledger | None) -> None:
        self._database = database
        self._ledger = ledger
        self._log_is_to_be_emptied = False

    async def see_to(self, gone: Mapping[bytes, float], *, erased: bool) -> None:
        """After a commit that deleted those in ``gone``, and ``erased`` something or not. Raises nothing."""
        if gone:
            self._enter(gone)
        if erased or self._log_is_to_be_emptied:
            self._log_is_to_be_emptied = not await self._database.empty_log()

    async def catch_up(self) -> None:
        """Notes in the ledger what could not be noted at its time. Raises `DatabaseUnavailable`."""
        if self._ledger is None:
            return
        async with self._database.transaction() as connection:
            known = await Deletions(connection).all()
        try:
            self._ledger.catch_up(known)
        except OSError as error:
            _complain(error)

    def forget(self, before: datetime) -> None:
        """Drops from the ledger who was deleted before then: no backup is kept for so long."""
        if self._ledger is None:
            return
        try:
            self._ledger.forget(before)
        except OSError as error:
            _complain(error)

    async def compact(self, at: datetime, *, whatever_its_size: bool = False) -> bool:
        """Writes the database anew where something was removed since the last time; returns whether that was done.

        By itself, at most once a day and only a file that is not large: everybody waits for it meanwhile. Raises
        `DatabaseUnavailable`.
        """
        async with self._database.transaction() as connection:
            owed, last = await compaction_owed(connection), await compacted_at(connection)
        by_itself = (last is None or at - last >= COMPACT_EVERY) and self._database.size <= LARGEST_BY_ITSELF
        if owed is None or not (whatever_its_size or by_itself):
            return False
        await self._database.rewrite()
        async with self._database.transaction() as connection:
            await note_compacted(connection, owed, at)
        await self._database.empty_log()
        return True

    def _enter(self, gone: Mapping[bytes, float]) -> None:
        if self._ledger:
            try:
                self._ledger.add(gone)
            except OSError as error:
                _complain(error)


def _complain(error: OSError) -> None:
    log.error("a deletion could not be noted beside the database", cause=error.strerror or str(error))
