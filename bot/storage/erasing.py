"""That what was removed is gone from the files too, and not only from the tables.

``secure_delete`` overwrites a removed row where it stood. Two copies can be left. One is in the write-ahead log: so the
log is emptied after every commit that removed something for good. The other is in the slack of a page: when SQLite
moves rows between pages, it does not clear the place where they were, and when such a row is removed later, that copy
stays. Only rewriting the file takes it out, which costs more: so it is done once a day at most, when anything was
removed since the last time. A note in the database remembers that, over restarts.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.moments import known_moment
from bot.storage.tables import facts

# Where a connection remembers that the transaction in hand removed something.
_REMEMBERED = "strongsuit: something was erased"
_OWED, _DONE = "erased", "compacted"
COMPACT_EVERY = timedelta(days=1)
# Rewriting holds everybody up for about a second for each 100 MB, and takes as much memory. Larger files are
# rewritten only when the operator asks for it.
LARGEST_BY_ITSELF = 256 * 1024 * 1024


async def note_erased(connection: AsyncConnection) -> None:
    """Notes that this transaction removes something for good. Every statement that does so calls this.

    A database server sees to its files itself.
    """
    if connection.dialect.name != "sqlite" or connection.info.get(_REMEMBERED):
        return
    connection.info[_REMEMBERED] = True
    await _put(connection, _OWED, secrets.token_bytes(8))


def take_erased(connection: AsyncConnection) -> bool:
    """Whether something was removed since this was asked last; to be asked after the commit."""
    return bool(connection.info.pop(_REMEMBERED, False))


async def compaction_owed(connection: AsyncConnection) -> bytes | None:
    """What stands for removals since the file was rewritten last; None where there were none."""
    found: bytes | None = await connection.scalar(select(facts.c.value).where(facts.c.name == _OWED))
    return found


async def compacted_at(connection: AsyncConnection) -> datetime | None:
    """When the file was rewritten last."""
    found = await connection.scalar(select(facts.c.value).where(facts.c.name == _DONE))
    return known_moment(float(found)) if found else None


async def note_compacted(connection: AsyncConnection, owed: bytes | None, at: datetime) -> None:
    """Notes that the file was rewritten. What was removed after ``owed`` was asked for is still to be dealt with."""
    await connection.execute(delete(facts).where(facts.c.name == _OWED, facts.c.value == owed))
    await _put(connection, _DONE, repr(at.timestamp()).encode())


async def _put(connection: AsyncConnection, name: str, value: bytes) -> None:
    await connection.execute(delete(facts).where(facts.c.name == name))
    await connection.execute(insert(facts).values(name=name, value=value))
