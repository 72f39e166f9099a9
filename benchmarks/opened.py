"""An application on a crowd's database, within this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.crowd import KEY, Nobody, url_of
from bot.app.app import App
from bot.app.content import Content, Defaults, content_roots, load_content
from bot.app.delivery import Sender
from bot.compose.clock import now
from bot.storage import Journal, Store, Vault
from bot.storage.database import open_database


def shipped() -> Content:
    """The content that is shipped, ready for use."""
    content, _ = load_content(content_roots(None), "en")
    content.wording.preload()
    return content


@asynccontextmanager
async def opened(folder: Path, content: Content, sender: Sender | None = None) -> AsyncIterator[App]:
    """The application, not started yet; without a limit. Without a ``sender``, messages go to nobody."""
    database = await open_database(url_of(folder))
    journal = Journal(folder / "sent.journal")
    try:
        yield App(Store(database, Vault([KEY])), content, sender or Nobody(), Defaults(), now, journal)
    finally:
        await database.close()
        journal.close()
