"""Small hand-made dialogues, and somebody to hold them with: the engine alone, without words, people or a database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import TypeVar

from bot.engine import (
    Button,
    Chose,
    Do,
    Done,
    Edited,
    Effect,
    Event,
    Frame,
    Keep,
    Launch,
    Replied,
    Revise,
    Say,
    Session,
    Started,
    TimedOut,
    Withdraw,
    transition,
)
from bot.engine.codec import dump, load
from bot.engine.session import Part, whole
from bot.scripts.build import read_script
from bot.scripts.catalog import Catalog

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

# A dialogue that keeps lines about lines.
GARDEN = """
    dialogue: garden
    version: 1
    start: plant
    needs: [known]
    answers: {heard: text, plant: text, plant_line: text, place: text, care_line: text}
    states:
      plant: {wait: text, save: plant, keep: {section: plants, ref: plant_line}, skip: tool, next: place}
      place: {wait: text, save: place, keep: {section: plants, as: where}, skip: care, next: care}
      care:
        wait: text
        keep: {section: plants, as: care, about: plant_line, area: place, ref: care_line}
        choices_from: {items: known, value: text, label: text, to: when}
        choices: {none: tool}
        skip: tool
        next: when
      when: {wait: text, keep: {section: plants, as: when, about: care_line}, skip: tool, next: tool}
      tool: {wait: text, keep: {section: tools, as: for_it}, skip: own, next: own}
      own: {wait: text, keep: {section: plants, as: alone, about: 0}, skip: plant, next: plant}
"""
KNOWN = [{"text": "water it"}, {"text": "talk to it"}]

T = TypeVar("T", bound=Effect)
Action = Callable[[Mapping[str, object]], tuple[str, object]]


def scripts(*texts: str) -> Catalog:
    """A catalog of the dialogues in ``texts``, each of them YAML."""
    sources = [read_script(Path("made.yaml"), dedent(text)) for text in texts]
    assert not [finding for source in sources for finding in source.findings]
    return Catalog(sources)


class Talk:
    """One person and the engine. Actions are answered from ``actions``, launches are followed at once.

    ``plan`` has the words of the lines that stand, ``kept`` every line as it was first kept. Between every two steps
    the session is written down and read again, as it is between two processes.
    """

    def __init__(self, catalog: Catalog, **context: object) -> None:
        self.catalog = catalog
        self.context: dict[str, object] = dict(context)
        self.actions: dict[str, Action] = {}
        self.session = Session.fresh(AT)
        self.at = AT
        self.plan: dict[int, str] = {}
        self.kept: dict[int, Keep] = {}
        self.effects: list[Effect] = []

    # -- what the person does ----------------------------------------------------------------------------------------

    def start(self, dialogue: str, heard: str = "", message: int | None = None) -> "Talk":
        """Opens a dialogue."""
        return self._pass(20).send(
            Started(at=self.at, dialogue=dialogue, heard=(Part(heard, message),) if heard else ())
        )

    def reply(self, text: str, message: int | None = None, *, seen: bool = True, after: float = 20) -> "Talk":
        """Writes something, ``after`` seconds after whatever was last."""
        self._pass(after)
        return self.send(Replied(at=self.at, text=text, message=message, question_seen=seen))

    def press(self, token: str, question: int | None = None) -> "Talk":
        """Presses a button of the open question, or of the one numbered ``question``."""
        self._pass(20)
        return self.send(Chose(at=self.at, token=token, question=question or self.frame.question))

    def type_label(self, token: str) -> "Talk":
        """Types a button's label: a press that names no question."""
        return self._pass(20).send(Chose(at=self.at, token=token))

    def edit(self, message: int, text: str) -> "Talk":
        """Changes an earlier message."""
        return self._pass(20).send(Edited(at=self.at, text=text, message=message))

    def time_out(self, timer: str, question: int | None = None) -> "Talk":
        """Lets a timer of the open question fire."""
        return self.send(TimedOut(at=self.at, timer=timer, question=question or self.frame.question))

    def send(self, event: Event) -> "Talk":
        """Moves on by ``event`` and all that follows from it; `effects` holds what that caused."""
        self.effects = []
        ahead = [event]
        while ahead:
            self.session, effects = transition(self.catalog, self.session, ahead.pop(0), self.context)
            assert load(dump(self.session)) == self.session
            self.session = load(dump(self.session))
            for effect in effects:
                self.effects.append(effect)
                ahead += self._carry_out(effect)
        return self

    # -- what came of it ---------------------------------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """The dialogue that is spoken with."""
        assert self.session.top is not None
        return self.session.top

    @property
    def where(self) -> str:
        """``dialogue.state`` of the open question; empty where nothing is open."""
        return f"{self.frame.dialogue}.{self.frame.state}" if self.session.top else ""

    @property
    def said(self) -> list[str]:
        """The blocks that were said, in order; shared ones begin with a dot."""
        return [f"{say.dialogue}.{say.block}" for say in self.all(Say)]

    @property
    def leads(self) -> tuple[str, ...]:
        """The shared words before the last thing said."""
        return self.last(Say).leads

    @property
    def buttons(self) -> list[str]:
        """The tokens under the last thing said."""
        return [button.token for button in self.last(Say).buttons]

    def button(self, token: str) -> Button:
        """One button under the last thing said."""
        return next(button for button in self.last(Say).buttons if button.token == token)

    def all(self, kind: type[T]) -> list[T]:
        """The effects of one kind that the last step had."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def last(self, kind: type[T]) -> T:
        """The last effect of one kind."""
        return self.all(kind)[-1]

    def _pass(self, seconds: float) -> "Talk":
        self.at += timedelta(seconds=seconds)
        return self

    def _carry_out(self, effect: Effect) -> list[Event]:
        match effect:
            case Keep():
                assert effect.ref not in self.plan
                self.plan[effect.ref] = effect.text
                self.kept[effect.ref] = effect
            case Withdraw():
                del self.plan[effect.ref]
            case Revise():
                self.plan[effect.ref] = whole(effect.parts)
            case Launch():
                return [Started(at=self.at, dialogue=effect.dialogue)]
            case Do():
                result, value = self.actions[effect.action](effect.arguments)
                return [Done(at=self.at, action=effect.action, result=result, value=value, did=effect.did)]
        return []
