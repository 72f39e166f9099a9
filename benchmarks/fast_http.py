"""As much of an HTTP server as a stand-in for Telegram's needs, so that it costs little beside what is measured.

It trusts whoever asks: requests are whole and say how long they are, and nothing but the end of a path matters.
"""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from typing import Any

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"


class HttpConnection(asyncio.Protocol, ABC):
    """One connection that is kept open; one request after the other."""

    def __init__(self) -> None:
        self._data = b""
        self._transport: asyncio.WriteTransport | None = None
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    def take(self, name: bytes, body: bytes) -> None:
        """One request; ``name`` is the end of its path. It is answered now or later, or not at all."""

    def answer(self, body: bytes, status: int = 200) -> None:
        """Answers with JSON, where the other side is still there."""
        if self._transport and not self._transport.is_closing():
            # Nobody reads the word after the status.
            head = b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(head % (status, len(body)) + body)

    def begin(self, answering: Coroutine[Any, Any, None]) -> None:
        """Answers by and by, for as long as the other side is there."""
        self._task = asyncio.get_running_loop().create_task(answering)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The other side is there."""
        self._transport = transport  # type: ignore[assignment]  # a stream's transport writes; uvloop's own class, too

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side is gone."""
        if self._task:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        """A part of a request, or several."""
        self._data += data
        while (end := self._data.find(_HEAD_END)) >= 0:
            length = _LENGTH.search(self._data, 0, end)
            start = end + len(_HEAD_END)
            stop = start + (int(length[1]) if length else 0)
            if len(self._data) < stop:
                return
            path = self._data[: self._data.index(b"\r\n")].split(b" ")[1]
            body, self._data = self._data[start:stop], self._data[stop:]
            self.take(path.rpartition(b"/")[2], body)
