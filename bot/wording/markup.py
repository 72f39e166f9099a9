"""Whether Telegram takes a text as HTML: its tags, its entities, and that everything opened is closed.

Bot API, "HTML style": an unknown or unclosed tag makes it refuse the whole message. Named entities are lt, gt, amp and
quot; any other is shown as it is written.
"""

import re
from collections.abc import Iterator

from bot.wording.text import TAGS

_PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>|([<>])|(&(?:[a-zA-Z][a-zA-Z0-9]*|#[xX]?[0-9a-fA-F]*)?;?)")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_ATTRIBUTES = {
    "a": re.compile(r' href="[^"]+"'),
    "blockquote": re.compile("(?: expandable)?"),
    "code": re.compile(r'(?: class="language-[^"]+")?'),
}
_NONE = re.compile("")


def faults(html: str) -> Iterator[str]:
    """Says what Telegram would refuse or show raw, in the order of the text."""
    opened: list[str] = []
    for closing, name, attributes, bracket, entity in _PIECE.findall(html):
        if entity and not _ENTITY.fullmatch(entity):
            yield f"{entity} is no entity"
        elif bracket:
            yield f"a stray {bracket}"
        elif name and name not in TAGS:
            yield f"<{closing}{name}> is unknown"
        elif closing:
            yield from _closed(name, opened)
        elif name:
            opened.append(name)
            if not _ATTRIBUTES.get(name, _NONE).fullmatch(attributes):
                yield f"<{name}{attributes}> has not the attributes that Telegram knows"
    yield from (f"<{name}> is not closed" for name in opened)


def _closed(name: str, opened: list[str]) -> Iterator[str]:
    if opened and opened[-1] == name:
        opened.pop()
    elif name in opened:
        yield f"</{name}> closes before <{opened[-1]}>"
        del opened[opened.index(name) :]
    else:
        yield f"</{name}> closes nothing"
