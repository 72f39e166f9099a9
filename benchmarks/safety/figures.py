"""What the look finds in the sets, by author, language, concern and grade: by its rules alone, and with the reading."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter

from benchmarks.safety.sets import Half, Sentence, sentences
from bot.app.care import look, warm_up


def report(half: Half) -> Iterator[str]:
    """The figures of one half, line by line; no sentence is shown."""
    warm_up()
    rows = sentences(half)
    for author, language in sorted({(row.author, row.language) for row in rows}):
        yield from _figures(
            f"{author} {language} {half}", [r for r in rows if (r.author, r.language) == (author, language)]
        )
    rules, both = (sorted(_times(rows, model)) for model in (False, True))
    yield (
        f"median look: {statistics.median(rules):.2f} ms with the rules,"
        f" {statistics.median(both):.2f} ms with the reading; 95 % under {both[int(len(both) * 0.95)]:.2f} ms"
    )


def misses(kind: str) -> Iterator[str]:
    """Development sentences of a kind ("suicide/plan", "everyday") that are judged wrongly."""
    for row in sentences("dev"):
        sign = look(row.text, row.language)
        if row.category.startswith(kind) and (sign is not None) != row.is_danger:
            yield f"{row.author} {row.category}: {row.text}" + (f"  [{sign.rule}: {sign.words}]" if sign else "")


def _figures(title: str, rows: Sequence[Sentence]) -> Iterator[str]:
    yield f"== {title}"
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = f"{row.concern} {row.grade}"
        rule, both = look(row.text, row.language, model=False), look(row.text, row.language)
        counts[key, "all"] += 1
        counts[key, "rule"] += rule is not None
        counts[key, "both"] += both is not None
        counts[key, "kind"] += both is not None and both.concern == row.concern
    for key in sorted({key for key, _ in counts}):
        yield _line(key, counts)


def _line(key: str, counts: Counter[tuple[str, str]]) -> str:
    number = counts[key, "all"]
    rule, both, kind = (100 * counts[key, what] / number for what in ("rule", "both", "kind"))
    told = f"{key:18} {number:5}   rules {rule:5.1f} %   with the reading {both:5.1f} %"
    return told if key.endswith("none") else f"{told}   as that concern {kind:5.1f} %"


def _times(rows: Iterable[Sentence], model: bool) -> Iterator[float]:
    for row in rows:
        begun = perf_counter()
        look(row.text, row.language, model=model)
        yield (perf_counter() - begun) * 1000
