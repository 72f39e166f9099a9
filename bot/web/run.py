"""Serving the web pages within the running program: one server, in the event loop that is there."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from uvicorn import Config, Server

# It would log addresses, and errors with what was in hand when they happened.
_TALKATIVE = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi")
_GRACE_SECONDS = 5
# More at once than any programme has staff; the rest wait outside.
_MOST_AT_ONCE = 100


class PortTaken(Exception):  # noqa: N818 - it is a state of the machine more than an error
    """The web pages cannot be served at this host and port. The message says which, and what to do."""


class _Quiet(Server):
    """A server that leaves the signals to the program around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:  # type: ignore[override]  # a generator, as in the original
        """Captures nothing."""
        yield


@asynccontextmanager
async def serving(app: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """Serves ``app`` while the block runs; gives the port (of use where ``port`` is 0). Raises `PortTaken`."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    server = _Quiet(
        Config(
            app, host=host, port=port, log_config=None, access_log=False, server_header=False, lifespan="off",
            ws="none", limit_concurrency=_MOST_AT_ONCE, timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )  # fmt: skip
    task = asyncio.create_task(_serve(server))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        if not server.started:
            raise PortTaken(
                f"The web pages cannot be served at {host}:{port}. Is another program there? "
                "STRONGSUIT_HTTP_HOST and STRONGSUIT_HTTP_PORT name another place."
            )
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


async def _serve(server: Server) -> None:
    with contextlib.suppress(SystemExit):  # so it ends where the port is taken
        await server.serve()
