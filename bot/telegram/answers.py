"""What a server answers to a call, before anything believes it.

Between us and Telegram may stand anything: a proxy with a page of its own, a server that breaks off, or somebody else's
program. An answer counts as Telegram's only in the form that Telegram gives it; everything else says no more than that
there was none. So a proxy that says 403 blocks nobody, and nothing in an answer can be too large, too deep or too long.
"""

import json
import math
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

# A hundred updates at their largest are a third of this.
LARGEST_ANSWER = 32 * 2**20
# Whatever number stands there: nobody is kept waiting for longer than this without another try, nor hurried by a 0.
SHORTEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1, 300
# Where a server says that there were too many calls, and not for how long.
USUAL_WAIT_SECONDS = 5

_MEANING: dict[int, type[TelegramError]] = {
    HTTPStatus.BAD_REQUEST: BadRequest,
    HTTPStatus.UNAUTHORIZED: InvalidToken,
    HTTPStatus.FORBIDDEN: Forbidden,
    HTTPStatus.NOT_FOUND: InvalidToken,  # so it says where the token has not even the form of one
    HTTPStatus.CONFLICT: Conflict,
}


class TooManyCalls(RetryAfter):
    """Telegram wants to be left alone for ``seconds``. The library's own class warns of itself each time."""

    def __init__(self, seconds: int) -> None:
        TelegramError.__init__(self, "too many calls")
        self._retry_after = timedelta(seconds=seconds)

    @property
    def retry_after(self) -> timedelta:
        """For how long."""
        return self._retry_after


class TooLargeError(NetworkError):
    """The answer is larger than any of Telegram's. Whether the call took effect is unknown."""


async def read_within(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body of an answer. Raises `TooLargeError` before more than ``limit`` bytes are held."""
    if (answer.content_length or 0) > limit:
        raise TooLargeError("the answer is too large")
    body = bytearray()
    async for piece in answer.content.iter_any():
        body += piece
        if len(body) > limit:
            raise TooLargeError("the answer is too large")
    return bytes(body)


def parsed(payload: bytes) -> dict[str, Any]:
    """An answer as a mapping. Raises `TelegramError`, without a word of the content."""
    try:
        found = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise TelegramError("the answer is no JSON") from None
    if not isinstance(found, dict):
        raise TelegramError("the answer is no JSON object")
    return found


def granted(payload: bytes) -> dict[str, Any]:
    """The answer to a call that succeeded: it holds a result. Raises `TelegramError`."""
    found = parsed(payload)
    if found.get("ok") is not True or "result" not in found:
        raise TelegramError("the answer holds no result")
    return found


def refusal(status: int, payload: bytes) -> TelegramError:
    """What an answer with this status means. Only Telegram's own form of a refusal has a meaning of its own."""
    told = _refused(payload)
    more = told.get("parameters")
    parameters = more if isinstance(more, dict) else {}
    if status == HTTPStatus.TOO_MANY_REQUESTS or "retry_after" in parameters:
        return TooManyCalls(wait_of(parameters.get("retry_after")))
    moved_to = parameters.get("migrate_to_chat_id")
    if status == HTTPStatus.BAD_REQUEST and isinstance(moved_to, int):
        return ChatMigrated(moved_to)
    description = told.get("description")
    if not isinstance(description, str):
        return NetworkError(f"status {status}")
    return _MEANING.get(status, NetworkError)(description)


def wait_of(told: Any) -> int:
    """For how many seconds to wait where a server has ``told`` us so: a number within bounds, whatever stood there."""
    if isinstance(told, bool) or not isinstance(told, int | float) or math.isnan(told):
        return USUAL_WAIT_SECONDS
    return math.ceil(min(max(told, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS))


def _refused(payload: bytes) -> dict[str, Any]:
    """A refusal in Telegram's form; empty for anything else."""
    try:
        found = parsed(payload)
    except TelegramError:
        return {}
    return found if found.get("ok") is False else {}
