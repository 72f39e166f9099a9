"""`strongsuit safety`: messages in, one JSON object a line out."""

import json

import pytest
from typer.testing import CliRunner

from bot.cli import app

MESSAGES = ["I want to kill myself tonight", "what a nice day", "", "mi novio me pega", "“this exam is killing me” 😂"]


def looked_at(*options: str, text: str) -> list[dict[str, object]]:
    """What the command answers."""
    result = CliRunner().invoke(app, ["safety", *options], input=text)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_gets_an_answer_in_its_place() -> None:
    """An empty one too; nothing of what was written is in it."""
    found = looked_at(text="\n".join(MESSAGES) + "\n")
    assert [one["concern"] for one in found] == ["suicide", None, None, "abuse", None]
    assert [one["grade"] for one in found] == ["active", None, None, "active", None]
    assert all(set(one) == {"concern", "grade"} for one in found)


def test_the_rule_is_named_where_that_is_asked_for() -> None:
    """So that a programme can tell us which one was wrong."""
    [found] = looked_at("--explain", text="I want to kill myself tonight\n")
    assert isinstance(found["rule"], str)
    assert found["rule"].startswith("en.suicide.")
    signs = found["signs"]
    assert isinstance(signs, list)
    assert signs[0]["rule"] == found["rule"]
    assert "kill" in signs[0]["words"]
    [nothing] = looked_at("--explain", text="what a nice day\n")
    assert (nothing["rule"], nothing["signs"]) == (None, [])


@pytest.mark.parametrize("text", ["\ud800 broken\n", "a" * 70_000 + "\n", "\x00\x01\n"])
def test_no_line_stops_it(text: str) -> None:
    """Whatever a file of phrases holds."""
    assert len(looked_at(text=text.encode("utf-8", "replace").decode())) >= 1


def test_no_input_is_no_answer() -> None:
    """An empty file is fine."""
    assert looked_at(text="") == []
