"""Making a backup, and seeing whether all is well."""

import sqlite3
from datetime import datetime
from pathlib import Path

from bot.app.programmes.answers import Answer
from bot.app.programmes.operations import Asked, Nothing
from bot.app.programmes.problem import Problem
from bot.app.upkeep.premises import Premises, in_thread
from bot.storage.audit import Audited
from bot.storage.backup import backups_in, make_backup
from bot.storage.container import BackupError
from bot.storage.migrating import HEAD
from bot.storage.restoring import kept_before
from bot.storage.server_state import State, state_of
from bot.storage.snapshots import troubles


class BackingUp(Asked):
    """Where the backup is to go (by its whole path; empty: the usual folder), and how many are kept there."""

    folder: str = ""
    keep: int | None = None


class BackupAnswer(Answer):
    """A backup that was made; ``removed`` older ones made room for it."""

    file: str
    size: int
    key: str
    removed: int


class CheckAnswer(Answer):
    """How a database is. ``troubles`` is empty where nothing is wrong; ``values`` counts sealed values by key.

    ``program`` is what looks after it, with its version; a database ``on_server`` has backups elsewhere.
    """

    troubles: tuple[str, ...]
    schema_version: str
    program: str
    on_server: bool
    size: int
    newest_key: str
    listed_keys: tuple[str, ...]
    values: dict[str, int]
    last_backup: datetime | None
    kept_before_restore: tuple[str, ...]


async def back_up(premises: Premises, asked: BackingUp, at: datetime) -> BackupAnswer:
    """Makes a backup while everything goes on. Raises `Problem`."""
    database, vault = premises.database_file, premises.store.vault
    folder = Path(asked.folder) if asked.folder else premises.backups
    try:
        made = await in_thread(lambda stop: make_backup(database, folder, vault, at, asked.keep, stop))
    except BackupError as error:
        raise Problem(str(error)) from None
    async with premises.store.transaction() as transaction:
        await transaction.audit.note(Audited.BACKED_UP, at)
    return BackupAnswer(file=str(made.file), size=made.size, key=made.key, removed=made.removed)


async def check(premises: Premises, asked: Nothing, at: datetime) -> CheckAnswer:
    """Looks whether the database is whole, and what there is to know of it. Raises `Problem`."""
    file = premises.store.database.file
    state = await (_on_server(premises) if file is None else _in_file(premises, file))
    async with premises.store.transaction() as transaction:
        values = await transaction.rotating.values_by_key()
    made = backups_in(premises.backups)
    names = premises.store.vault.names
    return CheckAnswer(
        troubles=state.troubles, schema_version=HEAD, program=state.program, on_server=file is None, size=state.size,
        newest_key=names[0], listed_keys=tuple(names), values=dict(values), last_backup=made[-1][0] if made else None,
        kept_before_restore=tuple(str(one) for one in kept_before(file)) if file else (),
    )  # fmt: skip


async def _in_file(premises: Premises, file: Path) -> State:
    found = await in_thread(lambda stop: troubles(file, stop))
    return State(f"SQLite {sqlite3.sqlite_version}", premises.store.database.size, tuple(found))


async def _on_server(premises: Premises) -> State:
    async with premises.store.database.transaction() as connection:
        return await state_of(connection)
