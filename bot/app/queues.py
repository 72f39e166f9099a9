"""What waits for one address, and how the first of it goes out."""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field

from bot.app.files import File
from bot.app.message import Message
from bot.storage import OutboxRecord


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of the outbox as it goes out."""

    record: OutboxRecord
    message: Message
    file: File | None = None


@dataclass(slots=True)
class Queue:
    """What waits for one address. The first may be on its way (``sending``), or may have arrived (``doubtful``).

    ``letter`` is the first as it goes out, kept for the next try. ``files`` are being made for messages that wait;
    ``passing`` tells the first that others are to go before its file.
    """

    waiting: deque[OutboxRecord] = field(default_factory=deque)
    sending: bool = False
    doubtful: bool = False
    letter: Letter | None = None
    files: dict[int, asyncio.Task[File | None]] = field(default_factory=dict)
    task: asyncio.Task[None] | None = None
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    passing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def begun(self) -> bool:
        """Whether somebody may be reading the first message already."""
        return self.sending or self.doubtful

    async def rest(self, seconds: float) -> None:
        """Waits before the next try, unless there is a reason to go on at once."""
        self.wake.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), seconds)

    def give_up_files(self) -> None:
        """Nobody waits for these any more."""
        for making in self.files.values():
            making.cancel()
        self.files.clear()

    async def made(self, file: asyncio.Task[File | None]) -> bool:
        """Waits for a file; False where others are to go first."""
        self.passing.clear()
        passing = asyncio.create_task(self.passing.wait())
        try:
            await asyncio.wait({file, passing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            passing.cancel()
        return file.done()
