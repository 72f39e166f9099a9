"""What a message may hold: its text, its keyboard, a command list."""

from __future__ import annotations

import re
from typing import Any

from .errors import violation
from .formatting import Entity, HtmlError
from .html import parse_html
from .links import LinkError, check_link, mentioned_user
from .text import clean, is_blank, trim, utf16_length, words

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
_MAX_BYTES = 1 << 15
_MAX_BUTTONS = 100
_MAX_ROW = 8
_ACTIONS = words(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
)
_BUTTON_FIELDS = _ACTIONS | {"text", "icon_custom_emoji_id", "style"}
_REPLY_BUTTON_FIELDS = words(
    "text icon_custom_emoji_id style request_users request_chat request_managed_bot request_contact "
    "request_location request_poll web_app"
)
_MARKUP_FIELDS = {
    "inline_keyboard": frozenset({"inline_keyboard"}),
    "keyboard": words("keyboard is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective"),
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "input_field_placeholder", "selective"}),
}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def read_text(
    source: str, parse_mode: str, entities: list[Any] | None, *, literal_ampersands: bool = False
) -> tuple[str, list[Entity]]:
    """A text as sent, turned into what people see and its entities."""
    if len(source.encode()) > _MAX_BYTES:
        raise violation("text is too long")
    mode = parse_mode.lower()
    if mode in ("", "none"):
        return trim(clean(source), _check_entities(source, entities or []))
    if mode != "html":
        raise violation(f"unsupported parse_mode {parse_mode!r} (this server reads HTML only)")
    try:
        plain, found = parse_html(source, literal_ampersands=literal_ampersands)
    except HtmlError as error:
        raise violation(f"can't parse entities: {error}") from None
    return trim(plain, found)


def _check_entities(source: str, entities: list[Any]) -> list[Entity]:
    end = utf16_length(source)
    for entity in entities:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise violation("can't parse MessageEntity: type, offset and length are required")
        if not 0 <= entity["offset"] < entity["offset"] + entity["length"] <= end:
            raise violation("can't parse MessageEntity: it lies outside of the text")
    return list(entities)


def check_message_text(plain: str) -> None:
    """Refuse a message body nobody could see or that is too long."""
    if is_blank(plain):
        raise violation("text must be non-empty")
    if utf16_length(plain) > MESSAGE_LIMIT:
        raise violation("message is too long")


def check_caption(plain: str) -> None:
    """Refuse a caption that is too long."""
    if utf16_length(plain) > CAPTION_LIMIT:
        raise violation("message caption is too long")


def check_markup(markup: dict[str, Any] | None, *, inline_only: bool = False) -> dict[str, Any] | None:
    """A reply markup, checked and without empty rows; None when it amounts to none."""
    if markup is None:
        return None
    kinds = [kind for kind in _MARKUP_FIELDS if kind in markup]
    if len(kinds) != 1:
        raise violation("object expected as reply markup")
    kind = kinds[0]
    if inline_only and kind != "inline_keyboard":
        raise violation("inline keyboard expected")
    _no_strangers(markup, _MARKUP_FIELDS[kind], "reply markup")
    if kind not in ("inline_keyboard", "keyboard"):
        return markup
    rows = _rows(markup[kind], kind)
    check = check_inline_button if kind == "inline_keyboard" else _check_reply_button
    for button in (button for row in rows for button in row):
        check(button)
    return {**markup, kind: rows} if rows else None


def _rows(value: object, kind: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise violation(f'field "{kind}" of the {kind} markup must be an Array of Arrays')
    rows = [row for row in value if row]
    if sum(map(len, rows)) > _MAX_BUTTONS or any(len(row) > _MAX_ROW for row in rows):
        raise violation("reply markup is too long")
    return rows


def _no_strangers(value: dict[str, Any], known: frozenset[str], what: str) -> None:
    strangers = sorted(value.keys() - known)
    if strangers:
        raise violation(f"unknown field {', '.join(strangers)} in {what}")


def check_inline_button(button: object) -> None:
    """Refuse an inline button without a label, or without exactly one well-formed action."""
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise violation(prefix + "InlineKeyboardButton must be an Object")
    _no_strangers(button, _BUTTON_FIELDS, "inline keyboard button")
    if not isinstance(button.get("text"), str):
        raise violation(prefix + 'Field "text" must be of type String')
    if is_blank(clean(button["text"])):
        raise violation("inline keyboard button text must be non-empty")
    actions = [name for name in sorted(_ACTIONS & button.keys()) if button[name] != "" or name.startswith("switch")]
    if not actions:
        raise violation(prefix + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise violation(prefix + f"exactly one action expected, found {', '.join(actions)}")
    _check_style(button)
    _check_action(actions[0], button[actions[0]])


def _check_style(button: dict[str, Any]) -> None:
    if button.get("style", "primary") not in ("danger", "success", "primary"):
        raise violation("invalid button style specified")


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
            raise violation("BUTTON_DATA_INVALID")
    elif action == "url":
        _check_button_url(value, "")
    elif action in ("web_app", "login_url"):
        inner = value.get("url") if isinstance(value, dict) else None
        _check_button_url(inner, "Web App " if action == "web_app" else "login ", https_only=True)
    elif action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= 256:
            raise violation("BUTTON_COPY_TEXT_INVALID")


def _check_button_url(url: Any, kind: str, *, https_only: bool = False) -> None:
    if not isinstance(url, str):
        raise violation('can\'t parse inline keyboard button: Field "url" must be of type String')
    if mentioned_user(url) is not None and not https_only:
        return
    try:
        check_link(url, https_only=https_only)
    except LinkError as error:
        raise violation(f"inline keyboard button {kind}URL '{url}' is invalid: {error}") from None


def _check_reply_button(button: object) -> None:
    value = {"text": button} if isinstance(button, str) else button
    if not isinstance(value, dict):
        raise violation("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _no_strangers(value, _REPLY_BUTTON_FIELDS, "keyboard button")
    text = value.get("text")
    if not isinstance(text, str) or is_blank(clean(text)):
        raise violation("keyboard button text must be non-empty")
    _check_style(value)


def check_commands(commands: list[Any]) -> list[dict[str, Any]]:
    """A command list as it will be shown."""
    if len(commands) > 100:
        raise violation("BOT_COMMANDS_TOO_MUCH")
    checked = []
    for entry in commands:
        if not isinstance(entry, dict) or not {"command", "description"} <= entry.keys():
            raise violation("can't parse BotCommand: command and description are required")
        _no_strangers(entry, frozenset({"command", "description"}), "BotCommand")
        name = str(entry["command"]).strip().removeprefix("/")
        description = str(entry["description"]).strip()
        if not _COMMAND.fullmatch(name):
            raise violation("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise violation("BOT_COMMAND_DESCRIPTION_INVALID")
        checked.append({"command": name, "description": description})
    return checked


def check_language(code: str) -> str:
    """A two-letter language code, or nothing."""
    if not _LANGUAGE.fullmatch(code):
        raise violation("invalid language code specified")
    return code
