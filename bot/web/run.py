"""Serving within the running program: one server, in the event loop that is there."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from uvicorn import Config, Server

from bot.web.place import PortTaken, bound

__all__ = ["PortTaken", "serving", "serving_at"]

# It would log addresses, and errors with what was in hand when they happened.
_TALKATIVE = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")
_GRACE_SECONDS = 5
# Far more at once than any programme has staff; the rest are turned away.
_MOST_AT_ONCE = 1000


class _Quiet(Server):
    """A server that leaves the signals to the program around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures nothing."""
        yield


@asynccontextmanager
async def serving(app: Any, host: str, port: int) -> AsyncIterator[int]:
    """Serves ``app`` while the block runs; gives the port (of use where ``port`` is 0). Raises `PortTaken`."""
    with bound(host, port) as place:
        async with serving_at(app, place):
            yield place.getsockname()[1]


@asynccontextmanager
async def serving_at(app: Any, place: socket.socket) -> AsyncIterator[None]:
    """The same at a socket that listens already. ``app`` is an ASGI application."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    server = _Quiet(
        Config(
            app, log_config=None, access_log=False, server_header=False, lifespan="off", ws="none",
            limit_concurrency=_MOST_AT_ONCE, timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )  # fmt: skip
    task = asyncio.create_task(server.serve(sockets=[place]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
