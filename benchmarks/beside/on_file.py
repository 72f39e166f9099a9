"""What a turn costs where very many people and their answers are on file, against few."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.beside.client import FIRST_CHAT, server
from benchmarks.beside.contenders import STRONGSUIT, running
from benchmarks.beside.measure import Situation, first_poll, measured, stay_off_the_measured_core
from benchmarks.people import VARIANTS
from benchmarks.processes import crowd

FEW = 1_000
# So many people talk in a round, spread evenly over all there are, fifty of them at any time; others in the next round.
TALKING, AT_ONCE = 300, 50
ROUNDS = 3
WEEK = 604_800.0
_PEOPLE_A_COMMIT = 50_000


def run(people: int, seconds: float) -> None:
    """Measures it with so many people, for so many seconds in each round."""
    stay_off_the_measured_core()
    with tempfile.TemporaryDirectory(prefix="on-file-") as name:
        folders = {count: Path(name) / str(count) for count in (FEW, people)}
        made = {count: fill(folder, count) for count, folder in folders.items()}
        rounds: dict[int, list[dict[str, float]]] = {count: [] for count in folders}
        for number in range(1, ROUNDS + 1):
            for count, folder in folders.items():
                one = _talk(folder, count, number, seconds)
                rounds[count].append(one)
                report.say(
                    f"round {number}: {count:,} people: {one['a second']:,.0f} turns a second, "
                    f"{one['us of processor']:,.0f} us, p50 {one['p50']:.1f} ms"
                )
    found = [
        {**made[count], **{key: median(one[key] for one in ones) for key in ones[0]}, "rounds": ones}
        for count, ones in rounds.items()
    ]
    figures = {"on file": found}
    report.keep("on-file", figures, tables(figures))


def fill(folder: Path, people: int) -> dict[str, Any]:
    """A database with so many people, each with a plan as long as that of `benchmarks.people` in their plan."""
    begun = time.monotonic()
    crowd(folder, enrolled=people, due=min(people, VARIANTS), due_in=WEEK, spread=WEEK)
    file = sqlite3.connect(folder / "strongsuit.sqlite3", isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode=OFF")
        file.execute("PRAGMA synchronous=OFF")
        file.execute("PRAGMA cache_size=-400000")
        for first in range(VARIANTS + 1, people + 1, _PEOPLE_A_COMMIT):
            _copy_plans(file, first, min(first + _PEOPLE_A_COMMIT, people + 1))
        answers = next(file.execute("SELECT count(*) FROM plan_lines"))[0]
        file.execute("PRAGMA journal_mode=WAL")
    finally:
        file.close()
    size = (folder / "strongsuit.sqlite3").stat().st_size / 2**30
    took = time.monotonic() - begun
    report.say(f"{people:,} people with {answers:,} answers made in {took:.0f} s, {size:.2f} GiB")
    return {"people": people, "answers": answers, "GiB": size}


def _copy_plans(file: sqlite3.Connection, first: int, end: int) -> None:
    """Gives each of these people the lines of one of those who have a plan already."""
    names = [row[1] for row in file.execute("PRAGMA table_info(plan_lines)") if row[1] != "peer_id"]
    columns = ", ".join(names)
    file.execute(
        f"INSERT INTO plan_lines (peer_id, {columns}) "  # noqa: S608 - names of our own columns
        f"SELECT peers.id, {', '.join(f'one.{name}' for name in names)} FROM peers "
        f"JOIN plan_lines AS one ON one.peer_id = (peers.id - 1) % {VARIANTS} + 1 "
        "WHERE peers.id >= ? AND peers.id < ? ORDER BY peers.id, one.ref",
        (first, end),
    )


def _talk(folder: Path, people: int, round_: int, seconds: float) -> dict[str, float]:
    step, first = people // TALKING, FIRST_CHAT + round_ - 1
    with server() as api, running(STRONGSUIT, api.url, folder) as bot:
        start = first_poll(api, bot)
        api.come((first + number * step for number in range(TALKING)), ())
        found = measured(api, bot, Situation("", AT_ONCE), seconds, warming=3)
        return {**found, "start": start}


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The table of a run."""
    few, many = figures["on file"]
    rows = [
        [name, f"{few[key]:,.{digits}f}", f"{many[key]:,.{digits}f}", f"{many[key] / few[key]:.2f} times"]
        for name, key, digits in (
            ("turns a second", "a second", 0), ("µs of processor a turn", "us of processor", 0), ("p50, ms", "p50", 1),
            ("p99, ms", "p99", 1), ("start to first poll, s", "start", 2), ("peak memory, MiB", "MiB", 0),
            ("database, GiB", "GiB", 2),
        )
    ]  # fmt: skip
    heads = [f"{one['people']:,} people, {one['answers']:,} answers" for one in (few, many)]
    yield report.table(["", *heads, "many against few"], rows)
