"""Refusals: what the server answers when it does not do what it was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

_SURROGATE = re.compile("[\ud800-\udfff]")


class ApiError(Exception):
    """An answer with `ok: false`; `malformed` marks calls no correct bot would have made."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None, malformed: bool = False) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.malformed = malformed

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def violation(reason: str) -> ApiError:
    """A 400 that only a mistake in the bot can cause."""
    return ApiError(400, f"Bad Request: {reason}", malformed=True)


def refusal(reason: str) -> ApiError:
    """A 400 that timing alone can cause, so that a correct bot may meet it."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """A 403: the chat does not let the bot write."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many(retry_after: int) -> ApiError:
    """A 429 with the number of seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(key)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def require_unicode(value: object) -> None:
    """Refuse lone surrogates anywhere in a decoded value."""
    if any(_SURROGATE.search(text) for text in _strings(value)):
        raise violation("strings must be encoded in UTF-8")
