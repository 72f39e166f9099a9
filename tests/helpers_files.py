"""Files for tests: a maker that does as it is told, a channel that takes files, and messages that enclose one."""

import asyncio
import io
from collections import deque
from collections.abc import Callable
from typing import Any

from helpers_world import AT, Post
from PIL import Image

from bot.app.files import File
from bot.app.message import Enclosure, Key, Message
from bot.engine import Session
from bot.storage import OutboxRecord, Store
from bot.storage.records import Changes, PeerRecord

PLAN = File("my-plan.pdf", "application/pdf", b"%PDF-1.7 \x00\xff not really")
ROWS = ((Key("Home", "@home"),),)


class Handmade:
    """A maker. ``trouble`` is raised first, one at a time; while ``open`` is not set, making takes for ever."""

    def __init__(self, file: File = PLAN) -> None:
        self.file = file
        self.asked: list[tuple[str, Enclosure]] = []
        self.trouble: deque[Exception] = deque()
        self.open = asyncio.Event()
        self.open.set()

    async def make(self, address: str, enclosure: Enclosure) -> File:
        """The file."""
        self.asked.append((address, enclosure))
        await self.open.wait()
        if self.trouble:
            raise self.trouble.popleft()
        return self.file


class FilePost(Post):
    """A channel that takes files too."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[tuple[str, File | None]] = []

    async def send(self, address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        """Takes both, or raises what is in line."""
        numbers = await super().send(address, message)
        self.files.append((address, file))
        return numbers


def enclosing(html: str = "Here is your plan.", form: str = "pdf", **options: Any) -> Message:
    """A message with a file, a button and other words."""
    return Message(html, ROWS, Enclosure(form, options), "The file could not be made. The web page can be.")


async def commit(store: Store, address: str, *messages: Message, unsolicited: bool = False) -> list[OutboxRecord]:
    """Writes messages into the outbox."""
    made = [
        OutboxRecord(
            peer_id=None, address=address, body=message.dump(), unsolicited=unsolicited, question=1, created_at=AT
        )
        for message in messages
    ]
    nobody = PeerRecord(address="nobody", session=Session.fresh(AT), created_at=AT)
    async with store.transaction() as transaction:
        await transaction.save([Changes(peer=nobody, outbox=made, forgotten=True)])
    return made


def picture(width: int = 108, height: int = 240, form: str = "PNG") -> bytes:
    """A real picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form)
    return out.getvalue()


async def until(wanted: Callable[[], object], seconds: float = 10) -> None:
    """Waits until something is so; fails after a while."""
    async with asyncio.timeout(seconds):
        while not wanted():
            await asyncio.sleep(0.005)
