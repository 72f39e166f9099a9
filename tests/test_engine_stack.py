"""The engine's stack of open dialogues: interruptions, asides, calls, actions, and versions."""

from collections.abc import Mapping

import pytest
from helpers_engine import Talk, scripts
from helpers_stack import MAIN, OUTER, in_the_middle, open_dialogues

from bot.engine import Ended, Say, ScriptError
from bot.engine.session import Place


@pytest.fixture
def talk() -> Talk:
    """Somebody at the second question of the main dialogue."""
    return in_the_middle()


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
    assert open_dialogues(talk.start("outer")) == ["after", "outer", "main"]


def test_the_same_aside_does_not_pile_up(talk: Talk) -> None:
    """Opening an aside twice starts it anew instead of twice."""
    assert open_dialogues(talk.start("glance").start("glance")) == ["main", "glance"]


def test_opening_what_is_open_already_brings_it_up(talk: Talk) -> None:
    """Its question is asked again with its answers; what lay above keeps its place below, but for an aside."""
    before = talk.frame
    talk.start("after").start("glance").start("main")
    assert open_dialogues(talk) == ["after", "main"]
    assert talk.frame == before
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
