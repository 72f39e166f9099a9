"""Each change of the plan: what it does, what it leaves alone, and what it keeps of before."""

from dataclasses import replace

import pytest
from helpers_plan import (
    AT,
    FAMILY,
    GOAL,
    OTHER,
    OWN,
    STEP,
    WHEN,
    WHY,
    a_line,
    later,
    plans,
    refs,
    saved,
    texts,
    whats,
    with_plan,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import plan
from bot.engine import Keep
from bot.engine.session import Part
from bot.storage.records import LineRecord

# -- changes ---------------------------------------------------------------------------------------------------------


def test_a_new_line_holds_all_that_was_kept() -> None:
    """It is a draft, stands last, and knows what was asked."""
    peer = with_plan(*FAMILY)
    effect = Keep(
        ref=9, section="goals", text="dive", role="step", about=1, area="leisure", dialogue="steps", version=2,
        state="add", at=AT, parts=(Part("dive", 3),),
    )  # fmt: skip
    plan.keep(peer, effect, "What next?")
    line = saved(peer).lines[9]
    assert (line.text, line.role, line.about, line.area, line.question) == ("dive", "step", 1, "leisure", "What next?")
    assert (line.dialogue, line.version, line.state, line.created_at) == ("steps", 2, "add", AT)
    assert (line.parts, line.adopted_at, line.settled) == ((Part("dive", 3),), None, "")
    assert texts(peer)[-2:] == ["dive", "sing"]
    assert whats(peer) == []


def test_every_change_keeps_the_line_as_it_was() -> None:
    """Whole, under the name of what was done, at the moment it was done."""
    peer = with_plan(*FAMILY)
    plan.revise(peer, 1, "swim far", later(1))
    plan.remove(peer, 5, later(2))
    plan.restore(peer, 5, later(3))
    plan.settle(peer, 3, "done", later(4))
    plan.settle(peer, 3, "", later(5))
    plan.address(peer, 1, "me", later(6))
    plan.withdraw(peer, 4, later(7))
    kept = [(change.what, change.ref, change.at, change.before) for change in peer.changes.history]
    assert kept == [
        ("revised", 1, later(1), GOAL), ("removed", 5, later(2), OTHER),
        ("restored", 5, later(3), replace(OTHER, removed_at=later(2))), ("settled", 3, later(4), STEP),
        ("reopened", 3, later(5), replace(STEP, settled="done", settled_at=later(4))),
        ("addressed", 1, later(6), replace(GOAL, text="swim far")), ("withdrawn", 4, later(7), WHEN),
    ]  # fmt: skip
    assert peer.lines[3] == STEP
    assert peer.lines[1] == replace(GOAL, text="swim far", audience="me")
    assert saved(peer).past == [replace(change, id=place) for place, change in enumerate(peer.changes.history, 1)]


def test_new_words_leave_everything_else_and_forget_the_old_message() -> None:
    """An adopted line stays adopted; an edit of the message of before must not bring the old words back."""
    peer = with_plan(a_line(1, "swim", adopted_at=AT, pinned_at=AT, parts=(Part("swim", 3),)))
    assert plan.revise(peer, 1, "swim far", later(1))
    assert peer.lines[1] == a_line(1, "swim far", adopted_at=AT, pinned_at=AT)
    assert plan.of_message(peer, 3) is None


def test_a_family_that_comes_back_stands_as_it_stood() -> None:
    """Taking out one line takes its family from sight, and putting it back brings all of it back."""
    peer = with_plan(*FAMILY)
    plan.remove(peer, 1, later(1))
    assert texts(peer) == ["sing"]
    plan.restore(peer, 1, later(2))
    assert peer.lines == with_plan(*FAMILY).lines
    assert len(peer.changes.history) == 2


@pytest.mark.parametrize("ref", [0, 99])
def test_a_line_that_is_not_there_cannot_be_changed(ref: int) -> None:
    """It says so, and notes nothing."""
    peer = with_plan(*FAMILY)
    assert not plan.revise(peer, ref, "x", later(1))
    assert not plan.remove(peer, ref, later(1))
    assert not plan.restore(peer, ref, later(1))
    assert not plan.move(peer, ref, "wins", later(1))
    assert not plan.place(peer, ref, "up", later(1))
    assert not plan.settle(peer, ref, "done", later(1))
    assert not plan.address(peer, ref, "me", later(1))
    assert plan.pin(peer, ref, later(1)) is None
    assert plan.adopt(peer, later(1), [ref]) == 0
    assert (whats(peer), peer.changes.lines) == ([], {})


# -- adopting, pinning -----------------------------------------------------------------------------------------------


def test_adopting_all_takes_the_drafts_that_can_be_seen() -> None:
    """Nobody agrees to what they were not shown."""
    peer = with_plan(
        GOAL, replace(WHY, adopted_at=AT), replace(STEP, settled="let_go"), WHEN, replace(OTHER, removed_at=AT)
    )
    assert plan.adopt(peer, later(1)) == 1
    assert (peer.lines[1].adopted_at, peer.lines[2].adopted_at) == (later(1), AT)
    assert whats(peer) == [("adopted", 1)]
    assert plan.adopt(peer, later(2)) == 0


def test_adopting_one_leaves_the_others_drafts() -> None:
    """What belongs to it is its own line. A second time changes nothing."""
    peer = with_plan(*FAMILY)
    assert (plan.adopt(peer, later(1), [3]), plan.adopt(peer, later(2), [3])) == (1, 0)
    assert [line.ref for line in plan.shown(peer) if line.adopted_at] == [3]


def test_pinning_turns_on_and_off() -> None:
    """The second time lets it go, and the line is where it was."""
    peer = with_plan(*FAMILY)
    assert plan.pin(peer, 5, later(1)) is True
    assert texts(peer)[0] == "sing"
    assert plan.pin(peer, 5, later(2)) is False
    assert peer.lines == with_plan(*FAMILY).lines
    assert whats(peer) == [("pinned", 5), ("unpinned", 5)]


# -- moving ----------------------------------------------------------------------------------------------------------


def test_a_line_moves_with_its_family_and_stands_last() -> None:
    """Its followers come along, in their order."""
    peer = with_plan(*FAMILY, a_line(6, "a medal", section="wins"), a_line(9, "a cup", section="wins", removed_at=AT))
    assert plan.move(peer, 1, "wins", later(1))
    assert texts(peer) == ["sing", "a medal", "swim", "the sea", "find goggles", "on Sunday"]
    assert {line.section for line in plan.shown(peer)[2:]} == {"wins"}
    assert whats(peer)[0] == ("moved", 1)
    assert sorted(whats(peer)[1:]) == [("moved", ref) for ref in (2, 3, 4)]


def test_a_follower_that_moves_stands_for_itself() -> None:
    """What belongs to it stays with it; the line it belonged to keeps the rest."""
    peer = with_plan(*FAMILY)
    assert plan.move(peer, 3, "wins", later(1))
    assert texts(peer) == ["swim", "the sea", "sing", "find goggles", "on Sunday"]
    assert (peer.lines[3].about, peer.lines[3].role, peer.lines[4].about) == (0, "", 3)


def test_a_line_may_move_to_a_section_of_the_persons_own() -> None:
    """To one that there is; anywhere else it stays where it is."""
    peer = with_plan(*FAMILY, sections=OWN)
    assert plan.move(peer, 5, "own_1", later(1))
    assert peer.lines[5].section == "own_1"
    for nowhere in ("own_2", "", "constructor"):
        assert not plan.move(peer, 1, nowhere, later(2))
    assert peer.lines[1] == GOAL


def test_hidden_followers_move_along() -> None:
    """When one of them comes back later, it is where its family is."""
    peer = with_plan(GOAL, replace(STEP, removed_at=AT), WHEN)
    plan.move(peer, 1, "wins", later(1))
    plan.restore(peer, 3, later(2))
    assert texts(peer) == ["swim", "find goggles", "on Sunday"]
    assert {line.section for line in plan.shown(peer)} == {"wins"}


def test_moving_lines_in_a_circle_comes_to_an_end() -> None:
    """Each of them moves once."""
    peer = with_plan(a_line(1, about=2), a_line(2, about=1), a_line(3, about=3))
    assert plan.move(peer, 1, "wins", later(1))
    assert sorted(whats(peer)) == [("moved", 1), ("moved", 2)]
    assert plan.move(peer, 3, "wins", later(2))
    assert sorted(refs(peer)) == [1, 2, 3]


# -- placing ---------------------------------------------------------------------------------------------------------


def test_a_line_changes_places_with_its_neighbour() -> None:
    """Families stay together; up and down again is as before."""
    peer = with_plan(*FAMILY)
    assert plan.place(peer, 1, "down", later(1))
    assert texts(peer) == ["sing", "swim", "the sea", "find goggles", "on Sunday"]
    assert plan.place(peer, 1, "up", later(2))
    assert peer.lines == with_plan(*FAMILY).lines


def test_a_follower_moves_among_its_like() -> None:
    """It does not leave the line it belongs to."""
    peer = with_plan(*FAMILY)
    assert plan.place(peer, 3, "up", later(1))
    assert texts(peer) == ["swim", "find goggles", "on Sunday", "the sea", "sing"]
    assert not plan.place(peer, 3, "up", later(2))
    assert not plan.place(peer, 4, "down", later(2))


def test_the_first_stays_first_and_the_last_stays_last() -> None:
    """Nothing is noted where nothing changed."""
    peer = with_plan(*FAMILY)
    assert not plan.place(peer, 1, "up", later(1))
    assert not plan.place(peer, 5, "down", later(1))
    assert whats(peer) == []


def test_a_pinned_line_stays_above_those_that_are_not() -> None:
    """No step up or down crosses that border."""
    peer = with_plan(a_line(1, pinned_at=AT), a_line(2, pinned_at=AT), a_line(3), a_line(4))
    assert not plan.place(peer, 2, "down", later(1))
    assert not plan.place(peer, 3, "up", later(1))
    assert plan.place(peer, 2, "up", later(1))
    assert refs(peer) == [2, 1, 3, 4]


def test_a_line_that_is_not_shown_has_no_place() -> None:
    """It is passed over by the others, too."""
    peer = with_plan(a_line(1), a_line(2, removed_at=AT), a_line(3))
    assert not plan.place(peer, 2, "up", later(1))
    assert plan.place(peer, 3, "up", later(1))
    assert refs(peer) == [3, 1]


def test_lines_of_one_position_change_places() -> None:
    """Whoever is told that a line has a new place finds it there."""
    peer = with_plan(a_line(1, position=7), a_line(2, position=7))
    assert plan.place(peer, 2, "up", later(1))
    assert refs(peer) == [2, 1]


@settings(max_examples=50, derandomize=True, deadline=None, database=None)
@given(plans(), st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["up", "down"])), max_size=6))
def test_placing_only_ever_changes_the_order(lines: list[LineRecord], steps: list[tuple[int, plan.Direction]]) -> None:
    """The same lines, in the same sections, each still after the one it belongs to."""
    peer = with_plan(*lines, sections=OWN)
    before = refs(peer)
    for minute, (ref, direction) in enumerate(steps):
        plan.place(peer, ref, direction, later(minute))
    assert sorted(refs(peer)) == sorted(before)
    assert all(replace(peer.lines[line.ref], position=line.position) == line for line in lines)
