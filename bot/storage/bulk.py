"""Statements for many rows at once."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, any_, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


class Prepared:
    """A statement that every turn runs, for rows of the same columns each time.

    On an embedded database, making and looking up a statement takes longer than running it: so it is compiled once, for
    each set of columns. Values go to the driver as they are, which does for texts, bytes and numbers.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: dict[tuple[str, ...], tuple[str, Sequence[str]]] = {}

    async def run(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Runs it for each of ``rows``; not at all where there are none."""
        if not rows:
            return
        if connection.dialect.name != "sqlite":
            await connection.execute(self._statement, list(rows))
            return
        columns = tuple(rows[0])
        if columns not in self._compiled:
            made = self._statement.compile(dialect=connection.dialect, column_keys=columns)
            self._compiled[columns] = made.string, made.positiontup
        text, order = self._compiled[columns]
        await connection.exec_driver_sql(text, [tuple([row[name] for name in order]) for row in rows])


async def execute_many(connection: AsyncConnection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Runs ``statement`` for each of ``rows``; not at all where there are none."""
    if rows:
        await connection.execute(statement, list(rows))


def among(connection: AsyncConnection, column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """That ``column`` has one of ``values``.

    To a server they go as one array: it takes any number of them (of parameters, 32,767), and prepares the statement
    once for all numbers.
    """
    if connection.dialect.name == "sqlite":
        return column.in_(values)
    return column == any_(bindparam(None, list(values), postgresql.ARRAY(column.type)))


async def keep_first(connection: AsyncConnection, table: Table, row: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    """Writes a row, unless there is one with the same ``keys``, which stays as it is."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**row)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=list(keys)))


async def upsert(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], keys: tuple[str, ...]
) -> None:
    """Writes ``rows``, each in the place of the one with the same ``keys``, where there is one."""
    if not rows:
        return
    await _upsert(table, tuple(rows[0]), keys, connection.dialect.name).run(connection, rows)


@cache
def _upsert(table: Table, columns: tuple[str, ...], keys: tuple[str, ...], dialect: str) -> Prepared:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return Prepared(statement.on_conflict_do_update(index_elements=list(keys), set_=changed))
