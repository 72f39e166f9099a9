"""Statements about what is not to be kept any longer: people who were away for long, and notices that were read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.erasing import note_erased
from bot.storage.moments import known_moment, moment
from bot.storage.slots import EVERY_SLOT, within
from bot.storage.tables import letters, peers, programmes, shares, staff, timers

# The timer that remembers that somebody was told. Its number is that moment, in seconds since 1970.
RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody whose programme keeps things for ``kept_for`` after they were ``last_here``.

    ``told_at`` is when they were told that their time runs out; perhaps that was before they were last here.
    """

    peer_id: int
    last_here: datetime
    kept_for: timedelta
    told_at: datetime | None


class Lapsing:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def absences(
        self, at: datetime, notice: timedelta, after: int, most: int, slots: Collection[int] = EVERY_SLOT
    ) -> list[Absence]:
        """People in ``slots`` whose time is over at ``at``, or will be within ``notice``, by their numbers, from
        ``after`` on.

        Nobody who works for a programme, belongs to none, or to one that is closed or keeps things without end.
        """
        # Here last: when they came, joined or did something, whichever was latest.
        latest = at.timestamp() - (programmes.c.retention_days * 86_400.0 - notice.total_seconds())
        moments = (peers.c.created_at, peers.c.joined_at, peers.c.acted_at)
        query = (
            select(peers.c.id, *moments, programmes.c.retention_days, timers.c.question)
            .join(programmes, programmes.c.id == peers.c.programme_id)
            .outerjoin(timers, (timers.c.peer_id == peers.c.id) & (timers.c.timer == RETENTION))
            .where(
                peers.c.id > after,
                within(peers, slots),
                programmes.c.retention_days.is_not(None),
                programmes.c.closed_at.is_(None),
                *(func.coalesce(one, peers.c.created_at) <= latest for one in moments),
                ~exists().where(staff.c.peer_id == peers.c.id),
            )
            .order_by(peers.c.id)
            .limit(most)
            # On a database server, whoever is doing something at this very moment is passed over.
            .with_for_update(of=peers, skip_locked=True)
        )
        return [
            Absence(
                peer_id=row.id,
                last_here=known_moment(max(filter(None, (row.created_at, row.joined_at, row.acted_at)))),
                kept_for=timedelta(days=row.retention_days),
                told_at=moment(row.question),
            )
            for row in await self._connection.execute(query)
        ]

    async def copies_over(self, at: datetime) -> dict[int | None, int]:
        """How many copies of shares are there although their time is over, by programme."""
        over = (shares.c.until <= at.timestamp(), shares.c.body_sealed.is_not(None))
        query = select(staff.c.programme_id, func.count()).select_from(shares.join(staff)).where(*over)
        rows = await self._connection.execute(query.group_by(staff.c.programme_id))
        return {row[0]: row[1] for row in rows}

    async def told_before(self, before: datetime, kept: Collection[str]) -> dict[int | None, int]:
        """How many letters `forget_told` would remove, by the programme of whoever they are for."""
        over = (letters.c.told_at <= before.timestamp(), letters.c.kind.not_in(list(kept)))
        query = select(peers.c.programme_id, func.count()).select_from(letters.join(peers)).where(*over)
        rows = await self._connection.execute(query.group_by(peers.c.programme_id))
        return {row[0]: row[1] for row in rows}

    async def forget_told(self, before: datetime, kept: Collection[str]) -> int:
        """Removes letters that were announced before then, but for those of the kinds ``kept``; returns how many."""
        over = delete(letters).where(letters.c.told_at <= before.timestamp(), letters.c.kind.not_in(list(kept)))
        removed = (await self._connection.execute(over)).rowcount
        if removed:
            await note_erased(self._connection)
        return removed
