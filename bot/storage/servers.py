"""Reaching a database server: PostgreSQL through asyncpg.

Whatever may hang has an end: connecting, a statement, waiting for a lock, a transaction whose process has vanished.
"""

import socket
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.errors import DatabaseError

# asyncpg's own limits, in seconds. A batch of turns is given up after 30, so a statement ends before that.
_CONNECTING, _STATEMENT = 5.0, 25.0
# What the server sees to, even when this process cannot any more.
_ON_THE_SERVER = {
    "lock_timeout": "10s",
    # Whoever has vanished between two statements lets go of what they had locked. Within one, of which the server has
    # heard the beginning and waits for the rest, nobody counts as idle: see `hang_up_on_silent`.
    "idle_in_transaction_session_timeout": "20s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
# The same on our side: a server that has vanished is noticed also where nothing is asked of it.
_KEPT_ALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}
# A connection is made anew after so long, before something on the way forgets it.
_RENEWED_AFTER = 300


def name_of(process: str) -> str:
    """What the server calls the connections of a process."""
    return f"strongsuit {process}".rstrip()


def server_engine(url: str, at_once: int = 1, *, process: str = "", patient: bool = False) -> AsyncEngine:
    """An engine with up to ``at_once`` connections; nothing is connected yet.

    ``process`` is a name that the server is to know them by. ``patient``: a statement may take as long as it takes.
    Raises `DatabaseError` where the driver is missing.
    """
    settings = {**_ON_THE_SERVER, "lock_timeout": "0"} if patient else _ON_THE_SERVER
    named = {**settings, "application_name": name_of(process)}
    limits = {"timeout": _CONNECTING, "command_timeout": None if patient else _STATEMENT}
    try:
        engine = create_async_engine(
            _understood(url), connect_args={**limits, "server_settings": named}, hide_parameters=True,
            pool_size=at_once, max_overflow=0, pool_pre_ping=True, pool_recycle=_RENEWED_AFTER,
        )  # fmt: skip
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"This database needs the package {error.name}. Run: pip install 'strongsuit[postgres]'"
        ) from None
    event.listen(engine.sync_engine, "connect", _keep_alive)
    return engine


def _understood(url: str) -> URL:
    """The URL with ``sslmode``, as PostgreSQL's own tools call it, under the driver's name for it."""
    parsed = make_url(url)
    if "sslmode" not in parsed.query:
        return parsed
    return parsed.difference_update_query(["sslmode"]).update_query_dict({"ssl": parsed.query["sslmode"]})


def _keep_alive(connection: Any, _: Any) -> None:
    """Asks of the system to look now and then whether the other side is still there."""
    # asyncpg has no setting for it.
    transport = getattr(connection.driver_connection, "_transport", None)
    found = transport.get_extra_info("socket") if transport else None
    if found is None or found.family == socket.AF_UNIX:
        return
    found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEPT_ALIVE.items():
        if hasattr(socket, name):  # not every system has all of them
            found.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
