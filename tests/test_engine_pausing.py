"""Pausing a dialogue, what is written meanwhile, and the timers of a question."""

import pytest
from helpers_engine import Talk, scripts
from helpers_stack import GLANCE, MAIN, OUTER, in_the_middle, open_dialogues

from bot.engine import Ended, Say, SetTimer


@pytest.fixture
def talk() -> Talk:
    """Somebody at the second question of the main dialogue."""
    return in_the_middle()


def test_a_paused_dialogue_holds_what_is_written(talk: Talk) -> None:
    """Text while paused is no answer yet: it is shown, with the question whether it is one."""
    assert talk.press("_pause").said == [".paused"]
    talk.reply("was thinking", message=4).reply("all day", message=5)
    assert (talk.said, talk.buttons) == ([".was_paused"], ["_use_held", "_go_on"])
    assert talk.last(Say).scope["held"] == "was thinking\nall day"
    assert talk.where == "main.second"


def test_what_was_held_becomes_the_answer_when_the_person_says_so(talk: Talk) -> None:
    """Several held messages are one answer."""
    talk.press("_pause").reply("was thinking").reply("all day").press("_use_held")
    assert talk.all(Ended)
    assert talk.where == "after.hello"


def test_going_on_asks_the_question_again(talk: Talk) -> None:
    """What was held is let go, because the person said that it was no answer."""
    before = talk.frame
    talk.press("_pause").reply("nothing important").press("_go_on")
    assert (talk.frame, talk.leads, talk.frame.held) == (before, ("let_go",), ())


@pytest.mark.parametrize("token", ["_skip", "_back", "anything"])
def test_other_buttons_do_nothing_while_paused(talk: Talk, token: str) -> None:
    """Only going on, or using what is held, wakes a paused dialogue."""
    talk.press("_pause")
    before = talk.session
    assert [type(effect).__name__ for effect in talk.press(token).effects] == ["Stale"]
    assert talk.session == before


def test_pausing_by_command_closes_asides_first(talk: Talk) -> None:
    """/pause rests the dialogue that has a place to keep."""
    talk.start("glance").type_label("_pause")
    assert (open_dialogues(talk), talk.frame.paused, talk.said) == (["main"], True, [".paused"])


def test_pausing_with_nothing_open_says_so() -> None:
    """There is nothing to rest."""
    talk = Talk(scripts(GLANCE)).type_label("_pause")
    assert talk.said == [".nothing_to_pause"]


def test_an_interruption_above_a_paused_dialogue_leaves_it_paused(talk: Talk) -> None:
    """When the aside ends, the person hears that their conversation is still paused."""
    talk.press("_pause").start("help")
    assert talk.said == ["help.words", ".still_paused"]
    assert talk.frame.paused


def test_what_is_held_outlives_an_interruption(talk: Talk) -> None:
    """What a person wrote is not lost because they looked at something else before saying what it was."""
    talk.press("_pause").reply("a long and careful answer").start("help").press("_use_held")
    assert "a long and careful answer" in [visit.text for visit in talk.frame.trail] or talk.all(Ended)


# -- timers ----------------------------------------------------------------------------------------------------------


def test_a_nudge_speaks_to_the_very_question_it_was_set_for(talk: Talk) -> None:
    """It changes nothing."""
    before = talk.session
    talk.time_out("nudge")
    assert (talk.said, talk.buttons) == ([".nudge"], ["_go_on", "_pause"])
    assert talk.session == before


def test_nobody_is_nudged_who_moved_on_paused_or_left(talk: Talk) -> None:
    """A timer of an older question, of a paused one or of a closed dialogue is silent."""
    old = talk.frame.question
    assert talk.start("glance").time_out("nudge", old).effects == []
    assert talk.press("fine").press("_pause").time_out("nudge", old).effects == []
    assert Talk(talk.catalog).time_out("nudge", old).effects == []


def test_expiry_closes_the_question_silently(talk: Talk) -> None:
    """The dialogue ends as expired, and what lay below is open again, without a word."""
    talk.start("glance").time_out("expire")
    assert (open_dialogues(talk), talk.said) == (["main"], [])
    assert talk.all(Ended) == [Ended("glance", 1, "expired")]


def test_a_called_dialogue_does_not_expire() -> None:
    """Its caller would be left without an answer."""
    talk = Talk(scripts(MAIN, OUTER)).start("outer").time_out("expire")
    assert open_dialogues(talk) == ["outer", "main"]


def test_a_question_says_when_to_nudge_and_when_to_give_up() -> None:
    """Timers are set for the question that is asked."""
    talk = Talk(
        scripts("""
        dialogue: slow
        version: 1
        start: ask
        expire_after: 7d
        states:
          ask: {wait: text, nudge: {after: 24h}, next: ask}
    """)
    ).start("slow")
    timers = {timer.timer: (timer.after.days, timer.question) for timer in talk.all(SetTimer)}
    assert timers == {"nudge": (1, talk.frame.question), "expire": (7, talk.frame.question)}
