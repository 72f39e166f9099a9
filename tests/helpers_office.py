"""A delivery over a database in memory, with a channel that does as it is told."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from helpers_world import AT, KEY, Post

from bot.app.delivery import Delivery, Pace
from bot.app.message import Message
from bot.engine import Session
from bot.storage import OutboxRecord, Store, Vault
from bot.storage.database import open_database
from bot.storage.records import Changes, PeerRecord


class Office:
    """A delivery over a database in memory, and a channel that does as it is told."""

    def __init__(self, store: Store, pace: Pace | None = None) -> None:
        self.store = store
        self.post = Post()
        self.at = AT
        self.gone: list[str] = []
        self.lapsed: list[OutboxRecord] = []
        self.delivery = Delivery(
            store, self.post, self._unreachable, lapsed=self.note_lapsed, clock=lambda: self.at, pace=pace
        )

    async def _unreachable(self, address: str) -> None:
        self.gone.append(address)

    async def note_lapsed(self, record: OutboxRecord) -> None:
        """An unsolicited message came too late to be sent."""
        self.lapsed.append(record)

    async def commit(
        self,
        *messages: tuple[str, str],
        unsolicited: bool = False,
        question: int = 1,
        not_after: datetime | None = None,
    ) -> list[OutboxRecord]:
        """Writes (address, text) pairs into the outbox."""
        made = [
            OutboxRecord(
                peer_id=None, address=address, body=Message(text).dump(), unsolicited=unsolicited, question=question,
                created_at=AT, not_after=not_after,
            )
            for address, text in messages
        ]  # fmt: skip
        changes = Changes(peer=_nobody(), outbox=made, forgotten=True)
        async with self.store.transaction() as transaction:
            await transaction.save([changes])
        return made

    async def send(
        self,
        *messages: tuple[str, str],
        unsolicited: bool = False,
        question: int = 1,
        not_after: datetime | None = None,
    ) -> None:
        """Commits and hands over."""
        made = await self.commit(*messages, unsolicited=unsolicited, question=question, not_after=not_after)
        self.delivery.deliver(made)

    async def left(self) -> int:
        """How many messages the outbox still holds."""
        async with self.store.transaction() as transaction:
            return len(await transaction.unsent())

    def got(self, address: str) -> list[str]:
        """What an address was sent."""
        return self.post.texts(address)


def _nobody() -> PeerRecord:
    return PeerRecord(address="nobody", session=Session.fresh(AT), created_at=AT)


@asynccontextmanager
async def opened(pace: Pace | None = None) -> AsyncIterator[Office]:
    """An office that is closed again."""
    database = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        made = Office(Store(database, Vault([KEY])), pace)
        yield made
        await made.delivery.stop()
    finally:
        await database.close()


def numbered(address: str, numbers: Iterable[int]) -> list[tuple[str, str]]:
    """Messages that show their order."""
    return [(address, str(number)) for number in numbers]
