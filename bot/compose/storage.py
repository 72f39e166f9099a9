"""What is kept, and the keys to it: the store, the vault, the ledger and the journal."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings, SettingsError
from bot.storage import DatabaseError, Journal, KeyFileError, Store, Vault, WrongKeyError, read_keys
from bot.storage.database import file_of, open_database, shown
from bot.storage.deletions import Ledger

NEW_KEY = (
    "A new secret key was made: {file}\n"
    "It opens people's words. Keep a copy somewhere safe, apart from the database: whoever loses it loses the words.\n"
)


@asynccontextmanager
async def open_store(settings: Settings, notices: list[str], *, there: bool = False) -> AsyncIterator[Store]:
    """The store, opened and closed again. A notice is added when a key file was made.

    With ``there``, an embedded database is not made where there is none: whoever looks after one has a wrong folder
    then. Raises `DatabaseError`, besides what opening it and the key raise.
    """
    file = embedded_file(settings)
    if there and file and not file.exists():
        raise DatabaseError(
            f"There is no database at {file}. Is STRONGSUIT_DATA_DIR right? It is made by: strongsuit run"
        )
    vault = vault_of(settings, notices)
    database = await open_database(settings.database)
    try:
        store = Store(database, vault, ledger_of(settings) if database.file else None)
        await store.aftermath.catch_up()
        yield store
    finally:
        await database.close()


def embedded_file(settings: Settings) -> Path | None:
    """Where the embedded database lies; None for one in memory, or on a server."""
    return file_of(settings.database)


def wrong_key(settings: Settings) -> WrongKeyError:
    """What to raise where none of the keys opens the database that is there."""
    remedy = "List the key it was written with in STRONGSUIT_SECRET_KEY, or restore the key file."
    return WrongKeyError(f"The secret key does not fit the database {shown(settings.database)}. {remedy}")


def vault_of(settings: Settings, notices: list[str]) -> Vault:
    """What opens this installation's words. Raises `KeyFileError` or `SettingsError`.

    A new key is never made beside a database that is there: it could open nothing in it.
    """
    configured = settings.secret_key.get_secret_value() if settings.secret_key else None
    file = embedded_file(settings)
    if not configured and file and file.exists() and not settings.key_file.exists():
        raise KeyFileError(
            f"The key file {settings.key_file} is missing, and the database {file} is there. Put the key file back, or "
            "set STRONGSUIT_SECRET_KEY to the key that the database was written with."
        )
    keys, made = read_keys(configured, settings.key_file)
    if made:
        notices.append(NEW_KEY.format(file=settings.key_file))
    try:
        return Vault(keys)
    except ValueError as error:
        raise SettingsError(f"STRONGSUIT_SECRET_KEY: {error}.") from None


def ledger_of(settings: Settings) -> Ledger:
    """Who was deleted, beside the database."""
    return Ledger(settings.data_dir / "deleted")


def open_journal(settings: Settings) -> Journal | None:
    """The journal of what was sent, beside an embedded database; none for one in memory, or where there is no room."""
    if not embedded_file(settings):
        return None
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Journal(settings.journal)
    except OSError:
        return None


def throw_away(settings: Settings) -> Settings:
    """The same settings with a database in memory, under a key that nobody keeps."""
    key = SecretStr(secrets.token_urlsafe(32))
    return settings.model_copy(update={"database_url": "sqlite+aiosqlite:///:memory:", "secret_key": key})
