"""Methods that write, change and remove messages."""

from __future__ import annotations

from typing import Any

from .checks import check_caption, check_markup, check_message_text, read_text
from .content import document_json, photo_json
from .errors import NOT_MODIFIED, QUERY_TOO_OLD, refusal, too_many, violation
from .files import check_document, check_photo
from .params import Params, Upload
from .text import utf16_length, words
from .world import Chat, ChatMessage, World

_ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
_LINK_OPTIONS = words("is_disabled url prefer_small_media prefer_large_media show_above_text")
_REPLY_OPTIONS = words(
    "message_id chat_id allow_sending_without_reply quote quote_parse_mode quote_entities quote_position "
    "checklist_task_id poll_option_id"
)
_DELETABLE_SECONDS = 48 * 3600
_DELETED_AT_ONCE = 100
_ANSWER_SECONDS = 150


def send_message(world: World, params: Params) -> Any:
    """sendMessage."""
    chat = world.writable_chat(params["chat_id"])
    _known_fields(params.get("link_preview_options"), _LINK_OPTIONS, "link_preview_options")
    text, entities = _message_text(world, params)
    return _post(world, chat, params, text=text, html=params["text"], entities=entities)


def send_photo(world: World, params: Params) -> Any:
    """sendPhoto."""
    chat = world.writable_chat(params["chat_id"])
    photo = params["photo"]
    upload = photo if isinstance(photo, Upload) else None
    if upload is not None:
        check_photo(upload)
    return _post_file(world, chat, params, "photo", {"photo": photo_json()}, upload)


def send_document(world: World, params: Params) -> Any:
    """sendDocument."""
    chat = world.writable_chat(params["chat_id"])
    document = params["document"]
    upload = document if isinstance(document, Upload) else None
    if upload is not None:
        check_document(upload)
        stored = world.files.keep(upload.name, upload.content_type, upload.content)
    else:
        stored = world.files.keep(str(document), "application/octet-stream", b"?")
    return _post_file(world, chat, params, "document", {"document": document_json(stored)}, upload)


def send_contact(world: World, params: Params) -> Any:
    """sendContact."""
    chat = world.writable_chat(params["chat_id"])
    if not params["phone_number"] or not params["first_name"]:
        raise violation("contact phone number and first name must be non-empty")
    if len(params.get("vcard", "").encode()) > 2048:
        raise violation("contact vCard is too long")
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: params[name] for name in names if params.get(name)}
    return _post(world, chat, params, kind="contact", extra={"contact": contact})


def edit_message_text(world: World, params: Params) -> Any:
    """editMessageText."""
    if not params.get("text"):
        raise violation("message text is empty")
    chat, message = _editable(world, params)
    _known_fields(params.get("link_preview_options"), _LINK_OPTIONS, "link_preview_options")
    text, entities = _message_text(world, params)
    markup = check_markup(params.get("reply_markup"), inline_only=True)
    if message.kind != "text":
        raise violation("there is no text in the message to edit")
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise refusal(NOT_MODIFIED)
    message.text, message.html, message.entities = text, params["text"], entities
    return _edited(world, chat, message, markup)


def edit_message_reply_markup(world: World, params: Params) -> Any:
    """editMessageReplyMarkup."""
    chat, message = _editable(world, params)
    markup = check_markup(params.get("reply_markup"), inline_only=True)
    if markup == message.markup:
        raise refusal(NOT_MODIFIED)
    return _edited(world, chat, message, markup)


def delete_message(world: World, params: Params) -> Any:
    """deleteMessage."""
    chat = world.writable_chat(params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise refusal("message to delete not found")
    if world.clock() - message.date > _DELETABLE_SECONDS:
        raise refusal("message can't be deleted for everyone")
    message.deleted = True
    world.note(chat, "deleted", message)
    return True


def delete_messages(world: World, params: Params) -> Any:
    """deleteMessages: all of those that are still there, or none where one of them is too old."""
    numbers = params["message_ids"]
    if not 1 <= len(numbers) <= _DELETED_AT_ONCE:
        raise violation("message identifiers must be a list of 1 to 100")
    if not all(isinstance(number, int) and not isinstance(number, bool) and number > 0 for number in numbers):
        raise violation("invalid message identifier specified")
    chat = world.writable_chat(params["chat_id"])
    found = [message for number in numbers if (message := chat.find(number))]
    if any(world.clock() - message.date > _DELETABLE_SECONDS for message in found):
        raise refusal("message can't be deleted for everyone")
    for message in found:
        if not message.deleted:
            message.deleted = True
            world.note(chat, "deleted", message)
    return True


def answer_callback_query(world: World, params: Params) -> Any:
    """answerCallbackQuery."""
    press = world.presses.get(params["callback_query_id"])
    if press is None:
        raise violation(QUERY_TOO_OLD)
    if utf16_length(params.get("text", "")) > 200:
        raise violation("MESSAGE_TOO_LONG")
    if press.answered or world.clock() - press.at > _ANSWER_SECONDS:
        raise refusal(QUERY_TOO_OLD)
    press.answered, press.answer = True, params.get("text", "")
    press.alert = params.get("show_alert", False)
    world.bell.ring()
    return True


def send_chat_action(world: World, params: Params) -> Any:
    """sendChatAction."""
    world.writable_chat(params["chat_id"])
    if params["action"] not in _ACTIONS:
        raise violation("wrong parameter action in request")
    return True


def charge_limits(world: World, method: str, params: Params) -> None:
    """Refuse a message that exceeds the rate limits a test has switched on."""
    chat_id = params.get("chat_id")
    counted = method.startswith("edit") or (method.startswith("send") and method != "sendChatAction")
    if counted and isinstance(chat_id, int):
        wait = world.limits.charge(chat_id)
        if wait is not None:
            raise too_many(wait)


def _message_text(world: World, params: Params) -> tuple[str, list[dict[str, Any]]]:
    if not params["text"]:
        raise violation("message text is empty")
    text, entities = read_text(
        params["text"],
        params.get("parse_mode", ""),
        params.get("entities"),
        literal_ampersands=world.literal_ampersands,
    )
    check_message_text(text)
    return text, entities


def _post(world: World, chat: Chat, params: Params, **fields: Any) -> dict[str, Any]:
    markup = check_markup(params.get("reply_markup"))
    extra = {**fields.pop("extra", {}), **_reply(chat, params.get("reply_parameters"))}
    if params.get("protect_content"):
        extra["has_protected_content"] = True
    message = world.add_message(chat, world.bot, markup=markup, extra=extra, params=params, **fields)
    return message.as_json()


def _post_file(
    world: World, chat: Chat, params: Params, kind: str, extra: dict[str, Any], upload: Upload | None
) -> dict[str, Any]:
    source = params.get("caption", "")
    text, entities = read_text(
        source,
        params.get("parse_mode", ""),
        params.get("caption_entities"),
        literal_ampersands=world.literal_ampersands,
    )
    check_caption(text)
    return _post(world, chat, params, kind=kind, text=text, html=source, entities=entities, extra=extra, upload=upload)


def _reply(chat: Chat, options: dict[str, Any] | None) -> dict[str, Any]:
    if options is None:
        return {}
    _known_fields(options, _REPLY_OPTIONS, "reply_parameters")
    original = chat.find(int(options.get("message_id", 0)))
    if original is not None:
        return {"reply_to_message": original.as_json()}
    if options.get("allow_sending_without_reply"):
        return {}
    raise violation("message to be replied not found")


def _known_fields(value: dict[str, Any] | None, known: frozenset[str], name: str) -> None:
    strangers = sorted((value or {}).keys() - known)
    if strangers:
        raise violation(f"unknown field {', '.join(strangers)} in {name}")


def _editable(world: World, params: Params) -> tuple[Chat, ChatMessage]:
    if "chat_id" not in params or "message_id" not in params:
        raise violation("message identifier is not specified")
    chat = world.writable_chat(params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise refusal("message to edit not found")
    if not message.from_bot or (message.markup is not None and "inline_keyboard" not in message.markup):
        raise violation("message can't be edited")
    return chat, message


def _edited(world: World, chat: Chat, message: ChatMessage, markup: dict[str, Any] | None) -> dict[str, Any]:
    message.markup, message.edited_at = markup, int(world.clock())
    world.note(chat, "edited", message)
    return message.as_json()
