"""What nobody answers goes out one after the other, so that a kill leaves one of these in doubt, and not all."""

import asyncio
import contextlib
from collections.abc import Sequence

from helpers_app import shipped
from helpers_world import AT, KEY, Post

from bot.app.app import App
from bot.app.content import Defaults
from bot.app.files import File
from bot.app.message import Key, Message
from bot.storage import OutboxRecord, Store, Vault
from bot.storage.database import open_database

NOTE = Message("This is only told.")
QUESTION = Message("What do you say?", ((Key("Skip", "7:_skip"),),))
OFFER = Message("That was all.", ((Key("My plan", "plan"),),))


class SlowPost(Post):
    """A channel that says yes when it is let, and tells how many messages are on their way to it."""

    def __init__(self) -> None:
        super().__init__()
        self.on_the_way = self.most = 0

    async def send(self, address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        """Takes the message."""
        self.on_the_way += 1
        self.most = max(self.most, self.on_the_way)
        try:
            return await super().send(address, message, file)
        finally:
            self.on_the_way -= 1


async def most_at_once(post: SlowPost, *replies: Sequence[Message]) -> int:
    """Sends each person their reply; returns how many messages were on their way at a time, at most."""
    database = await open_database("sqlite+aiosqlite:///:memory:")
    app = App(Store(database, Vault([KEY])), shipped(), post, Defaults(), lambda: AT)
    try:
        await app.start()
        for number, reply in enumerate(replies):
            app.delivery.deliver(
                OutboxRecord(
                    peer_id=None,
                    address=f"test:{number}",
                    body=one.dump(),
                    unsolicited=False,
                    question=1,
                    created_at=AT,
                )
                for one in reply
            )
        assert await app.delivery.drain(5)
        return post.most
    finally:
        await app.stop()
        await database.close()


async def test_what_asks_nothing_goes_alone() -> None:
    """The first part of a reply, and a reply that ends a talk, each wait for the yes to the one before."""
    assert await most_at_once(SlowPost(), *([NOTE] for _ in range(20))) == 1
    assert await most_at_once(SlowPost(), *([OFFER] for _ in range(20))) == 1


async def test_questions_go_side_by_side() -> None:
    """Whoever has read a question answers it, and that settles the doubt."""
    assert await most_at_once(SlowPost(), *([QUESTION] for _ in range(20))) == 20


async def test_a_channel_that_takes_long_holds_nobody_up() -> None:
    """One yes that does not come keeps the others waiting for a moment only."""
    post = SlowPost()
    post.open.clear()

    async def let_go() -> None:
        """The channel says yes when all five are on their way, or after some seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(4):
                while post.on_the_way < 5:
                    await asyncio.sleep(0.001)
        post.open.set()

    most, _ = await asyncio.gather(most_at_once(post, *([NOTE] for _ in range(5))), let_go())
    assert most == 5
