"""Telling a database that is away from a mistake of ours, for both kinds of database.

In doubt the database is at fault: what was in hand is then tried again, and nothing is lost. Only what the values of
one act can cause is not, as trying again would hold everybody up for ever.
"""

import sqlite3

from sqlalchemy import exc

from bot.storage.errors import DatabaseBusy, DatabaseUnavailable

# PostgreSQL's error codes (its manual, appendix A) that are about what we asked for: too many or few rows, values that
# cannot be, broken constraints, limits of one statement; a transaction that went on after an error; a trigger's no.
_OURS = ("21", "22", "23", "54", "25P02", "P0")
# Two transactions in each other's way, of which this one had to give in; a table that has just got another form.
_TRY_AT_ONCE = ("40001", "40P01", "0A000")


def outage_of(error: BaseException) -> DatabaseUnavailable | None:
    """What ``error`` says of the database; None where the database is not the cause.

    The driver's reason alone is told, without statements or values.
    """
    if isinstance(error, exc.DBAPIError):
        return _of_driver(error)
    if isinstance(error, exc.TimeoutError | OSError):
        return DatabaseUnavailable(reason_of(error))
    return None


def _of_driver(error: exc.DBAPIError) -> DatabaseUnavailable | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state in _TRY_AT_ONCE:
        return DatabaseBusy(reason_of(error))
    if state is not None:
        return None if state.startswith(_OURS) else DatabaseUnavailable(reason_of(error))
    if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError):
        return DatabaseUnavailable(reason_of(error))
    if isinstance(error.orig, sqlite3.DatabaseError) and not isinstance(error.orig, sqlite3.IntegrityError):
        return DatabaseUnavailable(reason_of(error))
    return None


def reason_of(error: BaseException) -> str:
    """The driver's reason alone: SQLAlchemy's own text would repeat the statement and its values."""
    if isinstance(error, exc.DBAPIError) and error.orig is not None:
        # Of an asynchronous driver's error, SQLAlchemy makes one of its own that has it as its cause.
        error = error.orig.__cause__ or error.orig
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    return str(error).splitlines()[0] if str(error) else type(error).__name__
