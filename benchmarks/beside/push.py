"""Updates by webhook: posted to several bots in turn, as a load balancer in front of them would."""

import asyncio
from collections.abc import Sequence
from itertools import cycle
from urllib.parse import urlsplit

# As many as the bot asks Telegram to open (`bot.telegram.webhook`), and as Telegram opens at most.
CONNECTIONS = 100
AGAIN_SECONDS = 0.2


class Pushing:
    """Posts each update to the next bot, and again to the one after it until somebody says yes."""

    def __init__(self, urls: Sequence[str], secret: str) -> None:
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()
        self._secret = secret
        bots = cycle(urls)
        self._workers = [asyncio.create_task(self._work(next(bots), urls)) for _ in range(CONNECTIONS)]

    def push(self, update: bytes) -> None:
        """An update is to be posted."""
        self._waiting.put_nowait(update)

    def stop(self) -> None:
        """Posts nothing any more."""
        for worker in self._workers:
            worker.cancel()

    async def _work(self, first: str, urls: Sequence[str]) -> None:
        """One connection; it goes on with another bot where its own does not take an update."""
        place = urls.index(first)
        connection = _Connection(urls[place], self._secret)
        try:
            while True:
                update = await self._waiting.get()
                while not await connection.takes(update):
                    connection.close()
                    place = (place + 1) % len(urls)
                    connection = _Connection(urls[place], self._secret)
                    await asyncio.sleep(AGAIN_SECONDS)
        finally:
            connection.close()


class _Connection:
    """A connection to a bot, opened with the first update and kept open."""

    def __init__(self, url: str, secret: str) -> None:
        self._parts = urlsplit(url)
        self._secret = secret
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def takes(self, update: bytes) -> bool:
        """Posts an update; whether the bot said yes. Never raises what a connection does wrong."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(self._parts.hostname, self._parts.port)
            reader, writer = self._streams
            writer.write(self._head(len(update)) + update)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return False
        return head.split(b" ", 2)[1].startswith(b"2")

    def close(self) -> None:
        """Closes it, if it was opened."""
        if self._streams:
            self._streams[1].close()

    def _head(self, length: int) -> bytes:
        return (
            f"POST {self._parts.path or '/'} HTTP/1.1\r\nHost: {self._parts.netloc}\r\n"
            f"Content-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: {self._secret}\r\n"
            f"Content-Length: {length}\r\n\r\n"
        ).encode()


def _length(head: bytes) -> int:
    found = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return int(found[0].partition(b":")[2]) if found else 0
