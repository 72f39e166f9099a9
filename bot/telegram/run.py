"""`strongsuit run`: the whole bot in one process, from the first poll to a graceful stop."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot
from telegram.error import TelegramError

from bot.app.app import App, Clock
from bot.app.care import warm_up
from bot.app.content import Content, Defaults
from bot.app.delivery import Pace
from bot.app.emergency import Emergency
from bot.storage import DatabaseUnavailable
from bot.storage.chats import REMOVABLE_FOR
from bot.telegram.poll import Poller
from bot.telegram.profile import register
from bot.telegram.request import AiohttpRequest
from bot.telegram.send import TelegramSender

TICK_SECONDS = 1
# A programme that another process has changed is noticed after so long.
REFRESH_SECONDS = 60
# Telegram keeps an update for 24 hours; its number is remembered twice as long.
REMEMBER_UPDATES = timedelta(hours=48)
# How long an outage at the start is waited out between two attempts to open the database.
REOPEN_SECONDS = 3.0

log = structlog.get_logger()


@asynccontextmanager
async def open_bot(token: str, api_url: str) -> AsyncIterator[Bot]:
    """The library's client over our HTTP, without asking Telegram anything yet."""
    requests = AiohttpRequest(), AiohttpRequest(at_once=4)
    bot = Bot(
        token, base_url=f"{api_url}/bot", base_file_url=f"{api_url}/file/bot", request=requests[0],
        get_updates_request=requests[1],
    )  # fmt: skip
    for request in requests:
        await request.initialize()
    try:
        yield bot
    finally:
        for request in requests:
            await request.shutdown()


class Runner:
    """Ties the channel to the application for as long as the process lives."""

    def __init__(
        self, bot: Bot, content: Content, defaults: Defaults, clock: Clock, heartbeat: Path, pace: Pace
    ) -> None:
        self._bot = bot
        self._content = content
        self._clock = clock
        self._heartbeat = heartbeat
        self.sender = TelegramSender(bot, pace)
        self._poller = Poller(bot, self.sender, Emergency(content, self.sender, defaults), clock)

    def stop_on_signals(self) -> None:
        """SIGTERM and SIGINT end the polling; what was begun is finished."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._poller.stop)

    async def without_database(self) -> bool:
        """Answers calls for help while the database cannot be opened; False when asked to stop."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REOPEN_SECONDS):
                while not self._poller.stopping:
                    await self._poller.once(None, wait=1)
        return not self._poller.stopping

    async def run(self, app: App) -> None:
        """Works off what waited, then polls until a signal comes."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(self._tick, "interval", [app], seconds=TICK_SECONDS, max_instances=1, coalesce=True)
        scheduler.add_job(self._forget, "interval", [app], hours=1, max_instances=1, coalesce=True)
        refreshing = {"seconds": REFRESH_SECONDS, "max_instances": 1, "coalesce": True}
        scheduler.add_job(self._refresh, "interval", [app], **refreshing)
        registering = asyncio.create_task(self._register())
        log.info("polling", dialogues=len(self._content.catalog.dialogues), locales=self._content.wording.locales)
        try:
            await self._poller.catch_up(app.intake)
            app.delivery.release()
            asyncio.get_running_loop().run_in_executor(None, warm_up)  # else the first message would pay for it
            scheduler.start()
            await self._poller.run(app.intake)
        finally:
            registering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await registering
            if scheduler.running:
                scheduler.shutdown(wait=False)
            await self._poller.settle()
            log.info("stopping")

    async def _register(self) -> None:
        with contextlib.suppress(TelegramError):
            await self._bot.delete_webhook()
            self._content.reach.bot_name = (await self._bot.get_me()).username or ""
        await register(self._bot, self._content)

    async def _tick(self, app: App) -> None:
        with contextlib.suppress(OSError):
            self._beat()
        with contextlib.suppress(DatabaseUnavailable):
            await app.due.tick(self._clock())

    def _beat(self) -> None:
        """Notes for the health check when Telegram last answered."""
        if self._poller.polled_at:
            self._heartbeat.write_text(f"{self._poller.polled_at.timestamp():.0f}\n", "ascii")

    async def _refresh(self, app: App) -> None:
        with contextlib.suppress(DatabaseUnavailable):
            await app.refresh_programmes()

    async def _forget(self, app: App) -> None:
        """Removes what is not needed any more, and what is not to be kept any longer."""
        with contextlib.suppress(DatabaseUnavailable):
            async with app.store.transaction() as transaction:
                await transaction.forget_seen(self._clock() - REMEMBER_UPDATES)
                await transaction.chats.forget(self._clock() - REMOVABLE_FOR)
            await app.retention.purge(self._clock())
