"""Where a person stands in the conversation. All values are frozen; `bot.engine.codec` writes them down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# A longer trail would let one endless loop make a session grow without bound; nobody goes back further than this.
TRAIL_LIMIT = 40

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an answer; several belong to one answer when they were typed in a burst."""

    text: str
    message: int | None = None


def whole(parts: tuple[Part, ...]) -> str:
    """The text of messages that belong together, word for word, joined by line breaks."""
    return "\n".join(part.text for part in parts)


def edited(parts: tuple[Part, ...], message: int, text: str) -> tuple[Part, ...] | None:
    """``parts`` with the words of one message replaced; None where it is not among them."""
    if all(part.message != message for part in parts):
        return None
    return tuple(Part(text, message) if part.message == message else part for part in parts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where exactly an answer was saved: ``item`` is the position in a list."""

    name: str
    item: int | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A question that was answered, skipped or passed by: enough to stand there again as if it had not been."""

    state: str
    answers: Answers
    question: int
    parts: tuple[Part, ...] = ()
    place: Place | None = None
    kept: tuple[int, ...] = ()
    above: Mapping[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The answer, word for word."""
        return whole(self.parts)


@dataclass(frozen=True, slots=True)
class Offer:
    """A button made from data, as it was offered."""

    value: str | int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One open dialogue. ``question`` numbers the question that is open; ``offered`` are its buttons made from data.

    ``heard`` are the messages that it was opened with, if any; ``held`` is what was written while it was paused, until
    the person says what it is. ``above`` is, for each section of the plan, the last line without a role that was kept.
    """

    dialogue: str
    version: int
    state: str
    answers: Answers
    question: int = 0
    offered: tuple[Offer, ...] = ()
    page: int = 0
    paused: bool = False
    heard: tuple[Part, ...] = ()
    held: tuple[Part, ...] = ()
    trail: tuple[Visit, ...] = ()
    above: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """All open dialogues of one person, the innermost last.

    ``step`` only ever grows; questions and plan lines take their numbers from it. ``answered_at`` is when the last text
    was taken in, for telling a burst; ``ended_at`` is when a text ended a dialogue. ``heard`` counts how often each
    pool of varied wording was drawn from.
    """

    step: int
    frames: tuple[Frame, ...] = ()
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    heard: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def fresh(cls, at: datetime) -> "Session":
        """A session with nothing open. Its numbers begin at the clock, so that a deleted one's buttons never fit it."""
        return cls(step=int(at.timestamp()))

    @property
    def top(self) -> Frame | None:
        """The dialogue that is being spoken with, if any."""
        return self.frames[-1] if self.frames else None
