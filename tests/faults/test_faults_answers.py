"""What a server may answer to a call, and what the bot makes of it: nothing is believed that is not Telegram's."""

import asyncio
import json
import math
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from conversation_steps import who_has_written
from fake_telegram import FakeTelegram
from fake_telegram.people import Person
from helpers_app import shipped
from helpers_meddler import Meddler, Trick, bomb, endless, meddling, moved, page, raw, says, trickle
from helpers_world import AT
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.app.delivery import FileRefused, Refused, SendError, TryAgain, Unreachable
from bot.app.files import File
from bot.app.message import Message
from bot.telegram import polling, profile, request, token
from bot.telegram.answers import LARGEST_ANSWER, LONGEST_WAIT_SECONDS, refusal, wait_of
from bot.telegram.polling import Polling
from bot.telegram.resting import Rest
from bot.telegram.run import open_bot
from bot.telegram.send import TelegramSender

pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot.getUpdates'")

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
OK = b'{"ok":true,"result":[]}'


@pytest.fixture
async def between(server: FakeTelegram) -> AsyncIterator[Meddler]:
    """Somebody between the bot and the server."""
    async with meddling(server) as made:
        yield made


@pytest.fixture
async def bot(between: Meddler) -> AsyncIterator[Bot]:
    """The library's client, as the running bot has it."""
    async with open_bot(between.token, between.url) as made:
        yield made


@pytest.fixture
async def ana(server: FakeTelegram) -> Person:
    """Somebody who has written to the bot."""
    return await who_has_written(server)


class Hurried(Rest):
    """Does not wait, and remembers for how long it would have."""

    def __init__(self) -> None:
        super().__init__()
        self.rested: list[float] = []

    async def rest(self, seconds: float) -> None:
        """Notes it."""
        self.rested.append(seconds)
        await asyncio.sleep(0)


WAITS = [0, -5, 10**9, 10**30, -(10**30), "30", "soon", None, True, [], {}, 1.5, math.inf, -math.inf, math.nan]


@pytest.mark.parametrize("told", WAITS)
def test_a_wait_has_bounds(told: Any) -> None:
    """Whatever a server says: at least a second, at most some minutes."""
    assert 1 <= wait_of(told) <= LONGEST_WAIT_SECONDS
    found = refusal(429, f'{{"ok":false,"parameters":{{"retry_after":{json.dumps(told)}}}}}'.encode())
    assert isinstance(found, RetryAfter)


@pytest.mark.parametrize(
    "answer",
    [b"", b"{", b"null", b"5", b"[]", b'"x"', b"{}", b"\xff\xfe", b"[" * 200_000, b'{"a":' * 200_000, b"9" * 5000,
     b'{"ok":false}', b'{"ok":false,"description":5}', b'{"ok":false,"parameters":[1]}',
     b'{"ok":false,"error_code":"x","parameters":"y"}', b'{"ok":true,"description":"Forbidden"}',
     b"<html>Forbidden: bot was blocked by the user</html>"],
)  # fmt: skip
@pytest.mark.parametrize("status", [300, 400, 401, 403, 404, 409, 418, 500, 502, 503, 599, 999])
def test_a_status_alone_means_nothing(status: int, answer: bytes) -> None:
    """A proxy that says 403 blocks nobody: only in Telegram's own form does a refusal have a meaning."""
    assert type(refusal(status, answer)) is NetworkError


def test_telegrams_own_refusals_mean_what_they_say() -> None:
    """By their status, with Telegram's reason."""
    reason = b'{"ok":false,"error_code":1,"description":"for a reason"}'
    kinds = {400: BadRequest, 401: InvalidToken, 403: Forbidden, 404: InvalidToken, 500: NetworkError}
    assert {status: type(refusal(status, reason)) for status in kinds} == kinds
    assert "for a reason" in str(refusal(403, reason))


ODD: dict[str, Trick] = {
    "no result": says({"ok": True}),
    "no yes": says({"ok": False}),
    "a list": says([1, 2]),
    "nothing": says(b""),
    "no text": says(b"\xff\xfe\x00"),
    "deep": says(b'{"ok":true,"result":' + b"[" * 200_000),
    "a number without end": says(b'{"ok":true,"result":' + b"9" * 100_000 + b"}"),
    "a page": page(200),
    "forbidden by a proxy": page(403),
    "not found by a proxy": page(404),
    "refused by a proxy": page(400),
    "no such status": page(799),
    "garbage": raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20),
    "an early end": raw(HTTP + b"Content-Length: 500\r\n\r\n" + OK),
    "a wrong piece": raw(HTTP + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "two lengths": raw(HTTP + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + OK),
    "a header without end": raw(HTTP + b"X-Long: " + b"x" * 2**20 + b"\r\n\r\n" + OK),
    "headers without end": raw(HTTP, *([b"X-More: 1\r\n" * 1000] * 100)),
    "too large": raw(HTTP + b"Content-Length: 107374182400\r\n\r\n" + OK),
    "a flood": endless(100),
    "packed": bomb(),
}


@pytest.mark.parametrize("name", ODD)
async def test_an_odd_answer_to_a_message_means_that_it_is_tried_again(
    between: Meddler, bot: Bot, ana: Person, name: str
) -> None:
    """Nobody is held to be gone, nothing is held to be refused, and the next try goes out."""
    sender = TelegramSender(bot)
    between.trick(ODD[name], "sendMessage")
    with pytest.raises(TryAgain):
        await sender.send("telegram:42", Message("Hello"))
    assert await sender.send("telegram:42", Message("Hello"))
    assert [message.text for message in ana.chat.from_bot] == ["Hello"]


@pytest.mark.parametrize("name", [*ODD, "junk in a list", "no list"])
async def test_an_odd_answer_to_a_poll_is_none(between: Meddler, bot: Bot, ana: Person, name: str) -> None:
    """The next one brings what waits; in between there is a pause."""
    odd = {**ODD, "junk in a list": says({"ok": True, "result": [1, None, {}, {"update_id": "5"}, [[]]]}),
           "no list": says({"ok": True, "result": {"update_id": 5}})}  # fmt: skip
    rest = Hurried()
    source = Polling(bot, lambda: AT, rest)
    between.trick(odd[name], "getUpdates")
    assert await source.fetch(0) is None
    assert rest.rested != []
    assert [update.incoming and update.incoming.address for update in await source.fetch(0) or ()] == ["telegram:42"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_nobody_is_followed_elsewhere(server: FakeTelegram, between: Meddler, bot: Bot, status: int) -> None:
    """Whoever stands there would have the token and the words."""
    async with meddling(server) as elsewhere:
        between.trick(moved(status, f"{elsewhere.url}/bot{server.token}/sendMessage"), "sendMessage")
        with pytest.raises(TryAgain):
            await TelegramSender(bot).send("telegram:42", Message("Hello"))
        assert not elsewhere.met


@pytest.mark.parametrize("result", [True, None, 5, [], {}, {"message_id": "x"}, {"message_id": 5, "chat": None}])
async def test_a_yes_of_an_odd_form_is_a_yes(between: Meddler, bot: Bot, ana: Person, result: Any) -> None:
    """Tried again, it would be said twice. That goes for words and for a file."""
    sender = TelegramSender(bot)
    between.trick(says({"ok": True, "result": result}), "sendMessage", "sendDocument")
    await sender.send("telegram:42", Message("Hello"))
    await sender.send("telegram:42", Message("Hello"), File("plan.txt", "text/plain", b"words"))
    assert ana.chat.from_bot == []


@pytest.mark.parametrize(
    "trick",
    [trickle(b"HTTP/1.1 200 OK\r\n", b"X", 0.02), trickle(HTTP + b"\r\n", b" ", 0.02), trickle(b"", b"", 0.02),
     trickle(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001)],
    ids=["headers", "body", "silence", "go on"],
)  # fmt: skip
async def test_a_slow_answer_has_its_time(
    between: Meddler, bot: Bot, monkeypatch: pytest.MonkeyPatch, trick: Trick
) -> None:
    """From the first byte to the last; something that drips is not waited for."""
    monkeypatch.setattr(request, "CONNECT_SECONDS", 0.1)
    monkeypatch.setattr(request, "READ_SECONDS", 0.2)
    between.trick(trick, "sendMessage", "getUpdates")
    with pytest.raises(TryAgain) as found:
        await TelegramSender(bot).send("telegram:42", Message("Hello"))
    assert found.value.maybe_sent
    with pytest.raises(TimedOut):
        await bot.do_api_request("getUpdates", read_timeout=0.2)


@pytest.mark.parametrize("kind", ["length", "pieces"])
async def test_a_file_that_grows_is_given_up(between: Meddler, bot: Bot, kind: str) -> None:
    """Whatever size was told before."""
    head = {"Content-Length": str(100 * 2**20)} if kind == "length" else None
    between.always["download"] = endless(100, head)
    with pytest.raises(NetworkError, match="too large"):
        await bot.request.retrieve(f"{between.url}/file/download")


async def test_the_largest_answer_is_taken(between: Meddler, bot: Bot) -> None:
    """A hundred long messages with everything that can be in them."""
    body = b'{"ok":true,"result":["' + b"x" * (LARGEST_ANSWER - 25) + b'"]}'
    between.trick(says(body), "getUpdates")
    assert len((await bot.do_api_request("getUpdates"))[0]) == LARGEST_ANSWER - 25


async def test_a_name_that_is_not_known_yet(server: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has been sent; as soon as the name leads somewhere, it is."""
    await server.person(42).say("/start")
    loop, known = asyncio.get_running_loop(), False
    usual = loop.getaddrinfo

    async def look_up(host: Any, *more: Any, **others: Any) -> Any:
        if host != "api.example.invalid":
            return await usual(host, *more, **others)
        if not known:
            raise socket.gaierror(socket.EAI_AGAIN, "not now")
        return await usual("127.0.0.1", *more, **others)

    monkeypatch.setattr(loop, "getaddrinfo", look_up)
    async with open_bot(server.token, f"http://api.example.invalid:{server.port}") as bot:
        with pytest.raises(TryAgain) as found:
            await TelegramSender(bot).send("telegram:42", Message("Hello"))
        assert (found.value.maybe_sent, found.value.trouble) == (False, "not_connected")
        rest = Hurried()
        source = Polling(bot, lambda: AT, rest)
        assert [await source.fetch(0) for _ in range(4)] == [None] * 4
        assert rest.rested == [0.5, 1, 2, 4]
        known = True
        assert await TelegramSender(bot).send("telegram:42", Message("Hello"))
        assert len(await source.fetch(0) or ()) == 1


async def test_a_revoked_token_is_tried_by_one_for_all(
    between: Meddler, bot: Bot, server: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred messages wait: after the first refusals one goes now and then. When the token holds, all arrive."""
    monkeypatch.setattr(token, "TOKEN_WAIT_SECONDS", 0.3)
    monkeypatch.setattr(token, "_LOOK_AGAIN_SECONDS", 0.05)
    people = [server.person(number) for number in range(1000, 1100)]
    for person in people:
        await person.say("/start")
    sender = TelegramSender(bot)
    refused = says({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
    between.always["sendMessage"] = refused

    async def insist(address: str) -> None:
        while True:
            try:
                await sender.send(address, Message("Hello"))
                return
            except TryAgain as error:
                await asyncio.sleep(min(error.after or 0.05, 0.3))

    with pytest.raises(TryAgain):
        await sender.send("telegram:1000", Message("Hello"))
    waiting = asyncio.gather(*(insist(f"telegram:{person.user_id}") for person in people))
    await asyncio.sleep(1.0)
    assert between.met["sendMessage"] <= 1 + 1.0 / 0.3 + 1
    between.always.clear()
    await asyncio.wait_for(waiting, 10)
    assert all([message.text for message in person.chat.from_bot] == ["Hello"] for person in people)


@pytest.mark.parametrize("outcome", [Unreachable(), Refused("x"), FileRefused("x"), None])
async def test_a_token_holds_as_soon_as_telegram_says_anything_else(
    outcome: SendError | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That somebody is gone is said to whoever has the right token."""
    monkeypatch.setattr(token, "TOKEN_WAIT_SECONDS", -2.0)
    watch = token.TokenWatch()
    with pytest.raises(TryAgain), watch.message():
        raise TryAgain(trouble="token_refused")
    with watch.message():  # this one goes; the others wait
        with pytest.raises(TryAgain), watch.message():
            pass
        assert watch._is_trying
    with pytest.raises(TryAgain), watch.message():
        raise TryAgain(trouble="token_refused")
    try:
        with watch.message():
            if outcome:
                raise outcome
    except SendError:
        pass
    assert watch._next_try is None


async def test_what_says_at_once_that_there_is_nothing_is_asked_gently(between: Meddler, bot: Bot) -> None:
    """A server that does not wait would be asked thousands of times a second."""
    between.always["getUpdates"] = says({"ok": True, "result": []})
    rest = Hurried()
    source = Polling(bot, lambda: AT, rest)
    for _ in range(3):
        assert await source.fetch(50) == []
    assert rest.rested == [polling.TOO_SOON_SECONDS] * 3
    assert await source.fetch(0) == []  # nobody asked it to wait
    assert len(rest.rested) == 3


@pytest.mark.parametrize(
    "trick",
    [page(502), says({"ok": True, "result": 5}), says({"ok": True, "result": {"id": "x"}}), says({"ok": True}),
     says({"ok": False, "description": "Unauthorized"}, 401)],
)  # fmt: skip
async def test_the_bots_name_is_asked_for_until_it_is_known(
    between: Meddler, bot: Bot, trick: Trick, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links lead by it. A start at a bad moment costs it for that moment only."""
    content = shipped()
    monkeypatch.setattr(content.reach, "bot_name", "")
    between.trick(trick, "getMe", times=2)
    rest = Hurried()
    await profile.introduce(bot, content, rest, is_polling=True)
    assert content.reach.bot_name == "strongsuit_test_bot"
    assert rest.rested == [token.TOKEN_WAIT_SECONDS] * 2


def test_an_error_tells_nothing_of_the_answer() -> None:
    """Answers hold what people wrote."""
    for status in (400, 403, 500):
        assert "zebra" not in str(refusal(status, b'{"ok":false,"parameters":{"x":"zebra"},"y":"zebra"}'))
    for payload in (b"zebra", b'["zebra"]', b'{"ok":true,"zebra":1}'):
        with pytest.raises(TelegramError) as found:
            request.AiohttpRequest.parse_json_payload(payload)
        assert "zebra" not in str(found.value)
