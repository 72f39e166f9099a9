"""The gate: every request goes through here, and through here only.

What a request is like is looked at first, then who sent it, then whether they may go this way. A view is called only
when all of that is settled, and in the same transaction, so that nothing can change in between. What is not declared
in a `Way` is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from bot.app.content import Content
from bot.app.sharing.desk import Ended, Reader, Refused, reader_of
from bot.storage import DatabaseUnavailable, Store, Transaction
from bot.storage.audit import Audited, subject_of
from bot.web import manners
from bot.web.answers import Answer, Moved, Shown, told
from bot.web.config import WebConfig
from bot.web.forms import TooLarge, Unreadable, read_form
from bot.web.replies import Replies
from bot.web.sessions import Entry, Sessions, form_key, is_form_key
from bot.web.ways import Visit, Way, fits

# The words that forms send. They are given back where they went nowhere.
WRITTEN = "text"
SIGN_IN = "/sign-in"
# A page with such a status says why something was not done.
_NOT_DONE = 400


@dataclass(frozen=True, slots=True)
class Known:
    """Who sent a request: nobody, somebody who is signed in, or somebody who was and may not be any more."""

    reader: Reader | None = None
    entry: Entry | None = None
    closed: bool = False


class Gate:
    """Lets requests through to the views, or answers them itself."""

    def __init__(
        self,
        store: Store,
        contents: Callable[[int | None], Content],
        config: WebConfig,
        clock: Callable[[], datetime],
        sessions: Sessions,
    ) -> None:
        self._store, self._contents, self._config, self._clock = store, contents, config, clock
        self._sessions = sessions
        self._replies = Replies(config)

    async def pass_through(self, way: Way, request: Request) -> Response:
        """Answers a request that goes this way."""
        language = manners.language_of(request.headers, self._contents(None).wording.locales)
        refused = self._manners(way, request)
        form: Mapping[str, str] = {}
        if refused is None and way.method == "POST":
            try:
                form = await read_form(request)
            except TooLarge:
                refused = told("large", 413)
            except Unreadable:
                refused = told("stale", 400)
        if refused is not None:
            return self._reply(refused, request, Known(), language)
        if way.still and way.need == "nobody":
            return await self._still(way, request, language)
        try:
            async with self._store.transaction() as transaction:
                await transaction.among_others()
                known = await self._known(transaction, way, request)
                answer = await self._answer(transaction, way, request, known, form, language)
        except DatabaseUnavailable:
            return self._reply(told("away", 503, form.get(WRITTEN, ""), wait=60), request, Known(), language)
        return self._reply(answer, request, known, language)

    async def _still(self, way: Way, request: Request, language: str | None) -> Response:
        """Answers without the database. Whose words they are, and in which language, the address itself can say."""
        content = self._contents(manners.programme_in(request.query_params))
        locale = content.locale_for(manners.language_in(request.query_params, content.wording.locales) or language)
        visit = replace(self._visit(None, request, Known(), {}, language), content=content, locale=locale)
        answer = await way.view(visit)
        return self._replies.reply(
            answer, content, locale, reader=None, form_key="", path=request.url.path, renewed=None
        )

    def nothing_there(self, request: Request, status: int) -> Response:
        """The answer where no way leads."""
        language = manners.language_of(request.headers, self._contents(None).wording.locales)
        return self._reply(told("missing", status), request, Known(), language)

    def failure(self, language: str | None) -> Response:
        """The page for a mistake of ours, made ahead, since making it could be what fails."""
        return self._replies.page(told("failed", 500), self._contents(None), language)

    def _manners(self, way: Way, request: Request) -> Answer | None:
        """What a request is refused for before anybody asks who sent it."""
        headers: Headers = request.headers
        if not manners.is_for_us(request, self._config):
            return told("missing", 421)
        if request.method == "HEAD" and way.need != "nobody":
            return told("missing", 405)
        if manners.is_ahead_of_time(headers):
            return told("away", 503)
        if manners.comes_from_elsewhere(headers):
            return told("missing", 403)
        if way.method == "POST" and not manners.is_our_form(headers, self._config):
            return told("stale", 403)
        return None

    async def _known(self, transaction: Transaction, way: Way, request: Request) -> Known:
        """Who sent a request. Somebody who is not at work any more is signed out everywhere."""
        token = request.cookies.get(self._config.session_cookie, "")
        doors, at = transaction.doors, self._clock()
        entry = await self._sessions.enter(doors, token, at, quiet=way.quiet) if token else None
        if entry is None:
            return Known()
        reader = await reader_of(transaction, entry.record.staff_id)
        if reader is None:
            await doors.end_all(entry.record.staff_id)
        return Known(reader, entry if reader else None, closed=reader is None)

    async def _answer(
        self, transaction: Transaction, way: Way, request: Request, known: Known, form: Mapping[str, str],
        language: str | None,
    ) -> Answer:  # fmt: skip
        kept = form.get(WRITTEN, "")
        if not fits(way.need, known.reader):
            await self._note_refusal(transaction, way, known)
            return _turned_away(way, known, kept)
        token = known.entry.token if known.entry else ""
        if way.need != "nobody" and way.method == "POST" and not is_form_key(form.get("key", ""), token):
            return told("stale", 403, kept)
        visit = self._visit(transaction, request, known, form, language)
        try:
            answer = await way.view(visit)
        except Refused:
            await self._note_refusal(transaction, way, known)
            return told("missing", 404, kept)
        except Ended:
            await self._note_refusal(transaction, way, known)
            return told("ended", 410, kept)
        if way.noted is not None and known.reader is not None and not _is_in_vain(answer):
            await transaction.audit.note(
                way.noted, visit.at, staff_id=known.reader.id, about=_subject(way.noted, visit, known.reader)
            )
        return answer

    async def _note_refusal(self, transaction: Transaction, way: Way, known: Known) -> None:
        """Notes that somebody who works here tried what is not theirs. A page that looks after itself tries nothing."""
        if known.reader is not None and not way.quiet:
            await transaction.audit.note(Audited.WAS_REFUSED, self._clock(), staff_id=known.reader.id)

    def _visit(
        self, transaction: Transaction | None, request: Request, known: Known, form: Mapping[str, str],
        language: str | None,
    ) -> Visit:  # fmt: skip
        content, locale = self._spoken(known.reader, language)
        return Visit(
            opened=transaction, at=self._clock(), config=self._config, content=content, locale=locale,
            reader=known.reader, session=known.entry.token if known.entry else "", params=request.path_params,
            query=request.query_params, form=form, door=request.cookies.get(self._config.door_cookie, ""),
            address=request.client.host if request.client else "",
        )  # fmt: skip

    def _spoken(self, reader: Reader | None, language: str | None) -> tuple[Content, str]:
        content = self._contents(reader.programme.id if reader else None)
        return content, content.locale_for((reader.record.locale if reader else None) or language)

    def _reply(self, answer: Answer, request: Request, known: Known, language: str | None) -> Response:
        content, locale = self._spoken(known.reader, language)
        key = form_key(known.entry.token) if known.entry else ""
        renewed = known.entry.token if known.entry and known.entry.is_new else None
        return self._replies.reply(
            answer, content, locale, reader=known.reader, form_key=key, path=request.url.path, renewed=renewed
        )


def _is_in_vain(answer: Answer) -> bool:
    """Whether nothing was done: a form that is shown again with what is wrong, say."""
    return answer.in_vain or (isinstance(answer, Shown) and answer.status >= _NOT_DONE)


def _subject(noted: Audited, visit: Visit, reader: Reader) -> int | None:
    """The number of what a row of the audit log is about."""
    subject = subject_of(noted)
    if subject == "share":
        return visit.number("share_id")
    return reader.programme.id if subject == "programme" else None


def _turned_away(way: Way, known: Known, kept: str) -> Answer:
    """The answer to somebody who may not go this way. Of what lies there it says nothing."""
    if known.reader is not None:
        return told("missing", 404, kept)
    if known.closed:
        return told("closed", 403, kept, session="")
    if way.method == "POST" or way.quiet:
        return told("signed_out", 401, kept)
    return Moved(to=SIGN_IN)
