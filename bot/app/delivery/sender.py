"""What a channel is to delivery: a way to send a message, and the ways in which that can fail."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.app.files import File
from bot.app.message import Message
from bot.app.watch.kinds import SendingTrouble


class Sender(Protocol):
    """A channel's way of sending."""

    async def send(self, address: str, message: Message, file: File | None = None) -> Sequence[int]:
        """Returns when the channel has said yes to both, with the numbers they have in the chat there.

        What the message ``clears`` is taken out of the chat before it is sent. Raises one of the errors below.
        A message that is tried again comes with the very same ``file``, so that a channel which sends the two one after
        the other can tell which of them is still to go.
        """
        ...


class SendError(Exception):
    """A message was not, or perhaps not, sent."""


@dataclass
class TryAgain(SendError):  # noqa: N818 - named for what to do
    """Not sent, or (``maybe_sent``) nobody knows. ``after`` seconds may be prescribed by the channel.

    ``trouble`` is for the figures alone.
    """

    after: float | None = None
    maybe_sent: bool = False
    trouble: SendingTrouble = field(default="fault", compare=False)


class Unreachable(SendError):  # noqa: N818 - named for what it means
    """This person cannot be written to any more: the bot is blocked, or the account is gone."""


class Refused(SendError):  # noqa: N818 - named for what it means
    """The channel will never take this message."""


class FileRefused(SendError):  # noqa: N818 - named for what it means
    """The channel will never take this file; nothing of the message was sent, and it may go without."""
