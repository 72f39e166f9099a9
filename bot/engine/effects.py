"""What a transition wants done. Effects name wording blocks and actions; they hold no sentence of the bot's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.engine.script import EARLIER, MORE
from bot.engine.session import Part


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to tap. ``token`` comes back in a `Chose`; the label is a wording block, or ``text`` if it is data."""

    token: str
    block: str = ""
    text: str | None = None

    @property
    def is_data(self) -> bool:
        """Whether it is made from data, or turns the page of such buttons."""
        return self.text is not None or self.token in (MORE, EARLIER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Say the block ``block`` of ``dialogue`` (``""``: only the leads), after the shared blocks named in ``leads``.

    ``scope`` is what the words may refer to. ``question`` is the number under which the buttons answer. ``offers`` are
    dialogues to open from here.
    """

    dialogue: str
    block: str
    scope: Mapping[str, object]
    leads: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    offers: tuple[str, ...] = ()
    question: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Write ``text`` into the draft plan, verbatim. ``ref`` names the line within this person's plan, for ever.

    ``about`` is the line it belongs to (0: it stands for itself). ``parts`` are the messages that it was written in, so
    that an edit of one finds its place. ``asked`` is what the words of the question could refer to; None where the line
    answers no question.
    """

    ref: int
    section: str
    text: str
    role: str
    about: int = 0
    area: str = ""
    dialogue: str
    version: int
    state: str
    at: datetime
    parts: tuple[Part, ...] = ()
    asked: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take the line back out: its answer was undone."""

    ref: int


@dataclass(frozen=True, slots=True)
class Revise:
    """The person edited a message behind this line, which now reads as ``parts`` do."""

    ref: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A message was edited that is no answer of an open dialogue; the application may know a plan line of it.

    ``taken`` says that a dialogue was opened with it, and holds the new words now.
    """

    message: int
    text: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Unsay:
    """Replies to questions numbered ``since`` or later that have not begun to be sent need not be sent any more."""

    since: int


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Deliver `TimedOut` (``timer``, ``question``) once ``after`` has passed. A later one of that name replaces it."""

    timer: str
    after: timedelta
    question: int


@dataclass(frozen=True, slots=True)
class Do:
    """Carry out one of the closed list of application actions, and answer with `Done`, which brings ``did`` back."""

    action: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    did: str = ""


@dataclass(frozen=True, slots=True)
class Redo:
    """Carry out an action once more, with what its answer has become. Nothing waits for the outcome."""

    action: str
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Launch:
    """Start another dialogue now, with freshly loaded context."""

    dialogue: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A button was pressed whose question is no longer open. Nothing changed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A dialogue came to its end, with the outcome its script names, or ``expired``."""

    dialogue: str
    version: int
    outcome: str


Effect = Say | Keep | Withdraw | Revise | Edited | Unsay | SetTimer | Do | Redo | Launch | Stale | Ended
