"""What every answer says to the browser about itself, whatever it is an answer to."""

from collections.abc import Mapping

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.logs import cause_of
from bot.web.config import WebConfig

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_UNUSED = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "web-share",
    "xr-spatial-tracking",
)  # fmt: skip
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Nothing of these pages is to be found on the disk of a shared computer; what may be kept says so itself.
    "Cache-Control": "no-store",
}
FOR_EVER = "public, max-age=31536000, immutable"

log = structlog.get_logger()


class Shell:
    """The outermost part: nothing leaves without its headers, and no error leaves at all."""

    def __init__(self, app: ASGIApp, config: WebConfig, failed: Mapping[str, Response]) -> None:
        """``failed`` is the page for an error, by language; under an empty name the one for all others."""
        self._app = app
        self._failed = failed
        year = "max-age=31536000"
        self._headers = {**_ALWAYS, **({"Strict-Transport-Security": year} if config.is_secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request; anything else than one is turned away."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # whatever it is, nobody is shown it
            log.error("a page could not be shown", cause=cause_of(error))
            if not begun:
                language = Request(scope).headers.get("accept-language", "")[:2].lower()
                page = self._failed.get(language) or self._failed[""]
                await page(scope, receive, sending)
