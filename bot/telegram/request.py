"""HTTP for python-telegram-bot's `Bot`, over aiohttp.

The library's own client costs several milliseconds of CPU a call; this one a fraction of that. It also tells apart what
was surely not sent from what may have arrived, and keeps the content of answers out of errors and logs.
"""

import io
import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.app.delivery.pace import written
from bot.app.files import LARGEST_READ
from bot.telegram.answers import LARGEST_ANSWER, granted, read_within, refusal

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
# A file of some megabytes goes out over a slow line, and Telegram looks at it before it answers.
UPLOAD_SECONDS = 120.0
# What is packed can be a thousand times as large when it is unpacked: nothing is asked for, and nothing is taken, so.
_UNPACKED = {"Accept-Encoding": "identity"}


class NotSent(NetworkError):  # noqa: N818 - it says what is known
    """No connection came about, so nothing of the request has arrived."""


class Interrupted(NetworkError):  # noqa: N818 - it says what is known
    """The line broke after the request went out: nobody knows whether it arrived."""


class AiohttpRequest(BaseRequest):
    """One connection pool. ``at_once`` bounds its connections."""

    def __init__(self, at_once: int = 100) -> None:
        self._at_once = at_once
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Opens the pool, once; needs a running loop."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._at_once, keepalive_timeout=30)
            # Bots get no cookies. Proxies are looked up below: the session's own way asks a thread twice for each call.
            traces = aiohttp.TraceConfig()
            traces.on_request_chunk_sent.append(_say_written)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trace_configs=[traces],
                headers=_UNPACKED, auto_decompress=False,
            )  # fmt: skip

    async def shutdown(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Posts the parameters (as JSON, or with files as a form), or gets a file that somebody has sent.

        Raises `NotSent`, `TimedOut` or `NetworkError`, and whatever else the server's refusal means.
        """
        if self._session is None:
            raise NotSent("the connection pool is closed")
        with_files = bool(request_data and request_data.contains_files)
        usual = UPLOAD_SECONDS if with_files else READ_SECONDS
        seconds = read_timeout if isinstance(read_timeout, int | float) else usual
        timeout = aiohttp.ClientTimeout(total=CONNECT_SECONDS + seconds, sock_connect=CONNECT_SECONDS)
        body: Any = None
        headers = {}
        if request_data and with_files:
            body = _form(request_data)
        elif method == "POST":
            # The library's own payload is JSON within JSON; the server takes what is nested as it is.
            body = json.dumps(request_data.parameters).encode() if request_data else b"{}"
            headers = {"Content-Type": "application/json"}
        limit = LARGEST_READ if method == "GET" else LARGEST_ANSWER
        try:
            # Telegram sends nobody elsewhere. To whom else the call were repeated, they would have its words and token.
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=self._proxy(url), allow_redirects=False
            ) as answer:
                status, payload = answer.status, await read_within(answer, limit)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise Interrupted(type(error).__name__) from None
        if not 200 <= status <= 299:
            raise refusal(status, payload)
        return status, payload

    def _proxy(self, url: str) -> str | None:
        """The proxy of the environment for a server, looked up once; only plain HTTP proxies can be used."""
        parts = urlsplit(url)
        if parts.netloc not in self._proxies:
            proxy = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
            self._proxies[parts.netloc] = proxy if proxy and proxy.startswith("http://") else None
        return self._proxies[parts.netloc]

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer to a call that succeeded. Raises `TelegramError`, without a word of the content."""
        return granted(payload)


async def _say_written(_: object, request: SimpleNamespace, __: object) -> None:
    """Tells the pace of delivery when a request goes out: a new connection may have come before."""
    if not hasattr(request, "is_written"):
        request.is_written = True
        written()


def _form(data: RequestData) -> aiohttp.FormData:
    """The parameters as a form. Telegram takes a file's name as the bytes that stand there, so nothing is escaped."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in data.multipart_data.items():
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=file_name, content_type=kind)
    return form
