"""A person while a batch is worked on: the record, the plan, and what is to be written in the end."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.app.message import Message
from bot.app.sharing.circle import Circle
from bot.engine import Session
from bot.storage.chats import ChatMessage
from bot.storage.circle import CircleChanges, LetterRecord, Measure, ShareRecord
from bot.storage.records import ChangeRecord, Changes, LineRecord, OutboxRecord, PeerRecord

Holding = Literal["plan", "history", "circle", "chat"]


class NotLoaded(Exception):  # noqa: N818 - it asks for something; nothing went wrong
    """The turn reads a part of what is held that was not loaded with the person: load it, and play the turn again.

    With a ``code``, what that code belongs to is to be looked up too.
    """

    def __init__(self, part: Holding, code: str = "") -> None:
        super().__init__(part)
        self.part = part
        self.code = code


@dataclass(slots=True)
class Peer:
    """One person in one batch. ``changes`` gathers what the batch writes.

    ``plan`` and ``past`` (what lines were before they changed) are None until they are loaded: most turns only add to
    them, and need not read all that a person ever wrote. ``around`` is the `Circle` of those around them, loaded like
    those, with what ``brought`` codes belong to. ``chat`` is what is known to stand in their chat.
    """

    record: PeerRecord
    plan: dict[int, LineRecord] | None = None
    past: list[ChangeRecord] | None = None
    around: Circle | None = None
    brought: frozenset[str] = frozenset()
    chat: list[ChatMessage] | None = None
    changes: Changes = field(init=False)

    def __post_init__(self) -> None:
        self.changes = Changes(peer=self.record)

    @property
    def lines(self) -> dict[int, LineRecord]:
        """The plan by ref, with what this batch has changed. Raises `NotLoaded`."""
        if self.plan is None:
            raise NotLoaded("plan")
        return {**self.plan, **self.changes.lines}

    @property
    def history(self) -> list[ChangeRecord]:
        """What lines were before each change, the oldest first; this batch's changes too. Raises `NotLoaded`."""
        if self.plan is None:
            raise NotLoaded("plan")  # nobody reads the one without the other, and so it is read for all at once
        if self.past is None:
            raise NotLoaded("history")
        return [*self.past, *self.changes.history]

    @property
    def in_chat(self) -> list[ChatMessage]:
        """What is known to stand in the person's chat, the oldest first. Raises `NotLoaded`."""
        if self.chat is None:
            raise NotLoaded("chat")
        return self.chat

    @property
    def circle(self) -> Circle:
        """Those around this person. Raises `NotLoaded`."""
        if self.around is None:
            raise NotLoaded("circle")
        return self.around

    def circle_with(self, code: str) -> Circle:
        """The same, with what ``code`` belongs to. Raises `NotLoaded`."""
        if code not in self.circle.found:
            raise NotLoaded("circle", code)
        return self.circle

    @property
    def for_others(self) -> CircleChanges:
        """What this batch writes that concerns others too."""
        self.changes.circle = self.changes.circle or CircleChanges()
        return self.changes.circle

    def surround(self, **fields: Any) -> None:
        """Replaces fields of the circle. Raises `NotLoaded`."""
        self.around = replace(self.circle, **fields)

    def put_share(self, share: ShareRecord) -> None:
        """Writes a share of this person's, new or changed."""
        self.surround(given=(share, *(one for one in self.circle.given if share.id is None or one.id != share.id)))
        self.for_others.shares.append(share)

    def send(self, letter: LetterRecord, about: ShareRecord | None = None) -> None:
        """Sends something to another person, ``about`` a share that may be new."""
        self.for_others.letters.append((letter, about))

    def count(self, what: Measure, on: datetime, times: int = 1) -> None:
        """Counts something for the figures of the person's programme, if they belong to one. ``on``: by their clock.

        What was taken back is counted -1 ``times``, if it was counted: since they joined.
        """
        joined_at = self.record.joined_at
        if self.record.programme_id is None or not self.consented or (times < 0 and joined_at and on < joined_at):
            return
        self.for_others.tallies[self.record.programme_id, on.year * 100 + on.month, what] += times

    @classmethod
    def new(cls, address: str, at: datetime, locale: str | None) -> "Peer":
        """Somebody who has never written before, or has been forgotten."""
        record = PeerRecord(address=address, session=Session.fresh(at), created_at=at, locale=locale)
        return cls(record, {}, [], Circle(), chat=[])

    @property
    def consented(self) -> bool:
        """Whether they have agreed to what is kept."""
        return self.record.consented_at is not None

    @property
    def worth_keeping(self) -> bool:
        """Nothing is kept of somebody who has not agreed, has no question open, and works for no programme."""
        return self.consented or self.record.memory.serves or bool(self.record.session.frames)

    def say(self, message: Message, at: datetime, question: int, *, not_after: datetime | None = None) -> None:
        """Puts a message into the outbox. One with ``not_after`` is unsolicited, and not sent any more after that."""
        self.changes.outbox.append(
            OutboxRecord(
                peer_id=self.record.id, address=self.record.address, body=message.dump(),
                unsolicited=not_after is not None, question=question, created_at=at, not_after=not_after,
            )
        )  # fmt: skip

    def unsay(self, since: int) -> None:
        """Takes back what was said at the question ``since`` or later and is not sent."""
        self.changes.outbox = [message for message in self.changes.outbox if message.question < since]
        earlier = self.changes.unsay_since
        self.changes.unsay_since = since if earlier is None else min(since, earlier)

    def put_line(self, line: LineRecord) -> None:
        """Adds a line to the plan, or replaces the one of the same ref."""
        self.changes.lines[line.ref] = line

    def remember(self, **fields: Any) -> None:
        """Replaces fields of the memory."""
        self.record.memory = replace(self.record.memory, **fields)

    def copy(self) -> "Peer":
        """A copy to return to when a turn fails. Lines and messages are replaced, never changed, so they are shared."""
        made = Peer(replace(self.record), self.plan, self.past, self.around, self.brought, self.chat)
        made.changes = replace(
            self.changes,
            peer=made.record,
            lines=dict(self.changes.lines),
            history=list(self.changes.history),
            outbox=list(self.changes.outbox),
            timers=dict(self.changes.timers),
            aside=list(self.changes.aside),
            circle=self.changes.circle and self.changes.circle.copied(),
        )
        return made
