"""Lint of scripts: each number has an example that trips it and nothing else, and a mended form that trips nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from helpers_content import on_a_part

from bot.app.check import check_content
from bot.diagnostics import Finding
from bot.scripts.build import read_script
from bot.scripts.catalog import load_catalog
from bot.scripts.codes import CODES
from bot.scripts.lint import Known, lint
from bot.scripts.published import check_published, publish

ON_DISK = {"D010", "D019", "D021", "D024", "D026"}

# For each example: what to put in the place of what. "" as the first: the whole example is replaced.
MENDED = {
    "D001": ("  one: {next: nowhere}\n", "  one: {next: bye}\n  bye: {end: completed}\n"),
    "D002": ("to: bye}]", "to: bye}, {else: bye}]"),
    "D003": ("one: {}", "one: {end: completed}"),
    "D004": ("  lost: {next: bye}\n", ""),
    "D005": ("  one: {next: bye}\n  one: {next: bye}\n", "  one: {next: bye}\n"),
    "D006": ("nxt: bye, ", ""),
    "D007": ("wait: soon, ", ""),
    "D008": ("start: zero", "start: one"),
    "D009": ("end: completed, next", "next"),
    "D011": ("'helped |'", "true"),
    "D012": ("hepled", "beneath"),
    "D013": ("states:", "answers: {said: text}\nstates:"),
    "D014": ("world.save", "plan.adopt"),
    "D015": ("weather", "plan"),
    "D016": ("elsewhere", "example"),
    "D017": ("two: {next: one}", "two: {end: completed}"),
    "D018": ("_skip", "rest"),
    "D020": ("gone", "bye"),
    "D022": ("", "dialogue: example\nversion: 1\nstart: one\nstates: {one: {end: completed}}\n"),
    "D023": ("&a ", ""),
    "D025": ("answers: {plan: text}", "answers: {line: text}"),
    "C020": ("next: bye", "skip: bye, next: bye"),
}
WORDS = """{% block one %}What helps?{% endblock %}
{% block one_rest %}Rest{% endblock %}
{% block bye %}Bye.{% endblock %}
"""
SCRIPT = """dialogue: example
version: 1
start: one
states:
  one: {wait: choice, choices: {rest: bye}}
  bye: {end: completed}
"""


def findings_in(text: str) -> list[Finding]:
    """What lint says of one script by itself."""
    source = read_script(Path("example.yaml"), text)
    lint(source, Known({"plan.adopt"}, {"plan"}, {"example"}))
    return source.findings


def numbers(text: str) -> set[str]:
    """The numbers that a script trips."""
    return {item.code for item in findings_in(text)}


def folder(root: Path, scripts: dict[str, str], words: dict[str, str] | None = None) -> Path:
    """A content folder with the scripts by file name, and the same words in both languages."""
    for path in (root / "dialogues", root / "prompts" / "en", root / "prompts" / "es"):
        path.mkdir(parents=True, exist_ok=True)
    for name, text in scripts.items():
        (root / "dialogues" / f"{name}.yaml").write_text(text, "utf-8")
    for name, text in (words or {}).items():
        for locale in ("en", "es"):
            (root / "prompts" / locale / f"{name}.j2").write_text(text, "utf-8")
    return root


def of_folder(root: Path) -> list[Finding]:
    """What the scripts of a folder trip, published versions included."""
    catalog, findings = load_catalog([root], actions={"plan.adopt"}, needs={"plan"})
    return findings + check_published(catalog, [root])


def of_overlay(root: Path) -> list[Finding]:
    """What the whole check says about the scripts of an overlay (the care of these few words is beside the point)."""
    with on_a_part():
        found = check_content(root, "en", date(2027, 1, 1))
    return [item for item in found if item.file.is_relative_to(root) and item.code.startswith("D")]


def test_every_number_is_tested() -> None:
    """No code is without an example."""
    assert set(MENDED) | ON_DISK == set(CODES)
    assert {number for number, code in CODES.items() if not code.example} == ON_DISK


@pytest.mark.parametrize("number", sorted(MENDED))
def test_an_example_trips_its_own_number(number: str) -> None:
    """It names the file and a line of it, and ends with the remedy."""
    found = findings_in(CODES[number].example)
    assert {item.code for item in found} == {number}
    for item in found:
        assert 1 <= item.line <= CODES[number].example.count("\n") + 1
        assert str(item).startswith(f"example.yaml:{item.line}: {number} {CODES[number].severity}: ")
        assert str(item).endswith(item.remedy)
        assert item.remedy.endswith((".", "?"))


@pytest.mark.parametrize("number", sorted(MENDED))
def test_a_mended_example_trips_nothing(number: str) -> None:
    """The remedy leads out of it."""
    before, after = MENDED[number]
    example = CODES[number].example
    assert before in example
    assert numbers(example.replace(before, after) if before else after) == set()


def test_a_state_without_words(tmp_path: Path) -> None:
    """D010 for words, for a label, for a whole file, and for the title of what is offered."""
    lacking = WORDS.replace("block one %}", "block other %}")
    found = of_overlay(folder(tmp_path / "words", {"example": SCRIPT}, {"example": lacking}))
    assert [(item.code, item.line) for item in found] == [("D010", 5)]
    assert "state one has no block 'one'" in found[0].message
    found = of_overlay(folder(tmp_path / "label", {"example": SCRIPT}, {"example": WORDS.replace("_rest", "_best")}))
    assert [(item.code, item.line) for item in found] == [("D010", 5)]
    found = of_overlay(folder(tmp_path / "file", {"example": SCRIPT}))
    assert [(item.code, item.line) for item in found] == [("D010", 1)]
    offering = SCRIPT.replace("end: completed", "end: completed, offers: example")
    found = of_overlay(folder(tmp_path / "title", {"example": offering}, {"example": WORDS}))
    assert [(item.code, item.line) for item in found] == [("D010", 6)]
    assert of_overlay(folder(tmp_path / "mended", {"example": SCRIPT}, {"example": WORDS})) == []


def test_a_label_may_come_from_the_shared_file(tmp_path: Path) -> None:
    """What several dialogues say alike is written once."""
    words = {"example": WORDS.replace("one_rest", "lost"), "shared": "{% block one_rest %}Rest{% endblock %}"}
    assert of_overlay(folder(tmp_path, {"example": SCRIPT}, words)) == []


def test_unreadable_words_are_not_missing(tmp_path: Path) -> None:
    """The root cause comes alone: W003, and no D010 for every state."""
    assert of_overlay(folder(tmp_path, {"example": SCRIPT}, {"example": "{% block one %}"})) == []


def test_a_published_version_that_changed(tmp_path: Path) -> None:
    """D019 with the number to take next; a comment, or the order of states, is no change."""
    root = folder(tmp_path, {"example": SCRIPT})
    catalog, _ = load_catalog([root], actions=(), needs=())
    assert publish(catalog, root)[0] == ["example version 1"]
    assert of_folder(root) == []
    folder(root, {"example": "# a comment\n" + SCRIPT})
    assert of_folder(root) == []
    folder(root, {"example": SCRIPT.replace("completed", "declined")})
    found = of_folder(root)
    assert [item.code for item in found] == ["D019"]
    assert "version: 2" in found[0].remedy
    folder(root, {"example": SCRIPT.replace("completed", "declined").replace("version: 1", "version: 2")})
    assert [item.code for item in of_folder(root)] == ["D024"]


def test_a_version_that_is_not_published(tmp_path: Path) -> None:
    """D024 warns where the folder publishes at all."""
    root = folder(tmp_path, {"example": SCRIPT})
    assert of_folder(root) == []
    (root / "dialogues" / "published.json").write_text(json.dumps({"other": {"1": "0"}}), "utf-8")
    found = of_folder(root)
    assert [(item.code, item.severity) for item in found] == [("D024", "warning")]


def test_a_command_that_is_taken(tmp_path: Path) -> None:
    """D021 names the dialogue that has it."""
    first = SCRIPT.replace("start: one", "start: one\ncommand: go")
    second = first.replace("dialogue: example", "dialogue: other")
    found = of_folder(folder(tmp_path, {"example": first, "other": second}))
    assert [(item.code, item.file.name) for item in found] == [("D021", "other.yaml")]
    assert of_folder(folder(tmp_path, {"other": second.replace("command: go", "command: walk")})) == []


def test_a_file_with_another_name(tmp_path: Path) -> None:
    """D026: the file is named after its dialogue."""
    found = of_folder(folder(tmp_path, {"exmaple": SCRIPT}))
    assert [item.code for item in found] == ["D026"]
    (tmp_path / "dialogues" / "exmaple.yaml").rename(tmp_path / "dialogues" / "example.yaml")
    assert of_folder(tmp_path) == []


def test_actions_in_a_circle() -> None:
    """D017: an action asks nobody anything, so it ends no loop; a called dialogue may."""
    looping = "dialogue: example\nversion: 1\nstart: one\nstates:\n  one: {do: plan.adopt, next: one}\n"
    assert numbers(looping) == {"D017"}
    assert numbers(looping.replace("do: plan.adopt", "call: example")) == set()


def test_a_misspelt_target_is_one_finding() -> None:
    """What it leaves unreachable is a consequence, and not told."""
    text = SCRIPT.replace("rest: bye", "rest: by")
    assert numbers(text) == {"D001"}


def test_a_misspelt_key_is_told_instead_of_what_follows_from_it() -> None:
    """`nxt` for `next` is one finding with the word that was meant, not a dead end besides."""
    text = "dialogue: help\nversion: 1\nstart: words\nstates:\n  words: {nxt: bye, silent: true}\n"
    source = read_script(Path("help.yaml"), text)
    lint(source, Known((), (), {"help"}))
    assert [(item.code, item.line, item.remedy) for item in source.findings] == [("D006", 5, "Did you mean 'next'?")]
