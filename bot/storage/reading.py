"""The statements that read. Each works on many people at once: their number does not grow with the people in it."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import CursorResult, and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.crypto import UNREADABLE, Vault, WrongKeyError
from bot.storage.moments import known_moment, moment
from bot.storage.records import ChangeRecord, DueRecord, LineRecord, OutboxRecord, PeerRecord
from bot.storage.sealing import change_of, line_of, outbox_of, peer_of
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
        found = await self._connection.scalar(select(func.count()).where(told_groups.c.fingerprint.in_(hashes)))
        return bool(found)


def _mappings(result: CursorResult[Any]) -> Iterator[Mapping[str, Any]]:
    """The rows as plain mappings. SQLAlchemy's own look every column up each time, which adds up over whole plans."""
    names = tuple(result.keys())
    return (dict(zip(names, row, strict=True)) for row in result.all())
