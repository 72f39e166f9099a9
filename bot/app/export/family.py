"""Which lines stand in a plan, and which belong to which, in data that may hold anything: circles, too."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

# A goal, its steps, what a step needs: nobody is deeper in than that. What is deeper in a file stands for itself.
DEEPEST = 8


class AnyLine(Protocol):
    """What a line in a file and one in the plan have in common."""

    @property
    def ref(self) -> int:
        """Its number."""

    @property
    def about(self) -> int:
        """The number of the line that it belongs to."""

    @property
    def removed_at(self) -> datetime | None:
        """When it was taken out."""


L = TypeVar("L", bound=AnyLine)


def standing(lines: Iterable[L]) -> list[L]:
    """Those of ``lines`` that stand in the plan: neither taken out, nor gone with one they belong to."""
    known = list(lines)
    about = _about(known)
    gone = {line.ref for line in known if line.removed_at is not None}
    return [line for line in known if line.removed_at is None and gone.isdisjoint(_above(line.ref, about))]


def tops(lines: Iterable[AnyLine]) -> dict[int, int]:
    """By its number, the line that each belongs to; 0 for one that stands for itself, or leads round in a circle."""
    about = _about(lines)
    found = {}
    for ref, parent in about.items():
        top = [ref, *_above(ref, about)][-1]
        found[ref] = parent if parent in about and about[top] not in about else 0
    return found


def _about(lines: Iterable[AnyLine]) -> dict[int, int]:
    """What each number is about; of lines with the same number the first counts."""
    found: dict[int, int] = {}
    for line in lines:
        found.setdefault(line.ref, line.about)
    return found


def _above(ref: int, about: Mapping[int, int]) -> Iterator[int]:
    """The lines above one, the nearest first; it stops where they begin again, and at the deepest there may be."""
    seen = {ref}
    while len(seen) <= DEEPEST and (ref := about.get(ref, 0)) in about and ref not in seen:
        seen.add(ref)
        yield ref
