"""A fast stand-in for Telegram's server, with people in it. Run: ``python -m benchmarks.beside.server``.

It prints its port, and ends when its input ends. Beside the Bot API it answers ``/control``; see `Server.control`.
"""

import asyncio
import importlib
import json
import re
import sys
from collections import deque
from contextlib import suppress
from time import monotonic, process_time
from typing import Any

from benchmarks.beside.people import People
from benchmarks.beside.push import Pushing
from benchmarks.fast_http import HttpConnection

# As JSON, and as a form.
_CHAT = re.compile(rb'chat_id(?:": ?"?|=)(\d+)')
_OFFSET = re.compile(rb'offset(?:": ?"?|=)(\d+)')
_TIMEOUT = re.compile(rb'timeout(?:": ?"?|=)(\d+)')
_TEXT = json.dumps("Thank you. That says a lot.\n\nWhen things were hard before, what has helped you?")
_KEYS = json.dumps(
    {"inline_keyboard": [[{"text": f"Button {one}", "callback_data": f"1767225600:{one}"}] for one in range(4)]}
)
_MESSAGE = (
    '{"ok":true,"result":{"message_id":%d,"from":{"id":1,"is_bot":true,"first_name":"Bot","username":"a_bot"},'
    '"chat":{"id":%d,"first_name":"Ana","type":"private"},"date":1767225600,"text":' + _TEXT + "%s}}"
)
_WITH_KEYS = ',"reply_markup":' + _KEYS
_YES = b'{"ok":true,"result":true}'
_ME = (
    b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bot","username":"a_bot","can_join_groups":true,'
    b'"can_read_all_group_messages":false,"supports_inline_queries":false}}'
)
AT_ONCE = 100


class Server:
    """The state of the server. ``delay`` is how many seconds it takes over every answer."""

    def __init__(self) -> None:
        self.people = People(self._offer)
        self.delay = 0.0
        self.first_poll: float | None = None
        self._updates: deque[bytes] = deque()
        self._first = self.people.numbers + 1
        self._polls: set[asyncio.Future[None]] = set()
        self._messages = 0
        self._pushing: Pushing | None = None

    def _offer(self, update: bytes) -> None:
        if self._pushing:
            self._pushing.push(update)
            return
        self._updates.append(update)
        for poll in self._polls:
            if not poll.done():
                poll.set_result(None)
        self._polls.clear()

    def send(self, body: bytes) -> bytes:
        """Takes a message: it has arrived now, whenever the answer does."""
        found = _CHAT.search(body)
        chat = int(found[1]) if found else 0
        self.people.hear(chat, body)
        self._messages += 1
        return (_MESSAGE % (self._messages, chat, _WITH_KEYS if b"inline_keyboard" in body else "")).encode()

    async def poll(self, body: bytes) -> bytes:
        """Up to a hundred updates, those that were given before among them until they are acknowledged."""
        self.first_poll = self.first_poll or monotonic()
        offset, timeout = _OFFSET.search(body), _TIMEOUT.search(body)
        while self._updates and offset and self._first < int(offset[1]):
            self._updates.popleft()
            self._first += 1
        if not self._updates and timeout and int(timeout[1]):
            woken = asyncio.get_running_loop().create_future()
            self._polls.add(woken)
            await asyncio.wait([woken], timeout=int(timeout[1]))
        if self.delay:
            await asyncio.sleep(self.delay)
        found = [self._updates[place] for place in range(min(AT_ONCE, len(self._updates)))]
        return b'{"ok":true,"result":[' + b",".join(found) + b"]}"

    def stop(self) -> None:
        """Nobody speaks any more, and nothing is posted."""
        self.people.rest()
        if self._pushing:
            self._pushing.stop()

    def control(self, asked: dict[str, Any]) -> object:
        """What whoever measures asks for: ``do`` names it, the rest are its arguments."""
        what = asked.pop("do")
        if what == "come":
            self.people.come(asked["chats"], asked["date"], asked["prologue"])
        elif what == "go":
            self.people.go(**asked)
        elif what == "rest":
            self.people.rest()
        elif what == "reset":
            self.people.reset()
            self.first_poll = None
        elif what == "delay":
            self.delay = float(asked["seconds"])
        elif what == "push":
            self._pushing = Pushing(asked["urls"], asked["secret"])
        elif what in ("state", "figures"):
            found = self.people.state() if what == "state" else self.people.figures()
            return {**found, "first_poll": self.first_poll, "server_cpu": process_time()}
        return True


class Connection(HttpConnection):
    """One connection of a bot, or of whoever measures it."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def take(self, name: bytes, body: bytes) -> None:
        """One call."""
        if name == b"sendMessage":
            self._later(self._server.send(body))
        elif name == b"getUpdates":
            self.begin(self._poll(body))
        elif name == b"control":
            self.answer(json.dumps(self._server.control(json.loads(body))).encode())
        else:
            self._later(_ME if name == b"getMe" else _YES)

    def _later(self, body: bytes) -> None:
        if self._server.delay:
            asyncio.get_running_loop().call_later(self._server.delay, self.answer, body)
        else:
            self.answer(body)

    async def _poll(self, body: bytes) -> None:
        self.answer(await self._server.poll(body))


async def serve() -> None:
    """Serves until standard input ends."""
    loop = asyncio.get_running_loop()
    server = Server()
    listening = await loop.create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=1_000)
    sys.stdout.write(f"{listening.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    server.stop()
    listening.close()


if __name__ == "__main__":
    with suppress(ImportError):  # it has it where it runs in the environment of the other bots
        importlib.import_module("uvloop").install()
    asyncio.run(serve())
