"""What is known within one transition: the plan after an answer was kept, what the person did, and what rests."""

from collections.abc import Sequence
from typing import Any

from helpers_engine import Talk, scripts

from bot.engine import Effect, Keep, Replied, Say, Session, Started, Withdraw, transition
from bot.engine.events import Chose

COUNTED = """
    dialogue: counted
    version: 1
    start: first
    needs: [plan]
    answers: {said: text}
    states:
      first: {wait: text, save: said, keep: notes, next: check}
      check:
        silent: true
        next:
          - {if: plan | length == 1, to: second}
          - {else: first}
      second: {wait: text, save: said, keep: notes, skip: first, next: first}
"""


class Reader:
    """Says what the plan is after the changes of a transition, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, changes: Sequence[Effect]) -> dict[str, object]:
        """The plan as the numbers of its lines."""
        self.asked.append([type(change).__name__ for change in changes])
        kept = [change.ref for change in changes if isinstance(change, Keep)]
        gone = [change.ref for change in changes if isinstance(change, Withdraw)]
        return {"plan": [ref for ref in kept if ref not in gone]}


def plan_of(effects: Sequence[Any]) -> object:
    """The plan that the last words could refer to."""
    return [effect for effect in effects if isinstance(effect, Say)][-1].scope["plan"]


def test_what_follows_an_answer_knows_its_line() -> None:
    """Branches and words see the plan with the line that was just kept, and it is read once for it."""
    catalog, reader = scripts(COUNTED), Reader()
    at = Talk(catalog).at
    session, _ = transition(catalog, Session.fresh(at), Started(at=at, dialogue="counted"), {"plan": []}, reader)
    assert reader.asked == []
    session, effects = transition(catalog, session, Replied(at=at, text="one"), {"plan": []}, reader)
    kept = next(effect for effect in effects if isinstance(effect, Keep))
    assert session.top is not None
    assert (session.top.state, plan_of(effects), reader.asked) == ("second", [kept.ref], [["Keep"]])
    assert kept.asked is not None
    assert kept.asked["plan"] == []


def test_going_back_is_seen_as_well() -> None:
    """The question is asked again with the plan as it is without the answer."""
    catalog, reader = scripts(COUNTED), Reader()
    at = Talk(catalog).at
    session, _ = transition(catalog, Session.fresh(at), Started(at=at, dialogue="counted"), {"plan": []}, reader)
    session, _ = transition(catalog, session, Replied(at=at, text="one"), {"plan": []}, reader)
    assert session.top is not None
    back = Chose(at=at, token="_back", question=session.top.question)
    _, effects = transition(catalog, session, back, {"plan": [1]}, reader)
    assert (plan_of(effects), reader.asked[-1]) == ([], ["Withdraw"])


def test_without_a_reader_the_context_stays_what_it_was() -> None:
    """As long as nothing is kept there is nothing to renew either."""
    talk = Talk(scripts(COUNTED), plan=[]).start("counted").reply("one")
    assert (talk.where, talk.last(Say).scope["plan"]) == ("counted.first", [])


# -- what the person did ---------------------------------------------------------------------------------------------

ACTING = """
    dialogue: acting
    version: 1
    start: ask
    answers: {said: text, found: text}
    states:
      ask: {wait: text, save: said, skip: look, choices: {none: look}, next: look}
      look: {do: look_up, with: {said: said}, save: found, next: more}
      more: {wait: choice, choices: {again: ask}}
"""


def test_words_after_an_action_still_know_what_was_done() -> None:
    """``last`` is the action, ``did`` what led to it; an answer that was given can so be thanked for."""
    for token, did in (("", "text"), ("_skip", "skip"), ("none", "choice")):
        talk = Talk(scripts(ACTING))
        talk.actions["look_up"] = lambda arguments: ("found", "something")
        talk.start("acting")
        if token:
            talk.press(token)
        else:
            talk.reply("hello")
        scope = talk.last(Say).scope
        assert (scope["last"], scope["did"], talk.frame.answers["found"]) == ("done", did, "something")


# -- resting ---------------------------------------------------------------------------------------------------------

BELOW = """
    dialogue: below
    version: 1
    start: ask
    answers: {said: text}
    states:
      ask: {wait: text, save: said, keep: notes, next: ask}
"""
CALM = """
    dialogue: calm
    version: 1
    start: ask
    states:
      ask: {wait: choice, choices: {rest: rest, leave: leave}}
      rest: {end: completed, rests: true}
      leave: {end: completed}
"""


def test_after_an_end_that_rests_the_question_below_waits() -> None:
    """It is not asked at once; a button brings it back, and what is written meanwhile is held."""
    talk = Talk(scripts(BELOW, CALM)).start("below").reply("one").start("calm").press("rest")
    assert (talk.said, talk.frame.paused) == (["calm.rest", ".rests"], True)
    assert talk.buttons == ["_go_on"]
    assert talk.reply("two").said == [".was_paused"]
    assert talk.press("_use_held").plan[max(talk.plan)] == "two"


def test_after_any_other_end_the_question_below_is_asked() -> None:
    """The two differ in nothing else; with nothing below, nothing rests."""
    talk = Talk(scripts(BELOW, CALM)).start("below").start("calm").press("leave")
    assert (talk.said, talk.where) == (["calm.leave", "below.ask"], "below.ask")
    alone = Talk(scripts(BELOW, CALM)).start("calm").press("rest")
    assert (alone.said, alone.session.frames) == (["calm.rest"], ())
