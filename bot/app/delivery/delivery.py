"""Delivery: sends what is in the outbox, in order for each person, and notes what was sent.

A message leaves the outbox only when the channel has said yes. Replies are tried until then; what nobody has asked for
(a nudge, a check-in) waits for its turn behind them, is not tried again once it may have arrived, because it must never
come twice, and is not sent at all once its time is over. A file that goes along is made just before, once for all
tries; where there can be none, the message goes without it and says so.

A process that dies before it has heard the yes leaves messages of which nobody knows whether they arrived: the next one
holds those back (`Delivery.adopt`) until it has seen what people have written since, see `bot.app.batch`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime

from bot.app.charge import Charge
from bot.app.delivery.carrier import Carried, Carrier
from bot.app.delivery.held import Held
from bot.app.delivery.noting import Notes
from bot.app.delivery.pace import Pace
from bot.app.delivery.queues import Queue
from bot.app.delivery.sender import Sender, TryAgain
from bot.app.files import Maker
from bot.app.watch.meter import Meter
from bot.storage import Journal, OutboxRecord, SentRecord, Store
from bot.storage.slots import slot_of
from bot.tasks import end

# Of what was held back, so many people's messages are taken in hand at once.
HELD_AT_ONCE = 256
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 60.0


class Delivery:
    """Sends messages, with one queue for each address.

    ``unreachable`` hears of an address that cannot be written to any more, ``lapsed`` of an unsolicited message whose
    time was over by the ``clock`` before it could be sent. Without a clock none ever is.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        unreachable: Callable[[str], Awaitable[None]] | None = None,
        journal: Journal | None = None,
        maker: Maker | None = None,
        lapsed: Callable[[OutboxRecord], Awaitable[None]] | None = None,
        clock: Callable[[], datetime] | None = None,
        pace: Pace | None = None,
        meter: Meter | None = None,
        charge: Charge | None = None,
    ) -> None:
        self.pace = pace or Pace()
        self._meter = meter or Meter()
        self._charge = charge or Charge()
        self._carrier = Carrier(
            sender, self.pace, maker, unreachable, lapsed, clock, self._meter, lambda: self._charge.is_sure()
        )
        self._notes = Notes(store, journal)
        self._clock = clock
        self._queues: dict[str, Queue] = {}
        self._held = Held()
        self._unsolicited = 0
        self._waits: dict[str, float] = {}
        self._seen_astray: set[int | None] = set()
        self._is_in_doubt = False
        self._recovered: set[int | None] = set()

    # -- what intake and timers ask and say --------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """How many more unsolicited messages can be handed over now: enough for the next moments, never a heap."""
        return max(0, self.pace.ahead - self._unsolicited - self._held.unsolicited)

    def unbegun(self, address: str) -> bool:
        """Whether a message waits for this address whose sending has not begun."""
        queue = self._queues.get(address)
        return bool(queue and queue.waiting and not queue.begun)

    def unbegun_unsolicited(self, address: str) -> bool:
        """Whether an unsolicited message waits for this address whose sending has not begun."""
        queue = self._queues.get(address)
        return bool(queue and any(one.unsolicited for one in queue.unbegun))

    def withhold(self, address: str) -> bool:
        """The same; and if so, it does not begin until `let_go`, so that it can still be taken back."""
        if not self.unbegun_unsolicited(address):
            return False
        self._queues[address].withheld = True
        return True

    def let_go(self, address: str) -> None:
        """What was withheld for an address may begin, if it was not taken back."""
        if queue := self._queues.get(address):
            queue.free()

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Queues committed messages."""
        self._queue_up([one for one in messages if one.id is None or one.id not in self._recovered])

    def _queue_up(self, messages: Iterable[OutboxRecord]) -> None:
        for message in messages:
            queue = self._queues.get(message.address) or self._open(message.address)
            queue.waiting.append(message)
            message.queued_at = self._meter.now()
            if message.unsolicited:
                self._unsolicited += 1
            elif queue.waiting[0].unsolicited:
                # A reply waits for no turn, and so nor does what comes before it.
                queue.step_out()
            # What is said next does not wait for a file that was begun before.
            queue.let_pass()

    def unsay(self, address: str, since: int) -> None:
        """Drops waiting messages of questions numbered ``since`` or later; one that is on its way goes out."""
        self._held.unsay(address, since)
        queue = self._queues.get(address)
        if queue:
            self._unsolicited -= sum(one.unsolicited for one in queue.take_back(since))

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
            queue.wake()
        if queue:
            queue.let_pass()

    def begun(self, address: str) -> list[int]:
        """The number of the message to this address that somebody may be reading already, if there is one."""
        queue = self._queues.get(address)
        first = queue.waiting[0] if queue and queue.begun and queue.waiting else None
        return [first.id] if first and first.id is not None else []

    def take_sent(self) -> list[SentRecord]:
        """Hands over what was sent and is to be noted; `noted` or `give_back` says how that went."""
        return self._notes.take()

    def noted(self) -> None:
        """What was taken is noted in the database."""
        self._notes.noted()

    def give_back(self, sent: Sequence[SentRecord]) -> None:
        """Takes back what could not be noted."""
        self._notes.give_back(sent)

    def doubtful(self, address: str) -> list[OutboxRecord]:
        """The doubtful messages for an address."""
        return self._held.of(address)

    def resolve(self, address: str) -> None:
        """The doubtful messages for an address are dealt with."""
        self._held.take(address)

    # -- starting and stopping ---------------------------------------------------------------------------------------

    async def adopt(self, slots: Collection[int] | None = None) -> int:
        """Takes charge of what an earlier process left unsent, of people in ``slots``, and holds it back.

        Without ``slots``, of all who are in this process's charge. Returns how many messages there are.
        """
        left = await self._notes.adopt(self._charge.slots if slots is None else slots)
        self._held.add(left)
        return len(left)

    async def adopt_strays(self) -> int:
        """Takes charge of messages that other programs have put into the outbox; returns how many.

        One that this process does not know of at two looks, some time apart, is one of those: at the first it may just
        have been written.
        """
        found = await self._strays()
        again = [one for one in found if one.id in self._seen_astray]
        self._seen_astray = {one.id for one in found} - {one.id for one in again}
        self._hold(again)
        return len(again)

    def doubt(self) -> None:
        """A commit was not heard of: what it has written may be in the outbox, and nobody has handed it over."""
        self._is_in_doubt = True

    async def recover(self) -> None:
        """Takes charge of what such a commit has left, if there was one. Raises `DatabaseUnavailable`."""
        if not self._is_in_doubt:
            return
        found = await self._strays()
        self._is_in_doubt = False
        self._recovered |= {one.id for one in found}
        self._hold(found)

    async def _strays(self) -> list[OutboxRecord]:
        """What is in the outbox for our people and not in hand here."""
        found = await self._notes.strays(self._charge.settled)
        known = {one.id for queue in self._queues.values() for one in queue.waiting} | self._held.ids
        return [one for one in found if one.id not in known and slot_of(one.address) in self._charge.settled]

    def _hold(self, messages: list[OutboxRecord]) -> None:
        self._held.add(messages)
        self.release()

    def release(self) -> None:
        """Begins to send what was held back to everybody from whom no act is waiting."""
        self._held.release(lambda address: slot_of(address) in self._charge.settled)
        self._take_in_hand()

    async def hand_over(self, slots: Collection[int], seconds: float) -> None:
        """Sends what waits for people in ``slots`` for at most ``seconds``, and leaves the rest in the outbox.

        Nothing more may be delivered to them meanwhile: another process is to look after them.
        """
        self._held.drop(lambda address: slot_of(address) in slots)
        until = asyncio.get_running_loop().time() + seconds
        while theirs := {address: queue for address, queue in self._queues.items() if slot_of(address) in slots}:
            tasks = [queue.task for queue in theirs.values() if queue.task]
            left = until - asyncio.get_running_loop().time()
            if left > 0:
                await asyncio.wait(tasks, timeout=left)
                continue
            await end(tasks)
            for address, queue in theirs.items():
                if self._queues.get(address) is queue:
                    self._drop(address, queue)
        await self._notes.write_all()

    def _drop(self, address: str, queue: Queue) -> None:
        """Forgets a queue whose messages stay in the outbox."""
        queue.give_up_files()
        for message in queue.waiting:
            self._unsolicited -= message.unsolicited
            self._waits.pop(address, None)
        del self._queues[address]

    def start(self) -> None:
        """Starts noting in the background."""
        self._notes.start()

    async def drain(self, seconds: float) -> bool:
        """Waits until everything is sent and noted, at most ``seconds``. Returns whether it is."""
        now = asyncio.get_running_loop().time
        until = now() + seconds
        while tasks := self._tasks():
            await asyncio.wait(tasks, timeout=max(0.0, until - now()))
            if now() >= until:
                break
        await self._notes.write()
        return not self._tasks()

    async def stop(self) -> None:
        """Stops sending. What is unsent stays in the outbox."""
        await end(self._tasks())
        for queue in self._queues.values():
            queue.give_up_files()
        await self._notes.stop()

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [queue.task for queue in self._queues.values() if queue.task and not queue.task.done()]

    @property
    def depth(self) -> int:
        """How many messages wait or are on their way."""
        return sum(len(queue.waiting) for queue in self._queues.values())

    @property
    def longest_wait(self) -> float:
        """For how many seconds the message waits that was handed over first; 0 where none does."""
        first = min((queue.waiting[0].queued_at for queue in self._queues.values() if queue.waiting), default=None)
        return 0.0 if first is None else self._meter.now() - first

    # -- sending -----------------------------------------------------------------------------------------------------

    def _open(self, address: str) -> Queue:
        """A new queue for an address. What was held back for it goes first."""
        queue = self._queues[address] = Queue()
        queue.task = asyncio.create_task(self._empty(address, queue))
        self._queue_up(self._held.take_ready(address))
        return queue

    def _take_in_hand(self) -> None:
        """Goes on with what was held back, as far as there is room."""
        while messages := self._held.next_replies():
            self._queue_up(messages)
            # For each that is done with, another begins, however many other people are being written to.
            if len(self._queues) >= HELD_AT_ONCE:
                break
        while self._unsolicited < self.pace.ahead and (messages := self._held.next_unsolicited()):
            self._queue_up(messages)

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
                queue.doubtful, queue.told_to_wait = outcome.maybe_sent, outcome.after is not None
                await queue.rest(self._wait(address, outcome))
                queue.doubtful = False
            elif outcome is Carried.DONE_WITH:
                self._done_with(queue, record)
        self._waits.pop(address, None)
        queue.give_up_files()
        del self._queues[address]
        self._take_in_hand()

    def _done_with(self, queue: Queue, message: OutboxRecord) -> None:
        if queue.waiting and queue.waiting[0] is message:
            queue.waiting.popleft()
            self._unsolicited -= message.unsolicited
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
