"""Bells: processes that share a database server tell each other at once that something waits. A bell may go unheard."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog

from bot.storage.database import Database
from bot.storage.replicas import CHANNEL
from bot.tasks import beside

REOPEN_SECONDS = 2.0

log = structlog.get_logger()

Heard = Callable[[frozenset[int]], None]


@asynccontextmanager
async def listening(database: Database, heard: Heard) -> AsyncIterator[None]:
    """Calls ``heard`` with the slots of every bell for as long as the block runs; none: slots are free.

    A connection that is lost is opened again. An embedded database has no bells.
    """
    if database.is_sqlite:
        yield
        return
    async with beside(_listen(database, heard)):
        yield


async def _listen(database: Database, heard: Heard) -> None:
    while True:
        try:
            await _until_it_is_lost(database, heard)
        except Exception as error:  # the driver's own errors too: whatever it was, it is tried again
            log.warning("bells cannot be heard just now", cause=type(error).__name__, lasting=True)
        await asyncio.sleep(REOPEN_SECONDS)


async def _until_it_is_lost(database: Database, heard: Heard) -> None:
    lost = asyncio.Event()
    async with database.beside.connect() as connection:
        # SQLAlchemy knows no bells; its driver does.
        driver: Any = (await connection.get_raw_connection()).driver_connection
        driver.add_termination_listener(lambda *_: lost.set())
        await driver.add_listener(CHANNEL, lambda *said: heard(_slots_in(str(said[-1]))))
        try:
            await lost.wait()
        finally:
            await connection.invalidate()  # nobody else is to get a connection that listens


def _slots_in(payload: str) -> frozenset[int]:
    return frozenset(int(one) for one in payload.split(",") if one.isdecimal())
