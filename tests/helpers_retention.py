"""Programmes that keep things for so long, people who were away, and a purge beside a channel that only notes."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers_app import shipped
from helpers_storage import save, store_of
from sqlalchemy import func, select, update

from bot.app.consent import CONSENT_VERSION
from bot.app.content import Content, Defaults, overlaid
from bot.app.contents import Contents
from bot.app.message import Message
from bot.app.retention import Purged, Retention
from bot.engine import Session
from bot.storage import OutboxRecord, PeerRecord, Store
from bot.storage.circle import ProgrammeRecord, StaffRecord
from bot.storage.records import Changes
from bot.storage.tables import metadata, peers
from bot.wording import plain

# Afternoon in Europe, morning in New York: no quiet hours in either.
AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SOON = "{% block retention_soon %}Hello. A note. On {{ on | date }} it goes.{% endblock %}"


@cache
def content() -> Content:
    """The shipped content with words for the notice, whatever those that are shipped say."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "prompts" / "en" / "shared.j2"
        file.parent.mkdir(parents=True)
        file.write_text(SOON, "utf-8")
        made = overlaid(shipped(), Path(folder))
        made.wording.preload()
        return made


@dataclass
class Channel:
    """What delivery was handed, and of whom it was to drop everything."""

    delivered: list[OutboxRecord] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Notes messages."""
        self.delivered.extend(messages)

    def forget(self, address: str) -> None:
        """Notes an address."""
        self.forgotten.append(address)


class Archive:
    """A store with people in it, and the purge."""

    def __init__(self, store: Store, words: Content | None = None) -> None:
        self.store = store
        self.channel = Channel()
        contents = Contents(words or content(), lambda: AT)
        self.retention = Retention(store, contents, self.channel, Defaults())

    async def programme(self, days: int | None = 60, *, closed: bool = False) -> ProgrammeRecord:
        """A programme that keeps things for so many days."""
        record = ProgrammeRecord(
            key=f"p-{await self.count('programmes')}", name="River House", created_at=AT - 900 * DAY,
            retention_days=days, closed_at=AT - 800 * DAY if closed else None,
        )  # fmt: skip
        async with self.store.transaction() as transaction:
            return await transaction.programmes.put(record)

    async def person(
        self, address: str, programme: ProgrammeRecord | None, away: timedelta | None, **fields: Any
    ) -> PeerRecord:
        """Somebody who did something last so long ago; None: never, but they came two days after `AT`."""
        record = PeerRecord(
            address=address, session=Session.fresh(AT), created_at=AT - 700 * DAY if away else AT + 2 * DAY,
            consent_version=CONSENT_VERSION, consented_at=AT - 700 * DAY, locale="en",
            acted_at=AT - away if away else None,
            programme_id=programme.id if programme else None, **fields,
        )  # fmt: skip
        await save(self.store, Changes(peer=record))
        return record

    async def employ(self, peer: PeerRecord, programme: ProgrammeRecord) -> StaffRecord:
        """Somebody works for a programme, even if nobody has confirmed them so far."""
        role = StaffRecord(
            programme_id=programme.id or 0, peer_id=peer.id, role="specialist", name="Rosa B.", accepted_at=AT
        )
        async with self.store.transaction() as transaction:
            return await transaction.programmes.put_staff(role)

    async def acts(self, peer: PeerRecord, at: datetime) -> None:
        """Somebody does something."""
        async with self.store.database.transaction() as connection:
            await connection.execute(update(peers).where(peers.c.id == peer.id).values(acted_at=at.timestamp()))

    async def purge(self, at: datetime) -> Purged:
        """One purge."""
        return await self.retention.purge(at)

    async def there(self) -> set[str]:
        """Who is there."""
        async with self.store.database.transaction() as connection:
            ids = set(await connection.scalars(select(peers.c.id)))
        async with self.store.transaction() as transaction:
            return {one.address for one in (await transaction.peers_by_id(ids)).values() if one}

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        async with self.store.database.transaction() as connection:
            return await connection.scalar(select(func.count()).select_from(metadata.tables[table])) or 0

    def told(self) -> list[tuple[str, str]]:
        """Who was told what."""
        return [(one.address, plain(Message.load(one.body).html)) for one in self.channel.delivered]


@asynccontextmanager
async def archive(words: Content | None = None) -> AsyncIterator[Archive]:
    """An empty one, in memory."""
    async with store_of("memory", Path()) as store:
        yield Archive(store, words)
