"""The plan: its order, what belongs together, and each change with what it keeps of before."""

from dataclasses import replace

import pytest
from helpers_plan import (
    AT,
    FAMILY,
    GOAL,
    OTHER,
    OWN,
    SECTIONS,
    STEP,
    WHEN,
    a_line,
    in_plan,
    plans,
    refs,
    texts,
    with_plan,
)
from hypothesis import Phase, given, settings

from bot.app import plan
from bot.engine.session import Part
from bot.storage.records import LineRecord

ANY = settings(max_examples=50, derandomize=True, deadline=None, database=None)


# -- the order -------------------------------------------------------------------------------------------------------


def test_what_belongs_to_a_line_follows_it() -> None:
    """At any depth, whenever it was written."""
    assert texts(with_plan(*reversed(FAMILY))) == ["swim", "the sea", "find goggles", "on Sunday", "sing"]


def test_sections_come_in_their_order_and_own_ones_last() -> None:
    """What carries a person stands before what they carry; a section that nothing is known of comes after all."""
    lines = [a_line(1, section="gone"), a_line(2, section="own_1"), a_line(3, section="wins"), a_line(4)]
    lines.append(a_line(5, section="meaning"))
    assert refs(with_plan(*lines, sections=OWN)) == [5, 4, 3, 2, 1]


def test_pinned_lines_come_first_in_their_section() -> None:
    """With what belongs to them; and a pinned follower comes first among its like, not above its line."""
    lines = [*FAMILY[:3], replace(WHEN, about=1, pinned_at=AT), replace(OTHER, pinned_at=AT)]
    assert texts(with_plan(*lines)) == ["sing", "swim", "on Sunday", "the sea", "find goggles"]


def test_lines_of_one_place_stand_in_the_order_they_were_written() -> None:
    """Two lines may have come to the same position."""
    assert refs(with_plan(a_line(3, position=7), a_line(2, position=7), a_line(1, position=9))) == [2, 3, 1]


def test_a_follower_stays_with_its_line_in_another_section() -> None:
    """What a line is about counts for more than where it is filed."""
    assert refs(with_plan(a_line(1, section="wins"), a_line(2, about=1), a_line(3))) == [3, 1, 2]


@pytest.mark.parametrize("hidden", [{"removed_at": AT}, {"settled": "let_go"}, {"settled": "past"}])
def test_a_line_that_is_not_shown_hides_what_belongs_to_it(hidden: dict[str, object]) -> None:
    """And what belongs to that; the others stay."""
    assert texts(with_plan(replace(GOAL, **hidden), *FAMILY[1:])) == ["sing"]  # type: ignore[arg-type]  # any field
    assert texts(with_plan(*FAMILY[:2], replace(STEP, **hidden), *FAMILY[3:])) == ["swim", "the sea", "sing"]  # type: ignore[arg-type]  # any field


def test_what_is_done_stays_in_the_plan() -> None:
    """Something that was reached is no longer open, and still something to look at."""
    assert texts(with_plan(GOAL, replace(STEP, settled="done"), WHEN)) == ["swim", "find goggles", "on Sunday"]


def test_a_line_about_one_that_never_was_stands_for_itself() -> None:
    """A row that cannot be read must not take its followers along."""
    assert texts(with_plan(*FAMILY[1:])) == ["the sea", "find goggles", "on Sunday", "sing"]


@ANY
@given(plans())
def test_every_line_of_the_plan_is_listed_once_after_what_it_belongs_to(lines: list[LineRecord]) -> None:
    """No line twice, none missing, none too many; and a family stands together."""
    listed = plan.in_order(lines, SECTIONS)
    numbers = [line.ref for line in listed]
    assert sorted(numbers) == sorted(in_plan(lines))
    for place, line in enumerate(listed):
        if line.about in numbers:
            between = listed[numbers.index(line.about) + 1 : place]
            assert numbers.index(line.about) < place
            assert all(_top(listed, one) == _top(listed, line) for one in between)


def _top(listed: list[LineRecord], line: LineRecord) -> int:
    known = {one.ref: one for one in listed}
    while line.about in known:
        line = known[line.about]
    return line.ref


@ANY
@given(plans(circles=True))
def test_links_in_a_circle_come_to_an_end(lines: list[LineRecord]) -> None:
    """Whatever is about whatever, no line is listed twice, and none that is hidden."""
    numbers = [line.ref for line in plan.in_order(lines, SECTIONS)]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) <= in_plan(lines)


@pytest.mark.parametrize("about", [{1: 1}, {1: 2, 2: 1}, {1: 2, 2: 3, 3: 1}], ids=["itself", "each other", "three"])
def test_lines_in_a_circle_are_listed(about: dict[int, int]) -> None:
    """Nothing that a person wrote may be out of reach, however odd its links are."""
    assert sorted(refs(with_plan(*(a_line(ref, about=parent) for ref, parent in about.items())))) == sorted(about)


@settings(ANY, phases=[Phase.generate], report_multiple_bugs=False)
@given(plans(circles=True))
def test_every_line_of_a_plan_with_circles_is_listed_once(lines: list[LineRecord]) -> None:
    """The same promise for arbitrary links."""
    assert sorted(line.ref for line in plan.in_order(lines, SECTIONS)) == sorted(in_plan(lines))


# -- looking a line up -----------------------------------------------------------------------------------------------


def test_a_message_is_found_in_the_newest_line_that_holds_it() -> None:
    """Of lines that are there: an edit of the message changes that one."""
    part = (Part("swim", 7),)
    lines = [a_line(1, parts=part), a_line(2, parts=part), a_line(3, parts=part, removed_at=AT)]
    found = plan.of_message(with_plan(*lines), 7)
    assert found is not None
    assert found.ref == 2
    assert plan.of_message(with_plan(*lines), 8) is None
