"""Trains the small linear reading (``bot.app.care.reading``) and chooses its threshold; the same every time.

Two logistic regressions over the same hashed features: danger or none, and which kind. The threshold is chosen on
sentences of authors that a model has not seen: for each author, the others are trained on.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.safety.sets import Sentence, sentences
from bot.app.care import may_be_doubted, signs_in, stands_open
from bot.app.care.features import features, pieces
from bot.app.care.reading import KINDS, WEIGHTS, bucket
from bot.app.care.tidy import tidied

Floats = NDArray[np.float64]

DANGER_BUCKETS = 2**17
KIND_BUCKETS = 2**14
FALSE_ALARMS = 0.02
"""Share of harmless sentences by unseen authors that rules and reading together may take for danger."""
DOUBT = -0.8
"""Below this score a rule that is not among the plainest is not believed: a few true signs in a hundred are lost."""
STRENGTH = 4.0
"""How freely weights may grow: the inverse of the penalty."""
KIND_STRENGTH = 12.0
STEPS = 120
EASY = "everyday/transcripts"
"""Harmless sentences that come from this program's own tests: too tame to choose a threshold by."""
RULE_MAKER = "first"
"""The author who wrote most of the rules: how they do there says nothing about others."""
EVENNESS = 0.7
"""How far a rare kind is helped against a common one: 0 not at all, 1 as if all were equally common."""


@dataclass(frozen=True)
class Table:
    """Sentences as rows of bucket numbers, one after the other; ``starts`` says where each begins."""

    buckets: NDArray[np.int64]
    starts: NDArray[np.int64]
    values: Floats  # of each feature: one over the root of how many its sentence has

    def scores(self, weights: Floats) -> Floats:
        """The weighted sum of each row."""
        return np.asarray(np.add.reduceat(weights[self.buckets] * self.values, self.starts), dtype=np.float64)


def tabled(seen: Sequence[list[str]], size: int) -> Table:
    """The features of sentences as one table. A sentence without features counts as one with an unknown word."""
    rows = [[bucket(feature, size) for feature in row or ["?"]] for row in seen]
    lengths = np.array([len(row) for row in rows])
    return Table(
        buckets=np.concatenate([np.array(row, dtype=np.int64) for row in rows]),
        starts=np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
        values=np.repeat(1 / np.sqrt(lengths), lengths),
    )


def fitted(table: Table, truth: Floats, size: int, strength: float = STRENGTH) -> tuple[Floats, float]:
    """The weights and bias of a logistic regression, by a fixed number of steps over all sentences (Adam)."""
    lengths = np.diff(np.append(table.starts, len(table.buckets)))
    weights, bias = np.zeros(size), 0.0
    slow, fast = np.zeros(size + 1), np.zeros(size + 1)
    for step in range(1, STEPS + 1):
        wrong = 1 / (1 + np.exp(-(table.scores(weights) + bias))) - truth
        slope = np.bincount(table.buckets, table.values * np.repeat(wrong, lengths), size) + weights / strength
        whole = np.append(slope, wrong.sum())
        slow = 0.9 * slow + 0.1 * whole
        fast = 0.99 * fast + 0.01 * whole**2
        move = (slow / (1 - 0.9**step)) / (np.sqrt(fast / (1 - 0.99**step)) + 1e-8)
        rate = 0.2 * (1 - (step - 1) / STEPS)
        weights -= rate * move[:-1]
        bias -= rate * float(move[-1])
    return weights, bias


@dataclass(frozen=True)
class Judged:
    """A sentence, what its features are, and what the rules say to it."""

    row: Sentence
    seen: list[str]
    read: list[list[str]]  # the features of each of its pieces
    by_rule: bool
    doubtful: bool
    stands_open: bool

    def alarms(self, score: float, threshold: float) -> bool:
        """Whether rules and reading together would take it for a sign, where the reading scores it so."""
        if self.by_rule:
            return not self.doubtful or score >= DOUBT
        return self.stands_open and score >= threshold


def judged(row: Sentence) -> Judged:
    """What features and rules make of a sentence."""
    plain, found = tidied(row.text), signs_in(row.text, row.language, model=False)
    return Judged(
        row,
        features(plain),
        [features(piece) for piece in pieces(plain)],
        bool(found),
        may_be_doubted(plain, found),
        stands_open(row.text, row.language),
    )


def held_out_scores(told: Sequence[Judged]) -> Floats:
    """For each sentence how dangerous it looks to a reading that has seen nothing by its author."""
    whole = [one.seen for one in told]
    authors = np.array([one.row.author for one in told])
    truth = np.array([float(one.row.is_danger) for one in told])
    read = tabled([piece for one in told for piece in one.read], DANGER_BUCKETS)
    owner = np.repeat(np.arange(len(told)), [len(one.read) for one in told])
    scores = np.full(len(told), -np.inf)
    for author in sorted(set(authors) - {RULE_MAKER}):
        others = np.flatnonzero(authors != author)
        weights, bias = fitted(tabled([whole[at] for at in others], DANGER_BUCKETS), truth[others], DANGER_BUCKETS)
        highest = np.full(len(told), -np.inf)
        np.maximum.at(highest, owner, read.scores(weights) + bias)
        scores[authors == author] = highest[authors == author]
    return scores


def chosen_threshold(told: Sequence[Judged], scores: Floats, share: float = FALSE_ALARMS) -> float:
    """The lowest score at which rules and reading raise at most ``share`` false alarms, by authors not seen."""
    harmless = [at for at, one in enumerate(told) if _counts(one) and not one.row.is_danger]
    asked = sorted((float(scores[at]) for at in harmless if told[at].stands_open), reverse=True)
    left = int(len(harmless) * share) - sum(told[at].alarms(float(scores[at]), np.inf) for at in harmless)
    return asked[max(0, left)] + 1e-6


def _counts(one: Judged) -> bool:
    return one.row.author != RULE_MAKER and one.row.category != EASY


def train() -> dict[str, Any]:
    """Trains on all development sentences, writes the weights, and returns what is worth knowing of it."""
    told = [judged(row) for row in sentences("dev")]
    scores = held_out_scores(told)
    threshold = chosen_threshold(told, scores)
    truth = np.array([float(one.row.is_danger) for one in told])
    danger, bias = fitted(tabled([one.seen for one in told], DANGER_BUCKETS), truth, DANGER_BUCKETS)
    return {
        "bytes": _written(danger, bias, _kinds([one for one in told if one.row.is_danger]), threshold),
        "threshold": threshold,
        **_unseen(told, scores, threshold),
    }


def _kinds(dangerous: Sequence[Judged]) -> list[tuple[Floats, float]]:
    table = tabled([[one for one in told.seen if one[0] != "~"] for told in dangerous], KIND_BUCKETS)
    kinds = []
    for kind in KINDS:
        is_it = np.array([float((told.row.concern, told.row.grade) == kind) for told in dangerous])
        weights, bias = fitted(table, is_it, KIND_BUCKETS, KIND_STRENGTH)
        kinds.append((weights, bias - EVENNESS * float(np.log(is_it.mean()))))
    return kinds


def _written(danger: Floats, bias: float, kinds: Sequence[tuple[Floats, float]], threshold: float) -> int:
    scale, small = _rounded(danger)
    rounded = [_rounded(weights) for weights, _ in kinds]
    head = {
        "danger": len(danger),
        "bias": round(bias, 4),
        "kind_biases": [round(one, 4) for _, one in kinds],
        "scale": scale,
        "kind_scales": [one for one, _ in rounded],
        "threshold": round(threshold, 4),
        "doubt": DOUBT,
    }
    rows = np.stack([one for _, one in rounded], axis=1)
    body = json.dumps(head).encode() + b"\n" + small.tobytes() + rows.tobytes()
    WEIGHTS.write_bytes(zlib.compress(body, 9))
    return WEIGHTS.stat().st_size


def _rounded(weights: Floats) -> tuple[float, NDArray[np.int8]]:
    """Weights as whole numbers from -127 to 127, and what one is worth."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    return round(scale, 8), np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)


def _unseen(told: Sequence[Judged], scores: Floats, threshold: float) -> dict[str, Any]:
    """What rules, and rules and reading, find in sentences by authors that the reading has not seen."""
    counts: dict[str, dict[str, list[int]]] = {}
    for one, score in zip(told, scores, strict=True):
        row = one.row
        if not _counts(one):
            continue
        kind = f"suicide {row.grade}" if row.concern == "suicide" else "other" if row.is_danger else "none"
        for title in (f"{row.author}_{row.language}", f"all_{row.language}"):
            count = counts.setdefault(title, {}).setdefault(kind, [0, 0, 0])
            count[0] += 1
            count[1] += one.by_rule
            count[2] += one.alarms(float(score), threshold)
    return {
        title: {
            kind: f"{100 * rule / all_:.1f} -> {100 * both / all_:.1f} % of {all_}"
            for kind, (all_, rule, both) in sorted(kinds.items())
        }
        for title, kinds in sorted(counts.items())
    }
