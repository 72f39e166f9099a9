"""Check-ins as fast as they can be made and sent, beside python-telegram-bot's `Bot` with its default HTTP client.

All on one core, against the same server on the other, one after the other in the same run, several times over.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.processes import ApiProcess, api, bot, crowd, probe, wait_for

ROUNDS = 3
PTB = ("python-telegram-bot `send_message`, one at a time", "python-telegram-bot `send_message`, 64 at once")
Measured = dict[str, float]


def run(people: int) -> None:
    """Everything, with so many check-ins a round."""
    with tempfile.TemporaryDirectory(prefix="strongsuit-") as folder, api() as server:
        cases = _cases(server, Path(folder), people)
        rounds: dict[str, list[Measured]] = {name: [] for name in cases}
        for number in range(ROUNDS):
            for name, measure in cases.items():
                found = measure()
                each = {
                    "a second": found["messages"] / found["seconds"],
                    "ms of processor": found["cpu"] * 1e3 / found["messages"],
                }
                rounds[name].append(each)
                report.say(
                    f"round {number + 1}: {name}: {each['a second']:.0f} a second, {each['ms of processor']:.3f} ms"
                )
    medians = {name: {key: median(one[key] for one in found) for key in found[0]} for name, found in rounds.items()}
    figures = {"people": people, "median": medians, "rounds": rounds}
    report.keep("throughput", figures, tables(figures))


def _cases(server: ApiProcess, folder: Path, people: int) -> dict[str, Callable[[], Measured]]:
    def client(name: str, messages: int, at_once: int) -> Callable[[], Measured]:
        return lambda: probe("sending", url=server.url, client=name, messages=messages, at_once=at_once)

    def turns(hand_over: bool) -> Callable[[], Measured]:
        return lambda: _on_a_crowd(
            folder, people, lambda place: probe("turns", folder=place, people=people, hand_over=hand_over)
        )

    return {
        PTB[0]: client("ptb", people // 5, 1),
        PTB[1]: client("ptb", people // 5, 64),
        "our sender over aiohttp, one at a time": client("ours", people // 2, 1),
        "our sender over aiohttp, 64 at once": client("ours", people, 64),
        "delivery alone: outbox to server, noted": lambda: _on_a_crowd(
            folder, people, lambda place: probe("delivery", url=server.url, folder=place, messages=people), due=False
        ),
        "rendering, delivery: from people in memory to the server": lambda: _on_a_crowd(
            folder, people, lambda place: probe("rendering", url=server.url, folder=place, messages=people)
        ),
        "tick alone: due rows to committed messages": turns(hand_over=False),
        "tick and handing over, without HTTP": turns(hand_over=True),
        "the whole bot: due rows to the server": lambda: _on_a_crowd(
            folder, people, lambda place: _whole(server, Path(place), people)
        ),
    }  # fmt: skip


def _on_a_crowd(folder: Path, people: int, measure: Callable[[str], Any], due: bool = True) -> Measured:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        crowd(Path(place), enrolled=people, due=people if due else 0, due_in=0 if due else 86_400)
        found: dict[str, float] = measure(place)
    return {"messages": people, **found}


def _whole(server: ApiProcess, folder: Path, people: int) -> Measured:
    """Everything between the arrival of the first message and that of the last."""
    server.reset()
    with bot(server, folder, per_second=0) as started:
        wait_for(lambda: server.figures()["messages"], 60, every=0.01)
        cpu = started.cpu
        wait_for(lambda: server.figures()["messages"] >= people, 600, every=0.2)
        found = server.figures()
        return {"seconds": found["last"] - found["first"], "cpu": started.cpu - cpu}


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The table of a run."""
    one_by_one, at_once = (figures["median"][name]["a second"] for name in PTB)
    rows = [
        [
            name, f"{one['a second']:,.0f}", f"{one['ms of processor']:.2f}", f"{one['a second'] / one_by_one:.1f}",
            f"{one['a second'] / at_once:.1f}",
        ]
        for name, one in figures["median"].items()
    ]  # fmt: skip
    yield report.table(["", "a second", "ms of processor each", "times the first", "times the second"], rows)
