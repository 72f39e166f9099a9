"""Statements for many rows at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def execute_many(connection: AsyncConnection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Runs ``statement`` for each of ``rows``; not at all where there are none."""
    if rows:
        await connection.execute(statement, list(rows))


async def upsert(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], keys: tuple[str, ...]
) -> None:
    """Writes ``rows``, each in the place of the one with the same ``keys``, where there is one."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    await execute_many(connection, statement.on_conflict_do_update(index_elements=list(keys), set_=changed), rows)
