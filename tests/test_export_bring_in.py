"""Bringing in a plan: the same plan word for word, nothing twice, and an outcome for whatever a file holds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import count
from typing import Any

import pytest
from helpers_export import AT, a_plan, a_record, words
from helpers_storage import a_line
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import plan
from bot.app.export.bring_in import LONGEST_TEXT, MOST_LINES, Brought, Known, bring_in
from bot.app.export.family import DEEPEST, standing
from bot.app.export.gather import plan_file
from bot.storage.records import LineRecord, Memory

OWN = {"own_1": "My garden", "own_4": "Música & más"}
SECTIONS = (*plan.SECTIONS, *OWN)


def file_of(lines: Iterable[LineRecord], own: Mapping[str, str] = OWN) -> str:
    """The text of a plan file."""
    record = a_record()
    record.memory = Memory(sections=own)
    return plan_file(record, lines, (), own, AT).as_json()


def brought(
    text: str, present: Iterable[LineRecord] = (), own: Mapping[str, str] = {}, to: Known | None = None
) -> Brought:
    """What comes of a file, with numbers from 1000 on."""
    return bring_in(text, present, own, AT, count(1000).__next__, to)


def as_read(lines: Iterable[LineRecord], own: Mapping[str, str]) -> list[dict[str, Any]]:
    """What makes a plan the same elsewhere: everything but the numbers that differ there."""
    ordered = sorted(standing(lines), key=lambda line: (line.position, line.ref))
    place = {line.ref: number for number, line in enumerate(ordered)}
    return [
        {
            "section": own.get(line.section, line.section), "text": line.text, "role": line.role,
            "about": place.get(line.about), "area": line.area, "audience": line.audience,
            "source": (line.dialogue, line.version, line.state, line.question), "at": line.created_at,
            "adopted": line.adopted_at, "pinned": line.pinned_at, "settled": (line.settled, line.settled_at),
        }
        for line in ordered
    ]  # fmt: skip


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)
BEFORE = AT.replace(tzinfo=None) - timedelta(days=1)
MOMENTS = st.datetimes(BEFORE.replace(year=2024), BEFORE, timezones=st.just(UTC))
NAMES = st.sampled_from(("", "where_next", "step", "why", "now"))


@st.composite
def plans(draw: st.DrawFn) -> list[LineRecord]:
    """Any plan that could have come about here, with lines that were taken out among the others."""
    lines: list[LineRecord] = []
    for ref in range(1, draw(st.integers(1, 12)) + 1):
        parents = [0, *(line.ref for line in lines if not line.about or ref % 3 == 0)][-4:]
        settled = draw(st.sampled_from(("", "", "done", "let_go", "past")))
        lines.append(
            LineRecord(
                ref=ref * 7, section=draw(st.sampled_from(SECTIONS)), text=draw(TEXTS), role=draw(NAMES),
                about=draw(st.sampled_from(parents)), area=draw(st.sampled_from(("", "home"))),
                audience=draw(st.sampled_from(("", "me"))), dialogue="reflect", version=2, state="ask",
                question=draw(st.sampled_from(("", "What has helped you before?"))),
                position=draw(st.integers(-3, 30)), created_at=draw(MOMENTS),
                adopted_at=draw(st.none() | MOMENTS), pinned_at=draw(st.none() | MOMENTS), settled=settled,
                settled_at=AT if settled else None, removed_at=draw(st.sampled_from((None, None, None, AT))),
            )
        )  # fmt: skip
    return lines


@given(plans())
@settings(max_examples=80, deadline=None)
def test_an_empty_plan_becomes_the_same_plan(lines: list[LineRecord]) -> None:
    """Words, sections, order, roles, what belongs to what, dates and sources: all but the numbers of the lines."""
    found = brought(file_of(lines))
    if not standing(lines):
        assert found.outcome == "empty"
        return
    assert found.outcome == "readable"
    assert as_read(found.lines, found.sections) == as_read(lines, OWN)
    shown = [line.text for line in plan.in_order(lines, SECTIONS)]
    assert [line.text for line in plan.in_order(found.lines, (*plan.SECTIONS, *found.sections))] == shown


@given(plans())
@settings(max_examples=40, deadline=None)
def test_bringing_in_twice_changes_nothing(lines: list[LineRecord]) -> None:
    """Not in the plan that it came from, and not in the one that it was brought into."""
    text = file_of(lines)
    assert brought(text, lines, OWN).lines == ()
    first = brought(text)
    again = bring_in(text, first.lines, first.sections, AT, count(9000).__next__)
    assert again.lines == ()
    assert dict(again.sections) == {}
    assert again.already == len(first.lines) + first.already


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(("format", "version", "lines", "sections", "ref", "text", "at")), inner),
    max_leaves=12,
))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_json_whatever_raises(value: Any) -> None:
    """It is no plan, and that is all there is to say."""
    assert brought(json.dumps(value)).outcome == "unreadable"
    if isinstance(value, dict):
        made = json.loads(file_of(a_plan()))
        assert brought(json.dumps({**made, **value})).outcome in ("readable", "unreadable", "too_new", "empty")


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_text_whatever_raises(text: str) -> None:
    """It is no plan either."""
    assert brought(text).outcome == "unreadable"


def spoiled(**fields: Any) -> str:
    """A typical file with other values in its first line."""
    data = json.loads(file_of(a_plan()))
    data["lines"][0] |= fields
    return json.dumps(data)


HOSTILE = {
    "nothing": "",
    "deep": "[" * 100_000,
    "deep inside": '{"format": "strongsuit-plan", "version": 1, "lines": ' + "[" * 5000 + "]" * 5000 + "}",
    "half": file_of(a_plan())[:500],
    "a list": "[]",
    "another file": '{"format": "strongsuit-plans", "version": 1}',
    "an old version": '{"format": "strongsuit-plan", "version": 0, "made_at": "2026-01-01T00:00:00Z"}',
    "a version in words": '{"format": "strongsuit-plan", "version": "1"}',
    "an endless number": '{"format": "strongsuit-plan", "version": ' + "9" * 5000 + "}",
    "a lone surrogate": file_of(a_plan()).replace("Calling Rosa", "\ud83d"),
    "a lone surrogate, escaped": file_of(a_plan()).replace("Calling Rosa", "\\ud83d"),
    "a zero character": spoiled(text="a\0b"),
    "no words": spoiled(text=""),
    "a number for words": spoiled(text=7),
    "too many words": spoiled(text="x" * (LONGEST_TEXT + 1)),
    "an endless role": spoiled(role="x" * 300),
    "an endless question": spoiled(source={"question": "x" * 5000}),
    "a negative number": spoiled(ref=-1),
    "a true number": spoiled(ref=True),
    "a huge number": spoiled(position=10**30),
    "a time without zone": spoiled(at="2026-01-01T00:00:00"),
    "a time before all time": spoiled(at="0001-01-01T00:00:00+14:00"),
    "a time to come": spoiled(at="2027-01-01T00:00:00Z"),
    "a time in numbers": spoiled(at=1_700_000_000),
    "settled somehow": spoiled(settled="perhaps"),
    "no section": spoiled(section=None),
    "an endless section": json.dumps({**json.loads(file_of(a_plan())), "sections": [{"id": "x", "name": "y" * 300}]}),
    "endlessly many sections": json.dumps({**json.loads(file_of(a_plan())), "sections": [{"id": "x"}] * 101}),
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_unreadable_and_nothing_more(text: str) -> None:
    """Nothing of it comes in."""
    assert brought(text) == Brought("unreadable")


def test_a_file_of_a_later_version_is_told_apart() -> None:
    """Whatever else it holds: there is a remedy for that, which is a newer program."""
    assert brought('{"version": 2, "lines": "?", "format": "strongsuit-plan"}') == Brought("too_new")


def test_a_file_without_lines_is_told_apart() -> None:
    """It is a plan, and there is nothing in it; lines that were taken out do not count."""
    assert brought(file_of([])) == Brought("empty")
    assert brought(file_of([a_line(removed_at=AT)])) == Brought("empty")


def test_a_mark_at_the_beginning_does_no_harm() -> None:
    """Some editors put one there."""
    assert brought("\ufeff" + file_of(a_plan())).outcome == "readable"


def test_there_is_a_limit_to_the_number_of_lines() -> None:
    """It is far beyond any plan, and at the limit all of them come in."""
    line = json.loads(file_of([a_line(about=0)]))["lines"][0]
    data = json.loads(file_of(a_plan()))
    most = [{**line, "ref": ref, "position": ref} for ref in range(1, MOST_LINES + 1)]
    assert len(brought(json.dumps({**data, "lines": most})).lines) == MOST_LINES
    assert brought(json.dumps({**data, "lines": [*most, {**line, "ref": 9999}]})).outcome == "unreadable"


def test_numbers_are_given_anew_and_links_follow() -> None:
    """New lines come after those that are there; what belongs to a line that is there is put under that one."""
    goal, step = a_line(42, "a goal", role="", about=0), a_line(43, "a step", role="step", about=42)
    present = [a_line(7, "a goal", role="", about=0, position=2000)]
    found = brought(file_of([goal, step]), present)
    assert [(line.ref, line.about, line.position) for line in found.lines] == [(1000, 7, 2001)]
    assert found.already == 1
    assert found.found == {"what_helps": 2}
    assert found.lines[0].parts == ()


def test_a_line_that_was_taken_out_can_be_brought_back() -> None:
    """It is in the file and no more in the plan; so does one that went out of sight with the line it belonged to."""
    goal, step = a_line(42, "a goal", role="", about=0), a_line(43, "a step", role="step", about=42)
    text = file_of([goal, step])
    found = brought(text, [replace(goal, removed_at=AT), step])
    assert [(line.text, line.about) for line in found.lines] == [("a goal", 0), ("a step", 1000)]


def test_what_belongs_to_a_line_that_was_taken_out_stays_out() -> None:
    """It is not in sight in the plan that it comes from."""
    goal, step = a_line(42, "a goal", role="", about=0, removed_at=AT), a_line(43, "a step", role="step", about=42)
    assert brought(file_of([goal, step])) == Brought("empty")


def test_lines_that_are_alike_count_each() -> None:
    """The same words twice in a plan are twice in the other."""
    twice = [a_line(1, about=0), a_line(2, about=0)]
    assert len(brought(file_of(twice)).lines) == 2
    assert len(brought(file_of(twice), twice[:1]).lines) == 1


@pytest.mark.parametrize(
    ("links", "kept"),
    [
        ({1: 1}, {}),
        ({1: 2, 2: 1, 3: 1}, {}),
        ({2: 99}, {}),
        ({1: 2, 2: 0}, {1: 2}),
        ({ref: ref - 1 for ref in range(2, 60)}, {ref: ref - 1 for ref in range(2, DEEPEST + 2)}),
    ],
    ids=("itself", "a circle", "nobody", "one below", "a long chain"),
)
def test_links_that_lead_nowhere_are_cut(links: dict[int, int], kept: dict[int, int]) -> None:
    """The lines come in and stand for themselves, so that a plan can always be shown."""
    lines = [a_line(ref, f"line {ref}", about=links.get(ref, 0)) for ref in range(1, max(links) + 1)]
    found = brought(file_of(lines))
    about = {line.ref - 999: line.about - 999 for line in found.lines if line.about}
    assert about == kept
    assert len(plan.in_order(found.lines, plan.SECTIONS)) == len(lines)


def test_two_lines_of_one_number_both_come_in() -> None:
    """What is about that number belongs to the first of them."""
    data = json.loads(file_of([a_line(1, "one", about=0), a_line(2, "two", about=0), a_line(3, "three", about=1)]))
    data["lines"][1]["ref"] = 1
    found = brought(json.dumps(data))
    assert [(line.text, line.about) for line in found.lines] == [("one", 0), ("two", 0), ("three", 1000)]


def test_sections_of_their_own_are_matched_by_name() -> None:
    """One that is there is used, whatever its number; another gets the next number, with its name as it was."""
    lines = [a_line(1, section="own_1", about=0), a_line(2, section="own_4", about=0)]
    found = brought(file_of(lines), own={"own_2": "música & MÁS", "own_x": "?"})
    assert [line.section for line in found.lines] == ["own_3", "own_2"]
    assert found.sections == {"own_3": "My garden"}


def test_an_empty_section_of_their_own_comes_too() -> None:
    """It is part of the plan."""
    assert brought(file_of([a_line(1, about=0)])).sections == {"own_1": "My garden", "own_2": "Música & más"}


def test_a_section_nobody_here_knows_becomes_one_of_their_own() -> None:
    """Under its name in the file, or under its bare name: it has a heading, and the words are in sight."""
    data = json.loads(file_of([a_line(1, section="night_sky", about=0)], own={}))
    assert brought(json.dumps(data)).sections == {"own_1": "night sky"}
    data["sections"] = [{"id": "night_sky", "name": "My  stars\n"}]
    assert brought(json.dumps(data)).sections == {"own_1": "My stars"}
    assert brought(json.dumps(data), to=Known(sections=("night_sky",))).sections == {}


def test_of_an_unknown_role_or_area_the_words_stay() -> None:
    """There are no words here to show it with."""
    there = Known(roles={"why"}, areas={"home"})
    found = brought(file_of([a_line(1, role="moonlit", area="moon"), a_line(2, role="why", area="home")]), to=there)
    made = [(line.text, line.role, line.area) for line in found.lines]
    assert made == [("walking", "", ""), ("walking", "why", "home")]


def test_what_is_dated_otherwise_is_another_line() -> None:
    """The same words a minute later are written again, and both are kept."""
    present = [a_line(1, about=0, created_at=AT - timedelta(minutes=1))]
    assert len(brought(file_of([a_line(1, about=0)]), present).lines) == 1


def test_a_typical_plan_comes_whole() -> None:
    """Forty lines, with sections that can be named to the person before they say yes."""
    found = brought(file_of(a_plan(), {"own_1": "My garden"}))
    assert sum(found.found.values()) == len(found.lines) == 40
    titles = words().titles(found.sections, set(found.found))
    assert [titles[name] for name in ("goals", "own_1")] == [words().named("section", "goals"), "My garden"]
