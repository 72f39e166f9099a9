"""A plan as plain text: for a screen reader, a printer, or a letter."""

from collections.abc import Iterator

from bot.app.export.document import Document, Entry

_BULLET, _DASH = "• ", "   – "


def as_text(document: Document) -> str:
    """The text, with headings on lines of their own. Words stand as they are; further lines of them are indented."""
    head = [document.title, *([document.name] if document.name else []), document.made_on]
    parts = ["\n".join(head)]
    for part in document.parts:
        parts.append("\n".join([part.title, "", *(line for entry in part.entries for line in _lines(entry))]))
    return "\n\n\n".join(parts if document.parts else [*parts, document.empty]) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    yield _one(entry, _BULLET)
    for follower in entry.beneath:
        yield _one(follower, _DASH)


def _one(entry: Entry, bullet: str) -> str:
    marks = f"({', '.join(entry.marks)}) " if entry.marks else ""
    label = f"{entry.label} " if entry.label else ""
    indented = entry.words.replace("\n", "\n" + " " * len(bullet))
    return f"{bullet}{marks}{label}{indented}"
