"""Several `strongsuit run` on one PostgreSQL, to which Telegram brings updates through a load balancer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from fake_telegram.bringing import Bringer
from helpers_ports import free_port
from warm_bot import LEASE

from bot.storage import Store, Vault
from bot.storage.database import open_database

KEY = "a-key-that-all-replicas-of-a-test-share-0123456789"
HOOK = "https://bot.example.org/telegram"


class Replica(BotProcess):
    """One of several processes on the same database, each with a folder and a port of its own."""

    def __init__(self, server: FakeTelegram, folder: Path, url: str, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        shared = {
            "STRONGSUIT_DATABASE_URL": url, "STRONGSUIT_SECRET_KEY": KEY, "STRONGSUIT_WEBHOOK_URL": HOOK,
            "STRONGSUIT_HTTP_PORT": str(self.port), LEASE: "3",
        }  # fmt: skip
        super().__init__(server, folder, **{**shared, **settings})

    async def start(self) -> None:
        """Starts it and waits until it answers."""
        await self.launch()
        await self.is_up()

    async def is_up(self, seconds: float = 20.0) -> None:
        """Waits until it answers."""
        async with aiohttp.ClientSession() as session, asyncio.timeout(seconds):
            while True:
                try:
                    async with session.get(f"http://127.0.0.1:{self.port}/healthz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                assert self.running, self.words()
                await asyncio.sleep(0.05)


@asynccontextmanager
async def replicas(
    server: FakeTelegram, folder: Path, url: str, count: int, **settings: str
) -> AsyncIterator[tuple[Sequence[Replica], Bringer]]:
    """So many of them, started, with Telegram bringing updates to each in turn; stopped at the end."""
    made = [Replica(server, folder / str(number), url, **settings) for number in range(count)]
    await asyncio.gather(*(one.start() for one in made))
    async with Bringer(server, *(one.port for one in made)) as bringer:
        try:
            yield made, bringer
        finally:
            for one in made:
                await one.resume()
                if one.running:
                    await one.stop()


async def kept_in(url: str) -> dict[str, list[str]]:
    """The plan lines of everybody in the database, each in their order, by address."""
    database = await open_database(url)
    try:
        async with Store(database, Vault([KEY])).transaction() as transaction:
            people = await transaction.peers_by_id(range(1, 500))
            lines = await transaction.lines([one.id for one in people.values() if one and one.id])
    finally:
        await database.close()
    return {
        one.address: [line.text for line in sorted(lines[peer_id], key=lambda line: line.ref)]
        for peer_id, one in people.items()
        if one
    }


async def waits_for(is_so: Callable[[], bool], seconds: float) -> None:
    """Returns when something is so; fails if it is not in time."""
    async with asyncio.timeout(seconds):
        while not is_so():
            await asyncio.sleep(0.05)
