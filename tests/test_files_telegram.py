"""Files that go out by Telegram: over real HTTP, to a server that refuses what Telegram refuses."""

import os
from collections.abc import AsyncIterator, Callable
from html import escape
from typing import Any

import pytest
from conversation_steps import who_has_written
from fake_telegram import (
    FakeTelegram,
    Fault,
    Person,
    broken,
    broken_after,
    delayed,
    dropped,
    dropped_after,
    flood,
    truncated,
)
from helpers_files import PLAN, ROWS, Handmade, commit, enclosing, picture, until
from helpers_office import Office, opened
from structlog.testing import capture_logs

from bot.app.delivery import Delivery
from bot.app.files import CannotMakeFile, File
from bot.app.message import Message
from bot.telegram import request as request_module
from bot.telegram import send as send_module
from bot.telegram.run import open_bot
from bot.telegram.send import TelegramSender

# The library warns of its own attribute whenever it makes the error of a 429.
pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

LONG = "“" + "very long words & more 🌱 " * 60 + "”"
LONG_HTML = escape(LONG)


class Post:
    """A delivery that sends to the server, as the running bot does."""

    def __init__(self, office: Office, sender: TelegramSender) -> None:
        self.store = office.store
        self.maker = Handmade()
        self.gone: list[str] = []
        self.delivery = Delivery(office.store, sender, self._unreachable, maker=self.maker)

    async def _unreachable(self, address: str) -> None:
        self.gone.append(address)

    async def send(self, *messages: Message, to: int = 42, unsolicited: bool = False) -> None:
        """Commits messages, hands them over, and waits until they are sent."""
        self.delivery.deliver(await commit(self.store, f"telegram:{to}", *messages, unsolicited=unsolicited))
        assert await self.delivery.drain(20)
        async with self.store.transaction() as transaction:
            assert await transaction.unsent() == []


@pytest.fixture
async def post(server: FakeTelegram) -> AsyncIterator[Post]:
    """A post that is closed again."""
    async with opened() as office, open_bot(server.token, server.url) as bot:
        made = Post(office, TelegramSender(bot))
        yield made
        await made.delivery.stop()


@pytest.fixture
async def ana(server: FakeTelegram) -> Person:
    """Somebody who has written to the bot."""
    return await who_has_written(server, "/plan")


def sent(ana: Person) -> list[tuple[str, str]]:
    """What she was sent: the kind and the text of each message."""
    return [(message.kind, message.text) for message in ana.chat.from_bot]


def forgive(server: FakeTelegram) -> None:
    """What the server refused was provoked."""
    for call in server.violations:
        call.malformed = False


@pytest.mark.parametrize("kind", ["application/pdf", "text/html", "application/json"])
async def test_a_file_arrives_whole(post: Post, ana: Person, kind: str) -> None:
    """Every byte, the name, the type, the words as its caption, and the buttons under it."""
    post.maker.file = File("my-plan.pdf", kind, bytes(range(256)) * 6000)
    await post.send(enclosing("<b>Here</b> is your plan."))
    message = await ana.gets_file()
    assert message.upload is not None
    assert (message.upload.content, message.upload.name) == (post.maker.file.data, "my-plan.pdf")
    assert message.upload.content_type == kind
    assert (message.kind, message.text, message.labels) == ("document", "Here is your plan.", ["Home"])
    assert message.entities == [{"type": "bold", "offset": 0, "length": 4}]


@pytest.mark.parametrize(
    ("name", "arrives"),
    [("mi-plan-año-🌱.pdf", "mi-plan-año-🌱.pdf"), ('a";b\\c\r\nX: y/../z.pdf', "a_b_c_X: y_.._z.pdf")],
)
async def test_names_of_files_arrive(post: Post, ana: Person, name: str, arrives: str) -> None:
    """In any script; what Telegram's server would trip over is left out."""
    post.maker.file = File(name, "application/pdf", b"%PDF")
    await post.send(enclosing())
    upload = (await ana.gets_file()).upload
    assert upload is not None
    assert upload.name == arrives


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
async def test_a_picture_is_shown(post: Post, ana: Person, form: str) -> None:
    """It goes as a photo, so that it is seen at once, and as the very bytes."""
    post.maker.file = File("wallpaper.png", f"image/{form.lower()}", picture(1080, 2400, form), is_picture=True)
    await post.send(enclosing("For your phone."))
    message = await ana.gets_file()
    assert message.upload is not None
    assert (message.kind, message.text, message.labels) == ("photo", "For your phone.", ["Home"])
    assert message.upload.content == post.maker.file.data


async def test_a_caption_is_escaped_as_any_text(post: Post, ana: Person) -> None:
    """What a person wrote is neither markup nor trouble."""
    await post.send(enclosing("Your plan: “music, &lt;b&gt;loud&lt;/b&gt; &amp; alone”"))
    assert (await ana.gets_file()).text == "Your plan: “music, <b>loud</b> & alone”"


@pytest.mark.parametrize("length", [1024, 1025])
async def test_words_too_long_for_a_caption_come_after_the_file(post: Post, ana: Person, length: int) -> None:
    """Nothing of them is lost; the buttons hang under what comes last."""
    words = ("🌱" * 512)[: length // 2] + "x" * (length % 2)
    await post.send(enclosing(f"<b>{words}</b>"))
    expected = [("document", words)] if length == 1024 else [("document", ""), ("text", words)]
    assert sent(ana) == expected
    assert [message.labels for message in ana.chat.from_bot] == [[]] * (len(expected) - 1) + [["Home"]]


async def test_a_message_with_no_words_is_the_file_alone(post: Post, ana: Person) -> None:
    """Its buttons are there."""
    await post.send(enclosing(""))
    assert sent(ana) == [("document", "")]
    assert ana.chat.from_bot[0].labels == ["Home"]


@pytest.mark.parametrize("fault", [flood(1), broken(502), dropped()])
async def test_a_file_that_did_not_go_out_is_sent_again(
    server: FakeTelegram, post: Post, ana: Person, fault: Fault
) -> None:
    """It arrives once, and was made once: a retry renders nothing."""
    server.faults.add(fault, "sendDocument", times=2)
    await post.send(enclosing())
    assert sent(ana) == [("document", "Here is your plan.")]
    assert (len(server.calls_of("sendDocument")), len(post.maker.asked)) == (3, 1)


@pytest.mark.parametrize("fault", [broken_after(502), dropped_after(), truncated()])
async def test_a_file_that_may_have_arrived_is_sent_again(
    server: FakeTelegram, post: Post, ana: Person, fault: Fault
) -> None:
    """A reply comes at least once; what nobody asked for comes at most once."""
    server.faults.add(fault, "sendDocument")
    await post.send(enclosing())
    assert sent(ana) == [("document", "Here is your plan.")] * 2
    assert len(post.maker.asked) == 1
    server.faults.add(fault, "sendDocument")
    await post.send(enclosing(), unsolicited=True)
    assert len(sent(ana)) == 3


@pytest.mark.parametrize("fault", [flood(1), broken(500), dropped_after(), broken_after(502)])
async def test_after_the_file_only_its_words_are_tried_again(
    server: FakeTelegram, post: Post, ana: Person, fault: Fault
) -> None:
    """The file has arrived: it does not come a second time because the words after it did not."""
    server.faults.add(fault, "sendMessage")
    await post.send(enclosing(LONG_HTML))
    assert [kind for kind, _ in sent(ana)].count("document") == 1
    assert {text for kind, text in sent(ana) if kind == "text"} == {LONG}
    assert len(server.calls_of("sendDocument")) == len(post.maker.asked) == 1
    await post.send(enclosing(LONG_HTML))
    assert [kind for kind, _ in sent(ana)].count("document") == 2


async def test_the_next_file_is_not_taken_for_the_last(server: FakeTelegram, post: Post, ana: Person) -> None:
    """When words after a file were refused for good, the next file goes out all the same."""
    server.faults.add(Fault("refused", status=400), "sendMessage")
    with capture_logs():
        await post.send(enclosing(LONG_HTML), enclosing(LONG_HTML))
    assert [kind for kind, _ in sent(ana)] == ["document", "document", "text"]


@pytest.mark.parametrize("html", ["Here.", LONG_HTML])
async def test_a_blocked_bot_makes_no_trouble(post: Post, ana: Person, html: str) -> None:
    """The person is noted as gone; the file is not tried again."""
    await ana.block_bot()
    await post.send(enclosing(html))
    assert (post.gone, sent(ana)) == (["telegram:42"], [])


async def test_what_cannot_be_made_is_said(post: Post, ana: Person) -> None:
    """The other words, as a message of its own, with the same buttons."""
    post.maker.trouble.append(CannotMakeFile())
    with capture_logs():
        await post.send(enclosing())
    assert sent(ana) == [("text", "The file could not be made. The web page can be.")]
    assert ana.chat.from_bot[0].labels == ["Home"]


@pytest.mark.parametrize(
    "file",
    [
        File("plan.pdf", "application/pdf", b""),
        File("plan.pdf", "application/pdf", bytes(101)),
        File("plan.png", "image/png", bytes(51), is_picture=True),
    ],
)
async def test_a_file_that_is_too_large_is_not_even_tried(
    server: FakeTelegram, post: Post, ana: Person, file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is an empty one. The other words go out."""
    monkeypatch.setattr(send_module, "DOCUMENT_BYTES", 100)
    monkeypatch.setattr(send_module, "PICTURE_BYTES", 50)
    post.maker.file = file
    with capture_logs():
        await post.send(enclosing())
    assert sent(ana) == [("text", "The file could not be made. The web page can be.")]
    assert server.calls_of("sendDocument") + server.calls_of("sendPhoto") == []


@pytest.mark.parametrize("data", [b"not a picture", picture(10, 400), picture(9000, 1001)])
async def test_a_picture_that_telegram_refuses_is_left_out(
    server: FakeTelegram, post: Post, ana: Person, data: bytes
) -> None:
    """One refusal, and then the other words; nothing is tried for ever."""
    post.maker.file = File("wallpaper.png", "image/png", data, is_picture=True)
    with capture_logs() as logs:
        await post.send(enclosing())
    assert sent(ana) == [("text", "The file could not be made. The web page can be.")]
    assert len(server.calls_of("sendPhoto")) == 1
    assert logs[0]["log_level"] == "error"
    forgive(server)


async def test_broken_markup_keeps_neither_file_nor_words(server: FakeTelegram, post: Post, ana: Person) -> None:
    """A mistake in a caption's markup: the file goes out with the words as plain text."""
    with capture_logs():
        await post.send(enclosing("Here <b>it is & so on"))
    assert sent(ana) == [("document", "Here it is & so on")]
    forgive(server)


async def test_a_slow_upload_is_waited_for(
    server: FakeTelegram, post: Post, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may take longer than a message before its answer counts as lost."""
    monkeypatch.setattr(request_module, "CONNECT_SECONDS", 0.1)
    monkeypatch.setattr(request_module, "READ_SECONDS", 0.1)
    server.faults.add(delayed(0.5, after_effect=True), "sendDocument")
    await post.send(enclosing())
    assert sent(ana) == [("document", "Here is your plan.")]


async def test_a_slow_file_holds_up_nobody_else(server: FakeTelegram, post: Post, ana: Person) -> None:
    """While one person's file is made or sent, others get their answers."""
    ben = server.person(43)
    await ben.say("/plan")
    post.maker.open.clear()
    post.delivery.deliver(await commit(post.store, "telegram:42", enclosing()))
    await until(lambda: post.maker.asked)
    await post_quickly(post, ben)
    assert sent(ana) == []
    server.faults.add(delayed(0.4), "sendDocument")
    post.maker.open.set()
    await until(lambda: server.calls_of("sendDocument"))
    await post_quickly(post, ben)
    assert sent(ana) == []
    assert await post.delivery.drain(5)
    assert sent(ana) == [("document", "Here is your plan.")]


async def post_quickly(post: Post, ben: Person) -> None:
    """A message to somebody else arrives."""
    before = len(ben.chat.from_bot)
    post.delivery.deliver(await commit(post.store, "telegram:43", Message("Hello", ROWS)))
    await until(lambda: len(ben.chat.from_bot) > before)


async def test_nothing_of_a_file_is_in_the_log(server: FakeTelegram, post: Post, ana: Person) -> None:
    """Neither its words nor its name, nor who it is for, whatever goes wrong."""
    post.maker.file = File("zebra-plan.pdf", "application/pdf", b"zebra crossing")
    server.faults.add(broken(500), "sendDocument")
    server.faults.add(truncated(), "sendDocument")
    server.faults.add(Fault("refused", status=400), "sendDocument")
    with capture_logs() as logs:
        await post.send(enclosing("zebra words"))
    assert logs
    assert "zebra" not in str(logs)
    assert "42" not in str(logs)


@pytest.mark.parametrize("make", [lambda: PLAN, lambda: File("a.pdf", "application/pdf", os.urandom(3 * 2**20))])
async def test_files_are_fetched_back_as_they_were_sent(
    server: FakeTelegram, post: Post, ana: Person, make: Callable[[], File]
) -> None:
    """What Telegram keeps of a file is what was made, however large."""
    post.maker.file = make()
    await post.send(enclosing())
    document: dict[str, Any] = (await ana.gets_file()).extra["document"]
    path = server.files.ask(document["file_id"], server.clock())["file_path"]
    assert server.files.fetch(path, server.clock()) == post.maker.file.data
