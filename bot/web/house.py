"""The web server for the whole life of the process. It begins late, so that people's first messages come first."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module

import structlog

from bot.logs import cause_of
from bot.tasks import beside
from bot.web.operating import Front

# Where Telegram does not answer, those who look after the bot want to know that, too.
LONGEST_WAIT_SECONDS, LOOK_SECONDS = 5.0, 0.05

log = structlog.get_logger()


@asynccontextmanager
async def served(front: Front, place: socket.socket, begun: Callable[[], bool]) -> AsyncIterator[None]:
    """Serves ``front`` at ``place`` while the block runs, from the moment on at which ``begun`` says yes.

    Whoever comes before that waits for a moment. Whatever becomes of the server, the block goes on.
    """
    try:
        async with beside(_serve(front, place, begun)):
            yield
    finally:
        place.close()


async def _serve(front: Front, place: socket.socket, begun: Callable[[], bool]) -> None:
    for _ in range(round(LONGEST_WAIT_SECONDS / LOOK_SECONDS)):
        if begun():
            break
        await asyncio.sleep(LOOK_SECONDS)
    try:
        run = await asyncio.to_thread(import_module, "bot.web.run")
        async with run.serving_at(front, place):
            await asyncio.Event().wait()
    except Exception as error:
        log.error("the web server has stopped", cause=cause_of(error))
