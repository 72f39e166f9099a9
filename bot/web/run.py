"""Serving the web pages within the running program: one server, in the event loop that is there."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from uvicorn import Config, Server

# It would log addresses, and errors with what was in hand when they happened.
_TALKATIVE = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")
_GRACE_SECONDS = 5
# Far more at once than any programme has staff; the rest are turned away.
_MOST_AT_ONCE = 1000


class PortTaken(Exception):  # noqa: N818 - it is a state of the machine more than an error
    """The web pages cannot be served at this host and port. The message says which, and what to do."""


class _Quiet(Server):
    """A server that leaves the signals to the program around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures nothing."""
        yield


@asynccontextmanager
async def serving(app: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """Serves ``app`` while the block runs; gives the port (of use where ``port`` is 0). Raises `PortTaken`."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with _bound(host, port) as place:
        server = _Quiet(
            Config(
                app, log_config=None, access_log=False, server_header=False, lifespan="off", ws="none",
                limit_concurrency=_MOST_AT_ONCE, timeout_graceful_shutdown=_GRACE_SECONDS,
            )
        )  # fmt: skip
        task = asyncio.create_task(server.serve(sockets=[place]))
        try:
            yield place.getsockname()[1]
        finally:
            server.should_exit = True
            await task


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens. Bound here, since a server that cannot bind would end the whole program."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PortTaken(
            f"The web pages cannot be served at {host}:{port}: {reason}. "
            "STRONGSUIT_HTTP_HOST and STRONGSUIT_HTTP_PORT name another place; for the demo, --port does."
        ) from None
