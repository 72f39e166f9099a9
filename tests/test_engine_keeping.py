"""Keeping lines: what a line belongs to, its area and its number; and what going back, joining and editing do to it."""

import json

import pytest
from helpers_engine import GARDEN, KNOWN, Talk, scripts

from bot.engine import Keep, Revise, Say, Withdraw
from bot.engine.codec import dump, load
from bot.engine.session import Part

NOTES = """
    dialogue: notes
    version: 1
    start: arrive
    answers: {heard: text, where: text, what: text, note_line: text}
    states:
      arrive:
        silent: true
        next:
          - {if: heard, to: note}
          - {else: where}
      note: {keep: {section: notes, text: heard, ref: note_line}, silent: true, next: more}
      where: {wait: choice, save: where, choices: {notes: what, ideas: what}}
      what: {wait: text, save: what, keep: {section_from: where}, skip: where, next: more}
      more: {wait: text, keep: {section: notes, as: more}, skip: where, next: where}
"""


@pytest.fixture
def talk() -> Talk:
    """Somebody at the first question of `GARDEN`."""
    return Talk(scripts(GARDEN), known=KNOWN).start("garden")


@pytest.fixture
def notes() -> Talk:
    """Somebody who may open `NOTES`."""
    return Talk(scripts(NOTES))


def kept(talk: Talk) -> Keep:
    """The line that the last step kept."""
    return talk.last(Keep)


# -- what a line belongs to ------------------------------------------------------------------------------------------


def test_a_line_without_a_role_stands_for_itself(talk: Talk) -> None:
    """It is about nothing, whatever was kept before it."""
    assert (kept(talk.reply("roses")).role, kept(talk).about) == ("", 0)
    talk.press("_skip").press("none").press("_skip").press("_skip").reply("tulips")
    assert (kept(talk).text, kept(talk).about) == ("tulips", 0)


def test_a_line_with_a_role_belongs_to_the_last_one_without_a_role_in_its_section(talk: Talk) -> None:
    """Where the script says nothing else."""
    roses = kept(talk.reply("roses")).ref
    assert kept(talk.reply("by the wall")).about == roses
    talk.press("none").press("_skip").reply("a bench")
    tulips = kept(talk.reply("tulips")).ref
    assert kept(talk.reply("in a pot")).about == tulips


def test_lines_of_another_section_are_not_what_a_line_is_about(talk: Talk) -> None:
    """The first line with a role in a section stands for itself."""
    talk.reply("roses").press("_skip").press("none").reply("a spade")
    assert (kept(talk).section, kept(talk).role, kept(talk).about) == ("tools", "for_it", 0)


def test_each_dialogue_counts_its_own_lines(talk: Talk) -> None:
    """What a dialogue that lies below has kept is not what a new line is about; nor is that of an earlier run."""
    talk.catalog = scripts(GARDEN, GARDEN.replace("dialogue: garden", "dialogue: other", 1))
    roses = kept(talk.reply("roses")).ref
    talk.start("other").press("_skip").press("_skip").press("_skip").reply("ivy").reply("on the wall")
    assert kept(talk).about == talk.frame.above["plants"] != roses
    assert talk.session.frames[0].above == {"plants": roses}


def test_about_says_which_line_in_so_many_words(talk: Talk) -> None:
    """An expression decides: a line that was kept before, or 0 for a line that stands for itself."""
    roses = kept(talk.reply("roses")).ref
    care = kept(talk.press("_skip").reply("water it daily")).ref
    assert kept(talk).about == roses
    assert kept(talk.reply("at noon")).about == care
    assert kept(talk.reply("a spade").reply("a bench")).about == 0
    assert kept(talk).role == "alone"


@pytest.mark.parametrize("nothing", ["", "roses", "12", [], None, {"ref": 5}])
def test_about_that_is_no_number_names_nothing(nothing: object) -> None:
    """An answer that was skipped is an empty text: the line then stands for itself, and is kept all the same."""
    talk = Talk(scripts(GARDEN.replace("about: plant_line", "about: known")), known=KNOWN).start("garden")
    talk.reply("roses").press("_skip")
    talk.context["known"] = nothing
    assert (kept(talk.reply("daily")).text, kept(talk).about) == ("daily", 0)


# -- section, area, number -------------------------------------------------------------------------------------------


def test_the_number_of_a_line_is_saved_where_the_script_says(talk: Talk) -> None:
    """So that a later line can be about it; the words go where they are saved as well."""
    roses = kept(talk.reply("roses")).ref
    assert (talk.frame.answers["plant"], talk.frame.answers["plant_line"]) == ("roses", roses)
    assert talk.press("_skip").press("_skip").frame.answers["care_line"] == ""


def test_the_area_is_worked_out_when_the_line_is_kept(talk: Talk) -> None:
    """It may be an answer; a line of a state that names none has none."""
    assert kept(talk.reply("roses")).area == ""
    talk.reply("the yard")
    assert kept(talk.reply("daily")).area == "the yard"


def test_a_section_that_is_worked_out_counts_as_that_section(notes: Talk) -> None:
    """The line above is looked for where lines really went."""
    notes.start("notes").press("ideas").reply("a song").reply("in G")
    assert (kept(notes).section, kept(notes).about) == ("notes", 0)
    notes.press("notes").reply("a list").reply("of songs")
    assert notes.plan[kept(notes).about] == "a list"


def test_a_button_from_data_is_kept_with_its_value(talk: Talk) -> None:
    """No message holds those words, so no edit can change the line."""
    talk.reply("roses").press("_skip").press("#1")
    assert (kept(talk).text, kept(talk).parts) == ("talk to it", ())


def test_a_fixed_button_and_a_skip_keep_nothing(talk: Talk) -> None:
    """Only words are kept."""
    talk.reply("roses")
    for token in ("_skip", "none", "_skip", "_skip"):
        assert not talk.press(token).all(Keep)


def test_words_that_opened_the_dialogue_are_kept_with_their_message(notes: Talk) -> None:
    """An edit of the command finds the line; what follows belongs to it."""
    notes.start("notes", "buy seeds", message=5)
    assert (kept(notes).text, kept(notes).parts) == ("buy seeds", (Part("buy seeds", 5),))
    assert notes.frame.answers["note_line"] == kept(notes).ref
    assert kept(notes.reply("in spring")).about == notes.frame.answers["note_line"]


# -- what was asked --------------------------------------------------------------------------------------------------


def test_a_line_knows_what_its_question_could_refer_to(talk: Talk) -> None:
    """The scope as it was before this answer was saved: the words of the question are made of it."""
    talk.reply("roses").reply("by the wall")
    asked = kept(talk).asked
    assert asked is not None
    assert (asked["plant"], asked["place"]) == ("roses", "")
    assert (asked["known"], asked["beneath"]) == (KNOWN, False)


def test_a_line_that_answers_no_question_says_so(notes: Talk) -> None:
    """What came with the command was not asked for."""
    assert kept(notes.start("notes", "buy seeds")).asked is None


# -- going back, joining, editing ------------------------------------------------------------------------------------


def test_back_takes_the_line_its_number_and_its_place_above_back(talk: Talk) -> None:
    """The next answer is a new line, and what follows belongs to that one."""
    before = talk.frame
    talk.reply("rose").press("_back")
    assert (talk.plan, talk.frame.answers, talk.frame.above) == ({}, before.answers, before.above)
    roses = kept(talk.reply("roses")).ref
    assert kept(talk.reply("by the wall")).about == roses == talk.frame.answers["plant_line"]


def test_back_across_a_second_line_gives_the_first_its_followers_back(talk: Talk) -> None:
    """What a line is above of is restored to what it was at that question, not forgotten."""
    roses = kept(talk.reply("roses")).ref
    talk.press("_skip").press("_skip").press("_skip").press("_skip")
    talk.reply("tulips").press("_back")
    assert talk.frame.above == {"plants": roses}
    talk.press("_back").press("_back").press("_back").press("_back")
    assert (talk.where, kept(talk.reply("by the wall")).about) == ("garden.place", roses)


def test_what_follows_a_joined_answer_belongs_to_the_whole(talk: Talk) -> None:
    """The line of the first message is gone, and with it its number."""
    first = kept(talk.reply("roses", 1)).ref
    whole = kept(talk.reply("red ones", 2, seen=False, after=1)).ref
    assert talk.all(Withdraw) == [Withdraw(first)]
    assert talk.plan == {whole: "roses\nred ones"}
    assert talk.frame.answers["plant_line"] == whole
    assert kept(talk.reply("by the wall", 3)).about == whole


def test_a_joined_follower_still_belongs_to_its_line(talk: Talk) -> None:
    """Joining takes one answer back, and no more."""
    roses = kept(talk.reply("roses", 1)).ref
    talk.reply("by the", 2).reply("wall", 3, seen=False, after=1)
    assert (kept(talk).text, kept(talk).about) == ("by the\nwall", roses)
    assert list(talk.plan.values()) == ["roses", "by the\nwall"]


def test_an_edit_changes_the_words_and_nothing_else(talk: Talk) -> None:
    """The number stays, so what belongs to the line still does."""
    roses = kept(talk.reply("rosse", 1)).ref
    talk.reply("by the wall", 2).edit(1, "roses")
    assert talk.last(Revise).ref == roses == talk.frame.answers["plant_line"] == talk.frame.above["plants"]
    assert talk.plan[roses] == "roses"


# -- sessions from before ---------------------------------------------------------------------------------------------


def test_a_session_of_before_lines_had_followers_can_be_read(talk: Talk) -> None:
    """It has no lines above; everything else is there, and the talk goes on."""
    talk.reply("roses")
    data = json.loads(dump(talk.session))
    for written, frame in zip(data["frames"], talk.session.frames, strict=True):
        written["answers"] = frame.answers
        for one, visit in zip(written["trail"], frame.trail, strict=True):
            one["answers"] = visit.answers
    talk.session = load(json.dumps(data))
    assert (talk.frame.above, talk.frame.trail[0].above) == ({}, {})
    assert (kept(talk.reply("by the wall")).text, kept(talk).about) == ("by the wall", 0)
    assert talk.press("_back").press("_back").last(Say).question == talk.frame.question
    assert talk.plan == {}
