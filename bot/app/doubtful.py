"""Messages of an earlier process that may have been sent, judged by what people have done since."""

from datetime import datetime

from bot.app.outgoing import Outgoing
from bot.storage import OutboxRecord


class Doubtful:
    """The doubtful messages to those who act in one batch: ``answered`` ones need not be sent, ``unanswered`` ones do.

    Sending one that was answered would ask the same question twice, and the second answer would be filed under the next
    one.
    """

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing
        self._hardly_read: set[str] = set()
        self.answered: list[OutboxRecord] = []
        self.unanswered: list[OutboxRecord] = []

    def judge(self, address: str, latest: datetime) -> None:
        """Whoever wrote after they were made, ``latest`` at this moment, has read them or has moved on."""
        # A channel's clock may only tell whole seconds.
        second = int(latest.timestamp())
        for message in self._outgoing.doubtful(address):
            if message.unsolicited:
                # Far more of these wait than are on their way: it was hardly read, and what is written now is no
                # answer to it.
                self._hardly_read.add(address)
            answered = second >= int(message.created_at.timestamp())
            (self.answered if answered else self.unanswered).append(message)

    def hardly_read(self, address: str) -> bool:
        """Whether an unsolicited message is among those to this address."""
        return address in self._hardly_read
