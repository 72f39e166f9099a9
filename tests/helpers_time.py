"""An event loop whose time passes only when everybody waits, so that tests of hours take a moment and never vary."""

import asyncio
import selectors
from collections.abc import Awaitable
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.SelectSelector):
    """Lets time pass where a real selector would wait; ``lag`` is how much more than asked for."""

    passed = lag = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise AssertionError("everybody waits, and nothing will ever happen")
        self.passed += timeout + self.lag if timeout > 0 else 0.0
        return super().select(0)


class AheadLoop(asyncio.SelectorEventLoop):
    """Jumps ahead to whatever is due next, and wakes up ``lag`` seconds late."""

    def __init__(self, lag: float) -> None:
        self._jumps = _Selector()
        self._jumps.lag = lag
        super().__init__(self._jumps)

    def time(self) -> float:
        """Seconds since the loop was made, as far as anybody can tell."""
        return self._jumps.passed

    def block(self, seconds: float) -> None:
        """Somebody keeps the loop busy for so long."""
        self._jumps.passed += seconds


def ahead(work: Awaitable[T], lag: float = 0.0) -> T:
    """Runs ``work`` in such a loop."""
    with asyncio.Runner(loop_factory=lambda: AheadLoop(lag)) as runner:
        return runner.run(_awaited(work))


async def _awaited(work: Awaitable[T]) -> T:
    return await work


def busy(seconds: float) -> None:
    """Keeps the running loop of `ahead` busy."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, AheadLoop)
    loop.block(seconds)


def now() -> float:
    """The time in the running loop."""
    return asyncio.get_running_loop().time()
