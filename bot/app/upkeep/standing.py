"""How the installation stands, for `strongsuit status`: counts and moments, and of the running bot what it knows."""

import sqlite3
from datetime import datetime

from bot.app.programmes.answers import Answer
from bot.app.programmes.operations import Nothing
from bot.app.upkeep.premises import Premises
from bot.app.watch.backups import backups_of
from bot.app.watch.watch import Watch
from bot.storage.migrating import HEAD
from bot.storage.moments import moment


class RunningAnswer(Answer):
    """The process that answers: since when it runs, and when Telegram last answered."""

    since: datetime
    telegram_answered: datetime | None


class StatusAnswer(Answer):
    """How an installation stands. ``running`` is None where no bot answered and the database was looked at instead.

    Of a server, whose own tools make backups, none is known. ``unapplied`` updates came by webhook; ``replicas`` are
    the names of the processes that share the work on a server.
    """

    database: str
    version: str
    schema_version: str
    size: int
    people: int
    waiting: int
    oldest_waiting: datetime | None
    due: int
    oldest_due: datetime | None
    set_aside: int
    newest_set_aside: datetime | None
    last_backup: datetime | None
    first_person: datetime | None
    unapplied: int
    oldest_unapplied: datetime | None
    replicas: tuple[str, ...]
    running: RunningAnswer | None


async def stand(premises: Premises, asked: Nothing, at: datetime) -> StatusAnswer:
    """Looks at everything that is quick to see. Raises `DatabaseUnavailable`."""
    store = premises.store
    async with store.transaction() as transaction:
        counted = await transaction.standing.counted(at)
        version = sqlite3.sqlite_version if store.database.is_sqlite else await transaction.standing.server_version()
        size = store.database.size if store.database.is_sqlite else await transaction.standing.server_size()
        unapplied, oldest = await transaction.inbox.depth()
        replicas = [] if store.database.is_sqlite else await transaction.replicas.all()
    backups = await backups_of(store)
    return StatusAnswer(
        database="SQLite" if store.database.is_sqlite else "PostgreSQL", version=version, schema_version=HEAD,
        size=size, people=counted.people, waiting=counted.waiting, oldest_waiting=counted.oldest_waiting,
        due=counted.due, oldest_due=counted.oldest_due, set_aside=counted.aside,
        newest_set_aside=counted.newest_aside, last_backup=backups.made,
        first_person=backups.came,
        unapplied=unapplied, oldest_unapplied=moment(oldest), replicas=tuple(one.name for one in replicas),
        running=_running(premises.watch),
    )  # fmt: skip


def _running(watch: Watch | None) -> RunningAnswer | None:
    return RunningAnswer(since=watch.started_at, telegram_answered=watch.answered_at()) if watch else None
