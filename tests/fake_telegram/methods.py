"""Every method but getUpdates, by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from . import messages
from .checks import check_commands, check_language
from .errors import ApiError, violation
from .params import Params
from .world import World

Handler = Callable[[World, Params], Any]

_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_WEBHOOK_PORTS = frozenset({80, 88, 443, 8443})
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


def _get_me(world: World, _: Params) -> Any:
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False}
    return {**world.bot, **abilities, "supports_inline_queries": False, "has_main_web_app": False}


def _scope(params: Params) -> tuple[str, str]:
    scope = params.get("scope", {"type": "default"})
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise violation("can't parse BotCommandScope: Unsupported type specified")
    if set(scope) != {"type", *_SCOPES[kind]}:
        raise violation(f"can't parse BotCommandScope: wrong fields of a scope of type {kind}")
    return json.dumps(scope, sort_keys=True), check_language(params.get("language_code", ""))


def _set_my_commands(world: World, params: Params) -> Any:
    world.commands[_scope(params)] = check_commands(params["commands"])
    return True


def _delete_my_commands(world: World, params: Params) -> Any:
    world.commands.pop(_scope(params), None)
    return True


def _get_my_commands(world: World, params: Params) -> Any:
    return world.commands.get(_scope(params), [])


def _profile_setter(name: str) -> Handler:
    def handler(world: World, params: Params) -> Any:
        value, language = params.get(name, ""), check_language(params.get("language_code", ""))
        if len(value) > _LIMITS[name]:
            raise violation(f"{name} is too long")
        if value:
            world.profile[name, language] = value
        else:
            world.profile.pop((name, language), None)
        return True

    return handler


def _set_chat_menu_button(world: World, params: Params) -> Any:
    button = params.get("menu_button", {"type": "default"})
    if button.get("type") not in ("commands", "web_app", "default"):
        raise violation("can't parse MenuButton: Unsupported type specified")
    if "chat_id" in params and params["chat_id"] not in world.chats:
        raise violation("chat not found")
    world.menu_buttons[params.get("chat_id")] = button
    return True


def _leave_chat(world: World, params: Params) -> Any:
    chat = world.chats.get(params["chat_id"])
    if chat is None:
        raise violation("chat not found")
    if chat.info["type"] == "private":
        raise violation("chat member status can't be changed in private chats")
    if not chat.bot_left:
        chat.bot_left = True
        world.change_membership(chat, world.bot, "member", "left")
    return True


def _set_webhook(world: World, params: Params) -> Any:
    if not params["url"]:
        return _delete_webhook(world, params)
    _check_webhook(params["url"], params.get("secret_token", ""))
    if params.get("drop_pending_updates"):
        world.updates.clear()
    world.updates.allow(params.get("allowed_updates"))
    world.webhook = dict(params)
    world.updates.interrupt(ApiError(409, "Conflict: terminated by setWebhook request"))
    return True


def _check_webhook(url: str, secret: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise violation("invalid webhook URL specified") from None
    if parts.scheme != "https":
        raise violation("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _WEBHOOK_PORTS:
        raise violation("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not _SECRET.fullmatch(secret):
        raise violation("secret token contains unallowed characters")


def _delete_webhook(world: World, params: Params) -> Any:
    world.webhook = None
    if params.get("drop_pending_updates"):
        world.updates.clear()
    return True


def _get_webhook_info(world: World, _: Params) -> Any:
    webhook = world.webhook or {}
    info: dict[str, Any] = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": "certificate" in webhook,
        "pending_update_count": len(world.updates.pending),
    }
    if world.updates.allowed is not None:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _get_file(world: World, params: Params) -> Any:
    return world.files.ask(params["file_id"], world.clock())


def _nothing(_: World, __: Params) -> Any:
    return True


HANDLERS: dict[str, Handler] = {
    "getMe": _get_me,
    "logOut": _nothing,
    "close": _nothing,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "sendDocument": messages.send_document,
    "getFile": _get_file,
    "sendContact": messages.send_contact,
    "sendChatAction": messages.send_chat_action,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "answerCallbackQuery": messages.answer_callback_query,
    "setMyCommands": _set_my_commands,
    "deleteMyCommands": _delete_my_commands,
    "getMyCommands": _get_my_commands,
    "setMyName": _profile_setter("name"),
    "setMyDescription": _profile_setter("description"),
    "setMyShortDescription": _profile_setter("short_description"),
    "setChatMenuButton": _set_chat_menu_button,
    "leaveChat": _leave_chat,
}
