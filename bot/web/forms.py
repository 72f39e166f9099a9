"""Reading what a form sends: plain fields, of a size that fits, as a browser writes them."""

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

MOST_BYTES = 160 * 1024
# Whoever takes longer to send that is not a browser with a person before it.
SECONDS = 20.0
_MOST_FIELDS = 20
_KIND = "application/x-www-form-urlencoded"


class TooLarge(Exception):  # noqa: N818 - it is an answer more than an error
    """More was sent than a form of these pages holds."""


class Unreadable(Exception):  # noqa: N818 - the same
    """What was sent is no form."""


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields; of several with one name the last. Raises `TooLarge` or `Unreadable`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        raise Unreadable
    try:
        async with asyncio.timeout(SECONDS):
            body = await _body(request)
    except TimeoutError:
        raise Unreadable from None
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Unreadable from None
    return {name: _as_typed(value) for name, value in fields}


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLarge
    return body


def _as_typed(text: str) -> str:
    """Browsers write every line break as two characters (HTML, "constructing the entry list"); people typed one."""
    return text.replace("\r\n", "\n")
