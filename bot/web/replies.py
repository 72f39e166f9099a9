"""From an answer to what goes over the wire: the page, its headers, and the cookies."""

from starlette.responses import RedirectResponse, Response

from bot.app.content import Content
from bot.app.sharing.desk import Reader
from bot.web.answers import Answer, Moved, Sent, Shown
from bot.web.config import WebConfig
from bot.web.headers import FOR_EVER
from bot.web.pages import Setting, rendered
from bot.web.sessions import LONGEST

# How long a sign-in form may stay open: as long as its link.
_DOOR_SECONDS = 15 * 60


class Replies:
    """Writes answers out."""

    def __init__(self, config: WebConfig) -> None:
        self._config = config

    def reply(
        self, answer: Answer, content: Content, locale: str, *, reader: Reader | None, form_key: str, path: str,
        renewed: str | None,
    ) -> Response:  # fmt: skip
        """The response. ``renewed`` is a token that the browser is to hold, unless the answer has another."""
        if isinstance(answer, Shown):
            response = self._shown(answer, content, locale, reader, form_key, path)
        elif isinstance(answer, Moved):
            response = RedirectResponse(answer.to, 303)
        elif isinstance(answer, Sent):
            response = _sent(answer)
        else:
            raise TypeError("there is no such answer")
        self._session(response, renewed if answer.session is None else answer.session)
        return response

    def page(self, answer: Shown, content: Content, language: str | None) -> Response:
        """A page for nobody in particular."""
        return self._shown(answer, content, content.locale_for(language), None, "", "")

    def _shown(
        self, answer: Shown, content: Content, locale: str, reader: Reader | None, form_key: str, path: str
    ) -> Response:
        zone = (reader and (reader.record.timezone or reader.programme.timezone)) or self._config.timezone
        setting = Setting(content=content, locale=locale, zone=zone, reader=reader, form_key=form_key, path=path)
        body = rendered(answer, setting)
        response = Response(body, answer.status, media_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = locale
        if answer.keep:
            response.headers["Cache-Control"] = f"private, max-age={answer.keep}"
            response.headers["Vary"] = "Accept-Language"
        if answer.wait:
            response.headers["Retry-After"] = str(answer.wait)
        if answer.door:
            self._cookie(response, self._config.door_cookie, answer.door, _DOOR_SECONDS)
        return response

    def _session(self, response: Response, token: str | None) -> None:
        if token:
            self._cookie(response, self._config.session_cookie, token, int(LONGEST.total_seconds()))
            self._cookie(response, self._config.door_cookie, "", 0)
        elif token == "":
            self._cookie(response, self._config.session_cookie, "", 0)

    def _cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        """SameSite=Strict: a link on another site must not open a summary, since that would count as a look."""
        secure = self._config.is_secure
        response.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="strict")


def _sent(answer: Sent) -> Response:
    response = Response(answer.body, answer.status, media_type=answer.kind)
    if answer.cached:
        response.headers["Cache-Control"] = FOR_EVER
    if answer.name:
        response.headers["Content-Disposition"] = f'attachment; filename="{answer.name}"'
    return response
