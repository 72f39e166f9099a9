"""Counts for a programme's figures: the one way from people to a report.

There is no vault here, so nothing sealed can be opened, and every value that is read is a number or one of a closed
list of names: no word of anybody's can pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.circle import Measure
from bot.storage.tables import peers, tallies


@dataclass(frozen=True, slots=True)
class Tally:
    """In one ``month`` (such as 202603), ``what`` happened ``times`` times, to ``people`` different people."""

    month: int
    what: Measure
    times: int
    people: int


@dataclass(frozen=True, slots=True)
class Presence:
    """How many people belong to a programme, and how many of them did anything in the last 7 and 30 days."""

    belong: int
    active_7: int
    active_30: int


class Tallies:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, counted: Mapping[int, Mapping[tuple[int, int, Measure], int]]) -> None:
        """Adds to the counts of people (by number): by programme, month and measure."""
        rows = [
            {"peer_id": peer_id, "programme_id": programme_id, "month": month, "what": what, "times": times}
            for peer_id, counts in counted.items()
            for (programme_id, month, what), times in counts.items()
        ]
        if rows:
            dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(tallies)
            key = ["peer_id", "programme_id", "month", "what"]
            total = tallies.c.times + statement.excluded.times
            await self._connection.execute(
                statement.on_conflict_do_update(index_elements=key, set_={"times": total}), rows
            )

    async def of_peer(self, peer_id: int) -> list[tuple[int, int, Measure, int]]:
        """One person's counts, for their export: programme, month, measure, times."""
        query = select(tallies).where(tallies.c.peer_id == peer_id).order_by(tallies.c.month, tallies.c.what)
        return [(row.programme_id, row.month, row.what, row.times) for row in await self._connection.execute(query)]

    async def of_programme(self, programme_id: int) -> list[Tally]:
        """The counts of a programme by month and measure."""
        query = (
            select(tallies.c.month, tallies.c.what, func.sum(tallies.c.times).label("n"), func.count().label("people"))
            .where(tallies.c.programme_id == programme_id, tallies.c.times > 0)
            .group_by(tallies.c.month, tallies.c.what)
            .order_by(tallies.c.month, tallies.c.what)
        )
        return [Tally(row.month, row.what, int(row.n), row.people) for row in await self._connection.execute(query)]

    async def presence(self, programme_id: int, week_ago: datetime, month_ago: datetime) -> Presence:
        """Who belongs, and was active, as numbers."""
        belong = peers.c.programme_id == programme_id

        async def count(*further: object) -> int:
            query = select(func.count()).select_from(peers).where(belong, *further)  # type: ignore[arg-type]  # clauses
            return await self._connection.scalar(query) or 0

        return Presence(
            await count(),
            await count(peers.c.acted_at >= week_ago.timestamp()),
            await count(peers.c.acted_at >= month_ago.timestamp()),
        )
