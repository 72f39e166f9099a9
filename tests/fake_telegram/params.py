"""The parameters each method takes, and how they are read from a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ApiError, require_unicode, violation

Params = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes
    content_type: str


def _spec(text: str) -> dict[str, str]:
    """`name:kind` pairs; a kind ending in `!` is required."""
    return dict(pair.split(":", 1) for pair in text.split())


_TOPIC = "business_connection_id:str message_thread_id:int"
_SEND = (
    f"chat_id:chat! {_TOPIC} direct_messages_topic_id:int disable_notification:bool protect_content:bool "
    "allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object "
    "reply_parameters:object reply_markup:object"
)
_CAPTION = "caption:str parse_mode:str caption_entities:array"
_EDIT = "business_connection_id:str chat_id:chat message_id:int inline_message_id:str reply_markup:object"

METHODS: dict[str, dict[str, str]] = {
    "getMe": {},
    "logOut": {},
    "close": {},
    "getWebhookInfo": {},
    "getUpdates": _spec("offset:int limit:int timeout:int allowed_updates:array"),
    "setWebhook": _spec(
        "url:str! certificate:file ip_address:str max_connections:int allowed_updates:array "
        "drop_pending_updates:bool secret_token:str"
    ),
    "deleteWebhook": _spec("drop_pending_updates:bool"),
    "sendMessage": _spec(f"{_SEND} text:str! parse_mode:str entities:array link_preview_options:object"),
    "sendPhoto": _spec(f"{_SEND} {_CAPTION} photo:file! show_caption_above_media:bool has_spoiler:bool"),
    "sendDocument": _spec(f"{_SEND} {_CAPTION} document:file! thumbnail:file disable_content_type_detection:bool"),
    "getFile": _spec("file_id:str!"),
    "sendContact": _spec(f"{_SEND} phone_number:str! first_name:str! last_name:str vcard:str"),
    "sendChatAction": _spec(f"chat_id:chat! {_TOPIC} action:str!"),
    "editMessageText": _spec(
        f"{_EDIT} text:str parse_mode:str entities:array link_preview_options:object rich_message:object"
    ),
    "editMessageReplyMarkup": _spec(_EDIT),
    "deleteMessage": _spec("chat_id:chat! message_id:int!"),
    "deleteMessages": _spec("chat_id:chat! message_ids:array!"),
    "answerCallbackQuery": _spec("callback_query_id:str! text:str show_alert:bool url:str cache_time:int"),
    "setMyCommands": _spec("commands:array! scope:object language_code:str"),
    "deleteMyCommands": _spec("scope:object language_code:str"),
    "getMyCommands": _spec("scope:object language_code:str"),
    "setMyName": _spec("name:str language_code:str"),
    "setMyDescription": _spec("description:str language_code:str"),
    "setMyShortDescription": _spec("short_description:str language_code:str"),
    "setChatMenuButton": _spec("chat_id:int menu_button:object"),
    "leaveChat": _spec("chat_id:chat!"),
}
_CANONICAL = {name.lower(): name for name in METHODS}
_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0"})


def canonical(method: str) -> str:
    """The method's documented name; method names are not case-sensitive."""
    try:
        return _CANONICAL[method.lower()]
    except KeyError:
        raise ApiError(404, "Not Found", malformed=True) from None


def read_params(method: str, raw: Mapping[str, object], files: Mapping[str, Upload]) -> Params:
    """Typed parameters of a call, or the refusal it deserves."""
    spec = METHODS[method]
    require_unicode(dict(raw))
    params: Params = {}
    used: set[str] = set()
    for name, value in raw.items():
        if name not in spec:
            raise violation(f"unknown parameter {name} of {method}")
        params[name] = (
            _file(name, value, files, used)
            if spec[name].startswith("file")
            else _read(name, spec[name].rstrip("!"), value)
        )
    _take_direct_files(spec, params, files, used)
    strangers = files.keys() - used
    if strangers:
        raise violation(f"unknown file {', '.join(sorted(strangers))} of {method}")
    for name, kind in spec.items():
        if kind.endswith("!") and name not in params:
            raise violation(_missing(name))
    return params


def _missing(name: str) -> str:
    known = {
        "text": "message text is empty",
        "chat_id": "chat_id is empty",
        "photo": "there is no photo in the request",
        "document": "there is no document in the request",
        "message_id": "message identifier is not specified",
    }
    return known.get(name, f"parameter {name} is required")


def _take_direct_files(spec: dict[str, str], params: Params, files: Mapping[str, Upload], used: set[str]) -> None:
    for name, upload in files.items():
        if name in spec and spec[name].startswith("file") and name not in params:
            params[name] = upload
            used.add(name)


def _file(name: str, value: object, files: Mapping[str, Upload], used: set[str]) -> Upload | str:
    if not isinstance(value, str) or not value:
        raise violation(f"parameter {name} must be a file")
    if not value.startswith("attach://"):
        return value
    attached = value.removeprefix("attach://")
    if attached not in files:
        raise violation(f"file {attached} was not uploaded")
    used.add(attached)
    return files[attached]


def _read(name: str, kind: str, value: object) -> Any:
    if value is None:
        raise violation(f"parameter {name} is null")
    if kind == "str":
        return _text(name, value)
    if kind == "bool":
        return _flag(name, value)
    if kind == "chat":
        return _chat(value)
    if kind == "int":
        return _whole(name, value)
    return _nested(name, kind, value)


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise violation(f"parameter {name} must be a String")


def _flag(name: str, value: object) -> bool:
    word = str(value).lower()
    if word not in _TRUE | _FALSE:
        raise violation(f"parameter {name} must be a Boolean")
    return word in _TRUE


def _whole(name: str, value: object) -> int:
    try:
        if isinstance(value, bool | float):
            raise ValueError
        return int(str(value))
    except ValueError:
        raise violation(f"parameter {name} must be an Integer") from None


def _chat(value: object) -> int | str:
    if value == "":
        raise violation("chat_id is empty")
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _whole("chat_id", value)


def _nested(name: str, kind: str, value: object) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise violation(f"can't parse {name} JSON object") from None
        require_unicode(value)
    if not isinstance(value, dict if kind == "object" else list):
        raise violation(f"{kind} expected as {name}")
    return value
