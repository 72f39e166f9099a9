"""Text as Telegram keeps it: lengths in UTF-16 units, control characters cleaned, ends trimmed."""

from __future__ import annotations

from typing import Any

_REMOVED = frozenset("\r\u0333\u033f\u030a") | {chr(code) for code in range(0x2028, 0x202F)}
_BLANK = frozenset(" \n\u00a0\u1680\u180e\u200b\u200c\u200d\u200e\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc") | {
    chr(code) for code in range(0x2000, 0x200B)
}


def words(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return sum(2 if ord(char) > 0xFFFF else 1 for char in text)


def clean_character(char: str) -> str:
    """A character as Telegram stores it: control characters become spaces, some vanish."""
    if char in _REMOVED:
        return ""
    return " " if char < " " and char != "\n" else char


def clean(text: str) -> str:
    """A plain text as Telegram stores it."""
    return "".join(map(clean_character, text))


def is_blank(text: str) -> bool:
    """Whether nothing in the text can be seen."""
    return all(char in _BLANK for char in text)


def trim(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Drop blanks at both ends (before the first entity only at the start), moving the entities along."""
    text = text.rstrip(" \n")
    end = utf16_length(text)
    kept = []
    for entity in entities:
        length = min(entity["length"], end - entity["offset"])
        if length > 0:
            kept.append({**entity, "length": length})
    first = min((entity["offset"] for entity in kept), default=end)
    lead = 0
    while lead < min(first, len(text)) and text[lead] in " \n":
        lead += 1
    return text[lead:], [{**entity, "offset": entity["offset"] - lead} for entity in kept]
