"""The blocks in force in a locale, as they are written: what the hash is taken over and the page is made from.

Templates are cut into blocks here without parsing them, because the bot looks at all of them at its start, and parsing
takes ten times as long. Where this simple cut and the compiled template do not agree about what the blocks are (a tag
inside a comment, for one), the whole file counts instead, so nothing that can be said is ever left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.app.content import Content
from bot.wording import Wording, WordingError
from bot.wording.render import PAGES, SHARED

WHOLE = ""
"""The name under which a file stands that cannot be cut into blocks."""

_TAG = re.compile(r"\{%[-+]?\s*(?:block\s+(\w+)\b.*?|(endblock)\b.*?)[-+]?%\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """A block as it is written, without comments, and the language that it is written in."""

    text: str
    language: str


@dataclass(slots=True)
class Pages:
    """The blocks of one content; each file is read once, however many locales fall back on it."""

    content: Content
    _cut: dict[Path, Mapping[str, str]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of all files of words: every dialogue by its name, and what the program says by itself."""
        return [*sorted(self.content.catalog.dialogues), SHARED, PAGES]

    def blocks(self, locale: str, name: str) -> dict[str, Written]:
        """The blocks of a file of words that are said in ``locale``, its own before those of the default language.

        Raises `WordingError` where a file cannot be read.
        """
        found: dict[str, Written] = {}
        wording = self.content.wording
        for language in dict.fromkeys((locale, wording.default)):
            compiled = wording.templates(language, name)
            for file, template in zip(wording.files(language, name), compiled, strict=True):
                for block, text in self._blocks_of(file, wording, frozenset(template.blocks)).items():
                    # Two files that cannot be cut both count: each may hold a block that the other lacks.
                    key = f"{block} {language} {file.name} {len(found)}" if block == WHOLE else block
                    found.setdefault(key, Written(text, language))
        return found

    def _blocks_of(self, file: Path, wording: Wording, there: frozenset[str]) -> Mapping[str, str]:
        if file not in self._cut:
            text = _text_of(file)
            cut = dict(_cut(text))
            agreed = cut.keys() == there and len(list(_cut(text))) == len(cut)
            self._cut[file] = {name: _bare(body, wording) for name, body in cut.items()} if agreed else {WHOLE: text}
        return self._cut[file]


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:  # it was there a moment ago, when its template was compiled
        raise WordingError(f"{file}: it cannot be read ({type(error).__name__})") from error


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Each block with its body; a tag without its partner is a block that no template has, so that nothing agrees."""
    opened: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        if tag[1]:
            opened.append((tag[1], tag.end()))
        elif opened:
            name, start = opened.pop()
            yield name, text[start : tag.start()]
        else:
            yield WHOLE, ""
    yield from ((WHOLE, "") for _ in opened)


def _bare(body: str, wording: Wording) -> str:
    """A body without comments and without the white space around it."""
    if "{#" in body:
        tokens = wording.environment.lex(body)
        body = "".join(value for _, kind, value in tokens if not kind.startswith("comment"))
    return body.strip()
