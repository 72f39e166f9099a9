"""Rendering blocks of wording.

Files are looked up overlay first, block by block: a programme that changes one sentence writes one block. A newline in
a file is a newline in the message; tags on a line of their own leave no trace.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bot.content_files import text_in
from bot.sandbox import SPENT, Sandbox, Spent, put_together
from bot.wording.compiled import Compiled, may_be_kept
from bot.wording.dates import FILTERS as DATE_FILTERS
from bot.wording.dates import plural
from bot.wording.text import brief, plain, quote, shorten
from bot.wording.variants import Either

SHARED = "shared"
PAGES = "pages"
"""The two files whose words the program says by itself: in the chat, and on the web pages."""

# What filters may raise at what they were never meant for.
_FAILURES = (
    TypeError, ValueError, ArithmeticError, LookupError, AttributeError, AssertionError, RecursionError, MemoryError,
)  # fmt: skip

_Block = Callable[[Context], Iterator[str]]

# A folder of words is named by its language (ISO 639). Regions share their language's words.
_LANGUAGE = re.compile("[a-z]{2,3}")


class WordingError(Exception):
    """A block is missing or cannot be rendered. The message names the file and block, never anybody's words."""


@dataclass(slots=True)
class Voice:
    """Remembers which variants were heard; ``only`` fixes the draw, for checks that want to see them all."""

    heard: dict[str, int] = field(default_factory=dict)
    only: int | None = None

    def draw(self, pool: str, size: int) -> int:
        """The next variant of ``pool``."""
        if self.only is not None:
            return self.only % size
        number = self.heard.get(pool, 0) % size
        self.heard[pool] = (number + 1) % size
        return number


class Wording:
    """All words of an installation, in all its locales."""

    def __init__(self, roots: Sequence[Path], default: str = "en") -> None:
        """Reads ``prompts/<locale>/*.j2`` under ``roots``, the later first. Templates are compiled when first used."""
        self.default = default
        self._files: dict[tuple[str, str], list[Path]] = {}
        self._templates: dict[tuple[str, str], list[Template]] = {}
        self._labels: dict[tuple[str, str, str, int], str | None] = {}
        self._blocks: dict[Template, dict[str, list[_Block]]] = {}
        for root in roots:
            for file in sorted((root / "prompts").glob("*/*.j2")):
                if not _LANGUAGE.fullmatch(file.parent.name):
                    continue
                self._files.setdefault((file.parent.name, file.stem), []).insert(0, file)
        found = {locale for locale, _ in self._files} - {default}
        self.locales = (default, *sorted(found))
        """The locales there are words in, the default one first."""
        self.environment = _environment(self)
        self._compiled = Compiled()

    def locale_for(self, wanted: str | None) -> str:
        """The nearest locale there is: ``es-MX`` is spoken to in ``es``; anything unknown in the default."""
        language = (wanted or "").replace("_", "-").split("-")[0].lower()
        return language if language in self.locales else self.default

    def files(self, locale: str, dialogue: str) -> Sequence[Path]:
        """The files that hold the words of ``dialogue``, the one that wins first."""
        return self._files.get((locale, dialogue), ())

    def templates(self, locale: str, dialogue: str) -> Sequence[Template]:
        """The compiled files, in the same order. Raises `WordingError` where one cannot be read."""
        key = (locale, dialogue)
        if key not in self._templates:
            self._templates[key] = [self._compile(file, dialogue) for file in self._files.get(key, ())]
        return self._templates[key]

    def has(self, locale: str, dialogue: str, block: str) -> bool:
        """Whether this very locale has the block."""
        return any(block in template.blocks for template in self.templates(locale, dialogue))

    def say(self, locale: str, dialogue: str, block: str, scope: Mapping[str, object], voice: Voice) -> str:
        """One block as HTML, stripped. Raises `WordingError` where there is no such block or it cannot be rendered."""
        for asked in dict.fromkeys((locale, self.default)):
            for template in self.templates(asked, dialogue):
                if block in template.blocks:
                    return self._render(template, block, asked, scope, voice)
        raise WordingError(f"prompts/{locale}/{dialogue}.j2 has no block {block!r}")

    def label(self, locale: str, dialogue: str, block: str, scope: Mapping[str, object], limit: int = 60) -> str:
        """A button's label as plain text on one line; words shared by all dialogues are found in the shared file."""
        key = (locale, dialogue, block, limit)
        if key not in self._labels:
            self._labels[key] = self._fixed_label(*key)
        fixed = self._labels[key]
        return fixed if fixed is not None else self._label(*key, scope)

    def _label(self, locale: str, dialogue: str, block: str, limit: int, scope: Mapping[str, object]) -> str:
        home = dialogue if self._has_anywhere(locale, dialogue, block) else SHARED
        return shorten(plain(self.say(locale, home, block, scope, Voice())), limit)

    def _fixed_label(self, locale: str, dialogue: str, block: str, limit: int) -> str | None:
        """The label where it depends on nothing, as nearly all do; None where it refers to something."""
        try:
            return self._label(locale, dialogue, block, limit, {})
        except WordingError:
            return None

    def preload(self) -> None:
        """Compiles every file now, so that no person waits for it."""
        for locale, dialogue in self._files:
            self.templates(locale, dialogue)
        self._compiled.save()

    def _has_anywhere(self, locale: str, dialogue: str, block: str) -> bool:
        return any(self.has(asked, dialogue, block) for asked in (locale, self.default))

    def _compile(self, file: Path, dialogue: str) -> Template:
        try:
            code = self._code(file, dialogue, text_in(file, file.parents[2]))
            return Template.from_code(self.environment, code, dict(self.environment.globals))
        except (TemplateError, ValueError, RecursionError, SyntaxError, OSError, MemoryError) as error:
            raise WordingError(f"{file}: {error}") from error

    def _code(self, file: Path, dialogue: str, source: str) -> CodeType:
        """What Jinja makes of a file: of a built-in one, as it was kept, if it was."""
        kept = may_be_kept(file)
        key = self._compiled.key(dialogue, file, source) if kept else b""
        code = self._compiled.get(key) if kept else None
        if code is None:
            code = self.environment.compile(source, name=dialogue, filename=str(file))
            if kept:
                self._compiled.put(key, code)
        return code

    def _blocks_of(self, template: Template) -> dict[str, list[_Block]]:
        """The blocks as a context wants them: each with those that it stands in for, of which there are none here."""
        if template not in self._blocks:
            self._blocks[template] = {name: [block] for name, block in template.blocks.items()}
        return self._blocks[template]

    def _render(self, template: Template, block: str, locale: str, scope: Mapping[str, object], voice: Voice) -> str:
        known = {**template.globals, SPENT: Spent(), **scope, "voice": voice, "locale": locale}
        # Made by Jinja itself, a context takes the blocks of the whole file in hand, one by one, for each that is said.
        context = Context(self.environment, known, template.name, {}, template.globals)
        context.blocks = self._blocks_of(template)
        try:
            return put_together(template.blocks[block](context)).strip()
        except (*_FAILURES, TemplateError) as error:
            raise WordingError(
                f"prompts/{locale}/{template.name}.j2, block {block!r}: {type(error).__name__}"
            ) from error


def blocks(templates: Iterable[Template]) -> Iterator[str]:
    """The names of all blocks in ``templates``."""
    for template in templates:
        yield from template.blocks


def _environment(wording: Wording) -> Sandbox:
    environment = Sandbox(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True, extensions=[Either]
    )
    environment.restrict({"quote": quote, "brief": brief, **DATE_FILTERS})
    environment.globals |= {"shared": _shared(wording), "plural": plural}
    return environment


def _shared(wording: Wording) -> Any:
    @pass_context
    def shared(context: Context, block: str) -> Markup:
        """The words of ``block`` in the shared file, with everything that is known here."""
        scope = context.get_all()
        scope[SPENT].round()
        return Markup(wording.say(scope["locale"], SHARED, block, scope, scope["voice"]))  # noqa: S704 - rendered as HTML

    return shared
