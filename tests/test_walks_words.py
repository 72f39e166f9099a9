"""Promises about people's words that single turns with the shipped scripts must keep."""

import pytest
from helpers_app import Friend, shipped

from bot.app.incoming import Changed, Commanded, Pressed, Said
from bot.app.message import link


def test_what_is_written_with_nothing_open_is_asked_about_and_kept(ana: Friend) -> None:
    """It goes into the plan word for word, into the section that the person picks."""
    ana.says("  I can *bake* <b>bread</b>\n")
    ana.does(Pressed(ana.data("yes")))
    ana.does(Pressed(ana.data("#1")))
    assert ana.plan == ["  I can *bake* <b>bread</b>\n"]


def test_a_typed_label_counts_as_a_press(ana: Friend) -> None:
    """Case, accents and punctuation do not matter."""
    ana.does(Commanded("reflect"))
    ana.says("SKIP.")
    assert ana.where == "reflect.through"
    ana.says("back")
    assert ana.where == "reflect.helped"


def test_a_line_can_be_edited_after_its_dialogue_has_ended(ana: Friend) -> None:
    """An edited message changes the line in the plan."""
    ana.does(Pressed(link("next_step")))
    ana.says("lern to swim")
    for _ in range(4):
        ana.does(Pressed(ana.data("_skip")))
    ana.does(Pressed(ana.data("rest")))
    ana.does(Changed("learn to swim", 1))
    assert ana.plan == ["learn to swim"]


def test_editing_one_message_of_a_kept_burst_keeps_the_others(ana: Friend) -> None:
    """A line of several messages loses none of them because one is edited after the dialogue has ended."""
    ana.does(Pressed(link("next_step")))
    ana.says("learn to swim")
    ana.says("and to dive", seen=False, after=1)
    for _ in range(4):
        ana.does(Pressed(ana.data("_skip")))
    ana.does(Pressed(ana.data("rest")))
    assert ana.plan == ["learn to swim\nand to dive"]
    ana.does(Changed("and to dive deep", 2))
    assert ana.plan == ["learn to swim\nand to dive deep"]


def test_a_line_kept_from_home_can_be_edited(ana: Friend) -> None:
    """The bot must not say that a message is not in the plan when it is."""
    ana.says("bakeing")
    ana.does(Pressed(ana.data("yes")))
    ana.does(Pressed(ana.data("#1")))
    ana.does(Changed("baking", 1))
    assert ana.plan == ["baking"]


def _with_a_line(ana: Friend, text: str) -> None:
    ana.says(text)
    ana.does(Pressed(ana.data("yes")))
    ana.does(Pressed(ana.data("#1")))


def test_new_words_are_not_taken_back_in_words_only(ana: Friend) -> None:
    """Whoever is told that their words were taken out must not find them in the plan."""
    _with_a_line(ana, "baking")
    ana.does(Commanded("plan"))
    ana.does(Pressed(ana.data("change")))
    ana.does(Pressed(ana.data("#0")))
    ana.does(Pressed(ana.data("words")))
    ana.says("baking bread")
    assert ana.plan == ["baking bread"]
    ana.says("Back")
    assert ana.plan == ["baking bread"]
    assert "took out" not in ana.texts


def test_editing_the_new_words_of_a_line_changes_the_line(ana: Friend) -> None:
    """Whoever is told "Changed" must find it changed."""
    _with_a_line(ana, "baking")
    ana.does(Commanded("plan"))
    ana.does(Pressed(ana.data("change")))
    ana.does(Pressed(ana.data("#0")))
    ana.does(Pressed(ana.data("words")))
    ana.says("baking bred")
    ana.does(Changed("baking bread", 2))
    assert ana.plan == ["baking bread"]


def test_editing_the_name_changes_the_name(ana: Friend) -> None:
    """The name is used from then on as edited."""
    ana.does(Pressed(link("about")))
    ana.says("Anna")
    ana.does(Changed("Ana", 1))
    assert ana.peer.record.name == "Ana"


def test_going_back_from_the_name_takes_the_name_back(ana: Friend) -> None:
    """Whoever goes back and skips is not called by the name that was "taken out"."""
    ana.does(Pressed(link("about")))
    ana.says("Anna")
    ana.does(Pressed(ana.data("_back")))
    ana.does(Pressed(ana.data("_skip")))
    assert ana.peer.record.name is None


def test_what_is_written_while_paused_outlives_a_look_at_the_plan(ana: Friend) -> None:
    """Words that wait to be used are there after an interruption."""
    ana.does(Commanded("reflect"))
    ana.does(Commanded("pause"))
    ana.says("walking by the river")
    use = ana.data("_use_held")
    ana.does(Commanded("help"))
    ana.does(Pressed(use))
    assert ana.plan == ["walking by the river"]


def test_saying_welcome_does_not_lead_to_a_button_that_deletes_everything(ana: Friend) -> None:
    """Consent is asked once; its "no" forgets a person without a second question."""
    ana.says("welcome")
    assert ana.where != "welcome.consent"


def test_deleting_forgets_everything_and_says_how_much(ana: Friend) -> None:
    """After the yes there is a receipt, and the next word is a stranger's."""
    _with_a_line(ana, "baking")
    ana.does(Commanded("delete"))
    ana.does(Pressed(ana.data("yes")))
    assert ana.forgotten
    assert "1" in ana.texts
    assert not ana.peer.consented
    assert ana.plan == []


def test_declining_forgets_at_once(ana: Friend) -> None:
    """Nothing is kept of somebody who says no."""
    ben = Friend(shipped(), consented=False)
    ben.does(Commanded("start"))
    ben.does(Pressed(ben.data("no")))
    assert ben.forgotten
    assert ben.where == ""


def test_help_now_needs_no_consent_and_comes_back_to_the_question() -> None:
    """The crisis lines are there before anything was agreed to."""
    ben = Friend(shipped(), consented=False)
    ben.does(Commanded("start"))
    ben.does(Pressed(link("now")))
    assert ben.where == "now.people"
    ben.does(Pressed(ben.data("go_on")))
    assert ben.where == "welcome.consent"


@pytest.mark.parametrize("act", [Pressed("nonsense"), Pressed("@nowhere"), Pressed("1:_skip"), Pressed("")])
def test_a_press_that_means_nothing_says_so_and_changes_nothing(ana: Friend, act: Pressed) -> None:
    """The answer is a toast; nothing is sent."""
    ana.does(Commanded("reflect"))
    before = ana.peer.record.session
    assert ana.does(act).toast
    assert ana.heard == []
    assert ana.peer.record.session == before


def test_an_unknown_command_leaves_the_place(ana: Friend) -> None:
    """It says so, and the question stays open."""
    ana.does(Commanded("reflect"))
    ana.does(Commanded("nonsense"))
    assert (ana.where, len(ana.heard)) == ("reflect.helped", 1)
    ana.does(Said("walking", 9))
    assert ana.plan == ["walking"]


def test_what_one_paused_dialogue_holds_is_no_answer_to_another(ana: Friend) -> None:
    """Words that wait for the reflection are not filed under a goal."""
    ana.does(Commanded("reflect"))
    ana.does(Commanded("pause"))
    ana.says("meant for the reflection")
    ana.does(Pressed(link("next_step")))
    ana.does(Commanded("pause"))
    ana.says("meant for the goal")
    ana.does(Pressed(ana.data("_use_held")))
    assert ana.plan == ["meant for the goal"]


def test_a_word_of_a_burst_is_no_press_of_an_unseen_button(ana: Friend) -> None:
    """ "Skip" right after an answer, before the next question was sent, does not skip that question."""
    ana.does(Commanded("reflect"))
    ana.says("on bad days the small things I")
    ana.says("skip", seen=False, after=1)
    assert ana.plan == ["on bad days the small things I\nskip"]


def test_a_refused_text_is_not_stepped_over(ana: Friend) -> None:
    """Whoever was told that a text was not kept does not find the end of it in the plan."""
    ana.says("I bake bread")
    ana.says("and in the summer")
    ana.says("I swim", seen=False, after=1)
    ana.does(Pressed(ana.data("yes")))
    ana.does(Pressed(ana.data("#1")))
    assert ana.plan == ["I bake bread"]


def test_pausing_before_consent_does_not_deny_the_open_question() -> None:
    """The welcome cannot be paused; its question is asked again instead."""
    ben = Friend(shipped(), consented=False)
    ben.does(Commanded("start"))
    question = ben.texts.split("\n\n")[-1]
    ben.does(Commanded("pause"))
    assert ben.where == "welcome.consent"
    assert question in ben.texts
