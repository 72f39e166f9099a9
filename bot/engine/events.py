"""What can happen to a conversation. Each event carries the moment it happened, as an aware datetime."""

from dataclasses import dataclass
from datetime import datetime

from bot.engine.session import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Anything that moves a session on. ``at`` is when it happened, with a time zone."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Event):
    """A dialogue is opened: by a command, a button, or the end of another. ``heard`` is what led here.

    ``uncalled``: it opens by itself, and so words that wait for the person's yes are not swept away by it.
    """

    dialogue: str
    heard: tuple[Part, ...] = ()
    uncalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied(Event):
    """The person wrote something.

    ``message`` is the channel's number of the message, by which a later edit finds the answer. ``question_seen`` is
    false when the open question cannot have been read before this was written, because sending it had not begun.
    """

    text: str
    message: int | None = None
    question_seen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Event):
    """The person changed a message that they had sent earlier."""

    text: str
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chose(Event):
    """A button was pressed, or its label typed. ``question`` is the question it hung under; None for a typed label."""

    token: str
    question: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Event):
    """The application carried out an action and says how it went: ``result`` is one of the action's named outcomes.

    ``did`` is what the person did that led to the action, as the `Do` said.
    """

    action: str
    result: str
    value: object = None
    did: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedOut(Event):
    """A timer fell due. ``question`` is the question it was set for: a person who has moved on is left alone."""

    timer: str
    question: int
