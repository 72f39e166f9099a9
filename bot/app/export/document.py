"""A plan as it is read: headings, lines and what belongs to them, before it becomes text or a page."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.app import plan
from bot.app.export.words import Words
from bot.storage.records import LineRecord, PeerRecord

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``label`` is what stands before the words, ``marks`` are words about it, such as "draft"."""

    words: str
    label: str = ""
    marks: tuple[str, ...] = ()
    pinned: bool = False
    beneath: tuple["Entry", ...] = ()

    @property
    def direction(self) -> Direction | None:
        """Which way the words run; None where nothing in them says."""
        return direction_of(self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its lines."""

    title: str
    is_own: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole plan. ``empty`` is what is said where it has no lines, ``glyphs`` where letters cannot be drawn."""

    locale: str
    title: str
    name: str
    made_on: str
    empty: str
    glyphs: str
    parts: tuple[Part, ...]


def document(record: PeerRecord, lines: Iterable[LineRecord], words: Words, at: datetime, zone: str) -> Document:
    """The plan of a person as it is at ``at``: without lines that were let go of, are past, or were taken out.

    Where every line is a draft, the title says so, and no line does.
    """
    own = record.memory.sections
    shown = plan.in_order(lines, (*plan.SECTIONS, *own))
    all_drafts = bool(shown) and all(line.adopted_at is None for line in shown)
    titles = words.titles(own, {line.section for line in shown})
    return Document(
        locale=words.locale,
        title=words.say("document_title", draft=all_drafts),
        name=record.name or "",
        made_on=words.made_on(record, at, zone),
        empty=words.say("document_empty"),
        glyphs=words.say("document_glyphs"),
        parts=tuple(
            Part(title, name in own, tuple(_entries(shown, name, words, all_drafts)))
            for name, title in titles.items()
            if any(line.section == name for line in shown)
        ),
    )


def _entries(shown: Iterable[LineRecord], section: str, words: Words, all_drafts: bool) -> list[Entry]:
    """The main lines of a section, each with everything that belongs to it, however far down, beneath it."""
    families: list[list[LineRecord]] = []
    heads: dict[int, int] = {}
    for line in shown:
        if line.section != section:
            continue
        # What belongs to a line follows it. A line about one of another section stands for itself here.
        head = heads.get(line.about)
        if head is None:
            head = len(families)
            families.append([])
        families[head].append(line)
        heads[line.ref] = head
    return [_family(family, words, all_drafts) for family in families]


def _family(family: list[LineRecord], words: Words, all_drafts: bool) -> Entry:
    first, *others = (_entry(line, words, all_drafts) for line in family)
    return Entry(first.words, first.label, first.marks, first.pinned, tuple(others))


def _entry(line: LineRecord, words: Words, all_drafts: bool) -> Entry:
    marks = []
    if line.pinned_at:
        marks.append(words.say("document_pinned"))
    if line.settled == "done":
        marks.append(words.say("document_done"))
    if not line.adopted_at and not all_drafts:
        marks.append(words.say("document_draft"))
    return Entry(line.text, words.label(line), tuple(marks), line.pinned_at is not None)


def direction_of(text: str) -> Direction | None:
    """Which way a text runs: the way of its first letter that has one, as browsers find it. None: there is no such."""
    for character in text:
        found = unicodedata.bidirectional(character)
        if found in ("L", "R", "AL"):
            return "ltr" if found == "L" else "rtl"
    return None
