"""The whole application on a real database file, with a channel that only remembers what it was given."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from helpers_app import shipped
from sqlalchemy import func, select

from bot.app.app import App
from bot.app.content import Content, Defaults
from bot.app.files import File
from bot.app.incoming import Act, Commanded, Incoming, Outcome, Pressed, Said
from bot.app.message import Message
from bot.storage import PeerRecord, Store, Vault
from bot.storage.database import open_database
from bot.storage.tables import metadata
from bot.wording import plain

KEY = "a key that is only for tests"
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ANA, BEN, CLEO = "test:1", "test:2", "test:3"


def database_url(folder: Path) -> str:
    """The database file in ``folder``."""
    return f"sqlite+aiosqlite:///{folder / 'test.sqlite3'}"


class Post:
    """A channel. ``trouble`` holds, by address, what goes wrong with the next messages, in their order."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Message]] = []
        self.trouble: dict[str, deque[Exception]] = {}
        self.open = asyncio.Event()
        self.open.set()

    async def send(self, address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        """Takes the message and numbers it, or raises what is in line; waits for as long as ``open`` is not set."""
        await asyncio.sleep(0)
        await self.open.wait()
        if errors := self.trouble.get(address):
            raise errors.popleft()
        self.sent.append((address, message))
        return (len(self.sent),)

    def to(self, address: str) -> list[Message]:
        """What an address was sent."""
        return [message for to, message in self.sent if to == address]

    def texts(self, address: str) -> list[str]:
        """The same as plain text."""
        return [plain(message.html) for message in self.to(address)]


class World:
    """An application at work. The clock stands still unless it is moved."""

    def __init__(self, store: Store, content: Content, post: Post) -> None:
        self.store, self.post = store, post
        self.at = AT
        self.app = App(store, content, post, Defaults(country="US"), lambda: self.at)
        self._update = 100

    def incoming(self, address: str, act: Act | str, *, after: float = 20, hasty: bool = False) -> Incoming:
        """Something that somebody did: ``/command``, ``[token]`` for the newest such button, a text, or an act."""
        self.at += timedelta(seconds=after)
        self._update += 1
        made = act if not isinstance(act, str) else self._read(address, act)
        return Incoming(update=self._update, address=address, at=self.at, act=made, hasty=hasty)

    async def take(self, *batch: Incoming) -> list[Outcome]:
        """Applies a batch, and waits until all that follows is sent and noted."""
        found = await self.app.intake.take(batch)
        await self.app.delivery.drain(5)
        return [found.get(place, Outcome()) for place in range(len(batch))]

    async def does(self, address: str, *acts: Act | str) -> None:
        """One act after the other, each in a batch of its own."""
        for act in acts:
            await self.take(self.incoming(address, act))

    async def welcome(self, *addresses: str) -> None:
        """Lets people agree, and answer nothing else; no question is open afterwards."""
        for address in addresses:
            await self.does(address, "/start", "[yes]", "[_skip]", "[_skip]", "[later]")
            self.post.sent.clear()

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        async with self.store.database.transaction() as connection:
            found: int = (
                await connection.execute(select(func.count()).select_from(metadata.tables[table]))
            ).scalar_one()
        return found

    async def counts(self) -> dict[str, int]:
        """The tables that hold something about people, with how much they hold; not the hashes of who was deleted."""
        names = set(metadata.tables) - {"seen_updates", "scripts", "facts", "told_groups", "deletions", "slots"}
        return {name: number for name in sorted(names) if (number := await self.count(name))}

    async def record(self, address: str) -> PeerRecord | None:
        """Somebody's row."""
        async with self.store.transaction() as transaction:
            return (await transaction.peers([address])).get(address)

    async def where(self, address: str) -> str:
        """``dialogue.state`` of somebody's open question."""
        record = await self.record(address)
        top = record.session.top if record else None
        return f"{top.dialogue}.{top.state}" if top else ""

    async def plan(self, address: str) -> list[str]:
        """The words in somebody's plan."""
        record = await self.record(address)
        if record is None or record.id is None:
            return []
        async with self.store.transaction() as transaction:
            lines = await transaction.lines([record.id])
        return [line.text for line in lines[record.id] if line.removed_at is None]

    def _read(self, address: str, text: str) -> Act:
        if text.startswith("/"):
            return Commanded(text[1:])
        if text.startswith("["):
            keys = [key for message in self.post.to(address) for row in message.rows for key in row]
            return Pressed(next(key.data for key in reversed(keys) if key.data.split(":")[-1] == text[1:-1]))
        return Said(text, self._update)


@asynccontextmanager
async def world(
    folder: Path, *, keys: Sequence[str] = (KEY,), content: Content | None = None, post: Post | None = None
) -> AsyncIterator[World]:
    """An application on the database in ``folder``, started, and stopped again."""
    database = await open_database(database_url(folder))
    try:
        made = World(Store(database, Vault(keys)), content or shipped(), post or Post())
        await made.app.start()
        try:
            yield made
        finally:
            await made.app.delivery.stop()
    finally:
        await database.close()
