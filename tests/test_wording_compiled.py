"""Compiled words that are kept: nothing old is used, nothing damaged is believed, and nothing is kept of an overlay."""

import sys
from pathlib import Path

import pytest

from bot.app.content import content_roots
from bot.wording import compiled
from bot.wording.compiled import Compiled, may_be_kept
from bot.wording.render import Voice, Wording

CODE = compile("1 + 1", "words", "eval")
FILE = content_roots(None)[0] / "prompts" / "en" / "home.j2"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiled:
    """An empty store, in which files may be kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Compiled(tmp_path)


def test_what_was_kept_is_there_at_the_next_start(kept: Compiled, tmp_path: Path) -> None:
    """By its name, its place and its words."""
    key = kept.key("home", FILE, "words")
    assert kept.get(key) is None
    kept.put(key, CODE)
    kept.save()
    found = Compiled(tmp_path).get(key)
    assert found is not None
    assert eval(found) == 2  # noqa: S307 - two lines above


def test_another_word_another_name_or_another_place_is_another_file(kept: Compiled) -> None:
    """Each is compiled for itself."""
    keys = {
        kept.key(name, file, words)
        for name in ("home", "plan")
        for file in (FILE, FILE.with_name("plan.j2"))
        for words in ("a", "b")
    }
    assert len(keys) == 8


def test_another_version_of_the_compiler_uses_nothing_of_the_old_one(
    kept: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of Python, of Jinja, or of the filters that words may use."""
    before = kept.key("home", FILE, "words")
    monkeypatch.setattr(compiled, "_compiler", lambda: b"another")
    assert kept.key("home", FILE, "words") != before


@pytest.mark.parametrize("harm", (b"", b"x", b"x" * 500))
def test_a_damaged_store_is_as_none(kept: Compiled, tmp_path: Path, harm: bytes) -> None:
    """Cut short, or with something else in it."""
    key = kept.key("home", FILE, "words")
    kept.put(key, CODE)
    kept.save()
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:40] + harm)
    assert Compiled(tmp_path).get(key) is None


def test_where_nothing_can_be_written_nothing_is_lost(tmp_path: Path, kept: Compiled) -> None:
    """A package that belongs to somebody else."""
    occupied = tmp_path / "taken"
    occupied.write_text("a file where the folder would be")
    store = Compiled(occupied)
    store.put(b"key", CODE)
    store.save()
    assert store.get(b"key") is None
    assert occupied.read_text() == "a file where the folder would be"


def test_nothing_is_kept_where_python_keeps_nothing(
    kept: Compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``PYTHONDONTWRITEBYTECODE`` holds for this, too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.put(b"key", CODE)
    kept.save()
    assert list(tmp_path.iterdir()) == []


def test_words_of_an_overlay_are_compiled_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes words cannot make anything be read as code."""
    folder = tmp_path / "prompts" / "en"
    folder.mkdir(parents=True)
    (folder / "home.j2").write_text("{% block hello %}Hello.{% endblock %}")
    asked: list[bytes] = []
    monkeypatch.setattr(Compiled, "get", lambda _, key: asked.append(key))
    wording = Wording([tmp_path])
    assert wording.say("en", "home", "hello", {}, Voice()) == "Hello."
    assert asked == []
    assert not may_be_kept(folder / "home.j2")
    assert may_be_kept(FILE)


def test_kept_words_are_the_words(kept: Compiled, tmp_path: Path) -> None:
    """The same block from a file that was compiled, and from one that was kept."""
    said = []
    for _ in range(2):
        wording = Wording(content_roots(None))
        wording._compiled = Compiled(tmp_path)
        wording.preload()
        said.append(wording.label("en", "home", "title", {}))
    assert said[0] == said[1] != ""
