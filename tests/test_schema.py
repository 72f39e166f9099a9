"""The JSON Schema that editors use says what the reader of scripts says."""

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.app.content import ACTIONS, NEEDS, content_roots
from bot.scripts.build import SCRIPT_KEYS, STATE_KEYS
from bot.scripts.catalog import script_files
from bot.scripts.codes import CODES
from bot.scripts.source import Source, parse

SCHEMA = json.loads(files("bot.scripts").joinpath("schema.json").read_text("utf-8"))
SCRIPTS = script_files(content_roots(None))

# Codes that are about the form of one value; how things hang together is beyond a schema.
ABOUT_FORM = ("D006", "D007", "D009", "D014", "D015", "D018")
BEYOND = ("D001", "D002", "D003", "D004", "D008", "D012", "D013", "D016", "D017", "D020", "D025", "C020")


def as_text(text: str) -> Any:
    """A script as the program reads it: every value a text."""
    tree = parse(Source(SCRIPTS[0], text))
    assert tree is not None
    return tree.plain()


def as_editors_read(value: Any) -> Any:
    """The same as YAML 1.2 has it: whole numbers, true and false are no texts."""
    if isinstance(value, dict):
        return {key: as_editors_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_editors_read(inner) for inner in value]
    if value in ("true", "false"):
        return value == "true"
    return int(value) if re.fullmatch("[0-9]+", value) else value


def wrong(value: Any) -> list[str]:
    """What the schema has against a script."""
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(value)]


def described(node: Any, path: str = "") -> list[str]:
    """The keys under ``properties`` that lack a title or a description."""
    found = []
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            found += [f"{path}/{name}"] if not {"title", "description"} <= set(inner) else []
        for name, inner in node.items():
            found += described(inner, f"{path}/{name}")
    return found


def test_the_schema_is_one() -> None:
    """It is valid itself, in the draft it names, and every key is explained."""
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)
    assert described(SCHEMA) == []


def test_its_keys_are_those_of_the_reader() -> None:
    """Neither side knows a key that the other does not."""
    assert set(SCHEMA["properties"]) == SCRIPT_KEYS
    assert set(SCHEMA["$defs"]["state"]["properties"]) == STATE_KEYS


def test_its_needs_and_actions_are_those_of_the_program() -> None:
    """What editors offer to complete is what there is."""
    assert tuple(SCHEMA["$defs"]["need"]["enum"]) == NEEDS
    assert tuple(SCHEMA["$defs"]["action"]["enum"]) == ACTIONS


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_every_shipped_script_validates(file: Any) -> None:
    """As the program reads it, and as an editor does."""
    value = as_text(file.read_text("utf-8"))
    assert wrong(value) == []
    assert wrong(as_editors_read(value)) == []


@pytest.mark.parametrize("number", ABOUT_FORM)
def test_errors_of_form_show_in_an_editor(number: str) -> None:
    """What is wrong with a single value is seen while typing."""
    assert wrong(as_text(CODES[number].example))


@pytest.mark.parametrize("number", BEYOND)
def test_errors_of_sense_are_left_to_lint(number: str) -> None:
    """The schema refuses nothing that the reader takes."""
    assert wrong(as_text(CODES[number].example)) == []
