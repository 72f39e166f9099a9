"""Where everything on a plot stands, in pixels from the top left corner."""

from dataclasses import dataclass

from bot.app.export.plot import Plot, Row
from bot.app.export.swarm import Place, Swarm, swarm

WIDTH, HEIGHT = 1080, 1920
LEFT, RIGHT = 124, 956
"""The edges between which time runs."""

# The most that the signs of a row may fill from top to bottom; three rows of that fit.
_ROOM = 300
# From the top of the sprig to the first name.
_BELOW_SPRIG = 196
# From the middle of a row's name to its signs, and from those to the name of the next row, or of the days.
_BELOW_NAME, _ABOVE_NAME = 74, 100


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with the places of its signs, the height of its name, and how wide a sign may be."""

    row: Row
    name_at: float
    places: tuple[Place, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The top of the sprig, all rows from there down, and the names of days: how far to the right, at which height."""

    sprig_at: float
    rows: tuple[PlacedRow, ...]
    ticks: tuple[float, ...]
    ticks_at: float


def laid_out(plot: Plot) -> Layout:
    """The places for a plot. Rows are as tall as their signs; all together stand in the middle."""
    swarms = [swarm(row.days, plot.first, plot.last, RIGHT - LEFT, _ROOM) for row in plot.rows]
    sprig_at = (HEIGHT - _BELOW_SPRIG - sum(_BELOW_NAME + _height(one) + _ABOVE_NAME for one in swarms)) / 2
    down = sprig_at + _BELOW_SPRIG
    rows = []
    for row, one in zip(plot.rows, swarms, strict=True):
        half = _height(one) / 2
        middle = down + _BELOW_NAME + half
        rows.append(PlacedRow(row, down, tuple((LEFT + x, middle + y) for x, y in one.places), one.size))
        down = middle + half + _ABOVE_NAME
    return Layout(sprig_at, tuple(rows), tuple(_across(plot, tick.day) for tick in plot.ticks), down)


def _height(found: Swarm) -> float:
    """How tall the signs are together; as much above their middle as below it."""
    return 2 * max(abs(y) for _, y in found.places) + found.size


def _across(plot: Plot, day: int) -> float:
    return LEFT + (day - plot.first) / (plot.last - plot.first) * (RIGHT - LEFT)
