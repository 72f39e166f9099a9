"""The engine's stack of open dialogues: interruptions, asides, calls, actions, and versions."""

from collections.abc import Mapping

import pytest
from helpers_engine import Talk, scripts

from bot.engine import Ended, Say, ScriptError
from bot.engine.session import Place

MAIN = """
    dialogue: main
    version: 1
    start: first
    answers: {a: text, b: text}
    states:
      first: {wait: text, save: a, keep: notes, next: second}
      second: {wait: text, save: b, next: done}
      done: {end: completed, then: after}
"""
AFTER = """
    dialogue: after
    version: 1
    start: hello
    states:
      hello: {wait: choice, choices: {fine: bye}}
      bye: {end: completed}
"""
GLANCE = """
    dialogue: glance
    version: 1
    start: look
    aside: true
    states:
      look: {wait: choice, choices: {fine: bye}}
      bye: {end: completed, silent: true}
"""
HELP = """
    dialogue: help
    version: 1
    start: words
    aside: true
    states:
      words: {end: completed}
"""
OUTER = """
    dialogue: outer
    version: 1
    start: ask
    answers: {heard: text, why: text}
    states:
      ask: {call: main, next: why}
      why: {wait: text, save: why, next: done}
      done: {end: completed}
"""


@pytest.fixture
def talk() -> Talk:
    """Somebody at the second question of `MAIN`."""
    return Talk(scripts(MAIN, AFTER, GLANCE, HELP, OUTER)).start("main").reply("one")


def open_dialogues(talk: Talk) -> list[str]:
    """The names on the stack, the innermost last."""
    return [frame.dialogue for frame in talk.session.frames]


def test_an_interruption_returns_to_exactly_the_question_that_was_open(talk: Talk) -> None:
    """After an aside ends, the question below is asked again under its own number, with its answers."""
    before = talk.frame
    talk.start("glance")
    assert open_dialogues(talk) == ["main", "glance"]
    talk.press("fine")
    assert talk.frame == before
    assert (talk.said, talk.leads) == (["main.second"], ("returning",))


def test_an_aside_that_asks_nothing_returns_at_once(talk: Talk) -> None:
    """Its words come first, then the open question."""
    assert talk.start("help").said == ["help.words", "main.second"]


def test_an_aside_makes_way_for_whatever_is_opened_next(talk: Talk) -> None:
    """Asides are replaced, other dialogues are covered."""
    assert open_dialogues(talk.start("glance").start("after")) == ["main", "after"]
    assert open_dialogues(talk.start("outer"))[:3] == ["main"]


def test_the_same_aside_does_not_pile_up(talk: Talk) -> None:
    """Opening an aside twice starts it anew instead of twice."""
    assert open_dialogues(talk.start("glance").start("glance")) == ["main", "glance"]


def test_opening_what_is_open_already_unwinds_to_it(talk: Talk) -> None:
    """Its question is asked again with its answers; what lay above is closed."""
    before = talk.frame
    talk.start("after").start("glance").start("main")
    assert talk.session.frames == (before,)
    assert (talk.said, talk.leads) == (["main.second"], ("resumed",))


def test_then_opens_the_next_dialogue(talk: Talk) -> None:
    """An end may name what follows it."""
    talk.reply("two")
    assert talk.all(Ended) == [Ended("main", 1, "completed")]
    assert (talk.where, talk.said) == ("after.hello", ["main.done", "after.hello"])


def test_a_call_goes_on_after_what_it_called_has_ended() -> None:
    """The caller rests until then, keeps its own answers, and goes on by its ``next``."""
    inner = MAIN.replace(", then: after", "")
    talk = Talk(scripts(inner, OUTER)).start("outer", heard="not mine")
    assert (open_dialogues(talk), talk.where) == (["outer", "main"], "main.first")
    talk.reply("one").reply("two")
    assert (open_dialogues(talk), talk.where) == (["outer"], "outer.why")
    assert talk.frame.answers["heard"] == "not mine"
    talk.reply("because")
    assert talk.session.frames == ()


def test_returning_to_a_caller_makes_its_call_once_more() -> None:
    """When the caller is opened while its call is on top, the call begins again."""
    talk = Talk(scripts(MAIN, OUTER)).start("outer").reply("one").start("outer")
    assert (open_dialogues(talk), talk.where) == (["outer", "main"], "main.first")


def test_an_action_is_answered_saved_and_branched_on() -> None:
    """``do`` passes evaluated arguments, its value is saved, its words come after it, its outcome decides."""
    talk = Talk(
        scripts("""
        dialogue: deed
        version: 1
        start: ask
        answers: {said: text, found: text}
        states:
          ask: {wait: text, save: said, next: look_up}
          look_up:
            do: place.find
            with: {place: said, twice: "said ~ said"}
            save: found
            next: [{if: result == 'found', to: good}, {else: ask}]
          good: {end: completed}
    """)
    )
    asked: list[object] = []

    def find(arguments: Mapping[str, object]) -> tuple[str, object]:
        asked.append(dict(arguments))
        return "unknown", None

    talk.actions["place.find"] = find
    talk.start("deed").reply("Atlantis")
    assert (talk.where, asked) == ("deed.ask", [{"place": "Atlantis", "twice": "AtlantisAtlantis"}])
    talk.actions["place.find"] = lambda arguments: ("found", ({"value": "Europe/Rome", "label": "Rome"},))
    talk.reply("Rome")
    assert talk.all(Ended)
    assert talk.last(Say).scope["found"] == ({"value": "Europe/Rome", "label": "Rome"},)
    assert talk.last(Say).scope["result"] == "found"


@pytest.mark.xfail(strict=True, reason="Walk.done saves lists as they are; codec.load makes tuples of them")
def test_what_an_action_found_is_written_down_without_loss() -> None:
    """A value of lists and mappings is the same after the session was written and read."""
    talk = Talk(
        scripts("""
        dialogue: deed
        version: 1
        start: look_up
        answers: {found: text}
        states:
          look_up: {do: place.find, save: found, next: ask}
          ask: {wait: text, next: ask}
    """)
    )
    talk.actions["place.find"] = lambda arguments: ("found", {"lines": [{"name": "a line", "calls": ["112"]}]})
    talk.start("deed")
    assert talk.frame.answers["found"] == {"lines": ({"name": "a line", "calls": ("112",)},)}


# -- pausing ---------------------------------------------------------------------------------------------------------


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
    assert (talk.frame, talk.leads, talk.session.held) == (before, ("let_go",), ())


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
    """It is unsolicited, and changes nothing."""
    before = talk.session
    talk.time_out("nudge")
    assert (talk.said, talk.buttons) == ([".nudge"], ["_go_on", "_pause"])
    assert talk.last(Say).unsolicited
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


# -- versions --------------------------------------------------------------------------------------------------------

NEWER = """
    dialogue: main
    version: 2
    start: opening
    answers: {a: text, b: text, c: text}
    states:
      opening: {wait: text, save: a, next: second_question}
      second_question: {wait: text, save: b, next: third}
      third: {wait: text, save: c, next: done}
      done: {end: completed}
"""


def test_a_session_finishes_on_the_version_it_began(talk: Talk) -> None:
    """A newer version is for whoever starts later."""
    newer = scripts(NEWER)
    newer.remember("main", 1, MAIN)
    talk.catalog = newer
    talk.press("_back").reply("one again")
    assert (talk.frame.version, talk.where) == (1, "main.second")
    assert Talk(newer).start("main").where == "main.opening"


def test_moves_carry_a_session_over_to_the_new_version(talk: Talk) -> None:
    """States are renamed in the open question and in the trail, so that going back still works."""
    moves = "moves: {1: {first: opening, second: second_question}}"
    talk.catalog = scripts(NEWER.replace("states:", f"{moves}\n    states:", 1))
    question = talk.frame.question
    talk.reply("two")
    assert (talk.frame.version, talk.where) == (2, "main.third")
    assert talk.frame.answers == {"a": "one", "b": "two", "c": ""}
    assert [visit.state for visit in talk.frame.trail] == ["opening", "second_question"]
    assert talk.frame.trail[-1].place == Place("b")
    assert talk.frame.question > question
    assert talk.press("_back").press("_back").where == "main.opening"


def test_a_version_that_is_gone_is_an_error(talk: Talk) -> None:
    """Without the old script nobody can say where the person stands."""
    talk.catalog = scripts(NEWER)
    with pytest.raises(ScriptError, match="no version 1"):
        talk.reply("two")
