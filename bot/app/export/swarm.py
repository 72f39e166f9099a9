"""Where the signs of a plot stand: each at its day, and where many share one, close around it like seeds in a head.

The same days always give the same places. Nothing here knows what the signs stand for.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

# How wide a sign may be, in pixels: as large as there is room for, and never too small to be seen.
SIZES = (52, 46, 40, 34, 29, 25, 21, 18, 15, 13, 11, 9, 8, 7, 6, 5, 4)
# How far a sign may stand from its day, as a share of the width, and down to which size that is kept to. A first
# reflection brings many lines on one day; they are to stay there as long as they can be seen.
_DRIFTS = ((0.05, 10), (0.14, 4), (1.0, 4))
# A crowd rather grows up and down than into the days beside it.
_SIDEWAYS = 2.5
# The share of the room that signs may fill.
_FULL = 0.4
# The distance between rows that are packed like honeycombs.
_ROW = math.sqrt(3) / 2
_GOLDEN = (math.sqrt(5) - 1) / 2

# Days are as far apart as can be seen, so that those of a long time share what is known about the room around them.
_GRAIN = 2

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Swarm:
    """The places of signs in a room, the height from its middle, in the order of the days; and how wide signs are."""

    size: int
    places: tuple[Place, ...]


def swarm(days: Sequence[int], first: int, last: int, width: float, height: float) -> Swarm:
    """The places for ``days`` (in order) in a room of this ``width`` and ``height``, where time runs on to the right.

    No two signs overlap, unless there are so many that they could not be seen otherwise.
    """
    here = [round((day - first) / (last - first) * width / _GRAIN) * _GRAIN for day in days]
    for drift, least in _DRIFTS:
        for size in SIZES:
            # Where signs would fill more than that, days would get into each other's way, and finding out takes long.
            if size >= least and len(here) * size * size * _ROW <= _FULL * (width + size) * (height + size):
                places = _placed(here, size, drift * width, width, height)
                if places is not None:
                    return Swarm(size, places)
    spread = ((number * _GOLDEN % 1 - 0.5) * height for number in range(len(here)))
    return Swarm(SIZES[-1], tuple(zip(here, spread, strict=True)))


def _placed(here: Sequence[int], size: int, drift: float, width: float, height: float) -> tuple[Place, ...] | None:
    """A place for each, as near to where it belongs as there is one left; None where one finds none."""
    offsets = _offsets(size, drift, height)
    is_free, take = _ground(size)
    tried: dict[int, int] = {}
    found: list[Place] = [(0, 0)] * len(here)
    # One here, one there: from the left to the right, each crowd would push the next one on.
    for which in sorted(range(len(here)), key=lambda number: number * _GOLDEN % 1):
        x = here[which]
        for number in range(tried.get(x, 0), len(offsets)):
            dx, dy = offsets[number]
            if 0 <= x + dx <= width and is_free(x + dx, dy):
                break
        else:
            return None
        # What is taken stays taken: the next one of this day need not look there again.
        tried[x] = number + 1
        take(x + dx, dy)
        found[which] = (x + dx, dy)
    return tuple(found)


def _offsets(size: int, drift: float, height: float) -> list[Place]:
    """All places around a day, the nearest first: rows like those of honeycombs."""
    across, up = int(drift / size) + 1, int(height / 2 / (size * _ROW))
    found = [
        ((column + row % 2 / 2) * size, row * size * _ROW)
        for row, column in product(range(-up, up + 1), range(-across, across + 1))
    ]
    near = [(dx, dy) for dx, dy in found if abs(dx) <= drift]
    return sorted(near, key=lambda one: ((one[0] * _SIDEWAYS) ** 2 + one[1] ** 2, abs(one[0]), one))


def _ground(size: int) -> tuple[Callable[[float, float], bool], Callable[[float, float], None]]:
    """Ground on which signs stand: whether there is room for another one at a place, and putting it there."""
    taken: dict[tuple[int, int], list[Place]] = {}
    # A little closer than side by side: places around the same day may be off by a rounding.
    least = (size * 0.99) ** 2

    def field(x: float, y: float) -> tuple[int, int]:
        return math.floor(x / size), math.floor(y / size)

    def beside(x: float, y: float) -> Iterator[Place]:
        column, row = field(x, y)
        for across, down in product((-1, 0, 1), repeat=2):
            yield from taken.get((column + across, row + down), ())

    def is_free(x: float, y: float) -> bool:
        return all((x - px) ** 2 + (y - py) ** 2 >= least for px, py in beside(x, y))

    def take(x: float, y: float) -> None:
        taken.setdefault(field(x, y), []).append((x, y))

    return is_free, take
