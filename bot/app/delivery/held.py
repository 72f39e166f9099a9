"""What an earlier process left unsent, held back until it is known what has become of it.

After `Held.release` it goes out little by little: there may be a great deal of it, and each message on its way costs
more memory than one that waits here.
"""

from collections import OrderedDict
from collections.abc import Iterable

from bot.storage import OutboxRecord


class Held:
    """Messages by address, in their order; addresses with a reply before those with none."""

    def __init__(self) -> None:
        self._with_reply: OrderedDict[str, list[OutboxRecord]] = OrderedDict()
        self._unsolicited: OrderedDict[str, list[OutboxRecord]] = OrderedDict()
        self.released = False

    def add(self, messages: Iterable[OutboxRecord]) -> None:
        """Holds these, in their order."""
        for message in messages:
            address = message.address
            if not message.unsolicited and address in self._unsolicited:
                self._with_reply[address] = self._unsolicited.pop(address)
            held = self._unsolicited if message.unsolicited and address not in self._with_reply else self._with_reply
            held.setdefault(address, []).append(message)

    def of(self, address: str) -> list[OutboxRecord]:
        """What is held for an address."""
        return list(self._with_reply.get(address) or self._unsolicited.get(address) or ())

    def take(self, address: str) -> list[OutboxRecord]:
        """The same, and holds it no longer."""
        return self._with_reply.pop(address, None) or self._unsolicited.pop(address, None) or []

    def unsay(self, address: str, since: int) -> None:
        """Drops messages of questions numbered ``since`` or later."""
        self.add([one for one in self.take(address) if one.question < since])

    def next_replies(self) -> list[OutboxRecord]:
        """What goes out next, of all that is held for one person, a reply among it; nothing before the release."""
        return self._with_reply.popitem(last=False)[1] if self.released and self._with_reply else []

    def next_unsolicited(self) -> list[OutboxRecord]:
        """The same for somebody for whom there is no reply."""
        return self._unsolicited.popitem(last=False)[1] if self.released and self._unsolicited else []

    @property
    def unsolicited(self) -> int:
        """For how many people no reply is held."""
        return len(self._unsolicited)

    def __len__(self) -> int:
        return len(self._with_reply) + len(self._unsolicited)
