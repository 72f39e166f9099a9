"""Where the bars of a plot stand. Each half of a year is a drawing of its own: two fit beside each other on paper, and
one fills a phone. All of a measure's drawings have the same scale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.app.figures.model import Cell

WIDTH, HEIGHT = 336, 132
# From the foot of the bars: as high as the highest; where the numbers stand above them; and how wide a slot is.
_FOOT, _HIGHEST, _GAP = 96, 76, 5
_SLOT = WIDTH // 6
_BAR = 34
# A bar that can be seen, however small its number beside the largest; and the box of a hidden number.
_LOWEST, _HIDDEN = 1.5, 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One month. ``middle`` is where its words stand; ``count`` is None where the number is hidden."""

    month: date
    left: int
    top: float
    height: float
    count: int | None

    @property
    def middle(self) -> int:
        """The middle of the bar."""
        return self.left + _BAR // 2

    @property
    def above(self) -> float:
        """The line on which its number stands."""
        return round(self.top - _GAP, 1)

    width = _BAR
    foot = _FOOT


@dataclass(frozen=True, slots=True)
class Half:
    """Half a year: its bars. A month that the report does not have leaves its slot empty."""

    year: int
    bars: tuple[Bar, ...]

    width, height, foot = WIDTH, HEIGHT, _FOOT


def halves(months: Sequence[date], cells: Sequence[Cell | None], *, from_right: bool = False) -> tuple[Half, ...]:
    """The drawings of one measure, in the order of time; ``from_right`` for languages that are read that way."""
    found = dict(zip(months, cells, strict=True))
    highest = max((cell.count for cell in found.values() if cell), default=0)
    named = sorted({(month.year, (month.month - 1) // 6) for month in months})
    return tuple(Half(year, tuple(_bars(year, half, found, highest, from_right))) for year, half in named)


def _bars(year: int, half: int, found: Mapping[date, Cell | None], highest: int, from_right: bool) -> Iterator[Bar]:
    for slot in range(6):
        month = date(year, half * 6 + slot + 1, 1)
        if month in found:
            cell = found[month]
            height = _height(cell.count, highest) if cell else _HIDDEN
            left = (5 - slot if from_right else slot) * _SLOT + (_SLOT - _BAR) // 2
            yield Bar(month, left, round(_FOOT - height, 1), height, cell.count if cell else None)


def _height(count: int, highest: int) -> float:
    return max(round(_HIGHEST * count / highest, 1), _LOWEST) if count > 0 else 0
