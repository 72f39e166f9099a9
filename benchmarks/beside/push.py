"""Updates by webhook: posted to several bots in turn, as a load balancer in front of them would."""

import asyncio
from collections.abc import Sequence
from itertools import cycle
from urllib.parse import urlsplit

# As many connections as Telegram opens where nothing else is asked for.
CONNECTIONS = 40
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

    async def _work(self, first: str, urls: Sequence[str]) -> None:
        """One connection; it goes on with another bot where its own does not take an update."""
        place = urls.index(first)
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while True:
            update = await self._waiting.get()
            while True:
                try:
                    streams = streams or await _connect(urls[place])
                    if await self._post(urls[place], update, *streams):
                        break
                except (OSError, asyncio.IncompleteReadError, ValueError, IndexError):
                    streams = None
                    place = (place + 1) % len(urls)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _post(self, url: str, update: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        parts = urlsplit(url)
        writer.write(
            (
                f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
                f"X-Telegram-Bot-Api-Secret-Token: {self._secret}\r\nContent-Length: {len(update)}\r\n\r\n"
            ).encode()
            + update
        )
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        return head.split(b" ", 2)[1].startswith(b"2")


async def _connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port)


def _length(head: bytes) -> int:
    found = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return int(found[0].partition(b":")[2]) if found else 0
