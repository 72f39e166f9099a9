"""The engine, one question at a time: answers, choices, keeping, skipping, going back."""

import pytest
from helpers_engine import AT, Talk, scripts

from bot.engine import Keep, Replied, Say, ScriptError, Stale, Withdraw, transition
from bot.engine.effects import Ended
from bot.engine.session import TRAIL_LIMIT, Part

STRENGTHS = """
    dialogue: strengths
    version: 1
    start: intro
    answers:
      name: text
      mood: choice
      helped: {list_of: {what: text, where: text}, at_most: 3}
    states:
      intro: {next: name}
      name: {wait: text, save: name, next: what}
      what: {wait: text, save: "helped[new].what", keep: what_helps, skip: mood, next: where}
      where:
        wait: text
        save: helped[last].where
        keep: {section: what_helps, as: where_next}
        choices: {nowhere: again}
        next: again
      again:
        silent: true
        next: [{if: helped | length < 2, to: what}, {else: mood}]
      mood:
        wait: choice
        save: mood
        choices:
          fine: bye
          proud: {to: bye, if: helped}
      bye: {end: completed, offers: [other]}
"""


@pytest.fixture
def talk() -> Talk:
    """Somebody at the first question of `STRENGTHS`."""
    return Talk(scripts(STRENGTHS)).start("strengths")


def test_states_without_a_question_are_passed_through_until_one_asks(talk: Talk) -> None:
    """Opening says every block up to the first question, which alone has buttons."""
    assert talk.said == ["strengths.intro", "strengths.name"]
    assert talk.where == "strengths.name"
    assert [bool(say.buttons) for say in talk.all(Say)] == [False, True]


def test_a_text_is_saved_word_for_word(talk: Talk) -> None:
    """The three forms of save: a plain answer, a new item, and a field of the last one."""
    talk.reply("  Ana\n\tMaría ").reply("walking").reply("on Sundays")
    assert talk.frame.answers["name"] == "  Ana\n\tMaría "
    assert talk.frame.answers["helped"] == ({"what": "walking", "where": "on Sundays"},)
    talk.reply("my sister")
    assert talk.frame.answers["helped"][1] == {"what": "my sister", "where": ""}


def test_keep_names_the_line_its_origin_and_its_message(talk: Talk) -> None:
    """A kept line carries the section, its role and where it came from; no two lines share a number."""
    talk.reply("Ana").reply("walking", message=7)
    first = talk.last(Keep)
    assert (first.section, first.text, first.role, first.state, first.parts) == (
        "what_helps", "walking", "", "what", (Part("walking", 7),),
    )  # fmt: skip
    talk.reply("on Sundays")
    assert talk.last(Keep).role == "where_next"
    assert list(talk.plan.values()) == ["walking", "on Sundays"]


def test_a_choice_is_saved_and_leads_on(talk: Talk) -> None:
    """A question with buttons takes a press, keeps its name, and ends with the offers of the script."""
    talk.reply("Ana").press("_skip").press("fine")
    assert talk.said == ["strengths.bye"]
    assert talk.last(Say).offers == ("other",)
    assert talk.last(Ended).outcome == "completed"
    assert talk.session.frames == ()


def test_a_choice_whose_condition_fails_is_neither_offered_nor_taken(talk: Talk) -> None:
    """Conditions hide a button, and refuse a press that comes all the same."""
    talk.reply("Ana").press("_skip")
    assert "proud" not in talk.buttons
    before = talk.session
    talk.press("proud")
    assert talk.effects == [Stale()]
    assert talk.session == before


def test_text_at_a_question_with_buttons_asks_for_one_of_them(talk: Talk) -> None:
    """Nothing is saved; the question is asked again under the same number."""
    talk.reply("Ana").press("_skip")
    number = talk.frame.question
    talk.reply("somewhere in between")
    assert talk.leads == ("choose_one",)
    assert (talk.frame.question, talk.frame.answers["mood"]) == (number, "")


def test_a_choice_beside_a_text_answer_is_not_saved_as_the_answer(talk: Talk) -> None:
    """At a question for text, a fixed button only leads on."""
    talk.reply("Ana").reply("walking").press("nowhere")
    assert talk.frame.answers["helped"] == ({"what": "walking", "where": ""},)
    assert list(talk.plan.values()) == ["walking"]
    assert talk.where == "strengths.what"


def test_skip_leaves_no_answer_and_can_be_taken_back(talk: Talk) -> None:
    """Skip goes where the script says; going back from there undoes no text."""
    talk.reply("Ana").press("_skip")
    assert talk.where == "strengths.mood"
    assert talk.frame.answers["helped"] == ()
    talk.press("_back")
    assert talk.where == "strengths.what"
    assert talk.last(Say).scope["undone"] == ""


def test_skip_is_only_there_where_the_script_allows_it(talk: Talk) -> None:
    """A question without skip has no such button, and refuses the press."""
    assert "_skip" not in talk.buttons
    assert talk.press("_skip").effects == [Stale()]


def test_back_restores_the_answers_and_withdraws_the_line(talk: Talk) -> None:
    """Back stands at the question as if it had never been answered, and names the text it undid."""
    talk.reply("Ana").reply("walking")
    before, plan = talk.frame, dict(talk.plan)
    talk.reply("on Sundays").press("_back")
    assert (talk.frame.state, talk.frame.answers, talk.frame.trail) == (before.state, before.answers, before.trail)
    assert talk.frame.question > before.question
    assert talk.plan == plan
    assert len(talk.all(Withdraw)) == 1
    assert (talk.leads, talk.last(Say).scope["undone"]) == (("went_back",), "on Sundays")


def test_back_goes_all_the_way(talk: Talk) -> None:
    """Every answer can be undone, down to the first question, which has no back."""
    talk.reply("Ana").reply("walking").reply("on Sundays").reply("my sister").reply("when it is loud")
    while "_back" in talk.buttons:
        talk.press("_back")
    assert talk.where == "strengths.name"
    assert talk.plan == {}
    assert talk.frame.answers == {"name": "", "mood": "", "helped": ()}
    assert talk.press("_back").effects == [Stale()]


def test_the_trail_is_bounded() -> None:
    """An endless loop does not make a session grow without end; the newest answers can still be undone."""
    loop = scripts("""
        dialogue: loop
        version: 1
        start: ask
        answers: {said: text}
        states:
          ask: {wait: text, save: said, next: ask}
    """)
    talk = Talk(loop).start("loop")
    for number in range(TRAIL_LIMIT + 5):
        talk.reply(str(number))
    assert len(talk.frame.trail) == TRAIL_LIMIT
    assert talk.press("_back").frame.answers["said"] == str(TRAIL_LIMIT + 3)


def test_a_failing_condition_leaves_the_session_as_it_was(talk: Talk) -> None:
    """A script that asks for the impossible raises `ScriptError`; the session passed in still stands."""
    broken = Talk(
        scripts("""
        dialogue: broken
        version: 1
        start: ask
        answers: {said: text}
        states:
          ask:
            wait: text
            save: said
            next: [{if: nowhere.to == 'be found', to: ask}, {else: ask}]
    """)
    ).start("broken")
    before = broken.session
    with pytest.raises(ScriptError, match="nowhere"):
        broken.reply("anything")
    assert broken.session == before


def test_no_branch_that_holds_is_an_error() -> None:
    """A next without else, none of whose conditions holds, names the state."""
    talk = Talk(
        scripts("""
        dialogue: stuck
        version: 1
        start: ask
        answers: {said: text}
        states:
          ask: {wait: text, save: said, next: [{if: said == 'never', to: ask}]}
    """)
    ).start("stuck")
    with pytest.raises(ScriptError, match=r"stuck\.ask"):
        talk.reply("always")


def test_a_circle_without_a_question_is_an_error() -> None:
    """A hundred states in a row without a question are taken for a loop."""
    circle = scripts("""
        dialogue: circle
        version: 1
        start: left
        states:
          left: {next: right}
          right: {next: left}
    """)
    with pytest.raises(ScriptError, match="100 states"):
        Talk(circle).start("circle")


def test_saving_to_the_last_of_an_empty_list_is_an_error() -> None:
    """``[last]`` needs an item."""
    talk = Talk(
        scripts("""
        dialogue: hasty
        version: 1
        start: ask
        answers: {things: {list_of: {what: text}}}
        states:
          ask: {wait: text, save: "things[last].what", next: ask}
    """)
    ).start("hasty")
    with pytest.raises(ScriptError, match="still empty"):
        talk.reply("a thing")


def test_a_transition_changes_nothing_it_was_given(talk: Talk) -> None:
    """The same session and event give the same result twice: no hidden state is kept."""
    talk.reply("Ana")
    event = Replied(at=AT, text="walking", message=3)
    assert transition(talk.catalog, talk.session, event, {}) == transition(talk.catalog, talk.session, event, {})
