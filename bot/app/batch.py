"""One batch while it is worked on: people loaded together, their acts played in order, everything written at once."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime

import structlog

from bot.app.acts import carry_out
from bot.app.batch_people import BatchPeople
from bot.app.content import Content, Defaults
from bot.app.contents import Contents
from bot.app.doubtful import Doubtful
from bot.app.incoming import Blocking, Incoming, InGroup, Outcome, number_of
from bot.app.loading import PARTS, load_part, surround
from bot.app.mishaps import Mishaps
from bot.app.outgoing import Outgoing
from bot.app.peer import NotLoaded, Peer
from bot.app.presence import arrive, leave
from bot.app.turn import Turn
from bot.storage import ChatMessage, Transaction
from bot.storage.records import TimerRecord
from bot.storage.saving import LETTER

log = structlog.get_logger()


class Batch:
    """One batch while it is worked on."""

    def __init__(self, contents: Contents, outgoing: Outgoing, defaults: Defaults) -> None:
        self._contents = contents
        self._outgoing = outgoing
        self._defaults = defaults
        self._fresh: list[tuple[int, Incoming]] = []
        self._ahead: dict[str, deque[tuple[int, Incoming]]] = {}
        self._groups: dict[str, Incoming] = {}
        self._blocking: list[tuple[str, bool, datetime]] = []
        self._people = BatchPeople(contents, defaults)
        self._mishaps = Mishaps(self._people, defaults)
        self._doubtful = Doubtful(outgoing)
        self.outcomes: dict[int, Outcome] = {}

    @property
    def fresh(self) -> int:
        """How many acts were not applied before."""
        return len(self._fresh)

    @property
    def failed(self) -> int:
        """How many acts were set aside."""
        return self._mishaps.count

    async def load(self, transaction: Transaction, batch: Sequence[Incoming]) -> None:
        """Drops what was applied before, and loads the people of the rest, all at once."""
        seen = await transaction.seen([one.update for one in batch if one.update is not None])
        for place, incoming in enumerate(batch):
            if incoming.update is None or incoming.update not in seen:
                self._fresh.append((place, incoming))
                seen |= {incoming.update} if incoming.update is not None else set()
        addresses = {one.address for _, one in self._fresh if not isinstance(one.act, InGroup)}
        self._sort(await self._people.load(transaction, addresses))
        for address, waiting in self._ahead.items():
            self._doubtful.judge(address, max(incoming.at for _, incoming in waiting))

    def _sort(self, unreadable: set[str]) -> None:
        """What is for a person's conversation is lined up for that person; the rest is noted."""
        for place, incoming in self._fresh:
            if isinstance(incoming.act, InGroup):
                self._groups.setdefault(incoming.address, incoming)
            elif isinstance(incoming.act, Blocking):
                self._blocking.append((incoming.address, incoming.act.blocked, incoming.at))
            elif incoming.address in unreadable:
                log.error("a peer's row cannot be read; is the right secret key set?")
                self.give_up(incoming, "the row cannot be read")
            else:
                self._ahead.setdefault(incoming.address, deque()).append((place, incoming))

    async def play(self, transaction: Transaction) -> None:
        """Runs each person's acts in order, and loads what they turn out to need: a part for everybody at once.

        Acts that look at other people come last, one after the other: each sees what the one before has changed.
        """
        while True:
            missing = self._play()
            if not missing:
                return
            for part in PARTS:
                if part != "circle":
                    waiting = [self._people.at(address) for address, wanted in missing.items() if wanted.part == part]
                    await load_part(transaction, part, waiting)
            if any(wanted.part != "circle" for wanted in missing.values()):
                continue  # whoever still waits for their plan may turn out to act among others, and earlier
            await self._play_among_others(transaction, {one for one, w in missing.items() if w.part == "circle"})

    def _play(self) -> dict[str, NotLoaded]:
        """Runs acts up to one that reads what is not loaded; returns who waits for what."""
        missing: dict[str, NotLoaded] = {}
        for address, waiting in self._ahead.items():
            try:
                while waiting:
                    self._next(waiting)
            except NotLoaded as wanted:
                missing[address] = wanted
        return missing

    def _next(self, waiting: deque[tuple[int, Incoming]]) -> None:
        place, incoming = waiting[0]
        self.outcomes[place] = self._turn(incoming)
        waiting.popleft()

    async def _play_among_others(self, transaction: Transaction, addresses: set[str]) -> None:
        """Runs the acts of these people in the order in which they came, and writes what each changes for others."""
        await self._people.write_leaving(transaction)
        while ahead := [one for one in addresses if self._ahead[one]]:
            address = min(ahead, key=lambda one: self._ahead[one][0][0])
            try:
                self._next(self._ahead[address])
            except NotLoaded as wanted:
                await self._load_for(transaction, self._people.at(address), wanted)
                continue
            await self._people.write_for_others(transaction, address)
            await self._people.write_leaving(transaction)

    async def _load_for(self, transaction: Transaction, peer: Peer, wanted: NotLoaded) -> None:
        """Loads what one person's turn wants, and those around them with the codes they brought."""
        peer.brought |= {wanted.code} if wanted.code else set()
        if wanted.part == "circle":
            await surround(transaction, peer)
        else:
            await load_part(transaction, wanted.part, [peer])

    def _turn(self, incoming: Incoming) -> Outcome:
        peer = self._people.find(incoming.address) or self._people.come(incoming)
        if peer.record.blocked_at:
            peer.record.blocked_at = None
            peer.changes.timers[LETTER] = TimerRecord(LETTER, incoming.at, 0)  # what waited for them is told now
        before = peer.copy()
        turn = Turn(peer, self._content_for(peer), incoming.at, self._defaults)
        try:
            unsent = self._outgoing.withhold(incoming.address) or self._doubtful.hardly_read(incoming.address)
            put_off = arrive(turn, incoming, unsent=unsent)
            outcome = carry_out(turn, incoming, self._question_seen(peer, incoming, put_off))
            leave(turn)
            turn.finish()
        except NotLoaded:
            self._people.put(incoming.address, before)
            raise
        except Exception as error:
            # What a programme says in its own words may be what failed; then it is said in the installation's.
            contents = (self._content_for(before), self._contents.base)
            self._mishaps.turn_failed(before, incoming, error, *contents, in_danger=turn.sign is not None)
            return Outcome()
        if peer.changes.forgotten:
            self._people.leave(incoming.address)
        return outcome

    def _content_for(self, peer: Peer) -> Content:
        return self._contents.of(peer.record.programme_id)

    def _question_seen(self, peer: Peer, incoming: Incoming, put_off: bool) -> bool:
        """Whether the open question can have been read; one that was put off is none any more."""
        unbegun = self._outgoing.unbegun(peer.record.address) and not put_off
        return not (incoming.hasty or unbegun or self._people.told_something(peer))

    def give_up(self, incoming: Incoming, cause: str) -> None:
        """Sets an act aside without touching the person's row, and says that something went wrong."""
        self._mishaps.give_up(incoming, cause)

    async def save(self, transaction: Transaction) -> None:
        """Writes everything the batch came to."""
        await self._greet_groups(transaction)
        await self._people.write(transaction)
        await transaction.chats.note(self._written())
        await self._mishaps.write(transaction)
        await transaction.drop_outbox([one.id for one in self._doubtful.answered if one.id is not None])
        # Whoever acts while a message is on its way goes on from it: it need not be sent again by a later process.
        await transaction.drop_outbox([number for address in self._ahead for number in self._outgoing.begun(address)])
        at = max((incoming.at for _, incoming in self._fresh), default=None)
        if at is not None:
            await transaction.mark_seen([one.update for _, one in self._fresh if one.update is not None], at)
        for address, blocked, when in self._blocking:
            await transaction.set_blocked([address], when if blocked else None)
            if not blocked:
                await transaction.announce(address, when)

    def _written(self) -> Iterator[tuple[int, ChatMessage]]:
        """What people wrote in this batch, by its number in their chat. Of whoever left in it, nothing is noted."""
        gone = {peer.record.address for peer in self._people.written if peer.changes.forgotten}
        for _, incoming in self._fresh:
            peer, number = self._people.find(incoming.address), number_of(incoming.act)
            if peer and peer.record.id is not None and number is not None and incoming.address not in gone:
                yield peer.record.id, ChatMessage(number, incoming.at, own=True)

    async def _greet_groups(self, transaction: Transaction) -> None:
        """In a group it is said once that the talk is in private."""
        for address, incoming in self._groups.items():
            if not await transaction.told(address):
                await transaction.mark_told(address, incoming.at)
                self._people.tell_stranger(incoming, "in_group")

    def let_go(self) -> None:
        """Whatever became of the batch: what was withheld meanwhile, and is not taken back, may be sent."""
        for address in self._ahead:
            self._outgoing.let_go(address)

    def hand_over(self) -> None:
        """After the commit: delivery gets what is to be sent, and learns what is not."""
        for address in self._ahead:
            self._outgoing.resolve(address)
            self._outgoing.acted(address)
        self._outgoing.deliver(self._doubtful.unanswered)
        for peer in self._people.written:
            address = peer.record.address
            if peer.changes.forgotten and peer.record.id is not None:
                self._outgoing.forget(address)
            if peer.changes.unsay_since is not None:
                self._outgoing.unsay(address, peer.changes.unsay_since)
            self._outgoing.deliver(peer.changes.outbox)
