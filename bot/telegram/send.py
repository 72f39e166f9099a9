"""Sending a message through the Bot API, and telling what an error means.

A file carries the words as its caption. Words too long for one come after it as a message of their own, with the
buttons: then a later try sends only what is still to go.

What a message clears goes first (`bot.telegram.clearing`); a later try does no harm.
"""

import contextlib
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.app.delivery import FileRefused, Pace, Refused, TryAgain, Unreachable
from bot.app.files import File
from bot.app.incoming import Outcome
from bot.app.message import Key, Message
from bot.telegram.clearing import Clearing
from bot.telegram.request import Interrupted, NotSent
from bot.telegram.token import TOKEN_WAIT_SECONDS, TokenWatch
from bot.telegram.updates import Press
from bot.wording import plain
from bot.wording.split import split

# A toast has at most 200 characters (Bot API, answerCallbackQuery).
TOAST_LIMIT = 200
# Bot API, sendDocument and sendPhoto. What is too large is not even tried: the server would hang up in the middle.
CAPTION_LIMIT = 1024
DOCUMENT_BYTES, PICTURE_BYTES = 50 * 2**20, 10 * 2**20

# The library's own method makes its types of the message and of the answer: nobody reads them, and they cost more than
# the call. It warns of whoever goes past it, but not of this name, which it sends as "sendMessage".
_SEND_MESSAGE = "send_Message"
# Where the library does make its types, of an answer that is none of Telegram's.
_MISREAD = (AttributeError, KeyError, TypeError, ValueError)
_NO_PREVIEW = {"is_disabled": True}
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot can't initiate", "peer_id_invalid")
# Telegram's reasons name rules, and quote what breaks them: a piece of the message, or an address with a token in it.
# They are cut where the first quotation begins. An apostrophe, which follows a letter, is none.
_QUOTED = re.compile(r"(?<![A-Za-z])['\"`].*|[^\x00-\x7f].*", re.DOTALL)
# A file's name stands in a header, where Telegram's server reads up to a semicolon and knows no escapes.
_NO_NAME = re.compile(r'[\x00-\x1f\x7f";\\/]+')

log = structlog.get_logger()


class TelegramSender:
    """A `Sender` for addresses such as ``telegram:123``.

    What goes out by the way, beside the messages of the outbox, is counted in their ``pace``.
    """

    def __init__(self, bot: Bot, pace: Pace | None = None) -> None:
        self._bot = bot
        self._pace = pace or Pace()
        self._clearing = Clearing(bot, self._pace)
        self._token = TokenWatch()
        # Files whose words are still to go, for as long as the message is tried.
        self._ahead: WeakValueDictionary[str, File] = WeakValueDictionary()
        self._numbers_ahead: dict[str, tuple[int, ...]] = {}

    async def send(self, address: str, message: Message, file: File | None = None) -> Sequence[int]:
        """Sends one message; returns its numbers in the chat.

        Raises `TryAgain`, `Unreachable`, `Refused` or `FileRefused`.
        """
        with self._token.message():
            return await self._send(address, message, file)

    async def _send(self, address: str, message: Message, file: File | None) -> Sequence[int]:
        chat = int(address.partition(":")[2])
        if message.clears:
            message = message.after_clearing(all_gone=await self._clear(chat, message.clears))
        if file is None:
            return await self._words(chat, message)
        if self._ahead.get(address) is not file and _fits(message.html):
            return await self._file(chat, message, file)
        return await self._one_after_the_other(address, chat, message, file)

    async def _one_after_the_other(self, address: str, chat: int, message: Message, file: File) -> Sequence[int]:
        """The file, where it has not gone out at an earlier try, and then the words."""
        ahead = self._numbers_ahead.pop(address, ())
        if self._ahead.pop(address, None) is not file:
            ahead = await self._file(chat, Message(""), file)
        try:
            return (*ahead, *await self._words(chat, message))
        except TryAgain:
            self._ahead[address], self._numbers_ahead[address] = file, ahead
            raise

    async def _clear(self, chat: int, numbers: Sequence[int]) -> bool:
        """Takes messages out of a chat; whether all of them are gone now.

        Whatever goes wrong is told by that, and keeps no words from anybody. Raises `TryAgain` or `Unreachable` where
        nothing could be said either.
        """
        try:
            return await self._clearing.clear(chat, numbers)
        except TelegramError as error:
            raise _meaning(error, Refused) from None

    async def _words(self, chat: int, message: Message) -> tuple[int, ...]:
        call = {"chat_id": chat, "link_preview_options": _NO_PREVIEW, **_markup(message)}

        async def post(text: str, mode: str | None) -> tuple[int, ...]:
            return _number(
                await self._bot.do_api_request(_SEND_MESSAGE, api_kwargs={**call, "text": text, "parse_mode": mode})
            )

        return await _in_html(post, message.html, Refused)

    async def _file(self, chat: int, message: Message, file: File) -> tuple[int, ...]:
        limit = PICTURE_BYTES if file.is_picture else DOCUMENT_BYTES
        if not 0 < len(file.data) <= limit:
            raise FileRefused(f"{len(file.data)} bytes")
        extra = _markup(message)

        async def post(text: str, mode: str | None) -> tuple[int, ...]:
            upload = InputFile(file.data, _NO_NAME.sub("_", file.name))
            upload.mimetype = file.kind
            send = self._bot.send_photo if file.is_picture else self._bot.send_document
            try:
                return ((await send(chat, upload, text or None, parse_mode=mode, api_kwargs=extra)).message_id,)
            except _MISREAD:
                return ()  # the library cannot make anything of the answer, but it was a yes

        return await _in_html(post, message.html, FileRefused)

    async def settle(self, press: Press, outcome: Outcome) -> None:
        """Answers a press, and takes the keyboard away that it has used up. Failures are nobody's loss."""
        with contextlib.suppress(TelegramError, *_MISREAD):
            await self._bot.answer_callback_query(press.query, text=plain(outcome.toast)[:TOAST_LIMIT] or None)
        if outcome.closes and press.chat is not None and press.message is not None:
            await self._pace.reply()
            with contextlib.suppress(TelegramError, *_MISREAD):
                await self._bot.edit_message_reply_markup(press.chat, press.message, reply_markup=None)


async def _in_html(
    post: Callable[[str, str | None], Awaitable[tuple[int, ...]]], html: str, never: type[Refused | FileRefused]
) -> tuple[int, ...]:
    """Posts as HTML, and as plain text where its markup is refused; ``never`` is what any other refusal means."""
    try:
        try:
            return await post(html, "HTML")
        except BadRequest as error:
            if "parse entities" not in str(error).lower():
                raise
            # A mistake in the wording's markup must not keep the words from anybody.
            log.error("the markup of a message was refused; it goes out as plain text")
            return await post(plain(html), None)
    except TelegramError as error:
        raise _meaning(error, never) from None


def _number(answer: Any) -> tuple[int, ...]:
    """The number in an answer that came as plain JSON; none where there is none: the message was sent all the same."""
    number = answer.get("message_id") if isinstance(answer, dict) else None
    return (number,) if isinstance(number, int) else ()


def _fits(html: str) -> bool:
    """Whether the words are short enough for a caption."""
    return len(split(html, CAPTION_LIMIT)) == 1


def _button(key: Key) -> dict[str, str]:
    return {"text": key.label, "url": key.url} if key.url else {"text": key.label, "callback_data": key.data}


def _markup(message: Message) -> dict[str, Any]:
    """The keyboard as a parameter of a call, if there is one."""
    rows = [[_button(key) for key in row] for row in message.rows]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _meaning(error: TelegramError, never: type[Refused | FileRefused]) -> Exception:
    """What an error means for the message: not sent, perhaps sent, nobody there, or ``never``."""
    if isinstance(error, RetryAfter):
        return TryAgain(after=seconds_of(error), trouble="too_many_requests")
    if isinstance(error, InvalidToken):
        return TryAgain(after=TOKEN_WAIT_SECONDS, trouble="token_refused")
    if isinstance(error, NotSent):
        return TryAgain(trouble="not_connected")
    if isinstance(error, Forbidden):
        return Unreachable()
    if isinstance(error, BadRequest | ChatMigrated):
        gone = any(mark in str(error).lower() for mark in _GONE)
        return Unreachable() if gone else never(_QUOTED.sub("…", str(error))[:80])
    if isinstance(error, TimedOut):
        return TryAgain(maybe_sent=True, trouble="timed_out")
    return TryAgain(maybe_sent=True, trouble="interrupted" if isinstance(error, Interrupted) else "server_error")
