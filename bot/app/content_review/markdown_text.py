"""From the small HTML that words are written in to Markdown that shows the same, and nothing else."""

import re
from collections.abc import Sequence
from html import escape, unescape

from bot.app.content_review.reading import Line

_KEPT = ("b", "i", "u", "s", "code")  # tags that Markdown lets through; others only arrange lines
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_SIGNS = re.compile(r"([\\`*_\[\]#|~])")
_BEGINNING = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")


def in_markdown(html: str) -> str:
    """One line of words. A link to a place on the page stays one; of others the address is shown."""
    parts = _LINK.split(html)
    told = _plainly(parts[0])
    for address, label, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        told += _linked(address, label) + _plainly(after)
    return told


def _linked(address: str, label: str) -> str:
    if address.startswith("#"):
        return f"[{_plainly(label)}]({address})"
    return _plainly(label if address in label else f"{label} ({address})")


def _plainly(html: str) -> str:
    told, end = "", 0
    for tag in _TAG.finditer(html):
        told += text_in_markdown(unescape(html[end : tag.start()]))
        told += f"<{tag[1]}{tag[2]}>" if tag[2] in _KEPT else ""
        end = tag.end()
    return told + text_in_markdown(unescape(html[end:]))


def text_in_markdown(text: str) -> str:
    """Plain text with every sign escaped that means something in Markdown or HTML."""
    return escape(_SIGNS.sub(r"\\\1", text), quote=False)


def quoted(lines: Sequence[Line]) -> list[str]:
    """Lines as quotations in each other, by their depth."""
    written: list[str] = []
    for line, after in zip(lines, [*lines[1:], Line(0)], strict=True):
        marks = "> " * (line.depth + 1)
        text = _BEGINNING.sub(_guarded, in_markdown(line.html))
        goes_on = text and after.html and after.depth == line.depth
        written.append(f"{marks}{text}\\" if goes_on else f"{marks}{text}".rstrip())
        if after.depth < line.depth and after.html:
            written.append(("> " * (after.depth + 1)).rstrip())
    return written


def _guarded(found: re.Match[str]) -> str:
    """What would begin a list, so that it does not."""
    return f"{found[1]}\\{found[2]}" if found[2] in "-+" else f"{found[1]}{found[2]}\u200b"
