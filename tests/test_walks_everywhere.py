"""Every question of every shipped dialogue is reached, and everything that can be done there is done once."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta

import pytest
from helpers_app import has_all_words, shipped
from helpers_circle import OPENING
from helpers_steps import Kind, Step
from helpers_walks import Walker

from bot.app import plan
from bot.app.message import Key
from bot.engine import Dialogue
from bot.scripts.graph import edges_of
from bot.storage.records import Rhythm

# What leads on where words are understood: places, days, names, parts of lines; and words that mean nothing there.
ANSWERS = (
    "own words",
    "Portland",
    "Italy",
    "1 March 2026",
    "9 March 2029",
    "tomorrow",
    "swim",
    "x" * 61,
    "at 22:00",
    "7:15",
    "leave me alone",
)
# Buttons made from data lead to the same state: the first two of them stand for all.
TRIED = (":#0", ":#1")
# What may come at any time.
ALWAYS: tuple[Kind, ...] = ("strange", "time out", "file", "burst")
# A picture is too much for lines that are longer than those of the sample plans.
NOT_REACHED = {"picture.too_much"}
# Of somebody whose check-ins come in the evening, and of somebody whose next one asks how to go on.
RHYTHMS = (
    Rhythm(cadence="weekly", weekdays=(1,), at=time(22, 30), begun_on=date(2026, 2, 1)),
    Rhythm(cadence="monthly", weekdays=(1,), begun_on=date(2026, 2, 1), asking=True),
)
SESSIONS = Rhythm(cadence="sessions", begun_on=date(2026, 2, 1))
LOCALES = [locale for locale in ("en", "es") if has_all_words(locale)]


@dataclass
class Explorer:
    """Walks everywhere, breadth first; a place is a question that is open. ``typed`` are labels that are no press."""

    seen: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    ahead: deque[Walker] = field(default_factory=deque)
    typed: set[str] = field(default_factory=set)

    def begin(self, walker: Walker) -> None:
        """Takes in a place, unless it is known.

        What a dialogue calls is another place than the same by itself; so is one where check-ins lead elsewhere.
        """
        where, frames = walker.friend.where, walker.friend.peer.record.session.frames
        rhythm = walker.friend.peer.record.memory.rhythm
        place = f"{frames[0].dialogue} > {where}" if frames and frames[0].dialogue == "welcome" else where
        if where and where.startswith("check") and rhythm in RHYTHMS:
            place = f"{where} {RHYTHMS.index(rhythm)}"
        if where and place not in self.places:
            self.places.add(place)
            self.seen.add(where)
            self.ahead.append(walker)

    def explore(self) -> None:
        """Does everything everywhere; see `Walker` for what has to hold after each step."""
        while self.ahead:
            here = self.ahead.popleft()
            for step in _others():
                there = here.copy()
                there.take(step)
                self.begin(there)
            for key in _tried(here.keys):
                self._press(here, key)

    def _press(self, here: Walker, key: Key) -> None:
        there, beside = here.copy(), here.copy()
        there.take(Step("press", "", here.keys.index(key)))
        if Counter(one.label for one in here.keys)[key.label] == 1 and self._is_of_the_question(here, key):
            beside.take(Step("type label", "", here.keys.index(key)))
            if (beside.friend.where, _words(beside)) != (there.friend.where, _words(there)):
                self.typed.add(f"{here.friend.where}: {key.data.partition(':')[2] or key.data}")
        self.begin(there)

    def _is_of_the_question(self, here: Walker, key: Key) -> bool:
        """Not of one that ended above it: what it had to offer stands under the same words."""
        top = here.friend.peer.record.session.top
        return top is not None and key.data.startswith(f"{top.question}:")


def _others() -> Iterable[Step]:
    return [*(Step("write", text) for text in ANSWERS), *(Step(kind, "words", 1) for kind in ALWAYS)]


def _tried(keys: Iterable[Key]) -> Iterable[Key]:
    return [key for key in keys if "#" not in key.data or key.data.endswith(TRIED)]


def _words(walker: Walker) -> list[str]:
    return [line.text for line in plan.shown(walker.friend.peer)]


@pytest.mark.long
@pytest.mark.parametrize("locale", LOCALES)
def test_everything_can_be_reached_left_and_typed(locale: str) -> None:
    """By somebody new, with a small plan, or with a long one; at every question the promises of `Walker` hold.

    Typed, a button leads where it leads when it is pressed, and leaves the same plan.
    """
    explorer = Explorer()
    explorer.begin(_in_danger(locale))
    explorer.begin(_opened("home", locale, consented=False))
    for size in (1, 0, 2):
        for dialogue in sorted(shipped().catalog.dialogues):
            explorer.begin(_opened(dialogue, locale, size=size))
    for rhythm in RHYTHMS:
        for dialogue in ("checkins", "check_in", "clock"):
            explorer.begin(_opened(dialogue, locale, size=1, rhythm=rhythm))
    for days in (1, -1):
        explorer.begin(_opened("check_in", locale, size=1, rhythm=SESSIONS, meeting_in=days))
    for size in (0, 1, 2):
        for code in (*OPENING, "N0NEN0NE"):
            explorer.begin(_brought(code, locale, size))
    explorer.explore()
    dialogues = shipped().catalog.dialogues.values()
    questions = {f"{one.name}.{state.name}" for one in dialogues for state in one.states.values() if state.wait}
    assert questions - explorer.seen == NOT_REACHED
    assert explorer.typed == set()


def _in_danger(locale: str) -> Walker:
    """Somebody who has written something with a sign of danger: the reply has more to offer then than by itself."""
    walker = _opened("reflect", locale, size=1)
    walker.take(Step("write", "I want to kill myself"))
    return walker


def _opened(
    dialogue: str, locale: str, *, consented: bool = True, size: int = 0, rhythm: Rhythm | None = None,
    meeting_in: int | None = None,
) -> Walker:  # fmt: skip
    walker = Walker(locale, consented=consented, size=size)
    if rhythm:
        meeting_on = None if meeting_in is None else walker.friend.at.date() + timedelta(days=meeting_in)
        walker.friend.peer.remember(rhythm=rhythm, meeting_on=meeting_on)
        walker.friend.peer.record.timezone = "Europe/Madrid"
    walker.open(dialogue)
    return walker


def _brought(code: str, locale: str, size: int) -> Walker:
    walker = Walker(locale, consented=True, size=size)
    walker.bring(code)
    return walker


@pytest.mark.parametrize("dialogue", shipped().catalog.dialogues.values(), ids=lambda dialogue: dialogue.name)
def test_an_end_can_be_reached_from_every_state(dialogue: Dialogue) -> None:
    """No dialogue keeps anybody for ever."""
    leads = {state.name: {edge.target for edge in edges_of(state)} for state in dialogue.states.values()}
    found = {state.name for state in dialogue.states.values() if state.end}
    while more := {name for name, targets in leads.items() if name not in found and targets & found}:
        found |= more
    assert found == set(dialogue.states)
