"""What is asked of matplotlib. Only the press imports this, after it has told matplotlib to keep to itself."""

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, findSystemFonts, fontManager, get_font
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from bot.app.export.plot import Plot, Shape
from bot.app.export.plot_layout import HEIGHT, LEFT, RIGHT, WIDTH, PlacedRow, laid_out

_DOTS_PER_INCH = 100
_POINT = 72 / _DOTS_PER_INCH


class Shade(NamedTuple):
    """The colours of a picture: those of the other pictures. A sign is filled with ``leaf`` and edged with ``stem``."""

    ground: Sequence[tuple[float, str]]
    ink: str
    leaf: str
    stem: str


LIGHT = Shade(((0, "#fdf7ec"), (0.34, "#f7f1e1"), (0.7, "#e6ebd9"), (1, "#cddecf")), "#27362e", "#93b29d", "#5f8571")
DARK = Shade(((0, "#27403a"), (0.36, "#1d302e"), (0.72, "#152326"), (1, "#10191f")), "#ecefe4", "#7ea08a", "#6f9480")

# Both come with matplotlib. The first has Latin, Greek and Cyrillic letters, the second Arabic and Hebrew ones too.
_FAMILIES = ("DejaVu Serif", "DejaVu Sans")
# Kinds of characters that no font needs to have: spaces, and signs that only say how others are written.
_UNSEEN = ("Zs", "Cf")
_ROW_NAME, _TICK_NAME = 37 * _POINT, 29 * _POINT
_SPRIG_LEFT, _SPRIG_SCALE = 450, 1.5

_LEAF = Path(
    [(0, -1), (-0.62, -0.35), (-0.5, 0.55), (0, 1), (0.5, 0.55), (0.62, -0.35), (0, -1), (0, -1)],
    [Path.MOVETO, *[Path.CURVE4] * 6, Path.CLOSEPOLY],
)
_SPROUT = Path.make_compound_path(
    *(_LEAF.transformed(Affine2D().translate(0, 1).scale(0.8, 0.8).rotate_deg(turn)) for turn in (46, -46))
).transformed(Affine2D().translate(0, -0.6))
# By shape: its form, how large it is drawn as a share of the room it has, and how it is turned: in turn, so that no two
# neighbours are quite alike.
_FORMS: dict[Shape, tuple[Path, float, Sequence[float]]] = {
    "leaf": (_LEAF, 1.0, (-38, 24, -14, 42)),
    "sprout": (_SPROUT, 0.94, (-8, 8)),
    "seed": (Path.unit_circle(), 0.74, (0,)),
}


def drawn_plot(plot: Plot) -> bytes:
    """The plot as a PNG for a phone's screen. A name in letters that no font has is left out."""
    shade = DARK if plot.dark else LIGHT
    layout = laid_out(plot)
    figure = Figure(figsize=(WIDTH / _DOTS_PER_INCH, HEIGHT / _DOTS_PER_INCH), dpi=_DOTS_PER_INCH)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    _lay_ground(axes, shade)
    axes.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
    _draw_sprig(axes, layout.sprig_at, shade)
    for row in layout.rows:
        _draw_row(axes, row, shade)
    for tick, x in zip(plot.ticks, layout.ticks, strict=True):
        axes.scatter([x], [layout.ticks_at - 36], s=(7 * _POINT) ** 2, color=shade.stem, linewidth=0)
        _write(axes, (x, layout.ticks_at), tick.name, shade, _TICK_NAME, "center")
    found = BytesIO()
    # Nothing says by which program it was made.
    figure.savefig(found, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    return found.getvalue()


def _lay_ground(axes: Any, shade: Shade) -> None:
    colours = LinearSegmentedColormap.from_list("ground", list(shade.ground), N=HEIGHT)
    rows = [[number] for number in range(HEIGHT)]
    axes.imshow(rows, cmap=colours, extent=(0, WIDTH, HEIGHT, 0), aspect="auto", interpolation="nearest")


def _draw_sprig(axes: Any, top: float, shade: Shade) -> None:
    """The sprig of the other pictures, from the same drawing: its stem, then its leaves."""
    drawing = files("bot.app.export").joinpath("picture.svg").read_text("utf-8")
    stem, *leaves = (_path(found) for found in re.findall(r' d="([^"]+)"', drawing))
    place = Affine2D().scale(_SPRIG_SCALE).translate(_SPRIG_LEFT, top) + axes.transData
    axes.add_patch(PathPatch(stem, transform=place, fill=False, edgecolor=shade.stem, linewidth=2.4, capstyle="round"))
    for leaf in leaves:
        axes.add_patch(PathPatch(leaf, transform=place, facecolor=shade.leaf, edgecolor="none"))


def _path(drawing: str) -> Path:
    """A path as that drawing has them: absolute moves and curves."""
    kinds: list[Any] = []
    places: list[tuple[float, float]] = []
    for letter, numbers in re.findall("([MCZ])([^MCZ]*)", drawing):
        values = [float(number) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True)) or [(0.0, 0.0)]
        places += points
        kinds += [{"M": Path.MOVETO, "C": Path.CURVE4, "Z": Path.CLOSEPOLY}[letter]] * len(points)
    return Path(places, kinds)


def _draw_row(axes: Any, placed: PlacedRow, shade: Shade) -> None:
    form, share, turns = _FORMS[placed.row.shape]
    for number, turn in enumerate(turns):
        places = placed.places[number :: len(turns)]
        axes.scatter(
            [x for x, _ in places], [y for _, y in places], s=(placed.size * share * _POINT) ** 2,
            marker=MarkerStyle(form, transform=Affine2D().rotate_deg(turn)), facecolor=shade.leaf,
            edgecolor=shade.stem, linewidth=max(0.5, placed.size / 26),
        )  # fmt: skip
    side, align = (RIGHT, "right") if placed.row.rtl else (LEFT, "left")
    _write(axes, (side, placed.name_at), placed.row.name, shade, _ROW_NAME, align)


def _write(axes: Any, at: tuple[float, float], name: str, shade: Shade, size: float, align: str) -> None:
    """Writes a name; nothing where there is no font for it."""
    families = _families_for(name)
    if families:
        axes.text(*at, name, family=families, size=size, color=shade.ink, ha=align, va="center", parse_math=False)


def _families_for(text: str) -> list[str] | None:
    """The fonts to take the letters of a text from; None where some letter is in none."""
    missing = {ord(letter) for letter in text if unicodedata.category(letter) not in _UNSEEN}
    for family in _FAMILIES:
        missing -= _letters(findfont(family))
    if not missing:
        return list(_FAMILIES)
    for path in _installed():
        if missing <= _letters(path):
            fontManager.addfont(path)
            return [*_FAMILIES, get_font(path).family_name]
    return None


@cache
def _installed() -> list[str]:
    """The fonts of the system, those of a regular weight first. They are looked for only when they are needed."""
    os.environ.pop("MPL_IGNORE_SYSTEM_FONTS", None)
    return sorted(findSystemFonts(), key=lambda path: ("Regular" not in path, path))


@cache
def _letters(path: str) -> frozenset[int]:
    """What a font has; nothing if it cannot be read."""
    try:
        return frozenset(get_font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
