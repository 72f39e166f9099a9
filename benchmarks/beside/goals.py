"""What was asked for, beside what was measured."""

from collections.abc import Iterator
from typing import Any

from benchmarks import report
from benchmarks.beside.contenders import FLOOR, FLOOR_A_TURN, STRONGSUIT, UNSYNCED

PTB = "ptb"
_NO_PEERS = frozenset({STRONGSUIT, FLOOR, FLOOR_A_TURN, UNSYNCED})
TURNS, CPU, P99 = "a second", "us of processor", "p99"


def table(figures: dict[str, Any]) -> str:
    """The table of goals; a line for each that can be told from these figures."""
    return report.table(["", "measured", "at least", "aim"], [list(row) for row in _rows(figures["median"])])


def _rows(medians: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Goals that compare with bots which were not measured are left out."""
    if STRONGSUIT not in medians:
        return
    ours = medians[STRONGSUIT]
    peers = {name: one for name, one in medians.items() if name not in _NO_PEERS}
    saturated = [key for key in ours if key.endswith(" people")]
    few = saturated[0]
    floor = medians.get(FLOOR)
    for key in saturated:
        if floor:
            yield f"turns a second, {key}: of the floor", _share(ours, floor, key, TURNS), "0.5", "0.75"
        if peers:
            fastest = max(peers.values(), key=lambda one: float(one[key][TURNS]))
            yield f"turns a second, {key}: times the fastest peer", _share(ours, fastest, key, TURNS), "2", ""
        if PTB in peers:
            yield f"turns a second, {key}: times python-telegram-bot", _share(ours, peers[PTB], key, TURNS), "8", ""
    if floor:
        yield f"processor a turn, {few}: times the floor", _share(ours, floor, few, CPU), "at most 2", "1.4"
        yield (
            "processor a turn, 30 a second: times the floor",
            _share(ours, floor, "paced", CPU),
            "at most 1.75",
            "1.25",
        )
        yield "p99, 30 a second: times the floor", _share(ours, floor, "paced", P99), "at most 2", "1.3"
    if peers:
        quickest = min(peers.values(), key=lambda one: float(one[few][P99]))
        yield f"p99, {few}: times the quickest peer", _share(ours, quickest, few, P99), "below 1", ""
    if floor:
        yield "an API that answers after 50 ms: of the floor", _share(ours, floor, "slow api", TURNS), "0.7", "0.9"
    yield "start to first poll", f"{ours['start']:.2f} s", "at most 1 s", "0.5 s"


def _share(ours: dict[str, Any], theirs: dict[str, Any], key: str, what: str) -> str:
    return f"{ours[key][what] / theirs[key][what]:.2f}"
