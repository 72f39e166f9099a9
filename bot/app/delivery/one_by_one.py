"""What nobody answers goes out one after the other.

A process that is killed leaves messages on their way of which the next one cannot know whether they arrived. Whoever
has read a question answers it, and that tells. What asks nothing (all but the last part of a reply, the end of a talk)
is answered by nobody, and would be told to everybody again. So there is one of these on its way at a time. Where the
channel takes longer for its yes, it does not hold up the others.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.delivery.queues import Queue
from bot.app.message import read_data

# So long the next one waits for a yes. A channel that is far away takes longer; then several are on their way.
PATIENCE_SECONDS = 0.005


class OneByOne:
    """The line of what is not answered."""

    def __init__(self) -> None:
        self._taken = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, queue: Queue) -> AsyncIterator[None]:
        """Waits for the turn of the first message of a queue, if it asks nothing; it goes out in the block."""
        if _asks(queue):
            yield
            return
        await self._taken.acquire()
        place = _Place(self._taken)
        timer = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, place.leave)
        try:
            yield
        finally:
            timer.cancel()
            place.leave()


class _Place:
    """The front of the line, which is left once."""

    def __init__(self, taken: asyncio.Lock) -> None:
        self._taken: asyncio.Lock | None = taken

    def leave(self) -> None:
        """The next one may go."""
        taken, self._taken = self._taken, None
        if taken:
            taken.release()


def _asks(queue: Queue) -> bool:
    """Whether the first message is the last of what waits, and has buttons of a question."""
    if len(queue.waiting) > 1 or queue.letter is None:
        return False
    return any(isinstance(read_data(key.data), tuple) for row in queue.letter.message.rows for key in row)
