"""What waits for one address, and how the first of it goes out."""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from bot.app.delivery.pace import Place
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

    ``letter`` is the first as it goes out, kept for the next try. ``files`` are being made for messages that wait.
    ``place`` is where the first stands in line, if it is unsolicited and its turn has not come. ``told_to_wait`` says
    that the channel itself has said how long to rest. While ``withheld``, nothing unsolicited begins: somebody is just
    deciding whether it is to be taken back. ``numbers`` are what the channel calls the first, once it has said yes.
    """

    waiting: deque[OutboxRecord] = field(default_factory=deque)
    sending: bool = False
    doubtful: bool = False
    letter: Letter | None = None
    numbers: tuple[int, ...] = ()
    files: dict[int, asyncio.Task[File | None]] = field(default_factory=dict)
    task: asyncio.Task[None] | None = None
    place: Place | None = None
    told_to_wait: bool = False
    withheld: bool = False
    # Made while they are waited for: there may be many queues.
    _woken: asyncio.Event | None = None
    _passing: asyncio.Event | None = None
    _free: asyncio.Event | None = None

    @property
    def begun(self) -> bool:
        """Whether somebody may be reading the first message already."""
        return self.sending or self.doubtful

    @property
    def unbegun(self) -> list[OutboxRecord]:
        """What waits here that nobody can have read."""
        return list(islice(self.waiting, int(self.begun), None))

    @property
    def is_awaited(self) -> bool:
        """Whether any of it is a reply, which somebody waits for."""
        return any(not one.unsolicited for one in self.waiting)

    def take_back(self, since: int) -> list[OutboxRecord]:
        """Drops what has not begun of questions numbered ``since`` or later, and returns it."""
        dropped = [one for one in self.unbegun if one.question >= since]
        if dropped:
            gone = {id(one) for one in dropped}
            first = self.waiting[0]
            self.waiting = deque(one for one in self.waiting if id(one) not in gone)
            if id(first) in gone:
                self.step_out()
        return dropped

    async def let_go(self) -> None:
        """Waits until nothing is withheld here."""
        while self.withheld:
            self._free = self._free or asyncio.Event()
            await self._free.wait()

    def free(self) -> None:
        """What was withheld may go, if it is still there."""
        self.withheld = False
        if self._free:
            self._free.set()
            self._free = None

    def step_out(self) -> None:
        """Leaves the line, or ends a rest of our own: the first message was taken back, or is to go another way."""
        if self.place:
            self.place.leave()
        if not self.told_to_wait:
            self.wake()

    async def rest(self, seconds: float) -> None:
        """Waits before the next try, unless there is a reason to go on at once."""
        self._woken = asyncio.Event()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken = None

    def wake(self) -> None:
        """There is a reason to go on at once."""
        if self._woken:
            self._woken.set()

    def give_up_files(self) -> None:
        """Nobody waits for these any more."""
        for making in self.files.values():
            making.cancel()
        self.files.clear()

    async def made(self, file: asyncio.Task[File | None]) -> bool:
        """Waits for a file; False where others are to go first."""
        if file.done():
            return True
        self._passing = asyncio.Event()
        passing = asyncio.create_task(self._passing.wait())
        try:
            await asyncio.wait({file, passing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            passing.cancel()
            self._passing = None
        return file.done()

    def let_pass(self) -> None:
        """Others are to go before the file that is being made for the first."""
        if self._passing:
            self._passing.set()
