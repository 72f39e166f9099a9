"""Playing every dialogue through with sample people, so that each block is met as it is really said.

The engine itself plays: every button, every outcome of an action, texts and skips are tried at each question, until
they bring nothing new there. What the person says is wrapped in the marks that the care lint leaves alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from bot.engine import Chose, Dialogue, Do, Done, Event, Launch, Replied, Say, ScriptError, Session, Started, State
from bot.engine import transition as turn
from bot.engine.script import GO_ON, SKIP
from bot.engine.session import Frame, Part
from bot.wording.care.model import OWN_WORDS_CLOSE, OWN_WORDS_OPEN
from bot.wording.render import PAGES, SHARED

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)
"""When a rehearsal takes place: a Wednesday like any other."""

# Enough for the longest script several times over; a script that grows without end stops here.
MOST_STEPS = 6000
MOST_ITEMS = 6
SAYINGS = ("no", "stop", "yes")

Kind = Literal["message", "button", "label"]
"""What a block is: a button is a label that has to fit on a phone."""

_BELOW, _CALLED = "_below", "_called"


def own(words: str) -> str:
    """``words`` as the person's own, with characters in them that would show where they are not escaped."""
    return f"{OWN_WORDS_OPEN}{words}{OWN_WORDS_CLOSE}"


@dataclass(frozen=True, slots=True)
class SharedUse:
    """A shared block that the program itself says: as what, and with what to refer to in each case."""

    kind: Kind = "message"
    scopes: tuple[Mapping[str, object], ...] = ({},)
    unsolicited: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the application brings to a rehearsal.

    ``people`` gives, for a locale, the context of each sample person; ``outcomes`` what each action may answer;
    ``always`` the names that every dialogue's scope holds besides answers and needs; ``shared`` the shared blocks that
    the program says; ``needed`` further shared blocks with the reason; ``headings`` the beginnings of their names that
    mark no message; ``emergency`` the dialogues for people in danger; ``uncalled`` those that open by themselves;
    ``pages`` the blocks that the web pages show.
    """

    dialogues: Mapping[str, Dialogue]
    people: Callable[[str], Sequence[Mapping[str, object]]]
    outcomes: Mapping[str, Sequence[tuple[str, object]]] = field(default_factory=dict)
    always: frozenset[str] = frozenset()
    shared: Mapping[str, SharedUse] = field(default_factory=dict)
    needed: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    emergency: frozenset[str] = frozenset()
    uncalled: frozenset[str] = frozenset()
    pages: Mapping[str, SharedUse] = field(default_factory=dict)

    @property
    def program(self) -> Mapping[str, Mapping[str, SharedUse]]:
        """What the program says by itself, by file."""
        return {SHARED: self.shared, PAGES: self.pages} if self.pages else {SHARED: self.shared}


@dataclass(frozen=True, slots=True)
class _Cast:
    """The dialogue that is rehearsed, one that waits below it, and stand-ins for all that it calls."""

    dialogue: Dialogue

    def current(self, name: str) -> Dialogue:
        if name == self.dialogue.name:
            return self.dialogue
        state = State(name="one", wait="text") if name == _BELOW else State(name="one", end="completed", silent=True)
        return Dialogue(name=name, version=1, start="one", states={"one": state})

    def version(self, name: str, version: int) -> Dialogue:
        return self.current(name)


@dataclass(frozen=True, slots=True)
class Heard:
    """Something said. ``opening``: before the person has done anything. ``answers``: it is the first that is said after
    they have written something. ``before``: what was said just before what they did, in its order.
    """

    say: Say
    opening: bool
    answers: bool = False
    before: tuple[Say, ...] = ()


@dataclass(slots=True)
class _Turn:
    """What is to be played next. ``owes``: something that was written has not been answered by any words yet."""

    session: Session
    event: Event
    owes: bool = False
    before: tuple[Say, ...] = ()
    said: tuple[Say, ...] = ()

    def goes_on(self, session: Session, event: Event) -> "_Turn":
        """The rest of the same turn, after an action was carried out or a dialogue was called."""
        return _Turn(session, event, self.owes, self.before, self.said)


def rehearse(
    dialogue: Dialogue, setting: Setting, people: Sequence[Mapping[str, object]], below: bool
) -> Iterator[Heard]:
    """Everything that ``dialogue`` says to ``people``; with ``below``, also while another question is open beneath."""
    cast = _Cast(dialogue)
    for context in people:
        for beneath in (False, True) if below else (False,):
            frame = Frame(dialogue=_BELOW, version=1, state="one", answers={})
            session = Session(step=1, frames=(frame,) if beneath else ())
            yield from _play(cast, setting, session, context)


def _play(cast: _Cast, setting: Setting, session: Session, context: Mapping[str, object]) -> Iterator[Heard]:
    """Depth first, texts before skips: the first way through fills every answer, a later one leaves all blank."""
    seen: set[object] = set()
    name = cast.dialogue.name
    ahead = [_Turn(session, Started(at=NOON, dialogue=name))]
    if "heard" in cast.dialogue.answers:
        ahead.append(_Turn(session, Started(at=NOON, dialogue=name, heard=(Part(own("a & <b>"), 1),))))
    for _ in range(MOST_STEPS):
        if not ahead:
            return
        now = ahead.pop()
        try:
            after, effects = turn(cast, now.session, now.event, context)
        except ScriptError:
            continue  # the script's own lint has a say in that
        opening = isinstance(now.event, Started) or (isinstance(now.event, Done) and not now.event.did)
        for effect in effects:
            if isinstance(effect, Say) and effect.dialogue == name:
                yield Heard(effect, opening, now.owes, now.before)
                now.owes, now.said = False, (*now.said, effect)
            elif isinstance(effect, Launch) and len(after.frames) > len(session.frames):
                now.owes = False  # the called dialogue has spoken meanwhile
                ahead.append(now.goes_on(after, Started(at=NOON, dialogue=_CALLED)))
            elif isinstance(effect, Do) and _is_new(after, seen):
                outcomes = setting.outcomes.get(effect.action) or (("done", None),)
                ahead += [now.goes_on(after, _done(effect, result, value)) for result, value in outcomes]
        ahead += [_answered(before, event, now.said) for before, event in _answers(cast.dialogue, after, seen)]


def _answered(session: Session, event: Event, said: tuple[Say, ...]) -> _Turn:
    """A new turn. Whoever asks for the question again hears again what stands around it, and that is meant."""
    again = isinstance(event, Chose) and event.token == GO_ON
    return _Turn(session, event, owes=isinstance(event, Replied), before=() if again else said)


def _done(effect: Do, result: str, value: object) -> Done:
    return Done(at=NOON, action=effect.action, result=result, value=value, did=effect.did)


def _answers(dialogue: Dialogue, session: Session, seen: set[object]) -> list[tuple[Session, Event]]:
    """What the person could do at the question that is open now, if anything about it is new."""
    frame = session.top
    state = dialogue.states.get(frame.state) if frame and frame.dialogue == dialogue.name else None
    if frame is None or state is None or state.wait is None:
        return []
    news = _shapes(frame) - seen
    if not news:
        return []
    seen |= news
    tokens = [SKIP] if state.skip else []
    tokens += [choice.name for choice in state.choices]
    tokens += [f"#{number}" for number in range(min(2, len(frame.offered)))]
    events: list[Event] = [Chose(at=NOON, token=token) for token in (GO_ON, *tokens)]
    if state.wait == "text":
        events.append(Replied(at=NOON, text=own(f"{state.name.replace('_', ' ')} & <more>")))
        # Where a script looks at what was said, short sayings lead elsewhere.
        looks = any(branch.condition for branch in state.next)
        events += [Replied(at=NOON, text=own(text)) for text in SAYINGS if looks]
    return [(session, event) for event in events]


def _is_new(session: Session, seen: set[object]) -> bool:
    """Whether anything about the open dialogue is new, noting that it is known from now on."""
    news = _shapes(session.top) - seen if session.top else set()
    seen |= news
    return bool(news)


def _shapes(frame: Frame) -> set[object]:
    """What tells one arrival at a question from another: the shape of each answer, and how many are filled."""
    filled = sum(1 for answer in frame.answers.values() if answer)
    shapes: set[object] = {(frame.state, filled)}
    for name, answer in frame.answers.items():
        items = answer if isinstance(answer, tuple) else ()
        last = tuple(bool(value) for value in items[-1].values()) if items and isinstance(items[-1], Mapping) else ()
        kind = tuple(map(_plainly, answer.values())) if isinstance(answer, Mapping) else ()
        shapes |= {(frame.state, name, bool(answer), min(len(items), MOST_ITEMS)), (frame.state, name, last, kind)}
    return shapes


def _plainly(value: object) -> object:
    """What scripts branch on in a value: a fixed word as it is, of all else whether there is any."""
    fixed = isinstance(value, str) and OWN_WORDS_OPEN not in value and value.isidentifier()
    return value if fixed else bool(value)
