"""Holding a transcript again: a fresh person, a database in memory, and a clock that stands where the file says."""

from pathlib import Path

from bot.app.app import App
from bot.app.content import Content, Defaults
from bot.app.sample_programme import write_programme
from bot.storage import Store, Vault
from bot.storage.database import open_database
from bot.terminal.conversation import Conversation, Mailbox, MovableClock
from bot.terminal.transcript import read_transcript, replay

# Nothing of a transcript is ever written down under this key.
_KEY = "a key for conversations in memory"


async def replay_file(file: Path, content: Content) -> str:
    """What the transcript in ``file`` reads like now; files to send lie beside it. Raises `TranscriptError`."""
    made = read_transcript(file)
    clock, mailbox = MovableClock(lambda: made.at), Mailbox()
    database = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        app = App(Store(database, Vault([_KEY])), content, mailbox, Defaults(locale=made.locale), clock)
        await app.start()
        if made.cast:
            async with app.store.transaction() as transaction:
                await write_programme(transaction, made.at)
        fresh = await replay(made, Conversation(app, mailbox, clock, folder=file.parent).talk)
        await app.stop()
    finally:
        await database.close()
    return fresh.render()
