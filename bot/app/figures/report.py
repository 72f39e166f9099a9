"""From the counts in the database to a report."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from bot.app.figures.cells import present, rows
from bot.app.figures.model import Report
from bot.storage.tallies import Tallies, Tally

# Months are counted by each person's own clock. The last place on earth is half a day behind UTC, and a message waits
# for a bot that is down for a day at most.
_LATE = timedelta(hours=36)


class Counted(Protocol):
    """As much of a transaction as a report may see: the counts."""

    @property
    def tallies(self) -> Tallies:
        """The statements about counts."""


async def report(transaction: Counted, programme_id: int, at: datetime) -> Report:
    """The figures of a programme at a moment (aware). A month is in it once it is over for everybody."""
    counted = await transaction.tallies.of_programme(programme_id)
    presence = await transaction.tallies.presence(programme_id, at - timedelta(days=7), at - timedelta(days=30))
    months = tuple(months_over(counted, at))
    return Report(
        on=at.date(),
        present=present(presence),
        months=tuple(date(month // 100, month % 100, 1) for month in months),
        rows=rows(counted, months),
    )


def months_over(counted: Sequence[Tally], at: datetime) -> Iterator[int]:
    """The months from the first with a count to the last that is over, with those between in which nothing was."""
    last = at.astimezone(UTC) - _LATE
    month = min((tally.month for tally in counted), default=last.year * 100 + last.month)
    while month < last.year * 100 + last.month:
        yield month
        month += 1 if month % 100 < 12 else 89
