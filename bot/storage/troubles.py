"""What kind of trouble a database has, from a closed list: for figures and alerts, in which no reason may stand."""

from typing import Literal, get_args

from sqlalchemy import exc

from bot.storage.errors import DatabaseUnavailable, LeaseLost

DatabaseTrouble = Literal[
    "connection", "corrupt", "disk", "full", "lease_lost", "locked", "missing", "other", "read_only", "timed_out"
]
DATABASE_TROUBLES: tuple[DatabaseTrouble, ...] = get_args(DatabaseTrouble)

# SQLite's names of its results (sqlite.org, "Result and Error Codes"), by how they begin.
_SQLITE: dict[str, DatabaseTrouble] = {
    "SQLITE_BUSY": "locked", "SQLITE_LOCKED": "locked", "SQLITE_FULL": "full", "SQLITE_READONLY": "read_only",
    "SQLITE_IOERR": "disk", "SQLITE_CORRUPT": "corrupt", "SQLITE_NOTADB": "corrupt", "SQLITE_CANTOPEN": "missing",
}  # fmt: skip
# PostgreSQL's (its manual, "Error Codes"): first whole codes, then classes.
_SERVER: dict[str, DatabaseTrouble] = {
    "53100": "full", "25006": "read_only", "40001": "locked", "40P01": "locked", "55P03": "locked",
    "57014": "timed_out", "08": "connection", "53": "connection", "57": "connection", "58": "disk", "3D": "missing",
    "XX": "corrupt",
}  # fmt: skip


def trouble_of(error: DatabaseUnavailable) -> DatabaseTrouble:
    """The kind of what kept the database from answering."""
    if isinstance(error, LeaseLost):
        return "lease_lost"
    cause = error.__cause__
    original = getattr(cause, "orig", None) or cause
    if name := getattr(original, "sqlite_errorname", None):
        return _first(_SQLITE, str(name))
    if code := _code(original):
        return _first(_SERVER, code)
    if isinstance(cause, exc.TimeoutError | TimeoutError) or isinstance(_behind(original), TimeoutError):
        return "timed_out"
    if isinstance(original, OSError) or isinstance(cause, exc.InterfaceError | exc.DBAPIError):
        return "connection"
    # Whoever gives up waiting says so without a cause.
    return "timed_out" if cause is None else "other"


def _behind(original: BaseException | None) -> BaseException | None:
    """What an asynchronous driver's error was made of, as SQLAlchemy hands it on."""
    return original.__cause__ if original else None


def _code(original: BaseException | None) -> str:
    """The code that a server gave to its error; empty where there is none."""
    for one in (original, _behind(original)):
        code = getattr(one, "sqlstate", None)
        if isinstance(code, str):
            return code
    return ""


def _first(known: dict[str, DatabaseTrouble], name: str) -> DatabaseTrouble:
    return next((kind for beginning, kind in known.items() if name.startswith(beginning)), "other")
