"""The plan as it is read: what stands in it and in which order, as plain text; words byte for byte."""

import re
from dataclasses import replace

import pytest
from helpers_app import has_all_words, shipped
from helpers_export import AT, a_document, a_plan, a_record, plain_plan, words
from helpers_storage import a_line
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.export.document import direction_of, document
from bot.app.export.text import as_text
from bot.storage.records import LineRecord


def text_of(*lines: LineRecord, locale: str = "en") -> str:
    """The lines of the sections, without what stands above them."""
    return as_text(a_document(lines, locale=locale)).partition("2026\n\n\n")[2]


def role(name: str) -> str:
    """What a role is called now: wording may change freely."""
    return words().named("role", name)


def test_a_typical_plan() -> None:
    """Headings on lines of their own, a bullet for each line, and what belongs to it under it."""
    text = as_text(a_document())
    meaning, strengths = (words().named("section", name) for name in ("meaning", "strengths"))
    assert text.startswith(f"My plan\nSam\nMade on November 22, 2026\n\n\n{meaning}\n\n• Waking up without dread")
    assert (
        f"\n\n\n{strengths}\n\n"
        "• (pinned) I can make people laugh when the room is heavy\n"
        "• I keep going, even slowly\n"
        f"   – {role('where_next')} When the new shift starts in March\n"
        f"• {role('got_through')} Two years without a home.\n"
        "  I learned every library and every warm doorway.\n"
        "• I am good with animals\n"
        f"   – {role('where_next')} At the shelter on Saturdays\n\n\n"
    ) in text
    assert "• (draft) Writing three lines before bed\n" in text
    assert f"   – (done) {role('step')} Ask Ms. Bell about the bus pass\n" in text
    assert text.endswith("\n\n\nMy garden\n\n• Tomatoes in May, beans along the fence\n• Rosa knows about soil\n")


def test_nobody_is_named_who_gave_no_name() -> None:
    """The name is all that is said of a person."""
    assert as_text(a_document(name=None)).startswith("My plan\nMade on")


def test_it_is_in_the_language_of_the_person() -> None:
    """Headings, labels, marks and the date."""
    text = as_text(a_document(locale="es"))
    meaning = words("es").named("section", "meaning")
    assert text.startswith(f"Mi plan\nSam\nHecho el 22 de noviembre de 2026\n\n\n{meaning}\n")
    assert "• (fijada) I can make people laugh when the room is heavy\n" in text


def test_the_day_is_that_of_the_persons_clock() -> None:
    """Half past eleven at night in London is the next day in Tokyo."""
    record = replace(a_record(), timezone="Asia/Tokyo")
    assert document(record, (), words(), AT, "UTC").made_on == "Made on November 23, 2026"
    assert document(replace(record, timezone=None), (), words(), AT, "Asia/Tokyo").made_on.endswith("23, 2026")
    assert document(replace(record, timezone="Mars/Olympus"), (), words(), AT, "UTC").made_on.endswith("22, 2026")


def test_an_empty_plan_says_so() -> None:
    """So does one of which everything was let go."""
    told = words().say("document_empty") + "\n"
    assert text_of() == told
    assert text_of(a_line(settled="let_go", about=0), a_line(43, settled="past", about=0)) == told


def test_a_plan_of_drafts_is_titled_as_one() -> None:
    """Then no line has to say so."""
    drafts = [replace(line, adopted_at=None) for line in plain_plan("one", "two")]
    assert as_text(a_document(drafts)).startswith("My draft plan\n")
    assert "(draft)" not in as_text(a_document(drafts))


def test_what_belongs_to_a_line_that_is_not_shown_is_not_shown() -> None:
    """The steps of a goal that was let go are no steps any more."""
    goal = a_line(1, "a goal", role="", about=0, settled="let_go")
    assert "a step" not in text_of(goal, a_line(2, "a step", role="step", about=1))
    assert "a step" in text_of(replace(goal, settled=""), a_line(2, "a step", role="step", about=1))


def test_all_that_is_below_a_line_is_beneath_it() -> None:
    """However far down: one step in, so that it can be heard and read."""
    chain = [a_line(ref, f"words {ref}", role="", area="", about=ref - 1, pinned_at=None) for ref in range(1, 5)]
    assert re.findall(r"(•|   –) \(done\) words (\d)", text_of(*chain)) == [
        ("•", "1"), ("   –", "2"), ("   –", "3"), ("   –", "4"),
    ]  # fmt: skip


def test_a_line_about_one_of_another_section_stands_for_itself() -> None:
    """It is in its own section, with what it is to the other."""
    lines = [
        replace(line, settled="", pinned_at=None, area="")
        for line in (a_line(1, section="goals", role="", about=0), a_line(2, "my dog", section="wins", role="step"))
    ]
    lines[1].about = 1
    assert f"\n\n• {role('step')} my dog\n" in text_of(*lines)


def test_an_area_stands_before_the_first_of_its_lines() -> None:
    """What belongs to that line is of the same area, and does not say so again; a bare name is better than nothing."""
    now = a_line(1, "a room", section="life", area="moon_base", role="", about=0, settled="", pinned_at=None)
    hoped = a_line(2, "a house", section="life", area="moon_base", role="lunar", about=1, settled="", pinned_at=None)
    assert "• moon base: a room\n   – lunar: a house\n" in text_of(now, hoped)
    assert "• moon base · lunar: a house\n" in text_of(replace(hoped, about=0))


def test_a_section_without_words_has_its_bare_name() -> None:
    """A programme can write sections of its own, and take the words away again."""
    assert text_of(a_line(section="night_sky", about=0)).startswith("night sky\n\n•")


@pytest.mark.parametrize("locale", shipped().wording.locales)
def test_every_language_has_the_words(locale: str) -> None:
    """None of them falls back on another language, in a language that is complete."""
    if not has_all_words(locale):
        pytest.skip(f"the words in {locale} are not complete")
    blocks = ("title", "made_on", "pinned", "draft", "done", "empty", "glyphs", "file")
    missing = [name for name in blocks if not shipped().wording.has(locale, "shared", f"document_{name}")]
    assert missing == []


def test_a_title_speaks_of_a_draft_or_does_not() -> None:
    """Both are said of the same block."""
    assert words().say("document_title", draft=False) == "My plan"
    assert words().say("document_title", draft=True) == "My draft plan"


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
@settings(max_examples=80, deadline=None)
def test_words_stand_byte_for_byte(text: str) -> None:
    """Further lines of an answer are indented, and nothing else is done to them."""
    first, *more = text.split("\n")
    expected = "".join([f"• {first}\n", *(f"  {line}\n" for line in more)])
    assert as_text(a_document(plain_plan(text))).endswith(f"My strengths\n\n{expected}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("hello שלום", "ltr"), ("12, שלום hello", "rtl"), ("أختي", "rtl"), ("12 – …", None), ("", None)],
)
def test_the_way_that_words_run(text: str, expected: str | None) -> None:
    """The first letter that has one says it, as in a browser."""
    assert direction_of(text) == expected


def test_the_whole_plan_is_there() -> None:
    """Every word of every line that is shown."""
    text = as_text(a_document())
    for line in a_plan():
        assert line.text.replace("\n", "\n  ") in text
