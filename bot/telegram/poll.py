"""Long polling: a batch is acknowledged only by the next call, which comes only after its commit.

What waits for a file (see `bot.telegram.documents`) is not acknowledged, nor anything after it. After an empty answer
the next call names no number, because Telegram may go on with random ones after an idle week.
"""

import asyncio
import contextlib
import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.app.app import Clock
from bot.app.emergency import Emergency
from bot.app.incoming import Outcome
from bot.app.intake import Intake
from bot.storage import DatabaseUnavailable
from bot.telegram.documents import Documents
from bot.telegram.send import TOKEN_WAIT_SECONDS, TelegramSender, seconds_of
from bot.telegram.updates import ALLOWED_UPDATES, Update, read_update

WAIT_SECONDS = 50
BATCH = 100
# While the database is away, somebody may call for help at any moment.
OUTAGE_PAUSE_SECONDS = 1.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0

# The library would rather make its own types of updates; we want them as they came, see `bot.telegram.updates`.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")

log = structlog.get_logger()


class Poller:
    """Fetches updates and applies them. ``stop`` ends it after the batch in hand."""

    def __init__(self, bot: Bot, sender: TelegramSender, emergency: Emergency, clock: Clock) -> None:
        self._bot = bot
        self._sender = sender
        self._emergency = emergency
        self._clock = clock
        self._documents = Documents(bot)
        self._offset: int | None = None
        self._pause = FIRST_PAUSE_SECONDS
        self._presses: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self.polled_at: datetime | None = None

    def stop(self) -> None:
        """Asks the poller to end."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stopping.is_set()

    async def catch_up(self, intake: Intake) -> None:
        """Applies everything that is waiting, without waiting for more."""
        while not self.stopping and await self.once(intake, wait=0) != 0:
            pass

    async def run(self, intake: Intake) -> None:
        """Polls until `stop`."""
        while not self.stopping:
            await self.once(intake, wait=WAIT_SECONDS)

    async def once(self, intake: Intake | None, wait: int) -> int | None:
        """One call and its batch; returns how many updates there were, or None where they could not be applied.

        Without ``intake``, only calls for help are answered.

        Never raises what Telegram or the database do wrong: it says so, pauses, and leaves the batch where it is.
        """
        raw = await self._fetch(wait)
        if raw is None:
            return None
        self.polled_at = self._clock()
        batch = [update for one in raw if (update := read_update(one, self._clock()))]
        fresh = self._documents.fresh(batch)
        ready, held = self._documents.part(fresh)
        if intake is None or not await self._apply(intake, ready, ask=self._documents.is_new(held)):
            await self._emergency.answer([update.incoming for update in fresh if update.incoming])
            await self._rest(OUTAGE_PAUSE_SECONDS)
            return None
        self._pause = FIRST_PAUSE_SECONDS
        self._documents.applied(ready, held)
        await self._documents.fetch(held)
        self._offset = _offset(batch, held)
        return len(batch)

    async def settle(self) -> None:
        """Waits for the presses that are being answered, and gives up the files that are being fetched."""
        await self._documents.stop()
        await asyncio.gather(*self._presses, return_exceptions=True)

    async def _fetch(self, wait: int) -> Sequence[Any] | None:
        """The next updates; None after an error, or when asked to stop."""
        call = asyncio.create_task(self._call(wait))
        stop = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({call, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not call.done():
            call.cancel()
            with contextlib.suppress(asyncio.CancelledError, TelegramError):
                await call
            return None
        try:
            return call.result()
        except Conflict:
            log.error("another instance polls with the same token, or a webhook is set; stepping back")
            await self._rest(5.0)
        except InvalidToken:
            log.error("Telegram does not accept STRONGSUIT_TELEGRAM_TOKEN; trying again gently")
            await self._rest(TOKEN_WAIT_SECONDS)
        except RetryAfter as error:
            await self._rest(seconds_of(error))
        except TelegramError as error:
            log.warning("Telegram cannot be reached", cause=type(error).__name__)
            await self._rest(None)
        return None

    async def _call(self, wait: int) -> Sequence[Any]:
        arguments: dict[str, Any] = {"timeout": wait, "limit": BATCH, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset is not None:
            arguments["offset"] = self._offset
        answer = await self._bot.do_api_request("getUpdates", api_kwargs=arguments, read_timeout=wait + 10)
        if not isinstance(answer, list):
            raise TelegramError("the answer holds no list")
        return answer

    async def _apply(self, intake: Intake, batch: Sequence[Update], ask: bool) -> bool:
        """Applies a batch; False where the database is unavailable, so that it stays to be applied.

        With ``ask`` the database is asked even where nothing is to be applied: no file is fetched while it is away.
        """
        fresh = [update for update in batch if update.incoming and not self._emergency.is_answered(update.incoming)]
        outcomes: dict[int, Outcome] = {}
        if fresh or ask:
            try:
                found = await intake.take([update.incoming for update in fresh if update.incoming])
            except DatabaseUnavailable as error:
                log.error("the database is unavailable", cause=str(error))
                return False
            self._emergency.over()
            outcomes = {fresh[place].number: outcome for place, outcome in found.items()}
        for update in batch:
            if update.press:
                task = asyncio.create_task(self._sender.settle(update.press, outcomes.get(update.number, Outcome())))
                self._presses.add(task)
                task.add_done_callback(self._presses.discard)
        return True

    async def _rest(self, seconds: float | None) -> None:
        """Waits as long as told, or longer each time; stops early when asked to end."""
        if seconds is None:
            seconds, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


def _offset(batch: Sequence[Update], held: Sequence[Update]) -> int | None:
    """The number from which on updates are still to be applied: all before it are done with."""
    if held:
        return min(update.number for update in held)
    return max(update.number for update in batch) + 1 if batch else None
