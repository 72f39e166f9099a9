"""What a channel hands over: one thing a person did, told in terms that every channel shares."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

# What follows the white space after a command is its argument, as it was typed.
_COMMAND = re.compile(r"\s*/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(\S.*))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """A text. ``message`` is the channel's number of the message."""

    text: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Commanded:
    """A slash command, without the slash, in lower case; ``argument`` is what followed, word for word."""

    name: str
    argument: str = ""
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button. ``data`` is what the button carried."""

    data: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An earlier message was edited."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A file. ``text`` is what stands in it; None where it is too large, is no text, or could not be fetched."""

    name: str
    text: str | None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that is neither text nor a file: a voice message, a photo, a sticker."""

    what: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Blocking:
    """The person blocked the bot, or let it write again."""

    blocked: bool


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody wrote in a group, where nothing personal is talked about."""


Act = Said | Commanded | Pressed | Changed | Sent | Unsupported | Blocking | InGroup


def typed(text: str, message: int | None) -> Said | Commanded:
    """What a text is that somebody typed: a command, or something said."""
    found = _COMMAND.fullmatch(text)
    return Commanded(found[1].lower(), found[2] or "", message) if found else Said(text, message)


def number_of(act: Act) -> int | None:
    """The channel's number of the message that the person has just written; None where they wrote none."""
    return act.message if isinstance(act, Said | Commanded | Sent | Unsupported) else None


def retyped(text: str, message: int) -> Changed:
    """A message that was typed anew: of a command with an argument, the argument is what was said."""
    found = _COMMAND.fullmatch(text)
    return Changed((found and found[2]) or text, message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One act of one person. ``update`` is the channel's number, by which a repetition is known.

    ``address`` is where an answer goes, such as ``telegram:123``; ``language`` is what the account is set to. ``hasty``
    says that the channel knows the last reply cannot have been read before this was written.
    """

    update: int | None
    address: str
    at: datetime
    act: Act
    language: str | None = None
    hasty: bool = False

    def sealed_form(self) -> str:
        """The act as JSON, for setting it aside (it is encrypted before it is written)."""
        return json.dumps({"act": type(self.act).__name__, **asdict(self.act)}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act. ``toast`` is a short line for a press; ``closes`` says that its keyboard is done with."""

    toast: str = ""
    closes: bool = False
