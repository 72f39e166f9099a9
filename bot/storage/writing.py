"""The statements that write. Each works on a whole batch: their number does not grow with the people in it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import Prepared, among, execute_many
from bot.storage.chats import Chats, SentRecord
from bot.storage.circle import CircleChanges, LetterRecord
from bot.storage.crypto import Vault
from bot.storage.deletions import Deletions
from bot.storage.erasing import note_erased
from bot.storage.moments import seconds
from bot.storage.reading import Reading
from bot.storage.records import AsideRecord, Changes, DueRecord
from bot.storage.removing import remove_people, without_lists
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


class Writing(Reading):
    """What can be written in one transaction. ``gone`` gathers the look-up hashes of those it deletes, and when."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection, vault)
        self.gone: dict[bytes, float] = {}

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
        await Chats(self._connection, self._vault).note_sent(sent)

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
        await Tallies(connection).add({peer_id: circle.tallies for peer_id, circle in around if circle.tallies})
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
        await Deletions(self._connection).add(gone)
        self.gone |= gone
        ids = [item.peer.id for item in leaving if item.peer.id is not None]
        readers = await remove_people(self._connection, self._vault, ids)
        await note_erased(self._connection)
        return readers


def _forgotten_at(item: Changes) -> datetime:
    """When somebody was deleted: when they did something last, where it was that and nothing else is said."""
    return item.forgotten_at or item.peer.acted_at or item.peer.created_at
