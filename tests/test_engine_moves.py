"""Sessions that are carried over to a newer version whose questions are no longer those they stood in."""

import pytest
from helpers_engine import Talk, scripts

from bot.engine import Say, Stale

FIRST = """
    dialogue: shop
    version: 1
    start: what
    answers: {what: text, how_many: text}
    states:
      what: {wait: text, save: what, next: how_many}
      how_many: {wait: text, save: how_many, next: sure}
      sure: {wait: choice, choices: {yes: done, no: what}}
      done: {end: completed}
"""
# "how_many" is silent now, "sure" is gone, and "list" is a question that the first version did not have.
SECOND = """
    dialogue: shop
    version: 2
    start: look
    needs: [things]
    answers: {what: text, where: text}
    states:
      look: {silent: true, next: list}
      list: {wait: choice, save: what, choices_from: {items: things, to: where}, choices: {new: what}}
      what: {wait: text, save: what, next: where}
      how_many: {silent: true, next: where}
      where: {wait: text, save: where, next: done}
      done: {end: completed}
    moves:
      1: {sure: look}
"""


@pytest.fixture
def talk() -> Talk:
    """Somebody at the last question of the first version, for whom the second one is in force now."""
    made = Talk(scripts(FIRST), things=["bread", "milk"]).start("shop").reply("bread", 1).reply("two", 2)
    made.catalog = scripts(SECOND)
    return made


def test_the_trail_drops_what_is_no_question_any_more(talk: Talk) -> None:
    """Going back must not lead into a state that does not wait; the others stay."""
    talk.reply("yes?")
    assert (talk.frame.version, talk.where) == (2, "shop.list")
    assert [visit.state for visit in talk.frame.trail] == ["what"]
    assert talk.press("_back").where == "shop.what"
    assert talk.frame.answers["what"] == ""
    assert "_back" not in talk.buttons


def test_a_moved_state_that_does_not_wait_is_passed_through_at_the_next_word(talk: Talk) -> None:
    """What was written then answers nothing; the question that is open now is asked, and can be answered."""
    assert talk.reply("yes").said == ["shop.list"]
    assert talk.leads == ("resumed",)
    assert talk.frame.answers == {"what": "bread", "how_many": "two", "where": ""}
    assert talk.press("#1").where == "shop.where"


@pytest.mark.parametrize("token", ["yes", "_skip", "#0", "_use_held"])
def test_an_old_button_of_a_moved_state_is_stale(talk: Talk, token: str) -> None:
    """Its question is not there any more, so nothing changes but the version."""
    talk.press(token)
    assert (talk.effects, talk.frame.state) == ([Stale()], "look")


@pytest.mark.parametrize("wake", ["pause and go on", "open again", "edit", "nudge", "aside"])
def test_whatever_comes_first_the_person_is_asked_something(talk: Talk, wake: str) -> None:
    """No way in leaves somebody standing in a state that says nothing."""
    match wake:
        case "pause and go on":
            talk.press("_pause").press("_go_on")
        case "open again":
            talk.start("shop")
        case "edit":
            talk.edit(1, "rolls").reply("and now?")
            assert talk.frame.answers["what"] == "rolls"
        case "nudge":
            talk.time_out("nudge").press("_go_on")
        case "aside":
            talk.catalog = scripts(SECOND, GLANCE)
            talk.start("glance").press("fine").reply("and now?")
    assert (talk.where, talk.last(Say).block) == ("shop.list", "list")
    assert talk.buttons == ["#0", "#1", "new", "_back", "_pause"]


GLANCE = """
    dialogue: glance
    version: 1
    start: see
    aside: true
    states:
      see: {wait: choice, choices: {fine: bye}}
      bye: {end: completed, silent: true}
"""


def test_a_new_answer_begins_empty_and_an_old_one_is_kept(talk: Talk) -> None:
    """Nothing that was said is lost by a new version, even where it has no name for it."""
    talk.reply("yes").press("new").reply("cheese")
    assert talk.frame.answers == {"what": "cheese", "how_many": "two", "where": ""}


def test_lines_above_are_carried_over() -> None:
    """What was kept before the new version still is what a follower belongs to."""
    first = FIRST.replace("save: what,", "save: what, keep: goods,")
    second = SECOND.replace("where: {wait: text,", "where: {wait: text, keep: {section: goods, as: shelf},")
    talk = Talk(scripts(first), things=["bread"]).start("shop").reply("bread", 1).reply("two", 2)
    bread = talk.frame.above["goods"]
    talk.catalog = scripts(second)
    talk.reply("yes").press("#0").reply("top left")
    assert [talk.kept[ref].about for ref in talk.plan] == [0, bread]
