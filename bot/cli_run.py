"""`strongsuit run`: the bot on Telegram, whatever becomes of its database, until it is stopped."""

import gc
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from dataclasses import dataclass

import typer

from bot.app.app import App
from bot.app.content import Content
from bot.app.delivery import Pace
from bot.app.programmes.office import Office
from bot.app.watch.meter import Meter
from bot.app.watch.watch import Watch
from bot.compose.application import open_app, premises_of
from bot.compose.clock import now
from bot.compose.content import defaults_of, speakable_content
from bot.compose.telegram import hook_of, open_alerts, telegrams_charge
from bot.compose.web import open_house, showing
from bot.control import serving, socket_in
from bot.logs import configure, keep_words_out, log
from bot.settings import Settings
from bot.storage import DatabaseUnavailable
from bot.storage.errors import LeaseLost
from bot.telegram.run import Runner, open_bot
from bot.telegram.webhook import Webhook
from bot.web.operating import Front


async def run(settings: Settings, token: str) -> None:
    """Runs the bot that has this token until a signal stops it. Raises what is wrong with an installation."""
    configure()
    keep_words_out()
    content, meter = _content_for_good(settings), Meter()
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(open_bot(token, settings.telegram_api_url))
        pace = Pace(settings.messages_per_second or None)
        hook = hook_of(settings, token)
        runner = Runner(bot, content, defaults_of(settings), now, settings.heartbeat, pace, hook)
        runner.stop_on_signals()
        watch = Watch(meter, now, lambda: runner.answered_at)
        extra = {hook.path: Webhook(hook, runner.receiver)} if hook else None
        front = await stack.enter_async_context(open_house(settings, watch, extra))
        await stack.enter_async_context(open_alerts(settings, watch, runner.sender, pace))
        await _Process(settings, content, runner, pace, meter, watch, front).run()


def _content_for_good(settings: Settings) -> Content:
    gc.disable()
    content = speakable_content(settings)
    gc.freeze()  # what is loaded by now stays: no collection need look through it, now or later
    gc.enable()
    return content


@dataclass(frozen=True, slots=True)
class _Process:
    """What lives as long as the process does; the application is opened anew whenever the database comes back."""

    settings: Settings
    content: Content
    runner: Runner
    pace: Pace
    meter: Meter
    watch: Watch
    front: Front

    async def run(self) -> None:
        """Runs until it is stopped: with the database, or answering calls for help while there is none."""
        while True:
            try:
                await self._run_with_database()
                return
            except LeaseLost:
                continue  # which the log has told; the database itself may be well
            except DatabaseUnavailable as error:
                self.meter.failed(error)
                log.error(
                    "the database cannot be opened; answering calls for help only", cause=str(error), lasting=True
                )
            if not await self.runner.without_database():
                return

    async def _run_with_database(self) -> None:
        settings, notices = self.settings, list[str]()
        charge = telegrams_charge(settings)
        async with open_app(
            settings, self.content, self.runner.sender, notices, pace=self.pace, meter=self.meter, charge=charge
        ) as opened:
            for notice in notices:
                typer.echo(notice, err=True)
            with self.watch.over(opened), showing(settings, self.front, opened):
                async with self._control(opened):
                    await self.runner.run(opened)

    def _control(self, opened: App) -> AbstractAsyncContextManager[None]:
        """The control socket, by which commands reach the one process that may open the embedded database."""
        store, settings = opened.store, self.settings
        if not store.database.is_sqlite:
            return nullcontext()
        premises = premises_of(settings, store, opened.retention, self.watch)
        office = Office(store, settings.database, now, opened.refresh_programmes, premises)
        return serving(socket_in(settings.data_dir), office.answer)
