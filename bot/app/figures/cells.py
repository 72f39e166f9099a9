"""Which numbers are shown. Every rule is here, is pure, and looks at nothing but the numbers.

A number is hidden where it is about one to four people. "About" has two sides: those who are counted, and those who
are not. Everybody who is counted in a month has joined by its end, so the joined less the counted are a number too.

What is shown never depends on the value of something hidden: not in a total, and not in the choice of what else to
hide. So there is nothing to subtract, in one report or between those of two months.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bot.app.figures.model import Cell, Present, Row
from bot.storage.circle import Measure
from bot.storage.tallies import Presence, Tally

SMALL = 5
"""The smallest number of people that is shown, apart from nobody."""

MEASURES: tuple[Measure, ...] = get_args(Measure)
# What counts people: somebody joins, or has a plan of their own, however many taps that took.
HEADS: frozenset[Measure] = frozenset({"joined", "adopted"})


@dataclass(frozen=True, slots=True)
class Joined:
    """What a reader knows of how many have joined by the end of a month: those shown, and in how many months hidden."""

    shown: int = 0
    hidden: int = 0

    def and_then(self, cell: Cell | None) -> "Joined":
        """The same a month later."""
        return Joined(self.shown + cell.people, self.hidden) if cell else Joined(self.shown, self.hidden + 1)

    @property
    def most(self) -> int:
        """The largest number it can be."""
        return self.shown + self.hidden * (SMALL - 1)


def rows(tallies: Iterable[Tally], months: Sequence[int]) -> tuple[Row, ...]:
    """A row for every measure, with a cell for each of ``months`` (such as 202603), which follow on each other.

    They begin with the first month of all in ``tallies``; later ones than ``months`` are left out.
    """
    found = {(tally.what, tally.month): tally for tally in tallies}
    joining = tuple(_joined_cell(found.get(("joined", month))) for month in months)
    joined = tuple(_running(joining))
    return tuple(
        Row(what, joining if what == "joined" else tuple(_cells(what, found, months, joined))) for what in MEASURES
    )


def present(presence: Presence) -> Present:
    """Numbers that change from day to day, rounded down to fives, so that one person more or less seldom shows.

    They lie within each other, and so do they when rounded: each differs from the next by nothing, or by five or more.
    """
    return Present(_in_fives(presence.belong), _in_fives(presence.active_30), _in_fives(presence.active_7))


def tellable(people: int, joined: Joined) -> bool:
    """Whether a number of people can be shown where so many have joined.

    Those not counted may be too few to show. Where some who joined are hidden, the largest number they can make is
    taken: then what is shown leaves each hidden number as open as it was.
    """
    if 0 < people < SMALL:
        return False
    others = joined.most - people
    # More people than have ever joined: then nobody can take the one from the other.
    return people == 0 or others >= SMALL or others < 0 or (others == 0 and not joined.hidden)


def _running(joining: Iterable[Cell | None]) -> Iterator[Joined]:
    so_far = Joined()
    for cell in joining:
        so_far = so_far.and_then(cell)
        yield so_far


def _joined_cell(tally: Tally | None) -> Cell | None:
    people = tally.people if tally else 0
    return None if 0 < people < SMALL else Cell(people, people)


def _cells(
    what: Measure, found: Mapping[tuple[Measure, int], Tally], months: Sequence[int], joined: Sequence[Joined]
) -> Iterator[Cell | None]:
    for month, known in zip(months, joined, strict=True):
        tally = found.get((what, month)) or Tally(month, what, 0, 0)
        count = tally.people if what in HEADS else tally.times
        yield Cell(count, tally.people) if tellable(tally.people, known) else None


def _in_fives(people: int) -> int | None:
    return people - people % SMALL or None
