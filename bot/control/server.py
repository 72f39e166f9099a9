"""The running bot's end of the control socket.

It is there for its owner alone (mode 0600), takes one request at a time, and nothing that comes in harms the bot: what
is too long, too slow or no line is dropped.
"""

import asyncio
import contextlib
import os
import socket
import stat
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from bot.control.wire import LARGEST_REQUEST, as_address
from bot.logs import cause_of
from bot.tasks import end

READ_SECONDS, WRITE_SECONDS = 5.0, 10.0
# What is being carried out when the bot stops is waited for so long.
LAST_SECONDS = 5.0
MOST_WAITING = 8

Answering = Callable[[bytes], Awaitable[bytes]]

log = structlog.get_logger()


@asynccontextmanager
async def serving(path: Path, answer: Answering) -> AsyncIterator[None]:
    """Answers requests at ``path`` while the block runs.

    Where the socket cannot be opened, a line in the log says so and the block runs all the same.
    """
    try:
        listening = _listen(path)
    except OSError as error:
        log.warning("the control socket cannot be opened", cause=error.strerror or type(error).__name__)
        yield
        return
    desk = _Desk(answer)
    server = await asyncio.start_unix_server(desk.serve, sock=listening, limit=LARGEST_REQUEST)
    try:
        yield
    finally:
        server.close()
        _remove(path)
        await desk.finish()


class _Desk:
    """Serves whoever comes, one after the other."""

    def __init__(self, answer: Answering) -> None:
        self._answer = answer
        self._turn = asyncio.Lock()
        self._served: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Reads one request and writes its answer."""
        task = asyncio.current_task()
        if task is None or len(self._served) >= MOST_WAITING:
            writer.close()
            return
        self._served.add(task)
        try:
            await self._serve(reader, writer)
        except (OSError, ValueError, TimeoutError):
            pass  # too slow, too long, or gone: nobody is left to be told
        except Exception as error:
            log.error("a request at the control socket failed", cause=cause_of(error))
        finally:
            self._served.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(READ_SECONDS):
            request = await reader.readline()
        if not request.endswith(b"\n"):
            return
        async with self._turn:
            answer = await self._answer(request)
        async with asyncio.timeout(WRITE_SECONDS):
            writer.write(answer.replace(b"\n", b" ") + b"\n")
            await writer.drain()

    async def finish(self) -> None:
        """Waits a moment for what is in hand, then gives it up."""
        if self._served:
            _, left = await asyncio.wait(self._served, timeout=LAST_SECONDS)
            await end(left)


def _listen(path: Path) -> socket.socket:
    """A socket at ``path`` that its owner alone can reach. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with as_address(path) as address:
            _clear(path, address)
            before = os.umask(0o177)
            try:
                listening.bind(address)
            finally:
                os.umask(before)
        listening.setblocking(False)
        listening.listen(MOST_WAITING)
    except BaseException:
        listening.close()
        raise
    return listening


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _clear(path: Path, address: str) -> None:
    """Removes a socket that a killed process left behind. Raises `OSError` for anything else in its place."""
    try:
        found = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found):
        raise OSError(0, "something else is in its place")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.setblocking(False)
        try:
            probe.connect(address)
        except ConnectionRefusedError:
            path.unlink()
            return
        except BlockingIOError:
            pass  # it is there, and busy
    raise OSError(0, "another process answers there")
