"""Simulated people. Each reads what the bot says, answers a question once they have seen it, and never repeats it.

What they type is theirs alone, and tells who wrote it, in which round, and at which question. What they are told has to
come in its order: anything that is neither the next thing to be said nor the last one once more is noted as a mistake.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Any

from chaos.api import Api, buttons_of
from chaos.pacing import Deed
from chaos.script import Step, first_words, steps_of

FIRST_CHAT = 1_000_000
# What a message is dated with: whole seconds, as Telegram's are.
Seconds = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody typed, as it has to stand in their plan."""

    text: str
    message: int
    step: Step
    asked: str
    """The question as it was read."""


@dataclass(slots=True)
class Person:
    """One of them. ``wrong`` gathers what must not happen, ``repeats`` what came once more."""

    number: int
    types_labels: bool = False
    answers: list[Answer] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    repeats: int = 0
    round: int = -1
    place: int = 0
    last: tuple[int, str] = (0, "")
    """The number and the text of the last message that was new."""
    buttons: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    """What was typed in this round, by the name of its step."""

    @property
    def chat(self) -> int:
        """The number of their chat, which is theirs as well."""
        return FIRST_CHAT + self.number

    @property
    def steps(self) -> tuple[Step, ...]:
        """What they go through in this round."""
        return steps_of(self.round)

    @property
    def is_through(self) -> bool:
        """Whether the round is over for them."""
        return self.place >= len(self.steps)

    def begin(self) -> str:
        """Starts the next round; returns what they type for it."""
        self.round, self.place = self.round + 1, 0
        self.said.clear()
        return first_words(self.round)

    def read(self, number: int, text: str, buttons: dict[str, str]) -> Step | None:
        """Reads a message; returns the step that it is, if it is new and to be answered."""
        step = None if self.is_through else self.steps[self.place]
        if step and step.says in text and text != self.last[1]:
            if step.about and self.said[step.about] not in text:
                self.wrong.append(f"{self._where()}: the question does not quote what was answered: {text!r}")
            self.place, self.last, self.buttons = self.place + 1, (number, text), buttons
            return step if step.button or step.is_typed else None
        if text == self.last[1]:
            self.repeats += 1
            self.last, self.buttons = (number, text), buttons
            return None
        wanted = step.says if step else "nothing more"
        self.wrong.append(f"{self._where()}: heard {text!r}, and not {wanted!r}")
        return None

    def words_for(self, step: Step) -> str:
        """What they type at a step, where nothing else was ever typed like it."""
        text = f"{step.name} {self.round}, person {self.number}"
        self.said[step.name] = text
        return text

    def _where(self) -> str:
        return f"person {self.number}, round {self.round}, step {self.place}"


class People:
    """All of them, and the channel by which they write. ``progress`` counts what was heard that was new."""

    def __init__(self, api: Api, count: int, seconds: Seconds, answer: Callable[[Deed], None]) -> None:
        self.all = [Person(number, types_labels=bool(number % 2)) for number in range(count)]
        self.progress = 0
        self.turns = 0
        self.wrong: list[str] = []
        self._api = api
        self._seconds = seconds
        self._answer = answer
        api.hearer = self

    @property
    def are_through(self) -> bool:
        """Whether the round is over for everybody."""
        return all(person.is_through for person in self.all)

    @property
    def repeats(self) -> int:
        """How many messages have come once more, to all of them."""
        return sum(person.repeats for person in self.all)

    @property
    def mistakes(self) -> list[str]:
        """What must not have happened."""
        return [*self.wrong, *(one for person in self.all for one in person.wrong)]

    def begin(self) -> None:
        """Everybody starts the next round, as soon as it is their turn to write."""
        for person in self.all:
            text = person.begin()
            self._answer(partial(self._type, person, text))

    # -- what the bot does -------------------------------------------------------------------------------------------

    def hear(self, chat: int, number: int, message: dict[str, Any]) -> None:
        """The bot's message has arrived."""
        person = self.all[chat - FIRST_CHAT]
        step = person.read(number, unescape(str(message["text"])), buttons_of(message))
        if person.last[0] == number:
            self.progress += 1
        if step:
            self._answer(partial(self._react, person, step))

    def toast(self, query: str, text: str) -> None:
        """A press was answered: with a text only where it came too late, which it never does here."""
        if text:
            self.wrong.append(f"press {query} was answered with {text!r}")

    # -- what they do ------------------------------------------------------------------------------------------------

    def _react(self, person: Person, step: Step) -> None:
        if step.is_typed:
            asked, text = person.last[1], person.words_for(step)
            person.answers.append(Answer(text, self._type(person, text), step, asked))
        elif person.types_labels or step.button not in person.buttons:
            self._type(person, step.button)
        else:
            self._press(person, step.button)

    def _type(self, person: Person, text: str) -> int:
        self.turns += 1
        number = self._api.new_number()
        content = {"message_id": number, "date": int(self._seconds()), "text": text, **_ends(person)}
        self._api.mailroom.add({"message": content})
        return number

    def _press(self, person: Person, label: str) -> None:
        self.turns += 1
        ends = _ends(person)
        message = {"message_id": person.last[0], "date": int(self._seconds()), "chat": ends["chat"]}
        query = {"id": f"{person.number}-{self.turns}", "from": ends["from"], "message": message}
        self._api.mailroom.add({"callback_query": {**query, "data": person.buttons[label]}})


def _ends(person: Person) -> dict[str, Any]:
    """Who writes, and where."""
    name = {"id": person.chat, "first_name": "Ana"}
    return {"from": {**name, "is_bot": False, "language_code": "en"}, "chat": {**name, "type": "private"}}
