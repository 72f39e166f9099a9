"""`strongsuit run`: the whole bot in one process, from the first look for updates to a graceful stop."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot

from bot.app.app import App, Clock
from bot.app.care import warm_up
from bot.app.content import Content, Defaults
from bot.app.delivery import Pace
from bot.app.emergency import Emergency
from bot.storage import DatabaseUnavailable
from bot.storage.chats import REMOVABLE_FOR
from bot.tasks import beside, end
from bot.telegram.documents import Documents
from bot.telegram.inbox import InboxSource
from bot.telegram.polling import Polling
from bot.telegram.profile import introduce, register
from bot.telegram.receiver import Receiver
from bot.telegram.request import AiohttpRequest
from bot.telegram.resting import Rest
from bot.telegram.send import TelegramSender
from bot.telegram.sharing import taking_part
from bot.telegram.source import Source
from bot.telegram.webhook import Hook, set_hook
from bot.telegram.work import OUTAGE_PAUSE_SECONDS, Worker

TICK_SECONDS = 1
# A programme that another process has changed is noticed after so long.
REFRESH_SECONDS = 60
# Telegram keeps an update for 24 hours; its number is remembered twice as long.
REMEMBER_UPDATES = timedelta(hours=48)
# How long an outage at the start is waited out between two attempts to open the database.
REOPEN_SECONDS = 3.0
# Where several processes share the work, one of them polls for all. It looks up after so long whether it is still the
# one: whoever has the first slot.
POLLS_FOR_ALL, POLL_FOR_ALL_SECONDS = 0, 5
# Of several processes, one that is cut off from the database answers calls for help by polling only after so many tries
# to open it: about half a minute.
REOPENED_BEFORE_POLLING = 10

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
    """Ties the channel to the application for as long as the process lives. With a ``hook`` Telegram brings updates."""

    def __init__(
        self,
        bot: Bot,
        content: Content,
        defaults: Defaults,
        clock: Clock,
        heartbeat: Path,
        pace: Pace,
        hook: Hook | None = None,
    ) -> None:
        self._bot = bot
        self._content = content
        self._clock = clock
        self._heartbeat = heartbeat
        self._pace = pace
        self._hook = hook
        self._rest = Rest()
        self.sender = TelegramSender(bot, pace)
        self._emergency = Emergency(content, self.sender, defaults)
        self._polling = Polling(bot, clock, self._rest)
        self._source: Source = self._polling
        self._polls_for_all: Callable[[], bool] | None = None
        self._reopened = 0
        self.receiver = Receiver(self._emergency, clock)

    def stop_on_signals(self) -> None:
        """SIGTERM and SIGINT end the work; what was begun is finished."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._rest.stop)

    @property
    def answered_at(self) -> datetime | None:
        """When updates were last looked for, and there was an answer; None where there has been none yet."""
        if self._polls_for_all and self._polls_for_all():
            return self._polling.alive_at
        return self._source.alive_at

    async def without_database(self) -> bool:
        """Answers calls for help while the database cannot be opened; False when asked to stop."""
        self.receiver.in_outage = True
        self._reopened += 1
        # With a webhook the receiver answers what Telegram brings. And of several processes only this one may be cut
        # off: then another polls, and two would be in each other's way.
        if self._hook or (self._polls_for_all and self._reopened <= REOPENED_BEFORE_POLLING):
            await self._rest.rest(REOPEN_SECONDS)
            return not self._rest.is_over
        worker = self._worker(self._polling)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REOPEN_SECONDS):
                while not self._rest.is_over:
                    await worker.once(None, wait=1)
        return not self._rest.is_over

    async def run(self, app: App) -> None:
        """Works off what waited, and then what comes, until a signal comes. Raises `DatabaseUnavailable` where this
        process has to begin anew."""
        self._reopened = 0
        is_shared = not app.store.database.is_sqlite
        inbox = InboxSource(app.store, app.charge, self._clock, self._rest) if self._hook or is_shared else None
        self._source = inbox or self._polling
        worker = self._worker(self._source)
        scheduler = self._scheduler(app, is_shared=is_shared)
        log.info("at work", dialogues=len(self._content.catalog.dialogues), locales=self._content.wording.locales)
        async with AsyncExitStack() as stack:
            stack.callback(log.info, "stopping")
            stack.push_async_callback(worker.settle)
            await stack.enter_async_context(beside(self._register()))
            others: list[Coroutine[Any, Any, None]] = []
            if inbox:
                self.receiver.open(app.store, app.charge, inbox.ring)
                stack.callback(self.receiver.close)
            if inbox and not self._hook:
                self._polls_for_all = lambda: POLLS_FOR_ALL in app.charge.slots
            if inbox and is_shared:
                taking = taking_part(app, worker, inbox, self._pace, self._heartbeat.parent)
                others.append(await stack.enter_async_context(taking))
            if self._polls_for_all:
                others.append(self._poll_for_all(app))
            stack.callback(_shut_down, scheduler)
            await _until_done(self._work(app, worker, scheduler), *others)

    def _worker(self, source: Source) -> Worker:
        return Worker(source, Documents(self._bot), self.sender, self._emergency, self._rest)

    async def _work(self, app: App, worker: Worker, scheduler: AsyncIOScheduler) -> None:
        await worker.catch_up(app.intake)
        app.delivery.release()
        asyncio.get_running_loop().run_in_executor(None, warm_up)  # else the first message would pay for it
        scheduler.start()
        await worker.run(app.intake)

    async def _poll_for_all(self, app: App) -> None:
        """Takes what Telegram has into the inbox, where several processes share the work and this one is to do that."""
        while not self._rest.is_over:
            if POLLS_FOR_ALL not in app.charge.slots:
                self._polling.forget()
                await self._rest.rest(TICK_SECONDS)
                continue
            raw = await self._polling.fetch_raw(POLL_FOR_ALL_SECONDS)
            if raw is None:
                continue
            if await self.receiver.take(raw):
                self._polling.taken(raw)
            else:
                await self._rest.rest(OUTAGE_PAUSE_SECONDS)

    async def _register(self) -> None:
        if self._hook:
            await set_hook(self._bot, self._hook, self._rest)
        await introduce(self._bot, self._content, self._rest, is_polling=not self._hook)
        await register(self._bot, self._content)

    # -- what is done from time to time --------------------------------------------------------------------------------

    def _scheduler(self, app: App, *, is_shared: bool) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(timezone="UTC")
        once = {"max_instances": 1, "coalesce": True}
        scheduler.add_job(self._tick, "interval", [app], seconds=TICK_SECONDS, **once)
        scheduler.add_job(self._forget, "interval", [app], hours=1, **once)
        scheduler.add_job(self._refresh, "interval", [app, is_shared], seconds=REFRESH_SECONDS, **once)
        return scheduler

    async def _tick(self, app: App) -> None:
        with contextlib.suppress(OSError):
            self._beat()
        app.delivery.release()
        with contextlib.suppress(DatabaseUnavailable):
            await app.due.tick(self._clock())

    def _beat(self) -> None:
        """Notes for the health check when updates were last looked for with success."""
        if at := self.answered_at:
            self._heartbeat.write_text(f"{at.timestamp():.0f}\n", "ascii")

    async def _refresh(self, app: App, is_shared: bool) -> None:
        with contextlib.suppress(DatabaseUnavailable):
            await app.refresh_programmes()
            if is_shared:
                await app.fill_slots()
                await app.delivery.adopt_strays()

    async def _forget(self, app: App) -> None:
        """Removes what is not needed any more, and what is not to be kept any longer."""
        with contextlib.suppress(DatabaseUnavailable):
            async with app.store.transaction() as transaction:
                await transaction.forget_seen(self._clock() - REMEMBER_UPDATES)
                await transaction.chats.forget(self._clock() - REMOVABLE_FOR)
            await app.retention.purge(self._clock())


def _shut_down(scheduler: AsyncIOScheduler) -> None:
    if scheduler.running:
        scheduler.shutdown(wait=False)


async def _until_done(main: Coroutine[Any, Any, None], *others: Coroutine[Any, Any, None]) -> None:
    """Returns when ``main`` does; raises what any of them raises. The others are ended then."""
    tasks = [asyncio.create_task(work) for work in (main, *others)]
    try:
        waiting = set(tasks)
        while tasks[0] in waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    finally:
        await end(tasks)
