"""The statements that read. Each works on many people at once: their number does not grow with the people in it."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import CursorResult, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import among, keep_first
from bot.storage.crypto import UNREADABLE, Vault, WrongKeyError
from bot.storage.moments import known_moment, moment
from bot.storage.records import ChangeRecord, DueRecord, LineRecord, OutboxRecord, PeerRecord
from bot.storage.sealing import change_of, line_of, outbox_of, peer_of
from bot.storage.slots import EVERY_SLOT, within
from bot.storage.tables import (
    facts,
    line_changes,
    outbox,
    peers,
    plan_lines,
    scripts,
    seen_updates,
    timers,
    told_groups,
)

_KEY_CHECK = "the key fits"

log = structlog.get_logger()


class Reading:
    """What can be read in one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def check_key(self) -> None:
        """Notes a value under the newest key on first use; later proves that a listed key opens it."""
        query = select(facts.c.value).where(facts.c.name == "key_check")
        found = await self._connection.scalar(query)
        if found is None:
            value = self._vault.seal(_KEY_CHECK, "facts.key_check")
            await keep_first(self._connection, facts, {"name": "key_check", "value": value}, ("name",))
            found = await self._connection.scalar(query)  # of two that begin at once, one was first
        if self._vault.open(found or b"", "facts.key_check") != _KEY_CHECK:
            raise WrongKeyError("facts.key_check: this value was changed")

    async def seen(self, update_ids: Collection[int]) -> set[int]:
        """Which of these updates were applied before."""
        rows = await self._connection.scalars(
            select(seen_updates.c.update_id).where(among(self._connection, seen_updates.c.update_id, update_ids))
        )
        return set(rows)

    async def peers(self, addresses: Collection[str]) -> dict[str, PeerRecord | None]:
        """The known ones among these addresses; None for one whose row cannot be read, which harms nobody else.

        On a database server nobody else writes their rows until this transaction is over.
        """
        owners = {one: address for address in addresses for one in self._vault.fingerprints(address)}
        query = select(peers).where(among(self._connection, peers.c.fingerprint, owners))
        rows = await self._connection.execute(query.order_by(peers.c.id).with_for_update(key_share=True))
        return {owners[row["fingerprint"]]: self._readable(row) for row in _mappings(rows)}

    async def peers_by_id(self, ids: Collection[int], *, to_change: bool = False) -> dict[int, PeerRecord | None]:
        """The peers with these ids; None for one whose row cannot be read.

        ``to_change``: on a database server nobody else writes their rows until this transaction is over.
        """
        query = select(peers).where(among(self._connection, peers.c.id, ids))
        if to_change:
            query = query.order_by(peers.c.id).with_for_update(key_share=True)
        rows = await self._connection.execute(query)
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
            .where(among(self._connection, plan_lines.c.peer_id, peer_ids))
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
            select(line_changes)
            .where(among(self._connection, line_changes.c.peer_id, peer_ids))
            .order_by(line_changes.c.id)
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

    async def unsent_pages(
        self, size: int = 1_000, slots: Collection[int] = EVERY_SLOT
    ) -> AsyncIterator[list[OutboxRecord]]:
        """All messages to people in ``slots`` that are waiting to be sent, in order, as pages of at most ``size``."""
        page, last = await self._unsent(0, size, slots)
        while last is not None:
            yield page
            page, last = await self._unsent(last, size, slots)

    async def _unsent(
        self, after: int, limit: int, slots: Collection[int] = EVERY_SLOT
    ) -> tuple[list[OutboxRecord], int | None]:
        """The next of them after a number, and the last number that was looked at; None where there was none."""
        query = select(outbox).where(outbox.c.id > after, within(outbox, slots)).order_by(outbox.c.id).limit(limit)
        found, last = [], None
        for row in _mappings(await self._connection.execute(query)):
            last = row["id"]
            try:
                found.append(outbox_of(self._vault, row))
            except UNREADABLE:
                log.error("a waiting message cannot be read, and is passed over")
        return found, last

    async def due(self, at: datetime, limit: int, slots: Collection[int] = EVERY_SLOT) -> list[DueRecord]:
        """The timers of people in ``slots`` due at ``at``, the oldest first. What it costs depends on them alone:
        ``due_at`` is indexed.

        On a database server nobody else sets them anew until this transaction is over.
        """
        query = select(timers).where(timers.c.due_at <= at.timestamp()).order_by(timers.c.due_at).limit(limit)
        if slots != EVERY_SLOT:
            query = query.join(peers, peers.c.id == timers.c.peer_id).where(within(peers, slots))
        rows = await self._connection.execute(query.with_for_update(of=timers))
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
        """The script versions that some session stands in, of those that were ever added here.

        What it costs depends on how many there are of those, not on how many people.
        """
        # From each value straight to the next larger one: DISTINCT would walk through the index, person by person.
        values = select(func.min(peers.c.pins).label("pins")).cte("each_once", recursive=True)
        larger = select(func.min(peers.c.pins)).where(peers.c.pins > values.c.pins).scalar_subquery()
        values = values.union_all(select(larger).where(values.c.pins.is_not(None)))
        rows = await self._connection.scalars(select(values.c.pins).where(values.c.pins.is_not(None)))
        standing = {pin for row in rows for pin in row.split(",") if pin}
        known = await self._connection.execute(select(scripts.c.name, scripts.c.version))
        return {(name, version) for name, version in known if not standing.isdisjoint(self._pins_of(name, version))}

    def _pins_of(self, name: str, version: int) -> list[str]:
        """All that may stand for a script version: rows from before they were hashed name it in clear."""
        script = f"{name}@{version}"
        return [script, *self._vault.pins(script)]

    async def told(self, group: str) -> bool:
        """Whether this group was told that the talk is in private; notes nothing."""
        hashes = self._vault.fingerprints(group)
        found = await self._connection.scalar(
            select(func.count()).where(among(self._connection, told_groups.c.fingerprint, hashes))
        )
        return bool(found)


def _mappings(result: CursorResult[Any]) -> Iterator[Mapping[str, Any]]:
    """The rows as plain mappings. SQLAlchemy's own look every column up each time, which adds up over whole plans."""
    names = tuple(result.keys())
    return (dict(zip(names, row, strict=True)) for row in result.all())
