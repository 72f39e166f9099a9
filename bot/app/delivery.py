"""Delivery: sends what is in the outbox, in order for each person, and notes what was sent.

A message leaves the outbox only when the channel has said yes. Replies are tried until then; what nobody has asked for
(a nudge, a check-in) is not tried again once it may have arrived, because it must never come twice.

A yes goes into the journal at once, and into the database with the next batch of turns, or by itself a moment later. A
process that dies before it has heard the yes leaves messages of which nobody knows whether they arrived: the next one
holds those back (`Delivery.adopt`) until it has seen what people have written since, see `bot.app.batch`.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.app.message import Message
from bot.storage import DatabaseUnavailable, Journal, OutboxRecord, Store

AT_ONCE = 64
# How long a yes may stay unwritten when no batch comes along that would write it.
NOTE_AFTER_SECONDS = 0.05
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 60.0

log = structlog.get_logger()


class Sender(Protocol):
    """A channel's way of sending."""

    async def send(self, address: str, message: Message) -> None:
        """Returns when the channel has said yes. Raises one of the errors below."""
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


@dataclass(slots=True)
class _Queue:
    """What waits for one address. The first may be on its way (``sending``), or may have arrived (``doubtful``)."""

    waiting: deque[OutboxRecord] = field(default_factory=deque)
    sending: bool = False
    doubtful: bool = False
    task: asyncio.Task[None] | None = None
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def begun(self) -> bool:
        """Whether somebody may be reading the first message already."""
        return self.sending or self.doubtful

    async def rest(self, seconds: float) -> None:
        """Waits before the next try, unless there is a reason to go on at once."""
        self.wake.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), seconds)


class Delivery:
    """Sends messages, with one queue for each address and at most `AT_ONCE` on their way."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        unreachable: Callable[[str], Awaitable[None]] | None = None,
        journal: Journal | None = None,
    ) -> None:
        self._journal = journal
        self._store = store
        self._sender = sender
        self._unreachable = unreachable
        self._queues: dict[str, _Queue] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._sent: list[int] = []
        self._being_noted = 0
        self._doubtful: dict[str, list[OutboxRecord]] = {}
        self._waits: dict[str, float] = {}
        self._to_note = asyncio.Event()
        self._noter: asyncio.Task[None] | None = None

    # -- what intake asks and says -----------------------------------------------------------------------------------

    def unbegun(self, address: str) -> bool:
        """Whether a message waits for this address whose sending has not begun."""
        queue = self._queues.get(address)
        return bool(queue and queue.waiting and not queue.begun)

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Queues committed messages."""
        for message in messages:
            queue = self._queues.setdefault(message.address, _Queue())
            queue.waiting.append(message)
            if queue.task is None:
                queue.task = asyncio.create_task(self._empty(message.address, queue))

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
        """The person has done something since: a message that may have arrived has been read, and is not sent again."""
        queue = self._queues.get(address)
        if queue and queue.doubtful and queue.waiting:
            self._done_with(queue, queue.waiting[0])
            queue.doubtful = False
            queue.wake.set()

    def begun(self, address: str) -> list[int]:
        """The number of the message to this address that somebody may be reading already, if there is one."""
        queue = self._queues.get(address)
        first = queue.waiting[0] if queue and queue.begun and queue.waiting else None
        return [first.id] if first and first.id is not None else []

    def take_sent(self) -> list[int]:
        """Hands over the ids that are to be noted; `noted` or `give_back` says how that went."""
        taken, self._sent = self._sent, []
        self._being_noted += 1
        return taken

    def noted(self) -> None:
        """What was taken is noted in the database; with nothing left over, the journal begins anew."""
        self._being_noted -= 1
        if self._journal and not self._sent and not self._being_noted:
            with contextlib.suppress(OSError):
                self._journal.clear()

    def give_back(self, ids: Sequence[int]) -> None:
        """Takes back ids that could not be noted."""
        self._being_noted -= 1
        self._sent.extend(ids)
        self._to_note.set()

    def doubtful(self, address: str) -> list[OutboxRecord]:
        """The doubtful messages for an address."""
        return list(self._doubtful.get(address, ()))

    def resolve(self, address: str) -> None:
        """The doubtful messages for an address are dealt with."""
        self._doubtful.pop(address, None)

    # -- starting and stopping ---------------------------------------------------------------------------------------

    async def adopt(self) -> int:
        """Takes charge of what an earlier process left unsent, and holds it back. Returns how many there are."""
        sent = self._journal.read() if self._journal else set()
        async with self._store.transaction() as transaction:
            await transaction.drop_outbox(sent)
            left = await transaction.unsent()
        if self._journal:
            self._journal.clear()
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
        self._noter = asyncio.create_task(self._keep_noting())

    async def drain(self, seconds: float) -> bool:
        """Waits until everything is sent and noted, at most ``seconds``. Returns whether it is."""
        tasks = [queue.task for queue in self._queues.values() if queue.task]
        _, late = await asyncio.wait(tasks, timeout=seconds) if tasks else (set(), set())
        await self._note()
        return not late

    async def stop(self) -> None:
        """Stops sending. What is unsent stays in the outbox."""
        tasks = [queue.task for queue in self._queues.values() if queue.task]
        tasks += [self._noter] if self._noter else []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(DatabaseUnavailable):
            await self._note()

    @property
    def depth(self) -> int:
        """How many messages wait or are on their way."""
        return sum(len(queue.waiting) for queue in self._queues.values())

    # -- sending -----------------------------------------------------------------------------------------------------

    async def _empty(self, address: str, queue: _Queue) -> None:
        """Sends everything that waits for one address, in order."""
        while queue.waiting:
            async with self._slots:
                if not queue.waiting:
                    break
                message, queue.sending = queue.waiting[0], True
                trouble = await self._try(message)
                queue.sending = False
                if trouble is None:
                    self._done_with(queue, message)
                    continue
            queue.doubtful = trouble.maybe_sent
            await queue.rest(self._wait(address, trouble))
            queue.doubtful = False
        self._waits.pop(address, None)
        del self._queues[address]

    def _done_with(self, queue: _Queue, message: OutboxRecord) -> None:
        if queue.waiting and queue.waiting[0] is message:
            queue.waiting.popleft()
        self._waits.pop(message.address, None)
        self._settle(message)

    async def _try(self, message: OutboxRecord) -> TryAgain | None:
        """Sends once. Returns None when the message is done with, or why it is to be tried again."""
        try:
            await self._sender.send(message.address, Message.load(message.body))
        except TryAgain as error:
            return None if message.unsolicited and error.maybe_sent else error
        except Unreachable:
            if self._unreachable:
                with contextlib.suppress(DatabaseUnavailable):
                    await self._unreachable(message.address)
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

    # -- noting ------------------------------------------------------------------------------------------------------

    def _settle(self, message: OutboxRecord) -> None:
        if message.id is not None:
            if self._journal:
                # A full disk costs the short cut, not the delivery: the database hears of it all the same.
                with contextlib.suppress(OSError):
                    self._journal.note(message.id)
            self._sent.append(message.id)
            self._to_note.set()

    async def _keep_noting(self) -> None:
        while True:
            await self._to_note.wait()
            self._to_note.clear()
            await asyncio.sleep(NOTE_AFTER_SECONDS)
            with contextlib.suppress(DatabaseUnavailable):
                await self._note()

    async def _note(self) -> None:
        """Removes what was sent from the outbox."""
        if not self._sent:
            return
        ids = self.take_sent()
        try:
            async with self._store.transaction() as transaction:
                await transaction.drop_outbox(ids)
        except BaseException:
            self.give_back(ids)
            raise
        self.noted()
