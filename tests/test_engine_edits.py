"""Edited messages and bursts: what belongs to one answer, and what becomes of it when it changes."""

import pytest
from helpers_engine import Talk, scripts

from bot.engine import EditedElsewhere, Keep, Revise, Say, Unsay, Withdraw

DIARY = """
    dialogue: diary
    version: 1
    start: first
    answers:
      title: text
      days: {list_of: {what: text, where: text}}
    states:
      first: {wait: text, save: title, keep: titles, next: what}
      what: {wait: text, save: "days[new].what", keep: notes, next: where}
      where: {wait: text, save: "days[last].where", next: what}
"""
AGAIN = """
    dialogue: again
    version: 1
    start: ask
    answers: {said: text}
    states:
      ask: {wait: text, save: said, keep: notes, next: ask}
"""


@pytest.fixture
def talk() -> Talk:
    """Somebody at the first question of `DIARY`."""
    return Talk(scripts(DIARY)).start("diary")


# -- edits -----------------------------------------------------------------------------------------------------------


def test_an_edit_revises_the_answer_the_line_and_every_later_snapshot(talk: Talk) -> None:
    """Going back after an edit must not bring the old words back."""
    talk.reply("Tuseday", 1).reply("walking", 2).reply("outside", 3).edit(1, "Tuesday").edit(2, "swimming")
    assert talk.frame.answers["title"] == "Tuesday"
    assert talk.frame.answers["days"] == ({"what": "swimming", "where": "outside"},)
    assert list(talk.plan.values()) == ["Tuesday", "swimming"]
    assert (talk.said, talk.last(Say).scope["answer"]) == ([".revised"], "swimming")
    assert len(talk.all(Revise)) == 1
    talk.press("_back")
    assert talk.frame.answers == {"title": "Tuesday", "days": ({"what": "swimming", "where": ""},)}
    talk.press("_back")
    assert talk.frame.answers == {"title": "Tuesday", "days": ()}
    assert list(talk.plan.values()) == ["Tuesday"]


def test_an_edit_leaves_the_open_question_open(talk: Talk) -> None:
    """The next text still answers the question that was asked."""
    talk.reply("Monday", 1)
    question = talk.frame.question
    talk.edit(1, "Tuesday")
    assert (talk.where, talk.frame.question) == ("diary.what", question)
    assert talk.reply("walking").frame.answers["days"][0]["what"] == "walking"


def test_an_edit_of_one_message_of_a_burst_keeps_the_others(talk: Talk) -> None:
    """An answer of several messages changes in that one part."""
    talk.reply("long", 1).reply("walks", 2, seen=False, after=1).edit(1, "very long")
    assert talk.frame.answers["title"] == "very long\nwalks"
    assert list(talk.plan.values()) == ["very long\nwalks"]


def test_an_edit_reaches_a_dialogue_below(talk: Talk) -> None:
    """Whatever is open, the answer is found."""
    talk.catalog = scripts(DIARY, AGAIN)
    talk.reply("Monday", 1).start("again").reply("said", 5).edit(1, "Tuesday")
    assert talk.session.frames[0].answers["title"] == "Tuesday"
    assert talk.frame.answers["said"] == "said"


def test_an_edit_of_an_unknown_message_is_handed_on(talk: Talk) -> None:
    """The application may know a plan line of it."""
    before = talk.session
    assert talk.edit(99, "new words").effects == [EditedElsewhere(99, "new words")]
    assert talk.session == before


def test_an_edit_of_what_is_held_changes_what_is_held(talk: Talk) -> None:
    """While paused, the words that wait to be used are the edited ones."""
    talk.press("_pause").reply("a though", 1).edit(1, "a thought")
    assert (talk.said, talk.last(Say).scope["held"]) == ([".was_paused"], "a thought")
    assert talk.press("_use_held").frame.answers["title"] == "a thought"


def test_an_edit_of_an_undone_answer_changes_nothing(talk: Talk) -> None:
    """The answer was taken back; there is nothing left to revise."""
    talk.reply("Monday", 1).press("_back")
    assert talk.edit(1, "Tuesday").effects == [EditedElsewhere(1, "Tuesday")]
    assert talk.frame.answers["title"] == ""


def test_an_edit_of_an_overwritten_answer_leaves_the_newer_one() -> None:
    """A question asked twice saves over itself; editing the first answer changes its line, not the second answer."""
    talk = Talk(scripts(AGAIN)).start("again").reply("first", 1).reply("second", 2).edit(1, "first, changed")
    assert list(talk.plan.values()) == ["first, changed", "second"]
    assert talk.frame.answers["said"] == "second"


# -- bursts ----------------------------------------------------------------------------------------------------------


def test_texts_in_quick_succession_are_one_answer(talk: Talk) -> None:
    """What is typed before the next question can have been read goes on with the answer before."""
    talk.reply("my", 1)
    unanswered = talk.frame.question
    talk.reply("day", 2, seen=False, after=2)
    assert talk.frame.answers["title"] == "my\nday"
    assert (talk.where, talk.leads) == ("diary.what", ("joined",))
    assert talk.last(Unsay).since <= unanswered
    assert talk.last(Say).question >= talk.last(Unsay).since


def test_a_joined_answer_is_kept_once(talk: Talk) -> None:
    """The line of the first part is withdrawn, and one line holds the whole."""
    talk.reply("my", 1).reply("day", 2, seen=False, after=1).reply("off", 3, seen=False, after=1)
    assert (len(talk.all(Withdraw)), len(talk.all(Keep))) == (1, 1)
    assert list(talk.plan.values()) == ["my\nday\noff"]
    assert [part.message for part in talk.last(Keep).parts] == [1, 2, 3]


def test_each_part_gives_the_next_one_three_seconds(talk: Talk) -> None:
    """A long burst may last longer than three seconds altogether."""
    for number, word in enumerate(["a", "slow", "but", "steady", "burst"]):
        talk.reply(word, number, seen=False, after=2.9)
    assert talk.frame.answers["title"] == "a\nslow\nbut\nsteady\nburst"


def test_nothing_is_joined_once_the_question_was_seen(talk: Talk) -> None:
    """A quick answer to a question that was read is an answer to it."""
    talk.reply("my day", 1).reply("walking", 2, seen=True, after=1)
    assert talk.frame.answers["title"] == "my day"
    assert talk.frame.answers["days"][0]["what"] == "walking"


def test_nothing_is_joined_after_three_seconds(talk: Talk) -> None:
    """Whoever waits that long is not in the middle of a thought."""
    talk.reply("my day", 1).reply("walking", 2, seen=False, after=3.1)
    assert (talk.where, talk.frame.answers["title"]) == ("diary.where", "my day")


def test_nothing_is_joined_across_a_press(talk: Talk) -> None:
    """A button between two texts parts them."""
    talk.reply("my day", 1).reply("walking", 2).press("_back").reply("swimming", 3, seen=False, after=0)
    assert talk.frame.answers["title"] == "my day"
    assert talk.frame.answers["days"][0]["what"] == "swimming"


def test_nothing_is_joined_across_an_interruption() -> None:
    """What is written into another dialogue does not go on with an answer below it."""
    talk = Talk(scripts(DIARY, AGAIN)).start("diary").reply("my day", 1).start("again")
    talk.reply("something else", 2, seen=False, after=0)
    assert (talk.frame.answers["said"], talk.session.frames[0].answers["title"]) == ("something else", "my day")


def test_going_back_after_a_burst_undoes_the_whole_answer(talk: Talk) -> None:
    """One answer, one step back."""
    talk.reply("my", 1).reply("day", 2, seen=False, after=1).press("_back")
    assert (talk.where, talk.frame.answers["title"], talk.plan) == ("diary.first", "", {})
    assert talk.last(Say).scope["undone"] == "my\nday"


def test_a_held_answer_of_several_messages_can_be_edited_later(talk: Talk) -> None:
    """Each message of what was held is remembered with the answer."""
    talk.press("_pause").reply("my", 1).reply("day", 2).press("_use_held").edit(2, "days")
    assert talk.frame.answers["title"] == "my\ndays"
