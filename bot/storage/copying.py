"""Copying an embedded database to a server, for an installation that has outgrown one process. Nothing is opened."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, Table, func, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.errors import DatabaseError
from bot.storage.tables import generations, metadata, outbox, replicas, slots

ROWS_AT_ONCE = 1_000
# What belongs to the processes of a server, and is there already.
_NOT_COPIED = frozenset({generations, replicas, slots})
COPIED = tuple(table for table in metadata.sorted_tables if table not in _NOT_COPIED)

Told = Callable[[str, int], None]


async def copy_all(source: Database, target: Database, sent: Collection[int], told: Told) -> int:
    """Copies every row of ``source`` into ``target``, in one transaction; returns how many.

    ``sent`` are numbers of messages in the outbox that have gone out; ``told`` hears of each table and how many rows
    were copied. Raises `DatabaseError` where ``target`` is not empty, and `DatabaseUnavailable`.
    """
    copied = 0
    async with source.transaction() as rows_from, target.transaction() as into:
        await _refuse_filled(into)
        for table in COPIED:
            rows = 0
            async for page in _pages(rows_from, table):
                kept = [row for row in page if table is not outbox or row["id"] not in sent]
                if kept:
                    await into.execute(table.insert(), kept)
                rows += len(kept)
            await _go_on_counting(rows_from, into, table)
            told(table.name, rows)
            copied += rows
    return copied


async def _refuse_filled(connection: AsyncConnection) -> None:
    for table in COPIED:
        if await connection.scalar(select(func.count()).select_from(table)):
            raise DatabaseError(
                f"The database to copy to is not empty: there are rows in {table.name}. Make a new one, and bring its "
                "tables up to date there: strongsuit db upgrade"
            )


async def _pages(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    """All rows of a table, a page at a time, by its primary key."""
    keys = list(table.primary_key)
    after: tuple[Any, ...] | None = None
    while True:
        query = select(table).order_by(*keys).limit(ROWS_AT_ONCE)
        if after is not None:
            query = query.where(tuple_(*keys) > tuple_(*after))
        page = [dict(row) for row in (await connection.execute(query)).mappings()]
        if page:
            yield page
        if len(page) < ROWS_AT_ONCE:
            return
        after = tuple(page[-1][key.name] for key in keys)


async def _go_on_counting(source: AsyncConnection, target: AsyncConnection, table: Table) -> None:
    """New rows of the copy get numbers that no row ever had, also none that is gone."""
    if "id" not in table.c or not isinstance(table.c.id.type.dialect_impl(source.dialect), Integer):
        return
    last = await source.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table.name})
    largest = await source.scalar(select(func.max(table.c.id)))
    number = max(last or 0, largest or 0)
    if number:
        await target.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :number)"),
            {"table": table.name, "number": number},
        )
