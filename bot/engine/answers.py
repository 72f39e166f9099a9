"""Writing answers into their slots without changing the mapping that was passed in."""

from collections.abc import Mapping
from typing import Any

from bot.engine.script import AnswerSpec, ScriptError, Slot
from bot.engine.session import Answers, Place


def blank(specs: Mapping[str, AnswerSpec]) -> Answers:
    """The answers of a dialogue before its first question: empty lists, empty texts."""
    return {name: () if spec.kind == "list" else "" for name, spec in specs.items()}


def locate(answers: Answers, slot: Slot) -> Place:
    """The place that ``slot`` means for these answers. Raises `ScriptError` for ``[last]`` of an empty list."""
    if slot.item is None:
        return Place(slot.name)
    items = answers.get(slot.name, ())
    if slot.item == "new":
        return Place(slot.name, len(items), slot.field)
    if not items:
        raise ScriptError(f"save: {slot.name}[last] while {slot.name} is still empty")
    return Place(slot.name, len(items) - 1, slot.field)


def put(specs: Mapping[str, AnswerSpec], answers: Answers, place: Place, value: Any) -> Answers:
    """A copy of ``answers`` that holds ``value`` at ``place``; a list may grow by one item, blank at first."""
    if place.item is None:
        return {**answers, place.name: value}
    items = list(answers.get(place.name, ()))
    if place.item == len(items):
        items.append(dict.fromkeys(specs[place.name].fields, "") if place.name in specs else {})
    if place.item >= len(items):
        return answers
    items[place.item] = {**items[place.item], place.field or "text": value}
    return {**answers, place.name: tuple(items)}


def held_at(answers: Answers, place: Place) -> Any:
    """What stands at ``place``; None where nothing does."""
    if place.item is None:
        return answers.get(place.name)
    items = answers.get(place.name, ())
    return items[place.item].get(place.field or "text") if place.item < len(items) else None


def frozen(value: Any) -> Any:
    """``value`` with tuples in the place of lists, at every depth, as answers hold them."""
    if isinstance(value, str):
        return value  # as nearly all are; asking whether something is a mapping takes long
    if isinstance(value, list | tuple):
        return tuple([frozen(item) for item in value])
    if isinstance(value, Mapping):
        return {key: frozen(item) for key, item in value.items()}
    return value
