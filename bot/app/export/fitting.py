"""Finding how lines sit best in a picture: the largest letters that fit, evenly broken, in the middle of their room.

The page is laid out again and again, each time measured by where WeasyPrint puts the marks between the lines.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bot.app.export.drawing import laid_out

# In pixels of a picture that is 1080 wide. The smallest is still read at arm's length.
SIZES = (84, 78, 72, 66, 61, 56, 52, 48, 44, 40, 37, 34, 31)
# The room that the sprig and the lines may fill, below a phone's clock and above its buttons.
ROOM = 1380
WIDTH = 832
# A line of few words is not broken for evenness into less than this share of the width.
NARROWEST = 0.52
# Each step halves what is left between too narrow and wide enough: six leave less than one letter.
_STEPS = 6


def fitted(page: str, narrowest: Sequence[float]) -> Any | None:
    """The document as it is to be drawn; None where the lines do not fit even in the smallest letters.

    ``narrowest`` says of each line how narrow it may become, as a share of the width: its longest word has to fit.
    """
    for size in SIZES:
        full = [1.0] * len(narrowest)
        heights = _heights(_laid_out(page, size, full))
        if heights is not None and sum(heights) <= ROOM:
            widths = _balanced(page, size, heights, narrowest)
            return _laid_out(page, size, widths, (ROOM - sum(heights)) / 2)
    return None


def _balanced(page: str, size: int, heights: Sequence[float], narrowest: Sequence[float]) -> list[float]:
    """The least widths at which no line becomes taller, so that no last word stands alone."""
    low = [max(NARROWEST, share) for share in narrowest]
    high = [1.0] * len(low)
    for _ in range(_STEPS):
        tried = [(least + most) / 2 if least < most else most for least, most in zip(low, high, strict=True)]
        found = _heights(_laid_out(page, size, tried)) or [float("inf")] * len(low)
        for number, width in enumerate(tried):
            if found[number] <= heights[number] + 0.5:
                high[number] = width
            else:
                low[number] = width
    return high


def _laid_out(page: str, size: int, widths: Sequence[float], shift: float = 0) -> Any:
    values = "".join(f"--width-{number}:{width * WIDTH:.1f}px;" for number, width in enumerate(widths))
    return laid_out(page, f":root{{--size:{size}px;--shift:{shift:.1f}px;{values}}}")


def _heights(document: Any) -> list[float] | None:
    """How tall each line is with the space around it, the first with the sprig; None where they run over the page."""
    if len(document.pages) > 1:
        return None
    marks = document.pages[0].anchors
    tops = [marks[f"mark-{number}"][1] for number in range(len(marks))]
    return [below - above for above, below in pairwise(tops)]
