"""Bursts across dialogues: what goes on with an answer whose dialogue has ended, or with the words that opened one."""

import pytest
from helpers_engine import Talk, scripts

from bot.engine import Keep

DAY = """
    dialogue: day
    version: 1
    start: what
    answers: {what: text, where: text}
    states:
      what: {wait: text, save: what, keep: notes, next: where}
      where: {wait: text, save: where, keep: notes, next: what}
"""
# One question, and it is over.
NOTE = """
    dialogue: note
    version: 1
    start: arrive
    aside: true
    answers: {heard: text, what: text, why: text}
    states:
      arrive:
        silent: true
        next:
          - {if: heard, to: put}
          - {else: what}
      put: {keep: {section: wins, text: heard}, silent: true, next: why}
      what: {wait: text, save: what, keep: wins, next: bye}
      why: {wait: text, save: why, keep: wins, skip: bye, next: bye}
      bye: {end: completed}
"""


@pytest.fixture
def talk() -> Talk:
    """Somebody who has answered the first question of `DAY`, and is asked the second."""
    return Talk(scripts(DAY, NOTE)).start("day").reply("walking", 1)


def words(talk: Talk) -> list[str]:
    """The lines that stand."""
    return list(talk.plan.values())


def test_a_burst_does_not_reach_an_old_answer_of_the_dialogue_below(talk: Talk) -> None:
    """The first message ended a dialogue; whether the second answers the question below is for the person to say."""
    talk.start("note").reply("I called Ben", 2).reply("and Eva", 3, seen=False, after=1)
    assert words(talk) == ["walking", "I called Ben"]
    frame = talk.session.frames[-1]
    assert (frame.paused, [part.text for part in frame.held]) == (True, ["and Eva"])
    assert talk.press("_use_held") is talk
    assert words(talk) == ["walking", "I called Ben", "and Eva"]


def test_a_burst_goes_on_with_the_words_that_opened_a_dialogue() -> None:
    """ "/note I called" and, a second later, "my sister": one line, and its question is still open."""
    talk = Talk(scripts(DAY, NOTE)).start("note", "I called", message=1)
    talk.reply("my sister", 2, seen=False, after=1)
    assert words(talk) == ["I called\nmy sister"]
    assert talk.where == "note.why"


def test_a_text_that_was_written_after_reading_answers_the_question() -> None:
    """Quick as it may be."""
    talk = Talk(scripts(DAY, NOTE)).start("note", "I called", message=1).reply("I am brave", 2, after=1)
    assert words(talk) == ["I called", "I am brave"]
    assert talk.last(Keep).state == "why"


OTHER = DAY.replace("dialogue: day", "dialogue: other", 1)


def test_coming_back_to_one_dialogue_keeps_the_place_of_another() -> None:
    """Each dialogue keeps its place and the words that wait in it, whichever is opened again first."""
    talk = Talk(scripts(DAY, OTHER)).start("day").start("other").reply("one").press("_pause").reply("waits", 5)
    talk.start("day")
    assert talk.where == "day.what"
    kept = next(frame for frame in talk.session.frames if frame.dialogue == "other")
    assert (kept.state, kept.answers["what"]) == ("where", "one")
    assert [part.text for part in kept.held] == ["waits"]
