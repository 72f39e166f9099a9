"""The web pages as one application: all ways, behind the gate."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
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
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Shell, config=config, failed=failed),
            Middleware(OnlyDeclared, routes=lambda: app.routes, declared=frozenset(routes_id(routes)), gate=gate),
        ],
        exception_handlers={HTTPException: partial(_nothing, gate)},
    )
    app.router.redirect_slashes = False
    return app


def _route(gate: Gate, way: Way) -> Route:
    return Route(way.path, partial(gate.pass_through, way), methods=[way.method], name=f"{way.method} {way.path}")


def routes_id(routes: list[Route]) -> set[int]:
    """What tells these very routes from all others."""
    return {id(route) for route in routes}


async def _nothing(gate: Gate, request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return gate.nothing_there(request, status)


class OnlyDeclared:
    """Refuses whatever would be answered by something other than a declared way: it went around the gate."""

    def __init__(
        self, app: ASGIApp, routes: Callable[[], list[BaseRoute]], declared: frozenset[int], gate: Gate
    ) -> None:
        self._app, self._routes, self._declared, self._gate = app, routes, declared, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on to a declared way, or to nothing at all."""
        found = next((one for one in self._routes() if one.matches(scope)[0] is not Match.NONE), None)
        if found is not None and id(found) not in self._declared:
            await self._gate.nothing_there(Request(scope), 404)(scope, receive, send)
            return
        await self._app(scope, receive, send)
