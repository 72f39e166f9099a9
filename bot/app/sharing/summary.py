"""What a specialist reads: strengths first, in the person's own words, alike in the chat, on paper and on the web."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.app.export.words import Words
from bot.app.plan import OWN_SECTION
from bot.app.sharing.copies import News, news
from bot.storage.circle import SharedCopy, SharedLine, ShareRecord

# What carries a person comes first, what is hard comes late, and what they want to talk about closes it.
ORDER = (
    "strengths", "what_helps", "people", "what_matters", "interests", "meaning", "goals", "life", "wins", "story",
    OWN_SECTION, "hard_days", "sessions",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line with what belongs to it. ``label`` stands before the words; ``news`` is ``new``, ``changed`` or empty.

    ``question``, ``source`` and ``at`` tell where it comes from: what was asked, in which conversation, and when.
    """

    ref: int
    text: str
    label: str = ""
    done: bool = False
    news: str = ""
    question: str = ""
    source: str = ""
    at: datetime
    beneath: tuple["SummaryLine", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySection:
    """One section with its main lines. ``is_own``: the person added it, so its title is in their words."""

    name: str
    title: str
    is_own: bool
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A copy as it is read. ``name`` may be empty. ``gone`` counts lines that are not shared any more."""

    name: str
    made_at: datetime
    until: datetime
    sections: tuple[SummarySection, ...]
    talk: str = ""
    talk_is_new: bool = False
    gone: int = 0
    is_first: bool = True
    news: News = field(default_factory=News)


def summary_of(share: ShareRecord, words: Words) -> Summary:
    """The summary of an open share, with what has changed since it was last read.

    Raises `ValueError` for a share that has ended: there is nothing to read any more.
    """
    if share.copy is None:
        raise ValueError("this share has ended")
    copy, fresh = share.copy, news(share.copy, share.seen)
    return Summary(
        name=copy.name,
        made_at=share.made_at,
        until=share.until,
        sections=tuple(_sections(copy, fresh, words)),
        talk=copy.talk,
        talk_is_new=fresh.talk,
        gone=fresh.gone,
        is_first=share.seen is None,
        news=fresh,
    )


def _sections(copy: SharedCopy, fresh: News, words: Words) -> Iterable[SummarySection]:
    used = dict.fromkeys(line.section for line in copy.lines)
    for name in sorted(used, key=_rank):
        is_own = name in copy.own
        title = copy.own[name] if is_own else words.named("section", name)
        lines = [line for line in copy.lines if line.section == name]
        yield SummarySection(name=name, title=title, is_own=is_own, lines=_families(lines, fresh, words))


def _rank(section: str) -> int:
    return ORDER.index(section) if section in ORDER else ORDER.index(OWN_SECTION)


def _families(lines: list[SharedLine], fresh: News, words: Words) -> tuple[SummaryLine, ...]:
    """The main lines, each with everything that belongs to it beneath it, however far down."""
    heads: dict[int, list[SharedLine]] = {}
    families: list[list[SharedLine]] = []
    for line in lines:
        family = heads.get(line.about)
        if family is None:
            family = []
            families.append(family)
        family.append(line)
        heads[line.ref] = family
    return tuple(
        _line(first, fresh, words, tuple(_line(one, fresh, words) for one in others)) for first, *others in families
    )


def _line(line: SharedLine, fresh: News, words: Words, beneath: tuple[SummaryLine, ...] = ()) -> SummaryLine:
    kind = "new" if line.ref in fresh.fresh else "changed" if line.ref in fresh.changed else ""
    return SummaryLine(
        ref=line.ref, text=line.text, label=words.label(line), done=line.settled == "done", news=kind,
        question=line.question, source=words.source(line.dialogue), at=line.at, beneath=beneath,
    )  # fmt: skip


def as_view(summary: Summary) -> dict[str, Any]:
    """The summary as scripts and words read it: plain data, with moments as they are."""
    return {
        "name": summary.name, "made_at": summary.made_at.isoformat(), "until": summary.until.isoformat(),
        "talk": summary.talk, "talk_is_new": summary.talk_is_new, "gone": summary.gone,
        "fresh": len(summary.news.fresh), "changed": len(summary.news.changed),
        "is_first": summary.is_first, "has_news": summary.news.any,
        "sections": [
            {"name": one.name, "title": one.title, "lines": [_line_view(line) for line in one.lines]}
            for one in summary.sections
        ],
    }  # fmt: skip


def _line_view(line: SummaryLine) -> Mapping[str, Any]:
    return {
        "text": line.text, "label": line.label, "done": line.done, "news": line.news,
        "beneath": [_line_view(one) for one in line.beneath],
    }  # fmt: skip
