"""Databases for the storage tests: one suite, every backend.

PostgreSQL joins in where TEST_POSTGRES_URL names a database (``postgresql+asyncpg://...``) that may be emptied.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.engine import Frame, Session
from bot.engine.session import Offer, Part, Place, Visit
from bot.storage import Database, LineRecord, OutboxRecord, PeerRecord, Store, Vault
from bot.storage.database import open_database, upgrade_database
from bot.storage.records import Changes, Memory, PutOff, Rhythm
from bot.storage.tables import metadata

KEY = "a key that is only for tests"
AT = datetime(2026, 3, 2, 10, 0, 0, 250_000, tzinfo=UTC)
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")

BACKENDS = [
    "file",
    "memory",
    pytest.param("postgres", marks=pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL is not set")),
]


def url_of(backend: str, folder: Path) -> str:
    """Where a backend's database is."""
    return {
        "file": f"sqlite+aiosqlite:///{folder / 'test.sqlite3'}",
        "memory": "sqlite+aiosqlite:///:memory:",
        "postgres": POSTGRES,
    }[backend]


@asynccontextmanager
async def database_of(backend: str, folder: Path) -> AsyncIterator[Database]:
    """An empty database, up to date, closed again afterwards."""
    url = url_of(backend, folder)
    if backend == "postgres":
        await _empty(url)
        await upgrade_database(url)
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def store_of(backend: str, folder: Path, *keys: str) -> AsyncIterator[Store]:
    """An empty store."""
    async with database_of(backend, folder) as database:
        yield Store(database, Vault(keys or [KEY]))


async def _empty(url: str) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.drop_all)
            await connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    finally:
        await engine.dispose()


def a_session(words: str = "walking") -> Session:
    """A session that uses everything there is."""
    answers = {"helped": ({"what": words, "where": ""},), "count": 5, "name": ""}
    visit = Visit(
        state="ask", answers={"helped": ()}, question=41, parts=(Part(words, 7), Part("more", None)),
        place=Place("helped", 0, "what"), kept=(42,),
    )  # fmt: skip
    frame = Frame(
        dialogue="reflect", version=2, state="kind", answers=answers, question=43,
        offered=(Offer(5, words), Offer("x", "Y")), page=1, paused=True, held=(Part(words, 9),), trail=(visit,),
    )  # fmt: skip
    below = Frame(dialogue="home", version=1, state="menu", answers={})
    return Session(step=43, frames=(below, frame), answered_at=AT, heard={"thanks": 2})


def a_memory(words: str = "walking") -> Memory:
    """A memory that uses everything there is."""
    return Memory(
        sections={"own_1": f"my {words}"}, recalled={42: AT}, opened={"reflect": AT}, meeting_on=AT.date(),
        rhythm=a_rhythm(), quiet=(time(22, 30), time(7)), language="es", clock_in_doubt=True,
        put_off=PutOff(AT.date(), AT, AT + timedelta(hours=6)), look_in_at=AT + timedelta(days=1),
    )  # fmt: skip


def a_rhythm() -> Rhythm:
    """A rhythm in which nothing is as it is by default."""
    return Rhythm(
        cadence="days", weekdays=(1, 3), at=time(19, 30), begun_on=AT.date(), done_on=AT.date(), sent=2, sent_at=AT,
        waiting=True, silence=1, resting=True, asking=True, tapers=False, paused_until=AT.date(),
    )  # fmt: skip


def a_peer(address: str = "telegram:5550001111", words: str = "walking") -> PeerRecord:
    """A person with every column filled."""
    return PeerRecord(
        address=address, session=a_session(words), created_at=AT, name=f"Ana {words}", locale="es", country="ES",
        timezone="Europe/Madrid", consent_version="1", consented_at=AT + timedelta(seconds=1),
        blocked_at=AT + timedelta(seconds=2), nudged_at=AT + timedelta(seconds=3), acted_at=AT + timedelta(seconds=4),
        memory=a_memory(words),
    )  # fmt: skip


def a_line(ref: int = 42, text: str = "walking", **fields: object) -> LineRecord:
    """A line of a plan with every column filled."""
    line = LineRecord(
        ref=ref, section="what_helps", text=text, role="where_next", about=41, area="home", audience="me",
        dialogue="reflect", version=2, state="ask", question="Where could it help?", position=ref, created_at=AT,
        adopted_at=AT + timedelta(days=1), pinned_at=AT + timedelta(days=2), settled="done",
        settled_at=AT + timedelta(days=3), brought_at=AT + timedelta(days=4), removed_at=None, parts=(Part(text, 7),),
    )  # fmt: skip
    for name, value in fields.items():
        setattr(line, name, value)
    return line


def a_message(address: str = "telegram:5550001111", body: str = "hello", question: int = 43) -> OutboxRecord:
    """A message that waits."""
    return OutboxRecord(
        peer_id=None, address=address, body=body, unsolicited=True, question=question, created_at=AT
    )  # fmt: skip


async def save(store: Store, *batch: Changes) -> None:
    """One transaction."""
    async with store.transaction() as transaction:
        await transaction.save(batch)
