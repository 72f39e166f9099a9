"""One, two and four processes of Strongsuit on one PostgreSQL, to which updates are posted in turn.

Nothing is bound to a core here: the bots, PostgreSQL, and the server with the people share what the machine has.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from benchmarks import report
from benchmarks.beside.client import FIRST_CHAT, ServerProcess, server
from benchmarks.beside.contenders import CONTENDERS, STRONGSUIT, Running, free_port, running, variables
from benchmarks.machine import exact_cpu_seconds, family
from benchmarks.processes import ROOT, wait_for
from benchmarks.report import spread

HOOK = "http://127.0.0.1:{port}/telegram"
SECRET = "a-word-that-is-only-for-benchmarks"  # noqa: S105 - it opens nothing
PEOPLE = 200
WARMING_SECONDS, STARTING_SECONDS = 3.0, 60.0
# What the tests' server leaves out, as nothing there outlives the machine.
DURABLE = {
    "fsync": "on", "full_page_writes": "on", "autovacuum": "on", "shared_buffers": "128MB", "max_wal_size": "1GB",
}  # fmt: skip
_open = build_opener(ProxyHandler({})).open


def run(counts: Sequence[int], rounds: int, seconds: float, keep: bool) -> None:
    """Measures so many replicas, one number after the other, round after round."""
    sys.path.append(str(ROOT / "tests"))  # they know how to start a PostgreSQL
    from helpers_postgres import MISSING, binaries, postgres_server

    if binaries() is None:
        report.say(f"replicas are left out: {MISSING}")
        return
    found: dict[int, list[dict[str, float]]] = {count: [] for count in counts}
    with postgres_server(**DURABLE) as postgres:
        for number in range(1, rounds + 1):
            for count in counts:
                url = postgres.create(f"round_{number}_{count}")
                one = _round(url, count, seconds, int((postgres.data / "postmaster.pid").read_text().split()[0]))
                found[count].append(one)
                report.say(f"round {number}: {count} replicas: " + ", ".join(f"{k} {v:,.2f}" for k, v in one.items()))
    figures = {
        "cores": os.cpu_count(), "people": PEOPLE, "rounds": {str(count): ones for count, ones in found.items()},
        "median": {
            str(count): {key: median(one[key] for one in ones) for key in ones[0]} for count, ones in found.items()
        },
    }  # fmt: skip
    if keep:
        report.keep("replicas", figures, tables(figures))
    else:
        for table in tables(figures):
            report.say(f"\n{table}")


def _round(database: str, count: int, seconds: float, postgres: int) -> dict[str, float]:
    """So many replicas on a new database, everybody welcomed, and then for so many seconds at full speed."""
    with tempfile.TemporaryDirectory(prefix="replicas-") as place, server() as api, ExitStack() as stack:
        ports = [free_port() for _ in range(count)]
        settings = [_settings(database, port) for port in ports]
        upgrade = [sys.executable, "-m", "bot", "db", "upgrade"]
        folder = Path(place)
        environment = variables(STRONGSUIT, api.url, folder / "upgrade", **settings[0])
        subprocess.run(upgrade, env=environment, cwd=folder, stdout=subprocess.PIPE, check=True)
        bots = [
            stack.enter_context(running(STRONGSUIT, api.url, folder / str(number), pinned=False, **one))
            for number, one in enumerate(settings)
        ]
        for port in ports:
            wait_for(lambda port=port: _is_up(port), STARTING_SECONDS)  # type: ignore[misc]  # the default is the port
        api.ask("push", urls=[HOOK.format(port=port) for port in ports], secret=SECRET)
        api.come(range(FIRST_CHAT, FIRST_CHAT + PEOPLE), CONTENDERS[STRONGSUIT].prologue)
        return _measured(api, bots, seconds, postgres)


def _measured(api: ServerProcess, bots: Sequence[Running], seconds: float, postgres: int) -> dict[str, float]:
    api.ask("go", people=PEOPLE, rate=0, turns=0)
    time.sleep(WARMING_SECONDS)
    api.ask("reset")
    before = [bot.cpu for bot in bots], exact_cpu_seconds(postgres), api.state()["server_cpu"]
    time.sleep(seconds)
    found = api.figures()
    used = [bot.cpu - cpu for bot, cpu in zip(bots, before[0], strict=True)]
    in_postgres, in_server = exact_cpu_seconds(postgres) - before[1], found["server_cpu"] - before[2]
    api.ask("rest")
    api.wait_until_all_rest()
    waited = spread(found["latencies"])
    return {
        "a second": found["turns"] / found["seconds"],
        "us of bots": sum(used) * 1e6 / (found["turns"] or 1),
        "us of PostgreSQL": in_postgres * 1e6 / (found["turns"] or 1),
        "p50": waited["median"] * 1e3,
        "p99": waited["p99"] * 1e3,
        "cores of bots": sum(used) / found["seconds"],
        "cores of PostgreSQL": in_postgres / found["seconds"],
        "cores of people": in_server / found["seconds"],
        "MiB each": max(bot.peak for bot in bots),
        "processes of PostgreSQL": len(family(postgres)),
    }


def _settings(database: str, port: int) -> dict[str, str]:
    """``port`` stands in the address too, which is the same for all elsewhere: here each is posted to by itself."""
    return {
        "STRONGSUIT_DATABASE_URL": database, "STRONGSUIT_WEBHOOK_URL": HOOK.format(port=port),
        "STRONGSUIT_WEBHOOK_SECRET": SECRET, "STRONGSUIT_HTTP_PORT": str(port),
    }  # fmt: skip


def _is_up(port: int) -> bool:
    try:
        with _open(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """The table of a run."""
    medians = figures["median"]
    alone = next(iter(medians.values()))["a second"]
    rows = [
        [
            count, f"{one['a second']:,.0f}", f"{one['a second'] / alone:.2f}", f"{one['us of bots']:,.0f}",
            f"{one['us of PostgreSQL']:,.0f}", f"{one['p50']:,.0f}", f"{one['p99']:,.0f}",
            f"{one['cores of bots']:.2f}", f"{one['cores of PostgreSQL']:.2f}", f"{one['cores of people']:.2f}",
        ]
        for count, one in medians.items()
    ]  # fmt: skip
    heads = [
        f"replicas, {figures['cores']} cores, {figures['people']} people", "turns a second", "times one",
        "µs of bots a turn", "µs of PostgreSQL a turn", "p50, ms", "p99, ms", "cores: bots", "cores: PostgreSQL",
        "cores: people",
    ]  # fmt: skip
    yield report.table(heads, rows)
