"""The inbox as a source: updates that this process or another has taken in, of the people in its charge."""

import asyncio
import contextlib
import json
from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.app.app import Clock
from bot.app.charge import Charge
from bot.storage import DatabaseUnavailable, Store
from bot.storage.errors import LeaseLost
from bot.storage.inbox import Arrived
from bot.storage.remedies import remedy_for
from bot.telegram.resting import Rest
from bot.telegram.updates import Update, read_update

BATCH = 100
# How long a bell that was not heard can hold up a message.
LOOK_EVERY_SECONDS = 1.0
OUTAGE_PAUSE_SECONDS = 1.0

log = structlog.get_logger()


class InboxSource:
    """A `Source` that reads the inbox of a store."""

    def __init__(self, store: Store, charge: Charge, clock: Clock, rest: Rest) -> None:
        self._store = store
        self._charge = charge
        self._clock = clock
        self._rest = rest
        self._bell = asyncio.Event()
        self._done: set[int] = set()
        self._fetched: dict[int, Arrived] = {}
        self._held: dict[int, Arrived] = {}
        self._unreadable: set[int] = set()
        self._last_page: frozenset[int] = frozenset()
        self.alive_at: datetime | None = None

    def ring(self) -> None:
        """Something has come in."""
        self._bell.set()

    async def fetch(self, wait: float) -> Sequence[Update] | None:
        """The oldest updates of the people in our charge. Raises `LeaseLost`."""
        until = asyncio.get_running_loop().time() + wait
        while not self._rest.is_over:
            self._bell.clear()
            found = await self._waiting()
            if found is None:
                return None
            left = until - asyncio.get_running_loop().time()
            if found or left <= 0:
                return [_read(one) for one in found]
            await self._wait(min(left, LOOK_EVERY_SECONDS))
        return None

    def done_with(self, batch: Sequence[Update], held: Sequence[Update]) -> None:
        """They leave the inbox with the next look; should there be none, they are recognised by their numbers.

        What is ``held`` is handed over again by itself, so that it stands in nobody's way.
        """
        waiting = {update.number for update in held}
        self._done |= {update.number for update in batch if update.number not in waiting}
        self._held = {number: arrived for number, arrived in self._fetched.items() if number in waiting}
        if not held:
            self._charge.settle(self._last_page)

    async def _waiting(self) -> list[Arrived] | None:
        slots, done = self._charge.slots, set(self._done)
        try:
            async with self._store.transaction() as transaction:
                await transaction.inbox.drop(done)
                found = await transaction.inbox.waiting(slots, BATCH, besides={*self._held, *self._unreadable})
        except LeaseLost:
            raise
        except DatabaseUnavailable as error:
            log.error("the database is unavailable", cause=str(error), remedy=remedy_for(str(error)), lasting=True)
            await self._rest.rest(OUTAGE_PAUSE_SECONDS)
            return None
        self._done -= done
        self.alive_at = self._clock()
        # Once these are applied, nothing is left from before.
        self._last_page = slots if len(found) < BATCH else frozenset()
        self._unreadable |= {one.update_id for one in found if not one.body}
        # Slots may have been let go of while they were read: their people are somebody else's by now.
        ours = [one for one in (*self._held.values(), *found) if one.body and one.slot in self._charge.slots]
        self._fetched = {one.update_id: one for one in ours}
        if not ours:
            self._charge.settle(self._last_page)
        return ours

    async def _wait(self, seconds: float) -> None:
        bell, stop = asyncio.create_task(self._bell.wait()), asyncio.create_task(self._rest.stopped())
        await asyncio.wait({bell, stop}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in (bell, stop):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


def _read(arrived: Arrived) -> Update:
    """The update in a row; one of which nothing can be made is nothing for us."""
    try:
        return read_update(json.loads(arrived.body), arrived.at) or Update(arrived.update_id, None)
    except (ValueError, RecursionError):
        return Update(arrived.update_id, None)
