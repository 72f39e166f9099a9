"""A folder of content by somebody who means harm: it runs no code, reads no other file, and holds nobody up.

What cannot be refused when it is read is bounded when it is said. Either way there is a finding with file, line and
remedy; and at run time an error that costs one turn, not a process.
"""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from helpers_content import LITTLE, on_a_part

from bot import sandbox
from bot.app.check import check_content
from bot.app.directory import Directory
from bot.app.directory.entries import DirectoryError
from bot.content_files import LARGEST, text_in
from bot.diagnostics import Finding
from bot.engine import ScriptError
from bot.scripts.build import read_script
from bot.scripts.catalog import ContentError, load_catalog
from bot.scripts.expressions import compile_expression
from bot.scripts.published import read_published
from bot.wording import Wording, plain
from bot.wording.prompts import read_prompts
from bot.wording.render import Voice, WordingError

SECRET = "the-key-of-the-house"
SCRIPT = "dialogue: little\nversion: 1\nstart: a\nstates:\n  a: {end: completed}\n"
TEN = "[1,2,3,4,5,6,7,8,9,10]"

# No part of the language: told when the file is read, with the line.
REFUSED = {
    "a macro": "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}",
    "a macro that is called": "{% macro f() %}{% endmacro %}{% call f() %}x{% endcall %}",
    "another file": "{% include '../../../secret.txt' %}",
    "an import": "{% import '/etc/passwd' as found %}",
    "a part of an import": "{% from '../other.j2' import x %}",
    "a parent": "{% extends '/etc/passwd' %}",
    "a filter around a text": "{% filter upper %}x{% endfilter %}",
    "a text in a name": "{% set a %}x{% endset %}",
    "a name for a while": "{% with a = 1 %}{{ a }}{% endwith %}",
    "words as they are": "{% autoescape false %}<script>{% endautoescape %}",
    "a loop in itself": f"{{% for a in {TEN} recursive %}}{{{{ loop({TEN}) }}}}{{% endfor %}}",
    "itself": "{{ self.words() }}{{ self.words() }}",
    "a parent's words": "{{ super() }}",
    "the account": "{{ _spent }}",
    "a tag of tomorrow": "{% do words %}",
    "a filter of elsewhere": "{{ 'x' | attr('__class__') }}",
    "another filter": "{{ 'x' | tojson }}",
    "a number without end": "{{ " + "9" * 5000 + " }}",
    "too deep": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
}
# Found out when it is said.
FAILING = {
    "a class": "{{ ''.__class__ }}",
    "classes": "{{ ''['__class__'].__mro__[1].__subclasses__() }}",
    "a format": "{{ '{0.__class__}'.format(1) }}",
    "Jinja's own": "{{ lipsum.__globals__ }}",
    "a method of the words": "{{ shared.__globals__ }}",
    "a method of the voice": "{{ voice.__init__.__globals__ }}",
    "numbers in a row": "{{ range(10**9) }}",
    "a long text": "{{ 'a' * 1000000000 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a huge product": "{% set a = 999999999 %}" + "{% set a = a * a %}" * 30 + "{{ a }}",
    "lists put together": "{% set a = [1] %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
    "texts put together": "{% set a = 'ab' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "texts joined": "{% set a = 'abcdefghij' %}" + "{% set a = a | list | join(a) %}" * 6 + "{{ a }}",
    "a long separator": "{{ [" + "1," * 3000 + "] | join('" + "x" * 3000 + "') }}",
    "loops": "".join(f"{{% for {name} in {TEN} %}}" for name in "abcdefgh") + "{% endfor %}" * 8,
    "loops that speak": "".join(f"{{% for {name} in {TEN} %}}" for name in "abcdefgh") + "x" + "{% endfor %}" * 8,
    "loops of loops": "{% set a = 'ab' | list %}" + "{% for b in a %}" * 18 + "{% endfor %}" * 18,
    "a long loop": "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 20 + "{% for b in a | list %}{% endfor %}",
    "a long speech": "{% set a = 'x' %}"
    + "{% set a = a ~ a %}" * 20
    + f"{{% for b in {TEN} %}}{{{{ a }}}}{{% endfor %}}",
    "no day": "{{ 1 | date }}",
    "no moment": "{{ [] | time }}",
    "the same again": "{{ shared('words') }}",
}
# Shared blocks, each of which says the next one twice.
TWICE = "".join(
    f"{{% block words{n} %}}{{{{ shared('words{n + 1}') }}}}{{{{ shared('words{n + 1}') }}}}{{% endblock %}}"
    for n in range(40)
) + "{% block words40 %}.{% endblock %}"  # fmt: skip


def block(words: str) -> str:
    """A file of words with one block, on its second line."""
    return "{# A note. #}\n{% block words %}" + words + "{% endblock %}\n"


def put(root: Path, name: str, text: str) -> Path:
    """Writes a file of an overlay."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def say(root: Path, text: str, name: str = "words") -> str:
    """Says a block of the shared words."""
    put(root, "prompts/en/shared.j2", text)
    return Wording([root]).say("en", "shared", name, {}, Voice())


def checked(root: Path) -> list[Finding]:
    """What the check says of an overlay."""
    with on_a_part():
        return [item for item in check_content(root, "en", date(2026, 11, 22)) if item.file.is_relative_to(root)]


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_part_of_the_language_is_refused(tmp_path: Path, what: str) -> None:
    """With its line when the file is read; and the words of that file are not used."""
    file = put(tmp_path, "prompts/en/shared.j2", block(REFUSED[what]))
    read = read_prompts(file, Wording([tmp_path]).environment)
    assert read.broken is not None
    assert read.broken[0] in (1, 2)
    with pytest.raises(WordingError):
        say(tmp_path, block(REFUSED[what]))


@pytest.mark.parametrize("what", FAILING)
def test_what_would_go_too_far_fails_in_time(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is reached that is no data, and nothing grows without end."""
    if what != "loops":
        monkeypatch.setattr(sandbox, "MOST_ROUNDS", 2000)
    with pytest.raises(WordingError):
        say(tmp_path, block(FAILING[what]))


def test_words_that_say_each_other_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million million times, if nobody counted."""
    monkeypatch.setattr(sandbox, "MOST_ROUNDS", 1000)
    with pytest.raises(WordingError):
        say(tmp_path, TWICE, "words0")


def test_rounds_that_take_long_have_their_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rounds, each of them long: what counts then is the time they take."""
    words = "{% for a in '" + "x" * 60 + "' | list %}x{% endfor %}"
    assert say(tmp_path, block(words)) == "x" * 60
    monkeypatch.setattr(sandbox, "MOST_SECONDS", -1.0)
    with pytest.raises(WordingError):
        say(tmp_path, block(words))


def test_what_people_keep_is_said_whole(tmp_path: Path) -> None:
    """The bounds are far above what anybody has: a thousand lines of four thousand letters, gone through for each."""
    lines = tuple({"text": "w" * 4000, "ref": number} for number in range(1000))
    put(tmp_path, "prompts/en/shared.j2", block("{% for a in lines %}{{ a.text ~ ', ' }}{% endfor %}"))
    put(
        tmp_path,
        "prompts/en/other.j2",
        block("{% for a in l %}{% for b in l if a.ref == b.ref %}.{% endfor %}{% endfor %}"),
    )
    words = Wording([tmp_path])
    assert len(words.say("en", "shared", "words", {"lines": lines}, Voice())) == 4_002_000 - 1
    assert len(words.say("en", "other", "words", {"l": lines[:200]}, Voice())) == 200


def test_the_check_tells_each_at_its_place(tmp_path: Path) -> None:
    """What is refused and what fails: file, line and remedy."""
    hostile = "{# A note. #}\n{% block which %}" + FAILING["loops"] + "{% endblock %}"
    put(tmp_path, f"prompts/en/{LITTLE}.j2", hostile)
    put(tmp_path, "prompts/es/shared.j2", block(REFUSED["another file"]))
    found = {item.file.relative_to(tmp_path).as_posix(): item for item in checked(tmp_path)}
    told = found[f"prompts/en/{LITTLE}.j2"]
    assert (told.code, told.line) == ("W009", 2)
    assert "its loops go round too often" in told.message
    told = found["prompts/es/shared.j2"]
    assert (told.code, told.line) == ("W003", 2)
    assert "the tag 'include' cannot be used here" in told.message
    assert told.remedy


def test_links_without_an_end_are_read_once() -> None:
    """A thousand that are never closed, or whose address is not, take no thousand times as long."""
    for hostile in ('<a href="">' * 100_000, '<a href="' * 100_000, '<a href="x">' + "<b>" * 100_000):
        assert plain(hostile) is not None
    assert plain('<a href="https://example.org">Look <b>here</b> &amp; <i>there</i></a>.') == (
        "Look here & there (https://example.org)."
    )


# -- scripts -----------------------------------------------------------------------------------------------------------

SCRIPTS = {
    "code": "!!python/object/apply:os.system ['true']",
    "code in a value": "dialogue: !!python/name:os.system\nversion: 1\nstart: a\nstates: {a: {next: a}}",
    "laughs": "a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*b{n - 1},*b{n - 1}]\n" for n in range(1, 30)),
    "itself": "&a [*a]",
    "a key for itself": "&a ? *a : 1",
    "a merge": "base: &b {wait: text}\nstates:\n  a: {<<: *b}",
    "brackets": "[" * 100_000,
    "braces": "{" * 100_000,
    "questions": "? " * 20_000,
    "dashes": "- " * 20_000,
    "steps": "\n".join(" " * n + "a:" for n in range(900)),
    "tabs": "\t" * 100_000,
    "quotes": '"' + "\\x41" * 100_000,
    "a marker": "--- \n" * 20_000,
    "directives": "%YAML 9.9\n" * 100,
    "nothing": "\x00" * 1000,
    "halves": "dialogue: \ud800",
    "a long key": "a" * 200_000 + ": 1",
    "the same key": SCRIPT + "version: 2\nversion: 3\n",
    "states of one state": "states: " + "{a: " * 40 + "1" + "}" * 40,
    "a number": "dialogue: a\nversion: " + "9" * 10_000 + "\nstart: a\nstates: {a: {end: completed}}",
    "a duration": SCRIPT + "expire_after: 99999d\n",
    "moves": SCRIPT + "moves: {" + "9" * 5000 + ": {a: b}}\n",
    "an expression": SCRIPT.replace("{end: completed}", "{next: [{if: \"().__class__.__mro__\", to: a}, {else: a}]}"),
    "expressions": SCRIPT.replace("{end: completed}", "{next: [{if: \"" + "not " * 9000 + "1\", to: a}]}"),
}  # fmt: skip


@pytest.mark.parametrize("what", SCRIPTS)
def test_a_hostile_script_is_read_or_refused(what: str, tmp_path: Path) -> None:
    """It comes to its end with findings, or is a script like any other; nothing in it is carried out."""
    source = read_script(tmp_path / "a.yaml", SCRIPTS[what])
    assert source.dialogue is None or source.findings or source.dialogue.states
    for item in source.findings:
        assert item.line >= 1
        assert len(str(item)) < 300_000


@pytest.mark.parametrize("what", ["laughs", "itself", "a merge"])
def test_aliases_are_refused(what: str, tmp_path: Path) -> None:
    """By a finding of their own, wherever the first stands."""
    source = read_script(tmp_path / "a.yaml", SCRIPTS[what])
    assert {item.code for item in source.findings} == {"D023"}
    file = put(tmp_path, "prompts/crisis_lines.yaml", SCRIPTS[what])
    with pytest.raises(DirectoryError, match="anchors and aliases are not allowed"):
        Directory.load([file])


def test_a_script_of_many_states_is_checked(tmp_path: Path) -> None:
    """As many as a file may hold: each passes on to the next."""
    states = "".join(f"  s{n}: {{next: s{n + 1}}}\n" for n in range(12_000))
    put(tmp_path, "dialogues/little.yaml", SCRIPT.replace("  a: {end: completed}\n", "  a: {next: s0}\n") + states)
    catalog, findings = load_catalog([tmp_path], actions=(), needs=())
    assert findings
    assert len(catalog.dialogues["little"].states) == 12_001


@pytest.mark.parametrize(
    "source",
    ["[" + "1," * 9000 + "] | join('" + "x" * 9000 + "')", "('x' * 9) * 999999999", "[1] + [2]", "a | list | join(a)",
     "a ~ a ~ a ~ a", "99999999999 * 99999999999", "self", "a['__class__']"],
)  # fmt: skip
def test_an_expression_builds_nothing_huge(source: str) -> None:
    """Whatever somebody has written, and a script does with it."""
    with pytest.raises((ScriptError, ValueError)):
        compile_expression(source)({"a": "w" * 2_000_000})


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "[]", "null", '{"a": 1}', '{"a": {"x": "y"}}', "9" * 9000, "\ud800", '{"a": {"-1": "y"}}'],
    ids=["deep", "a list", "nothing", "no versions", "no number", "a number", "a half", "below zero"],
)
def test_a_hostile_list_of_versions_is_refused(tmp_path: Path, text: str) -> None:
    """With the file and what to do."""
    (tmp_path / "dialogues").mkdir()
    (tmp_path / "dialogues" / "published.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ContentError, match=r"published\.json.*Restore it"):
        read_published(tmp_path)


# -- files -------------------------------------------------------------------------------------------------------------

PLACES = ("dialogues/little.yaml", f"prompts/en/{LITTLE}.j2", "prompts/crisis_lines.yaml")


def elsewhere(root: Path, file: Path) -> None:
    """A link to a file beside the folder."""
    secret = root.parent / "secret.txt"
    secret.write_text("{% block words %}" + SECRET + "{% endblock %}", "utf-8")
    file.symlink_to(secret)


def a_pipe(root: Path, file: Path) -> None:
    """Something that would be waited for."""
    os.mkfifo(file)


def a_device(root: Path, file: Path) -> None:
    """Something that never ends."""
    file.symlink_to("/dev/zero")


def too_large(root: Path, file: Path) -> None:
    """A file of so many spaces."""
    file.write_bytes(b" " * (LARGEST + 1))


def nothing(root: Path, file: Path) -> None:
    """A link to nowhere within the folder."""
    file.symlink_to(root / "nowhere")


def a_ring(root: Path, file: Path) -> None:
    """A link to itself."""
    file.symlink_to(file)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of content, with something beside it."""
    made = tmp_path / "overlay"
    made.mkdir()
    return made


@pytest.mark.parametrize("make", [elsewhere, a_pipe, a_device, too_large, nothing, a_ring])
def test_a_file_that_is_none_of_the_folders_is_not_read(root: Path, make: Callable[[Path, Path], None]) -> None:
    """It is told what it is; what it leads to is not looked at."""
    script, prompts, lines = (put(root, place, "").absolute() for place in PLACES)
    for file in (script, prompts, lines):
        file.unlink()
        make(root, file)
    _, findings = load_catalog([root], actions=(), needs=())
    assert [(item.code, item.file) for item in findings] == [("D022", script)]
    told = read_prompts(prompts, Wording([]).environment).broken
    assert told is not None
    with pytest.raises(WordingError, match=re.escape(told[1])):
        Wording([root]).preload()
    with pytest.raises(DirectoryError, match=re.escape(told[1])):
        Directory.load([lines])
    assert told[1] in findings[0].message


def test_the_check_goes_on_beside_such_files(root: Path) -> None:
    """One finding for each, and not a word of what stands elsewhere."""
    for place in PLACES:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        elsewhere(root, root / place)
    found = checked(root)
    assert {item.file.relative_to(root).as_posix() for item in found if "leads out of its folder" in item.message} == {
        *PLACES
    }
    assert SECRET not in str(found)


def test_a_link_within_the_folder_is_followed(root: Path) -> None:
    """As mounted folders have them; the folder itself may be a link too."""
    put(root, "..data/little.yaml", SCRIPT)
    (root / "dialogues").symlink_to(root / "..data")
    (root.parent / "link").symlink_to(root)
    linked = root.parent / "link"
    assert text_in(linked / "dialogues" / "little.yaml", linked) == SCRIPT
