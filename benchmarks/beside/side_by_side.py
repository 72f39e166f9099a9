"""All bots in turn, several rounds; medians, spreads and the tables of a report."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.beside import environment, goals
from benchmarks.beside.client import SilentError
from benchmarks.beside.contenders import CONTENDERS, FLOOR, UNSYNCED, available
from benchmarks.beside.measure import one_round, situations, stay_off_the_measured_core

_DIGITS = {"a second": 0, "us of processor": 0, "p50": 1, "p99": 1}
_HEADS = ["turns a second", "µs of processor a turn", "p50, ms", "p99, ms"]


def run(names: Sequence[str], people: Sequence[int], rounds: int, seconds: float, warming: float, keep: bool) -> None:
    """Measures the bots with these names, round after round; with ``keep`` the figures are written down."""
    stay_off_the_measured_core()
    names, missing = available(names)
    for name, why in missing.items():
        report.say(f"{CONTENDERS[name].title} is left out: {why}")
    wanted = situations(people)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for number in range(1, rounds + 1):
        for name in names:
            try:
                one = one_round(name, wanted, seconds, warming)
            except (SilentError, TimeoutError) as error:
                report.say(f"round {number}: {CONTENDERS[name].title}: {error}")
                continue
            found[name].append(one)
            report.say(f"round {number}: {CONTENDERS[name].title}: {_line(one, list(wanted))}")
    figures = {
        "seconds": seconds, "missing": missing, "situations": {key: one.title for key, one in wanted.items()},
        "median": {name: _median(ones) for name, ones in found.items() if ones},
        "rounds": found, "versions": {**report.versions(), **environment.versions()},
    }  # fmt: skip
    if keep:
        report.keep("beside", figures, tables(figures))
    else:
        for table in tables(figures):
            report.say(f"\n{table}")


def _line(one: dict[str, Any], keys: Sequence[str]) -> str:
    parts = (f"{key}: {one[key]['a second']:,.0f}/s {one[key]['us of processor']:,.0f} us" for key in keys)
    return ", ".join(parts)


def _median(ones: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure of several rounds."""
    return {
        key: median(one[key] for one in ones)
        if not isinstance(value, dict)
        else {name: median(one[key][name] for one in ones) for name in value}
        for key, value in ones[0].items()
    }


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The goals, a table for each situation, and one of memory and starting."""
    yield goals.table(figures)
    medians = figures["median"]
    for key, title in figures["situations"].items():
        rows = [
            [
                CONTENDERS[name].title,
                *(_cell(figures, name, key, what) for what in _DIGITS),
                _ratio(one, medians.get(FLOOR), key),
            ]
            for name, one in medians.items()
        ]  # fmt: skip
        yield report.table([title, *_HEADS, "of the floor's turns"], rows)
    rows = [
        [CONTENDERS[name].title, f"{one['start']:.2f} s", f"{one['peak']:.0f} MiB"] for name, one in medians.items()
    ]
    yield report.table(["", "start to first poll", "peak memory"], rows)


def _cell(figures: dict[str, Any], name: str, key: str, what: str) -> str:
    """A median with the least and the most of the rounds."""
    values = [one[key][what] for one in figures["rounds"][name]]
    digits = _DIGITS[what]
    middle = f"{figures['median'][name][key][what]:,.{digits}f}"
    return middle if len(values) < 2 else f"{middle} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"


def _ratio(one: dict[str, Any], floor: dict[str, Any] | None, key: str) -> str:
    return f"{one[key]['a second'] / floor[key]['a second']:.2f}" if floor else "-"


DEFAULT = tuple(name for name in CONTENDERS if name != UNSYNCED)
