"""What intake needs of delivery."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.storage import OutboxRecord, SentRecord


class Outgoing(Protocol):
    """The other half of a conversation, as the turns see it."""

    def unbegun(self, address: str) -> bool:
        """Whether a reply to this address is waiting whose sending has not begun, so that nobody can have read it."""
        ...

    def unbegun_unsolicited(self, address: str) -> bool:
        """Whether a message that nobody has asked for is waiting for this address, and its sending has not begun."""
        ...

    @property
    def room(self) -> int:
        """How many more unsolicited messages can be handed over now."""
        ...

    def withhold(self, address: str) -> bool:
        """Whether an unsolicited message waits for this address; if so, it does not begin until `let_go`."""
        ...

    def let_go(self, address: str) -> None:
        """What was withheld for this address may begin, if it was not taken back."""
        ...

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Takes committed messages for sending."""
        ...

    def unsay(self, address: str, since: int) -> None:
        """Drops waiting messages of questions numbered ``since`` or later."""
        ...

    def forget(self, address: str) -> None:
        """Drops everything that waits for this address."""
        ...

    def acted(self, address: str) -> None:
        """This person has done something since: what may have reached them has been read."""
        ...

    def doubt(self) -> None:
        """A commit was not heard of: messages of it may wait that nobody has handed over."""
        ...

    async def recover(self) -> None:
        """Takes charge of such messages, before anything new is said. Raises `DatabaseUnavailable`."""
        ...

    def take_sent(self) -> list[SentRecord]:
        """The messages that were sent and not noted yet; they are noted with the batch."""
        ...

    def begun(self, address: str) -> list[int]:
        """The number of the message to this address that somebody may be reading already, if there is one."""
        ...

    def noted(self) -> None:
        """What was taken is noted in the database."""
        ...

    def give_back(self, sent: Sequence[SentRecord]) -> None:
        """They could not be noted after all."""
        ...

    def doubtful(self, address: str) -> list[OutboxRecord]:
        """Messages of an earlier process for this address, of which nobody knows whether they were sent."""
        ...

    def resolve(self, address: str) -> None:
        """The doubtful messages for this address are dealt with."""
        ...
