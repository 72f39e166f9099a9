"""The web pages as one application: all ways, behind the gate."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app.content import Content
from bot.storage import Store
from bot.web.config import WebConfig
from bot.web.gate import Gate
from bot.web.headers import Shell
from bot.web.limits import Tries
from bot.web.sessions import Sessions
from bot.web.views import ways
from bot.web.ways import Way


def web_app(
    store: Store, contents: Callable[[int | None], Content], config: WebConfig, clock: Callable[[], datetime]
) -> Starlette:
    """The application. ``contents`` gives the words of a programme, and for None those of the installation."""
    sessions = Sessions()
    gate = Gate(store, contents, config, clock, sessions)
    routes = [_route(gate, way) for way in ways(sessions, Tries())]
    languages = contents(None).wording.locales
    failed = {"": gate.failure(None), **{language: gate.failure(language) for language in languages}}
    app = Starlette(routes=routes, exception_handlers={HTTPException: partial(_nothing, gate)})
    app.add_middleware(OnlyDeclared, router=app.router, declared=frozenset(id(one) for one in routes), gate=gate)
    app.add_middleware(Shell, config=config, failed=failed)
    app.router.redirect_slashes = False
    return app


def _route(gate: Gate, way: Way) -> Route:
    return Route(way.path, partial(gate.pass_through, way), methods=[way.method], name=f"{way.method} {way.path}")


async def _nothing(gate: Gate, request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return gate.nothing_there(request, 404)
    response = gate.nothing_there(request, error.status_code)
    response.headers.update(error.headers or {})
    return response


class OnlyDeclared:
    """Refuses whatever would be answered by something other than a declared way: it went around the gate."""

    def __init__(self, app: ASGIApp, router: Router, declared: frozenset[int], gate: Gate) -> None:
        """``declared`` tells the declared routes from any others that ``router`` may have got."""
        self._app, self._router, self._declared, self._gate = app, router, declared, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on to a declared way, or to nothing at all."""
        found = next((one for one in self._router.routes if one.matches(scope)[0] is Match.FULL), None)
        if found is not None and id(found) not in self._declared:
            await self._gate.nothing_there(Request(scope), 404)(scope, receive, send)
            return
        await self._app(scope, receive, send)
