"""All scripts of an installation: the built-in ones and a programme's overlay, file by file the overlay first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from bot.content_files import text_in
from bot.diagnostics import Finding, in_order
from bot.engine import Dialogue, ScriptError
from bot.scripts.build import read_script
from bot.scripts.lint import Known, lint
from bot.scripts.source import Source

# Commands that the program itself answers.
RESERVED = frozenset({"start", "pause"})


class ContentError(Exception):
    """The content cannot be used. ``findings`` say what, where, and what to do."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(item) for item in findings))
        self.findings = findings


class Catalog:
    """The dialogues in use, by name; the newest version of each, and older ones for the sessions that began there."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = {source.dialogue.name: source for source in sources if source.dialogue}
        self._current = {name: source.dialogue for name, source in self.sources.items() if source.dialogue}
        self._old: dict[tuple[str, int], Dialogue] = {}

    def current(self, name: str) -> Dialogue:
        """The newest version; raises `ScriptError` where there is no such dialogue.

        One that has been taken out of the content lives on in its last version, for those who are in the middle of it.
        """
        found = self._current.get(name)
        if found is None:
            left = [version for (known, version) in self._old if known == name]
            if not left:
                raise ScriptError(f"there is no dialogue {name!r}")
            found = self._old[name, max(left)]
        return found

    def version(self, name: str, version: int) -> Dialogue:
        """The version asked for; raises `ScriptError` where it is not known here."""
        dialogue = self._current.get(name)
        if dialogue is None or dialogue.version != version:
            dialogue = self._old.get((name, version))
        if dialogue is None:
            raise ScriptError(f"dialogue {name!r} has no version {version} here")
        return dialogue

    def knows(self, name: str, version: int) -> bool:
        """Whether this very version is here."""
        current = self._current.get(name)
        return (name, version) in self._old or (current is not None and current.version == version)

    def remember(self, name: str, version: int, text: str) -> None:
        """Adds an older version from its text, as it was published. Raises `ContentError` if it is unreadable."""
        source = read_script(Path(f"{name}.v{version}.yaml"), text)
        if source.dialogue is None:
            raise ContentError(source.findings)
        self._old[name, version] = source.dialogue

    def __contains__(self, name: object) -> bool:
        return name in self._current

    @property
    def dialogues(self) -> Mapping[str, Dialogue]:
        """The newest version of every dialogue."""
        return self._current

    @cached_property
    def open_to_all(self) -> frozenset[str]:
        """The dialogues that a person can open at any time: by a command, or because some state offers them."""
        offered = {name for d in self._current.values() for state in d.states.values() for name in state.offers}
        return frozenset(offered | set(self.commands.values())) & self._current.keys()

    @cached_property
    def commands(self) -> Mapping[str, str]:
        """Which dialogue each command opens."""
        return {d.command: d.name for d in self._current.values() if d.command}


def script_files(roots: Sequence[Path]) -> list[Path]:
    """The script files in force: of two with the same name, that of the later root."""
    found = {file.name: file for root in roots for file in sorted((root / "dialogues").glob("*.yaml"))}
    return [found[name] for name in sorted(found)]


def load_catalog(
    roots: Sequence[Path], *, actions: Collection[str], needs: Collection[str]
) -> tuple[Catalog, list[Finding]]:
    """Reads and checks all scripts under ``roots``.

    Returns the catalog and what lint found, in order; whether a finding stops anything is for the caller to say.
    """
    sources = [_read(file) for file in script_files(roots)]
    known = Known(actions, needs, {_name_of(source) for source in sources})
    commands: dict[str, str] = {}
    for source in sources:
        lint(source, known)
        _check_file(source, commands)
    return Catalog(sources), in_order(item for source in sources for item in source.findings)


def _name_of(source: Source) -> str:
    """The dialogue's name; where the script cannot be read, that of its file, so that only the cause is reported."""
    return source.dialogue.name if source.dialogue else source.file.stem


def _read(file: Path) -> Source:
    try:
        return read_script(file, text_in(file, file.parents[1], errors="replace"))
    except OSError as error:
        source = Source(file, "")
        source.report("D022", 1, f"it cannot be read: {error.strerror}.", "Put a readable text file in its place.")
        return source


def _check_file(source: Source, commands: dict[str, str]) -> None:
    dialogue = source.dialogue
    if dialogue is None:
        return
    if source.file.stem != dialogue.name:
        source.report("D026", 1, f"the file {source.file.name} holds the dialogue {dialogue.name!r}.")
    if dialogue.command:
        if dialogue.command in RESERVED:
            source.report("D021", 1, f"/{dialogue.command} is the program's own.")
        if dialogue.command in commands:
            source.report("D021", 1, f"/{dialogue.command} already opens {commands[dialogue.command]!r}.")
        commands[dialogue.command] = dialogue.name
