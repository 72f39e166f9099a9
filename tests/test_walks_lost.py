"""Words that could get lost: written to a line that is gone, beside a button, or in several messages."""

import pytest
from helpers_app import Friend
from helpers_plan import a_line

from bot.app import plan
from bot.app.incoming import Changed, Commanded


def shown(ana: Friend) -> list[str]:
    """The plan as it is shown."""
    return [line.text for line in plan.shown(ana.peer)]


def take_out(ana: Friend, ref: int) -> None:
    """Takes a line out, as it happens in the plan."""
    plan.remove(ana.peer, ref, ana.at)


def test_an_answer_about_a_line_that_was_taken_out_is_in_the_plan(ana: Friend) -> None:
    """Whoever is told that it is kept finds it."""
    ana.opens("next_step")
    ana.says("swim")
    take_out(ana, next(iter(ana.peer.lines)))
    ana.says("because of the sea")
    assert shown(ana) == ["because of the sea"]


def test_new_words_for_a_line_that_was_taken_out_are_not_lost(ana: Friend) -> None:
    """They are in the plan, or the person is told that they are not."""
    ana.peer.plan = {1: a_line(1, "I was born", section="story"), 2: a_line(2, "I went", section="story")}
    ana.opens("story")
    ana.presses("#0")
    ana.presses("words")
    take_out(ana, 1)
    ana.says("I was born by the sea")
    assert "It now says" not in ana.texts or "I was born by the sea" in shown(ana)


@pytest.mark.xfail(
    strict=True, reason="BUG: an edit of a line that was taken out is told as 'Changed. It now says ...'"
)
def test_an_edit_of_a_line_that_was_taken_out_says_that_it_is_out(ana: Friend) -> None:
    """ "Changed" is for what is there."""
    ana.opens("next_step")
    ana.says("lern")
    take_out(ana, next(iter(ana.peer.lines)))
    ana.does(Changed("learn", 1))
    assert shown(ana) == []
    assert "It now says" not in ana.texts


def test_a_number_means_the_line_beside_it_after_a_look_at_the_plan(ana: Friend) -> None:
    """A line was taken out meanwhile: the numbers on the buttons are those of the words."""
    ana.peer.plan = {ref: a_line(ref, f"part {ref}", section="story") for ref in (1, 2, 3)}
    ana.opens("story")
    ana.does(Commanded("help"))
    ana.does(Commanded("plan"))
    take_out(ana, 1)
    ana.presses("done")
    assert "1. part 2" in ana.texts
    ana.presses("#0")
    assert "“part 2”" in ana.texts


@pytest.mark.xfail(strict=True, reason="BUG: a section's name in two messages makes two sections")
def test_a_name_in_two_messages_is_one_section(ana: Friend) -> None:
    """The first half of a name is no section of its own."""
    ana.does(Commanded("plan"))
    ana.presses("add")
    ana.presses("new")
    ana.says("My")
    ana.says("garden", seen=False, after=1)
    assert list(ana.peer.record.memory.sections.values()) == ["My garden"]


@pytest.mark.xfail(strict=True, reason="BUG: an offer of a dialogue that ended, typed, is kept as the answer below")
def test_an_offer_that_stands_there_can_be_typed_above_an_open_question(ana: Friend) -> None:
    """The buttons of the last words are buttons, whatever question comes after them."""
    ana.does(Commanded("reflect"))
    ana.does(Commanded("win", "I called", 1))
    ana.presses("enough")
    offered = next(
        key.label for message in ana.heard for row in message.rows for key in row if key.data in ("@wins", "@home")
    )
    ana.says(offered)
    assert shown(ana) == ["I called"]
