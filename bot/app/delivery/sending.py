"""Sending: a queue for each address that something waits for, each emptied in order by a task of its own."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from bot.app.delivery.carrier import Carried, Carrier
from bot.app.delivery.held import Held
from bot.app.delivery.noting import Notes
from bot.app.delivery.pace import Pace
from bot.app.delivery.queues import Queue
from bot.app.delivery.sender import TryAgain
from bot.app.watch.meter import Meter
from bot.storage import OutboxRecord, SentRecord
from bot.storage.slots import slot_of
from bot.tasks import end

# Of what was held back, so many people's messages are taken in hand at once.
HELD_AT_ONCE = 256
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 60.0


class Sending:
    """The queues of a process. What is done with is handed to ``notes``; what was ``held`` back goes on from here."""

    def __init__(
        self,
        carrier: Carrier,
        notes: Notes,
        held: Held,
        pace: Pace,
        meter: Meter,
        clock: Callable[[], datetime] | None,
    ) -> None:
        self._carrier = carrier
        self._notes = notes
        self._held = held
        self._pace = pace
        self._meter = meter
        self._clock = clock
        self._queues: dict[str, Queue] = {}
        self._waits: dict[str, float] = {}
        self.unsolicited = 0
        """How many unsolicited messages wait or are on their way."""

    # -- looking -----------------------------------------------------------------------------------------------------

    def find(self, address: str) -> Queue | None:
        """The queue of an address; None where nothing waits for it."""
        return self._queues.get(address)

    def of(self, slots: Collection[int]) -> Mapping[str, Queue]:
        """The queues of people in these slots, by address."""
        return {address: queue for address, queue in self._queues.items() if slot_of(address) in slots}

    @property
    def ids(self) -> set[int | None]:
        """The numbers in the outbox of all that wait."""
        return {one.id for queue in self._queues.values() for one in queue.waiting}

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """What is going on."""
        return [queue.task for queue in self._queues.values() if queue.task and not queue.task.done()]

    @property
    def depth(self) -> int:
        """How many messages wait or are on their way."""
        return sum(len(queue.waiting) for queue in self._queues.values())

    @property
    def longest_wait(self) -> float:
        """For how many seconds the message waits that was queued first; 0 where none does."""
        first = min((queue.waiting[0].queued_at for queue in self._queues.values() if queue.waiting), default=None)
        return 0.0 if first is None else self._meter.now() - first

    # -- coming and going --------------------------------------------------------------------------------------------

    def queue_up(self, messages: Iterable[OutboxRecord]) -> None:
        """These are to be sent, each after what waits for its address."""
        for message in messages:
            queue = self._queues.get(message.address) or self._open(message.address)
            queue.waiting.append(message)
            message.queued_at = self._meter.now()
            if message.unsolicited:
                self.unsolicited += 1
            elif queue.waiting[0].unsolicited:
                # A reply waits for no turn, and so nor does what comes before it.
                queue.step_out()
            # What is said next does not wait for a file that was begun before.
            queue.let_pass()

    def take_in_hand(self) -> None:
        """Goes on with what was held back, as far as there is room."""
        while messages := self._held.next_replies():
            self.queue_up(messages)
            # For each that is done with, another begins, however many other people are being written to.
            if len(self._queues) >= HELD_AT_ONCE:
                break
        while self.unsolicited < self._pace.ahead and (messages := self._held.next_unsolicited()):
            self.queue_up(messages)

    def take_back(self, address: str, since: int) -> None:
        """Drops what has not begun of questions numbered ``since`` or later."""
        if queue := self._queues.get(address):
            self.unsolicited -= sum(one.unsolicited for one in queue.take_back(since))

    def was_read(self, queue: Queue) -> None:
        """The first of a queue may have arrived, and it turns out that it has."""
        self._done_with(queue, queue.waiting[0])
        queue.wake()

    async def give_up(self, queues: Mapping[str, Queue]) -> None:
        """Stops sending these and forgets them: their messages stay in the outbox."""
        await end(queue.task for queue in queues.values() if queue.task)
        for address, queue in queues.items():
            if self._queues.get(address) is queue:
                self._drop(address, queue)

    async def stop(self) -> None:
        """Stops sending. What is unsent stays in the outbox."""
        await end(self.tasks)
        for queue in self._queues.values():
            queue.give_up_files()

    def _open(self, address: str) -> Queue:
        """A new queue for an address. What was held back for it goes first."""
        queue = self._queues[address] = Queue()
        queue.task = asyncio.create_task(self._empty(address, queue))
        self.queue_up(self._held.take_ready(address))
        return queue

    def _drop(self, address: str, queue: Queue) -> None:
        queue.give_up_files()
        for message in queue.waiting:
            self.unsolicited -= message.unsolicited
            self._waits.pop(address, None)
        del self._queues[address]

    # -- one queue ---------------------------------------------------------------------------------------------------

    async def _empty(self, address: str, queue: Queue) -> None:
        """Sends everything that waits for one address, in order."""
        while queue.waiting:
            record = queue.waiting[0]
            try:
                outcome = await self._carrier.carry(queue, record)
            except asyncio.CancelledError:
                if queue.sending and record.unsolicited:
                    self._done_with(queue, record)  # it may have arrived, and must never come twice
                raise
            if isinstance(outcome, TryAgain):
                # What may have arrived once is not made undone by a later try that surely did not.
                queue.doubtful = queue.doubtful or outcome.maybe_sent
                queue.told_to_wait = outcome.after is not None
                await queue.rest(self._wait(address, outcome))
            elif outcome is Carried.DONE_WITH:
                self._done_with(queue, record)
        self._waits.pop(address, None)
        queue.give_up_files()
        del self._queues[address]
        self.take_in_hand()

    def _done_with(self, queue: Queue, message: OutboxRecord) -> None:
        if queue.waiting and queue.waiting[0] is message:
            queue.waiting.popleft()
            queue.doubtful = False
            self.unsolicited -= message.unsolicited
        queue.letter = None
        queue.files.pop(id(message), None)
        self._waits.pop(message.address, None)
        if message.id is not None:
            at = self._clock() if self._clock else message.created_at
            self._notes.add(SentRecord(message.id, message.address, at, queue.numbers))
        queue.numbers = ()

    def _wait(self, address: str, error: TryAgain) -> float:
        """What the channel prescribes, else twice as long as the last time."""
        if error.after is not None:
            return error.after
        wait = min(self._waits.get(address, FIRST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)
        self._waits[address] = wait * 2
        return wait
