"""The statements. Each works on a whole batch: their number does not grow with the people in it."""

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import CursorResult, Table, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.circle import LetterRecord
from bot.storage.crypto import Vault, WrongKeyError
from bot.storage.database import Database
from bot.storage.doors import Doors
from bot.storage.moments import known_moment, moment, seconds
from bot.storage.programmes import Programmes
from bot.storage.records import (
    AsideRecord,
    ChangeRecord,
    Changes,
    DueRecord,
    LineRecord,
    OutboxRecord,
    PeerRecord,
)
from bot.storage.saving import post_letter, save_circle
from bot.storage.sealing import (
    change_of,
    change_row,
    line_of,
    line_row,
    outbox_of,
    outbox_row,
    peer_of,
    peer_row,
)
from bot.storage.sharing import Sharing
from bot.storage.tables import (
    facts,
    line_changes,
    outbox,
    peers,
    plan_lines,
    scripts,
    seen_updates,
    set_aside,
    timers,
    told_groups,
)
from bot.storage.tallies import Tallies

_KEY_CHECK = "the key fits"

# What reading a damaged row, or one under another key, raises.
UNREADABLE = (WrongKeyError, ValueError, KeyError, TypeError)

log = structlog.get_logger()


class Store:
    """An open database with the vault that opens its words."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["Transaction"]:
        """One transaction; raises `DatabaseUnavailable` where the database does not answer."""
        async with self.database.transaction() as connection:
            yield Transaction(connection, self.vault)

    async def check_key(self) -> None:
        """Raises `WrongKeyError` when this database was written under a key that is not listed."""
        async with self.transaction() as transaction:
            await transaction.check_key()


class Transaction:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

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
    def tallies(self) -> Tallies:
        """Counts, for figures without words."""
        return Tallies(self._connection)

    async def post(self, letter: LetterRecord) -> None:
        """Writes a letter; it is announced outside of its reader's quiet hours."""
        await post_letter(self._connection, self._vault, letter)

    # -- reading -----------------------------------------------------------------------------------------------------

    async def check_key(self) -> None:
        """Notes a value under the newest key on first use; later proves that a listed key opens it."""
        found = await self._connection.scalar(select(facts.c.value).where(facts.c.name == "key_check"))
        if found is None:
            value = self._vault.seal(_KEY_CHECK, "facts.key_check")
            await self._connection.execute(insert(facts).values(name="key_check", value=value))
        elif self._vault.open(found, "facts.key_check") != _KEY_CHECK:
            raise WrongKeyError("facts.key_check: this value was changed")

    async def seen(self, update_ids: Collection[int]) -> set[int]:
        """Which of these updates were applied before."""
        rows = await self._connection.scalars(
            select(seen_updates.c.update_id).where(seen_updates.c.update_id.in_(list(update_ids)))
        )
        return set(rows)

    async def peers(self, addresses: Collection[str]) -> dict[str, PeerRecord | None]:
        """The known ones among these addresses; None for one whose row cannot be read, which harms nobody else."""
        owners = {one: address for address in addresses for one in self._vault.fingerprints(address)}
        rows = await self._connection.execute(select(peers).where(peers.c.fingerprint.in_(list(owners))))
        return {owners[row["fingerprint"]]: self._readable(row) for row in _mappings(rows)}

    async def peers_by_id(self, ids: Collection[int]) -> dict[int, PeerRecord | None]:
        """The peers with these ids; None for one whose row cannot be read."""
        rows = await self._connection.execute(select(peers).where(peers.c.id.in_(list(ids))))
        return {row["id"]: self._readable(row) for row in _mappings(rows)}

    def _readable(self, row: Mapping[str, Any]) -> PeerRecord | None:
        try:
            return peer_of(self._vault, row)
        except UNREADABLE:
            return None

    async def lines(self, peer_ids: Collection[int]) -> dict[int, list[LineRecord]]:
        """The plan lines of these peers, removed ones included, in their order."""
        rows = await self._connection.execute(
            select(plan_lines)
            .where(plan_lines.c.peer_id.in_(list(peer_ids)))
            .order_by(plan_lines.c.peer_id, plan_lines.c.position, plan_lines.c.ref)
        )
        found: dict[int, list[LineRecord]] = {peer_id: [] for peer_id in peer_ids}
        for row in _mappings(rows):
            try:
                found[row["peer_id"]].append(line_of(self._vault, row))
            except UNREADABLE:
                # One damaged line must not keep a person from everything else.
                log.error("a plan line cannot be read, and is left out")
        return found

    async def changes(self, peer_ids: Collection[int]) -> dict[int, list[ChangeRecord]]:
        """What the plan lines of these peers were before each change, the oldest first."""
        rows = await self._connection.execute(
            select(line_changes).where(line_changes.c.peer_id.in_(list(peer_ids))).order_by(line_changes.c.id)
        )
        found: dict[int, list[ChangeRecord]] = {peer_id: [] for peer_id in peer_ids}
        for row in _mappings(rows):
            try:
                change = change_of(self._vault, row)
            except UNREADABLE:
                log.error("an earlier wording cannot be read, and is left out")
                continue
            if change is not None:
                found[row["peer_id"]].append(change)
        return found

    async def unsent(self, limit: int = 10_000) -> list[OutboxRecord]:
        """The oldest messages that are waiting to be sent, in order."""
        return (await self._unsent(0, limit))[0]

    async def unsent_pages(self, size: int = 1_000) -> AsyncIterator[list[OutboxRecord]]:
        """All messages that are waiting to be sent, in order, as pages of at most ``size``."""
        page, last = await self._unsent(0, size)
        while last is not None:
            yield page
            page, last = await self._unsent(last, size)

    async def _unsent(self, after: int, limit: int) -> tuple[list[OutboxRecord], int | None]:
        """The next of them after a number, and the last number that was looked at; None where there was none."""
        query = select(outbox).where(outbox.c.id > after).order_by(outbox.c.id).limit(limit)
        found, last = [], None
        for row in _mappings(await self._connection.execute(query)):
            last = row["id"]
            try:
                found.append(outbox_of(self._vault, row))
            except UNREADABLE:
                log.error("a waiting message cannot be read, and is passed over")
        return found, last

    async def due(self, at: datetime, limit: int) -> list[DueRecord]:
        """The timers due at ``at``, the oldest first. What it costs depends on them alone: ``due_at`` is indexed."""
        rows = await self._connection.execute(
            select(timers).where(timers.c.due_at <= at.timestamp()).order_by(timers.c.due_at).limit(limit)
        )
        return [
            DueRecord(row.peer_id, row.timer, row.question, known_moment(row.due_at), moment(row.until)) for row in rows
        ]

    async def next_due(self) -> float | None:
        """When the next timer is due, in seconds since 1970; None where none is set."""
        found: float | None = await self._connection.scalar(select(func.min(timers.c.due_at)))
        return found

    async def script(self, name: str, version: int) -> tuple[str, str] | None:
        """The digest and text under which a script version was first used here."""
        row = (
            await self._connection.execute(
                select(scripts.c.digest, scripts.c.text).where(
                    and_(scripts.c.name == name, scripts.c.version == version)
                )
            )
        ).first()
        return (row.digest, row.text) if row else None

    async def pinned(self) -> set[tuple[str, int]]:
        """The script versions that some session stands in. What it costs depends on how many there are of those."""
        # From each value straight to the next larger one: DISTINCT would walk through the index, person by person.
        values = select(func.min(peers.c.pins).label("pins")).cte("each_once", recursive=True)
        larger = select(func.min(peers.c.pins)).where(peers.c.pins > values.c.pins).scalar_subquery()
        values = values.union_all(select(larger).where(values.c.pins.is_not(None)))
        rows = await self._connection.scalars(select(values.c.pins).where(values.c.pins.is_not(None)))
        found = (pin.rpartition("@") for row in rows for pin in row.split(",") if pin)
        return {(name, int(version)) for name, _, version in found}

    async def told(self, group: str) -> bool:
        """Whether this group was told that the talk is in private; notes nothing."""
        hashes = self._vault.fingerprints(group)
        found = await self._connection.scalar(select(func.count()).where(told_groups.c.fingerprint.in_(hashes)))
        return bool(found)

    # -- writing -----------------------------------------------------------------------------------------------------

    async def mark_seen(self, update_ids: Iterable[int], at: datetime) -> None:
        """Notes that these updates are applied by this transaction."""
        await self._many(insert(seen_updates), [{"update_id": one, "at": at.timestamp()} for one in update_ids])

    async def forget_seen(self, before: datetime) -> None:
        """Drops notes older than ``before``: Telegram keeps an update for 24 hours."""
        await self._connection.execute(delete(seen_updates).where(seen_updates.c.at < before.timestamp()))

    async def mark_told(self, group: str, at: datetime) -> None:
        """Notes that a group was told."""
        values = {"fingerprint": self._vault.fingerprint(group), "at": at.timestamp()}
        await self._connection.execute(insert(told_groups).values(values))

    async def add_script(self, name: str, version: int, digest: str, text: str) -> None:
        """Keeps a script version for the sessions that will begin with it."""
        await self._connection.execute(insert(scripts).values(name=name, version=version, digest=digest, text=text))

    async def drop_timers(self, done: Sequence[DueRecord]) -> None:
        """Removes timers that have fired, unless they were set anew since."""
        await self._many(
            delete(timers).where(
                timers.c.peer_id == bindparam("p"),
                timers.c.timer == bindparam("t"),
                timers.c.question == bindparam("q"),
            ),
            [{"p": one.peer_id, "t": one.timer, "q": one.question} for one in done],
        )

    async def move_timers(self, moved: Sequence[tuple[DueRecord, datetime]]) -> None:
        """Sets timers to a later moment; until when they may fire stays as it was."""
        await self._many(
            update(timers)
            .where(
                timers.c.peer_id == bindparam("p"),
                timers.c.timer == bindparam("t"),
                timers.c.question == bindparam("q"),
            )
            .values(due_at=bindparam("at")),
            [{"p": one.peer_id, "t": one.timer, "q": one.question, "at": later.timestamp()} for one, later in moved],
        )

    async def drop_outbox(self, ids: Iterable[int]) -> None:
        """Removes messages that were sent or are not to be sent any more."""
        await self._many(delete(outbox).where(outbox.c.id == bindparam("b_id")), [{"b_id": one} for one in ids])

    async def set_blocked(self, addresses: Collection[str], at: datetime | None) -> None:
        """Notes since when these people cannot be written to; None: they can again."""
        hashes = [one for address in addresses for one in self._vault.fingerprints(address)]
        await self._connection.execute(
            update(peers).where(peers.c.fingerprint.in_(hashes)).values(blocked_at=seconds(at))
        )

    async def set_aside(self, address: str, aside: AsideRecord) -> None:
        """Keeps an act that could not be applied, for somebody known here; of anybody else nothing is kept."""
        hashes = self._vault.fingerprints(address)
        peer_id = await self._connection.scalar(select(peers.c.id).where(peers.c.fingerprint.in_(hashes)))
        if peer_id is not None:
            await self._connection.execute(insert(set_aside).values(self._aside_row(peer_id, aside)))

    def _aside_row(self, peer_id: int | None, aside: AsideRecord) -> dict[str, Any]:
        sealed = self._vault.seal(aside.event, "set_aside.event")
        return {"peer_id": peer_id, "at": aside.at.timestamp(), "cause": aside.cause, "event_sealed": sealed}

    async def save(self, batch: Sequence[Changes]) -> None:
        """Writes all changes of a batch. New peers and messages get their ids."""
        await self._forget([item.peer.id for item in batch if item.forgotten and item.peer.id is not None])
        kept = [item for item in batch if not item.forgotten]
        await self._save_peers([item.peer for item in kept])
        await self._save_lines(kept)
        await self._save_outbox(batch)
        await self._save_timers(kept)
        rows = [self._aside_row(item.peer.id, aside) for item in kept for aside in item.aside]
        await self._many(insert(set_aside), rows)
        for item in kept:
            if item.circle is not None and item.peer.id is not None:
                await save_circle(self._connection, self._vault, item.peer.id, item.circle)

    async def _forget(self, ids: Sequence[int]) -> None:
        if ids:
            await self._connection.execute(delete(outbox).where(outbox.c.peer_id.in_(ids)))
            await self._connection.execute(delete(peers).where(peers.c.id.in_(ids)))

    async def _save_peers(self, records: Sequence[PeerRecord]) -> None:
        new = [peer for peer in records if peer.id is None]
        if new:
            rows = [peer_row(self._vault, peer) for peer in new]
            result = await self._connection.scalars(
                insert(peers).returning(peers.c.id, sort_by_parameter_order=True), rows
            )
            for peer, peer_id in zip(new, result, strict=True):
                peer.id = peer_id
        fresh = {id(peer) for peer in new}
        known = [{"b_id": peer.id, **peer_row(self._vault, peer)} for peer in records if id(peer) not in fresh]
        await self._many(update(peers).where(peers.c.id == bindparam("b_id")), known)

    async def _save_lines(self, batch: Sequence[Changes]) -> None:
        lines = [line_row(self._vault, item.peer.id or 0, line) for item in batch for line in item.lines.values()]
        await self._upsert(plan_lines, lines, ("peer_id", "ref"))
        changes = [change_row(self._vault, item.peer.id or 0, one) for item in batch for one in item.history]
        await self._many(insert(line_changes), changes)

    async def _save_outbox(self, batch: Sequence[Changes]) -> None:
        unsaid = [{"p": i.peer.id, "q": i.unsay_since} for i in batch if i.unsay_since is not None and i.peer.id]
        await self._many(
            delete(outbox).where(outbox.c.peer_id == bindparam("p"), outbox.c.question >= bindparam("q")), unsaid
        )
        messages = [(item, message) for item in batch for message in item.outbox]
        for item, message in messages:
            message.peer_id = None if item.forgotten else item.peer.id
        if messages:
            rows = [outbox_row(self._vault, message) for _, message in messages]
            # Asked for the numbers in order, SQLite would be given one row at a time. No sealed value is like another.
            statement = insert(outbox).returning(outbox.c.address_sealed, outbox.c.id)
            returned = await self._connection.execute(statement, rows)
            numbers = {row.address_sealed: row.id for row in returned}
            for row, (_, message) in zip(rows, messages, strict=True):
                message.id = numbers[row["address_sealed"]]

    async def _save_timers(self, batch: Sequence[Changes]) -> None:
        known = [(item.peer.id, name, one) for item in batch for name, one in item.timers.items()]
        gone = [{"p": peer_id, "t": name} for peer_id, name, one in known if one is None]
        await self._many(
            delete(timers).where(timers.c.peer_id == bindparam("p"), timers.c.timer == bindparam("t")), gone
        )
        rows = [
            {
                "peer_id": peer_id, "timer": name, "due_at": one.due_at.timestamp(), "question": one.question,
                "until": seconds(one.until),
            }
            for peer_id, name, one in known
            if one is not None
        ]  # fmt: skip
        await self._upsert(timers, rows, ("peer_id", "timer"))

    async def _upsert(self, table: Table, rows: Sequence[Mapping[str, Any]], keys: tuple[str, ...]) -> None:
        if not rows:
            return
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(table)
        changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        await self._many(statement.on_conflict_do_update(index_elements=list(keys), set_=changed), rows)

    async def _many(self, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            await self._connection.execute(statement, list(rows))


def _mappings(result: CursorResult[Any]) -> Iterator[Mapping[str, Any]]:
    """The rows as plain mappings. SQLAlchemy's own look every column up each time, which adds up over whole plans."""
    names = tuple(result.keys())
    return (dict(zip(names, row, strict=True)) for row in result.all())
