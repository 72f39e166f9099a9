"""Databases for the storage tests: one suite, every backend. PostgreSQL joins in where there is one."""

import atexit
import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path

import pytest
from helpers_postgres import a_server, needs_postgres, run_apart

from bot.engine import Frame, Session
from bot.engine.session import Offer, Part, Place, Visit
from bot.storage import Database, LineRecord, OutboxRecord, PeerRecord, Store, Vault
from bot.storage.database import open_database, upgrade_database
from bot.storage.records import Changes, Memory, PutOff, Rhythm

KEY = "a key that is only for tests"
AT = datetime(2026, 3, 2, 10, 0, 0, 250_000, tzinfo=UTC)

BACKENDS = ["file", "memory", pytest.param("postgres", marks=needs_postgres)]
# Those that hold what was written when they are opened again.
LASTING = ["file", BACKENDS[2]]

# What tests have made on PostgreSQL: `drop_made` removes it.
_made: dict[str, str] = {}


def url_of(backend: str, folder: Path) -> str:
    """Where a backend's database is: one for each folder, empty and up to date when it is first asked for."""
    if backend == "postgres":
        return postgres_of(folder)
    return {"file": f"sqlite+aiosqlite:///{folder / 'test.sqlite3'}", "memory": "sqlite+aiosqlite:///:memory:"}[backend]


def postgres_of(folder: Path) -> str:
    """The URL of the folder's database on PostgreSQL, which is made up to date when it is first asked for."""
    name = f"strongsuit_test_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    if name not in _made:
        a_server().drop(name)
        _made[name] = a_server().create(name, _up_to_date())
    return _made[name]


@cache
def _up_to_date() -> str:
    """A database with all tables and no rows, of which copies are made: faster than running all migrations."""
    name = f"strongsuit_test_{secrets.token_hex(8)}"
    url = a_server().create(name)
    atexit.register(a_server().drop, name)
    run_apart(upgrade_database(url))
    return name


def drop_made() -> None:
    """Removes all databases that were made on PostgreSQL since this was called last."""
    while _made:
        a_server().drop(_made.popitem()[0])


@asynccontextmanager
async def database_of(backend: str, folder: Path) -> AsyncIterator[Database]:
    """The folder's database, closed again afterwards. It is empty at first; one in memory always is."""
    database = await open_database(url_of(backend, folder))
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def store_of(backend: str, folder: Path, *keys: str) -> AsyncIterator[Store]:
    """The store on the folder's database."""
    async with database_of(backend, folder) as database:
        yield Store(database, Vault(keys or [KEY]))


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
