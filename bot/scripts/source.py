"""Reading one script file. Everything stays text (``yes``, ``no`` and dates too), and every value knows its line."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.diagnostics import Finding, finding
from bot.engine import Dialogue
from bot.scripts.codes import CODES

T = TypeVar("T")
Tree = str | list["Node"] | dict[str, "Node"]


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value with the line it begins on."""

    value: Tree
    line: int

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


@dataclass(slots=True)
class Source:
    """A script as written: its file, text, findings, and (where it could be understood) the dialogue."""

    file: Path
    text: str
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    dialogue: Dialogue | None = None
    digest: str = ""

    def report(self, number: str, line: int, message: str, remedy: str = "") -> None:
        """Notes a finding in this file."""
        self.findings.append(finding(CODES, number, self.file, line, message, remedy))

    def line_of(self, state: str) -> int:
        """The line on which a state begins; 1 where that is unknown."""
        return self.lines.get(state, 1)


# No script is nested more deeply.
_DEEPEST = 50


class TextLoader(yaml.BaseLoader):
    """Leaves everything text, and refuses anchors: a few lines of them can stand for millions of values."""

    def compose_node(self, parent: Any, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's parser is untyped
        if getattr(event, "anchor", None) is not None:
            raise AnchorError(event.start_mark.line + 1)
        return super().compose_node(parent, index)


class AnchorError(yaml.YAMLError):
    """An anchor or alias, on the line given."""

    def __init__(self, line: int) -> None:
        super().__init__(f"anchors and aliases are not allowed (line {line})")
        self.line = line


def loader_for(text: str) -> Any:
    """The class to read a text with.

    PyYAML's loader in C is ten times as fast, and taken for a text that it is sure to read: it refuses no anchors, and
    crashes on what is nested deeply, so both are looked for beforehand, one event after the other. The one in Python
    says what is wrong.
    """
    fast = getattr(yaml, "CBaseLoader", None)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=fast) if fast else ():
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST or getattr(event, "anchor", None) is not None:
                return TextLoader
    except (yaml.YAMLError, ValueError):
        return TextLoader
    return fast or TextLoader


def parse(source: Source) -> Node | None:
    """The file's tree; None, with a finding, where it is no YAML or no mapping."""
    try:
        root = yaml.compose(source.text, Loader=loader_for(source.text))
    except AnchorError as found:
        source.report("D023", found.line, "anchors and aliases are not allowed.")
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be read"
        source.report("D022", mark.line + 1 if mark else 1, f"{reason}.")
    else:
        if isinstance(root, yaml.MappingNode):
            return _node(source, root)
        source.report("D022", 1, "the file is no mapping of keys to values.")
    return None


def _node(source: Source, node: yaml.Node) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                source.report("D005", key.start_mark.line + 1, f"{name!r} stands here twice.")
            found[name] = _node(source, value)
        return Node(found, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(source, item) for item in node.value], line)
    return Node(str(node.value), line)


def digest_of(tree: Node) -> str:
    """A hash of the script's shape: comments, spacing and the order of states do not count; everything else does."""
    plain = tree.plain()
    for key in ("states", "answers", "moves"):
        if isinstance(plain.get(key), dict):
            plain[key] = dict(sorted(plain[key].items()))
    canonical = json.dumps(dict(sorted(plain.items())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class Reader:
    """Takes the values of one mapping by key and form, and reports what does not fit."""

    def __init__(self, source: Source, node: Node, what: str, known: frozenset[str]) -> None:
        self.source, self.line, self.what = source, node.line, what
        self.values: dict[str, Node] = {}
        if not isinstance(node.value, dict):
            source.report("D007", node.line, f"{what} is no mapping of keys to values.")
            return
        self.values = node.value
        for key, value in self.values.items():
            if key not in known:
                near = get_close_matches(key, known, 1)
                hint = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(sorted(known))}."
                source.report("D006", value.line, f"{what}: {key!r} is unknown.", hint)

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def line_of(self, key: str) -> int:
        """The line of the value under ``key``, or of the mapping itself."""
        return self.values[key].line if key in self.values else self.line

    def text(self, key: str, default: str = "") -> str:
        """A plain text."""
        node = self.values.get(key)
        if node is None:
            return default
        if not isinstance(node.value, str):
            self.wrong(key, "a plain word or text")
            return default
        return node.value

    def name(self, key: str) -> str | None:
        """A text, or None where the key is absent or empty."""
        return self.text(key) or None

    def number(self, key: str) -> int | None:
        """A whole number from 1 up."""
        text = self.text(key)
        if text and not re.fullmatch(r"[1-9][0-9]{0,5}", text):
            self.wrong(key, "a whole number from 1 up")
            return None
        return int(text) if text else None

    def yes(self, key: str, default: bool) -> bool:
        """``true`` or ``false`` (or ``yes``, ``no``)."""
        text = self.text(key).lower()
        if not text:
            return default
        if text not in ("true", "yes", "false", "no"):
            self.wrong(key, "true or false")
        return text in ("true", "yes")

    def names(self, key: str) -> tuple[str, ...]:
        """A list of names; a single one may stand alone."""
        node = self.values.get(key)
        if node is None:
            return ()
        if isinstance(node.value, str):
            return (node.value,)
        if isinstance(node.value, list) and all(isinstance(item.value, str) for item in node.value):
            return tuple(str(item.value) for item in node.value)
        self.wrong(key, "a list of names")
        return ()

    def items(self, key: str) -> Iterator[tuple[str, Node]]:
        """The entries of the mapping under ``key``."""
        node = self.values.get(key)
        if node is None:
            return
        if not isinstance(node.value, dict):
            self.wrong(key, "a mapping")
            return
        yield from node.value.items()

    def made(self, key: str, form: Callable[[str], T | None], expected: str) -> T | None:
        """The text under ``key`` through ``form``, which answers None where it does not fit."""
        text = self.text(key)
        if not text:
            return None
        made = form(text)
        if made is None:
            self.wrong(key, expected)
        return made

    def wrong(self, key: str, expected: str) -> None:
        """Reports that the value under ``key`` has the wrong form."""
        self.source.report("D007", self.line_of(key), f"{self.what}: {key} is not {expected}.")
