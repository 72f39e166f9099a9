"""Pauses that end early when the process is asked to stop."""

import asyncio
import contextlib

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0


class Rest:
    """Waits between two tries, and knows whether the process is to end."""

    def __init__(self) -> None:
        self._pause = FIRST_PAUSE_SECONDS
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends every pause, now and later."""
        self._stopping.set()

    @property
    def is_over(self) -> bool:
        """Whether the process was asked to stop."""
        return self._stopping.is_set()

    async def stopped(self) -> None:
        """Returns when the process is asked to stop."""
        await self._stopping.wait()

    async def rest(self, seconds: float) -> None:
        """Waits for so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def rest_longer(self) -> None:
        """Waits twice as long as the last time, up to half a minute."""
        seconds, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        await self.rest(seconds)

    def begin_anew(self) -> None:
        """All is well again: the next pause is a short one."""
        self._pause = FIRST_PAUSE_SECONDS
