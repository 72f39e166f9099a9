"""Probes of making check-ins: the crowd itself, the tick alone, and the tick with what it hands over."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from benchmarks.crowd import make_crowd
from benchmarks.opened import opened, shipped
from benchmarks.probes_jobs import Noting
from bot.app.content import Defaults
from bot.app.due import DueTimers
from bot.app.outgoing import Outgoing
from bot.compose.clock import now


async def crowd(folder: str, enrolled: int, due: int = 0, due_in: float = 0.0, spread: float = 0.0) -> dict[str, Any]:
    """Makes a crowd whose check-ins are due in so many seconds. Returns when that is, and how long the making took."""
    at, begun = now(), time.perf_counter()
    due_at = at + timedelta(seconds=due_in)
    await make_crowd(Path(folder), shipped(), at, enrolled=enrolled, due=due, due_at=due_at, spread=spread)
    file = Path(folder) / "strongsuit.sqlite3"
    return {"seconds": time.perf_counter() - begun, "mebibytes_on_disk": file.stat().st_size / 2**20}


class _Away:
    """Stands in for delivery's half: there is always room, and what is handed over is gone."""

    room = 2048

    def deliver(self, messages: object) -> None:
        """Forgets them."""

    async def recover(self) -> None:
        """Nothing is left behind."""


async def turns(folder: str, people: int, hand_over: bool) -> dict[str, Any]:
    """Check-ins from due rows to committed messages; with ``hand_over`` also through delivery to a channel's door.

    Returns seconds of the wall and of the processor.
    """
    sender, content = Noting(), shipped()
    async with opened(Path(folder), content, sender) as app:
        await app.start()
        app.delivery.release()
        due = app.due if hand_over else DueTimers(app.store, app.contents, cast(Outgoing, _Away()), Defaults())
        begun, cpu = time.perf_counter(), time.process_time()
        done = 0
        while done < people or (hand_over and len(sender.sent) < people):
            done += await due.tick(now())
            await app.delivery.drain(60)
        found = {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "people": people}
        await app.stop()
    return found
