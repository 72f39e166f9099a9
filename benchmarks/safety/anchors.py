"""Works out the anchors of the patterns that danger is seen by, for ``bot.app.care.sieve``.

Whatever a pattern matches holds one of its anchors. They are read off the tree that Python's own parser makes of the
pattern, part by part: of parts that follow each other, one set of texts serves, so the one that is rarest in talk is
taken; of alternatives, all are needed. What is not understood asks for nothing, which is always right.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]  # only here is a pattern told apart into its parts
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from typing import Any

from bot.app.care import books
from bot.app.care.sieve import ANCHORS, name_of
from bot.app.care.tidy import TURNS

SHORTEST = 2
"""Characters of an anchor: shorter ones stand in nearly every text."""
_MOST = 24
"""So many texts are carried along while parts that follow each other are put together."""

Texts = frozenset[str]
_NOTHING: Texts = frozenset({""})


@dataclass(frozen=True)
class _Part:
    """What is known of a part of a pattern: all texts it can match, where those are few; and its anchors."""

    whole: Texts | None
    anchors: Texts | None = None

    @property
    def needed(self) -> Texts | None:
        """Its anchors; or else all that it matches, where each is long enough for one."""
        return self.anchors or _long_enough(self.whole)


@dataclass
class _Chain:
    """Parts that follow each other: the texts at the end of it that are still to grow, and the best anchors yet."""

    growing: Texts = _NOTHING
    is_whole: bool = True
    best: Texts | None = None

    def offer(self, texts: Texts | None) -> None:
        """Takes these as anchors, if they are better."""
        if texts and (self.best is None or _commonness(texts) < _commonness(self.best)):
            self.best = texts

    def add(self, part: _Part) -> None:
        """The next part."""
        self.offer(part.anchors)
        if part.whole is not None and len(part.whole) * len(self.growing) <= _MOST:
            self.growing = frozenset(before + after for before in self.growing for after in part.whole)
            return
        self.offer(_long_enough(self.growing))
        self.is_whole = False
        self.growing = part.whole if part.whole is not None and len(part.whole) <= _MOST else _NOTHING

    def end(self) -> _Part:
        """What is known of all of them together."""
        self.offer(_long_enough(self.growing))
        return _Part(self.growing if self.is_whole else None, self.best)


def anchors(pattern: str) -> list[str] | None:
    """The anchors of ``pattern``, none of them within another; None where it has none."""
    tree = parser.parse(pattern)
    best = None if tree.state.flags & re.IGNORECASE else _chain(tree).anchors
    if best is None:
        return None
    return sorted(one for one in best if not any(other != one and other in one for other in best))


def patterns() -> Iterator[str]:
    """All patterns that are tried on what people write."""
    for book in books().values():
        yield from book.patterns.values()
    yield from (turn.pattern.pattern for turn in TURNS)


def worked_out() -> bytes:
    """What `ANCHORS` is to hold."""
    found = {name_of(pattern): some for pattern in patterns() if (some := anchors(pattern))}
    return zlib.compress(json.dumps(found, ensure_ascii=False, sort_keys=True).encode(), 9)


def write() -> int:
    """Writes them; returns how many patterns have any."""
    ANCHORS.write_bytes(worked_out())
    return len(json.loads(zlib.decompress(ANCHORS.read_bytes())))


def _long_enough(texts: Texts | None) -> Texts | None:
    return texts if texts and min(map(len, texts)) >= SHORTEST else None


def _commonness(texts: Texts) -> float:
    """How often one of them will stand in a text by chance: many do, and short ones."""
    return sum(max(0, 8 - len(one)) ** 3 + 1 for one in texts)


def _chain(items: Iterable[Any]) -> _Part:
    chain = _Chain()
    for code, argument in items:
        chain.add(_part(code, argument))
    return chain.end()


def _part(code: Any, argument: Any) -> _Part:
    if code is codes.LITERAL:
        return _Part(frozenset({chr(argument)}))
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return _Part(_NOTHING)  # what is only looked at takes no room, and asks for nothing here
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in argument):
        return _Part(frozenset(chr(value) for _, value in argument))
    if code is codes.SUBPATTERN:
        _, added, taken, inside = argument
        return _Part(None) if added or taken else _chain(inside)
    if code is codes.BRANCH:
        return _either([_chain(way) for way in argument[1]])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return _repeated(*argument)
    return _Part(None)


def _either(ways: list[_Part]) -> _Part:
    whole = [way.whole for way in ways if way.whole is not None]
    needed = [way.needed for way in ways if way.needed is not None]
    return _Part(
        frozenset().union(*whole) if len(whole) == len(ways) else None,
        frozenset().union(*needed) if len(needed) == len(ways) else None,
    )


def _repeated(least: int, most: int, inside: Any) -> _Part:
    once = _chain(inside)
    if least == 0:
        return _Part(once.whole | _NOTHING if most == 1 and once.whole is not None else None)
    return once if most == 1 else _Part(None, once.needed)
