"""A Bot API server for load: it speaks as much of the API as the bot uses, checks nothing, and costs little.

The strict one is `fake_telegram`; this one stands a thousand calls a second beside the people who make them. At each
moment of a call a watcher is told of it, who may kill the bot there.
"""

import asyncio
import json
from collections import deque
from typing import Any, Literal, Protocol

from benchmarks.fast_http import HttpConnection
from chaos.mailroom import Mailroom

TOKEN = "7654321:AAF-a-token-of-the-server-for-chaos-01"
Moment = Literal["received", "applied", "answered"]

# Of so many messages that were sent last, the bot may not have heard the yes: more are never on their way at once.
ON_THEIR_WAY = 64
_YES = b'{"ok":true,"result":true}'
_ME = b'{"ok":true,"result":{"id":7654321,"is_bot":true,"first_name":"Strongsuit","username":"s_bot"}}'


class Watcher(Protocol):
    """Whoever is told of each moment of a call."""

    def at(self, method: str, moment: Moment) -> bool:
        """A call is at this moment. True: it is to go no further, as if the network had lost it here."""
        ...


class Hearer(Protocol):
    """Where messages arrive."""

    def hear(self, chat: int, number: int, message: dict[str, Any]) -> None:
        """The bot's message has arrived in a chat, under this number."""
        ...

    def toast(self, query: str, text: str) -> None:
        """A press was answered."""
        ...


class Api:
    """The server. ``watcher`` and ``hearer`` are set by whoever uses it."""

    def __init__(self) -> None:
        self.mailroom = Mailroom()
        self.watcher: Watcher | None = None
        self.hearer: Hearer | None = None
        self.port = 0
        self.calls: dict[str, int] = {}
        self.sent_last: deque[int] = deque(maxlen=ON_THEIR_WAY)
        """The chats that the last messages went to."""
        self._numbers = 100
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """The root of the API, for STRONGSUIT_TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> "Api":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.mailroom.wake()
        if self._server:
            self._server.close()

    def new_number(self) -> int:
        """The number of a new message, in whatever chat."""
        self._numbers += 1
        return self._numbers

    def at(self, method: str, moment: Moment) -> bool:
        """Tells the watcher; True where the call is to go no further."""
        if moment == "received":
            self.calls[method] = self.calls.get(method, 0) + 1
        return bool(self.watcher and self.watcher.at(method, moment))

    def carry_out(self, method: str, body: bytes) -> bytes:
        """What a call does, and its answer."""
        if method == "sendMessage":
            return self._send(json.loads(body))
        if method == "answerCallbackQuery" and self.hearer:
            asked = json.loads(body)
            self.hearer.toast(str(asked["callback_query_id"]), str(asked.get("text") or ""))
        return _ME if method == "getMe" else _YES

    def _send(self, message: dict[str, Any]) -> bytes:
        number, chat = self.new_number(), int(message["chat_id"])
        self.sent_last.append(chat)
        if self.hearer:
            self.hearer.hear(chat, number, message)
        return b'{"ok":true,"result":{"message_id":%d,"date":1,"chat":{"id":%d,"type":"private"}}}' % (number, chat)

    async def poll(self, body: bytes) -> bytes | None:
        """The answer to getUpdates; None where it is to go no further."""
        asked = json.loads(body or b"{}")
        self.mailroom.acknowledge(int(asked.get("offset") or 0))
        await self.mailroom.wait(float(asked.get("timeout") or 0))
        found = self.mailroom.handed_over()
        if found and self.at("getUpdates", "applied"):
            return None
        return json.dumps({"ok": True, "result": found}).encode()


class _Connection(HttpConnection):
    """One connection of the bot: nobody waits for updates on it once it is lost."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self._api = api

    def take(self, name: bytes, body: bytes) -> None:
        """One call."""
        method = name.decode().replace("_", "")  # the library names its sending "send_Message"; Telegram takes either
        if self._api.at(method, "received"):
            return
        if method == "getUpdates":
            self.begin(self._answer_poll(body))
            return
        answer = self._api.carry_out(method, body)
        if not self._api.at(method, "applied"):
            self.answer(answer)
            self._api.at(method, "answered")

    async def _answer_poll(self, body: bytes) -> None:
        answer = await self._api.poll(body)
        if answer is not None:
            self.answer(answer)
            self._api.at("getUpdates", "answered")


def buttons_of(message: dict[str, Any]) -> dict[str, str]:
    """What the buttons of a sent message carry, by their label."""
    markup = message.get("reply_markup") or {}
    rows = markup.get("inline_keyboard", ()) if isinstance(markup, dict) else ()
    return {key["text"]: key.get("callback_data", "") for row in rows for key in row}
