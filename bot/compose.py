"""The composition root: the one place that reads the clock, and the one that knows how everything is put together."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from pydantic import SecretStr
from sqlalchemy import make_url

from bot.app.app import App, Clock
from bot.app.charge import Charge
from bot.app.content import Content, Defaults, content_roots, load_content, missing_words
from bot.app.content_review import SignatureFileError, UnsignedContentError, require_signed
from bot.app.contents import Contents
from bot.app.delivery import Pace, Sender
from bot.app.directory import DirectoryError
from bot.app.retention import LeftInOutbox, Retention
from bot.app.upkeep.premises import Premises
from bot.app.watch.meter import Meter
from bot.app.watch.watch import Watch
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
from bot.storage.database import open_database, shown
from bot.storage.deletions import Ledger
from bot.storage.slots import TELEGRAM
from bot.wording import WordingError

if TYPE_CHECKING:
    from bot.telegram.webhook import Hook
    from bot.web.operating import Application, Front

# What can be wrong with an installation; each says in its message what, where, and the remedy.
STARTING_ERRORS = (
    ContentError, DatabaseError, DatabaseUnavailable, DirectoryError, KeyFileError, SettingsError, SignatureFileError,
    UnsignedContentError, WordingError, WrongKeyError,
)  # fmt: skip

NEW_KEY = (
    "A new secret key was made: {file}\n"
    "It opens people's words. Keep a copy somewhere safe, apart from the database: whoever loses it loses the words.\n"
)

log = structlog.get_logger()


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
    if not _public_url(settings):
        yield
        return
    from bot.web.run import PortTaken, serving

    try:
        async with serving(_pages(settings, app, clock), settings.http_host, settings.http_port):
            yield
    except PortTaken as error:
        raise SettingsError(str(error)) from None


def _pages(settings: Settings, app: App, clock: Clock) -> "Application":
    from bot.web.app import web_app
    from bot.web.config import WebConfig

    pages: Application = web_app(app.store, app.contents.of, WebConfig(_public_url(settings), settings.timezone), clock)
    return pages


@asynccontextmanager
async def open_house(
    settings: Settings, watch: Watch, extra: "Mapping[str, Application] | None" = None
) -> AsyncIterator["Front"]:
    """The web server for the whole life of the process, with what operators ask, ``extra`` paths, and room for pages.

    Raises `SettingsError` where the host and port are taken. Where nothing but operators' questions would be served
    there, a line in the log says so, and the block runs without.
    """
    from bot.web.house import served
    from bot.web.operating import Front
    from bot.web.place import PortTaken, bound

    addresses = [url for url in (_public_url(settings), settings.webhook_url) if url]
    public = frozenset(urlsplit(url).hostname or "" for url in addresses if url.startswith("https:"))
    front = Front(watch, extra, public, has_pages=bool(settings.public_url))
    try:
        place = bound(settings.http_host, settings.http_port)
    except PortTaken as error:
        if addresses:
            raise SettingsError(str(error)) from None
        log.warning("the port is taken; /healthz, /readyz and /metrics are not served", port=settings.http_port)
        yield front
        return
    async with served(front, place, lambda: watch.answered_at() is not None):
        yield front


def showing(settings: Settings, front: "Front", app: App) -> AbstractContextManager[None]:
    """The web pages in ``front`` for as long as the block runs, where this installation has an address for them."""
    if not _public_url(settings):
        return nullcontext()
    return front.showing(lambda: _pages(settings, app, now))


@asynccontextmanager
async def open_alerts(settings: Settings, watch: Watch, sender: Sender, pace: Pace) -> AsyncIterator[None]:
    """Tells the operator's chat what is wrong while the block runs, where there is such a chat."""
    if settings.alert_chat is None:
        yield
        return
    from bot.app.watch.alerts import Alerts

    alerts = Alerts(watch, sender, pace, settings.alert_chat, settings.data_dir, settings.alert_backup_days)
    async with alerts.running():
        yield


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


def premises_of(
    settings: Settings, store: Store, retention: Retention | None = None, watch: Watch | None = None
) -> Premises:
    """What upkeep works on. Without a ``retention`` that runs already, one is made when it is needed."""

    async def made() -> Retention:
        if retention is not None:
            return retention
        contents = Contents(speakable_content(settings), now)
        async with store.transaction() as transaction:
            programmes = await transaction.programmes.all()
        await contents.take(programmes)
        return Retention(store, contents, LeftInOutbox(), defaults_of(settings))

    return Premises(store, settings.data_dir, None if settings.secret_key else settings.key_file, made, watch)


@asynccontextmanager
async def open_app(
    settings: Settings,
    content: Content,
    sender: Sender,
    notices: list[str],
    clock: Clock = now,
    pace: Pace | None = None,
    meter: Meter | None = None,
    charge: Charge | None = None,
) -> AsyncIterator[App]:
    """The application, started and stopped again, for those in its ``charge``; without one for everybody.

    Without a ``pace`` it sends as fast as it can.
    """
    async with open_store(settings, notices) as store:
        journal = open_journal(settings)
        app = App(store, content, sender, defaults_of(settings), clock, journal, pace, meter, charge)
        try:
            await app.start()
        except WrongKeyError:
            remedy = "List the key it was written with in STRONGSUIT_SECRET_KEY, or restore the key file."
            where = shown(settings.database)
            raise WrongKeyError(f"The secret key does not fit the database {where}. {remedy}") from None
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


def telegrams_charge(settings: Settings) -> Charge:
    """Whom a process looks after that runs the bot on Telegram, before it knows of any others.

    On an embedded database it is the only one; where Telegram brings updates to the inbox, it settles that first.
    """
    if make_url(settings.database).get_backend_name() != "sqlite":
        return Charge(frozenset(), frozenset())
    return Charge(TELEGRAM, frozenset() if settings.webhook_url else TELEGRAM)


def hook_of(settings: Settings, token: str) -> "Hook | None":
    """Where Telegram is to bring updates, if it is to."""
    if not settings.webhook_url:
        return None
    from bot.telegram.webhook import Hook, secret_from

    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secret_from(token)
    return Hook(settings.webhook_url, secret)


def open_journal(settings: Settings) -> Journal | None:
    """The journal of what was sent, beside an embedded database; none for one in memory, or where there is no room."""
    if not embedded_file(settings):
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
