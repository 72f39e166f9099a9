"""What a report holds: numbers, days and names of a closed list. No field of it could hold a word of anybody's."""

from dataclasses import dataclass
from datetime import date

from bot.storage.circle import Measure


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure in one month: how much there was, and how many different people are behind it."""

    count: int
    people: int


@dataclass(frozen=True, slots=True)
class Row:
    """One measure, month by month; None where the numbers are hidden."""

    what: Measure
    cells: tuple[Cell | None, ...]

    @property
    def total(self) -> int:
        """The months that are shown, added up: it is worked out from what stands there, and so says nothing more."""
        return sum(cell.count for cell in self.cells if cell)

    @property
    def hidden(self) -> int:
        """How many months are hidden."""
        return self.cells.count(None)


@dataclass(frozen=True, slots=True)
class Present:
    """How many people belong to the programme, and were active lately, rounded down to fives; None: under five."""

    belong: int | None
    active_30: int | None
    active_7: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures as they were counted ``on`` a day. ``months`` are those that are over, each by its first day."""

    on: date
    present: Present
    months: tuple[date, ...]
    rows: tuple[Row, ...]

    @property
    def keeps_all_back(self) -> bool:
        """Whether it is a programme of few, and no number but zero can be shown."""
        return self.present.belong is None and not any(cell and cell.people for row in self.rows for cell in row.cells)
