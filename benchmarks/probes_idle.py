"""Probes of an application with nothing to do."""

import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from benchmarks.machine import peak_mebibytes
from benchmarks.opened import opened, shipped
from benchmarks.report import spread
from bot.compose.clock import now


async def idle(folders: list[str], ticks: int) -> dict[str, Any]:
    """Ticks with nothing due, on several databases in turn: what disturbs one disturbs all. Seconds, by folder."""
    content = shipped()
    async with AsyncExitStack() as stack:
        apps = [await stack.enter_async_context(opened(Path(folder), content)) for folder in folders]
        for app in apps:
            await app.start()
        took: list[list[float]] = [[] for _ in apps]
        for number in range(ticks):
            for place, app in enumerate(apps):
                begun = time.perf_counter()
                done = await app.due.tick(now())
                took[place].append(time.perf_counter() - begun)
                if done:
                    raise RuntimeError(f"tick {number} of {folders[place]} was not idle")
        for app in apps:
            await app.stop()
    return {"ticks": [spread(one) for one in took]}


async def start(folder: str) -> dict[str, Any]:
    """How long `App.start` takes, and how much memory the process holds afterwards."""
    content = shipped()
    async with opened(Path(folder), content) as app:
        begun = time.perf_counter()
        await app.start()
        took = time.perf_counter() - begun
        await app.stop()
    return {"seconds": took, "mebibytes": peak_mebibytes()}
