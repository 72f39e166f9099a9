"""What it costs that people are enrolled: ticks with nothing due, starting, memory; and many due at once.

Ours with few and with very many people, beside APScheduler holding one job a person.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.processes import ApiProcess, api, bot, crowd, probe, wait_for

FEW, STARTS, TICKS = 1_000, 5, 2_000
AT_ONCE = 10_000
HOUR, WEEK = 3_600.0, 604_800.0
# How long a started process goes on, so that its memory has settled.
SETTLING_SECONDS = 5.0


def run(people: int, jobs: Sequence[int]) -> None:
    """Everything of this module, with so many people, and so many jobs of APScheduler."""
    with tempfile.TemporaryDirectory(prefix="strongsuit-") as name:
        figures = {"ours": _ours(Path(name), people), "at_once": _at_once(Path(name), jobs)}
    report.keep("idle", figures, tables(figures))


def _ours(folder: Path, people: int) -> list[dict[str, Any]]:
    folders = [folder / str(count) for count in (FEW, people)]
    for place, count in zip(folders, (FEW, people), strict=True):
        report.say(f"making {count:,} people ...")
        crowd(place, enrolled=count, due_in=HOUR, spread=WEEK)
    ticks = probe("idle", folders=[str(one) for one in folders], ticks=TICKS)["ticks"]
    found: list[dict[str, Any]] = [
        {"people": count, "tick": tick} for count, tick in zip((FEW, people), ticks, strict=True)
    ]
    runs: list[list[dict[str, float]]] = [[], []]
    with api() as server:
        for _ in range(STARTS):
            for measured, place in zip(runs, folders, strict=True):
                measured.append({**_start(server, place), "app": probe("start", folder=str(place))["seconds"]})
    for one, measured in zip(found, runs, strict=True):
        one |= {key: median(run[key] for run in measured) for key in measured[0]} | {"runs": measured}
    return found


def _start(server: ApiProcess, folder: Path) -> dict[str, float]:
    """From the start of the process to its first poll, and the memory it has needed some seconds later."""
    server.reset()
    with bot(server, folder, per_second=30) as started:
        wait_for(lambda: server.figures()["polled_at"], 120)
        ready = float(server.figures()["polled_at"]) - started.begun_at
        time.sleep(SETTLING_SECONDS)
        return {"start": ready, "mebibytes": started.peak}


def _at_once(folder: Path, jobs: Sequence[int]) -> list[dict[str, Any]]:
    """Many due at the same moment: ours, APScheduler in memory, APScheduler with a job store on disk."""
    report.say(f"{AT_ONCE:,} due at once ...")
    crowd(folder / "due", enrolled=AT_ONCE, due=AT_ONCE)
    found = [
        {"what": "Strongsuit", "people": AT_ONCE, **probe("due_at_once", folder=str(folder / "due"), people=AT_ONCE)}
    ]
    for count in jobs:
        due = count <= AT_ONCE
        found.append(
            {"what": "APScheduler, in memory", "people": count, **probe("jobs", people=count, lead=15, due=due)}
        )
    store = f"sqlite:///{folder / 'jobs.sqlite3'}"
    found.append(
        {
            "what": "APScheduler, jobs in SQLite",
            "people": AT_ONCE,
            **probe("jobs", people=AT_ONCE, lead=240, store=store),
        }
    )
    return found


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The tables of a run: nobody due, and everybody at once."""
    few, many = figures["ours"]
    rows = [
        _row("idle tick, median", few["tick"]["median"] * 1e3, many["tick"]["median"] * 1e3, "ms", "1.5 times"),
        _row("idle tick, p95", few["tick"]["p95"] * 1e3, many["tick"]["p95"] * 1e3, "ms", ""),
        _row("start: process to first poll", few["start"], many["start"], "s", "2 s more"),
        _row("start: `App.start` alone", few["app"], many["app"], "s", ""),
        _row("peak memory", few["mebibytes"], many["mebibytes"], "MiB", "50 MiB more"),
    ]
    heads = ["", f"{few['people']:,} people", f"{many['people']:,} people", "difference", "goal: at most"]
    yield report.table(heads, rows)
    rows = [
        [
            one["what"], f"{one['people']:,}", _seconds(one.get("added")),
            f"{one['mebibytes']:.0f} MiB" if "mebibytes" in one else "-",
            _seconds(one.get("held")), _seconds(one.get("first")), _seconds(one.get("last")),
        ]
        for one in figures["at_once"]
    ]  # fmt: skip
    heads = ["", "people", "adding them", "memory for them", "loop held for", "first out after", "last out after"]
    yield report.table(heads, rows)


def _row(name: str, few: float, many: float, unit: str, goal: str) -> list[str]:
    digits = 0 if unit == "MiB" else 3
    difference = f"{many / few:.2f} times" if unit == "ms" else f"{many - few:+.{digits}f} {unit}"
    return [name, f"{few:.{digits}f} {unit}", f"{many:.{digits}f} {unit}", difference, goal]


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"
