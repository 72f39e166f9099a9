"""Delivery: sends what is in the outbox, in order for each person, and notes what was sent.

A message leaves the outbox only when the channel has said yes. Replies are tried until then; what nobody has asked for
(a nudge, a check-in) is not tried again once it may have arrived, because it must never come twice. A file that goes
along is made just before, once for all tries; where there can be none, the message goes without it and says so.

A process that dies before it has heard the yes leaves messages of which nobody knows whether they arrived: the next one
holds those back (`Delivery.adopt`) until it has seen what people have written since, see `bot.app.batch`.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.app.files import File, Maker, Workshop
from bot.app.message import Message
from bot.app.noting import Notes
from bot.app.queues import Letter, Queue
from bot.storage import DatabaseUnavailable, Journal, OutboxRecord, Store

AT_ONCE = 64
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 60.0

log = structlog.get_logger()


class Sender(Protocol):
    """A channel's way of sending."""

    async def send(self, address: str, message: Message, file: File | None = None) -> None:
        """Returns when the channel has said yes to both. Raises one of the errors below.

        A message that is tried again comes with the very same ``file``, so that a channel which sends the two one after
        the other can tell which of them is still to go.
        """
        ...


class SendError(Exception):
    """A message was not, or perhaps not, sent."""


@dataclass
class TryAgain(SendError):  # noqa: N818 - named for what to do
    """Not sent, or (``maybe_sent``) nobody knows. ``after`` seconds may be prescribed by the channel."""

    after: float | None = None
    maybe_sent: bool = False


class Unreachable(SendError):  # noqa: N818 - named for what it means
    """This person cannot be written to any more: the bot is blocked, or the account is gone."""


class Refused(SendError):  # noqa: N818 - named for what it means
    """The channel will never take this message."""


class FileRefused(SendError):  # noqa: N818 - named for what it means
    """The channel will never take this file; nothing of the message was sent, and it may go without."""


class Delivery:
    """Sends messages, with one queue for each address and at most `AT_ONCE` on their way."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        unreachable: Callable[[str], Awaitable[None]] | None = None,
        journal: Journal | None = None,
        maker: Maker | None = None,
    ) -> None:
        self._sender = sender
        self._unreachable = unreachable
        self._workshop = Workshop(maker)
        self._notes = Notes(store, journal)
        self._queues: dict[str, Queue] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._doubtful: dict[str, list[OutboxRecord]] = {}
        self._waits: dict[str, float] = {}

    # -- what intake asks and says -----------------------------------------------------------------------------------

    def unbegun(self, address: str) -> bool:
        """Whether a message waits for this address whose sending has not begun."""
        queue = self._queues.get(address)
        return bool(queue and queue.waiting and not queue.begun)

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Queues committed messages."""
        messages = list(messages)
        for message in messages:
            queue = self._queues.setdefault(message.address, Queue())
            queue.waiting.append(message)
            if queue.task is None:
                queue.task = asyncio.create_task(self._empty(message.address, queue))
        for address in {message.address for message in messages}:
            # What is said next does not wait for a file that was begun before.
            self._queues[address].passing.set()

    def unsay(self, address: str, since: int) -> None:
        """Drops waiting messages of questions numbered ``since`` or later; one that is on its way goes out."""
        queue = self._queues.get(address)
        if queue:
            begun = 1 if queue.begun else 0
            kept = [one for i, one in enumerate(queue.waiting) if i < begun or one.question < since]
            queue.waiting = deque(kept)

    def forget(self, address: str) -> None:
        """Drops everything that waits for an address."""
        self.unsay(address, since=0)

    def acted(self, address: str) -> None:
        """The person has done something since: a message that may have arrived has been read, and is not sent again.

        One whose file is still being made lets the replies to that pass: nobody waits for help behind a PDF.
        """
        queue = self._queues.get(address)
        if queue and queue.doubtful and queue.waiting:
            self._done_with(queue, queue.waiting[0])
            queue.doubtful = False
            queue.wake.set()
        if queue:
            queue.passing.set()

    def begun(self, address: str) -> list[int]:
        """The number of the message to this address that somebody may be reading already, if there is one."""
        queue = self._queues.get(address)
        first = queue.waiting[0] if queue and queue.begun and queue.waiting else None
        return [first.id] if first and first.id is not None else []

    def take_sent(self) -> list[int]:
        """Hands over the ids that are to be noted; `noted` or `give_back` says how that went."""
        return self._notes.take()

    def noted(self) -> None:
        """What was taken is noted in the database."""
        self._notes.noted()

    def give_back(self, ids: Sequence[int]) -> None:
        """Takes back ids that could not be noted."""
        self._notes.give_back(ids)

    def doubtful(self, address: str) -> list[OutboxRecord]:
        """The doubtful messages for an address."""
        return list(self._doubtful.get(address, ()))

    def resolve(self, address: str) -> None:
        """The doubtful messages for an address are dealt with."""
        self._doubtful.pop(address, None)

    # -- starting and stopping ---------------------------------------------------------------------------------------

    async def adopt(self) -> int:
        """Takes charge of what an earlier process left unsent, and holds it back. Returns how many there are."""
        left = await self._notes.adopt()
        for message in left:
            self._doubtful.setdefault(message.address, []).append(message)
        return len(left)

    def release(self) -> None:
        """Sends what was held back to everybody from whom no act is waiting."""
        held, self._doubtful = self._doubtful, {}
        for messages in held.values():
            self.deliver(messages)

    def start(self) -> None:
        """Starts noting in the background."""
        self._notes.start()

    async def drain(self, seconds: float) -> bool:
        """Waits until everything is sent and noted, at most ``seconds``. Returns whether it is."""
        tasks = [queue.task for queue in self._queues.values() if queue.task]
        _, late = await asyncio.wait(tasks, timeout=seconds) if tasks else (set(), set())
        await self._notes.write()
        return not late

    async def stop(self) -> None:
        """Stops sending. What is unsent stays in the outbox."""
        tasks = [queue.task for queue in self._queues.values() if queue.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for queue in self._queues.values():
            queue.give_up_files()
        await self._notes.stop()

    @property
    def depth(self) -> int:
        """How many messages wait or are on their way."""
        return sum(len(queue.waiting) for queue in self._queues.values())

    # -- sending -----------------------------------------------------------------------------------------------------

    async def _empty(self, address: str, queue: Queue) -> None:
        """Sends everything that waits for one address, in order."""
        while queue.waiting:
            record = queue.waiting[0]
            if not await self._written(queue, record):
                continue
            letter = queue.letter
            async with self._slots:
                if not queue.waiting or queue.waiting[0] is not record:
                    continue  # it was taken back meanwhile
                queue.sending = True
                trouble = await self._try(queue, letter) if letter else None
                queue.sending = False
            if trouble is None:
                self._done_with(queue, record)
                continue
            queue.doubtful = trouble.maybe_sent
            await queue.rest(self._wait(address, trouble))
            queue.doubtful = False
        self._waits.pop(address, None)
        queue.give_up_files()
        del self._queues[address]

    async def _written(self, queue: Queue, record: OutboxRecord) -> bool:
        """Puts the first message into ``queue.letter`` as it goes out, with its file; None for one that is unreadable.

        False where others go first: its file is still being made, and the person has done something meanwhile.
        """
        if queue.letter and queue.letter.record is record:
            return True
        queue.letter = None
        try:
            message = Message.load(record.body)
        except (TypeError, ValueError):
            log.error("a waiting message cannot be read, and is passed over")
            return True
        file = None
        if message.enclosure:
            making = queue.files.get(id(record))
            if making is None:
                making = asyncio.create_task(self._workshop.make(record.address, message.enclosure))
                queue.files[id(record)] = making
            if not await queue.made(making):
                queue.waiting.rotate(-1)
                return False
            file = making.result()
        queue.letter = Letter(record, message if file else message.without_file(), file)
        return True

    def _done_with(self, queue: Queue, message: OutboxRecord) -> None:
        if queue.waiting and queue.waiting[0] is message:
            queue.waiting.popleft()
        queue.letter = None
        queue.files.pop(id(message), None)
        self._waits.pop(message.address, None)
        if message.id is not None:
            self._notes.add(message.id)

    async def _try(self, queue: Queue, letter: Letter) -> TryAgain | None:
        """Sends once. Returns None when the message is done with, or why it is to be tried again."""
        address = letter.record.address
        try:
            await self._sender.send(address, letter.message, letter.file)
        except TryAgain as error:
            return None if letter.record.unsolicited and error.maybe_sent else error
        except Unreachable:
            if self._unreachable:
                with contextlib.suppress(DatabaseUnavailable):
                    await self._unreachable(address)
        except FileRefused as error:
            log.error("file refused by the channel", cause=str(error))
            queue.letter = Letter(letter.record, letter.message.without_file())
            return TryAgain(after=0)
        except Refused as error:
            log.error("message refused by the channel", cause=str(error))
        except Exception as error:  # a bug in a sender must not stop the queue for good
            log.error("sending failed", cause=type(error).__name__)
            return TryAgain()
        return None

    def _wait(self, address: str, error: TryAgain) -> float:
        """What the channel prescribes, else twice as long as the last time."""
        if error.after is not None:
            return error.after
        wait = min(self._waits.get(address, FIRST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)
        self._waits[address] = wait * 2
        return wait
