"""One batch while it is worked on: people loaded together, their acts played in order, everything written at once."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime

import structlog

from bot.app.acts import carry_out
from bot.app.content import Content, Defaults
from bot.app.contents import Contents
from bot.app.incoming import Blocking, Incoming, InGroup, Outcome, number_of
from bot.app.loading import PARTS, load_part, surround
from bot.app.outgoing import Outgoing
from bot.app.peer import NotLoaded, Peer
from bot.app.presence import arrive, leave
from bot.app.presenter import HELP_NOW
from bot.app.turn import Turn
from bot.engine import Started
from bot.logs import cause_of
from bot.storage import ChatMessage, OutboxRecord, Transaction
from bot.storage.records import AsideRecord, TimerRecord
from bot.storage.removing import without_lists
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
        self._peers: dict[str, Peer] = {}
        self._finished: list[Peer] = []
        self._saved: list[Peer] = []
        self._unreadable: set[str] = set()
        self._groups: dict[str, Incoming] = {}
        self._blocking: list[tuple[str, bool, datetime]] = []
        self._given_up: list[tuple[str, AsideRecord]] = []
        self._strangers: list[Peer] = []
        self._unsure: set[str] = set()
        self._answered: list[OutboxRecord] = []
        self._unanswered: list[OutboxRecord] = []
        self.outcomes: dict[int, Outcome] = {}
        self.failed = 0
        """How many acts were set aside."""

    @property
    def fresh(self) -> int:
        """How many acts were not applied before."""
        return len(self._fresh)

    async def load(self, transaction: Transaction, batch: Sequence[Incoming]) -> None:
        """Drops what was applied before, and loads the people of the rest, all at once."""
        seen = await transaction.seen([one.update for one in batch if one.update is not None])
        for place, incoming in enumerate(batch):
            if incoming.update is None or incoming.update not in seen:
                self._fresh.append((place, incoming))
                seen |= {incoming.update} if incoming.update is not None else set()
        people = {one.address for _, one in self._fresh if not isinstance(one.act, InGroup)}
        known = await transaction.peers(people) if people else {}
        self._unreadable = {address for address, record in known.items() if record is None}
        self._peers = {address: Peer(record) for address, record in known.items() if record is not None}
        self._sort()

    def _sort(self) -> None:
        """What is for a person's conversation is lined up for that person; the rest is noted."""
        for place, incoming in self._fresh:
            if isinstance(incoming.act, InGroup):
                self._groups.setdefault(incoming.address, incoming)
            elif isinstance(incoming.act, Blocking):
                self._blocking.append((incoming.address, incoming.act.blocked, incoming.at))
            elif incoming.address in self._unreadable:
                log.error("a peer's row cannot be read; is the right secret key set?")
                self.give_up(incoming, "the row cannot be read")
                self.failed += 1
            else:
                self._ahead.setdefault(incoming.address, deque()).append((place, incoming))
        self._judge_doubtful()

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
                    peers = [self._peers[address] for address, wanted in missing.items() if wanted.part == part]
                    await load_part(transaction, part, peers)
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
        await self._write_forgotten(transaction)
        while ahead := [one for one in addresses if self._ahead[one]]:
            address = min(ahead, key=lambda one: self._ahead[one][0][0])
            try:
                self._next(self._ahead[address])
            except NotLoaded as wanted:
                await self._load_for(transaction, self._peers[address], wanted)
                continue
            await self._write_for_others(transaction, address)
            await self._write_forgotten(transaction)

    async def _load_for(self, transaction: Transaction, peer: Peer, wanted: NotLoaded) -> None:
        """Loads what one person's turn wants, and those around them with the codes they brought."""
        peer.brought |= {wanted.code} if wanted.code else set()
        if wanted.part == "circle":
            await surround(transaction, peer)
        else:
            await load_part(transaction, wanted.part, [peer])

    async def _write_for_others(self, transaction: Transaction, address: str) -> None:
        peer = self._peers.get(address)
        if peer is None or peer.changes.circle is None or not peer.worth_keeping:
            return
        await transaction.save([peer.changes])
        self._saved.append(peer)
        self._peers[address] = Peer(peer.record)
        for other in self._peers.values():
            other.around = None  # what was loaded of others may have changed by this

    async def _write_forgotten(self, transaction: Transaction) -> None:
        """Whoever has deleted everything is gone for the next act of the same batch."""
        if self._finished:
            readers = await transaction.save([peer.changes for peer in self._finished])
            self._saved += self._finished
            self._finished = []
            for other in self._peers.values():
                other.around = None
                if other.record.id in readers:
                    other.record.session = without_lists(other.record.session)

    def _turn(self, incoming: Incoming) -> Outcome:
        peer = self._peers.get(incoming.address) or self._new(incoming)
        if peer.record.blocked_at:
            peer.record.blocked_at = None
            peer.changes.timers[LETTER] = TimerRecord(LETTER, incoming.at, 0)  # what waited for them is told now
        before = peer.copy()
        turn = Turn(peer, self._content_for(peer), incoming.at, self._defaults)
        try:
            unsent = self._outgoing.withhold(incoming.address) or incoming.address in self._unsure
            put_off = arrive(turn, incoming, unsent=unsent)
            outcome = carry_out(turn, incoming, self._question_seen(peer, incoming, put_off))
            leave(turn)
            turn.finish()
        except NotLoaded:
            self._peers[incoming.address] = before
            raise
        except Exception as error:
            self._set_aside(before, incoming, error, in_danger=turn.sign is not None)
            return Outcome()
        if peer.changes.forgotten:
            self._finished.append(self._peers.pop(incoming.address))
        return outcome

    def _content_for(self, peer: Peer) -> Content:
        return self._contents.of(peer.record.programme_id)

    def _new(self, incoming: Incoming) -> Peer:
        locale = self._contents.base.locale_for(incoming.language or self._defaults.locale)
        peer = Peer.new(incoming.address, incoming.at, locale)
        peer.record.country = self._defaults.country
        self._peers[incoming.address] = peer
        return peer

    def _question_seen(self, peer: Peer, incoming: Incoming, put_off: bool) -> bool:
        """Whether the open question can have been read; one that was put off is none any more."""
        unbegun = self._outgoing.unbegun(peer.record.address) and not put_off
        said = peer.changes.outbox or any(
            one.changes.outbox for one in self._saved if one.record.address == peer.record.address
        )
        return not (incoming.hasty or said or unbegun)

    def _judge_doubtful(self) -> None:
        """An earlier process may have sent these. Whoever wrote after they were made has read them, or has moved on.

        Sending them again would ask the same question twice, and the second answer would be filed under the next one.
        """
        for address, waiting in self._ahead.items():
            # A channel's clock may only tell whole seconds.
            latest = max(int(incoming.at.timestamp()) for _, incoming in waiting)
            for message in self._outgoing.doubtful(address):
                if message.unsolicited:
                    # Far more of these wait than are on their way: it was hardly read, and what is written now is no
                    # answer to it.
                    self._unsure.add(address)
                answered = latest >= int(message.created_at.timestamp())
                (self._answered if answered else self._unanswered).append(message)

    def _set_aside(self, before: Peer, incoming: Incoming, error: Exception, *, in_danger: bool) -> None:
        """Puts the person back to where they were, notes the cause, and tells them kindly.

        Whoever may be in danger is shown who can help all the same.
        """
        cause = cause_of(error)
        self.failed += 1
        log.error("turn failed", cause=cause)
        self._peers[incoming.address] = before
        if before.consented:
            aside = AsideRecord(at=incoming.at, cause=cause, event=incoming.sealed_form())
            before.changes.aside.append(aside)
        # What a programme says in its own words may be what failed; then it is said in the installation's.
        for content in (self._content_for(before), self._contents.base):
            if self._apologise(before, content, incoming.at, in_danger=in_danger):
                return

    def _apologise(self, peer: Peer, content: Content, at: datetime, *, in_danger: bool) -> bool:
        turn = Turn(peer, content, at, self._defaults)
        try:
            turn.tell("failed")
            if in_danger:
                turn.play(Started(at=turn.at, dialogue=HELP_NOW))
            turn.finish()
        except Exception as error:
            log.error("not even the apology could be said", cause=cause_of(error))
            return False
        return True

    def give_up(self, incoming: Incoming, cause: str) -> None:
        """Sets an act aside without touching the person's row, and says that something went wrong."""
        aside = AsideRecord(at=incoming.at, cause=cause, event=incoming.sealed_form())
        self._given_up.append((incoming.address, aside))
        self._say_once(incoming, "failed")

    def _say_once(self, incoming: Incoming, block: str) -> None:
        """Says one shared line to an address of which nothing is known here."""
        locale = self._contents.base.locale_for(incoming.language or self._defaults.locale)
        peer = Peer.new(incoming.address, incoming.at, locale)
        turn = Turn(peer, self._contents.base, incoming.at, self._defaults)
        turn.tell(block)
        turn.finish_without_help()
        peer.changes.forgotten = True
        self._strangers.append(peer)

    async def save(self, transaction: Transaction) -> None:
        """Writes everything the batch came to."""
        for peer in self._peers.values():
            if not peer.worth_keeping:
                peer.changes.forgotten = True
        await self._greet_groups(transaction)
        self._finished.extend((*self._peers.values(), *self._strangers))
        await transaction.save([peer.changes for peer in self._finished])
        await transaction.chats.note(self._written())
        for address, aside in self._given_up:
            await transaction.set_aside(address, aside)
        await transaction.drop_outbox([one.id for one in self._answered if one.id is not None])
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
        gone = {peer.record.address for peer in (*self._saved, *self._finished) if peer.changes.forgotten}
        for _, incoming in self._fresh:
            peer, number = self._peers.get(incoming.address), number_of(incoming.act)
            if peer and peer.record.id is not None and number is not None and incoming.address not in gone:
                yield peer.record.id, ChatMessage(number, incoming.at, own=True)

    async def _greet_groups(self, transaction: Transaction) -> None:
        """In a group it is said once that the talk is in private."""
        for address, incoming in self._groups.items():
            if not await transaction.told(address):
                await transaction.mark_told(address, incoming.at)
                self._say_once(incoming, "in_group")

    def let_go(self) -> None:
        """Whatever became of the batch: what was withheld meanwhile, and is not taken back, may be sent."""
        for address in self._ahead:
            self._outgoing.let_go(address)

    def hand_over(self) -> None:
        """After the commit: delivery gets what is to be sent, and learns what is not."""
        for address in self._ahead:
            self._outgoing.resolve(address)
            self._outgoing.acted(address)
        self._outgoing.deliver(self._unanswered)
        for peer in (*self._saved, *self._finished):
            address = peer.record.address
            if peer.changes.forgotten and peer.record.id is not None:
                self._outgoing.forget(address)
            if peer.changes.unsay_since is not None:
                self._outgoing.unsay(address, peer.changes.unsay_since)
            self._outgoing.deliver(peer.changes.outbox)
