"""Sending a message through the Bot API, and telling what an error means."""

import contextlib
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.app.delivery import Refused, TryAgain, Unreachable
from bot.app.incoming import Outcome
from bot.app.message import Message
from bot.telegram.request import NotSent
from bot.telegram.updates import Press
from bot.wording import plain

# With a token that does not hold, there is nothing to do but wait for a better one.
TOKEN_WAIT_SECONDS = 30.0
# A toast has at most 200 characters (Bot API, answerCallbackQuery).
TOAST_LIMIT = 200

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot can't initiate", "peer_id_invalid")

log = structlog.get_logger()


class TelegramSender:
    """A `Sender` for addresses such as ``telegram:123``."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, address: str, message: Message) -> None:
        """Sends one message. Raises `TryAgain`, `Unreachable` or `Refused`."""
        chat = int(address.partition(":")[2])
        try:
            await self._post(chat, message.html, "HTML", message)
        except BadRequest as error:
            if "parse entities" not in str(error).lower():
                raise _meaning(error) from None
            # A mistake in the wording's markup must not keep the words from anybody.
            log.error("the markup of a message was refused; it goes out as plain text")
            await self._plainly(chat, message)
        except TelegramError as error:
            raise _meaning(error) from None

    async def _plainly(self, chat: int, message: Message) -> None:
        try:
            await self._post(chat, plain(message.html), None, message)
        except TelegramError as error:
            raise _meaning(error) from None

    async def _post(self, chat: int, text: str, mode: str | None, message: Message) -> None:
        keyboard = _keyboard(message)
        extra: dict[str, Any] = {"reply_markup": keyboard} if keyboard else {}
        await self._bot.send_message(chat, text, parse_mode=mode, link_preview_options=_NO_PREVIEW, **extra)

    async def settle(self, press: Press, outcome: Outcome) -> None:
        """Answers a press, and takes the keyboard away that it has used up. Failures are nobody's loss."""
        with contextlib.suppress(TelegramError):
            await self._bot.answer_callback_query(press.query, text=plain(outcome.toast)[:TOAST_LIMIT] or None)
        if outcome.closes and press.chat is not None and press.message is not None:
            with contextlib.suppress(TelegramError):
                await self._bot.edit_message_reply_markup(press.chat, press.message, reply_markup=None)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(key.label, url=key.url)
            if key.url
            else InlineKeyboardButton(key.label, callback_data=key.data)
            for key in row
        ]
        for row in message.rows
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _meaning(error: TelegramError) -> Exception:
    """What an error means for the message: not sent, perhaps sent, nobody there, or never."""
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
        return Unreachable() if gone else Refused(str(error)[:80])
    return TryAgain(maybe_sent=True)
