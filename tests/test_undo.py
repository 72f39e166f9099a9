"""Undoing: what was one act is one entry, any entry can be taken back, and taking back can be taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from helpers_plan import a_line, later, refs, saved, texts, with_plan

from bot.app import plan, undoing
from bot.app.peer import NotLoaded, Peer
from bot.app.undoing import Entry
from bot.engine.session import Part

GOAL, STEP, OTHER = a_line(1, "swim"), a_line(2, "find goggles", role="step", about=1), a_line(3, "sing")


@pytest.fixture
def peer() -> Peer:
    """Somebody with three lines that were never changed."""
    return with_plan(GOAL, STEP, OTHER)


def newest(peer: Peer) -> Entry:
    """The newest entry."""
    return undoing.entries(peer)[0]


def summary(peer: Peer) -> list[tuple[str, tuple[int, ...]]]:
    """What was done to which lines, the newest first."""
    return [(entry.what, entry.refs) for entry in undoing.entries(peer)]


# -- entries ---------------------------------------------------------------------------------------------------------


def test_each_line_that_was_written_is_an_entry(peer: Peer) -> None:
    """The newest first; it has nothing before it."""
    assert summary(peer) == [("added", (3,)), ("added", (2,)), ("added", (1,))]
    assert [entry.at for entry in undoing.entries(peer)] == [line.created_at for line in (OTHER, STEP, GOAL)]
    assert all(entry.before == () for entry in undoing.entries(peer))


def test_what_one_act_did_is_one_entry(peer: Peer) -> None:
    """Adopting three lines, or moving one with its family, is undone at once."""
    plan.adopt(peer, later(1))
    peer = saved(peer)
    plan.move(peer, 1, "wins", later(2))
    peer = saved(peer)
    assert summary(peer)[:2] == [("moved", (1, 2)), ("adopted", (1, 2, 3))]


def test_acts_of_different_moments_are_entries_of_their_own(peer: Peer) -> None:
    """The same thing done twice can be undone once."""
    for minute in (1, 2):
        plan.revise(peer, 1, f"swim {minute}", later(minute))
    peer = saved(peer)
    assert summary(peer)[:2] == [("revised", (1,)), ("revised", (1,))]
    undoing.undo(peer, newest(peer).number, later(3))
    assert peer.lines[1].text == "swim 1"


def test_several_changes_of_a_line_in_one_act_are_undone_together(peer: Peer) -> None:
    """What it was before the first of them counts."""
    for text in ("swim a", "swim ab"):
        plan.revise(peer, 1, text, later(1))
    peer = saved(peer)
    entry = undoing.undo(peer, newest(peer).number, later(2))
    assert entry is not None
    assert (entry.refs, peer.lines[1].text) == ((1,), "swim")


def test_numbers_are_different_and_stay(peer: Peer) -> None:
    """A button that was shown yesterday still means the same change."""
    plan.adopt(peer, later(1))
    peer = saved(peer)
    before = {entry.number: (entry.what, entry.refs) for entry in undoing.entries(peer)}
    plan.remove(peer, 3, later(2))
    peer = saved(peer)
    after = {entry.number: (entry.what, entry.refs) for entry in undoing.entries(peer)}
    assert len(after) == len(undoing.entries(peer))
    assert {number: after[number] for number in before if number in after} == {
        number: what for number, what in before.items() if what != ("added", (3,))
    }


def test_a_line_that_is_out_is_not_listed_as_added(peer: Peer) -> None:
    """Undoing the removal brings that entry back with the line."""
    plan.remove(peer, 3, later(1))
    peer = saved(peer)
    assert summary(peer) == [("removed", (3,)), ("added", (2,)), ("added", (1,))]


def test_a_change_of_this_batch_has_no_number_yet(peer: Peer) -> None:
    """It cannot have been shown to anybody; in the next batch it can be undone."""
    plan.remove(peer, 3, later(1))
    assert "removed" not in [entry.what for entry in undoing.entries(peer)]
    assert newest(saved(peer)).what == "removed"


def test_entries_need_plan_and_history(peer: Peer) -> None:
    """Whatever was not loaded is asked for."""
    for part in ("plan", "past"):
        unloaded = saved(peer)
        setattr(unloaded, part, None)
        with pytest.raises(NotLoaded):
            undoing.entries(unloaded)


# -- undoing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        lambda peer: plan.revise(peer, 1, "dive", later(1)),
        lambda peer: plan.remove(peer, 1, later(1)),
        lambda peer: plan.withdraw(peer, 1, later(1)),
        lambda peer: plan.adopt(peer, later(1)),
        lambda peer: plan.pin(peer, 2, later(1)),
        lambda peer: plan.move(peer, 1, "wins", later(1)),
        lambda peer: plan.move(peer, 2, "goals", later(1)),
        lambda peer: plan.place(peer, 3, "up", later(1)),
        lambda peer: plan.settle(peer, 1, "let_go", later(1)),
        lambda peer: plan.settle(peer, 2, "done", later(1)),
        lambda peer: plan.address(peer, 3, "me", later(1)),
    ],
    ids=["revise", "remove", "withdraw", "adopt", "pin", "move", "move out", "place", "let go", "done", "address"],
)
def test_undoing_makes_everything_what_it_was(peer: Peer, act: Callable[[Peer], object]) -> None:
    """Words, section, place, role, pin, adoption, how it went, who it is for; and undoing that does it again."""
    before = peer.lines
    act(peer)
    peer = saved(peer)
    after = peer.lines
    assert after != before
    undoing.undo(peer, newest(peer).number, later(2))
    peer = saved(peer)
    assert peer.lines == before
    undoing.undo(peer, newest(peer).number, later(3))
    assert saved(peer).lines == after


def test_undoing_a_new_line_takes_it_out_and_hides_its_family(peer: Peer) -> None:
    """Undoing that brings both back."""
    entry = undoing.undo(peer, -1, later(1))
    assert entry is not None
    assert (entry.what, texts(peer)) == ("added", ["sing"])
    peer = saved(peer)
    assert newest(peer).what == "undone"
    undoing.undo(peer, newest(peer).number, later(2))
    assert texts(peer) == ["swim", "find goggles", "sing"]


def test_undoing_restores_the_messages_behind_a_line() -> None:
    """An edit of the old message finds its line again."""
    peer = with_plan(replace(GOAL, parts=(Part("swim", 7),)))
    plan.revise(peer, 1, "dive", later(1))
    peer = saved(peer)
    assert plan.of_message(peer, 7) is None
    undoing.undo(peer, newest(peer).number, later(2))
    found = plan.of_message(saved(peer), 7)
    assert found is not None
    assert (found.text, found.parts) == ("swim", (Part("swim", 7),))


@pytest.mark.parametrize("number", [0, 99, -99])
def test_a_number_that_means_nothing_changes_nothing(peer: Peer, number: int) -> None:
    """So does one that was undone already."""
    assert undoing.undo(peer, number, later(1)) is None
    assert peer.changes.history == []
    undoing.undo(peer, -3, later(1))
    assert undoing.undo(saved(peer), -3, later(2)) is None


def test_undoing_one_act_leaves_the_other_lines_alone(peer: Peer) -> None:
    """Only the lines of the entry are touched."""
    plan.adopt(peer, later(1), [1])
    peer = saved(peer)
    plan.revise(peer, 3, "hum", later(2))
    peer = saved(peer)
    undoing.undo(peer, undoing.entries(peer)[1].number, later(3))
    assert (peer.lines[1].adopted_at, peer.lines[3].text) == (None, "hum")


def test_undoing_an_old_pin_leaves_newer_words(peer: Peer) -> None:
    """Whoever undoes a pin of last week keeps the words of yesterday."""
    plan.pin(peer, 1, later(1))
    peer = saved(peer)
    plan.revise(peer, 1, "swim far", later(2))
    peer = saved(peer)
    undoing.undo(peer, undoing.entries(peer)[1].number, later(3))
    assert (peer.lines[1].pinned_at, peer.lines[1].text) == (None, "swim far")


def test_undoing_an_old_wording_does_not_bring_a_removed_line_back(peer: Peer) -> None:
    """What was taken out since stays out until that is undone."""
    plan.revise(peer, 1, "swim far", later(1))
    peer = saved(peer)
    plan.remove(peer, 1, later(2))
    peer = saved(peer)
    undoing.undo(peer, undoing.entries(peer)[1].number, later(3))
    assert refs(peer) == [3]


def test_undoing_an_old_change_leaves_the_order(peer: Peer) -> None:
    """No two lines come to stand in one place."""
    plan.pin(peer, 1, later(1))
    plan.pin(peer, 1, later(2))
    peer = saved(peer)
    plan.place(peer, 3, "up", later(3))
    peer = saved(peer)
    undoing.undo(peer, undoing.entries(peer)[1].number, later(4))
    assert peer.lines[1].position != peer.lines[3].position


def test_a_plan_of_ten_years_can_be_undone() -> None:
    """Hundreds of changes are entries like any other."""
    peer = with_plan(a_line(1), a_line(2))
    for minute in range(600):
        plan.revise(peer, 1, f"wording {minute}", later(minute))
    peer = saved(peer)
    found = undoing.entries(peer)
    assert len(found) == 602
    undoing.undo(peer, found[300].number, later(700))
    assert peer.lines[1].text == "wording 298"
