"""From a script's tree to the engine's `Dialogue`. Forms are checked here; how things hang together, in lint."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Literal

from bot.engine import Dialogue, State
from bot.engine.script import AnswerSpec, Branch, Choice, ChoicesFrom, Expression, KeepRule, Slot
from bot.scripts.expressions import compile_expression
from bot.scripts.source import Node, Reader, Source, digest_of, parse

SCRIPT_KEYS = frozenset({
    "dialogue", "version", "start", "expire_after", "answers", "states", "needs", "command", "aside", "consent",
    "moves",
})  # fmt: skip
STATE_KEYS = frozenset({
    "wait", "save", "keep", "choices", "choices_from", "next", "skip", "back", "nudge", "do", "with", "call", "end",
    "then", "offers", "offers_from", "silent", "rests", "wakes", "again",
})  # fmt: skip
CHOICES_FROM_KEYS = frozenset({"items", "value", "label", "to", "numbered"})
KEEP_KEYS = frozenset({"section", "as", "section_from", "text", "about", "area", "ref"})

_DURATION = re.compile(r"([1-9][0-9]{0,4})(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SLOT = re.compile(r"([a-z][a-z0-9_]*)(?:\[(new|last)\](?:\.([a-z][a-z0-9_]*))?)?")
_CHOICE_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")


def read_script(file: Path, text: str) -> Source:
    """Reads one script. Never raises: faults are in ``findings``; with no usable script, ``dialogue`` is None."""
    source = Source(file, text)
    tree = parse(source)
    if tree is not None:
        source.digest = digest_of(tree)
        source.dialogue = build_dialogue(source, tree)
    return source


def build_dialogue(source: Source, tree: Node) -> Dialogue | None:
    """The dialogue in ``tree``; None, with findings, where it has no usable name, version or states."""
    reader = Reader(source, tree, "the script", SCRIPT_KEYS)
    name = reader.made("dialogue", lambda text: text if _NAME.fullmatch(text) else None, "a name in lower case")
    version = reader.number("version")
    states = {key: _state(source, key, node) for key, node in reader.items("states")}
    for key, found in (("dialogue", name), ("version", version), ("states", states)):
        if not found and key not in reader:
            source.report("D007", 1, f"the script has no {key}.", f"Add {key}: at the top level.")
    if not name or not version or not states:
        return None
    return Dialogue(
        name=name,
        version=version,
        start=reader.text("start"),
        states=states,
        answers={key: _answer(source, key, node) for key, node in reader.items("answers")},
        expire_after=reader.made("expire_after", duration, "a duration such as 30m, 24h or 7d"),
        needs=reader.names("needs"),
        command=reader.made("command", _command, "a command of a-z, 0-9 and _, at most 32 long"),
        aside=reader.yes("aside", False),
        consent=reader.yes("consent", True),
        moves=_moves(source, reader),
    )


def _command(text: str) -> str | None:
    """Telegram's own form of a command (Bot API, BotCommand)."""
    return text if re.fullmatch(r"[a-z0-9_]{1,32}", text) else None


def duration(text: str) -> timedelta | None:
    """``24h`` and the like as a duration; None where it is none."""
    found = _DURATION.fullmatch(text)
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


def _moves(source: Source, reader: Reader) -> dict[int, dict[str, str]]:
    moves: dict[int, dict[str, str]] = {}
    for key, node in reader.items("moves"):
        inner = Reader(
            source, node, f"moves from {key}", frozenset(node.value) if isinstance(node.value, dict) else frozenset()
        )
        if not key.isdecimal():
            source.report("D007", node.line, f"moves: {key!r} is no version number.")
            continue
        moves[int(key)] = {old: inner.text(old) for old in inner.values}
    return moves


def _answer(source: Source, name: str, node: Node) -> AnswerSpec:
    if node.value in ("text", "choice"):
        return AnswerSpec("text" if node.value == "text" else "choice")
    reader = Reader(source, node, f"answer {name}", frozenset({"list_of", "at_most"}))
    fields = tuple(key for key, _ in reader.items("list_of"))
    if isinstance(node.value, str) or not fields:
        source.report("D007", node.line, f"answer {name} is neither text, choice nor a list_of fields.")
    return AnswerSpec("list", fields, reader.number("at_most"))


def _state(source: Source, name: str, node: Node) -> State:
    source.lines[name] = node.line
    reader = Reader(source, node, f"state {name}", STATE_KEYS)
    return State(
        name=name,
        wait=reader.made(
            "wait", lambda t: "text" if t == "text" else "choice" if t == "choice" else None, "text or choice"
        ),
        save=reader.made("save", _slot, "an answer such as name, list[new].field or list[last].field"),
        keep=_keep(source, reader),
        choices=tuple(_choice(source, name, key, value) for key, value in reader.items("choices")),
        choices_from=_choices_from(source, reader),
        next=_branches(source, reader),
        skip=reader.name("skip"),
        back=reader.yes("back", True),
        nudge_after=_nudge(source, reader),
        do=reader.name("do"),
        arguments={key: found for key, value in reader.items("with") if (found := _expression(source, value))},
        call=reader.name("call"),
        end=reader.name("end"),
        then=reader.name("then"),
        offers=reader.names("offers"),
        offers_from=_expression_at(source, reader, "offers_from"),
        silent=reader.yes("silent", False),
        rests=reader.yes("rests", False),
        wakes=reader.yes("wakes", False),
        again=reader.yes("again", False),
    )


def _slot(text: str) -> Slot | None:
    found = _SLOT.fullmatch(text)
    if not found:
        return None
    item: Literal["new", "last"] | None = "new" if found[2] == "new" else "last" if found[2] else None
    return Slot(found[1], item, found[3])


def _expression(source: Source, node: Node) -> Expression | None:
    if not isinstance(node.value, str):
        source.report("D011", node.line, "an expression is written as one text.")
        return None
    try:
        return compile_expression(node.value)
    except ValueError as error:
        source.report("D011", node.line, f"{node.value!r}: {error}.")
        return None


def _expression_at(source: Source, reader: Reader, key: str) -> Expression | None:
    return _expression(source, reader.values[key]) if key in reader else None


def _keep(source: Source, reader: Reader) -> KeepRule | None:
    node = reader.values.get("keep")
    if node is None:
        return None
    if isinstance(node.value, str):
        return KeepRule(node.value)
    inner = Reader(source, node, f"{reader.what}: keep", KEEP_KEYS)
    if "section" not in inner and "section_from" not in inner:
        source.report("D007", node.line, f"{reader.what}: keep names no section.")
    return KeepRule(
        inner.text("section"),
        inner.text("as"),
        _expression_at(source, inner, "section_from"),
        _expression_at(source, inner, "text"),
        _expression_at(source, inner, "about"),
        _expression_at(source, inner, "area"),
        inner.name("ref"),
    )


def _choice(source: Source, state: str, name: str, node: Node) -> Choice:
    if not _CHOICE_NAME.fullmatch(name):
        source.report("D018", node.line, f"state {state}: {name!r} cannot name a choice.")
    if isinstance(node.value, str):
        return Choice(name, node.value)
    reader = Reader(source, node, f"state {state}: choice {name}", frozenset({"to", "if"}))
    return Choice(name, reader.text("to"), _expression_at(source, reader, "if"))


def _choices_from(source: Source, reader: Reader) -> ChoicesFrom | None:
    node = reader.values.get("choices_from")
    if node is None:
        return None
    inner = Reader(source, node, f"{reader.what}: choices_from", CHOICES_FROM_KEYS)
    items = _expression_at(source, inner, "items")
    if items is None:
        source.report("D007", node.line, f"{reader.what}: choices_from has no items.")
        return None
    value, label = inner.text("value", "value"), inner.text("label", "label")
    return ChoicesFrom(items, inner.text("to"), value, label, inner.yes("numbered", False))


def _branches(source: Source, reader: Reader) -> tuple[Branch, ...]:
    node = reader.values.get("next")
    if node is None:
        return ()
    if isinstance(node.value, str):
        return (Branch(node.value),)
    if not isinstance(node.value, list):
        reader.wrong("next", "a state or a list of {if, to} and {else}")
        return ()
    return tuple(_branch(source, reader.what, item) for item in node.value)


def _branch(source: Source, what: str, node: Node) -> Branch:
    reader = Reader(source, node, f"{what}: next", frozenset({"if", "to", "else"}))
    if "else" in reader:
        return Branch(reader.text("else"))
    if "if" not in reader or "to" not in reader:
        source.report("D007", node.line, f"{what}: a branch is {{if: ..., to: ...}} or {{else: ...}}.")
    return Branch(reader.text("to"), _expression_at(source, reader, "if"))


def _nudge(source: Source, reader: Reader) -> timedelta | None:
    node = reader.values.get("nudge")
    if node is None:
        return None
    inner = Reader(source, node, f"{reader.what}: nudge", frozenset({"after"}))
    return inner.made("after", duration, "a duration such as 24h")
