"""The hash of everything that can be said in a locale: shapes of dialogues, words, crisis lines, stories.

It does not depend on how the review page is laid out, nor on comments and empty lines between blocks. When a crisis
line was last checked is on the page and not in the hash: looking at a line again changes nothing that anybody hears.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.app.content import Content
from bot.app.content_review.said import Pages
from bot.app.stories import Story

CRISIS_LINES, STORIES = "crisis lines", "stories"
"""The parts that are no file of words. Their names have what no dialogue's name has: a space, or no script."""

_SHORT = 16  # of a part's hash: it only has to tell that the part is another


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of one locale, and a short one for each of its parts, by name, so that a change can be placed."""

    locale: str
    digest: str
    parts: Mapping[str, str]


def fingerprint(content: Content, locale: str, pages: Pages | None = None) -> Fingerprint:
    """The fingerprint of ``content`` in ``locale``; with ``pages``, files that were read before are not read again.

    Raises `WordingError` where words cannot be read.
    """
    pages = pages or Pages(content)
    parts = {name: _digest(_spoken(content, pages, locale, name)) for name in pages.names}
    parts[CRISIS_LINES] = _digest(_crisis_lines(content, locale))
    parts[STORIES] = _digest([_story(one) for one in told_in(content, locale)])
    return Fingerprint(locale, _digest(parts), {name: digest[:_SHORT] for name, digest in sorted(parts.items())})


def told_in(content: Content, locale: str) -> list[Story]:
    """The stories that are told to whoever speaks ``locale``: those in that language, or, if there is none, all."""
    return [story for story in content.stories if story.language == locale] or list(content.stories)


def _spoken(content: Content, pages: Pages, locale: str, name: str) -> object:
    source = content.catalog.sources.get(name)
    blocks = {block: written.text for block, written in pages.blocks(locale, name).items()}
    return {"shape": source.digest if source else "", "words": blocks}


def _crisis_lines(content: Content, locale: str) -> object:
    directory = content.directory
    entries = {code: directory.for_country(code) for code in directory.countries()} | {"": directory.elsewhere}
    return {
        code: [list(entry.emergency), [line.as_context(locale) for line in entry.lines]]
        for code, entry in entries.items()
    }


def _story(story: Story) -> object:
    return [story.name, story.title, story.author, list(story.topics), str(story.consented_on), story.html]


def _digest(value: object) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
