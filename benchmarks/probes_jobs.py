"""Probes of many things falling due at once: APScheduler with one job a person, and ours."""

import asyncio
import logging
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from benchmarks.machine import now_mebibytes
from benchmarks.opened import opened, shipped
from bot.app.files import File
from bot.app.message import Message
from bot.compose.clock import now
from bot.telegram.run import TICK_SECONDS

BEAT_SECONDS = 0.001


class Heart:
    """Beats in the loop; the longest pause between two beats is how long the loop was held."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now_ = time.perf_counter()
            self.longest, last = max(self.longest, now_ - last), now_

    async def stop(self) -> None:
        """Stops it."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task


_fired: list[float] = []


async def fire(person: int) -> None:
    """A job. It stands here by its name, as a job store needs it."""
    _fired.append(time.perf_counter())


async def jobs(people: int, lead: float, store: str = "", due: bool = True) -> dict[str, Any]:
    """APScheduler with a weekly job a person, due at once after ``lead`` seconds, or not ``due`` before tomorrow.

    ``store`` is the URL of a database for its own job store; without one, jobs are kept in memory.
    """
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True})
    if store:
        scheduler.add_jobstore("sqlalchemy", url=store)
    scheduler.start()
    before, begun = now_mebibytes(), time.perf_counter()
    at = now() + timedelta(seconds=lead if due else 86_400)
    for person in range(people):
        scheduler.add_job(fire, "interval", [person], weeks=1, next_run_time=at)
    found = {"added": time.perf_counter() - begun, "mebibytes": now_mebibytes() - before}
    if due:
        wait = (at - now()).total_seconds()
        if wait < 0:
            raise RuntimeError("adding took longer than the lead")
        heart, due_at = Heart(), time.perf_counter() + wait
        while len(_fired) < people:
            await asyncio.sleep(0.05)
        await heart.stop()
        found |= {"held": heart.longest, "first": _fired[0] - due_at, "last": _fired[-1] - due_at}
    scheduler.shutdown(wait=False)
    return found


class Noting:
    """A channel that says yes at once, and notes when."""

    def __init__(self) -> None:
        self.sent: list[float] = []

    async def send(self, address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        """Notes the moment."""
        self.sent.append(time.perf_counter())
        return (len(self.sent),)


async def due_at_once(folder: str, people: int) -> dict[str, Any]:
    """Ours, ticking as the running bot does, with as many check-ins due at once, each made and handed over."""
    sender, content = Noting(), shipped()
    async with opened(Path(folder), content, sender) as app:
        await app.start()
        app.delivery.release()
        scheduler = AsyncIOScheduler(timezone="UTC")
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that goes on is not begun again, as is meant

        async def tick() -> None:
            await app.due.tick(now())

        heart, begun = Heart(), time.perf_counter()
        scheduler.add_job(tick, "interval", seconds=TICK_SECONDS, max_instances=1, coalesce=True, next_run_time=now())
        scheduler.start()
        while len(sender.sent) < people:
            await asyncio.sleep(0.05)
        await heart.stop()
        scheduler.shutdown(wait=False)
        await app.stop()
    return {"held": heart.longest, "first": sender.sent[0] - begun, "last": sender.sent[-1] - begun}
