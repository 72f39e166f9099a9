"""An empty embedded database is brought up to date by what all migrations came to the last time: they run once.

A process of tests makes a thousand empty databases, and running every migration takes ten times as long as the rest of
opening one. Databases that are not empty, `strongsuit db upgrade`, and processes of the bot run the migrations as ever.
"""

from sqlalchemy import Connection

from bot.storage import migrating
from bot.storage.embedded import mark_brief

_really = migrating.upgrade
_made: list[str] = []
"""The statements that make everything which the migrations have made."""


def upgrade(connection: Connection) -> None:
    """Runs all migrations that are missing; on an empty embedded database by their outcome, once that is known."""
    if connection.dialect.name != "sqlite" or _rows(connection, "SELECT 1 FROM sqlite_master"):
        _really(connection)
    elif not _made:
        _really(connection)
        _made.extend(_outcome(connection))
    else:
        mark_brief(connection.connection, brief=True)
        try:
            for statement in _made:
                connection.exec_driver_sql(statement)
        finally:
            mark_brief(connection.connection, brief=False)


def upgrade_at_once() -> None:
    """From now on, in this process."""
    migrating.upgrade = upgrade


def _rows(connection: Connection, statement: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(statement)]


def _outcome(connection: Connection) -> list[str]:
    """What there is, in the order in which it was made; and the rows, of which migrations write few."""
    found = _rows(connection, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    made = [(kind, name, sql) for kind, name, sql in found if not name.startswith("sqlite_")]
    statements = [sql for _, _, sql in made]
    for name in (name for kind, name, _ in made if kind == "table"):
        columns = [row[1] for row in _rows(connection, f'PRAGMA table_info("{name}")')]
        quoted = " || ',' || ".join(f'quote("{column}")' for column in columns)
        for (values,) in _rows(connection, f'SELECT {quoted} FROM "{name}"'):  # noqa: S608 - names of our own tables
            statements.append(f'INSERT INTO "{name}" VALUES ({values})')  # noqa: S608 - the same
    return statements
