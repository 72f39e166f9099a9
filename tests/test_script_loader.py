"""Scripts are read by the loader in C where it is sure, and by the one in Python where something is to be said."""

from pathlib import Path

import pytest
import yaml

from bot.app.content import content_roots
from bot.scripts import source
from bot.scripts.source import Source, TextLoader, parse

SHIPPED = sorted((content_roots(None)[0] / "dialogues").glob("*.yaml"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_both_loaders_read_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values, and the lines they stand on."""
    text = file.read_text("utf-8")
    fast = parse(Source(file, text))
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    assert parse(Source(file, text)) == fast is not None


@pytest.mark.parametrize(
    ("text", "code"),
    (
        ("[" * 3000, "D022"),
        ("a: " + "{b: " * 2000, "D022"),
        ("".join(" " * depth + "a:\n" for depth in range(400)), "D022"),
        ("a: &x 1\nb: *x", "D023"),
        ("a: {b: &x [1]}", "D023"),
        ("a: b: c", "D022"),
        ("a: \x00", "D022"),
        ("- a", "D022"),
        ("", "D022"),
    ),
)
def test_what_is_no_script_is_said_and_crashes_nothing(text: str, code: str) -> None:
    """Also where the loader in C would take the whole program down."""
    read = Source(Path("x.yaml"), text)
    assert parse(read) is None
    assert [one.code for one in read.findings] == [code]


def test_what_is_said_does_not_depend_on_the_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one in Python finds the words for what is wrong."""
    said = []
    for _ in range(2):
        read = Source(Path("x.yaml"), "dialogue: x\nstates: {a: [}\n")
        parse(read)
        said.append(read.findings)
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    assert said[0] == said[1] != []


def test_a_sure_text_is_read_by_the_fast_one() -> None:
    """Where PyYAML comes with it."""
    fast = getattr(yaml, "CBaseLoader", TextLoader)
    assert source.loader_for("a: {b: [c]}") is fast
    assert source.loader_for("a: &b c") is TextLoader
