"""How the embedded database is reached: statements of brief transactions run where they are asked for."""

from pathlib import Path

import pytest
from sqlalchemy import TextClause, text

from bot.storage.database import Database, open_database
from bot.storage.errors import DatabaseUnavailable


def url_of(file: Path) -> str:
    """The address of an embedded database."""
    return f"sqlite+aiosqlite:///{file}"


async def _fails(database: Database, note: TextClause) -> None:
    async with database.transaction(brief=True) as connection:
        await connection.execute(note, {"one": b"lost"})
        raise LookupError


async def test_a_brief_transaction_is_a_transaction(tmp_path: Path) -> None:
    """It is committed as a whole or not at all, and the next one is as it ever was."""
    database = await open_database(url_of(tmp_path / "brief.sqlite3"))
    note = text("INSERT INTO told_groups (fingerprint, at) VALUES (:one, 1)")
    with pytest.raises(LookupError):
        await _fails(database, note)
    async with database.transaction(brief=True) as connection:
        await connection.execute(note, [{"one": b"a"}, {"one": b"b"}])
    async with database.transaction() as connection:
        await connection.execute(note, {"one": b"c"})
        found = (await connection.execute(text("SELECT fingerprint FROM told_groups ORDER BY 1"))).scalars().all()
    assert found == [b"a", b"b", b"c"]
    await database.close()


async def test_what_fails_in_a_brief_transaction_is_told_as_ever(tmp_path: Path) -> None:
    """By the same kind of error, whoever runs the statement."""
    database = await open_database(url_of(tmp_path / "fails.sqlite3"))
    seen = []
    for brief in (False, True):
        with pytest.raises(DatabaseUnavailable) as raised:
            async with database.transaction(brief=brief) as connection:
                await connection.execute(text("SELECT * FROM nowhere"))
        seen.append(str(raised.value))
    assert seen[0] == seen[1]
    await database.close()
