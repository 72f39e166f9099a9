"""One bot through all situations, once: how many turns, at which cost, and how long people waited."""

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.beside.client import FIRST_CHAT, ServerProcess, server
from benchmarks.beside.contenders import CONTENDERS, Running, running
from benchmarks.processes import OTHER_CORE, wait_for
from benchmarks.report import spread


@dataclass(frozen=True, slots=True)
class Situation:
    """``people`` who answer at once, or so many a second by a ``rate``; every answer of the API takes ``delay``."""

    title: str
    people: int
    rate: float = 0.0
    delay: float = 0.0
    # At a calm pace it takes longer until there is anything to tell a tail from.
    times_as_long: float = 1.0


def situations(people: Sequence[int]) -> dict[str, Situation]:
    """What every bot goes through; ``people`` are the numbers of them who all write as fast as they can."""
    few = min(people)
    return {
        **{f"{count} people": Situation(f"{count} people, as fast as they can", count) for count in people},
        "paced": Situation(f"{few} people, 30 turns a second", few, rate=30.0, times_as_long=2.0),
        "slow api": Situation(f"{few} people, an API that answers after 50 ms", few, delay=0.05),
    }


def stay_off_the_measured_core() -> None:
    """Whoever measures works where the server does."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) >= 2:
        os.sched_setaffinity(0, {cores[OTHER_CORE]})


def one_round(name: str, wanted: dict[str, Situation], seconds: float, warming: float) -> dict[str, Any]:
    """A fresh start of a bot, all people welcomed, and each situation for so many seconds after ``warming``.

    At the end it is started again on what it has kept. Raises `SilentError`, or `TimeoutError` where it does not start.
    """
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="beside-") as place, server() as api:
        folder = Path(place)
        with running(name, api.url, folder) as bot:
            found["first start"] = first_poll(api, bot)
            for key, situation in wanted.items():
                welcome(api, situation.people, CONTENDERS[name].prologue)
                found[key] = measured(api, bot, situation, seconds, warming)
            found["peak"] = bot.peak
        api.ask("reset")
        with running(name, api.url, folder) as bot:
            found["start"] = first_poll(api, bot)
    return found


def first_poll(api: ServerProcess, bot: Running) -> float:
    """How many seconds a bot has taken to its first getUpdates. Raises `TimeoutError`."""
    wait_for(lambda: api.state()["first_poll"], 60)
    return float(api.state()["first_poll"]) - bot.begun_at


def welcome(api: ServerProcess, people: int, prologue: Sequence[tuple[str, str]]) -> None:
    """So many people are there afterwards, each past the prologue. Raises `SilentError`."""
    there = api.state()["people"]
    if there < people:
        api.come(range(FIRST_CHAT + there, FIRST_CHAT + people), prologue)


def measured(
    api: ServerProcess, bot: Running, situation: Situation, seconds: float, warming: float
) -> dict[str, float]:
    """One situation; afterwards everybody rests. Raises `SilentError`."""
    seconds *= situation.times_as_long
    api.ask("delay", seconds=situation.delay)
    api.ask("go", people=situation.people, rate=situation.rate, turns=0)
    time.sleep(warming)
    api.ask("reset")
    cpu, begun = bot.cpu, api.state()
    time.sleep(seconds)
    cpu, found = bot.cpu - cpu, api.figures()
    api.ask("rest")
    api.wait_until_all_rest()
    api.ask("delay", seconds=0)
    waited = spread(found["latencies"])
    turns = found["turns"] or 1
    return {
        "turns": found["turns"],
        "a second": found["turns"] / found["seconds"],
        "us of processor": cpu * 1e6 / turns,
        "p50": waited["median"] * 1e3,
        "p99": waited["p99"] * 1e3,
        "max": waited["max"] * 1e3,
        "MiB": bot.peak,
        "busy": cpu / seconds,
        "server busy": (found["server_cpu"] - begun["server_cpu"]) / found["seconds"],
        "other messages": found["other"],
        "not ready": found["not_ready"],
    }
