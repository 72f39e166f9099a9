"""This process among those that share the work on one database server.

It renews its lease every few seconds, and sees on that occasion who else is there: it takes slots that are free up to
its fair share, and hands over what is beyond it. A process that cannot renew its lease in time stops acting before the
others may take over. Those with older scripts hand everything to those with newer ones, because nobody can go back to
an older script in the middle of a newer one.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.app.charge import Charge
from bot.storage import DatabaseUnavailable, Store, Transaction
from bot.storage.errors import LeaseLost
from bot.storage.replicas import Replica
from bot.storage.slots import SLOTS
from bot.tasks import end

LEASE = timedelta(seconds=10)
RENEW_SECONDS = 2.0
# Without a renewal for so long we stop acting: well before the lease runs out, as a message takes time on its way.
SURE_SECONDS = 6.0

log = structlog.get_logger()


@dataclass(slots=True)
class Duties:
    """What is done when slots come and go, and what the others are to know.

    ``replies`` says how many replies went out in the last second; ``may_send`` hears how much of the channel's limit is
    ours, from the share of the slots and the replies of all (see `Membership`).
    """

    take_over: Callable[[frozenset[int]], Awaitable[None]]
    hand_over: Callable[[frozenset[int]], Awaitable[None]]
    replies: Callable[[], float]
    may_send: Callable[[float, float], None]


@dataclass(slots=True)
class Membership:
    """A process called ``name``, with an ``id`` that no other process ever had, and the number of its scripts."""

    store: Store
    charge: Charge
    duties: Duties
    id: str
    name: str
    scripts: str
    _bell: asyncio.Event = field(default_factory=asyncio.Event)
    _sure_until: float = 0.0
    _giving: asyncio.Task[None] | None = None
    _leaving: frozenset[int] = frozenset()
    _taking: asyncio.Task[None] | None = None
    _coming: frozenset[int] = frozenset()

    async def join(self) -> None:
        """Begins to take part. Raises `DatabaseUnavailable`."""
        self.charge.is_sure = self.is_sure
        began = _now()
        async with self.store.beside() as transaction:
            await transaction.replicas.hang_up_on_silent()  # one may have vanished with what is to be locked now
            generation = await transaction.replicas.generation_of(self.scripts)
            await transaction.replicas.join(Replica(self.id, self.name, generation, 0.0), LEASE)
            await transaction.replicas.ring([])
        self._sure_until = began + SURE_SECONDS
        self.store.replica_id = self.id
        log.info("sharing the work", replica=self.name, scripts=generation)
        await self._renew()

    def is_sure(self) -> bool:
        """Whether nobody else can have taken over our slots."""
        return _now() < self._sure_until

    def ring(self) -> None:
        """Somebody has set slots free, or has come."""
        self._bell.set()

    async def run(self) -> None:
        """Renews the lease until cancelled. Raises `LeaseLost` when it could not in time."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(RENEW_SECONDS):
                    await self._bell.wait()
            self._bell.clear()
            await self._renew()

    async def leave(self) -> None:
        """Stops taking part: the slots are free at once. Raises nothing."""
        await end(task for task in (self._giving, self._taking) if task)
        self.store.replica_id = None
        with contextlib.suppress(DatabaseUnavailable):
            async with self.store.beside() as transaction:
                await transaction.replicas.leave(self.id)
                await transaction.replicas.ring([])

    # -- renewing ------------------------------------------------------------------------------------------------------

    async def _renew(self) -> None:
        began = _now()
        try:
            async with asyncio.timeout(SURE_SECONDS / 2), self.store.beside() as transaction:
                await transaction.replicas.renew(self.id, self.duties.replies(), LEASE)
                gained, surplus = await self._share_out(transaction)
        except LeaseLost:
            self._sure_until = 0.0
            raise
        except (DatabaseUnavailable, TimeoutError) as error:
            if not self.is_sure():
                raise LeaseLost from error
            log.warning("the lease could not be renewed just now", lasting=True)
            return
        self._sure_until = began + SURE_SECONDS
        if gained and not self._coming:
            self._coming = gained
            self._taking = asyncio.create_task(self._take_over(gained))
        if surplus and not self._leaving:
            self._leaving = surplus
            self._giving = asyncio.create_task(self._give_up(surplus))

    async def _share_out(self, transaction: Transaction) -> tuple[frozenset[int], frozenset[int]]:
        """Which slots are ours from now on, and which are to be handed over."""
        # Whoever comes back from an outage lets the others come back too.
        was_sure = self.is_sure()
        if was_sure:
            await transaction.replicas.hang_up_on_silent()  # one may have vanished while it shared out itself
        if not await transaction.replicas.is_sharing_out():
            return frozenset(), frozenset()
        if was_sure and await transaction.replicas.remove_silent():
            log.warning("another process has gone silent; its people are shared out")
        # As it was before we looked: what is handed over meanwhile is free, and ours again only by the next look.
        leaving, held = self._leaving, self.charge.slots
        everybody = await transaction.replicas.all()
        mine = await transaction.replicas.of(self.id)
        if held - leaving - mine:
            log.error("others look after our people, who were ours")
            raise LeaseLost
        self._share_limit(everybody, len(mine))
        fair = fair_share(self.id, everybody)
        if len(mine) < fair:
            mine |= await transaction.replicas.claim(self.id, fair - len(mine))
        # What is ours by the table is in our charge, whatever went wrong before.
        keeping = sorted(mine - leaving)
        return frozenset(keeping[:fair]) - self.charge.slots - self._coming, frozenset(keeping[fair:]) - self._coming

    def _share_limit(self, everybody: list[Replica], slots: int) -> None:
        self.duties.may_send(slots / SLOTS, sum(one.replies for one in everybody if one.id != self.id))

    async def _take_over(self, slots: frozenset[int]) -> None:
        log.info("looking after more people", slots=len(slots))
        try:
            await self.duties.take_over(slots)
        except DatabaseUnavailable as error:
            log.warning("taking over has to wait", cause=str(error))
        finally:
            self._coming = frozenset()

    async def _give_up(self, slots: frozenset[int]) -> None:
        log.info("handing over to another process", slots=len(slots))
        try:
            await self.duties.hand_over(slots)
            async with self.store.beside() as transaction:
                await transaction.replicas.give_up(self.id, slots)
                await transaction.replicas.ring([])
        except DatabaseUnavailable as error:
            log.warning("handing over has to wait", cause=str(error))
        finally:
            self._leaving = frozenset()
            self.ring()


def fair_share(replica_id: str, everybody: list[Replica]) -> int:
    """How many slots are for one of ``everybody``: those with the newest scripts have all, and have the same."""
    newest = max(one.generation for one in everybody)
    able = [one.id for one in everybody if one.generation == newest]
    return -(-SLOTS // len(able)) if replica_id in able else 0


def _now() -> float:
    """Seconds since no matter when. A machine that was put to sleep meanwhile has not stopped the others' clocks."""
    clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
