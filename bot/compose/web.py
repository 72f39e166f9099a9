"""The web: the pages for specialists, and what operators ask beside them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from bot.app.app import App, Clock
from bot.app.watch.watch import Watch
from bot.compose.clock import now
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.web.operating import Application, Front

log = structlog.get_logger()


def public_url(settings: Settings) -> str:
    """Where browsers find the web pages; empty where there are none. Raises `SettingsError`."""
    if not settings.public_url:
        return ""
    from bot.web.config import WebConfig

    try:
        return WebConfig(settings.public_url, settings.timezone).origin
    except ValueError as error:
        raise SettingsError(f"STRONGSUIT_PUBLIC_URL: {error}.") from None


@asynccontextmanager
async def open_web(settings: Settings, app: App, clock: Clock = now) -> AsyncIterator[None]:
    """The web pages for as long as the block runs, where this installation has an address for them.

    Raises `SettingsError` where the host and port are taken.
    """
    if not public_url(settings):
        yield
        return
    from bot.web.run import PortTaken, serving

    try:
        async with serving(_pages(settings, app, clock), settings.http_host, settings.http_port):
            yield
    except PortTaken as error:
        raise SettingsError(str(error)) from None


@asynccontextmanager
async def open_house(
    settings: Settings, watch: Watch, extra: "Mapping[str, Application] | None" = None
) -> AsyncIterator["Front"]:
    """The web server for the whole life of the process, with what operators ask, ``extra`` paths, and room for pages.

    Raises `SettingsError` where the host and port are taken. Where nothing but operators' questions would be served
    there, a line in the log says so, and the block runs without.
    """
    from bot.web.house import served
    from bot.web.operating import Front
    from bot.web.place import PortTaken, bound

    addresses = [url for url in (public_url(settings), settings.webhook_url) if url]
    public = frozenset(urlsplit(url).hostname or "" for url in addresses if url.startswith("https:"))
    front = Front(watch, extra, public, has_pages=bool(settings.public_url))
    try:
        place = bound(settings.http_host, settings.http_port)
    except PortTaken as error:
        if addresses:
            raise SettingsError(str(error)) from None
        log.warning("the port is taken; /healthz, /readyz and /metrics are not served", port=settings.http_port)
        yield front
        return
    async with served(front, place, lambda: watch.answered_at() is not None):
        yield front


def showing(settings: Settings, front: "Front", app: App) -> AbstractContextManager[None]:
    """The web pages in ``front`` for as long as the block runs, where this installation has an address for them."""
    if not public_url(settings):
        return nullcontext()
    return front.showing(lambda: _pages(settings, app, now))


def _pages(settings: Settings, app: App, clock: Clock) -> "Application":
    from bot.web.app import web_app
    from bot.web.config import WebConfig

    pages: Application = web_app(app.store, app.contents.of, WebConfig(public_url(settings), settings.timezone), clock)
    return pages
