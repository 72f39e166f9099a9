"""Telegram's side of updates: they wait until they are acknowledged, and are handed over again until then."""

import asyncio
from collections import deque
from typing import Any

# Bot API, getUpdates.
AT_ONCE = 100


class Mailroom:
    """The updates that wait for the bot."""

    def __init__(self, first: int = 1000) -> None:
        self._next = first
        self._waiting: deque[dict[str, Any]] = deque()
        self._calls: list[asyncio.Future[None]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, content: dict[str, Any]) -> int:
        """An update is there from now on; returns its number."""
        number, self._next = self._next, self._next + 1
        self._waiting.append({"update_id": number, **content})
        self.wake()
        return number

    def acknowledge(self, before: int) -> None:
        """All updates with smaller numbers are done with."""
        while self._waiting and self._waiting[0]["update_id"] < before:
            self._waiting.popleft()

    async def wait(self, seconds: float) -> None:
        """Returns when there is an update, or so many seconds have gone by."""
        if self._waiting or not seconds:
            return
        call = asyncio.get_running_loop().create_future()
        self._calls.append(call)
        try:
            await asyncio.wait([call], timeout=seconds)
        finally:
            call.cancel()

    def wake(self) -> None:
        """Lets go whoever waits."""
        for call in self._calls:
            if not call.done():
                call.set_result(None)
        self._calls.clear()

    def handed_over(self) -> list[dict[str, Any]]:
        """What a call gets now: the oldest that are not acknowledged."""
        return [self._waiting[place] for place in range(min(len(self._waiting), AT_ONCE))]
