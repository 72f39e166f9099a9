"""From Telegram's updates to acts. Anything malformed or unknown becomes nothing at all, and harms nobody else.

Updates are read as plain JSON rather than through the library's types: one bad update in a batch of a hundred must not
take the other ninety-nine with it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.app.files import LARGEST_READ
from bot.app.incoming import Act, Blocking, Incoming, InGroup, Pressed, Sent, Unsupported, retyped, typed

# The only kinds that are asked for.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

# Bot API: numbers have at most 52 significant bits.
LARGEST_NUMBER = 2**52

# Messages that are about the chat itself, not from the person.
_SERVICE = frozenset({"pinned_message", "message_auto_delete_timer_changed", "new_chat_members", "left_chat_member"})
_ENVELOPE = frozenset({"message_id", "date", "chat", "from", "edit_date", "has_protected_content", "reply_to_message"})


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button needs besides its act: the query to answer, and the message whose keyboard it was."""

    query: str
    chat: int | None
    message: int | None


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its number, the act in it (None: nothing for us), and the press to answer.

    ``document`` is Telegram's name of a file that is still to be fetched for a `Sent`.
    """

    number: int
    incoming: Incoming | None
    press: Press | None = None
    document: str | None = None


def address_of(chat: int) -> str:
    """How a chat is written in the database."""
    return f"telegram:{chat}"


def read_update(raw: Any, now: datetime) -> Update | None:
    """Reads one update. None where it has not even a number."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    try:
        number = _number(number)
    except ValueError:
        return None
    try:
        if isinstance(found := raw.get("callback_query"), dict):
            return _callback(number, found, now)
        if isinstance(found := raw.get("message"), dict):
            return Update(number, _message(number, found, now), document=_document(found))
        if isinstance(found := raw.get("edited_message"), dict):
            return Update(number, _edited(number, found, now))
        if isinstance(found := raw.get("my_chat_member"), dict):
            return Update(number, _membership(number, found, now))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        pass
    return Update(number, None)


def _incoming(number: int, raw: dict[str, Any], at: datetime, act: Act) -> Incoming:
    sender = raw.get("from")
    language = sender.get("language_code") if isinstance(sender, dict) else None
    return Incoming(
        update=number,
        address=address_of(_chat(raw["chat"])),
        at=at,
        act=act,
        language=language if isinstance(language, str) else None,
    )


def _message(number: int, raw: dict[str, Any], now: datetime) -> Incoming | None:
    at = _moment(raw.get("date"), now)
    if raw["chat"].get("type") != "private":
        return _incoming(number, raw, at, InGroup()) if raw["chat"].get("type") in ("group", "supergroup") else None
    text = raw.get("text")
    if isinstance(text, str):
        return _incoming(number, raw, at, typed(_whole(text), _number(raw["message_id"])))
    if _is_file(raw):
        name = raw["document"].get("file_name")
        sent = Sent(_whole(name) if isinstance(name, str) else "", None, _number(raw["message_id"]))
        return _incoming(number, raw, at, sent)
    if _SERVICE & raw.keys():
        return None
    what = next((key for key in raw if key not in _ENVELOPE), "nothing")
    return _incoming(number, raw, at, Unsupported(_whole(what), _number(raw["message_id"])))


def _is_file(raw: dict[str, Any]) -> bool:
    """Whether the message is a file. A moving picture says so too, for the sake of old programs."""
    return isinstance(raw.get("document"), dict) and "animation" not in raw


def _document(raw: dict[str, Any]) -> str | None:
    """Which file to fetch for the message: none for one that is too large to be read, or in a group."""
    if raw["chat"].get("type") != "private" or not _is_file(raw):
        return None
    size, name = raw["document"].get("file_size"), raw["document"].get("file_id")
    if isinstance(size, int) and size > LARGEST_READ:
        return None
    return name if isinstance(name, str) else None


def _edited(number: int, raw: dict[str, Any], now: datetime) -> Incoming | None:
    text = raw.get("text")
    if raw["chat"].get("type") != "private" or not isinstance(text, str):
        return None
    at = _moment(raw.get("edit_date"), now)
    return _incoming(number, raw, at, retyped(_whole(text), _number(raw["message_id"])))


def _callback(number: int, raw: dict[str, Any], now: datetime) -> Update:
    query = _whole(str(raw["id"]))
    message = raw.get("message")
    if not isinstance(message, dict) or message.get("chat", {}).get("type", "private") != "private":
        return Update(number, None, Press(query, None, None))
    chat = _chat(message["chat"])
    press = Press(query, chat, _number(message["message_id"]))
    data = raw.get("data")
    if not isinstance(data, str):
        return Update(number, None, press)
    holder = {"chat": message["chat"], "from": raw.get("from")}
    return Update(number, _incoming(number, holder, now, Pressed(_whole(data))), press)


def _membership(number: int, raw: dict[str, Any], now: datetime) -> Incoming | None:
    if raw["chat"].get("type") != "private":
        return None
    blocked = raw["new_chat_member"]["status"] in ("kicked", "left")
    return _incoming(number, raw, _moment(raw.get("date"), now), Blocking(blocked))


def _number(found: Any) -> int:
    """A number that Telegram counts by. Raises `ValueError` for anything else, however near it comes."""
    if type(found) is not int or not 0 <= found <= LARGEST_NUMBER:
        raise ValueError("no number of Telegram's")
    return found


def _chat(found: dict[str, Any]) -> int:
    """The number of a chat; a group's is below zero. Raises like `_number`, and for what is no chat at all."""
    number = found["id"]
    return -_number(-number) if isinstance(number, int) and number < 0 else _number(number)


def _moment(seconds: Any, now: datetime) -> datetime:
    """Telegram's time of a message; never later than now, whatever the server's clock says."""
    if type(seconds) is not int or not 0 < seconds < now.timestamp():
        return now
    return datetime.fromtimestamp(seconds, UTC)


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which no encoding can carry on."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
