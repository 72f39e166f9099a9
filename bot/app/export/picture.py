"""Chosen lines as a picture for a phone's screen: their words, and nothing that says where they come from."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from bot.app.export.document import direction_of
from bot.app.export.job import Job
from bot.app.export.page import POLICY, words

MOST_LINES = 6
MOST_LETTERS = 420
LONGEST_LINE = 160

# The colours of the sprig above the lines: its leaves and its stem.
_LIGHT, _DARK = ("#93b29d", "#7ea08a"), ("#5f8571", "#6f9480")
# A break, of whatever kind, takes the rest of a row with it; a tab takes eight letters.
_COST = {**dict.fromkeys("\n\r\v\f\x85\u2028\u2029", 26), "\t": 8}
# The width of a wide letter, as a share of the width of the picture's column, in the largest size that may be used.
_LETTER = 0.05


def fits(lines: Sequence[str]) -> bool:
    """Whether a picture can hold these lines. Wide letters, such as Chinese ones and emoji, count as two."""
    costs = [sum(map(_cost, line)) for line in lines]
    return 1 <= len(lines) <= MOST_LINES and sum(costs) <= MOST_LETTERS and max(costs) <= LONGEST_LINE


def picture_job(lines: Sequence[str], dark: bool, locale: str) -> Job:
    """What the press is asked to do."""
    shown = Markup("\n").join(_line(number, line) for number, line in enumerate(lines))
    leaf, stem = _DARK if dark else _LIGHT
    sprig = _part("svg").format(leaf=leaf, stem=stem)
    page = Markup(
        '<!doctype html>\n<html lang="{}" class="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n<style>\n{}</style>\n</head>\n'
        '<body>\n<main>\n<i id="mark-0"></i>\n{}{}\n</main>\n</body>\n</html>\n'
    ).format(locale, "dark" if dark else "light", POLICY, _part("css"), sprig, shown)
    return Job("picture", str(page), narrowest=tuple(_narrowest(line) for line in lines))


def _line(number: int, text: str) -> Markup:
    return Markup('<p dir="{}" style="width:var(--width-{})">{}</p><i id="mark-{}"></i>').format(
        direction_of(text) or "ltr", number, words(text), number + 1
    )


def _cost(letter: str) -> int:
    return _COST.get(letter) or (2 if unicodedata.east_asian_width(letter) in "WF" else 1)


def _narrowest(line: str) -> float:
    """The share of the width that the longest word needs."""
    longest = max((len(word) for word in line.split()), default=0)
    return min(1.0, longest * _LETTER)


@cache
def _part(kind: str) -> Markup:
    return Markup(files("bot.app.export").joinpath(f"picture.{kind}").read_text("utf-8"))  # noqa: S704 - our own file
