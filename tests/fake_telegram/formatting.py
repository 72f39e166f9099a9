"""What a pair of tags becomes in the message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .links import is_link, mentioned_user

Entity = dict[str, Any]

_ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(_ENTITY_OF_TAG) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}


class HtmlError(ValueError):
    """Why a text is not Telegram's HTML."""


@dataclass
class Opened:
    """A start tag waiting for its end."""

    tag: str
    argument: str
    offset: int
    text_from: int


def argument_of(tag: str, name: str, value: str, known: str) -> str:
    """The argument of a start tag once this attribute is read."""
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id"), ("tg-time", "unix")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else known


def entity_of(opened: Opened, text: str) -> Entity | None:
    """What a closed tag becomes; None where Telegram drops the formatting and keeps the text."""
    tag, argument = opened.tag, opened.argument
    if tag in _ENTITY_OF_TAG:
        return {"type": _ENTITY_OF_TAG[tag]}
    if tag == "blockquote":
        return {"type": "expandable_blockquote" if argument else "blockquote"}
    if tag == "a":
        return _link(argument or text)
    if tag == "tg-emoji":
        if not (argument.isascii() and argument.isdigit() and int(argument)):
            raise HtmlError("Invalid custom emoji identifier specified")
        return {"type": "custom_emoji", "custom_emoji_id": argument}
    if tag == "tg-time":
        return {"type": "date_time", "unix_time": int(argument)} if argument.isdigit() else None
    return {"type": tag, "language": argument} if argument else {"type": tag}


def _link(url: str) -> Entity | None:
    user = mentioned_user(url)
    if user is not None:
        return {"type": "text_mention", "user": {"id": user, "is_bot": False, "first_name": ""}}
    return {"type": "text_link", "url": url} if is_link(url) else None


def settle_code(entities: list[Entity]) -> list[Entity]:
    """`<pre><code class="language-x">` is one block; a language on a lone `code` is dropped."""
    blocks = {(one["offset"], one["length"]): one for one in entities if one["type"] == "pre"}
    kept: list[Entity] = []
    for one in entities:
        if one["type"] == "code":
            block, language = blocks.get((one["offset"], one["length"])), one.pop("language", None)
            if block is not None and language:
                block["language"] = language
                continue
        kept.append(one)
    return sorted(kept, key=lambda one: (one["offset"], -one["length"]))
