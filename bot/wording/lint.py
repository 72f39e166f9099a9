"""Lint of wording: what is missing, unused or unreadable (here), and what the words themselves do (`spoken`)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.diagnostics import Finding, finding
from bot.engine import Dialogue
from bot.wording.care import CODES as CARE_CODES
from bot.wording.codes import CODES
from bot.wording.corpus import COMMAND, TITLE, Corpus, labels, said_by
from bot.wording.prompts import Block
from bot.wording.rehearsal import Setting
from bot.wording.render import SHARED

# Names that rendering itself adds to every scope.
RENDERING = frozenset({"voice", "locale"})


@dataclass(slots=True)
class Report:
    """What was found so far. ``faulty`` are the blocks that need not be rendered any more."""

    findings: list[Finding] = field(default_factory=list)
    faulty: set[tuple[Path, str]] = field(default_factory=set)

    def add(self, number: str, file: Path, line: int, message: str, remedy: str = "") -> None:
        """Notes a finding."""
        self.findings.append(finding(CODES, number, file, line, message, remedy))

    def of(self, number: str, block: Block, message: str) -> None:
        """Notes a finding about a block."""
        self.add(number, block.file, block.line, f"block {block.name!r} {message}")

    def spoils(self, number: str, block: Block, message: str) -> None:
        """Notes a finding that leaves the block unfit to be rendered."""
        self.of(number, block, message)
        self.faulty.add((block.file, block.name))


@dataclass(frozen=True, slots=True)
class MissingWords:
    """A state whose words, or the label of whose choice, or of what it offers, the default locale lacks."""

    state: str
    message: str


def lint_files(corpus: Corpus, setting: Setting, known: frozenset[str]) -> Report:
    """All that can be said without rendering. ``known`` are the dialogues there are files of, readable or not."""
    report = Report()
    _files(report, corpus, known | setting.program.keys())
    for locale in corpus.locales:
        for name, dialogue in setting.dialogues.items():
            said = said_by(dialogue)
            blocks = corpus.blocks(locale, name)
            scope = setting.always | {*dialogue.answers, *dialogue.needs}
            for block in _used(report, blocks.values(), said.__contains__):
                _block(report, corpus, locale, block, frozenset() if block.name in (TITLE, COMMAND) else scope)
        for file in setting.program:
            _program(report, corpus, setting, locale, file)
        if locale != corpus.wording.default:
            _untranslated(report, corpus, setting, locale)
    return report


def missing_words(corpus: Corpus, dialogue: Dialogue, setting: Setting) -> Iterator[MissingWords]:
    """What ``dialogue`` cannot say in the default locale; nothing where its file, or the shared one, is unreadable."""
    locale = corpus.wording.default
    if corpus.is_broken(locale, dialogue.name) or corpus.is_broken(locale, SHARED):
        return
    if (locale, dialogue.name) not in corpus.files and any(state.speaks for state in dialogue.states.values()):
        yield MissingWords("", f"the dialogue {dialogue.name} has no file prompts/{locale}/{dialogue.name}.j2.")
        return
    if dialogue.name in setting.emergency and _untitled(corpus, setting, dialogue.name):
        yield MissingWords("", f"{dialogue.name} is offered under every message, and has no block 'title'.")
    for state in dialogue.states.values():
        if state.speaks and not corpus.block(locale, dialogue.name, state.name):
            yield MissingWords(state.name, f"state {state.name} has no block {state.name!r}.")
        for label in labels(state):
            if not corpus.block(locale, corpus.label_home(locale, dialogue.name, label), label):
                yield MissingWords(state.name, f"state {state.name} has no label {label!r}.")
        for name in state.offers:
            if _untitled(corpus, setting, name):
                yield MissingWords(state.name, f"state {state.name} offers {name}, which has no block 'title'.")


def _untitled(corpus: Corpus, setting: Setting, name: str) -> bool:
    locale = corpus.wording.default
    known = name in setting.dialogues and (locale, name) in corpus.files
    return known and not corpus.is_broken(locale, name) and not corpus.block(locale, name, TITLE)


def _files(report: Report, corpus: Corpus, known: frozenset[str]) -> None:
    for path in corpus.foreign:
        report.add("W010", path, 1, f"the folder {path.parent.name!r} is named after no language.")
    for file in corpus.all_files():
        if file.broken:
            report.add("W003", file.path, file.broken[0], f"{file.broken[1]}.")
        if file.dialogue not in known:
            report.add("W010", file.path, 1, f"there is no dialogue {file.dialogue!r}.")
        for line, comment in file.strays:
            report.add("W012", file.path, line, f"{comment!r} exempts nothing.")
        for block in file.blocks.values():
            for code in sorted(block.exempt - CARE_CODES.keys()):
                report.of("W012", block, f"is exempt from {code}, which is no code of the care lint.")


def _used(report: Report, blocks: Iterable[Block], is_said: Callable[[str], bool]) -> Iterator[Block]:
    """The blocks that something says; each of the others is a finding, and nothing more is asked of it."""
    for block in blocks:
        if is_said(block.name):
            yield block
        else:
            report.spoils("W002", block, "is said by nothing.")


def _block(report: Report, corpus: Corpus, locale: str, block: Block, scope: frozenset[str]) -> None:
    for name in sorted(block.names - scope - RENDERING):
        report.spoils("W004", block, f"names {name!r}, which nothing fills.")
    if not corpus.is_broken(locale, SHARED):
        for name in sorted(block.calls):
            if corpus.block(locale, SHARED, name) is None:
                report.spoils("W005", block, f"says the shared block {name!r}, which is missing.")
    for pool in block.pools:
        if len(pool.variants) < 2:
            report.of("W011", block, "has an either with one variant only.")
        elif len(set(pool.variants)) < len(pool.variants):
            report.of("W011", block, "has an either that says the same twice.")


def _program(report: Report, corpus: Corpus, setting: Setting, locale: str, name: str) -> None:
    """A file that no dialogue has: every block the program says is there, and every block that is there is said."""
    blocks, uses = corpus.blocks(locale, name), setting.program[name]
    is_said = _uses(corpus, setting, locale) if name == SHARED else _shows(setting)
    for block in _used(report, blocks.values(), is_said):
        use = uses.get(block.name)
        others = setting.always if name == SHARED else frozenset[str]()
        scope = frozenset.intersection(*(frozenset(one) for one in use.scopes)) if use else others
        _block(report, corpus, locale, block, scope)
    if locale != corpus.wording.default or corpus.is_broken(locale, name):
        return
    file = next((file.path for file in corpus.files.get((locale, name), ())), Path(f"prompts/{locale}/{name}.j2"))
    if name != SHARED and not blocks:
        report.add("W005", file, 1, "there is no such file, or no block in it; the program says all of it.")
        return
    needed = setting.needed if name == SHARED else {}
    for missing, reason in {**dict.fromkeys(uses, "the program says it"), **needed}.items():
        if missing not in blocks:
            report.add("W005", file, 1, f"there is no block {missing!r}; {reason}.")


def _shows(setting: Setting) -> Callable[[str], bool]:
    """Whether a web page shows the block of a name."""
    return lambda name: name in setting.pages or name.startswith(setting.headings)


def _uses(corpus: Corpus, setting: Setting, locale: str) -> Callable[[str], bool]:
    """Whether the shared block of a name is said by the program, by another block, or as a label."""
    files = [file for (asked, _), found in corpus.files.items() if asked == locale for file in found]
    calling = [block for file in files for block in file.blocks.values()]
    names = {name for block in calling for name in block.calls} | set(setting.shared) | set(setting.needed)
    names |= {label for one in setting.dialogues.values() for state in one.states.values() for label in labels(state)}
    prefixes = tuple({prefix for block in calling for prefix in block.prefixes})
    broken = any(corpus.is_broken(locale, dialogue) for dialogue in setting.dialogues)
    return lambda name: broken or name in names or name.startswith(prefixes)


def _untranslated(report: Report, corpus: Corpus, setting: Setting, locale: str) -> None:
    for dialogue in (*setting.program, *setting.dialogues):
        original = corpus.blocks(corpus.wording.default, dialogue)
        if not original or corpus.is_broken(locale, dialogue):
            continue
        there = corpus.blocks(locale, dialogue)
        files = corpus.files.get((locale, dialogue))
        first = next(iter(original.values())).file
        path = files[0].path if files else first.parent.parent / locale / first.name
        if not files:
            report.add("W001", path, 1, f"the words of {dialogue} are not there in {locale!r}.")
            continue
        for name in original:
            if name not in there:
                report.add("W001", path, 1, f"block {name!r} is not there in {locale!r}.")
