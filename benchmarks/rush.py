"""A rush: very many check-ins due at the same moment, and a server that takes 30 messages a second.

Twice: with nobody else there, and with people who write meanwhile and are to be answered first.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.crowd import chats
from benchmarks.processes import ApiProcess, Bot, api, bot, probe, wait_for

PER_SECOND = 30
# People a second who write meanwhile.
SCENARIOS = {"alone": 0.0, "with people who write": 3.5}
# People with no check-in due, some of whom write.
OTHERS = 2_000
# What is not measured yet: the first moments.
WARMING_SECONDS = 5.0


def run(people: int, seconds: float) -> None:
    """Both scenarios; with 0 ``seconds`` until all is sent, else so long of a steady rush."""
    figures: dict[str, Any] = {"people": people, "seconds": seconds}
    for name, rate in SCENARIOS.items():
        with tempfile.TemporaryDirectory(prefix="strongsuit-") as folder:
            found = figures[name] = _rush(Path(folder), people, seconds, rate)
            report.say(
                f"{name}: {found['messages a second']:.2f} a second, reply p95 {found['reply p95, s'] or 0.0:.3f} s"
            )
    report.keep("rush" if seconds else "rush-whole", figures, tables(figures))


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The table of a run."""
    columns = [figures[name] for name in SCENARIOS]
    rows = [[key, *(_cell(one[key]) for one in columns)] for key in columns[0]]
    yield report.table([f"{figures['people']:,} due, {PER_SECOND} a second", *SCENARIOS], rows)


def _rush(folder: Path, people: int, seconds: float, rate: float) -> dict[str, Any]:
    report.say(f"making {people:,} people with a plan ...")
    made = probe("crowd", folder=str(folder), enrolled=people + OTHERS, due=people, spread=7 * 86_400.0, due_in=0)
    report.say(f"made in {made['seconds']:.0f} s")
    with api(PER_SECOND) as server, bot(server, folder, PER_SECOND) as started:
        wait_for(lambda: server.figures()["messages"], 60)
        begun = server.figures()["first"] + WARMING_SECONDS
        lasting = seconds or people / PER_SECOND * 1.2
        if rate:
            server.write(rate, chats(range(people, people + OTHERS)), lasting)
        return _measure(server, started, people, begun, seconds)


def _measure(server: ApiProcess, started: Bot, people: int, begun: float, seconds: float) -> dict[str, Any]:
    whole = not seconds
    if whole:
        _wait_for_all(server, people)
        end = server.figures()["last"]
    else:
        time.sleep(max(0.0, begun + seconds - time.monotonic()))
        end = begun + seconds
    taken = server.between(begun, end)
    peak, cpu = started.peak, started.cpu
    time.sleep(3)  # so that whoever wrote last is answered
    found = server.figures()
    replies = report.spread(found["latencies"])
    return {
        "messages a second": taken / (end - begun),
        "of the limit": taken / (end - begun) / PER_SECOND,
        "seconds measured": end - begun,
        "messages": found["messages"],
        "sent twice": found["repeated"],
        "lost": people - _checked_in(found) if whole else None,
        "refused (429)": found["refused"],
        "people who wrote": found["wrote"],
        "without a reply": found["unanswered"],
        **{f"reply {name}, s": replies[name] if replies["count"] else None for name in ("median", "p95", "p99", "max")},
        "peak memory, MiB": peak,
        "processor's time, s": cpu,
    }


def _wait_for_all(server: ApiProcess, people: int) -> None:
    """Until everybody due has been written to, or nothing more comes for a minute."""
    while True:
        found = server.figures()
        if _checked_in(found) >= people or found["now"] - found["last"] > 60:
            return
        report.say(f"  {found['messages']:,} messages")
        time.sleep(20)


def _checked_in(found: dict[str, Any]) -> int:
    """How many of those due were written to: all chats but those of others who wrote and were answered."""
    due: int = found["due_chats"]
    return due


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3f}"
