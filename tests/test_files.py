"""Files that go out: how a message holds one, how it is made, and what is said where it cannot be."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator

import pytest
from helpers_files import PLAN, ROWS, FilePost, Handmade, commit, enclosing, until
from helpers_office import Office, opened
from structlog.testing import capture_logs

from bot.app import files as files_module
from bot.app.delivery import Delivery, FileRefused, TryAgain, Unreachable
from bot.app.files import LARGEST_READ, CannotMakeFile, File, Maker, text_of
from bot.app.message import Enclosure, Key, Message


class Desk:
    """A delivery with a maker, over a database in memory."""

    def __init__(self, office: Office) -> None:
        self.store = office.store
        self.post = FilePost()
        self.maker = Handmade()
        self.delivery = self.with_maker(self.maker)

    def with_maker(self, maker: Maker | None) -> Delivery:
        """A delivery by the same channel."""
        return Delivery(self.store, self.post, maker=maker)

    async def send(self, address: str, *messages: Message, unsolicited: bool = False) -> None:
        """Commits messages and hands them over."""
        self.delivery.deliver(await commit(self.store, address, *messages, unsolicited=unsolicited))

    async def left(self) -> int:
        """How many messages the outbox still holds."""
        async with self.store.transaction() as transaction:
            return len(await transaction.unsent())


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A desk that is closed again."""
    async with opened() as office:
        made = Desk(office)
        yield made
        await made.delivery.stop()


# -- messages --------------------------------------------------------------------------------------------------------


def test_a_message_with_a_file_is_written_and_read_again() -> None:
    """The outbox holds which file, and never the file."""
    message = enclosing("<b>Here</b> “it” is 🌱", form="picture", lines=[3, 4], dark=True)
    assert Message.load(message.dump()) == message
    assert json.loads(message.dump())[2] == ["picture", {"lines": [3, 4], "dark": True}]


def test_messages_of_an_older_version_are_still_read() -> None:
    """What was in the outbox before there were files is two elements long, and so is what has no file today."""
    old = '["Hello",[[["Yes","5:yes",""]]]]'
    message = Message("Hello", ((Key("Yes", "5:yes"),),))
    assert (Message.load(old), message.dump()) == (message, old)


def test_without_a_file_the_other_words_are_said() -> None:
    """The buttons stay; a message that has none of the other words says its own."""
    assert enclosing().without_file() == Message("The file could not be made. The web page can be.", ROWS)
    assert Message("Here.", ROWS, Enclosure("pdf")).without_file() == Message("Here.", ROWS)
    assert Message("Hello", ROWS).without_file() == Message("Hello", ROWS)


# -- delivery --------------------------------------------------------------------------------------------------------


async def test_the_file_goes_with_its_message(desk: Desk) -> None:
    """It is made for that person, of what the message asks for; the message's own words go with it."""
    await desk.send("a", enclosing(lines=[1]), Message("Anything else?"))
    assert await desk.delivery.drain(5)
    assert desk.maker.asked == [("a", Enclosure("pdf", {"lines": [1]}))]
    assert desk.post.texts("a") == ["Here is your plan.", "Anything else?"]
    assert desk.post.files == [("a", PLAN), ("a", None)]


async def test_tries_share_one_file(desk: Desk) -> None:
    """However often it is tried, the file is made once, and is the very same object each time."""
    desk.post.trouble["a"] = deque([TryAgain(after=0), TryAgain(after=0, maybe_sent=True), ZeroDivisionError()])
    with capture_logs():
        await desk.send("a", enclosing())
        assert await desk.delivery.drain(5)
    assert len(desk.maker.asked) == 1
    assert desk.post.files == [("a", PLAN)]
    assert desk.post.files[0][1] is desk.maker.file


async def test_each_message_has_its_own_file_made(desk: Desk) -> None:
    """The next export is made anew: the plan may have changed."""
    await desk.send("a", enclosing(), enclosing())
    assert await desk.delivery.drain(5)
    assert len(desk.maker.asked) == 2


@pytest.mark.parametrize("error", [CannotMakeFile("no Pango"), ValueError("walking in the park"), OSError()])
async def test_what_cannot_be_made_is_said_in_other_words(desk: Desk, error: Exception) -> None:
    """The message goes out with its buttons; the log tells the form and the cause or kind of error, and no words."""
    desk.maker.trouble.append(error)
    with capture_logs() as logs:
        await desk.send("a", enclosing())
        assert await desk.delivery.drain(5)
    assert desk.post.sent == [("a", enclosing().without_file())]
    assert desk.post.files == [("a", None)]
    cause = "no Pango" if isinstance(error, CannotMakeFile) else type(error).__name__
    assert (logs[0]["log_level"], logs[0]["form"], logs[0]["cause"]) == ("error", "pdf", cause)
    assert "walking" not in str(logs)


async def test_without_a_maker_the_other_words_are_said(desk: Desk) -> None:
    """An installation that cannot make files still answers."""
    desk.delivery = desk.with_maker(None)
    with capture_logs():
        await desk.send("a", enclosing())
        assert await desk.delivery.drain(5)
    assert desk.post.sent == [("a", enclosing().without_file())]


async def test_making_has_a_deadline(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A maker that hangs costs the file, and neither the message nor those behind it."""
    monkeypatch.setattr(files_module, "MAKING_SECONDS", 0.01)
    desk.maker.open.clear()
    with capture_logs():
        await desk.send("a", enclosing(), Message("Anything else?"))
        assert await desk.delivery.drain(5)
    assert [one for _, one in desk.post.sent] == [enclosing().without_file(), Message("Anything else?")]


async def test_slow_making_holds_up_nobody_else(desk: Desk) -> None:
    """However many wait for their files, everybody else's messages go out meanwhile."""
    desk.maker.open.clear()
    for number in range(100):
        await desk.send(f"slow-{number}", enclosing())
    await desk.send("quick", Message("Hello"))
    await until(lambda: desk.post.sent)
    assert [address for address, _ in desk.post.sent] == ["quick"]
    assert len(desk.maker.asked) == files_module.MADE_AT_ONCE
    desk.maker.open.set()
    assert await desk.delivery.drain(5)
    assert await desk.left() == 0


async def test_what_is_taken_back_while_its_file_is_made_is_not_sent(desk: Desk) -> None:
    """Making is not sending: nobody can be reading it. What comes after goes out."""
    desk.maker.open.clear()
    await desk.send("a", enclosing())
    await until(lambda: desk.maker.asked)
    assert desk.delivery.unbegun("a")
    desk.delivery.forget("a")
    await desk.send("a", Message("Everything is deleted."))
    desk.maker.open.set()
    assert await desk.delivery.drain(5)
    assert desk.post.texts("a") == ["Everything is deleted."]


async def test_a_file_that_the_channel_refuses_is_left_out(desk: Desk) -> None:
    """It would never take it: the other words go out at once, and the file is not made again."""
    desk.post.trouble["a"] = deque([FileRefused("too large")])
    with capture_logs() as logs:
        await desk.send("a", enclosing())
        assert await desk.delivery.drain(5)
    assert desk.post.sent == [("a", enclosing().without_file())]
    assert (len(desk.maker.asked), logs[0]["cause"]) == (1, "too large")
    assert await desk.left() == 0


async def test_who_cannot_be_reached_gets_no_other_words(desk: Desk) -> None:
    """A blocked bot is a blocked bot, with a file or without."""
    desk.post.trouble["a"] = deque([Unreachable()])
    await desk.send("a", enclosing())
    assert await desk.delivery.drain(5)
    assert (desk.post.sent, await desk.left()) == ([], 0)


async def test_stopping_while_a_file_is_made_leaves_the_message_in_the_outbox(desk: Desk) -> None:
    """The next process makes it anew."""
    desk.maker.open.clear()
    await desk.send("a", enclosing())
    await until(lambda: desk.maker.asked)
    await desk.delivery.stop()
    assert await desk.left() == 1


async def test_a_message_that_cannot_be_read_does_not_stop_the_others(desk: Desk) -> None:
    """A later version may have written it; it is passed over, and the log says so without its words."""
    made = await commit(desk.store, "a", Message("one"), Message("two"))
    made[0].body = '["my secret",[],"?"]'
    with capture_logs() as logs:
        desk.delivery.deliver(made)
        assert await desk.delivery.drain(5)
    assert desk.post.texts("a") == ["two"]
    assert "secret" not in str(logs)


# -- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"a": 1}', '{"a": 1}'),
        ("\ufeff{ “caminar” 🌱\r\n}".encode(), "{ “caminar” 🌱\r\n}"),
        (b"", ""),
        (b"\xff\xfe{\x00", None),
        (b"%PDF-1.7\xe2\xe3", None),
        (b"x" * LARGEST_READ, "x" * LARGEST_READ),
        (b"x" * (LARGEST_READ + 1), None),
    ],
)
def test_only_text_of_a_sensible_size_is_read(data: bytes, text: str | None) -> None:
    """UTF-8, with or without its mark, and every character as it stands there."""
    assert text_of(data) == text


def test_a_files_content_is_in_no_representation() -> None:
    """Whatever prints a file by mistake prints no words of anybody."""
    assert "secret" not in repr(File("a.txt", "text/plain", b"secret"))


async def test_cancelling_is_not_swallowed() -> None:
    """A workshop that is closed does not go on and say that the file cannot be made."""
    maker = Handmade()
    maker.open.clear()
    task = asyncio.create_task(files_module.Workshop(maker).make("a", Enclosure("pdf")))
    await until(lambda: maker.asked)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_help_does_not_wait_for_a_file(desk: Desk) -> None:
    """Whoever acts while a file is being made gets the answer first; the file comes when it is there, once."""
    desk.maker.open.clear()
    await desk.send("telegram:1", enclosing("your plan"), Message("which form?"))
    await until(lambda: bool(desk.maker.asked))
    desk.delivery.acted("telegram:1")
    await desk.send("telegram:1", Message("these people are there for you"))
    await until(lambda: len(desk.post.sent) == 2)
    desk.maker.open.set()
    await desk.delivery.drain(5)
    told = [message.html for _, message in desk.post.sent]
    assert told == ["which form?", "these people are there for you", "your plan"]
    assert len(desk.maker.asked) == 1
    assert await desk.left() == 0
