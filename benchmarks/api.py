"""A stand-in for Telegram's server that costs little and counts exactly. Run: ``python -m benchmarks.api LIMIT``.

It speaks as much HTTP and as much of the Bot API as the bot and python-telegram-bot use here; it checks nothing. The
test suite has a server that is faithful; this one is fast. It prints its port, and ends when its input ends.

Beside the API there is ``GET /figures``, ``POST /reset`` and ``POST /writers`` (see `Writers`).
"""

import asyncio
import json
import re
import sys
from collections import deque
from typing import Any

from benchmarks.api_counts import Counts
from benchmarks.api_writers import Writers
from benchmarks.fast_http import HttpConnection

# As JSON, and as a form.
_CHAT = re.compile(rb'chat_id(?:": ?"?|=)(\d+)')
_MESSAGE = (
    '{"ok":true,"result":{"message_id":%d,"from":{"id":1,"is_bot":true,"first_name":"Strongsuit","username":"s_bot"},'
    '"chat":{"id":%d,"first_name":"Ana","type":"private"},"date":1767225600,"text":'
    + json.dumps("Hello. This is the check-in you asked for. You wrote something here that was longer than this. " * 2)
    + ',"reply_markup":{"inline_keyboard":'
    + json.dumps([[{"text": f"A button {number}", "callback_data": f"1767225600:{number}"}] for number in range(6)])
    + "}}}"
)
_MANY = (
    '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}'
)
_YES = b'{"ok":true,"result":true}'
_NOTHING = b'{"ok":true,"result":[]}'
_ME = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Strongsuit","username":"s_bot"}}'


class Api:
    """The state of the server."""

    def __init__(self, limit: int | None) -> None:
        self.counts = Counts(limit)
        self.updates: deque[dict[str, Any]] = deque()
        self.writers = Writers(self)
        self._polls: deque[asyncio.Future[None]] = deque()
        self._given: list[dict[str, Any]] = []
        self._messages = 0

    def reset(self) -> None:
        """Forgets everything that was counted."""
        self.counts = Counts(self.counts.limit)

    def offer(self, update: dict[str, Any]) -> None:
        """An update can be fetched from now on."""
        self.updates.append(update)
        while self._polls:
            poll = self._polls.popleft()
            if not poll.done():
                poll.set_result(None)

    def send(self, body: bytes) -> tuple[int, bytes]:
        """Takes a message, or refuses it."""
        found = _CHAT.search(body)
        chat = int(found[1]) if found else 0
        wait = self.counts.take(chat)
        if wait:
            seconds = max(1, int(wait + 0.999))
            return 429, (_MANY % (seconds, seconds)).encode()
        self._messages += 1
        return 200, (_MESSAGE % (self._messages, chat)).encode()

    async def poll(self, body: bytes) -> bytes:
        """Up to a hundred updates; what was given before goes out again until it is acknowledged."""
        self.counts.polled_at = self.counts.polled_at or asyncio.get_running_loop().time()
        asked = json.loads(body or b"{}")
        offset, timeout = int(asked.get("offset", 0)), int(asked.get("timeout", 0))
        self._given = [one for one in self._given if one["update_id"] >= offset]
        if not self._given and not self.updates and timeout:
            woken = asyncio.get_running_loop().create_future()
            self._polls.append(woken)
            await asyncio.wait([woken], timeout=timeout)
        while self.updates and len(self._given) < 100:
            self._given.append(self.updates.popleft())
        return json.dumps({"ok": True, "result": self._given}).encode() if self._given else _NOTHING


class Connection(HttpConnection):
    """One connection of a bot, or of whoever measures it."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self._api = api

    def take(self, name: bytes, body: bytes) -> None:
        """One call."""
        if name == b"sendMessage":
            status, sent = self._api.send(body)
            self.answer(sent, status)
        elif name == b"getUpdates":
            self.begin(self._poll(body))
        elif name == b"getMe":
            self.answer(_ME)
        elif name == b"figures":
            self.answer(json.dumps(self._api.counts.figures()).encode())
        elif name == b"between":
            self.answer(json.dumps(self._api.counts.between(*json.loads(body))).encode())
        elif name == b"writers":
            self._api.writers.start(**json.loads(body))
            self.answer(_YES)
        elif name == b"reset":
            self._api.reset()
            self.answer(_YES)
        else:
            self.answer(_YES)

    async def _poll(self, body: bytes) -> None:
        self.answer(await self._api.poll(body))


async def serve(limit: int | None) -> None:
    """Serves until standard input ends."""
    loop = asyncio.get_running_loop()
    api = Api(limit)
    server = await loop.create_server(lambda: Connection(api), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    api.writers.stop()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]) or None))
