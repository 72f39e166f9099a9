"""Bringing in a plan that was made elsewhere: from the text of a file to the lines to add, word for word.

What comes in is the plan as it is: the lines that stand in it, open or settled, with their sections, order, roles and
dates. What was taken out of it, earlier wordings and everything about the person stay in the file: they belong to where
it was made. Whatever a file holds, the answer is one of the outcomes, and nothing is raised.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.app import plan
from bot.app.export.family import standing, tops
from bot.app.export.model import VERSION, Line, PlanFile
from bot.storage.records import LineRecord

Outcome = Literal["readable", "unreadable", "too_new", "empty"]

MOST_LINES = 2000
MOST_SECTIONS = 100
LONGEST_FILE = 20_000_000
LONGEST_TEXT = 20_000
# What was asked, and who a line is for.
LONGEST_REMARK = 4000
# The name of a section, or a name out of a script.
LONGEST_NAME = 200
# Clocks differ, but nothing was written the day after tomorrow.
_AHEAD = timedelta(days=1)

_Key = tuple[str, str, str, datetime]


@dataclass(frozen=True, slots=True)
class Known:
    """What this installation has words for. A line of another section or role would have no heading here."""

    sections: Collection[str] = plan.SECTIONS
    roles: Collection[str] | None = None
    areas: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it. ``lines`` are to be added, and ``sections`` (names by id) before them.

    ``found`` counts the lines in the file by section, ``already`` those of them that are in the plan as they are.
    """

    outcome: Outcome
    lines: tuple[LineRecord, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, int] = field(default_factory=dict)
    already: int = 0


class _Head(BaseModel):
    """What tells a file of a later version from one that is no plan at all."""

    model_config = ConfigDict(strict=True, extra="ignore", defer_build=True)
    format: Literal["strongsuit-plan"]
    version: int


def bring_in(
    text: str,
    present: Iterable[LineRecord],
    own_sections: Mapping[str, str],
    at: datetime,
    next_ref: Callable[[], int],
    known: Known | None = None,
) -> Brought:
    """Reads the ``text`` of a plan file at ``at``. ``next_ref`` gives the number for a new line, each a higher one.

    A line with the same section, words, role and date of writing as one of the plan now (``present``) is not added
    again. A section that the person added is matched by its name with theirs (``own_sections``, names by id). A section
    that is not ``known`` becomes one of their own; of an unknown role or area the words stay. Raises nothing.
    """
    file = _read(text, at)
    if not isinstance(file, PlanFile):
        return Brought(file)
    lines = sorted(standing(file.lines), key=lambda line: (line.position, line.ref))
    if not lines:
        return Brought("empty")
    known = known or Known()
    sections = _Sections(file, own_sections, known.sections)
    plan_now = standing(present)
    there = _by_key(plan_now)
    position = max((line.position for line in plan_now), default=0)
    numbers: dict[int, int] = {}
    added: list[tuple[Line, LineRecord]] = []
    found: Counter[str] = Counter()
    for line in lines:
        made = _record(line, sections.id_of(line.section), known)
        found[made.section] += 1
        same = there.get(_key(made))
        if same:
            numbers.setdefault(line.ref, same.pop(0))
            continue
        made.ref = next_ref()
        made.position = position = max(position + 1, made.ref)
        numbers.setdefault(line.ref, made.ref)
        added.append((line, made))
    parents = tops(lines)
    for line, made in added:
        made.about = numbers.get(parents[line.ref], 0)
    already = len(lines) - len(added)
    return Brought("readable", tuple(made for _, made in added), sections.new, dict(found), already)


def _read(text: str, at: datetime) -> PlanFile | Outcome:
    try:
        data = text.removeprefix("\ufeff").encode()
        if len(data) > LONGEST_FILE:
            return "unreadable"
        if _Head.model_validate_json(data).version > VERSION:
            return "too_new"
        file = PlanFile.model_validate_json(data)
    except (ValidationError, UnicodeEncodeError):
        return "unreadable"
    return file if _within_limits(file, at) else "unreadable"


def _within_limits(file: PlanFile, at: datetime) -> bool:
    return (
        len(file.lines) <= MOST_LINES
        and len(file.sections) <= MOST_SECTIONS
        and all(_is_name(section.id) and _is_name(section.name) for section in file.sections)
        and all(_is_fit(line, at + _AHEAD) for line in file.lines)
    )


def _is_fit(line: Line, latest: datetime) -> bool:
    source = line.source
    names = (line.section, line.role, line.area, source.dialogue, source.state)
    moments = (line.at, line.adopted_at, line.pinned_at, line.settled_at)
    return (
        0 < len(line.text) <= LONGEST_TEXT
        and len(line.audience + source.question) <= LONGEST_REMARK
        and "\0" not in line.text + line.audience + source.question
        and all(map(_is_name, names))
        and all(moment <= latest for moment in moments if moment)
    )


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and "\0" not in text


class _Sections:
    """The ids that sections of a file have here; ``new`` are those to be added."""

    def __init__(self, file: PlanFile, own: Mapping[str, str], known: Collection[str]) -> None:
        self._known = known
        self._names = {section.id: section.name for section in file.sections}
        self._ids = {_folded(name): one for one, name in own.items()}
        self._last = max((_number(one) for one in own), default=0)
        self.new: dict[str, str] = {}
        for section in file.sections:
            self.id_of(section.id)

    def id_of(self, section: str) -> str:
        """The id here of the section that the file calls ``section``."""
        if section in self._known:
            return section
        name = " ".join(self._names.get(section, "").split()) or section.replace("_", " ").strip() or "–"
        if _folded(name) not in self._ids:
            self._last += 1
            made = f"{plan.OWN_SECTION}{self._last}"
            self._ids[_folded(name)], self.new[made] = made, name
        return self._ids[_folded(name)]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _number(section: str) -> int:
    digits = section.removeprefix(plan.OWN_SECTION)
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


def _record(line: Line, section: str, known: Known) -> LineRecord:
    """The line as it is to be written here, without its number, place and what it is about."""
    role = line.role if known.roles is None or line.role in known.roles else ""
    area = line.area if known.areas is None or line.area in known.areas else ""
    return LineRecord(
        ref=0, section=section, text=line.text, role=role, area=area, audience=line.audience,
        dialogue=line.source.dialogue, version=line.source.version, state=line.source.state,
        question=line.source.question, position=0, created_at=line.at, adopted_at=line.adopted_at,
        pinned_at=line.pinned_at, settled=line.settled, settled_at=line.settled_at,
    )  # fmt: skip


def _key(line: LineRecord) -> _Key:
    return line.section, line.text, line.role, line.created_at


def _by_key(lines: Iterable[LineRecord]) -> dict[_Key, list[int]]:
    """The numbers of lines by what makes them the same; two that are alike count as two."""
    found: dict[_Key, list[int]] = {}
    for line in lines:
        found.setdefault(_key(line), []).append(line.ref)
    return found
