"""The question that a line answers stands with the line, in the words it was asked in."""

import pytest
from helpers_app import Friend, shipped
from helpers_plan import a_line

from bot.app.incoming import Commanded
from bot.app.presenter import Presenter
from bot.storage.records import LineRecord
from bot.wording import Voice


def newest(friend: Friend) -> LineRecord:
    """The line that was written last."""
    return friend.peer.lines[max(friend.peer.lines)]


def test_the_question_is_stored_without_the_thanks_before_it(ana: Friend) -> None:
    """What is thanked for was said before; the question quotes it."""
    ana.does(Commanded("reflect"))
    ana.says("walking")
    asked = ana.texts
    ana.says("on Sundays")
    assert newest(ana).question in asked
    assert newest(ana).question.startswith("Where could “walking”")
    assert newest(ana).question.endswith("?")


def test_the_question_is_stored_in_the_language_it_was_asked_in() -> None:
    """A later change of language leaves it as it was."""
    ana = Friend(shipped(), locale="es")
    ana.does(Commanded("reflect"))
    asked = ana.texts
    ana.says("caminar")
    ana.peer.record.locale = "en"
    assert "¿" in newest(ana).question
    assert newest(ana).question in asked


def test_an_answer_of_several_messages_has_one_question(ana: Friend) -> None:
    """The joined answer still answers the question that was asked."""
    ana.does(Commanded("reflect"))
    ana.says("walking")
    first = newest(ana).question
    ana.says("by the river", seen=False, after=1)
    assert (newest(ana).text, newest(ana).question) == ("walking\nby the river", first)


def test_a_button_has_a_question_too(ana: Friend) -> None:
    """What was picked answers it as well as what was typed."""
    ana.peer.plan = {1: a_line(1, "Sam", section="people")}
    ana.opens("win")
    ana.says("I called")
    ana.presses("_skip")
    asked = ana.texts
    ana.presses("#0")
    assert (newest(ana).text, newest(ana).role) == ("Sam", "tell")
    assert newest(ana).question in asked
    assert newest(ana).question.endswith("?")


@pytest.mark.parametrize("way", ["by command", "from home"])
def test_a_line_that_nobody_asked_for_has_no_question(ana: Friend, way: str) -> None:
    """It was written of the person's own accord."""
    if way == "by command":
        ana.does(Commanded("win", "I called", 1))
    else:
        ana.says("I called")
        ana.presses("yes")
        ana.presses("#1")
    assert (newest(ana).text, newest(ana).question) == ("I called", "")


def test_a_question_that_quotes_an_empty_line_is_stored_whole(ana: Friend) -> None:
    """People write paragraphs."""
    ana.does(Commanded("reflect"))
    ana.says("walking\n\nby the river")
    ana.says("on Sundays")
    assert newest(ana).question.startswith("Where could “walking")


def test_words_that_are_gone_cost_the_question_and_not_the_answer() -> None:
    """A block may have been renamed since the question was asked."""
    presenter = Presenter(shipped(), "en", Voice())
    assert presenter.question("reflect", "no_such_block", {}) == ""


def test_storing_the_question_draws_no_variant(ana: Friend) -> None:
    """The next thanks is the next one in turn, as if nothing had been looked up."""
    ana.does(Commanded("reflect"))
    heard = ana.peer.record.session.heard
    ana.says("walking")
    drawn = {pool: count - heard.get(pool, 0) for pool, count in ana.peer.record.session.heard.items()}
    assert set(drawn.values()) <= {0, 1}
