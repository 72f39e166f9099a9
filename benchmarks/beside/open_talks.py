"""Memory while very many people have a talk open, against few people who say as much."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.beside.client import FIRST_CHAT, server
from benchmarks.beside.contenders import STRONGSUIT, running
from benchmarks.beside.measure import first_poll, stay_off_the_measured_core
from benchmarks.machine import now_mebibytes
from benchmarks.processes import crowd

FEW = 100
# So much is said by each of the many: the command, and an answer or two.
TURNS_EACH = 3
AT_ONCE = 50
WEEK = 604_800.0


def run(people: int) -> None:
    """Measures it with so many people."""
    stay_off_the_measured_core()
    found = [_open(count, people * TURNS_EACH) for count in (FEW, people)]
    figures = {"open talks": found}
    report.keep("memory", figures, tables(figures))


def _open(people: int, turns: int) -> dict[str, Any]:
    """The memory of a bot after so many turns of so many people, each of whom is in the midst of a talk then."""
    with tempfile.TemporaryDirectory(prefix="open-talks-") as place, server() as api:
        folder = Path(place)
        crowd(folder, enrolled=people, due_in=WEEK, spread=WEEK)
        with running(STRONGSUIT, api.url, folder) as bot:
            first_poll(api, bot)
            before = now_mebibytes(bot.process.pid)
            api.come(range(FIRST_CHAT, FIRST_CHAT + people), ())
            api.ask("go", people=AT_ONCE, rate=0, turns=turns)
            api.wait_until_all_rest()
            now = now_mebibytes(bot.process.pid)
            report.say(f"{people:,} people: {now:.0f} MiB, {bot.peak:.0f} at most")
            return {"people": people, "turns": turns, "begun": before, "now": now, "peak": bot.peak}


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The table of a run."""
    few, many = figures["open talks"]
    rows = [
        [name, f"{few[key]:.0f} MiB", f"{many[key]:.0f} MiB", f"{many[key] - few[key]:+.1f} MiB"]
        for name, key in (("at the first poll", "begun"), ("after the talks", "now"), ("at most", "peak"))
    ]
    heads = [f"memory, {many['turns']:,} turns", f"{few['people']:,} open", f"{many['people']:,} open", "difference"]
    yield report.table(heads, rows)
