"""The server: one bot's Bot API over HTTP, and the people it talks to."""
# ruff: noqa: ASYNC109 - a test says how long it waits

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from .clock import wall_clock
from .errors import WEBHOOK_ACTIVE, ApiError
from .faults import Fault
from .messages import charge_limits
from .methods import HANDLERS
from .params import Upload, canonical, read_params
from .people import Person
from .wire import Raw, drop, faulty_error, read_body, refuse, spoil
from .world import Call, World

Reply = TypeVar("Reply", bound=web.StreamResponse)
TOKEN = "7654321:AAF-a-token-of-the-fake-server-0123456"


class FakeTelegram(World):
    """A Bot API server for tests. Stopping it keeps everything; starting again keeps the port."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        clock: Callable[[], float] = wall_clock,
        bot_username: str = "strongsuit_test_bot",
        literal_ampersands: bool = False,
    ) -> None:
        super().__init__(token, clock=clock, bot_username=bot_username, literal_ampersands=literal_ampersands)
        self.port = 0
        self.people: dict[int, Person] = {}
        self._runner: web.AppRunner | None = None
        self._running: set[asyncio.Task[web.StreamResponse]] = set()

    @property
    def url(self) -> str:
        """The root of the API, for STRONGSUIT_TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> Self:
        """Listen, on a free port the first time and on the same one afterwards."""
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        return self

    async def stop(self) -> None:
        """Stop listening and hang up on everybody; nothing is forgotten."""
        self.updates.interrupt(ApiError(502, "Bad Gateway"))
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def person(self, user_id: int, first_name: str = "Ana", language_code: str | None = "en") -> Person:
        """A person with a Telegram account; the same one for the same id."""
        if user_id not in self.people:
            self.people[user_id] = Person(self, user_id, first_name, language_code)
        return self.people[user_id]

    def push_raw(self, update: dict[str, Any]) -> int:
        """Queue an update as it is, unknown kinds and broken contents included."""
        return self.updates.push_raw(update)

    async def wait_for_call(self, method: str, count: int = 1, timeout: float = 15) -> list[Call]:
        """The calls of a method once `count` of them have ended."""

        def ended() -> list[Call] | None:
            done = [call for call in self.calls_of(method) if call.status]
            return done if len(done) >= count else None

        found = await self.bell.until(ended, timeout)
        if found is None:
            raise AssertionError(f"{method} was called less than {count} times in {timeout} s")
        return found

    async def all_acknowledged(self, timeout: float = 15) -> None:
        """Wait until the bot has acknowledged every update."""
        done = await self.bell.until(lambda: True if not self.updates.pending else None, timeout)
        if done is None:
            waiting = [one.body for one in self.updates.pending]
            raise AssertionError(f"{len(waiting)} updates are not acknowledged: {waiting}")

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        call = Call(request.match_info["method"], {}, self.clock())
        self.calls.append(call)
        try:
            if request.match_info["token"] != self.token:
                raise ApiError(401, "Unauthorized")
            call.method = canonical(call.method)
            raw, files = await read_body(request)
        except ApiError as error:
            return self._refuse(call, error)
        call.params = {**raw, **files}

        def perform() -> Awaitable[web.Response]:
            return self._perform(call, raw, files)

        if call.method == "getUpdates":
            return await self._answer(request, call, perform)
        task = asyncio.create_task(self._answer(request, call, perform))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)  # a client that hangs up does not undo its call

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """A file's content; in the list of calls, and for faults, its method is ``download``."""
        call = Call("download", {"path": request.match_info["path"]}, self.clock())
        self.calls.append(call)

        async def perform() -> web.Response:
            try:
                if request.match_info["token"] != self.token:
                    raise ApiError(401, "Unauthorized")
                content = self.files.fetch(request.match_info["path"], self.clock())
            except ApiError as error:
                return self._refuse(call, error)
            call.took_effect = True
            return self._ended(call, 200, web.Response(body=content, content_type="application/octet-stream"))

        return await self._answer(request, call, perform)

    async def _answer(
        self, request: web.Request, call: Call, perform: Callable[[], Awaitable[web.Response]]
    ) -> web.StreamResponse:
        fault = self.faults.take(call.method, call.chat_id)
        if fault is None:
            return await perform()
        call.fault = fault.name
        if not fault.after_effect:
            await asyncio.sleep(fault.delay)
            if fault.drop:
                return self._ended(call, 0, drop(request))
            if fault.status is not None:
                return self._refuse(call, faulty_error(fault))
            return await perform()
        response = await perform()
        await asyncio.sleep(fault.delay)
        return await self._spoil(request, call, fault, response)

    async def _spoil(
        self, request: web.Request, call: Call, fault: Fault, response: web.Response
    ) -> web.StreamResponse:
        spoilt = await spoil(request, fault, response)
        return self._ended(call, 0 if fault.drop or fault.body == "cut" else spoilt.status, spoilt)

    async def _perform(self, call: Call, raw: Raw, files: dict[str, Upload]) -> web.Response:
        try:
            params = read_params(call.method, raw, files)
            call.params = params
            if call.method == "getUpdates":
                result = await self._get_updates(params)
            else:
                charge_limits(self, call.method, params)
                result = HANDLERS[call.method](self, params)
        except ApiError as error:
            return self._refuse(call, error)
        call.took_effect = True
        return self._ended(call, 200, web.json_response({"ok": True, "result": result}))

    async def _get_updates(self, params: dict[str, Any]) -> Any:
        if self.webhook is not None:
            raise ApiError(409, WEBHOOK_ACTIVE)
        self.updates.allow(params.get("allowed_updates"))
        return await self.updates.poll(params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0))

    def _refuse(self, call: Call, error: ApiError) -> web.Response:
        call.description, call.malformed = error.description, error.malformed
        return self._ended(call, error.code, refuse(error))

    def _ended(self, call: Call, status: int, response: Reply) -> Reply:
        call.status = status
        self.bell.ring()
        return response
