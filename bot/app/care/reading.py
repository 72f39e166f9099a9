"""A small linear reading of a whole message, for what no rule knows: it stands behind the rules and never above them.

It was trained on sentences written for it (``benchmarks/safety``); nothing anybody wrote to the bot is in it. Each
feature (``features``) has a weight in a table found by its hash; the weights of one message are added up. That is all:
no library, no model to load, a tenth of a millisecond.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from bot.app.care.features import features, pieces
from bot.app.care.signs import Concern, Grade

KINDS: tuple[tuple[Concern, Grade], ...] = (
    ("suicide", "active"),
    ("suicide", "passive"),
    ("self_harm", "active"),
    ("abuse", "active"),
    ("overdose", "active"),
    ("eating", "active"),
    ("violence", "active"),
    ("friend", "active"),
)
"""What it tells apart once it sees danger."""
WEIGHTS = Path(__file__).with_name("weights.bin")
"""Made by ``python -m benchmarks.safety train``."""


@dataclass(frozen=True)
class Weights:
    """The tables: one of danger, and for the kinds one in which each feature has a row of eight."""

    danger: memoryview
    kinds: memoryview
    bias: float
    kind_biases: Sequence[float]
    scale: float
    kind_scales: Sequence[float]
    threshold: float
    doubt: float


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in a message: of what kind, and in which words most of all."""

    concern: Concern
    grade: Grade
    words: str


@cache
def weights() -> Weights:
    """The tables, read once."""
    head, _, body = zlib.decompress(WEIGHTS.read_bytes()).partition(b"\n")
    told = json.loads(head)
    table = memoryview(body).cast("b")
    split = told["danger"]
    return Weights(
        danger=table[:split],
        kinds=table[split:],
        bias=told["bias"],
        kind_biases=told["kind_biases"],
        scale=told["scale"],
        kind_scales=told["kind_scales"],
        threshold=told["threshold"],
        doubt=told["doubt"],
    )


def bucket(feature: str, buckets: int) -> int:
    """Where the weight of a feature stands in a table of ``buckets`` rows (a power of two)."""
    return zlib.crc32(feature.encode()) & (buckets - 1)


def danger(seen: Sequence[str]) -> float:
    """How much the features of one piece speak of danger; above the threshold it is taken for a sign."""
    table = weights()
    # Every text comes here, with a hundred features and more: `bucket`, written out.
    mask, weight, crc = len(table.danger) - 1, table.danger, zlib.crc32
    total = sum([weight[crc(feature.encode()) & mask] for feature in seen])
    return table.bias + table.scale * total / sqrt(len(seen)) if seen else table.bias


def read(plain: str) -> Read | None:
    """The danger in a tidied text that no guard speaks against, or nothing."""
    read_pieces = [features(piece) for piece in pieces(plain)]
    found = [danger(seen) for seen in read_pieces]
    gravest = max(found)
    if gravest < weights().threshold:
        return None
    seen = read_pieces[found.index(gravest)]
    concern, grade = KINDS[_kind([feature for feature in seen if feature[0] != "~"])]
    return Read(concern, grade, _heaviest(seen))


def doubts(plain: str) -> bool:
    """Whether all the words around what a rule saw speak for something harmless."""
    return max(danger(features(piece)) for piece in pieces(plain)) < weights().doubt


def _kind(seen: Sequence[str]) -> int:
    table, many = weights(), len(KINDS)
    rows = [bucket(feature, len(table.kinds) // many) * many for feature in seen]
    scores = [
        table.kind_biases[kind]
        + table.kind_scales[kind] * sum(table.kinds[row + kind] for row in rows) / sqrt(len(seen))
        for kind in range(many)
    ]
    return scores.index(max(scores))


def _heaviest(seen: Sequence[str]) -> str:
    table = weights()
    words = [feature for feature in seen if feature[0] not in "@%=~"]
    words.sort(key=lambda feature: -table.danger[bucket(feature, len(table.danger))])
    return ", ".join(words[:3])
