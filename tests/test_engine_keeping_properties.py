"""Keeping lines, whatever is done in whatever order; and sessions written down, whatever stands in them."""

from dataclasses import dataclass

from helpers_engine import AT, GARDEN, KNOWN, Talk, scripts
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.engine import Frame, Revise, Session
from bot.engine.codec import dump, load
from bot.engine.session import Offer, Part, Place, Visit

PLAY = settings(max_examples=60, derandomize=True, deadline=None, database=None, phases=[Phase.generate])


@dataclass(frozen=True)
class Step:
    """One thing somebody does in `GARDEN`."""

    kind: str
    text: str = ""
    pick: int = 0


STEPS = st.builds(
    Step,
    st.sampled_from(["say", "say", "say", "say", "burst", "skip", "pick", "back", "back", "edit", "pause"]),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=8),
    st.integers(0, 40),
)


class Gardener:
    """Somebody in `GARDEN`, with the plan as it was at every question that can be gone back to."""

    def __init__(self) -> None:
        self.talk = Talk(scripts(GARDEN), known=KNOWN).start("garden")
        self.earlier: list[dict[int, str]] = []
        self.messages = 0

    def take(self, step: Step) -> None:
        """Takes the step; one that is not possible here is passed over."""
        before, depth = dict(self.talk.plan), len(self.talk.frame.trail)
        {
            "say": self._say, "burst": self._burst, "skip": self._press, "pick": self._press, "back": self._press,
            "edit": self._edit, "pause": self._pause,
        }[step.kind](step)  # fmt: skip
        now = len(self.talk.frame.trail)
        if now > depth:
            self.earlier.append(before)
        elif now < depth:
            assert self.talk.plan == self.earlier.pop(), "after Back the plan is not what it was"

    def check(self) -> None:
        """What holds after every step."""
        talk, visits = self.talk, [visit for visit in self.talk.frame.trail if visit.kept]
        messages = [part.message for visit in visits for part in visit.parts]
        assert len(messages) == len(set(messages)), "a message stands in two places"
        said = {ref: visit.text or talk.kept[ref].text for visit in visits for ref in visit.kept}
        assert talk.plan == said, "a line is not what was typed, or pressed"
        assert {talk.kept[ref].about for ref in talk.plan} <= {0, *talk.plan}, "a line is about one that is gone"
        assert set(talk.frame.above.values()) <= set(talk.plan)

    def _say(self, step: Step) -> None:
        self.messages += 1
        self.talk.reply(step.text, self.messages)

    def _burst(self, step: Step) -> None:
        self.messages += 1
        self.talk.reply(step.text, self.messages, seen=False, after=1)

    def _press(self, step: Step) -> None:
        token = {"skip": "_skip", "back": "_back", "pick": f"#{step.pick % len(KNOWN)}"}[step.kind]
        if step.kind != "back" or self.talk.frame.trail:
            self.talk.press(token)

    def _edit(self, step: Step) -> None:
        if self.messages:
            self.talk.edit(1 + step.pick % self.messages, step.text)
            for revised in self.talk.all(Revise):
                for plan in self.earlier:
                    plan.update({revised.ref: self.talk.plan[revised.ref]} if revised.ref in plan else {})

    def _pause(self, step: Step) -> None:
        self.talk.press("_pause").press("_go_on")


@PLAY
@given(st.lists(STEPS, min_size=5, max_size=30))
def test_whatever_is_done_each_word_stands_in_one_place_and_back_restores_the_plan(steps: list[Step]) -> None:
    """Answers, bursts, edits, skips, buttons and steps back in any order: see `Gardener` for what holds."""
    gardener = Gardener()
    for step in steps:
        gardener.take(step)
        gardener.check()


# -- written down ----------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["", "a", "\u2068\ud83d", "x\n\0"]) | st.text(st.characters(codec=None), max_size=4)
REFS = st.integers(1, 2**53)
ABOVE = st.dictionaries(WORDS, REFS, max_size=2)
VALUES = WORDS | REFS | st.lists(st.dictionaries(WORDS, WORDS | REFS, max_size=2), max_size=2).map(tuple)
ANSWERS = st.dictionaries(WORDS, VALUES, max_size=2)
PARTS = st.lists(st.builds(Part, WORDS, st.none() | REFS), max_size=2).map(tuple)
VISITS = st.builds(
    Visit,
    state=WORDS, answers=ANSWERS, question=REFS, parts=PARTS,
    place=st.none() | st.builds(Place, WORDS, st.none() | st.integers(0, 9), st.none() | WORDS),
    kept=st.lists(REFS, max_size=2).map(tuple), above=ABOVE,
)  # fmt: skip
FRAMES = st.builds(
    Frame,
    dialogue=WORDS, version=st.integers(1, 99), state=WORDS, answers=ANSWERS, question=REFS,
    offered=st.lists(st.builds(Offer, WORDS | REFS, WORDS), max_size=2).map(tuple), page=st.integers(0, 9),
    paused=st.booleans(), heard=PARTS, held=PARTS, trail=st.lists(VISITS, max_size=2).map(tuple), above=ABOVE,
)  # fmt: skip
SESSIONS = st.builds(
    Session,
    step=REFS, frames=st.lists(FRAMES, max_size=2).map(tuple),
    answered_at=st.none() | st.integers(0, 10**6 - 1).map(lambda second: AT.replace(microsecond=second)),
    heard=st.dictionaries(WORDS, st.integers(0, 99), max_size=2),
)  # fmt: skip


@settings(PLAY, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(SESSIONS)
def test_a_session_is_written_down_without_loss(session: Session) -> None:
    """Whatever stands in it, and written down again it is the same text."""
    assert load(dump(session)) == session
    assert dump(load(dump(session))) == dump(session)
