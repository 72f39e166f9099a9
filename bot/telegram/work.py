"""Applying updates, a batch at a time, wherever they come from."""

import asyncio
from collections.abc import Sequence

import structlog

from bot.app.emergency import Emergency
from bot.app.incoming import Outcome
from bot.app.intake import Intake
from bot.storage import DatabaseUnavailable
from bot.storage.errors import LeaseLost
from bot.storage.remedies import remedy_for
from bot.telegram.documents import Documents
from bot.telegram.resting import Rest
from bot.telegram.send import TelegramSender
from bot.telegram.source import Source
from bot.telegram.updates import Update

WAIT_SECONDS = 50
# So many updates come at once at most, from Telegram and from the inbox.
FULL_BATCH = 100
# While the database is away, somebody may call for help at any moment.
OUTAGE_PAUSE_SECONDS = 1.0

log = structlog.get_logger()


class Worker:
    """Takes updates from a source and applies them. It ends after the batch in hand when its ``rest`` is over."""

    def __init__(
        self, source: Source, documents: Documents, sender: TelegramSender, emergency: Emergency, rest: Rest
    ) -> None:
        self.source = source
        self._documents = documents
        self._sender = sender
        self._emergency = emergency
        self._rest = rest
        self._presses: set[asyncio.Task[None]] = set()
        self._at_work = asyncio.Lock()
        self._waits_for_files = False

    async def catch_up(self, intake: Intake) -> None:
        """Applies everything that is waiting, without waiting for more.

        Something may always be coming: what fills no whole batch is the last of what waited.
        """
        while not self._rest.is_over:
            done = await self.once(intake, wait=0)
            if done is not None and done < FULL_BATCH and not self._waits_for_files:
                return

    async def run(self, intake: Intake) -> None:
        """Works until asked to stop."""
        while not self._rest.is_over:
            await self.once(intake, wait=WAIT_SECONDS)

    async def once(self, intake: Intake | None, wait: float) -> int | None:
        """One batch; returns how many updates there were, or None where they could not be applied.

        Without ``intake``, only calls for help are answered. Never raises what Telegram or the database do wrong: it
        says so, pauses, and leaves the batch where it is. Raises `LeaseLost` where this process has to begin anew.
        """
        batch = await self.source.fetch(wait)
        if batch is None:
            return None
        async with self._at_work:
            fresh = self._documents.fresh(batch)
            ready, held = self._documents.part(fresh)
            if intake is None or not await self._apply(intake, ready, ask=self._documents.is_new(held)):
                await self._emergency.answer([update.incoming for update in fresh if update.incoming])
                await self._rest.rest(OUTAGE_PAUSE_SECONDS)
                return None
            self._waits_for_files = bool(held)
            self._documents.applied(ready, held)
            self.source.done_with(batch, held)
        await self._documents.fetch(held)
        return len(batch)

    async def batch_in_hand(self) -> None:
        """Returns when the batch that is being applied is applied."""
        async with self._at_work:
            pass

    async def settle(self) -> None:
        """Waits for the presses that are being answered, and gives up the files that are being fetched."""
        await self._documents.stop()
        await asyncio.gather(*self._presses, return_exceptions=True)

    async def _apply(self, intake: Intake, batch: Sequence[Update], ask: bool) -> bool:
        """Applies a batch; False where the database is unavailable, so that it stays to be applied.

        With ``ask`` the database is asked even where nothing is to be applied: no file is fetched while it is away.
        """
        fresh = [update for update in batch if update.incoming and not self._emergency.is_answered(update.incoming)]
        outcomes: dict[int, Outcome] = {}
        if fresh or ask:
            try:
                found = await intake.take([update.incoming for update in fresh if update.incoming])
            except LeaseLost:
                raise  # others answer these people by now
            except DatabaseUnavailable as error:
                log.error("the database is unavailable", cause=str(error), remedy=remedy_for(str(error)), lasting=True)
                return False
            self._emergency.over()
            outcomes = {fresh[place].number: outcome for place, outcome in found.items()}
        for update in batch:
            if update.press:
                task = asyncio.create_task(self._sender.settle(update.press, outcomes.get(update.number, Outcome())))
                self._presses.add(task)
                task.add_done_callback(self._presses.discard)
        return True
