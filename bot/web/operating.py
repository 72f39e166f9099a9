"""What whoever looks after the bot asks it: `/healthz`, `/readyz` and `/metrics`, in front of the pages.

They are for machines on the same side of the proxy, hold nothing about anybody, and know neither sessions nor forms.
Whoever comes from outside is told of `/healthz` alone; the other two are not there for them.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeAlias

from bot.app.watch.watch import Watch

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
"""An ASGI application; the types are spelled out so that nothing large is loaded for them."""

TEXT, JSON = "text/plain; charset=utf-8", "application/json"
AWAY_SECONDS = 60
# So many requests for pages are answered at once; more are told to come again, so that they never keep Telegram's
# updates out.
MOST_READERS = 200
# A proxy says with these on whose behalf it asks (RFC 7239, and what was there before it).
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via"})


class Front:
    """The outermost application: answers what operators ask, passes ``extra`` paths on, and all else to the pages.

    ``public_hosts`` are the names by which the world asks. With ``has_pages`` there are pages whenever the database
    is open; see `showing`.
    """

    def __init__(
        self,
        watch: Watch,
        extra: Mapping[str, Application] | None = None,
        public_hosts: frozenset[str] = frozenset(),
        *,
        has_pages: bool = False,
    ) -> None:
        self._watch = watch
        self._has_pages = has_pages
        self._extra = dict(extra or {})
        self._public_hosts = public_hosts
        self._make_pages: Callable[[], Application] | None = None
        self._pages: Application | None = None
        self._making = asyncio.Lock()
        self._reading = 0
        self._exposition: Any = None

    @contextmanager
    def showing(self, make_pages: Callable[[], Application]) -> Iterator[None]:
        """There are pages for as long as the block runs. They are made when the first visitor comes."""
        self._make_pages = make_pages
        try:
            yield
        finally:
            self._make_pages = self._pages = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path in ("/healthz", "/readyz", "/metrics"):
            await self._operate(path, scope, send)
        elif scope["type"] == "http" and path in self._extra:
            await self._extra[path](scope, receive, send)
        elif self._make_pages is not None and self._reading < MOST_READERS:
            self._reading += 1
            try:
                pages = await self.pages()
                await pages(scope, receive, send)
            finally:
                self._reading -= 1
        elif scope["type"] == "http" and self._has_pages:
            await _away(scope, receive, send)
        elif scope["type"] == "http":
            await _answer(send, 404)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})

    async def pages(self) -> Application:
        """The pages, made once. What they are made of takes a while to load, which no conversation has to wait for."""
        async with self._making:
            if self._pages is None:
                await asyncio.to_thread(import_module, "bot.web.app")
                if self._make_pages is None:
                    return _away
                self._pages = self._make_pages()
            return self._pages

    # -- what operators ask --------------------------------------------------------------------------------------------

    async def _operate(self, path: str, scope: Scope, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _answer(send, 405, headers={"allow": "GET, HEAD"})
        elif path == "/healthz":
            await _answer(send, 200, b"ok\n")
        elif self._is_from_outside(scope):
            await _answer(send, 404)
        elif path == "/readyz":
            await self._ready(send)
        else:
            text, kind = await self._metrics()
            await _answer(send, 200, text, kind)

    def _is_from_outside(self, scope: Scope) -> bool:
        headers: list[tuple[bytes, bytes]] = list(scope.get("headers", ()))
        host = next((value.decode("latin-1").lower() for name, value in headers if name == b"host"), "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return name in self._public_hosts or any(header in _FORWARDED for header, _ in headers)

    async def _ready(self, send: Send) -> None:
        checks = await self._watch.checks()
        ready = all(check.ok for check in checks)
        told = [{"name": one.name, "ok": one.ok, "what": one.what, "remedy": one.remedy or None} for one in checks]
        body = json.dumps({"ready": ready, "checks": told}, indent=1).encode() + b"\n"
        await _answer(send, 200 if ready else 503, body, JSON)

    async def _metrics(self) -> tuple[bytes, str]:
        if self._exposition is None:
            made = await asyncio.to_thread(import_module, "bot.web.metrics")
            self._exposition = self._exposition or made.Exposition(self._watch)
        return self._exposition.text(), self._exposition.kind


async def _away(scope: Scope, receive: Receive, send: Send) -> None:
    """While the database is closed there are no pages."""
    await _answer(send, 503, headers={"retry-after": str(AWAY_SECONDS)})


async def _answer(
    send: Send, status: int, body: bytes = b"", kind: str = TEXT, headers: Mapping[str, str] | None = None
) -> None:
    sent = {
        "content-type": kind, "content-length": str(len(body)), "cache-control": "no-store",
        "x-content-type-options": "nosniff", **(headers or {}),
    }  # fmt: skip
    encoded = [(name.encode(), value.encode()) for name, value in sent.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
