"""Splitting a long message where a reader would: at a paragraph, else at a line, else at a word.

Telegram allows 4,096 UTF-16 code units after its entities are parsed (Bot API, sendMessage). Tags that are open at a
cut are closed before it and opened again after it.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import escape, unescape

LIMIT = 4096

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")


def units(text: str) -> int:
    """The length of ``text`` as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def split(html: str, limit: int = LIMIT) -> list[str]:
    """``html`` in parts of at most ``limit`` UTF-16 code units of text each; no part is empty."""
    if 2 * len(html) <= limit:
        return [html]  # as nearly all are
    text = unescape(re.sub(r"<[^>]*>", "", html))
    if units(text) <= limit:
        return [html]
    return [_part(html, start, end) for start, end in _cuts(text, limit) if text[start:end].strip()]


def _cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of each part in ``text``, without the white space between parts."""
    start = 0
    while start < len(text):
        end = _fitting(text, start, limit)
        if end < len(text):
            end = _nicer(text, start, end)
        yield start, end
        start = end
        while start < len(text) and text[start].isspace():
            start += 1


def _fitting(text: str, start: int, limit: int) -> int:
    end, used = start, 0
    while end < len(text) and used + (2 if text[end] > "\uffff" else 1) <= limit:
        used += 2 if text[end] > "\uffff" else 1
        end += 1
    whole = end
    while start < whole < len(text) and _belongs_together(text[whole - 1], text[whole]):
        whole -= 1
    return whole if whole > start else end


def _belongs_together(before: str, after: str) -> bool:
    """Whether two code points make one character to a reader: accents, joined emoji, skin tones."""
    joins = "\u200d" in (before, after)
    return (
        joins
        or unicodedata.combining(after) != 0
        or "\ufe00" <= after <= "\ufe0f"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
    )


def _nicer(text: str, start: int, end: int) -> int:
    """The best place to cut at or before ``end``; a cut in the first half would waste too much."""
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, start, end + len(mark))
        if found > start + (end - start) // 2:
            return found
    return end


def _part(html: str, start: int, end: int) -> str:
    """The characters ``start`` to ``end`` of the text in ``html``, with the tags that hold them."""
    made: list[str] = []
    open_tags: list[str] = []
    shown: list[str] = []
    position = 0
    for token in _TOKEN.findall(html):
        if token.startswith("</"):
            if open_tags:
                open_tags.pop()
            if len(shown) > len(open_tags):
                made.append(token)
                shown.pop()
        elif token.startswith("<"):
            open_tags.append(token)
        else:
            piece = unescape(token)
            wanted = piece[max(0, start - position) : max(0, end - position)]
            if wanted:
                made.extend(open_tags[len(shown) :])
                shown = list(open_tags)
                made.append(escape(wanted))
            position += len(piece)
    made.extend(f"</{_name(tag)}>" for tag in reversed(shown))
    return "".join(made)


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1] if found else ""
