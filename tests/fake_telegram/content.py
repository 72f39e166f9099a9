"""What people send: text with its entities, and files of every kind."""

from __future__ import annotations

import re
from typing import Any

from .files import StoredFile
from .text import utf16_length

_PATTERNS = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "url": re.compile(r"(?:https?://)\S+"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w"),
    "mention": re.compile(r"(?<![\w.])@[A-Za-z]\w{3,31}"),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d]\w*"),
}


def find_entities(text: str) -> list[dict[str, Any]]:
    """The entities Telegram finds by itself in a person's text."""
    found: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end, _ in found):
                found.append((match.start(), match.end(), kind))
    return [
        {"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])}
        for start, end, kind in sorted(found)
    ]


def photo_json() -> list[dict[str, Any]]:
    """A photo in two sizes."""
    sizes = (("s", 90, 60, 1_200), ("m", 320, 213, 14_000))
    return [{**_file(f"photo_{name}", size), "width": width, "height": height} for name, width, height, size in sizes]


def voice_json() -> dict[str, Any]:
    """A voice message of seven seconds."""
    return {**_file("voice", 21_000), "duration": 7, "mime_type": "audio/ogg"}


def sticker_json() -> dict[str, Any]:
    """A plain sticker."""
    return {
        **_file("sticker", 18_000),
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "\N{WAVING HAND SIGN}",
        "set_name": "Animals",
    }


def document_json(stored: StoredFile) -> dict[str, Any]:
    """A file of any type, as a message shows it."""
    return {**stored.as_json(), "file_name": stored.name, "mime_type": stored.kind}


def _file(name: str, size: int) -> dict[str, Any]:
    return {"file_id": f"file-{name}-{size}", "file_unique_id": f"u{name}{size}", "file_size": size}
