"""Which of many patterns are worth trying on a text: most of them hold words that do not stand there.

For each pattern it was worked out beforehand which pieces of text every match of it holds at least one of (its anchors:
``benchmarks/safety/anchors.py``). Where none of them stands in a text, the pattern cannot match there, and need not be
tried. A pattern of which nothing is known, because it was changed since, is always tried: so nothing can be missed.
"""

import json
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

ANCHORS = Path(__file__).with_name("anchors.bin")
"""Made by ``python -m benchmarks.safety anchors``."""
# Anchors are found by their beginning. It takes so many characters; those of shorter ones are looked for one by one.
_HEAD = 4


def name_of(pattern: str) -> str:
    """By what the anchors of a pattern are found: another pattern has another name."""
    return blake2b(pattern.encode(), digest_size=8).hexdigest()


@cache
def _known() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(zlib.decompress(ANCHORS.read_bytes()))
    return found


def anchors_of(pattern: str) -> list[str] | None:
    """Texts of which every match of ``pattern`` holds one; None where nothing is known of it."""
    return _known().get(name_of(pattern))


class Sieve:
    """For patterns that are tried on the same texts, each known by a number."""

    def __init__(self, patterns: Mapping[int, str]) -> None:
        self._always: set[int] = set()
        self._short: dict[str, tuple[int, ...]] = {}
        heads: dict[str, dict[str, tuple[int, ...]]] = {}
        for number, pattern in patterns.items():
            anchors = anchors_of(pattern)
            if anchors is None:
                self._always.add(number)
            for anchor in anchors or ():
                place = self._short if len(anchor) < _HEAD else heads.setdefault(anchor[:_HEAD], {})
                place[anchor] = (*place.get(anchor, ()), number)
        self._by_head = {head: tuple(found.items()) for head, found in heads.items()}

    def worth_trying(self, text: str) -> set[int]:
        """The numbers of the patterns that may match somewhere in ``text``; of no other does one match."""
        worth = set(self._always)
        heads = {text[at : at + _HEAD] for at in range(len(text) - _HEAD + 1)}
        for head in heads & self._by_head.keys():
            for anchor, numbers in self._by_head[head]:
                if anchor in text:
                    worth.update(numbers)
        for anchor, numbers in self._short.items():
            if anchor in text:
                worth.update(numbers)
        return worth
