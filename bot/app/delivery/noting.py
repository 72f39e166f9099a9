"""Noting what was sent: at once in the journal, and in the database with the next batch or a moment later.

A yes of the channel that nobody has noted would be a message sent twice. Taking a message out of the outbox costs a
commit, so it is done for many at once; until then the journal knows. With it goes the number that the message has in
the chat, which the journal does not know: what a dying process has sent last cannot be taken out of the chat later.
"""

import asyncio
import contextlib
from collections.abc import Collection, Sequence

from bot.storage import DatabaseUnavailable, Journal, OutboxRecord, SentRecord, Store
from bot.tasks import end

# How long a yes may stay unwritten when no batch comes along that would write it.
NOTE_AFTER_SECONDS = 0.05
# Without a journal, what a dying process has sent and not noted may be sent again by the next one.
NOTE_AT_ONCE_SECONDS = 0.005
AFTER_TROUBLE_SECONDS = 1.0


class Notes:
    """The messages that were sent and still stand in the outbox."""

    def __init__(self, store: Store, journal: Journal | None) -> None:
        self._store = store
        self._journal = journal
        self._sent: list[SentRecord] = []
        self._being_noted = 0
        self._unconfirmed: set[int] = set()
        self._taken = 0
        self._to_note = asyncio.Event()
        self._noter: asyncio.Task[None] | None = None

    async def adopt(self, slots: Collection[int]) -> list[OutboxRecord]:
        """Drops from the outbox what an earlier process is known to have sent; returns what is left for ``slots``.

        Raises `DatabaseUnavailable`.
        """
        sent = self._journal.read() if self._journal else set()
        async with self._store.transaction() as transaction:
            await transaction.drop_outbox(sent)
            left = [message async for page in transaction.unsent_pages(slots=slots) for message in page]
        sent |= self._unconfirmed | {one.id for one in self._sent}
        if self._journal:
            self._journal.clear()
        return [message for message in left if message.id not in sent]

    async def strays(self, slots: Collection[int]) -> list[OutboxRecord]:
        """What is in the outbox for ``slots`` and was not sent. Raises `DatabaseUnavailable`."""
        # What is being noted while we look is gone from the outbox, or still known here.
        sent = self._unconfirmed | {one.id for one in self._sent}
        async with self._store.transaction() as transaction:
            pages = [page async for page in transaction.unsent_pages(slots=slots)]
        sent |= self._unconfirmed | {one.id for one in self._sent}
        return [one for page in pages for one in page if one.id not in sent]

    def add(self, sent: SentRecord) -> None:
        """A message was sent, or will never be."""
        if self._journal:
            # A full disk costs the short cut, not the delivery: the database hears of it all the same.
            with contextlib.suppress(OSError):
                self._journal.note(sent.id)
        self._sent.append(sent)
        self._to_note.set()

    def take(self) -> list[SentRecord]:
        """Hands over what is to be noted; `noted` or `give_back` says how that went."""
        taken, self._sent = self._sent, []
        self._being_noted += 1
        self._unconfirmed |= {one.id for one in taken}
        self._taken += 1
        return taken

    def noted(self) -> None:
        """What was taken is noted in the database; with nothing left over, the journal begins anew."""
        self._end_noting()
        if self._journal and not self._sent and not self._being_noted:
            with contextlib.suppress(OSError):
                self._journal.clear()

    def give_back(self, sent: Sequence[SentRecord]) -> None:
        """Takes back what could not be noted."""
        self._sent.extend(sent)
        self._end_noting()
        self._to_note.set()

    def _end_noting(self) -> None:
        self._being_noted -= 1
        if not self._being_noted:
            self._unconfirmed = set()

    def start(self) -> None:
        """Starts noting in the background."""
        self._noter = asyncio.create_task(self._keep_writing())

    async def stop(self) -> None:
        """Stops that, and notes what is left if it can be noted."""
        if self._noter:
            await end([self._noter])
        with contextlib.suppress(DatabaseUnavailable):
            await self.write()

    async def write(self) -> None:
        """Notes what was sent. Raises `DatabaseUnavailable`."""
        if not self._sent:
            return
        sent = self.take()
        try:
            async with self._store.transaction(brief=True) as transaction:
                await transaction.note_sent(sent)
        except BaseException:
            self.give_back(sent)
            raise
        self.noted()

    async def write_all(self) -> None:
        """Returns when all that was sent is noted, also what others are just noting. Raises `DatabaseUnavailable`."""
        while self._sent or self._being_noted:
            await self.write()
            if self._being_noted:
                await asyncio.sleep(NOTE_AT_ONCE_SECONDS)

    async def _wait(self) -> None:
        """Waits before writing. While batches come that take along what was sent, it need not be written by itself."""
        if not self._journal:
            await asyncio.sleep(NOTE_AT_ONCE_SECONDS)
            return
        taken = -1
        while taken != self._taken:
            taken = self._taken
            await asyncio.sleep(NOTE_AFTER_SECONDS)

    async def _keep_writing(self) -> None:
        while True:
            await self._to_note.wait()
            self._to_note.clear()
            await self._wait()
            try:
                await self.write()
            except DatabaseUnavailable:
                await asyncio.sleep(AFTER_TROUBLE_SECONDS)
