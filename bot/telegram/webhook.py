"""The webhook: the one way by which Telegram brings updates, and by which nobody else can."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.telegram.receiver import Receiver
from bot.telegram.resting import Rest
from bot.telegram.send import seconds_of
from bot.telegram.token import TOKEN_WAIT_SECONDS
from bot.telegram.updates import ALLOWED_UPDATES

# An update is a few kilobytes; a message with every formatting there is, some hundred.
LARGEST_UPDATE = 2**20
BODY_SECONDS = 10.0
# How many updates Telegram brings at the same time (Bot API, setWebhook: 1 to 100).
CONNECTIONS = 100
_SECRET = b"x-telegram-bot-api-secret-token"

log = structlog.get_logger()

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates, and the word by which it is known."""

    url: str
    secret: str

    @property
    def path(self) -> str:
        """The path of the address, as it arrives here."""
        return urlsplit(self.url).path or "/"


def secret_from(token: str) -> str:
    """A secret made of the bot's token: the same in all its processes, and it tells nothing of the token."""
    return hmac.digest(token.encode(), b"strongsuit webhook", hashlib.sha256).hex()


async def set_hook(bot: Bot, hook: Hook, rest: Rest) -> None:
    """Tells Telegram where to bring updates, until it has heard. Updates that wait are brought then."""
    while not rest.is_over:
        try:
            await bot.set_webhook(
                hook.url, secret_token=hook.secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=CONNECTIONS
            )
        except InvalidToken:
            log.error("Telegram does not accept STRONGSUIT_TELEGRAM_TOKEN; trying again gently")
            await rest.rest(TOKEN_WAIT_SECONDS)
        except RetryAfter as error:
            await rest.rest(seconds_of(error))
        except TelegramError as error:
            log.warning("the webhook could not be set yet", cause=type(error).__name__)
            await rest.rest_longer()
        else:
            rest.begin_anew()
            return


class Webhook:
    """An ASGI application for the hook's path. It acknowledges what stands in the inbox, and nothing else."""

    def __init__(self, hook: Hook, receiver: Receiver) -> None:
        self._secret = hook.secret.encode()
        self._receiver = receiver

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answers one request: 200 taken, 503 bring it again; else it was not from Telegram."""
        if scope["type"] == "http":
            await _answer(send, await self._status(scope, receive))

    async def _status(self, scope: MutableMapping[str, Any], receive: Receive) -> int:
        if scope["method"] != "POST":
            return 405
        told = next((value for name, value in scope["headers"] if name.lower() == _SECRET), b"")
        if not hmac.compare_digest(told, self._secret):
            return 403
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(receive)
        except TimeoutError:
            return 408
        if body is None:
            return 413
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        return 200 if await self._receiver.take([update]) else 503


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is too large, or breaks off."""
    body = bytearray()
    while True:
        part = await receive()
        if part["type"] != "http.request":
            return None
        body += part.get("body", b"")
        if len(body) > LARGEST_UPDATE:
            return None
        if not part.get("more_body"):
            return bytes(body)


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), *([(b"retry-after", b"1")] if status == 503 else [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
