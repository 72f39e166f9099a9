"""Everything that `strongsuit check` looks at: scripts, published versions, wording, care, crisis lines and stories.

The content under check may be anything at all, so each part is guarded: what cannot even be read is a finding too.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.app import samples
from bot.app.content import ACTIONS, NEEDS, Content, content_roots
from bot.app.directory import CountryLines, Directory, DirectoryError, StaleLine
from bot.app.directory.doubts import closed_at_night, without_number
from bot.app.stories import CODES as STORY_CODES
from bot.app.stories import Story, load_stories
from bot.diagnostics import Code, Finding, finding, in_order
from bot.scripts import Catalog, load_catalog
from bot.scripts.catalog import script_files
from bot.scripts.codes import CODES as SCRIPT_CODES
from bot.scripts.published import FILE as PUBLISHED
from bot.scripts.published import check_published
from bot.wording import Wording
from bot.wording.corpus import Corpus, read_corpus
from bot.wording.figures import legend, table
from bot.wording.judge import judge
from bot.wording.lint import Report, lint_files, missing_words
from bot.wording.rehearsal import Setting
from bot.wording.spoken import Recital

T = TypeVar("T")

CODES = STORY_CODES | {
    code.number: code
    for code in (
        Code("R001", "a crisis line that was not checked for long",
             "Open its source again, call if you can, then change verified_on.", "warning"),
        Code("R002", "crisis lines that cannot be used", "The top of prompts/crisis_lines.yaml explains the format."),
        Code("R003", "content that cannot be read", "Put a readable text file of the right form in its place."),
        Code("R008", "a country without a line that answers at night",
             "Add a line with hours: 24/7 and without about, such as a national one.", "warning"),
        Code("R009", "crisis lines of your own without an emergency number",
             "Write emergency: with the number for immediate danger, so that it stays yours.", "warning"),
    )
}  # fmt: skip

LINES = "crisis_lines.yaml"
_YAML_LINE = re.compile(r", line (\d+), column")


def check_content(overlay: Path | None, locale: str, today: date) -> list[Finding]:
    """All findings about the built-in content and the overlay on it, in order. Never raises, whatever lies there."""
    findings = check_roots(content_roots(overlay), locale, today)
    if overlay and not overlay.is_dir():
        findings.append(finding(CODES, "R003", overlay, 1, "there is no such folder."))
    return in_order(findings)


def check_roots(roots: Sequence[Path], locale: str, today: date) -> list[Finding]:
    """All findings about the content in these folders, the later laid over the earlier. Never raises."""
    checking = _Check(roots, locale)
    checking.scripts()
    checking.crisis_lines(today)
    checking.told(today)
    checking.words()
    return in_order(checking.findings)


def report_content(overlay: Path | None, locale: str) -> str:
    """How the wording reads: a table for each locale."""
    checking = _Check(content_roots(overlay), locale)
    checking.scripts()
    checking.crisis_lines(None)
    checking.told(None)
    tables = [table(recital.perform(), recital.locale) for recital in checking.recitals(Report())]
    return "\n\n".join([*tables, legend()])


class _Check:
    """One check; what could not be loaded is empty, so that the rest can still be looked at."""

    def __init__(self, roots: Sequence[Path], locale: str) -> None:
        self.roots = tuple(roots)
        self.findings: list[Finding] = []
        self.catalog = Catalog([])
        self.directory = Directory({}, CountryLines("", (), ()))
        self.wording = Wording(roots, locale if any((root / "prompts" / locale).is_dir() for root in roots) else "en")
        self.corpus: Corpus = read_corpus(roots, self.wording)
        self.stories: tuple[Story, ...] = ()

    @property
    def setting(self) -> Setting:
        """What a rehearsal of this content needs."""
        return samples.setting(Content(self.catalog, self.wording, self.directory, self.roots, self.stories))

    def guarded(self, place: Path, load: Callable[[], T], default: T) -> T:
        """What ``load`` gives; where it raises, a finding and ``default``."""
        try:
            return load()
        except DirectoryError:
            raise
        except Exception as error:  # the check itself must come to its end
            message = f"{type(error).__name__}: {' '.join(str(error).split())}."
            self.findings.append(finding(CODES, "R003", place, 1, message))
            return default

    def scripts(self) -> None:
        """Reads and lints the scripts, and compares them with what is published."""
        place = self.roots[-1] / "dialogues"
        found: tuple[Catalog, list[Finding]] = (self.catalog, [])
        self.catalog, findings = self.guarded(
            place, lambda: load_catalog(self.roots, actions=ACTIONS, needs=NEEDS), found
        )
        self.findings += findings
        for root in self.roots:
            file = root / "dialogues" / PUBLISHED
            self.findings += self.guarded(file, partial(check_published, self.catalog, [root]), [])

    def crisis_lines(self, today: date | None) -> None:
        """Reads the directory of crisis lines; with ``today``, notes those that nobody has looked at for long."""
        files = [file for root in self.roots if (file := root / "prompts" / LINES).exists()]
        place = files[-1] if files else self.roots[0] / "prompts" / LINES
        try:
            self.directory = self.guarded(place, lambda: Directory.load(files), self.directory)
        except DirectoryError as error:
            self.findings.append(_unusable(str(error), files, place))
        else:
            self.findings += _stale(self.directory.stale(today), files, place) if today else []
            self.findings += _doubts(self.directory, files)

    def told(self, today: date | None) -> None:
        """Reads the stories. Their words are somebody's own, so nothing is said about those."""
        stories, findings = load_stories(self.roots, self.wording.default, today)
        self.stories = tuple(stories)
        self.findings += findings

    def words(self) -> None:
        """Lints the wording in every locale, rendered and not."""
        setting, known = self.setting, frozenset(file.stem for file in script_files(self.roots))
        report = lint_files(self.corpus, setting, known)
        for recital in self.recitals(report):
            place = self.roots[-1] / "prompts" / recital.locale
            self.guarded(place, partial(_judge, report, recital), None)
        self.findings += report.findings
        for name, source in self.catalog.sources.items():
            for missing in missing_words(self.corpus, setting.dialogues[name], setting):
                line = source.line_of(missing.state)
                self.findings.append(finding(SCRIPT_CODES, "D010", source.file, line, missing.message))

    def recitals(self, report: Report) -> Iterable[Recital]:
        """One recital for each locale."""
        return [Recital(self.corpus, self.setting, locale, report) for locale in self.corpus.locales]


def _judge(report: Report, recital: Recital) -> None:
    judge(report, recital.corpus, recital.locale, recital.perform())


def _unusable(message: str, files: Sequence[Path], default: Path) -> Finding:
    """The finding for a `DirectoryError`, whose text begins with the file and ends with the remedy."""
    file = next((file for file in files if message.startswith(str(file))), default)
    line = _YAML_LINE.search(message)
    told = message.removeprefix(f"{file}: ")
    return finding(CODES, "R002", file, int(line[1]) if line else 1, told)


def _stale(lines: Sequence[StaleLine], files: Sequence[Path], default: Path) -> list[Finding]:
    """One finding for each entry that is too old; countries that share it are named together."""
    countries: dict[tuple[Path, int, str], list[str]] = {}
    for line in lines:
        age = f"was checked {line.age_days} days ago" if line.age_days >= 0 else "was checked on a day to come"
        message = f"{line.name} {age}, on {line.verified_on}; source: {line.source}."
        countries.setdefault((*_place_of(line, files, default), message), []).append(line.country or "elsewhere")
    return [
        finding(CODES, "R001", file, number, f"{', '.join(sorted(named))}: {message}")
        for (file, number, message), named in countries.items()
    ]


def _doubts(directory: Directory, files: Sequence[Path]) -> Iterable[Finding]:
    """What may leave somebody without help, though the files can be used."""
    for one in closed_at_night(directory, files):
        message = f"{', '.join(one.codes)}: none of the lines for everything answers at every hour."
        yield finding(CODES, "R008", one.file, one.row, message)
    for one in without_number(directory, files):
        number = directory.for_country(one.codes[0]).emergency[0]
        message = f"{', '.join(one.codes)}: the entry has no emergency number; {number} of the one before it is used."
        yield finding(CODES, "R009", one.file, one.row, message)


def _place_of(line: StaleLine, files: Sequence[Path], default: Path) -> tuple[Path, int]:
    """Where the date of a line stands: after its source in the last file that has it."""
    date = re.compile(rf"verified_on: *[\"']?{line.verified_on}")
    for file in reversed(files):
        rows = file.read_text("utf-8").splitlines()
        for number, row in enumerate(rows, 1):
            near = (n for n, text in enumerate(rows[number - 1 : number + 3], number) if date.search(text))
            if line.source in row and (found := next(near, None)):
                return file, found
    return default, 1
