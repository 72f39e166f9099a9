"""What an earlier process left unsent, held back until it is known what has become of it.

After `Held.release` it goes out little by little: there may be a great deal of it, and each message on its way costs
more memory than one that waits here.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable

from bot.storage import OutboxRecord


class Held:
    """Messages by address, in their order: first on hold; then ready, addresses with a reply before those with none."""

    def __init__(self) -> None:
        self._on_hold: OrderedDict[str, list[OutboxRecord]] = OrderedDict()
        self._with_reply: OrderedDict[str, list[OutboxRecord]] = OrderedDict()
        self._unsolicited: OrderedDict[str, list[OutboxRecord]] = OrderedDict()

    def add(self, messages: Iterable[OutboxRecord]) -> None:
        """Holds these, in their order, until their release."""
        known = self.ids
        for message in messages:
            if message.id is not None and message.id in known:
                continue
            self._on_hold.setdefault(message.address, []).append(message)

    def release(self, is_known: Callable[[str], bool]) -> None:
        """Makes ready what is held for each address of which it ``is_known`` that no act waits."""
        for address in [one for one in self._on_hold if is_known(one)]:
            messages = self._on_hold.pop(address)
            self._line_of(messages)[address] = messages

    def _line_of(self, messages: list[OutboxRecord]) -> OrderedDict[str, list[OutboxRecord]]:
        return self._unsolicited if all(one.unsolicited for one in messages) else self._with_reply

    def of(self, address: str) -> list[OutboxRecord]:
        """What is held for an address."""
        return list(next((found for one in self._lines() if (found := one.get(address))), ()))

    def take(self, address: str) -> list[OutboxRecord]:
        """The same, and holds it no longer."""
        return next((found for one in self._lines() if (found := one.pop(address, None))), [])

    def take_ready(self, address: str) -> list[OutboxRecord]:
        """The same, if it is not on hold any more."""
        return [] if address in self._on_hold else self.take(address)

    def _lines(self) -> tuple[OrderedDict[str, list[OutboxRecord]], ...]:
        return self._on_hold, self._with_reply, self._unsolicited

    def unsay(self, address: str, since: int) -> None:
        """Drops messages of questions numbered ``since`` or later."""
        was_on_hold = address in self._on_hold
        if kept := [one for one in self.take(address) if one.question < since]:
            (self._on_hold if was_on_hold else self._line_of(kept))[address] = kept

    def drop(self, is_theirs: Callable[[str], bool]) -> None:
        """Forgets what is held for addresses that somebody else looks after from now on."""
        for line in self._lines():
            for address in [one for one in line if is_theirs(one)]:
                del line[address]

    def next_replies(self) -> list[OutboxRecord]:
        """What goes out next, of all that is held for one person, a reply among it."""
        return self._with_reply.popitem(last=False)[1] if self._with_reply else []

    def next_unsolicited(self) -> list[OutboxRecord]:
        """The same for somebody for whom there is no reply."""
        return self._unsolicited.popitem(last=False)[1] if self._unsolicited else []

    @property
    def unsolicited(self) -> int:
        """For how many people no reply is held."""
        on_hold = sum(all(one.unsolicited for one in messages) for messages in self._on_hold.values())
        return len(self._unsolicited) + on_hold

    @property
    def ids(self) -> set[int | None]:
        """The numbers of all that is held."""
        return {one.id for line in self._lines() for messages in line.values() for one in messages}

    def __len__(self) -> int:
        return sum(map(len, self._lines()))
