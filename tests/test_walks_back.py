"""Going back across an action: what it did is taken back with the answer, or *Back* is not offered."""

import pytest
from helpers_app import Friend
from helpers_plan import AT, a_line

from bot.app import plan, undoing
from bot.app.plan_view import changes_view


def back(ana: Friend) -> bool:
    """Presses *Back* where it is offered; returns whether it is."""
    offered = any(key.data.endswith(":_back") for message in ana.heard for row in message.rows for key in row)
    if offered:
        ana.presses("_back")
    return offered


@pytest.mark.xfail(strict=True, reason="BUG: Back after a new name clears the earlier one")
def test_going_back_from_a_new_name_leaves_the_earlier_one(ana: Friend) -> None:
    """The new one is taken back; the old one was never in question."""
    ana.peer.record.name = "Ana"
    ana.opens("about")
    ana.says("Anna")
    assert not back(ana) or ana.peer.record.name == "Ana"


def test_going_back_from_a_day_that_was_not_understood_leaves_the_earlier_one(ana: Friend) -> None:
    """Nothing was set, so nothing is to be taken back."""
    ana.peer.remember(meeting_on=AT.date())
    ana.opens("session")
    ana.presses("day")
    ana.says("the usual time")
    assert not back(ana) or ana.peer.record.memory.meeting_on == AT.date()


def test_going_back_from_who_a_part_is_for_takes_that_back(ana: Friend) -> None:
    """It is asked again, and has no answer yet."""
    ana.opens("story")
    ana.presses("free")
    ana.says("I was born")
    ana.presses("anyone")
    assert not back(ana) or plan.shown(ana.peer)[0].audience == ""


def test_going_back_before_the_end_of_a_session_leaves_it_open(ana: Friend) -> None:
    """What was prepared is in the plan as it was, with the day."""
    ana.peer.plan = {1: a_line(1, "the move", section="sessions", role="bring")}
    ana.peer.remember(meeting_on=AT.date())
    ana.opens("session")
    ana.presses("after")
    ana.says("breathe first")
    ana.presses("enough")
    before = plan.shown(ana.peer)
    ana.says("call them")
    assert not back(ana) or (plan.shown(ana.peer), ana.peer.record.memory.meeting_on) == (before, AT.date())


def test_new_words_of_a_part_of_a_story_are_not_emptied(ana: Friend) -> None:
    """Whether they are taken back or not, the line says something."""
    ana.peer.plan = {1: a_line(1, "I was born", section="story")}
    ana.opens("story")
    ana.presses("#0")
    ana.presses("words")
    ana.says("I was born by the sea")
    assert back(ana) == (ana.plan == ["I was born"])


def test_going_back_is_a_change_that_can_be_undone(ana: Friend) -> None:
    """Somebody who went back by mistake finds the line in the list of changes."""
    ana.opens("next_step")
    ana.says("swim")
    ana.presses("_back")
    assert ana.plan == []
    found = changes_view(ana.peer)
    assert [(one["what"], one["text"]) for one in found] == [("withdrawn", "swim")]
    undoing.undo(ana.peer, found[0]["number"], ana.at)
    assert [line.text for line in plan.shown(ana.peer)] == ["swim"]


def test_a_burst_is_no_step_back(ana: Friend) -> None:
    """The list of changes tells what the person did."""
    ana.opens("next_step")
    ana.says("learn")
    ana.says("to swim", seen=False, after=1)
    assert [one["what"] for one in changes_view(ana.peer)] == ["added"]
