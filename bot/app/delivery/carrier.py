"""One message's way out: it waits for its turn, is put into its envelope, and is sent once.

What the channel answers decides what becomes of it: it is done with, or it is to be tried again.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import Enum

import structlog

from bot.app.delivery.one_by_one import OneByOne
from bot.app.delivery.pace import Pace
from bot.app.delivery.queues import Letter, Queue
from bot.app.delivery.sender import FileRefused, Refused, Sender, TryAgain, Unreachable
from bot.app.files import Maker, Workshop
from bot.app.message import Message
from bot.app.watch.meter import Meter
from bot.storage import DatabaseUnavailable, OutboxRecord

# Replies on their way. Of unsolicited messages there are fewer, see `bot.app.delivery.pace`.
AT_ONCE = 64
# How soon it is looked again whether this process may still write to somebody.
NOT_SURE_SECONDS = 1.0

log = structlog.get_logger()


class Carried(Enum):
    """How a turn went that is not to be repeated."""

    DONE_WITH = 1
    """The message was sent, or never will be."""

    NOT_YET = 2
    """It was taken back, or another goes before it."""


class Carrier:
    """Carries the first message of a queue."""

    def __init__(
        self,
        sender: Sender,
        pace: Pace,
        maker: Maker | None,
        unreachable: Callable[[str], Awaitable[None]] | None,
        lapsed: Callable[[OutboxRecord], Awaitable[None]] | None,
        clock: Callable[[], datetime] | None,
        meter: Meter,
        is_sure: Callable[[], bool],
    ) -> None:
        self._sender = sender
        self._pace = pace
        self._workshop = Workshop(maker)
        self._unreachable = unreachable
        self._lapsed = lapsed
        self._clock = clock
        self._meter = meter
        self._is_sure = is_sure
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._one_by_one = OneByOne()

    async def carry(self, queue: Queue, record: OutboxRecord) -> Carried | TryAgain:
        """Waits until it is the turn of ``record``, the first of its queue, and sends it once."""
        if self._is_over(record):
            return await self._let_lapse(record)
        if not await self._written(queue, record):
            return Carried.NOT_YET
        if queue.is_awaited:
            async with self._one_by_one.turn(queue), self._slots:
                await self._pace.reply()
                return await self._send(queue, record)
        queue.place = self._pace.line_up()
        async with queue.place as its_turn:
            queue.place = None
            return await self._send(queue, record) if its_turn else Carried.NOT_YET

    async def _send(self, queue: Queue, record: OutboxRecord) -> Carried | TryAgain:
        if record.unsolicited:
            await queue.let_go()
        if not queue.waiting or queue.waiting[0] is not record:
            return Carried.NOT_YET  # it was taken back meanwhile
        if self._is_over(record):
            return await self._let_lapse(record)
        if not self._is_sure():
            return TryAgain(after=NOT_SURE_SECONDS)
        queue.sending = True
        trouble = await self._try(queue, queue.letter) if queue.letter else None
        queue.sending = False
        return trouble or Carried.DONE_WITH

    def _is_over(self, record: OutboxRecord) -> bool:
        """Whether the time of an unsolicited message is over."""
        if self._clock is None or record.not_after is None or not record.unsolicited:
            return False
        return self._clock() > record.not_after

    async def _let_lapse(self, record: OutboxRecord) -> Carried | TryAgain:
        """Drops a message whose time is over, once that is told to whom it concerns."""
        if self._lapsed:
            try:
                await self._lapsed(record)
            except DatabaseUnavailable:
                return TryAgain()
            except Exception as error:  # a mistake elsewhere must not stop the queue for good
                log.error("a lapsed message could not be told of", cause=type(error).__name__)
        return Carried.DONE_WITH

    async def _never_arrives(self, record: OutboxRecord) -> TryAgain | None:
        """What the channel never takes: of an unsolicited message that is told, as if its time were over."""
        outcome = await self._let_lapse(record) if record.unsolicited else None
        return outcome if isinstance(outcome, TryAgain) else None

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

    async def _try(self, queue: Queue, letter: Letter) -> TryAgain | None:
        """Sends once. Returns None when the message is done with, or why it is to be tried again."""
        address = letter.record.address
        try:
            queue.numbers = tuple(await self._sender.send(address, letter.message, letter.file))
        except TryAgain as error:
            self._meter.not_sent(error.trouble)
            if error.after:
                self._pace.hold(error.after)
            return None if letter.record.unsolicited and error.maybe_sent else error
        except Unreachable:
            self._meter.not_sent("blocked")
            if self._unreachable:
                with contextlib.suppress(DatabaseUnavailable):
                    await self._unreachable(address)
            return await self._never_arrives(letter.record)
        except FileRefused as error:
            self._meter.not_sent("file_refused")
            log.error("file refused by the channel", cause=str(error))
            queue.letter = Letter(letter.record, letter.message.without_file())
            return TryAgain(after=0)
        except Refused as error:
            self._meter.not_sent("refused")
            log.error("message refused by the channel", cause=str(error))
            return await self._never_arrives(letter.record)
        except Exception as error:  # a bug in a sender must not stop the queue for good
            self._meter.not_sent("fault")
            log.error("sending failed", cause=type(error).__name__)
            return TryAgain()
        self._meter.delivered(letter.record.queued_at, unsolicited=letter.record.unsolicited)
        return None
