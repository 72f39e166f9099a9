"""Clocks and waiting."""
# ruff: noqa: ASYNC109 - a test says how long it waits

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
wall_clock: Callable[[], float] = time.time  # noqa: TID251 - the server stands outside of the program


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        """The current time, in seconds since 1970."""
        return self.now

    def advance(self, seconds: float) -> None:
        """Move on."""
        self.now += seconds


class Bell:
    """Rings at every change, so that tests wait without polling."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Something changed: everybody who waits looks again."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def until(self, probe: Callable[[], Found | None], timeout: float) -> Found | None:
        """What the probe finds, as soon as it does; None when it has not within `timeout` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while (found := probe()) is None and loop.time() < deadline:
            waiting = loop.create_future()
            self._waiting.add(waiting)
            try:
                await asyncio.wait_for(waiting, max(0.0, deadline - loop.time()))
            except TimeoutError:
                return probe()
            finally:
                self._waiting.discard(waiting)
        return found
