"""Intake: one batch in, one transaction. Whoever called may acknowledge the batch when `Intake.take` has returned.

Everything a batch causes (sessions, plan lines, messages to send, the numbers of its updates) is written in one commit,
so a batch is applied wholly or not at all, and a repeated one is recognised. One person's failure is undone for that
person alone, set aside for the operator, and answered with a kind line.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence

import structlog

from bot.app.batch import Batch
from bot.app.content import Defaults
from bot.app.contents import Contents
from bot.app.incoming import Incoming, Outcome
from bot.app.outgoing import Outgoing
from bot.app.watch.meter import Meter
from bot.logs import cause_of
from bot.storage import DatabaseBusy, DatabaseUnavailable, Store

# A batch that takes longer is given up and tried again: nobody's turn may hold everybody else's for ever.
DEADLINE_SECONDS = 30
TRIES = 4

log = structlog.get_logger()


class Intake:
    """Applies batches of acts."""

    def __init__(
        self, store: Store, contents: Contents, outgoing: Outgoing, defaults: Defaults, meter: Meter | None = None
    ) -> None:
        self._meter = meter or Meter()
        self._store = store
        self._contents = contents
        self._outgoing = outgoing
        self._defaults = defaults
        self._lock = asyncio.Lock()

    async def take(self, batch: Sequence[Incoming]) -> Mapping[int, Outcome]:
        """Applies a batch; returns what became of each act, by its place in the batch.

        Raises `DatabaseUnavailable` when nothing could be written: the batch is then still to be applied.
        """
        since = self._meter.now()
        async with self._lock:
            try:
                async with asyncio.timeout(DEADLINE_SECONDS):
                    return await self._take_stubbornly(batch, since)
            except TimeoutError:
                late = DatabaseUnavailable("it did not answer in time")
                self._meter.failed(late)
                raise late from None
            except DatabaseUnavailable:
                raise
            except Exception as error:
                log.error("batch failed", size=len(batch), cause=cause_of(error))
        return await self._one_by_one(batch)

    async def _take_stubbornly(self, batch: Sequence[Incoming], since: float) -> Mapping[int, Outcome]:
        """Where another process is at the same rows, the database has one of the two begin anew."""
        for _ in range(TRIES - 1):
            with contextlib.suppress(DatabaseBusy):
                return await self._take(batch, since)
        return await self._take(batch, since)

    async def _one_by_one(self, batch: Sequence[Incoming]) -> Mapping[int, Outcome]:
        """After a batch failed as a whole: each act alone, so that only the one at fault is given up."""
        if len(batch) == 1:
            async with self._lock:
                try:
                    await self._give_up(batch[0])
                except DatabaseUnavailable:
                    raise
                except Exception as error:
                    log.error("an act could not even be set aside", cause=cause_of(error))
                    await self._pass_over(batch[0])
            return {}
        outcomes: dict[int, Outcome] = {}
        for place, incoming in enumerate(batch):
            for outcome in (await self.take([incoming])).values():
                outcomes[place] = outcome
        return outcomes

    async def _pass_over(self, incoming: Incoming) -> None:
        """Notes an act as applied, so that it does not come back for ever and hold everybody up."""
        self._meter.passed_over(incoming.address)
        if incoming.update is not None:
            async with self._store.transaction() as transaction:
                await transaction.mark_seen([incoming.update], incoming.at)

    async def _give_up(self, incoming: Incoming) -> None:
        """Not even alone can this act be applied: it is set aside for the operator, and the person is told kindly."""
        work = Batch(self._contents, self._outgoing, self._defaults)
        async with self._store.transaction() as transaction:
            work.give_up(incoming, "the batch failed")
            await work.save(transaction)
            if incoming.update is not None:
                await transaction.mark_seen([incoming.update], incoming.at)
        self._meter.set_aside(incoming.address)
        work.hand_over()

    async def _take(self, batch: Sequence[Incoming], since: float) -> Mapping[int, Outcome]:
        await self._outgoing.recover()
        noted = self._outgoing.take_sent()
        work = Batch(self._contents, self._outgoing, self._defaults)
        try:
            async with self._store.transaction(brief=True) as transaction:
                # First, so that a turn of this batch knows what stands in the chat.
                await transaction.note_sent(noted)
                await work.load(transaction, batch)
                await work.play(transaction)
                await work.save(transaction)
        except BaseException:
            self._outgoing.give_back(noted)
            self._outgoing.doubt()
            work.let_go()
            raise
        self._outgoing.noted()
        if batch:
            self._meter.took(batch[0].address, len(batch), work.fresh, work.failed, since)
        try:
            work.hand_over()
        finally:
            work.let_go()
        return work.outcomes
