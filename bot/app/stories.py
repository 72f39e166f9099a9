"""Stories of real people, which a programme puts into its overlay with their consent. None is shipped.

A story is a Markdown file, ``stories/<name>.md``, that begins with who tells it, what it is about, and when they agreed
to its being told here. Whatever lies in the folder, loading comes to its end: a file that is not as it has to be is a
finding, and nobody gets to read it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from bot.app.markdown import TooDeepError, to_html
from bot.diagnostics import Code, Finding, finding
from bot.scripts.source import Node, Source, parse
from bot.wording import plain

FOLDER = "stories"
LARGEST = 200 * 1024
"""In bytes: longer than anybody reads in a chat."""

CODES = {
    code.number: code
    for code in (
        Code("R004", "a story that cannot be read",
             "Write a Markdown file in UTF-8 that begins as docs/writing.md shows under Stories."),
        Code("R005", "a story of which something is missing",
             "Add what is named: title, author, topics, consented_on, and the story itself."),
        Code("R006", "a story without a day of consent that has come",
             "Ask the person who tells it, then write the day of their yes, such as 2026-11-15."),
        Code("R007", "a story whose beginning cannot be understood",
             "Write it as docs/writing.md shows under Stories."),
    )
}  # fmt: skip

_KEYS = ("title", "author", "topics", "consented_on", "language")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Findings about YAML that mean that nothing of it could be read; the others are about single keys.
_UNREADABLE = ("D022", "D023")


@dataclass(frozen=True, slots=True)
class Story:
    """A story somebody tells: ``html`` as messages show it, ``text`` without any marks. ``language`` is its own."""

    name: str
    title: str
    author: str
    topics: tuple[str, ...]
    consented_on: date
    language: str
    html: str
    text: str


def load_stories(
    roots: Sequence[Path], locale: str = "en", today: date | None = None
) -> tuple[list[Story], list[Finding]]:
    """The stories under ``roots`` by name, of one name the last, and what keeps others from being told.

    A story that names no language is told in ``locale``. With ``today``, a day of consent that is still to come is a
    finding too. Raises nothing.
    """
    stories: dict[str, Story] = {}
    findings: list[Finding] = []
    for file in (file for root in roots for file in _files(root / FOLDER)):
        reading = _Reading(file, locale, today)
        try:
            story = reading.story()
        except Exception as error:  # whatever it was, the other stories are told and this one is not
            reading.report("R004", 1, f"{error}." if isinstance(error, TooDeepError) else f"{type(error).__name__}.")
            story = None
        findings += reading.findings
        stories.pop(file.stem, None)
        if story and not reading.findings:
            stories[story.name] = story
    return [stories[name] for name in sorted(stories)], findings


def _files(folder: Path) -> Iterator[Path]:
    """The files that are meant as stories; also a thing in the place of the folder, so that it is told."""
    try:
        yield from sorted(path for path in folder.iterdir() if path.suffix == ".md" and path.name[0] not in "._")
    except FileNotFoundError:
        return
    except OSError:
        yield folder


class _Reading:
    """Reads one file and notes what is wrong with it."""

    def __init__(self, file: Path, locale: str, today: date | None) -> None:
        self.file, self.locale, self.today = file, locale, today
        self.findings: list[Finding] = []
        self.values: dict[str, Node] = {}

    def report(self, number: str, line: int, message: str, remedy: str = "") -> None:
        """Notes a finding."""
        self.findings.append(finding(CODES, number, self.file, line, message, remedy))

    def story(self) -> Story | None:
        """The story, as far as it could be made; it is to be told only where there are no findings."""
        text = self.text()
        if text is None:
            return None
        front = _FRONT.match(text)
        if front is None:
            self.report("R004", 1, "it does not begin with a part between two lines of three dashes (---).")
        if front is None or not self.keys(front[1]):
            return None
        if not _NAME.fullmatch(self.file.stem):
            remedy = "Call it by small letters, digits and _, such as the_garden.md."
            self.report("R007", 1, f"the file is called {self.file.name!r}.", remedy)
        return self.told(text[front.end() :])

    def text(self) -> str | None:
        """What the file holds, if it is a text of a size that somebody reads."""
        try:
            if not self.file.is_file():  # a pipe, for one, would be waited for
                problem = "it is no file." if self.file.suffix == ".md" else "it is no folder."
            elif self.file.stat().st_size > LARGEST:
                problem = f"it has more than {LARGEST // 1024} KB."
            else:
                text = self.file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
                if not _CONTROL.search(text):
                    return text
                problem = "it holds characters that stand in no text."
        except UnicodeDecodeError:
            problem = "it is not in UTF-8."
        except OSError as error:
            problem = f"{error.strerror}."
        self.report("R004", 1, problem)
        return None

    def keys(self, front: str) -> bool:
        """Reads the beginning as scripts are read: everything is text, and anchors are refused. False if that fails."""
        source = Source(self.file, f"\n{front}")  # the line of dashes is left out, and counts all the same
        root = parse(source)
        for one in source.findings:
            self.report("R004" if one.code in _UNREADABLE else "R007", one.line, one.message)
        if root is None or not isinstance(root.value, dict):
            return False
        self.values = root.value
        for key in self.values.keys() - set(_KEYS):
            near = get_close_matches(key, _KEYS, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(_KEYS)}."
            self.report("R007", self.values[key].line, f"{key!r} is unknown.", hint)
        return True

    def told(self, body: str) -> Story | None:
        """The story of what the keys and the body say."""
        title, author, topics = self.needed("title"), self.needed("author"), self.topics()
        consented_on, language = self.consent(), self.language()
        html = to_html(body)
        if not html:
            self.report("R005", 1, "there is no story below its beginning.")
        if consented_on is None:
            return None
        return Story(self.file.stem, title, author, topics, consented_on, language, html, plain(html))

    def needed(self, key: str) -> str:
        """The text under a key that has to be there."""
        given = self.line(key)
        if given == "":
            self.report("R005", self.line_of(key), f"{key} is missing.")
        return given or ""

    def line(self, key: str) -> str | None:
        """The text under a key, on one line; empty where there is none, None with a finding where it is no text."""
        given = self.values[key].value if key in self.values else ""
        if isinstance(given, str):
            return " ".join(given.split())
        self.report("R007", self.line_of(key), f"{key} is no text.")
        return None

    def topics(self) -> tuple[str, ...]:
        """The topics, each once; one alone may stand without a list."""
        node = self.values.get("topics")
        given = [node] if node and isinstance(node.value, str) else node.value if node else []
        if not isinstance(given, list) or not all(isinstance(one.value, str) for one in given):
            self.report("R007", self.line_of("topics"), "topics is no list of words.")
            return ()
        topics = dict.fromkeys(" ".join(str(one.value).split()) for one in given)
        if not any(topics):
            self.report("R005", self.line_of("topics"), "topics is missing.")
        return tuple(topic for topic in topics if topic)

    def consent(self) -> date | None:
        """The day of the consent, if it is one and has come."""
        key = "consented_on"
        given = self.line(key)
        if given is None:
            return None
        try:
            day = date.fromisoformat(given) if _DAY.fullmatch(given) else None
        except ValueError:
            day = None
        if day is None:
            self.report("R006", self.line_of(key), f"{key} is {repr(given) if given else 'missing'}.")
        elif self.today and day > self.today:
            self.report("R006", self.line_of(key), f"{key}, {given}, is still to come.")
        return day

    def language(self) -> str:
        """The language it is told in: the default one, unless it says another."""
        given = self.line("language")
        if given and not _LANGUAGE.fullmatch(given):
            remedy = "Write the code that its folder of words would have, such as en or es."
            self.report("R007", self.line_of("language"), f"{given!r} is no language.", remedy)
        return given or self.locale

    def line_of(self, key: str) -> int:
        """Where a key stands; the first line where it does not."""
        return self.values[key].line if key in self.values else 1
