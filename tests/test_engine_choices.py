"""Buttons made from data: what they save, their pages, and buttons whose question is gone."""

from dataclasses import replace

import pytest
from helpers_engine import Talk, scripts

from bot.engine import Say, ScriptError, Stale
from bot.engine.asking import PAGE_SIZE
from bot.engine.scope import scope_of

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


def test_data_and_paging_are_told_from_fixed_buttons(talk: Talk) -> None:
    """So that a channel can lay them out apart."""
    told = {button.token: button.is_data for button in talk.last(Say).buttons}
    assert [token for token, is_data in told.items() if is_data] == talk.buttons[: PAGE_SIZE + 1]
    assert not told["none"]
    assert not told["_pause"]


def test_numbers_never_repeat(talk: Talk) -> None:
    """Coming back to a state asks under a new number."""
    numbers = [talk.frame.question]
    for token in ("none", "_skip", "none", "_back"):
        numbers.append(talk.press(token).frame.question)
    assert len(set(numbers)) == len(numbers)


def let_go_of_list(talk: Talk) -> int:
    """Takes the buttons made from data out of the open question, as storage does; the first of them is gone for good.

    Returns the number under which the list was asked.
    """
    talk.session = replace(talk.session, frames=(replace(talk.frame, offered=(), page=0),))
    talk.context["things"] = ROWS[1:]
    return talk.frame.question


@pytest.mark.parametrize("token", ["#0", "#1", f"#{len(ROWS) - 1}"])
def test_a_button_of_a_list_that_was_let_go_of_is_old_and_the_list_is_asked_anew(talk: Talk, token: str) -> None:
    """Nothing is chosen; the new list has a number of its own, so that no place on the old one means somebody else."""
    old = let_go_of_list(talk)
    talk.press(token, old)
    assert talk.effects[0] == Stale()
    assert talk.said == ["pick.which"]
    assert (talk.frame.answers["thing"], talk.frame.trail) == ("", ())
    assert talk.button("#0").text == "Thing 1"
    assert talk.frame.question > old
    assert talk.press("#0", old).effects == [Stale()]
    assert talk.press("#0").frame.answers["thing"] == 1


@pytest.mark.parametrize("way", ["a word", "more", "a pause"])
def test_however_such_a_list_is_asked_anew_its_number_is_new(talk: Talk, way: str) -> None:
    """By a word that is no choice, by turning the page, by coming back from a pause."""
    old = let_go_of_list(talk)
    if way == "a word":
        assert talk.reply("hm").leads == ("choose_one",)
    elif way == "more":
        talk.press("_more", old)
    else:
        talk.press("_pause").press("_go_on")
    assert talk.button("#0").text == "Thing 1"
    assert talk.frame.question > old
    assert talk.press("#0", old).effects == [Stale()]


def test_the_fixed_buttons_of_such_a_question_stay_good(talk: Talk) -> None:
    """They mean what they say, whoever is on the list."""
    assert talk.press("none", let_go_of_list(talk)).where == "pick.after"


def test_a_list_that_is_empty_by_now_is_asked_without_it(talk: Talk) -> None:
    """The last one on it is gone: the question comes with its fixed buttons, and keeps its number."""
    old = let_go_of_list(talk)
    talk.context["things"] = []
    assert talk.press("#0", old).buttons == ["none", "_pause"]
    assert talk.frame.question == old


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


# -- numbered buttons, and the list in the words above them ---------------------------------------------------------


@pytest.fixture
def numbered() -> Talk:
    """The same, with numbers on the buttons."""
    return Talk(scripts(PICK.replace("items: things", "items: things, numbered: yes")), things=ROWS).start("pick")


def test_numbered_buttons_say_their_place_in_the_whole_list(numbered: Talk) -> None:
    """The second page goes on where the first one ended."""
    assert [numbered.button(f"#{place}").text for place in (0, 1, PAGE_SIZE - 1)] == ["1", "2", str(PAGE_SIZE)]
    numbered.press("_more")
    assert numbered.button(f"#{PAGE_SIZE}").text == str(PAGE_SIZE + 1)
    assert numbered.press(f"#{PAGE_SIZE}").frame.answers["thing"] == PAGE_SIZE


def test_the_words_know_which_items_the_page_shows(numbered: Talk) -> None:
    """Their values in the order of the buttons, how many come before, and how many there are in all."""
    every = [row["value"] for row in ROWS]
    for page, token in enumerate(("_more", "_more", "_more")):
        shown = every[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        assert numbered.last(Say).scope["page"] == {"before": page * PAGE_SIZE, "shown": shown, "total": len(every)}
        numbered.press(token)


def test_the_page_and_the_numbers_stay_what_was_offered(numbered: Talk) -> None:
    """When the data changes, both still speak of the same items, so that no number means another one."""
    numbered.context["things"] = list(reversed(ROWS))
    numbered.press("_more").press("_earlier")
    assert numbered.last(Say).scope["page"] == {
        "before": 0, "shown": list(range(PAGE_SIZE)), "total": len(ROWS),
    }  # fmt: skip
    assert numbered.press("#1").frame.answers["thing"] == 1


def test_a_question_without_data_has_an_empty_page(talk: Talk) -> None:
    """Words may look at it anywhere; also with nothing open."""
    assert talk.press("none").last(Say).scope["page"] == {"before": 0, "shown": [], "total": 0}
    assert scope_of(talk.catalog, Talk(talk.catalog).session, {})["page"] == {}


def test_the_next_time_a_question_is_asked_the_list_is_made_anew(numbered: Talk) -> None:
    """Coming back by *Back*, too, shows what there is now."""
    numbered.press("_more").press("none")
    numbered.context["things"] = ROWS[:2]
    numbered.press("_back")
    assert numbered.last(Say).scope["page"] == {"before": 0, "shown": [0, 1], "total": 2}


# -- offers ----------------------------------------------------------------------------------------------------------

FRONT = """
    dialogue: front
    version: 1
    start: look
    needs: [near]
    states:
      look: {wait: choice, choices: {more: rest}, offers_from: near, offers: [pick]}
      rest: {wait: choice, choices: {up: look}, offers: [pick]}
"""


def test_offers_are_made_from_data_before_those_that_the_script_names() -> None:
    """They come in the order of the data; they are no buttons of the question."""
    talk = Talk(scripts(FRONT, PICK), near=["win", "plan"], things=()).start("front")
    assert talk.last(Say).offers == ("win", "plan", "pick")
    assert talk.buttons == ["more", "_pause"]
    assert talk.press("more").last(Say).offers == ("pick",)


def test_offers_are_worked_out_each_time() -> None:
    """What is offered follows the data, unlike buttons, which answer one question."""
    talk = Talk(scripts(FRONT, PICK), near=[], things=()).start("front")
    assert talk.last(Say).offers == ("pick",)
    talk.context["near"] = ["win"]
    assert talk.reply("what?").last(Say).offers == ("win", "pick")


@pytest.mark.parametrize("near", ["a text", 5, None])
def test_offers_that_are_no_list_are_an_error(near: object) -> None:
    """A text is no list of its letters."""
    with pytest.raises(ScriptError, match=r"offers_from 'near' is no list"):
        Talk(scripts(FRONT, PICK), near=near, things=()).start("front")
