"""Bringing a database's schema up to date."""

from pathlib import Path

from sqlalchemy import Connection, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.errors import DatabaseError

# The migration that this code expects; `tests/storage` proves that it is Alembic's head.
HEAD = "0006"
# A number of ours among a server's advisory locks: "migrating", on a telephone's keys.
_MIGRATING = 644_728_464


async def bring_up_to_date(connection: AsyncConnection, *, is_sqlite: bool) -> None:
    """Brings an embedded database to `HEAD`; refuses a server's that is not there. Raises `DatabaseError`."""
    version = await connection.run_sync(version_of)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise DatabaseError(
            f"The database was written by a newer version (schema {version}, this knows {HEAD}). Upgrade."
        )
    if not is_sqlite:
        raise DatabaseError(f"The database's schema is {version or 'missing'}, not {HEAD}. Run: strongsuit db upgrade")
    await connection.run_sync(upgrade)


def version_of(connection: Connection) -> str | None:
    """The migration that was run last; None where none was."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(connection: Connection) -> None:
    """Runs all migrations that are missing, on this connection."""
    # Alembic is slow to import, and a start with nothing to migrate should not wait for it.
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name != "sqlite":  # whose lock keeps others away; of a server's, two may begin at once
        connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
