"""Taking updates into the inbox: as soon as one stands there, it may be acknowledged to Telegram.

What comes at the same time is written in one commit. While the database is away nothing is acknowledged, so Telegram
brings it again; calls for help are answered all the same.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot.app.app import Clock
from bot.app.charge import Charge
from bot.app.emergency import Emergency
from bot.app.incoming import Incoming
from bot.logs import cause_of
from bot.storage import DatabaseBusy, DatabaseUnavailable, Store
from bot.storage.inbox import Arrived
from bot.storage.slots import SLOTS, slot_of
from bot.telegram.updates import Update, read_update

# So many go into one commit, and so many may wait for theirs: whoever brings more is told to come again.
AT_ONCE, MOST_WAITING = 200, 2_000

log = structlog.get_logger()


@dataclass(slots=True)
class _Waiting:
    arrived: list[Arrived]
    written: asyncio.Future[bool]


class Receiver:
    """Writes updates into the inbox of the store that is open, if one is."""

    def __init__(self, emergency: Emergency, clock: Clock) -> None:
        self._emergency = emergency
        self._clock = clock
        self._store: Store | None = None
        self.in_outage = False
        """Whether the database cannot be opened: then calls for help are answered though nothing is taken in."""
        self._charge = Charge()
        self._ring: Callable[[], None] = lambda: None
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None
        self._answering: set[asyncio.Task[None]] = set()

    def open(self, store: Store, charge: Charge, ring: Callable[[], None]) -> None:
        """Writes into ``store`` from now on. ``ring`` is called when something has come in; those who look after
        anybody who is not in our ``charge`` are told too."""
        self._store, self._charge, self._ring = store, charge, ring
        self.in_outage = False

    def close(self) -> None:
        """There is no store just now."""
        self._store = None

    async def take(self, raw: Sequence[Any]) -> bool:
        """Takes in updates as they came; False where they have to come again. Raises nothing."""
        read = [(update, one) for one in raw if (update := read_update(one, self._clock()))]
        wanted = [(update, one) for update, one in read if update.press or self._is_new(update.incoming)]
        arrived = [
            Arrived(update.number, _slot(update), self._clock(), body)
            for update, one in wanted
            if (body := _written_down(one)) is not None
        ]
        if not arrived:
            return True
        if await self._written(arrived):
            return True
        if self._store is None and not self.in_outage:
            return False  # the process is just coming or going
        self._answer([update.incoming for update, _ in wanted if update.incoming])
        return False

    async def settle(self) -> None:
        """Waits for the calls for help that are being answered."""
        await asyncio.gather(*self._answering, return_exceptions=True)

    def _is_new(self, incoming: Incoming | None) -> bool:
        return incoming is not None and not self._emergency.is_answered(incoming)

    async def _written(self, arrived: list[Arrived]) -> bool:
        if self._store is None or len(self._waiting) >= MOST_WAITING:
            return False
        mine = _Waiting(arrived, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await mine.written

    async def _write(self) -> None:
        try:
            while self._waiting:
                now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                done = False
                try:
                    done = await self._commit([one for waiting in now for one in waiting.arrived])
                finally:
                    for waiting in now:
                        if not waiting.written.done():
                            waiting.written.set_result(done)
        finally:
            self._writing = None

    async def _commit(self, arrived: list[Arrived]) -> bool:
        if self._store is None:
            return False
        try:
            try:
                await self._put(self._store, arrived)
            except DatabaseBusy:  # another process takes in the same ones at this moment
                await self._put(self._store, arrived)
        except DatabaseUnavailable as error:
            log.error("updates could not be taken in", cause=str(error), lasting=True)
            return False
        except Exception as error:  # a mistake of ours: Telegram brings them again
            log.error("updates could not be taken in", cause=cause_of(error))
            return False
        self._ring()
        return True

    async def _put(self, store: Store, arrived: list[Arrived]) -> None:
        async with store.beside() as transaction:
            await transaction.inbox.put(arrived)
            if elsewhere := {one.slot for one in arrived} - self._charge.slots:
                await transaction.replicas.ring(elsewhere)

    def _answer(self, batch: Iterable[Incoming]) -> None:
        """Answers calls for help, beside: Telegram is told at once that it has to come again."""
        task = asyncio.create_task(self._emergency.answer(list(batch)))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)


def _written_down(raw: Any) -> str | None:
    """An update as JSON; None for one that is nested too deeply to be written down again, as none of Telegram's is."""
    try:
        return json.dumps(raw)
    except RecursionError:
        return None


def _slot(update: Update) -> int:
    """The slot of whoever sent an update; of what nobody sent, any."""
    return slot_of(update.incoming.address) if update.incoming else update.number % SLOTS
