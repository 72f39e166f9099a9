"""The processes that share the work on one database server, and which slots each looks after.

A process lives here as long as it renews its lease, by the server's clock. Whoever finds a lease that has run out
removes it, and its slots are free. Every transaction of a process holds on to the row of its own lease, so it cannot be
removed before that transaction is over; and none begins after it was. Where a process has vanished in the middle of
one, the server ends its connections for the others.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Float, cast, delete, extract, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.errors import LeaseLost
from bot.storage.servers import name_of
from bot.storage.tables import generations, replicas, slots

# The channel on which processes tell each other that something has changed: see `listen` in `bot.storage.bells`.
CHANNEL = "strongsuit"
# A number of ours among the server's advisory locks: "strengths", on a telephone's keys.
_SHARING_OUT = 787_364_847
# Nobody may end the connections of another of the server's users, and needs not.
_HANG_UP = text(
    "SELECT pg_terminate_backend(pid, 500) FROM pg_stat_activity"
    " WHERE application_name = ANY(:names) AND usename = current_user AND datname = current_database()"
)
_BY_THE_SERVER: ColumnElement[float] = cast(extract("epoch", func.clock_timestamp()), Float)


@dataclass(frozen=True, slots=True)
class Replica:
    """A process: what it is called, which generation of scripts it knows, and how many replies it sends a second."""

    id: str
    name: str
    generation: int
    replies: float


class Replicas:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def generation_of(self, digest: str) -> int:
        """The number of a set of scripts: one that was first used later has a higher one."""
        await self._alone()
        found: int | None = await self._connection.scalar(
            select(generations.c.number).where(generations.c.digest == digest)
        )
        if found is not None:
            return found
        number = (await self._connection.scalar(select(func.max(generations.c.number))) or 0) + 1
        await self._connection.execute(insert(generations).values(digest=digest, number=number))
        return int(number)

    async def join(self, replica: Replica, lease: timedelta) -> None:
        """A process begins to take part. Another one with its name is gone, and no longer does."""
        await self._connection.execute(delete(replicas).where(replicas.c.name == replica.name))
        values = {
            "id": replica.id, "name": replica.name, "generation": replica.generation, "replies": 0.0,
            "until": _BY_THE_SERVER + lease.total_seconds(),
        }  # fmt: skip
        await self._connection.execute(insert(replicas).values(values))

    async def renew(self, replica_id: str, replies: float, lease: timedelta) -> None:
        """A process is still there. Raises `LeaseLost` where the others have given it up."""
        values = {"until": _BY_THE_SERVER + lease.total_seconds(), "replies": replies}
        renewed = await self._connection.execute(update(replicas).where(replicas.c.id == replica_id).values(values))
        if not renewed.rowcount:
            raise LeaseLost

    async def hold(self, replica_id: str) -> None:
        """Keeps a process's lease from being removed until this transaction is over. Raises `LeaseLost`."""
        query = select(replicas.c.id).where(replicas.c.id == replica_id)
        if await self._connection.scalar(query.with_for_update(read=True, key_share=True)) is None:
            raise LeaseLost

    async def leave(self, replica_id: str) -> None:
        """A process stops taking part; its slots are free."""
        await self._connection.execute(delete(replicas).where(replicas.c.id == replica_id))

    async def hang_up_on_silent(self) -> int:
        """Ends the connections of processes whose leases have run out; returns how many there were.

        Whatever they were in the middle of is undone, and what they had locked is free when this returns, or soon.
        """
        silent = select(replicas.c.id).where(replicas.c.until < _BY_THE_SERVER)
        found = list(await self._connection.scalars(silent))
        if not found:
            return 0
        ended = await self._connection.execute(_HANG_UP, {"names": [name_of(one) for one in found]})
        return len(ended.all())

    async def remove_silent(self) -> int:
        """Removes the leases that have run out; returns how many.

        One that a transaction holds on to is left until that is over.
        """
        silent = select(replicas.c.id).where(replicas.c.until < _BY_THE_SERVER).with_for_update(skip_locked=True)
        removed = await self._connection.execute(delete(replicas).where(replicas.c.id.in_(silent)))
        return removed.rowcount

    async def all(self) -> list[Replica]:
        """All that take part."""
        rows = await self._connection.execute(select(replicas).order_by(replicas.c.id))
        return [Replica(row.id, row.name, row.generation, row.replies) for row in rows]

    # -- slots ---------------------------------------------------------------------------------------------------------

    async def is_sharing_out(self) -> bool:
        """Whether this transaction may share out slots: False where another is at it."""
        return bool(await self._connection.scalar(select(func.pg_try_advisory_xact_lock(_SHARING_OUT))))

    async def _alone(self) -> None:
        await self._connection.execute(select(func.pg_advisory_xact_lock(_SHARING_OUT)))

    async def of(self, replica_id: str) -> set[int]:
        """The slots of a process."""
        return set(await self._connection.scalars(select(slots.c.slot).where(slots.c.replica_id == replica_id)))

    async def claim(self, replica_id: str, most: int) -> set[int]:
        """Takes up to ``most`` slots that are free; returns them."""
        free = select(slots.c.slot).where(slots.c.replica_id.is_(None)).order_by(slots.c.slot).limit(most)
        taken = update(slots).where(slots.c.slot.in_(free)).values(replica_id=replica_id).returning(slots.c.slot)
        return set(await self._connection.scalars(taken))

    async def give_up(self, replica_id: str, given: Collection[int]) -> None:
        """Sets slots free that belong to a process."""
        mine = (slots.c.replica_id == replica_id, slots.c.slot.in_(sorted(given)))
        await self._connection.execute(update(slots).where(*mine).values(replica_id=None))

    async def ring(self, about: Collection[int]) -> None:
        """Tells all processes, once this is committed, that something waits in these slots; in none: slots are free."""
        payload = ",".join(map(str, sorted(set(about))))
        await self._connection.execute(
            text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload}
        )
