"""How a database is, as far as it tells."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_STATE = text(
    "SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size, "
    "(SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()) AS failures"
)


@dataclass(frozen=True, slots=True)
class State:
    """What looks after it, with its version; how many bytes it has, and what is wrong with it."""

    program: str
    size: int
    troubles: tuple[str, ...]


async def state_of(connection: AsyncConnection) -> State:
    """How the database at the other end is."""
    row = (await connection.execute(_STATE)).one()
    # "15.18 (Debian 15.18-0+deb12u1)"
    return State(f"PostgreSQL {row.version.split()[0]}", row.size, troubles_of(row.failures))


def troubles_of(checksum_failures: int | None) -> tuple[str, ...]:
    """What is wrong where the server has met so many pages that do not fit their checksums."""
    if not checksum_failures:
        return ()
    return (f"PostgreSQL has met {checksum_failures} pages that do not fit their checksums",)
