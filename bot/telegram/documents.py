"""The files that people send, fetched beside the polling, so that a slow one holds up nobody.

The update of a file is held back, unapplied and unacknowledged, until the file is here or its time is up. What else has
come is applied meanwhile; Telegram hands it over again for as long as the file's update waits, and it is passed over.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.app.files import LARGEST_READ, text_of
from bot.app.incoming import Sent
from bot.tasks import end
from bot.telegram.answers import TooLargeError
from bot.telegram.send import seconds_of
from bot.telegram.updates import Update

FETCHED_AT_ONCE = 16
# Then whoever sent it hears that it cannot be read, rather than nothing.
FETCH_SECONDS = 20.0
# How long each look at what is being fetched takes; other people's messages wait no longer than this.
LOOK_SECONDS = 0.5
FIRST_PAUSE_SECONDS = 0.5

log = structlog.get_logger()


class Documents:
    """What is being fetched, by the number of its update."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._fetching: dict[int, asyncio.Task[str | None]] = {}
        self._slots = asyncio.Semaphore(FETCHED_AT_ONCE)
        self._applied: set[int] = set()

    def fresh(self, batch: Iterable[Update]) -> list[Update]:
        """The updates that have not been applied while an earlier one was held back."""
        return [update for update in batch if update.number not in self._applied]

    def part(self, batch: Iterable[Update]) -> tuple[list[Update], list[Update]]:
        """What can be applied now, files with what stands in them; and what waits for its file."""
        ready, held = [], []
        for update in batch:
            task = self._fetching.get(update.number)
            if update.document is None:
                ready.append(update)
            elif task is None or not task.done():
                held.append(update)
            else:
                ready.append(_filled(update, task))
        return ready, held

    def is_new(self, held: Iterable[Update]) -> bool:
        """Whether any of these is still to be fetched."""
        return any(update.number not in self._fetching for update in held)

    def applied(self, ready: Sequence[Update], held: Sequence[Update]) -> None:
        """Remembers what was applied while something is held back, and drops its files."""
        for update in ready:
            self._fetching.pop(update.number, None)
        self._applied = self._applied | {update.number for update in ready} if held else set()

    async def fetch(self, held: Iterable[Update]) -> None:
        """Begins to fetch what is not begun, and looks for a moment whether it comes."""
        for update in held:
            if update.document is not None and update.number not in self._fetching:
                self._fetching[update.number] = asyncio.create_task(self._text(update.document))
        if self._fetching:
            await asyncio.wait(self._fetching.values(), timeout=LOOK_SECONDS)

    async def stop(self) -> None:
        """Gives up what is being fetched: it is not acknowledged, and comes again."""
        await end(self._fetching.values())

    async def _text(self, document: str) -> str | None:
        """What stands in a file; None where it cannot be had in time, or is nothing to read. Never raises."""
        try:
            async with asyncio.timeout(FETCH_SECONDS), self._slots:
                data = await self._patiently(document)
        except Exception as error:  # whatever goes wrong with a file is told to whoever sent it, and stops nobody else
            log.warning("a file could not be fetched", cause=type(error).__name__)
            return None
        return None if data is None else text_of(data)

    async def _patiently(self, document: str) -> bytes | None:
        """Tries again while Telegram is out of sorts; raises what will not change."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                return await self._bytes(document)
            except (BadRequest, Forbidden, InvalidToken, TooLargeError):
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError:
                await asyncio.sleep(pause)
                pause *= 2

    async def _bytes(self, document: str) -> bytes | None:
        file = await self._bot.get_file(document)
        if (file.file_size or 0) > LARGEST_READ:
            return None
        return bytes(await file.download_as_bytearray())


def _filled(update: Update, task: asyncio.Task[str | None]) -> Update:
    """The update with what stands in its file."""
    incoming = update.incoming
    if incoming is None or not isinstance(incoming.act, Sent) or task.cancelled():
        return update
    return replace(update, incoming=replace(incoming, act=replace(incoming.act, text=task.result())))
