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
from bot.app.care import signs_in, stands_open
from bot.app.care.features import features, pieces
from bot.app.care.reading import KINDS, WEIGHTS, bucket
from bot.app.care.tidy import tidied

Floats = NDArray[np.float64]

DANGER_BUCKETS = 2**16
KIND_BUCKETS = 2**13
FALSE_ALARMS = 0.02
"""Share of harmless sentences by unseen authors that may be taken for danger; half of those are traps."""
STRENGTH = 20.0
"""How freely weights may grow: the inverse of the penalty."""
STEPS = 250
EASY = "everyday/transcripts"
"""Harmless sentences that come from this program's own tests: too tame to choose a threshold by."""
EVENNESS = 0.5
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


def fitted(table: Table, truth: Floats, size: int) -> tuple[Floats, float]:
    """The weights and bias of a logistic regression, by a fixed number of steps over all sentences (Adam)."""
    lengths = np.diff(np.append(table.starts, len(table.buckets)))
    weights, bias = np.zeros(size), 0.0
    slow, fast = np.zeros(size + 1), np.zeros(size + 1)
    for step in range(1, STEPS + 1):
        wrong = 1 / (1 + np.exp(-(table.scores(weights) + bias))) - truth
        slope = np.bincount(table.buckets, table.values * np.repeat(wrong, lengths), size) + weights / STRENGTH
        whole = np.append(slope, wrong.sum())
        slow = 0.9 * slow + 0.1 * whole
        fast = 0.99 * fast + 0.01 * whole**2
        move = (slow / (1 - 0.9**step)) / (np.sqrt(fast / (1 - 0.99**step)) + 1e-8)
        rate = 0.2 * (1 - (step - 1) / STEPS)
        weights -= rate * move[:-1]
        bias -= rate * float(move[-1])
    return weights, bias


def seen_in(row: Sentence) -> list[str]:
    """The features of a sentence; of a long one those of its first piece that are most."""
    return max((features(piece) for piece in pieces(tidied(row.text))), key=len)


def held_out_scores(rows: Sequence[Sentence]) -> Floats:
    """For each sentence how dangerous it looks to a reading that has seen nothing by its author."""
    table = tabled([seen_in(row) for row in rows], DANGER_BUCKETS)
    truth = np.array([float(row.is_danger) for row in rows])
    scores = np.zeros(len(rows))
    for author in sorted({row.author for row in rows}):
        others = [at for at, row in enumerate(rows) if row.author != author]
        weights, bias = fitted(
            tabled([seen_in(rows[at]) for at in others], DANGER_BUCKETS), truth[others], DANGER_BUCKETS
        )
        theirs = np.array([row.author == author for row in rows])
        scores[theirs] = (table.scores(weights) + bias)[theirs]
    return scores


def chosen_threshold(rows: Sequence[Sentence], scores: Floats, share: float = FALSE_ALARMS) -> float:
    """The score above which only ``share`` of the harmless sentences lie, where rules and guards let the reading speak.

    The mean over the authors, that none has more say for having written more.
    """
    found = []
    for author in sorted({row.author for row in rows}):
        harmless = [
            at for at, row in enumerate(rows) if row.author == author and not row.is_danger and row.category != EASY
        ]
        asked = sorted(
            (float(scores[at]) for at in harmless if stands_open(rows[at].text, rows[at].language)), reverse=True
        )
        found.append(asked[min(len(asked) - 1, int(len(harmless) * share))])
    return float(np.mean(found))


def train() -> dict[str, Any]:
    """Trains on all development sentences, writes the weights, and returns what is worth knowing of it."""
    rows = sentences("dev")
    scores = held_out_scores(rows)
    threshold = chosen_threshold(rows, scores)
    truth = np.array([float(row.is_danger) for row in rows])
    danger, bias = fitted(tabled([seen_in(row) for row in rows], DANGER_BUCKETS), truth, DANGER_BUCKETS)
    dangerous = [row for row in rows if row.is_danger]
    table = tabled([seen_in(row) for row in dangerous], KIND_BUCKETS)
    kinds = []
    for kind in KINDS:
        is_it = np.array([float((row.concern, row.grade) == kind) for row in dangerous])
        weights, kind_bias = fitted(table, is_it, KIND_BUCKETS)
        kinds.append((weights, kind_bias - EVENNESS * float(np.log(is_it.mean()))))
    return {
        "bytes": _written(danger, bias, kinds, threshold),
        "threshold": threshold,
        **_unseen(rows, scores, threshold),
    }


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
    }
    rows = np.stack([one for _, one in rounded], axis=1)
    body = json.dumps(head).encode() + b"\n" + small.tobytes() + rows.tobytes()
    WEIGHTS.write_bytes(zlib.compress(body, 9))
    return WEIGHTS.stat().st_size


def _rounded(weights: Floats) -> tuple[float, NDArray[np.int8]]:
    """Weights as whole numbers from -127 to 127, and what one is worth."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    return round(scale, 8), np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)


def _unseen(rows: Sequence[Sentence], scores: Floats, threshold: float) -> dict[str, Any]:
    """What rules, and rules and reading, find in sentences by authors that the reading has not seen."""
    told: dict[str, Any] = {}
    for author, language in sorted({(row.author, row.language) for row in rows}):
        counts: dict[str, list[int]] = {}
        for row, score in zip(rows, scores, strict=True):
            if (row.author, row.language) != (author, language):
                continue
            by_rule = bool(signs_in(row.text, language, model=False))
            by_both = by_rule or (score >= threshold and stands_open(row.text, language))
            kind = f"suicide {row.grade}" if row.concern == "suicide" else "other" if row.is_danger else "none"
            count = counts.setdefault(kind, [0, 0, 0])
            count[0] += 1
            count[1] += by_rule
            count[2] += by_both
        told[f"{author}_{language}"] = {
            kind: f"{100 * rule / all_:.1f} -> {100 * both / all_:.1f} % of {all_}"
            for kind, (all_, rule, both) in sorted(counts.items())
        }
    return told
