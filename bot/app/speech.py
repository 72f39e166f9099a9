"""What a turn says, until it is over: some of it may be taken back, or left unsaid, before it goes into the outbox."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.app.message import Enclosure, Message
from bot.app.peer import Peer
from bot.app.presenter import Presenter
from bot.wording import plain
from bot.wording.split import split


@dataclass(slots=True)
class Spoken:
    """A message that is not in the outbox yet. ``helps``: it shows who can help, and needs no button for that."""

    message: Message
    question: int
    helps: bool = False


@dataclass(slots=True)
class Speech:
    """The messages of one turn, with files and clearings that go with the next of them."""

    spoken: list[Spoken] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    clears: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.spoken)

    def add(self, message: Message, question: int, *, helps: bool = False) -> None:
        """Says ``message`` at ``question``."""
        self.spoken.append(Spoken(message, question, helps))

    def take_back(self, since: int) -> None:
        """Leaves out what was said at the question ``since`` or later."""
        self.spoken = [one for one in self.spoken if one.question < since]

    def ends_with(self, words: str) -> bool:
        """Whether the last message holds ``words``, the white space of either aside."""
        return bool(self.spoken) and _holds(self.spoken[-1].message, words)

    def leave_out(self, after: int) -> None:
        """Says no more than the first ``after`` messages."""
        del self.spoken[after:]
        self.enclosures.clear()
        self.clears.clear()

    def leave_quotes_out(self, words: str, question: int | None) -> None:
        """Says nothing with ``words`` in it, but for what is asked at ``question``."""
        self.spoken = [one for one in self.spoken if one.question == question or not _holds(one.message, words)]

    def offer_help(self, presenter: Presenter) -> None:
        """Puts "Get help now" under the last message."""
        if self.spoken and not self.spoken[-1].helps:
            self.spoken[-1].message = presenter.with_help(self.spoken[-1].message)

    def hand_over(self, peer: Peer, at: datetime, not_after: datetime | None) -> None:
        """Puts everything into the person's outbox, in messages that the channel takes."""
        for one in self.spoken:
            *first, last = split(one.message.html)
            for html in first:
                peer.say(Message(html), at, one.question, not_after=not_after)
            peer.say(replace(one.message, html=last), at, one.question, not_after=not_after)


def _holds(message: Message, words: str) -> bool:
    return " ".join(words.split()) in " ".join(plain(message.html).split())
