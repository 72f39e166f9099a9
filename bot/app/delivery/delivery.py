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
from bot.app.delivery.carrier import Carrier
from bot.app.delivery.held import Held
from bot.app.delivery.noting import Notes
from bot.app.delivery.pace import Pace
from bot.app.delivery.sender import Sender
from bot.app.delivery.sending import Sending
from bot.app.files import Maker
from bot.app.watch.meter import Meter
from bot.storage import Journal, OutboxRecord, SentRecord, Store
from bot.storage.slots import slot_of


class Delivery:
    """Sends messages, in order for each address.

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
        self._held = Held()
        self._sending = Sending(self._carrier, self._notes, self._held, self.pace, self._meter, clock)
        self._seen_astray: set[int | None] = set()
        self._is_in_doubt = False
        self._recovered: set[int | None] = set()

    # -- what intake and timers ask and say --------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """How many more unsolicited messages can be handed over now: enough for the next moments, never a heap."""
        return max(0, self.pace.ahead - self._sending.unsolicited - self._held.unsolicited)

    def unbegun(self, address: str) -> bool:
        """Whether a message waits for this address whose sending has not begun."""
        queue = self._sending.find(address)
        return bool(queue and queue.waiting and not queue.begun)

    def unbegun_unsolicited(self, address: str) -> bool:
        """Whether an unsolicited message waits for this address whose sending has not begun."""
        queue = self._sending.find(address)
        return bool(queue and any(one.unsolicited for one in queue.unbegun))

    def withhold(self, address: str) -> bool:
        """The same; and if so, it does not begin until `let_go`, so that it can still be taken back."""
        queue = self._sending.find(address)
        if queue is None or not self.unbegun_unsolicited(address):
            return False
        queue.withheld = True
        return True

    def let_go(self, address: str) -> None:
        """What was withheld for an address may begin, if it was not taken back."""
        if queue := self._sending.find(address):
            queue.free()

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Queues committed messages."""
        self._sending.queue_up([one for one in messages if one.id is None or one.id not in self._recovered])

    def unsay(self, address: str, since: int) -> None:
        """Drops waiting messages of questions numbered ``since`` or later; one that is on its way goes out."""
        self._held.unsay(address, since)
        self._sending.take_back(address, since)

    def forget(self, address: str) -> None:
        """Drops everything that waits for an address."""
        self.unsay(address, since=0)

    def acted(self, address: str) -> None:
        """The person has done something since: a message that may have arrived has been read, and is not sent again.

        One whose file is still being made lets the replies to that pass: nobody waits for help behind a PDF.
        """
        queue = self._sending.find(address)
        if queue and queue.doubtful and queue.waiting and not queue.sending:
            self._sending.was_read(queue)
        if queue:
            queue.let_pass()

    def begun(self, address: str) -> list[int]:
        """The number of the message to this address that somebody may be reading already, if there is one."""
        queue = self._sending.find(address)
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
        known = self._sending.ids | self._held.ids
        return [one for one in found if one.id not in known and slot_of(one.address) in self._charge.settled]

    def _hold(self, messages: list[OutboxRecord]) -> None:
        self._held.add(messages)
        self.release()

    def release(self) -> None:
        """Begins to send what was held back to everybody from whom no act is waiting."""
        self._held.release(lambda address: slot_of(address) in self._charge.settled)
        self._sending.take_in_hand()

    async def hand_over(self, slots: Collection[int], seconds: float) -> None:
        """Sends what waits for people in ``slots`` for at most ``seconds``, and leaves the rest in the outbox.

        Nothing more may be delivered to them meanwhile: another process is to look after them.
        """
        self._held.drop(lambda address: slot_of(address) in slots)
        until = asyncio.get_running_loop().time() + seconds
        while theirs := self._sending.of(slots):
            left = until - asyncio.get_running_loop().time()
            if left > 0:
                await asyncio.wait([queue.task for queue in theirs.values() if queue.task], timeout=left)
            else:
                await self._sending.give_up(theirs)
        await self._notes.write_all()

    def start(self) -> None:
        """Starts noting in the background."""
        self._notes.start()

    async def drain(self, seconds: float) -> bool:
        """Waits until everything is sent and noted, at most ``seconds``. Returns whether it is."""
        now = asyncio.get_running_loop().time
        until = now() + seconds
        while tasks := self._sending.tasks:
            await asyncio.wait(tasks, timeout=max(0.0, until - now()))
            if now() >= until:
                break
        await self._notes.write()
        return not self._sending.tasks

    async def stop(self) -> None:
        """Stops sending. What is unsent stays in the outbox."""
        await self._sending.stop()
        await self._notes.stop()

    @property
    def depth(self) -> int:
        """How many messages wait or are on their way."""
        return self._sending.depth

    @property
    def longest_wait(self) -> float:
        """For how many seconds the message waits that was handed over first; 0 where none does."""
        return self._sending.longest_wait
