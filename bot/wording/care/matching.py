"""Finding the entries of a word list in a text. Every pattern is built once for each list."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.wording.care.model import WordList
from bot.wording.care.text import QUOTE, folded, long_forms, plain, sentences, words

_NOTHING: Final = re.compile(r"(?!)")
_ALLOWED_MARK: Final = "\u2026"
_CLAUSE_END: Final = re.compile(r"[,;:()\u2013\u2014]+|\s-\s")


def _accented(entry: str) -> str:
    return long_forms(plain(entry))


def _entry_pattern(entry: str) -> str:
    parts = (re.escape(part).replace(r"\*", r"\w*") for part in re.split(r"[ -]+", entry))
    return "[ -]+".join(r"\w+" if part == r"\w*" else part for part in parts)


@lru_cache(maxsize=256)
def any_of(entries: tuple[str, ...], accents: bool = False) -> re.Pattern[str]:
    """A pattern that finds any of the entries as whole words, the longest first."""
    if not entries:
        return _NOTHING
    read = {(_accented if accents else folded)(entry) for entry in entries}
    longest_first = sorted(read, key=lambda entry: (-len(entry), entry))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_entry_pattern, longest_first))})(?!\w)")


@lru_cache(maxsize=64)
def _opening(entries: tuple[str, ...], before: tuple[str, ...], accents: bool) -> re.Pattern[str]:
    skipped = f"(?:{any_of(before, accents).pattern}[ ,]+)*" if before else ""
    return re.compile(rf"[^\w{QUOTE}]*{skipped}(?:{any_of(entries, accents).pattern})(?!-)")


def opens_with(clause: str, entries: tuple[str, ...], before: tuple[str, ...] = (), accents: bool = False) -> bool:
    """Whether a clause starts with one of the entries, after any of the words that may stand before."""
    return bool(entries) and _opening(entries, before, accents).match(clause) is not None


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence between commas, colons, dashes and brackets."""
    return [clause for clause in (part.strip() for part in _CLAUSE_END.split(sentence)) if clause]


def without_allowed(text: str, lists: WordList) -> str:
    """Folded text in which every allowed phrase is a single mark that no entry matches."""
    return any_of(lists.allowed).sub(_ALLOWED_MARK, folded(text))


def found(entries: tuple[str, ...], text: str, lists: WordList) -> list[str]:
    """The entries that stand in the text, as they stand there, each once; allowed phrases are passed over."""
    read = without_allowed(text, lists)
    versions = dict.fromkeys((read, _without_intensifiers(read, lists)))
    return list(dict.fromkeys(hit for version in versions for hit in any_of(entries).findall(version)))


def whole_sentences(entries: tuple[str, ...], text: str, lists: WordList) -> list[str]:
    """The sentences that say nothing but one of the entries."""
    sought = {_bare(entry) for entry in entries}
    return [
        sentence
        for sentence in sentences(text)
        if QUOTE not in sentence and sought & {_bare(sentence), _bare(_without_intensifiers(folded(sentence), lists))}
    ]


def _bare(text: str) -> str:
    return " ".join(words(folded(text)))


def _without_intensifiers(read: str, lists: WordList) -> str:
    return re.sub(" {2,}", " ", any_of(lists.intensifiers).sub("", read))
