"""The application over its store, and what upkeep works on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.app import App, Clock
from bot.app.charge import Charge
from bot.app.content import Content
from bot.app.contents import Contents
from bot.app.delivery import Pace, Sender
from bot.app.retention import LeftInOutbox, Retention
from bot.app.upkeep.premises import Premises
from bot.app.watch.meter import Meter
from bot.app.watch.watch import Watch
from bot.compose.clock import now
from bot.compose.content import defaults_of, speakable_content
from bot.compose.storage import open_journal, open_store, wrong_key
from bot.settings import Settings
from bot.storage import Store, WrongKeyError


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
            raise wrong_key(settings) from None
        try:
            yield app
        finally:
            await app.stop()
            if journal:
                journal.close()


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
