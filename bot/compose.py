"""The composition root: the one place that reads the clock, and the one that knows how everything is put together."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import make_url

from bot.app.app import App, Clock
from bot.app.content import Content, Defaults, content_roots, load_content, missing_words
from bot.app.content_review import SignatureFileError, UnsignedContentError, require_signed
from bot.app.contents import Contents
from bot.app.delivery import Pace, Sender
from bot.app.directory import DirectoryError
from bot.app.retention import LeftInOutbox, Retention
from bot.app.upkeep.premises import Premises
from bot.scripts import ContentError
from bot.settings import Settings, SettingsError
from bot.storage import (
    DatabaseError,
    DatabaseUnavailable,
    Journal,
    KeyFileError,
    Store,
    Vault,
    WrongKeyError,
    read_keys,
)
from bot.storage.database import open_database
from bot.storage.deletions import Ledger
from bot.wording import WordingError

# What can be wrong with an installation; each says in its message what, where, and the remedy.
STARTING_ERRORS = (
    ContentError, DatabaseError, DatabaseUnavailable, DirectoryError, KeyFileError, SettingsError, SignatureFileError,
    UnsignedContentError, WordingError, WrongKeyError,
)  # fmt: skip

NEW_KEY = (
    "A new secret key was made: {file}\n"
    "It opens people's words. Keep a copy somewhere safe, apart from the database: whoever loses it loses the words.\n"
)


def now() -> datetime:
    """The real time."""
    return datetime.now(UTC)  # noqa: TID251 - this is the composition root


def defaults_of(settings: Settings) -> Defaults:
    """What is assumed of people before they choose."""
    return Defaults(locale=settings.locale, timezone=settings.timezone, country=settings.country)


def usable_content(settings: Settings) -> Content:
    """The content in force. Raises `ContentError` where a finding is an error, so that nobody is led nowhere."""
    content, findings = load_content(content_roots(settings.content_dir), settings.locale, now().date())
    if settings.locale not in content.wording.locales:
        known = ", ".join(content.wording.locales)
        raise SettingsError(
            f"STRONGSUIT_LOCALE: there are no words in {settings.locale!r}; there are words in: {known}."
        )
    content.wording.preload()
    content.reach.public_url = _public_url(settings)
    errors = [item for item in findings if item.severity == "error"] + missing_words(content)
    if errors:
        raise ContentError(errors)
    return content


def speakable_content(settings: Settings) -> Content:
    """The content in force, for speaking with people: where it has to be signed, it is.

    Raises what `usable_content` raises, and `UnsignedContentError` or `SignatureFileError`.
    """
    content = usable_content(settings)
    if not settings.require_signed_content:
        return content
    require_signed(content, [settings.signed_content])
    return replace(content, signatures=settings.signed_content)


def _public_url(settings: Settings) -> str:
    """Where browsers find the web pages; empty where there are none. Raises `SettingsError`."""
    if not settings.public_url:
        return ""
    from bot.web.config import WebConfig

    try:
        return WebConfig(settings.public_url, settings.timezone).origin
    except ValueError as error:
        raise SettingsError(f"STRONGSUIT_PUBLIC_URL: {error}.") from None


@asynccontextmanager
async def open_web(settings: Settings, app: App, clock: Clock = now) -> AsyncIterator[None]:
    """The web pages for as long as the block runs, where this installation has an address for them.

    Raises `SettingsError` where the host and port are taken.
    """
    url = _public_url(settings)
    if not url:
        yield
        return
    from bot.web.app import web_app
    from bot.web.config import WebConfig
    from bot.web.run import PortTaken, serving

    pages = web_app(app.store, app.contents.of, WebConfig(url, settings.timezone), clock)
    try:
        async with serving(pages, settings.http_host, settings.http_port):
            yield
    except PortTaken as error:
        raise SettingsError(str(error)) from None


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
    url = make_url(settings.database)
    is_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(url.database) if is_file and url.database else None


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


def premises_of(settings: Settings, store: Store, retention: Retention | None = None) -> Premises:
    """What upkeep works on. Without a ``retention`` that runs already, one is made when it is needed."""

    async def made() -> Retention:
        if retention is not None:
            return retention
        contents = Contents(speakable_content(settings), now)
        async with store.transaction() as transaction:
            programmes = await transaction.programmes.all()
        await contents.take(programmes)
        return Retention(store, contents, LeftInOutbox(), defaults_of(settings))

    return Premises(store, settings.data_dir, None if settings.secret_key else settings.key_file, made)


@asynccontextmanager
async def open_app(
    settings: Settings,
    content: Content,
    sender: Sender,
    notices: list[str],
    clock: Clock = now,
    pace: Pace | None = None,
) -> AsyncIterator[App]:
    """The application, started and stopped again. Without a ``pace`` it sends as fast as it can."""
    async with open_store(settings, notices) as store:
        journal = open_journal(settings)
        app = App(store, content, sender, defaults_of(settings), clock, journal, pace)
        try:
            await app.start()
        except WrongKeyError:
            remedy = "List the key it was written with in STRONGSUIT_SECRET_KEY, or restore the key file."
            raise WrongKeyError(f"The secret key does not fit the database {settings.database}. {remedy}") from None
        try:
            yield app
        finally:
            await app.stop()
            if journal:
                journal.close()


def throw_away(settings: Settings) -> Settings:
    """The same settings with a database in memory, under a key that nobody keeps."""
    key = SecretStr(secrets.token_urlsafe(32))
    return settings.model_copy(update={"database_url": "sqlite+aiosqlite:///:memory:", "secret_key": key})


def open_journal(settings: Settings) -> Journal | None:
    """The journal of what was sent, beside the database; none for a database in memory, or where there is no room."""
    if ":memory:" in settings.database:
        return None
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Journal(settings.journal)
    except OSError:
        return None


def describe(error: BaseException) -> str:
    """The one message for an error of an installation."""
    text = str(error)
    return text if text.endswith((".", "?", "\n", "upgrade")) else f"{text}."
