"""People who are made up, and what a programme counts of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from helpers_app import shipped

from bot.app.figures import Cell, Present, Report, Row
from bot.app.figures.cells import HEADS, MEASURES
from bot.storage.circle import Measure
from bot.storage.tallies import Presence, Tally
from bot.wording import Voice, plain

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)

NOBODY = Presence(belong=0, active_7=0, active_30=0)
MANY = Presence(belong=40, active_7=20, active_30=30)

# Who did what in which month, how often: (person, month, measure) -> times.
Doings = Mapping[tuple[int, int, Measure], int]


@dataclass(frozen=True)
class Counts:
    """What the storage would answer, as far as a report asks."""

    tallies: Sequence[Tally] = ()
    here: Presence = NOBODY

    async def of_programme(self, programme_id: int) -> list[Tally]:
        """The same for every programme."""
        assert programme_id
        return list(self.tallies)

    async def presence(self, programme_id: int, week_ago: datetime, month_ago: datetime) -> Presence:
        """The same for every moment."""
        assert programme_id
        assert (week_ago - month_ago).days == 23
        return self.here


@dataclass(frozen=True)
class Transaction:
    """A transaction that has nothing but counts."""

    tallies: object


def counted(doings: Doings) -> list[Tally]:
    """The counts of these people, as the database makes them."""
    cells = sorted({(month, what) for _, month, what in doings})
    return [
        Tally(month, what, sum(behind.values()), len(behind))
        for month, what in cells
        if (behind := {who: n for (who, *rest), n in doings.items() if rest == [month, what]})
    ]


def everybody(people: Iterable[int], month: int, *what: Measure, times: int = 1) -> dict[tuple[int, int, Measure], int]:
    """These people each did these things in a month."""
    return {(who, month, one): times for who in people for one in what}


def a_report(months: int = 8, **changed: object) -> Report:
    """A report with everything there is: large numbers, zeros, hidden ones, a summer in which nobody wrote."""
    cells: dict[Measure, tuple[Cell | None, ...]] = {
        "joined": (Cell(24, 24), Cell(7, 7), None, Cell(0, 0), Cell(5, 5), Cell(0, 0), None, Cell(11, 11)),
        "wins": (Cell(61, 12), Cell(148, 19), Cell(1204, 22), None, Cell(0, 0), Cell(9, 6), Cell(77, 15), Cell(90, 17)),
    }
    like: dict[bool, Measure] = {True: "joined", False: "wins"}
    rows = tuple(
        Row(what, tuple(cells[like[what in HEADS]][number % 8] for number in range(months))) for what in MEASURES
    )
    days = tuple(date(2026 + (3 + number) // 12, (3 + number) % 12 + 1, 1) for number in range(months))
    values: dict[str, object] = {
        "on": AT.date(), "present": Present(35, 20, None), "months": days, "rows": rows, **changed
    }  # fmt: skip
    return Report(**values)  # type: ignore[arg-type]  # a test names only what there is


def saying(locale: str) -> Callable[[str], str]:
    """The words of the project in a locale."""
    return lambda block: plain(shipped().wording.say(locale, "pages", block, {}, Voice()))
