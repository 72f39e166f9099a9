"""Stories of a programme: how they are read and shown, and that nothing in their folder does harm."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from helpers_app import Tags
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.check import check_content
from bot.app.content import content_roots, load_content
from bot.app.markdown import DEEPEST, TooDeepError, to_html
from bot.app.stories import CODES, LARGEST, Story, load_stories
from bot.diagnostics import Finding
from bot.wording import plain
from bot.wording.markup import faults

TODAY = date(2026, 11, 22)
FRONT = "---\ntitle: A title\nauthor: Ana R.\ntopics: [work, gardens]\nconsented_on: 2026-11-15\n---\n"


def put(root: Path, content: str | bytes, name: str = "one.md") -> Path:
    """Writes a file into the folder of stories."""
    file = root / "stories" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def read(root: Path, content: str | bytes, name: str = "one.md") -> tuple[list[Story], list[Finding]]:
    """What is made of one file."""
    put(root, content, name)
    return load_stories([root], "en", TODAY)


def test_a_story_is_read_whole(tmp_path: Path) -> None:
    """With everything that it says of itself."""
    stories, findings = read(tmp_path, FRONT + "I **was** there.\n\n> Stay, he said.\n")
    assert findings == []
    assert stories == [
        Story(
            name="one",
            title="A title",
            author="Ana R.",
            topics=("work", "gardens"),
            consented_on=date(2026, 11, 15),
            language="en",
            html="I <b>was</b> there.\n\n<blockquote>Stay, he said.</blockquote>",
            text="I was there.\n\nStay, he said.",
        )
    ]


def test_what_may_be_written_in_another_way(tmp_path: Path) -> None:
    """One topic without a list, a language of its own, Windows' line ends, a mark at the beginning, spaces."""
    front = "\ufeff---  \r\ntitle: >\r\n  A title\r\nauthor:  'Ana'\r\ntopics: work\r\nlanguage: es\r\n"
    stories, findings = read(tmp_path, front + "consented_on: '2026-11-22'\r\n---\r\nUno\r\ndos\r\n")
    assert findings == []
    assert (stories[0].title, stories[0].topics, stories[0].language) == ("A title", ("work",), "es")
    assert stories[0].html == "Uno\ndos"


def test_the_example_of_the_page_for_writers_is_a_story(tmp_path: Path) -> None:
    """As it stands there, and the table beside it has every key."""
    page = (content_roots(None)[0] / "docs" / "writing.md").read_text("utf-8")
    part = page.split("## Stories\n")[1].split("\n## ")[0]
    example = "\n".join(line[4:] for line in part.splitlines() if line.startswith("    ") or not line)
    stories, findings = read(tmp_path, example[example.index("---") :])
    assert findings == []
    assert stories[0].html.startswith("Here stand their own words.\n\n<blockquote>")
    assert set(re.findall(r"^\| `(\w+)`", part, re.MULTILINE)) == set(Story.__slots__) - {"name", "html", "text"}


def test_what_a_later_folder_holds_wins(tmp_path: Path) -> None:
    """By name, also where it is not fit to be told; the order is that of the names."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for name in ("b.md", "a.md", "c.md"):
        put(ours, FRONT + "ours", name)
    put(theirs, FRONT + "theirs", "b.md")
    put(theirs, "nothing", "c.md")
    stories, findings = load_stories([ours, theirs], "en", TODAY)
    assert [(story.name, story.text) for story in stories] == [("a", "ours"), ("b", "theirs")]
    assert [one.file for one in findings] == [theirs / "stories" / "c.md"]


@pytest.mark.parametrize(
    ("wrong", "code", "line", "message"),
    [
        ("", "R004", 1, "begin"),
        ("No beginning", "R004", 1, "begin"),
        ("---\ntitle: A title\n", "R004", 1, "begin"),
        (b"\xff\xfe\x00a", "R004", 1, "UTF-8"),
        (FRONT.encode() + b"caf\xe9", "R004", 1, "UTF-8"),
        (FRONT + "a\x00b", "R004", 1, "characters"),
        (FRONT + "a\x1b[31m", "R004", 1, "characters"),
        (FRONT + "x" * LARGEST, "R004", 1, "200 KB"),
        ("---\ntitle: [\n---\nx", "R004", 3, "expected"),
        ("---\n- a\n---\nx", "R004", 1, "mapping"),
        ("---\n---\nx", "R004", 1, "mapping"),
        ("---\na: " + "[" * 5000 + "\n---\nx", "R004", 1, "read"),
        (FRONT.replace("A title", "&a A title"), "R004", 2, "anchor"),
        (FRONT.replace("A title", "*a"), "R004", 2, "anchor"),
        (FRONT + ">" * 300 + " x", "R004", 1, "deep"),
        (FRONT + "*" * 3000 + "x" + "*" * 3000, "R004", 1, "RecursionError"),
        (FRONT.replace("title: A title\n", "") + "x", "R005", 1, "title is missing"),
        (FRONT.replace("A title", "") + "x", "R005", 2, "title is missing"),
        (FRONT.replace("Ana R.", "' '") + "x", "R005", 3, "author is missing"),
        (FRONT.replace("[work, gardens]", "[]") + "x", "R005", 4, "topics is missing"),
        (FRONT.replace("[work, gardens]", "['', ' ']") + "x", "R005", 4, "topics is missing"),
        (FRONT, "R005", 1, "no story"),
        (FRONT + " \n\n![picture](https://example.org/a.png)\n", "R005", 1, "no story"),
        (FRONT.replace("consented_on: 2026-11-15\n", "") + "x", "R006", 1, "consented_on is missing"),
        (FRONT.replace("2026-11-15", "") + "x", "R006", 5, "consented_on is missing"),
        (FRONT.replace("2026-11-15", "yes") + "x", "R006", 5, "'yes'"),
        (FRONT.replace("2026-11-15", "2026-02-30") + "x", "R006", 5, "'2026-02-30'"),
        (FRONT.replace("2026-11-15", "20261115") + "x", "R006", 5, "'20261115'"),
        (FRONT.replace("2026-11-15", "2026-11-23") + "x", "R006", 5, "still to come"),
        (FRONT.replace("title", "titel", 1) + "x", "R007", 2, "'titel' is unknown"),
        (FRONT.replace("A title", "[A, title]") + "x", "R007", 2, "title is no text"),
        (FRONT.replace("[work, gardens]", "{a: b}") + "x", "R007", 4, "topics is no list"),
        (FRONT.replace("[work, gardens]", "[[work]]") + "x", "R007", 4, "topics is no list"),
        (FRONT.replace("2026-11-15", "[2026-11-15]") + "x", "R007", 5, "consented_on is no text"),
        (FRONT.replace("title: A", "title: B\ntitle: A") + "x", "R007", 3, "twice"),
        (FRONT.replace("topics", "language: English\ntopics") + "x", "R007", 4, "'English' is no language"),
    ],
)
def test_what_keeps_a_story_from_being_told(
    tmp_path: Path, wrong: str | bytes, code: str, line: int, message: str
) -> None:
    """It is a finding with its line, and nobody reads the story."""
    stories, findings = read(tmp_path, wrong)
    assert stories == []
    first = next(one for one in findings if one.code == code)
    assert (first.line, first.severity) == (line, "error")
    assert message in first.message
    assert first.remedy.endswith((".", "?"))
    assert len(findings) == (2 if code == "R007" and "titel" in str(wrong) else 1)


@pytest.mark.parametrize("name", ["The Garden.md", "1.md", "a-b.md", "ä.md", "a" * 60 + ".md"])
def test_a_name_that_cannot_be_used(tmp_path: Path, name: str) -> None:
    """A choice is called by it."""
    stories, findings = read(tmp_path, FRONT + "x", name)
    assert stories == []
    assert [one.code for one in findings] == ["R007"]


def test_only_markdown_files_are_stories(tmp_path: Path) -> None:
    """Notes, hidden files and folders beside them are nobody's business."""
    for name in ("notes.txt", ".hidden.md", "_draft.md", ".DS_Store", "folder/one.md"):
        assert read(tmp_path, b"\xff", name) == ([], [])


def test_things_that_are_no_files(tmp_path: Path) -> None:
    """A folder, a pipe, a broken link, a loop; and a file in the place of the folder."""
    folder = tmp_path / "stories"
    (folder / "a.md").mkdir(parents=True)
    os.mkfifo(folder / "b.md")
    (folder / "c.md").symlink_to(folder / "nowhere")
    (folder / "d.md").symlink_to(folder / "d.md")
    stories, findings = load_stories([tmp_path], "en", TODAY)
    assert stories == []
    assert [(one.file.name, one.code) for one in findings] == [(f"{name}.md", "R004") for name in "abcd"]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "stories").write_text("x")
    assert [one.code for one in load_stories([tmp_path / "other"], "en")[1]] == ["R004"]
    assert load_stories([tmp_path / "nowhere"], "en") == ([], [])


def test_the_content_holds_the_stories_that_can_be_told(tmp_path: Path) -> None:
    """One that cannot does not keep the bot from starting; the day of consent counts where the day is known."""
    put(tmp_path, FRONT + "x", "good.md")
    put(tmp_path, FRONT.replace("2026-11-15", "2026-11-23") + "x", "later.md")
    put(tmp_path, "x", "broken.md")
    content, findings = load_content(content_roots(tmp_path), "en", TODAY)
    assert [story.name for story in content.stories] == ["good"]
    assert [one for one in findings if one.severity == "error"] == []
    assert [story.name for story in load_content(content_roots(tmp_path), "en")[0].stories] == ["good", "later"]


def test_none_is_shipped() -> None:
    """Stories are a programme's own."""
    assert load_stories(content_roots(None), "en", TODAY) == ([], [])


def test_the_check_reports_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With file and line, and without a word about how a person tells their own story."""
    monkeypatch.setattr(
        "bot.app.check.content_roots", lambda overlay: (overlay,)
    )  # what is shipped is checked elsewhere
    put(tmp_path, FRONT + "I was clean for a week, then I failed. You should try it!", "good.md")
    file = put(tmp_path, FRONT.replace("2026-11-15", "2027-01-01") + "x", "later.md")
    found = [one for one in check_content(tmp_path, "en", TODAY) if one.file.parent.name == "stories"]
    assert [str(one) for one in found] == [
        f"{file}:5: R006 error: consented_on, 2027-01-01, is still to come. {CODES['R006'].remedy}"
    ]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("one\ntwo  \nthree\\\nfour", "one\ntwo\nthree\nfour"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("**b** *i* ***both*** _i_", "<b>b</b> <i>i</i> <i><b>both</b></i> <i>i</i>"),
        ("# One **two**\ntext\n## Three", "<b>One two</b>\n\ntext\n\n<b>Three</b>"),
        ("a\n---\nb", "a\n\n* * *\n\nb"),
        ("- a\n- b\n\n  c\n  - d\n-\n", "• a\n• b\nc\n• d"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> a\n> > b\n>\n> c", "<blockquote>a\n\nb\n\nc</blockquote>"),
        ("> **a\n> b**", "<blockquote><b>a\nb</b></blockquote>"),
        ("**a *b **c** d* e**", "<b>a <i>b c d</i> e</b>"),
        ("[a](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&amp;b=2">a</a>'),
        ('[a](<https://example.org/"x">)', '<a href="https://example.org/%22x%22">a</a>'),
        ("<https://example.org>", '<a href="https://example.org">https://example.org</a>'),
        ("[a](javascript:alert) [b](other.md) [c](mailto:a@example.org)", "[a](javascript:alert) b c"),
        ("[](https://example.org)", ""),
        ("![alt](https://example.org/a.png) b", "b"),
        ("<b>typed</b> & < > \"", '&lt;b&gt;typed&lt;/b&gt; &amp; &lt; &gt; "'),
        ("<script>\nx\n</script>", "&lt;script&gt;\nx\n&lt;/script&gt;"),
        ("<!-- a note -->", "&lt;!-- a note --&gt;"),
        ("&copy; &amp; \\*not\\*", "© &amp; *not*"),
        ("`code <b>`", "code &lt;b&gt;"),
        ("    indented", "indented"),
        ("```\nfenced\n```", "fenced"),
        ("[Ana]: said this", "[Ana]: said this"),
        ("  \n", ""),
        ("**", "**"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("¿Qué? “así” — 日本語 🙂", "¿Qué? “así” — 日本語 🙂"),
    ],
)  # fmt: skip
def test_markdown_becomes_the_html_of_messages(markdown: str, html: str) -> None:
    """The marks that a chat knows stay, other marks become text, and nothing gets lost."""
    assert to_html(markdown) == html


def test_what_stands_too_deep_is_refused() -> None:
    """Rather than left out without a word."""
    assert "x" in to_html(">" * (DEEPEST - 3) + " x")
    with pytest.raises(TooDeepError):
        to_html(">" * DEEPEST + " x")


MARKS = ["**", "*", "_", "# ", "> ", "- ", "1. ", "\n", "\n\n", "[a](https://x.org)", "![a](b)", "<b>", "&", "`", "---"]


@given(st.one_of(st.lists(st.sampled_from([*MARKS, "word "]), max_size=30).map("".join), st.text(max_size=80)))
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_telegram_takes_it(text: str) -> None:
    """Every tag is closed and known, and the words are all there."""
    html = to_html(text)
    assert list(faults(html)) == []
    assert Tags(html).wrong == []
    assert plain(html).count("word") == text.count("word")


@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda text: (FRONT + text).encode())))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_story_or_a_finding(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Never both, never neither, never an error."""
    stories, findings = read(tmp_path_factory.mktemp("any"), content)
    assert bool(stories) != bool(findings)
