"""When people write: as soon as they have read, or so many a second, or after a while."""

import asyncio
from collections import deque
from collections.abc import Callable

Deed = Callable[[], object]


class Pacing:
    """Lets everybody do what they are about to do, in the order in which they came to it.

    ``rate`` is how many do so in a second, None for all at once; ``reading`` is how many seconds each takes before.
    Both may be changed at any time.
    """

    def __init__(self, rate: float | None = None, reading: float = 0.0) -> None:
        self.rate = rate
        self.reading = reading
        self._waiting: deque[Deed] = deque()
        self._next = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self, deed: Deed) -> None:
        loop = asyncio.get_running_loop()
        if self.reading:
            loop.call_later(self.reading, self._line_up, deed)
        else:
            self._line_up(deed)

    def hurry(self) -> None:
        """From now on everybody writes as soon as they have read."""
        self.rate, self.reading = None, 0.0
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._let_go()

    def _line_up(self, deed: Deed) -> None:
        self._waiting.append(deed)
        if self._timer is None:
            self._let_go()

    def _let_go(self) -> None:
        """Whose turn it is; the others wait for a timer, or for the loop's next round."""
        loop = asyncio.get_running_loop()
        self._timer = None
        while self._waiting:
            if self.rate is not None and self._next > loop.time():
                self._timer = loop.call_at(self._next, self._let_go)
                return
            if self.rate is not None:
                self._next = max(self._next, loop.time()) + 1 / self.rate
            loop.call_soon(self._waiting.popleft())
