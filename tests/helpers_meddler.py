"""Somebody between the bot and Telegram, who answers some calls as they like: bytes, pages, floods, silence.

What is not meddled with goes through to a `FakeTelegram`, so that a test sees what people hear in the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache
from typing import Any, Self

import aiohttp
from aiohttp import web
from fake_telegram import FakeTelegram

Trick = Callable[[web.Request], Awaitable[web.StreamResponse]]
MEGABYTE = b" " * 2**20


class Meddler:
    """Listens at ``url`` in place of ``behind``. ``tricks`` holds, by method, what is done to the next calls."""

    def __init__(self, behind: FakeTelegram) -> None:
        self.behind = behind
        self.token = behind.token
        self.calls_of = behind.calls_of
        self.wait_for_call = behind.wait_for_call
        self.tricks: dict[str, deque[Trick]] = {}
        self.always: dict[str, Trick] = {}
        self.met: Counter[str] = Counter()
        """How often each method was called, tricked or not."""
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    def trick(self, trick: Trick, *methods: str, times: int = 1) -> None:
        """Meddles with the next calls of these methods."""
        for method in methods:
            self.tricks.setdefault(method, deque()).extend([trick] * times)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session and self._runner:
            await self._session.close()
            await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        self.met[method] += 1
        waiting = self.tricks.get(method)
        trick = waiting.popleft() if waiting else self.always.get(method)
        return await (trick(request) if trick else self._pass_on(request))

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        assert self._session
        body, kind = await request.read(), request.headers.get("Content-Type", "")
        async with self._session.request(
            request.method, self.behind.url + request.path_qs, data=body, headers={"Content-Type": kind}
        ) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")


def says(answer: Any, status: int = 200) -> Trick:
    """An answer of this JSON, or of these very bytes."""

    async def trick(_: web.Request) -> web.StreamResponse:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return web.Response(body=body, status=status, content_type="application/json")

    return trick


def page(status: int) -> Trick:
    """A page of a proxy, in HTML."""
    return says(b"<html><body><h1>No entry</h1></body></html>", status)


def moved(status: int, to: str) -> Trick:
    """Elsewhere."""

    async def trick(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": to})

    return trick


def raw(*pieces: bytes, pause: float = 0.0) -> Trick:
    """These bytes in place of HTTP, with a pause after each; then the line is cut."""

    async def trick(request: web.Request) -> web.StreamResponse:
        assert request.transport
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                request.transport.write(piece)
                await asyncio.sleep(pause)
        request.transport.close()
        return web.Response()

    return trick


def trickle(head: bytes, drop: bytes, seconds: float, drops: int = 10_000) -> Trick:
    """``head`` at once, and then a drop again and again."""
    return raw(head, *([drop] * drops), pause=seconds)


def endless(megabytes: int, headers: dict[str, str] | None = None) -> Trick:
    """A body of so many megabytes, in pieces, for as long as somebody takes it."""

    async def trick(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers=headers)
        await answer.prepare(request)
        with contextlib.suppress(ConnectionError):
            for _ in range(megabytes):
                await answer.write(MEGABYTE)
        return answer

    return trick


@cache
def _bomb() -> bytes:
    return gzip.compress(b'{"ok":true,"result":"' + b"\x20" * 60 * 2**20 + b'"}', 1)


def bomb() -> Trick:
    """A small body that says it is packed, and is 60 MB when it is unpacked."""

    async def trick(_: web.Request) -> web.StreamResponse:
        return web.Response(body=_bomb(), headers={"Content-Encoding": "gzip", "Content-Type": "application/json"})

    return trick


@contextlib.asynccontextmanager
async def meddling(behind: FakeTelegram) -> AsyncIterator[Meddler]:
    """Somebody in between, for as long as the block runs."""
    async with Meddler(behind) as made:
        yield made
