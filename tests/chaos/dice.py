"""Chance that can be had again: the same seed throws the same numbers, on every machine."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws numbers that follow from a seed alone."""

    def __init__(self, *seed: object) -> None:
        self._seed = "/".join(str(part) for part in seed)
        self._thrown = 0

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1."""
        self._thrown += 1
        digest = hashlib.sha256(f"{self._seed}#{self._thrown}".encode()).digest()
        return int.from_bytes(digest[:8]) % limit

    def between(self, first: int, last: int) -> int:
        """A number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def one_in(self, many: int) -> bool:
        """True once in ``many`` throws, on average."""
        return self.below(many) == 0

    def pick(self, among: Sequence[T]) -> T:
        """One of these."""
        return among[self.below(len(among))]
