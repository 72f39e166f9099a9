"""`strongsuit demo`: all of a programme in a minute, without Telegram and without leaving anything behind.

The database is in memory, the people are invented and say so, and the web pages are there for this machine alone.
"""

import asyncio
import contextlib
import secrets
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import typer

from bot.app.app import App
from bot.app.sample_programme import SampleProgramme, write_peers, write_programme
from bot.compose.application import open_app
from bot.compose.clock import now
from bot.compose.content import usable_content
from bot.compose.storage import throw_away
from bot.compose.web import open_web
from bot.settings import Settings
from bot.storage import DatabaseUnavailable
from bot.tasks import beside
from bot.terminal.chat import Chat
from bot.terminal.conversation import Conversation, Mailbox, MovableClock

# Links open once, as everywhere, but nobody needs to hurry here.
LINKS_LAST = timedelta(hours=12)
TICK_SECONDS = 1
# Who the links are for, and who talks in the terminal.
READERS, PEER = ("rosa", "sam", "maya"), "alex"

_INTRODUCTION = """\
A sample programme, in memory: everything is gone when this stops. Nobody in it is real.

Each link opens the web pages once, in a browser of its own or a private window:
"""
_TALK = """
Here you are Alex (sample), who shares with Rosa Diaz (sample). /share ends it, or brings it up to date; :as rosa
speaks as her, :as me as Alex again, and :later 1m lets what is on its way arrive.
"""


async def demo(settings: Settings, port: int, *, browser: bool) -> None:
    """Runs the sample programme until it is stopped. Raises what is wrong with an installation."""
    here = {"http_host": "127.0.0.1", "http_port": port, "public_url": f"http://localhost:{port}"}
    settings = throw_away(settings).model_copy(update=here)
    clock, mailbox = MovableClock(now), Mailbox()
    async with open_app(settings, usable_content(settings), mailbox, [], clock) as app:
        app.delivery.release()
        written = await _write(app)
        async with open_web(settings, app, clock), _ticking(app, clock):
            links = await _links(app, written, f"http://localhost:{port}")
            typer.echo(_INTRODUCTION)
            for name, link in links.items():
                typer.echo(f"  {name}\n    {link}")
            if browser:
                await asyncio.to_thread(webbrowser.open, next(iter(links.values())))
            await _talk_or_wait(Conversation(app, mailbox, clock, f"terminal:{PEER}"))


async def _write(app: App) -> SampleProgramme:
    async with app.store.transaction() as transaction:
        written = await write_programme(transaction, app.clock() - timedelta(days=90))
        written = await write_peers(transaction, written, app.clock())
    await app.refresh_programmes()
    return written


async def _links(app: App, written: SampleProgramme, url: str) -> dict[str, str]:
    """For each reader, a link that signs them in."""
    links: dict[str, str] = {}
    async with app.store.transaction() as transaction:
        for who in READERS:
            role, token = written.staff[who], secrets.token_urlsafe(32)
            await transaction.doors.add_sign_in(token, role.id or 0, app.clock(), app.clock() + LINKS_LAST)
            links[f"{role.name}, {role.role}"] = f"{url}/sign-in/{token}"
    return links


@asynccontextmanager
async def _ticking(app: App, clock: MovableClock) -> AsyncIterator[None]:
    """Timers fire as time goes by."""

    async def tick() -> None:
        while True:
            with contextlib.suppress(DatabaseUnavailable):
                await app.due.tick(clock())
            await asyncio.sleep(TICK_SECONDS)

    async with beside(tick()):
        yield


async def _talk_or_wait(talk: Conversation) -> None:
    """Talks with whoever sits at the terminal; where nobody does, waits to be stopped."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        typer.echo(_TALK)
        await Chat(talk, interactive=True, record=None, files=Path()).run()
        return
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    await stopped.wait()
