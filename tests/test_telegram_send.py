"""What a message is on the wire: its words, its buttons, the way it takes, and when it counts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from conversation_steps import who_has_written
from fake_telegram import FakeTelegram
from fake_telegram.people import Person
from telegram import Bot

from bot.app.delivery import Pace, TryAgain, Unreachable
from bot.app.delivery.pace import WINDOW_SECONDS
from bot.app.incoming import Outcome
from bot.app.message import Key, Message
from bot.telegram.run import open_bot
from bot.telegram.send import TelegramSender
from bot.telegram.updates import Press

ROWS = ((Key("Well", "5:well"), Key("Not so well", "5:not_well")), (Key("A line to call", url="https://example.org"),))
ANSWER = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":42,"type":"private"}}}'


@pytest.fixture
async def bot(server: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's client, as the running bot has it."""
    async with open_bot(server.token, server.url) as made:
        yield made


@pytest.fixture
async def ana(server: FakeTelegram) -> Person:
    """Somebody who has written to the bot."""
    return await who_has_written(server)


async def test_words_and_buttons_arrive(server: FakeTelegram, bot: Bot, ana: Person) -> None:
    """As HTML, without a preview of links, with every button in its row."""
    await TelegramSender(bot).send("telegram:42", Message("How <b>are</b> you &amp; yours? https://example.org", ROWS))
    message = ana.chat.from_bot[-1]
    assert message.text == "How are you & yours? https://example.org"
    assert message.entities[0]["type"] == "bold"
    assert message.markup is not None
    assert [[key["text"] for key in row] for row in message.markup["inline_keyboard"]] == [
        ["Well", "Not so well"], ["A line to call"],
    ]  # fmt: skip
    assert message.markup["inline_keyboard"][0][1]["callback_data"] == "5:not_well"
    assert message.markup["inline_keyboard"][1][0]["url"] == "https://example.org"
    [call] = server.calls_of("sendMessage")
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert not server.violations


async def test_a_message_without_buttons_has_no_keyboard(server: FakeTelegram, bot: Bot, ana: Person) -> None:
    """Not even an empty one."""
    await TelegramSender(bot).send("telegram:42", Message("Hello"))
    assert "reply_markup" not in server.calls_of("sendMessage")[0].params


@pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
async def test_refusals_mean_what_they_meant(server: FakeTelegram, bot: Bot, ana: Person) -> None:
    """Too many messages, and a bot that somebody has blocked."""
    sender = TelegramSender(bot)
    server.limits.be_strict(burst=1)
    await sender.send("telegram:42", Message("one"))
    with pytest.raises(TryAgain) as caught:
        await sender.send("telegram:42", Message("two"))
    assert (caught.value.after, caught.value.maybe_sent) == (1, False)
    await ana.block_bot()
    server.limits.burst = 99
    with pytest.raises(Unreachable):
        await sender.send("telegram:42", Message("three"))


# -- the way ---------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def proxy() -> AsyncIterator[tuple[int, list[str]]]:
    """A proxy that answers by itself: its port, and the heads of the requests it was asked to pass on."""
    heads: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(ANSWER), ANSWER))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heads


async def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name and password that stand in its address."""
    async with proxy() as (port, heads):
        monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{port}")
        monkeypatch.setenv("no_proxy", "elsewhere.example")
        async with open_bot("1:token", "http://telegram.example") as bot:
            await TelegramSender(bot).send("telegram:42", Message("Hello"))
    [head] = heads
    assert head.startswith("POST http://telegram.example/bot1:token/sendMessage HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in head


@pytest.mark.parametrize(
    "environment",
    ({"http_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"}, {"http_proxy": "socks5://127.0.0.1:9"}, {}),
)
async def test_without_a_proxy_for_it_the_server_is_reached_directly(
    server: FakeTelegram, ana: Person, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    """None is set, none is wanted for this server, or it is one of a kind that cannot be used."""
    for name in ("http_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with open_bot(server.token, server.url) as bot:
        await TelegramSender(bot).send("telegram:42", Message("Hello"))
    assert ana.chat.from_bot[-1].text == "Hello"


# -- the pace --------------------------------------------------------------------------------------------------------


async def test_a_message_counts_from_when_it_is_written(server: FakeTelegram, bot: Bot, ana: Person) -> None:
    """Not from when its turn came: somebody's long work, or a new connection, may lie between."""
    pace = Pace(30)
    await pace.reply()
    await asyncio.sleep(0.05)
    begun = asyncio.get_running_loop().time()
    await TelegramSender(bot, pace).send("telegram:42", Message("Hello"))
    [mark] = pace._window
    assert mark.leaves >= begun + WINDOW_SECONDS


async def test_what_takes_two_calls_counts_twice(server: FakeTelegram, bot: Bot, ana: Person) -> None:
    """The second of them went out as well."""
    pace = Pace(30)
    async with pace.line_up() as its_turn:
        assert its_turn
        for _ in range(3):
            await TelegramSender(bot, pace).send("telegram:42", Message("Hello"))
    assert len(pace._window) == pace._unsolicited == 3


async def test_taking_a_keyboard_away_counts_as_well(server: FakeTelegram, bot: Bot, ana: Person) -> None:
    """The channel counts it among the messages; the answer to the press it does not."""
    pace = Pace(30)
    sender = TelegramSender(bot, pace)
    await sender.send("telegram:42", Message("How are you?", ROWS))
    await ana.press("Well")
    [query] = server.presses
    press = Press(query, 42, ana.chat.from_bot[-1].message_id)
    await sender.settle(press, Outcome())
    assert len(pace._window) == 0
    await sender.settle(press, Outcome(closes=True))
    assert len(pace._window) == 1
    assert ana.chat.from_bot[-1].markup is None
