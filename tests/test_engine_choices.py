"""Buttons made from data: what they save, their pages, and buttons whose question is gone."""

import pytest
from helpers_engine import Talk, scripts

from bot.engine import Say, ScriptError, Stale
from bot.engine.asking import PAGE_SIZE

PICK = """
    dialogue: pick
    version: 1
    start: which
    needs: [things]
    answers: {thing: text, after: text}
    states:
      which:
        wait: choice
        save: thing
        choices: {none: after}
        choices_from: {items: things, to: after}
      after: {wait: text, save: after, skip: which, next: which}
"""
ROWS = [{"value": number, "label": f"Thing {number}"} for number in range(2 * PAGE_SIZE + 2)]


@pytest.fixture
def talk() -> Talk:
    """Somebody who is offered two pages of things and two more."""
    return Talk(scripts(PICK), things=ROWS).start("pick")


def test_data_comes_first_then_fixed_choices_then_controls(talk: Talk) -> None:
    """One page of data, the way to more of it, and the rest below."""
    assert talk.buttons == [*(f"#{number}" for number in range(PAGE_SIZE)), "_more", "none", "_pause"]
    assert talk.button("#3").text == "Thing 3"
    assert talk.button("none").block == "which_none"


def test_a_press_saves_the_value_and_keeps_its_type(talk: Talk) -> None:
    """A number stays a number: it may be the number of a plan line."""
    assert talk.press("#5").frame.answers["thing"] == 5


def test_plain_texts_can_be_offered_too() -> None:
    """Where the items are texts, each is its own value and label."""
    talk = Talk(scripts(PICK), things=("red", "blue")).start("pick")
    assert talk.button("#1").text == "blue"
    assert talk.press("#1").frame.answers["thing"] == "blue"


def test_paging_shows_more_and_earlier_under_the_same_question(talk: Talk) -> None:
    """Two full pages and a rest, and the same way back."""
    question = talk.frame.question
    talk.press("_more")
    assert talk.buttons[: PAGE_SIZE + 1] == [*(f"#{number}" for number in range(PAGE_SIZE, 2 * PAGE_SIZE)), "_earlier"]
    talk.press("_more")
    assert talk.buttons[:3] == [f"#{2 * PAGE_SIZE}", f"#{2 * PAGE_SIZE + 1}", "_earlier"]
    assert "_more" not in talk.buttons
    talk.press("_earlier").press("_earlier")
    assert talk.buttons[0] == "#0"
    assert talk.frame.question == question
    assert talk.press("#19").frame.answers["thing"] == 19


def test_paging_stops_at_the_last_page(talk: Talk) -> None:
    """All pages hang under one question, so an earlier message's "more" may be pressed any number of times."""
    for _ in range(5):
        talk.press("_more")
    assert f"#{2 * PAGE_SIZE}" in talk.buttons
    assert f"#{PAGE_SIZE}" in talk.press("_earlier").buttons


def test_what_was_offered_stays_what_it_was(talk: Talk) -> None:
    """When the data changes before the press, the button still means what its label said."""
    talk.context["things"] = list(reversed(ROWS))
    assert talk.press("#2").frame.answers["thing"] == 2


@pytest.mark.parametrize(
    "token", [f"#{len(ROWS)}", "#-1", "#", "#²", "#x", "#99999999999999999999", "nobody", "", "_use_held"]
)
def test_a_token_that_was_never_offered_changes_nothing(talk: Talk, token: str) -> None:
    """Forged or outdated buttons are stale."""
    before = talk.session
    assert talk.press(token).effects == [Stale()]
    assert talk.session == before


def test_a_button_of_another_question_changes_nothing(talk: Talk) -> None:
    """Each question has its number; a press that names another one is stale, even where the token would fit."""
    old = talk.frame.question
    talk.press("none")
    before = talk.session
    for question in (old, old + 1000, 1):
        assert talk.press("_skip", question).effects == [Stale()]
    assert talk.session == before


def test_a_press_with_nothing_open_is_stale(talk: Talk) -> None:
    """A chat that was cleared up still shows its old buttons."""
    empty = Talk(talk.catalog)
    assert empty.press("none", 5).effects == [Stale()]


def test_numbers_never_repeat(talk: Talk) -> None:
    """Coming back to a state asks under a new number."""
    numbers = [talk.frame.question]
    for token in ("none", "_skip", "none", "_back"):
        numbers.append(talk.press(token).frame.question)
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("things", ["a text", 5, None])
def test_items_that_are_no_list_are_an_error(things: object) -> None:
    """A script's mistake costs the turn, not the session."""
    with pytest.raises(ScriptError, match="no list"):
        Talk(scripts(PICK), things=things).start("pick")


def test_no_items_leave_the_fixed_choices() -> None:
    """An empty list is no error."""
    talk = Talk(scripts(PICK), things=[]).start("pick")
    assert talk.buttons == ["none", "_pause"]
    assert talk.last(Say).question == talk.frame.question
