"""Reading one file of the directory. Each mistake is told with the file, the place and the remedy."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml

from bot.app.care.signs import Concern
from bot.app.directory.entries import CONCERNS, EVERYONE, CountryLines, DirectoryError, Line, Localized
from bot.content_files import text_in
from bot.scripts.source import loader_for

_LINE_KEYS = ("name", "call", "text", "chat", "web", "hours", "languages", "for", "about", "source", "verified_on")
_SHAPES = {  # what a value looks like, and the remedy where it does not
    "code": (re.compile("(?!UK)[A-Z]{2}"), "Write ISO 3166 codes of two capitals: US, GB (not UK) ..."),
    "number": (re.compile("[+*#]?[0-9][0-9 ()*#-]*"), "Write a number, as it is dialled inside the country"),
    "https": (re.compile(r"https://[^\s/.]+\.\S+"), "Give an address that begins with https://"),
    "day": (re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), "Write a day as year-month-day, such as 2026-11-15"),
    "language": (re.compile("[a-z]{2,3}([_-][A-Za-z]+)?"), "Write language codes, such as en and es"),
    "words": (re.compile(r".*\S.*"), "Write a text"),
}


class _Texts(yaml.constructor.BaseConstructor):
    """Makes every value a text (NO, on, 024, dates); a key written twice is an error."""

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

    def concerns(self, key: str) -> tuple[Concern, ...]:
        given = dict.fromkeys(map(str, self.items(key)))
        if unknown := [one for one in given if one not in CONCERNS]:
            self.fail(f"`{key}` is {unknown[0]!r}", f"Leave it out, or name some of {', '.join(CONCERNS)}")
        return tuple(concern for concern in CONCERNS if concern in given)

    def day(self, key: str) -> date:
        given = self.one(key, "day")
        try:
            return date.fromisoformat(given)
        except ValueError:
            self.fail(f"`{key}` is {given!r}, which is on no calendar", _SHAPES["day"][1])


def read(path: Path) -> dict[str, CountryLines]:
    """Give the entries of one file by country; elsewhere is under "". Raises DirectoryError."""
    root = _Node(path, "", {})
    try:
        text = text_in(path, path.parents[1])
        tree = yaml.compose(text, Loader=loader_for(text))
        data = _Texts().construct_document(tree) if tree else None
    except OSError as error:
        root.fail(f"cannot be read: {error.strerror}", "Put a file with crisis lines there")
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        root.fail(f"cannot be read: {' '.join(str(error).split())}", "It has to be valid YAML in UTF-8")
    except RecursionError:
        root.fail("cannot be read: it is nested too deeply", "It has to be valid YAML in UTF-8")
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
    emergency, lines = node.many("emergency", "number"), _lines(node)
    for code in (node.where, *node.many("also", "code")):
        yield CountryLines(code, emergency, lines)


def _lines(node: _Node) -> tuple[Line, ...]:
    node.need("lines")
    numbered = enumerate(node.items("lines"), 1)
    found = tuple(_line(node.below(f"line {number}", item, _LINE_KEYS)) for number, item in numbered)
    if all(line.about for line in found):
        node.fail("every line has `about`", "Keep one line without it: it is shown where nobody knows what it is about")
    return found


def _line(node: _Node) -> Line:
    fields, text = node.fields, node.below("text", node.fields.get("text", {}), ("to", "word"))
    for keys in (["name"], ["hours"], ["languages"], ["call", "text", "chat", "web"]):
        node.need(*keys)
    return Line(
        name=node.localized("name", "words"),
        hours=node.localized("hours", "words"),
        languages=node.many("languages", "language"),
        source=node.one("source", "https"),
        verified_on=node.day("verified_on"),
        call=node.one("call", "number") if "call" in fields else None,
        text_to=text.one("to", "number") if "text" in fields else None,
        text_word=text.localized("word", "words"),
        chat=node.localized("chat", "https"),
        web=node.localized("web", "https"),
        about=node.concerns("about"),
        audience=node.one("for", "words") if "for" in fields else EVERYONE,
    )
