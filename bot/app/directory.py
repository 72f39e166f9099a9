"""The directory of crisis lines; the format of its files is explained at the top of ``crisis_lines.yaml``."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml

Localized = tuple[tuple[str, str], ...]  # (language, text) pairs; "" where one text serves all languages

_LINE_KEYS = ("name", "call", "text", "chat", "web", "hours", "languages", "for", "source", "verified_on")
_SHAPES = {  # what a value looks like, and the remedy where it does not
    "code": (re.compile("(?!UK)[A-Z]{2}"), "Write ISO 3166 codes of two capitals: US, GB (not UK) ..."),
    "number": (re.compile("[+*#]?[0-9][0-9 ()*#-]*"), "Write a number, as it is dialled inside the country"),
    "https": (re.compile(r"https://[^\s/.]+\.\S+"), "Give an address that begins with https://"),
    "day": (re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), "Write a day as year-month-day, such as 2026-11-15"),
    "language": (re.compile("[a-z]{2,3}([_-][A-Za-z]+)?"), "Write language codes, such as en and es"),
    "words": (re.compile(r".*\S.*"), "Write a text"),
}


class DirectoryError(ValueError):
    """A directory file cannot be used; ``str()`` gives one line: the file, what is wrong and the remedy."""


@dataclass(frozen=True, slots=True)
class Line:
    """One crisis line; at least one of ``call``, ``text_to``, ``chat`` and ``web`` is there."""

    name: Localized
    hours: str
    languages: tuple[str, ...]
    source: str
    verified_on: date
    call: str | None = None
    text_to: str | None = None
    text_word: Localized = ()
    chat: Localized = ()
    web: Localized = ()
    audience: str = "everyone"


@dataclass(frozen=True, slots=True)
class CountryLines:
    """What a person in one country can turn to; for elsewhere, ``country`` and ``emergency`` may be empty."""

    country: str
    emergency: tuple[str, ...]
    lines: tuple[Line, ...]

    def as_context(self, locale: str) -> list[dict[str, object]]:
        """Give one plain dict a line for templates, worded for ``locale`` (or the nearest language there is).

        Keys: name, call, text_to, text_word, chat, web, hours, languages, audience and emergency (the
        country's numbers). What a line does not have is None; nothing is raised.
        """
        return [
            {
                "name": _pick(line.name, locale) or line.name[0][1],
                "call": line.call,
                "text_to": line.text_to,
                "text_word": _pick(line.text_word, locale),
                "chat": _pick(line.chat, locale),
                "web": _pick(line.web, locale),
                "hours": line.hours,
                "languages": list(line.languages),
                "audience": line.audience,
                "emergency": list(self.emergency),
            }
            for line in self.lines
        ]


@dataclass(frozen=True, slots=True)
class StaleLine:
    """A line whose last check is too old (or, with a negative age, lies in the future)."""

    country: str
    name: str
    verified_on: date
    age_days: int
    source: str


@dataclass(frozen=True, slots=True)
class Directory:
    """All crisis lines by country code, and the entry for everywhere else."""

    by_country: Mapping[str, CountryLines]
    elsewhere: CountryLines

    @classmethod
    def load(cls, paths: Sequence[Path]) -> Directory:
        """Read the files in order; for each country (and for elsewhere) the last file that has it wins.

        Raises DirectoryError if a file cannot be read or breaks the format, or if no file has elsewhere.
        """
        entries: dict[str, CountryLines] = {}
        for path in paths:
            entries.update(_read(path))
        if "" not in entries:
            files = ", ".join(map(str, paths))
            raise DirectoryError(f"{files}: `elsewhere` is missing. Add it; it serves all other countries.")
        return cls(entries, entries.pop(""))

    def countries(self) -> tuple[str, ...]:
        """Give the codes of the countries that have an entry of their own, in alphabetical order."""
        return tuple(sorted(self.by_country))

    def for_country(self, code: str | None) -> CountryLines:
        """Give the entry for an ISO code in either case; unknown codes and None get the elsewhere entry."""
        return self.by_country.get((code or "").strip().upper(), self.elsewhere)

    def stale(self, today: date, max_age_days: int = 180) -> list[StaleLine]:
        """List the lines verified over ``max_age_days`` before ``today``, or in the future; oldest first."""
        found = [
            StaleLine(entry.country, line.name[0][1], line.verified_on, age, line.source)
            for entry in (*self.by_country.values(), self.elsewhere)
            for line in entry.lines
            if not -1 <= (age := (today - line.verified_on).days) <= max_age_days
        ]
        return sorted(found, key=lambda item: (item.verified_on, item.country, item.name))


def _pick(words: Localized, locale: str) -> str | None:
    table = {language.replace("-", "_").lower(): text for language, text in words}
    wanted = locale.replace("-", "_").lower()
    return table.get(wanted) or table.get(wanted.partition("_")[0]) or table.get("") or table.get("en")


class _TextLoader(yaml.BaseLoader):
    """YAML in which every value stays text (NO, on, 024, dates) and a key written twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        fields = super().construct_mapping(node, deep)
        if len(fields) < len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is there twice", node.start_mark)
        return fields


@dataclass(frozen=True, slots=True)
class _Node:
    """A mapping somewhere in a file; every way to read it fails with the file, the place and the remedy."""

    path: Path
    where: str
    fields: Mapping[str, Any]

    def fail(self, problem: str, remedy: str) -> NoReturn:
        place = f"{self.path}: {self.where}".removesuffix(": ")
        raise DirectoryError(f"{place}: {problem}. {remedy}.") from None

    def below(self, where: str, given: object, keys: Sequence[str]) -> _Node:
        node = _Node(self.path, f"{self.where}, {where}".removeprefix(", "), {})
        if not isinstance(given, dict):
            node.fail("fields are expected here", f"Write `key: value`; the keys are {', '.join(keys)}")
        for key in given.keys() - set(keys):
            node.fail(f"`{key}` is not known here", f"The keys are {', '.join(keys)}")
        return replace(node, fields=given)

    def checked(self, key: str, value: object, shape: str) -> str:
        pattern, remedy = _SHAPES[shape]
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self.fail(f"`{key}` is {repr(value) if value else 'missing'}", remedy)
        return value

    def need(self, *keys: str) -> None:
        if not any(self.fields.get(key) for key in keys):
            self.fail(f"`{'` or `'.join(keys)}` is missing", "Write it" + " (one is enough)" * (len(keys) > 1))

    def one(self, key: str, shape: str) -> str:
        return self.checked(key, self.fields.get(key), shape)

    def items(self, key: str) -> list[Any]:
        return given if isinstance(given := self.fields.get(key) or [], list) else [given]

    def many(self, key: str, shape: str) -> tuple[str, ...]:
        return tuple(self.checked(key, value, shape) for value in self.items(key))

    def localized(self, key: str, shape: str) -> Localized:
        given = self.fields.get(key, {})
        table = given if isinstance(given, dict) else {"": given}
        languages = [language and self.checked(key, language, "language") for language in table]
        return tuple(zip(languages, [self.checked(key, text, shape) for text in table.values()], strict=True))

    def day(self, key: str) -> date:
        given = self.one(key, "day")
        try:
            return date.fromisoformat(given)
        except ValueError:
            self.fail(f"`{key}` is {given!r}, which is on no calendar", _SHAPES["day"][1])


def _read(path: Path) -> dict[str, CountryLines]:
    root = _Node(path, "", {})
    try:
        data = _TextLoader(path.read_text(encoding="utf-8")).get_single_data()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        root.fail(f"cannot be read: {' '.join(str(error).split())}", "It has to be valid YAML in UTF-8")
    top = root.below("", data, ("countries", "elsewhere"))
    entries: dict[str, CountryLines] = {}
    for index, item in enumerate(top.items("countries"), 1):
        for entry in _country(top.below(f"country {index}", item, ("country", "also", "emergency", "lines"))):
            if entry.country in entries:
                top.fail(f"{entry.country} is there twice", "Keep one entry a country")
            entries[entry.country] = entry
    if "elsewhere" in top.fields:
        node = top.below("elsewhere", top.fields["elsewhere"], ("emergency", "lines"))
        entries[""] = CountryLines("", node.many("emergency", "number"), _lines(node))
    return entries


def _country(node: _Node) -> Iterator[CountryLines]:
    node = replace(node, where=node.one("country", "code"))
    node.need("emergency")
    emergency, lines = node.many("emergency", "number"), _lines(node)
    for code in (node.where, *node.many("also", "code")):
        yield CountryLines(code, emergency, lines)


def _lines(node: _Node) -> tuple[Line, ...]:
    node.need("lines")
    numbered = enumerate(node.items("lines"), 1)
    return tuple(_line(node.below(f"line {number}", item, _LINE_KEYS)) for number, item in numbered)


def _line(node: _Node) -> Line:
    fields, text = node.fields, node.below("text", node.fields.get("text", {}), ("to", "word"))
    for keys in (["name"], ["languages"], ["call", "text", "chat", "web"]):
        node.need(*keys)
    return Line(
        name=node.localized("name", "words"),
        hours=node.one("hours", "words"),
        languages=node.many("languages", "language"),
        source=node.one("source", "https"),
        verified_on=node.day("verified_on"),
        call=node.one("call", "number") if "call" in fields else None,
        text_to=text.one("to", "number") if "text" in fields else None,
        text_word=text.localized("word", "words"),
        chat=node.localized("chat", "https"),
        web=node.localized("web", "https"),
        audience=node.one("for", "words") if "for" in fields else "everyone",
    )
