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
from bot.telegram.resting import Rest
from bot.telegram.send import seconds_of
from bot.telegram.token import TOKEN_WAIT_SECONDS
from bot.telegram.updates import ALLOWED_UPDATES, Update, read_update

BATCH = 100
AFTER_CONFLICT_SECONDS = 5.0
# Telegram waits for updates as long as it was asked to. What says at once that there are none could be asked for ever.
TOO_SOON_SECONDS = 0.5

# The library would rather make its own types of updates; we want them as they came, see `bot.telegram.updates`.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")

log = structlog.get_logger()


class Polling:
    """A `Source` that asks Telegram."""

    def __init__(self, bot: Bot, clock: Clock, rest: Rest) -> None:
        self._bot = bot
        self._clock = clock
        self._rest = rest
        self._offset: int | None = None
        self.alive_at: datetime | None = None

    async def fetch(self, wait: float) -> Sequence[Update] | None:
        """The next updates, as they were read."""
        raw = await self.fetch_raw(wait)
        if raw is None:
            return None
        return [update for one in raw if (update := read_update(one, self._clock()))]

    async def fetch_raw(self, wait: float) -> Sequence[Any] | None:
        """The next updates, as they came."""
        raw = await self._answered(wait)
        if raw is not None:
            self.alive_at = self._clock()
        return raw

    def done_with(self, batch: Sequence[Update], held: Sequence[Update]) -> None:
        """The next call names the number from which on updates are still to be applied: all before it are done with."""
        self._rest.begin_anew()
        if held:
            self._offset = min(update.number for update in held)
        else:
            self._offset = max(update.number for update in batch) + 1 if batch else None

    def forget(self) -> None:
        """Another process asks from now on; whoever asks next begins where Telegram says."""
        self._offset = None

    def taken(self, raw: Sequence[Any]) -> None:
        """What came as ``raw`` stands in the inbox."""
        self.done_with([update for one in raw if (update := read_update(one, self._clock()))], [])

    async def _answered(self, wait: float) -> Sequence[Any] | None:
        since = asyncio.get_running_loop().time()
        call = asyncio.create_task(self._call(wait))
        stop = asyncio.create_task(self._rest.stopped())
        await asyncio.wait({call, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not call.done():
            call.cancel()
            with contextlib.suppress(asyncio.CancelledError, TelegramError):
                await call
            return None
        try:
            return await self._in_its_time(call.result(), wait, since)
        except Conflict:
            log.error("another instance polls with the same token, or a webhook is set; stepping back", lasting=True)
            await self._rest.rest(AFTER_CONFLICT_SECONDS)
        except InvalidToken:
            log.error("Telegram does not accept STRONGSUIT_TELEGRAM_TOKEN; trying again gently", lasting=True)
            await self._rest.rest(TOKEN_WAIT_SECONDS)
        except RetryAfter as error:
            await self._rest.rest(seconds_of(error))
        except TelegramError as error:
            log.warning("Telegram cannot be reached", cause=type(error).__name__, lasting=True)
            await self._rest.rest_longer()
        return None

    async def _in_its_time(self, answer: Sequence[Any], wait: float, since: float) -> Sequence[Any]:
        """The answer; one that says too soon that there is nothing is not believed as often as it comes."""
        if not answer and asyncio.get_running_loop().time() - since < min(wait, TOO_SOON_SECONDS):
            await self._rest.rest(TOO_SOON_SECONDS)
        return answer

    async def _call(self, wait: float) -> Sequence[Any]:
        arguments: dict[str, Any] = {"timeout": int(wait), "limit": BATCH, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset is not None:
            arguments["offset"] = self._offset
        answer = await self._bot.do_api_request("getUpdates", api_kwargs=arguments, read_timeout=wait + 10)
        if not isinstance(answer, list):
            raise TelegramError("the answer holds no list")
        if answer and not any(read_update(one, self._clock()) for one in answer):
            raise TelegramError("the answer holds no updates")
        return answer
