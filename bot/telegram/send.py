"""Sending a message through the Bot API, and telling what an error means.

A file carries the words as its caption. Words too long for one come after it as a message of their own, with the
buttons: then a later try sends only what is still to go.
"""

import contextlib
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.app.delivery import FileRefused, Pace, Refused, TryAgain, Unreachable
from bot.app.files import File
from bot.app.incoming import Outcome
from bot.app.message import Key, Message
from bot.telegram.request import NotSent
from bot.telegram.updates import Press
from bot.wording import plain
from bot.wording.split import split

# With a token that does not hold, there is nothing to do but wait for a better one.
TOKEN_WAIT_SECONDS = 30.0
# A toast has at most 200 characters (Bot API, answerCallbackQuery).
TOAST_LIMIT = 200
# Bot API, sendDocument and sendPhoto. What is too large is not even tried: the server would hang up in the middle.
CAPTION_LIMIT = 1024
DOCUMENT_BYTES, PICTURE_BYTES = 50 * 2**20, 10 * 2**20

# The library's own method makes its types of the message and of the answer: nobody reads them, and they cost more than
# the call. It warns of whoever goes past it, but not of this name, which it sends as "sendMessage".
_SEND_MESSAGE = "send_Message"
_NO_PREVIEW = {"is_disabled": True}
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot can't initiate", "peer_id_invalid")
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
        # Files whose words are still to go, for as long as the message is tried.
        self._ahead: WeakValueDictionary[str, File] = WeakValueDictionary()

    async def send(self, address: str, message: Message, file: File | None = None) -> None:
        """Sends one message. Raises `TryAgain`, `Unreachable`, `Refused` or `FileRefused`."""
        chat = int(address.partition(":")[2])
        if file is None:
            await self._words(chat, message)
        elif self._ahead.get(address) is not file and _fits(message.html):
            await self._file(chat, message, file)
        else:
            await self._one_after_the_other(address, chat, message, file)

    async def _one_after_the_other(self, address: str, chat: int, message: Message, file: File) -> None:
        """The file, where it has not gone out at an earlier try, and then the words."""
        if self._ahead.pop(address, None) is not file:
            await self._file(chat, Message(""), file)
        try:
            await self._words(chat, message)
        except TryAgain:
            self._ahead[address] = file
            raise

    async def _words(self, chat: int, message: Message) -> None:
        call = {"chat_id": chat, "link_preview_options": _NO_PREVIEW, **_markup(message)}

        async def post(text: str, mode: str | None) -> None:
            await self._bot.do_api_request(_SEND_MESSAGE, api_kwargs={**call, "text": text, "parse_mode": mode})

        await _in_html(post, message.html, Refused)

    async def _file(self, chat: int, message: Message, file: File) -> None:
        limit = PICTURE_BYTES if file.is_picture else DOCUMENT_BYTES
        if not 0 < len(file.data) <= limit:
            raise FileRefused(f"{len(file.data)} bytes")
        extra = _markup(message)

        async def post(text: str, mode: str | None) -> None:
            upload = InputFile(file.data, _NO_NAME.sub("_", file.name))
            upload.mimetype = file.kind
            if file.is_picture:
                await self._bot.send_photo(chat, upload, text or None, parse_mode=mode, api_kwargs=extra)
            else:
                await self._bot.send_document(chat, upload, text or None, parse_mode=mode, api_kwargs=extra)

        await _in_html(post, message.html, FileRefused)

    async def settle(self, press: Press, outcome: Outcome) -> None:
        """Answers a press, and takes the keyboard away that it has used up. Failures are nobody's loss."""
        with contextlib.suppress(TelegramError):
            await self._bot.answer_callback_query(press.query, text=plain(outcome.toast)[:TOAST_LIMIT] or None)
        if outcome.closes and press.chat is not None and press.message is not None:
            await self._pace.reply()
            with contextlib.suppress(TelegramError):
                await self._bot.edit_message_reply_markup(press.chat, press.message, reply_markup=None)


async def _in_html(
    post: Callable[[str, str | None], Awaitable[None]], html: str, never: type[Refused | FileRefused]
) -> None:
    """Posts as HTML, and as plain text where its markup is refused; ``never`` is what any other refusal means."""
    try:
        try:
            await post(html, "HTML")
        except BadRequest as error:
            if "parse entities" not in str(error).lower():
                raise
            # A mistake in the wording's markup must not keep the words from anybody.
            log.error("the markup of a message was refused; it goes out as plain text")
            await post(plain(html), None)
    except TelegramError as error:
        raise _meaning(error, never) from None


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
        return TryAgain(after=seconds_of(error))
    if isinstance(error, InvalidToken):
        return TryAgain(after=TOKEN_WAIT_SECONDS)
    if isinstance(error, NotSent):
        return TryAgain()
    if isinstance(error, Forbidden):
        return Unreachable()
    if isinstance(error, BadRequest | ChatMigrated):
        gone = any(mark in str(error).lower() for mark in _GONE)
        # Telegram's reasons name rules, not words of the message; anything longer is cut to be sure.
        return Unreachable() if gone else never(str(error)[:80])
    return TryAgain(maybe_sent=True)
