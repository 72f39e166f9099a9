"""One transaction: all of its statements. Each works on a whole batch: their number does not grow with its people."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.aftermath import Aftermath
from bot.storage.audit import Audit
from bot.storage.bulk import Prepared, among, execute_many
from bot.storage.chats import Chats, SentRecord
from bot.storage.circle import CircleChanges, LetterRecord
from bot.storage.crypto import Vault
from bot.storage.database import Database
from bot.storage.deletions import Deletions, Ledger
from bot.storage.doors import Doors
from bot.storage.erasing import note_erased, take_erased
from bot.storage.errors import DatabaseUnavailable
from bot.storage.inbox import Inbox
from bot.storage.moments import seconds
from bot.storage.programmes import Programmes
from bot.storage.reading import Reading
from bot.storage.records import AsideRecord, Changes, DueRecord
from bot.storage.removing import remove_people, without_lists
from bot.storage.replicas import Replicas
from bot.storage.retention import Lapsing
from bot.storage.rotating import Rotating
from bot.storage.saving import post_letter, save_circle, set_letter_timer
from bot.storage.saving_people import (
    aside_row,
    fill_slots,
    save_asides,
    save_lines,
    save_outbox,
    save_peers,
    save_timers,
)
from bot.storage.sharing import Sharing
from bot.storage.standing import Standing
from bot.storage.tables import outbox, peers, scripts, seen_updates, set_aside, timers, told_groups
from bot.storage.tallies import Tallies

# A number of ours among a server's advisory locks: "together", on a telephone's keys.
_AMONG_OTHERS = 86_643_837

_INSERT_SEEN = Prepared(insert(seen_updates))
_DELETE_MESSAGE = Prepared(delete(outbox).where(outbox.c.id == bindparam("b_id")))

# By its number, as it may have been set anew since it was read.
_THE_VERY_TIMER = (
    timers.c.peer_id == bindparam("p"),
    timers.c.timer == bindparam("t"),
    timers.c.question == bindparam("q"),
)


class Store:
    """An open database with the vault that opens its words, and the ledger of who was deleted, where one is kept."""

    def __init__(self, database: Database, vault: Vault, ledger: Ledger | None = None) -> None:
        self.database = database
        self.vault = vault
        self.aftermath = Aftermath(database, ledger)
        self.replica_id: str | None = None
        """The process that all transactions belong to, where several share the work: see `bot.storage.replicas`."""
        self.answered: Callable[[], None] = _unheard
        """Called when the database has carried out a transaction."""
        self.troubled: Callable[[DatabaseUnavailable], None] = _unheard
        """Called when it has not answered."""

    @asynccontextmanager
    async def transaction(self, *, brief: bool = False) -> AsyncIterator["Transaction"]:
        """One transaction; raises `DatabaseUnavailable` where the database does not answer. One that is ``brief`` is
        about a few people only.

        After the commit it is seen to that what was removed for good is gone from the files too (`Aftermath`).
        """
        try:
            async with self.database.transaction(brief=brief) as connection:
                take_erased(connection)  # what a transaction has left that was rolled back
                transaction = Transaction(connection, self.vault)
                if self.replica_id is not None:
                    await transaction.replicas.hold(self.replica_id)
                yield transaction
                erased = take_erased(connection)
        except DatabaseUnavailable as error:
            self.troubled(error)
            raise
        self.answered()
        await self.aftermath.see_to(transaction.gone, erased=erased)

    @asynccontextmanager
    async def beside(self) -> AsyncIterator["Transaction"]:
        """A short transaction that does not wait for the one at work; it may not touch people. Raises
        `DatabaseUnavailable`."""
        try:
            async with self.database.transaction(beside=True) as connection:
                yield Transaction(connection, self.vault)
        except DatabaseUnavailable as error:
            self.troubled(error)
            raise
        self.answered()

    async def check_key(self) -> None:
        """Raises `WrongKeyError` when this database was written under a key that is not listed."""
        async with self.transaction() as transaction:
            await transaction.check_key()


def _unheard(*_: object) -> None:
    """Nobody listens."""


class Transaction(Reading):
    """The statements of one transaction. ``gone`` gathers the look-up hashes of those it deletes, and when."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection, vault)
        self.gone: dict[bytes, float] = {}

    # -- more than one person ----------------------------------------------------------------------------------------

    @property
    def programmes(self) -> Programmes:
        """Statements about programmes, their staff and their codes."""
        return Programmes(self._connection, self._vault)

    @property
    def sharing(self) -> Sharing:
        """Statements about shares, views, letters and notes."""
        return Sharing(self._connection, self._vault)

    @property
    def doors(self) -> Doors:
        """Statements about signing in to the web pages."""
        return Doors(self._connection)

    @property
    def audit(self) -> Audit:
        """Who did or looked at what; only ever added to."""
        return Audit(self._connection)

    @property
    def standing(self) -> Standing:
        """How many there are of what, for whoever looks after the installation."""
        return Standing(self._connection)

    @property
    def chats(self) -> Chats:
        """Which messages stand in people's chats."""
        return Chats(self._connection, self._vault)

    @property
    def inbox(self) -> Inbox:
        """Updates that wait for their turn."""
        return Inbox(self._connection, self._vault)

    @property
    def replicas(self) -> Replicas:
        """The processes that share the work."""
        return Replicas(self._connection)

    @property
    def deletions(self) -> Deletions:
        """The ledger of who was deleted."""
        return Deletions(self._connection)

    @property
    def rotating(self) -> Rotating:
        """Statements that bring everything under the newest key."""
        return Rotating(self._connection, self._vault)

    @property
    def lapsing(self) -> Lapsing:
        """Statements about what is not to be kept any longer."""
        return Lapsing(self._connection)

    @property
    def tallies(self) -> Tallies:
        """Counts, for figures without words."""
        return Tallies(self._connection)

    async def among_others(self) -> None:
        """To be called before anything that concerns several people is read or written.

        On a database server nobody else is at it until this transaction is over; an embedded database has but one
        writer anyway.
        """
        if self._connection.dialect.name != "sqlite":
            await self._connection.execute(select(func.pg_advisory_xact_lock(_AMONG_OTHERS)))

    async def announce(self, address: str, at: datetime) -> None:
        """Sees to it that somebody is told of letters that wait for them; of anybody else nothing is noted."""
        hashes = self._vault.fingerprints(address)
        peer_id = await self._connection.scalar(
            select(peers.c.id).where(among(self._connection, peers.c.fingerprint, hashes))
        )
        if peer_id is not None:
            await set_letter_timer(self._connection, peer_id, at)

    async def post(self, letter: LetterRecord) -> None:
        """Writes a letter; it is announced outside of its reader's quiet hours."""
        await post_letter(self._connection, self._vault, letter)

    async def fill_slots(self) -> int:
        """Puts some of the rows that have no slot into theirs; returns how many. One that is unreadable goes to 0."""
        return await fill_slots(self._connection, self._vault)

    # -- writing -----------------------------------------------------------------------------------------------------

    async def mark_seen(self, update_ids: Iterable[int], at: datetime) -> None:
        """Notes that these updates are applied by this transaction."""
        rows = [{"update_id": one, "at": at.timestamp()} for one in update_ids]
        await _INSERT_SEEN.run(self._connection, rows)

    async def forget_seen(self, before: datetime) -> None:
        """Drops notes older than ``before``: Telegram keeps an update for 24 hours."""
        await self._connection.execute(delete(seen_updates).where(seen_updates.c.at < before.timestamp()))

    async def mark_told(self, group: str, at: datetime) -> None:
        """Notes that a group was told."""
        values = {"fingerprint": self._vault.fingerprint(group), "at": at.timestamp()}
        await self._connection.execute(insert(told_groups).values(values))

    async def add_script(self, name: str, version: int, digest: str, text: str) -> None:
        """Keeps a script version for the sessions that will begin with it."""
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        values = {"name": name, "version": version, "digest": digest, "text": text}
        # Another process may just be starting with the same scripts.
        await self._connection.execute(dialect.insert(scripts).values(values).on_conflict_do_nothing())

    async def drop_timers(self, done: Sequence[DueRecord]) -> None:
        """Removes timers that have fired, unless they were set anew since."""
        rows = [{"p": one.peer_id, "t": one.timer, "q": one.question} for one in done]
        await execute_many(self._connection, delete(timers).where(*_THE_VERY_TIMER), rows)

    async def move_timers(self, moved: Sequence[tuple[DueRecord, datetime]]) -> None:
        """Sets timers to a later moment; until when they may fire stays as it was."""
        rows = [{"p": one.peer_id, "t": one.timer, "q": one.question, "at": later.timestamp()} for one, later in moved]
        put_off = update(timers).where(*_THE_VERY_TIMER).values(due_at=bindparam("at"))
        await execute_many(self._connection, put_off, rows)

    async def drop_outbox(self, ids: Iterable[int]) -> None:
        """Removes messages that were sent or are not to be sent any more."""
        await _DELETE_MESSAGE.run(self._connection, [{"b_id": one} for one in ids])

    async def note_sent(self, sent: Sequence[SentRecord]) -> None:
        """What was sent leaves the outbox, and its numbers in the chat are noted."""
        await self.drop_outbox([one.id for one in sent])
        await self.chats.note_sent(sent)

    async def set_blocked(self, addresses: Collection[str], at: datetime | None) -> None:
        """Notes since when these people cannot be written to; None: they can again."""
        hashes = [one for address in addresses for one in self._vault.fingerprints(address)]
        await self._connection.execute(
            update(peers).where(among(self._connection, peers.c.fingerprint, hashes)).values(blocked_at=seconds(at))
        )

    async def set_aside(self, address: str, aside: AsideRecord) -> None:
        """Keeps an act that could not be applied, for somebody known here; of anybody else nothing is kept."""
        hashes = self._vault.fingerprints(address)
        peer_id = await self._connection.scalar(
            select(peers.c.id).where(among(self._connection, peers.c.fingerprint, hashes))
        )
        if peer_id is not None:
            await self._connection.execute(insert(set_aside).values(aside_row(self._vault, peer_id, aside)))

    async def save(self, batch: Sequence[Changes]) -> set[int]:
        """Writes all changes of a batch. New peers and messages get their ids.

        Returns the numbers of those in whose lists somebody stood who is forgotten: see `without_lists`. Whoever has
        their rows in hand is to do the same with them.
        """
        for item in batch:
            if item.forgotten and item.circle and item.peer.id is not None:
                await self._say_farewell(item.circle)
        readers = await self._forget([item for item in batch if item.forgotten and item.peer.id is not None])
        kept = [item for item in batch if not item.forgotten]
        for item in kept:
            if item.peer.id in readers:  # whose place in the talk is written here, from before or after they left
                item.peer.session = without_lists(item.peer.session)
        if any(item.erases for item in kept):
            await note_erased(self._connection)
        connection, vault = self._connection, self._vault
        await save_peers(connection, vault, [item.peer for item in kept])
        await save_lines(connection, vault, kept)
        await save_outbox(connection, vault, batch)
        await save_timers(connection, kept)
        await save_asides(connection, vault, kept)
        around = [(item.peer.id, item.circle) for item in kept if item.circle is not None and item.peer.id is not None]
        for peer_id, circle in around:
            await save_circle(connection, vault, peer_id, circle)
        await self.tallies.add({peer_id: circle.tallies for peer_id, circle in around if circle.tallies})
        return readers

    async def _say_farewell(self, circle: CircleChanges) -> None:
        """Of whoever leaves nothing is written, but that others are told of what has ended with it."""
        for letter, _ in circle.letters:
            if letter.kind == "ended":
                await self.post(letter)

    async def _forget(self, leaving: Sequence[Changes]) -> set[int]:
        """Removes people; returns the numbers of those who may have been shown their names in a list."""
        if not leaving:
            return set()
        # Of whoever never agreed nothing at all stays: what a backup has of them is over within a day of restoring it.
        await self.among_others()
        known = [item for item in leaving if item.peer.consented_at or item.peer.memory.serves]
        gone = {self._vault.fingerprint(item.peer.address): _forgotten_at(item).timestamp() for item in known}
        await self.deletions.add(gone)
        self.gone |= gone
        ids = [item.peer.id for item in leaving if item.peer.id is not None]
        readers = await remove_people(self._connection, self._vault, ids)
        await note_erased(self._connection)
        return readers


def _forgotten_at(item: Changes) -> datetime:
    """When somebody was deleted: when they did something last, where it was that and nothing else is said."""
    return item.forgotten_at or item.peer.acted_at or item.peer.created_at
