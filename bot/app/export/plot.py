"""A plot of what somebody has put down so far, as data: the one thing that both sides of the press know of it.

It holds no word of the person's own and no number: a sign for each thing, at the day it was noted, and that is all.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

Shape = Literal["leaf", "sprout", "seed"]


@dataclass(frozen=True, slots=True)
class Row:
    """What is of one kind. ``days`` are those of its signs, one by one (`date.toordinal`), the first one first.

    ``rtl``: its name runs from right to left.
    """

    name: str
    shape: Shape
    days: tuple[int, ...]
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A day with a name, below the rows."""

    day: int
    name: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything that is drawn. Time runs from the left to the right, from the day ``first`` to the day ``last``."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    first: int
    last: int
    dark: bool

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, text: str) -> "Plot":
        """From the JSON that `dump` wrote."""
        read: dict[str, Any] = json.loads(text)
        rows = tuple(Row(**{**row, "days": tuple(row["days"])}) for row in read.pop("rows"))
        return cls(rows, tuple(Tick(**tick) for tick in read.pop("ticks")), **read)
