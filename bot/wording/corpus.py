"""All prompts files of an installation as lint sees them: which block is in force where, and who calls whom."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.engine import Dialogue, State
from bot.engine.script import BACK, EARLIER, GO_ON, MORE, PAUSE, SKIP, USE_HELD
from bot.wording.prompts import Block, PromptsFile, read_prompts
from bot.wording.render import SHARED, Wording

CONTROLS = frozenset(token.removeprefix("_") for token in (SKIP, BACK, PAUSE, GO_ON, USE_HELD, MORE, EARLIER))
TITLE, COMMAND = "title", "command"
_LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(slots=True)
class Corpus:
    """The files by locale and dialogue, the one that wins first; ``foreign`` are those in a folder of no language."""

    wording: Wording
    files: dict[tuple[str, str], list[PromptsFile]] = field(default_factory=dict)
    foreign: list[Path] = field(default_factory=list)

    @property
    def locales(self) -> list[str]:
        """The locales with files, the default one first."""
        found = {locale for locale, _ in self.files} - {self.wording.default}
        return [self.wording.default, *sorted(found)]

    def all_files(self) -> Iterator[PromptsFile]:
        """Every file, in force or overruled."""
        for found in self.files.values():
            yield from found

    def is_broken(self, locale: str, dialogue: str) -> bool:
        """Whether the words of ``dialogue`` cannot be read in this locale or in the default one it falls back on."""
        files = (file for asked in {locale, self.wording.default} for file in self.files.get((asked, dialogue), ()))
        return any(file.broken for file in files)

    def blocks(self, locale: str, dialogue: str) -> Mapping[str, Block]:
        """The blocks in force in this very locale."""
        found: dict[str, Block] = {}
        for file in self.files.get((locale, dialogue), ()):
            found = {**file.blocks, **found}
        return found

    def block(self, locale: str, dialogue: str, name: str) -> Block | None:
        """The block that is said: the locale's own, else the default one's."""
        found = self.blocks(locale, dialogue).get(name)
        return found or self.blocks(self.wording.default, dialogue).get(name)

    def label_home(self, locale: str, dialogue: str, name: str) -> str:
        """Which file a label comes from: the dialogue's own, or the shared one."""
        return dialogue if self.block(locale, dialogue, name) else SHARED

    def reach(self, locale: str, block: Block) -> list[Block]:
        """``block`` and the shared blocks that it calls, and those that they call."""
        shared = {**self.blocks(self.wording.default, SHARED), **self.blocks(locale, SHARED)}
        found = {(block.file, block.name): block}
        ahead = [block]
        while ahead:
            called = ahead.pop()
            names = [*called.calls, *(name for name in shared if any(name.startswith(p) for p in called.prefixes))]
            fresh = [shared[n] for n in sorted(names) if n in shared and (shared[n].file, n) not in found]
            found |= {(one.file, one.name): one for one in fresh}
            ahead += fresh
        return list(found.values())


def read_corpus(roots: Sequence[Path], wording: Wording) -> Corpus:
    """Reads all prompts files under ``roots``, as `Wording` finds them. Never raises."""
    corpus = Corpus(wording)
    for root in roots:
        for path in sorted((root / "prompts").glob("*/*.j2")):
            if is_language(path.parent.name):
                file = read_prompts(path, wording.environment)
                corpus.files.setdefault((file.locale, file.dialogue), []).insert(0, file)
            else:
                corpus.foreign.append(path)
    return corpus


def is_language(code: str) -> bool:
    """Whether words in a folder of this name can be reached: `Wording.locale_for` looks for a bare language."""
    from babel import Locale, UnknownLocaleError

    if not _LANGUAGE.fullmatch(code):
        return False
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def labels(state: State) -> list[str]:
    """The blocks that label the state's fixed choices."""
    return [f"{state.name}_{choice.name}" for choice in state.choices]


def said_by(dialogue: Dialogue) -> set[str]:
    """The blocks that a dialogue's file may hold."""
    states = {state.name for state in dialogue.states.values() if state.speaks}
    buttons = {label for state in dialogue.states.values() for label in labels(state)}
    return states | buttons | CONTROLS | {TITLE} | ({COMMAND} if dialogue.command else set())
