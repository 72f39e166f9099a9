"""The server and the people of ``python -m benchmarks beside``: what is measured there rests on them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from helpers_ports import free_port

from benchmarks.beside import goals, side_by_side
from benchmarks.beside.contenders import CONTENDERS
from benchmarks.beside.measure import situations
from benchmarks.beside.questions import questions, write_overlay
from benchmarks.beside.server import Connection, Server
from bot.app.content import content_roots, load_content, missing_words

SAID = [one["text"] for one in questions()["questions"]] + [questions()["end"]]
COMMAND = f"/{questions()['command']}"


class Talker:
    """The smallest bot: it asks the questions in turn, whatever it is told."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = url
        self._http = http
        self._places: dict[int, int] = {}
        self.heard: list[dict[str, Any]] = []

    async def poll(self, offset: int, wait: int = 5) -> list[dict[str, Any]]:
        """One getUpdates."""
        asked = {"offset": offset, "timeout": wait}
        async with self._http.post(f"{self._url}/bot1:a/getUpdates", json=asked) as answer:
            found: list[dict[str, Any]] = (await answer.json())["result"]
            return found

    async def answer(self, update: dict[str, Any]) -> None:
        """The next question."""
        self.heard.append(update)
        chat, text = update["message"]["chat"]["id"], update["message"]["text"]
        place = 0 if text == COMMAND else self._places[chat] + 1
        self._places[chat] = place
        await self.say(chat, SAID[place])

    async def say(self, chat: int, text: str) -> None:
        """One sendMessage."""
        async with self._http.post(f"{self._url}/bot1:a/sendMessage", json={"chat_id": chat, "text": text}) as answer:
            assert (await answer.json())["ok"]

    async def run(self) -> None:
        """Polls and answers, for ever."""
        offset = 0
        while True:
            for update in await self.poll(offset):
                offset = update["update_id"] + 1
                await self.answer(update)


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, Talker]]:
    """A server, and a bot that has not begun to poll."""
    server = Server()
    listening = await asyncio.get_running_loop().create_server(lambda: Connection(server), "127.0.0.1", 0)
    async with aiohttp.ClientSession() as http:
        yield server, Talker(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", http)
    server.people.rest()
    listening.close()


@contextlib.asynccontextmanager
async def polling(bot: Talker) -> AsyncIterator[None]:
    """The bot polls as long as the block lasts."""
    task = asyncio.create_task(bot.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until(condition: Callable[[], object]) -> None:
    """Waits until it holds."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


async def test_people_hold_the_talk_over_and_over(server: tuple[Server, Talker]) -> None:
    """Each answers when the bot has replied, thirteen turns a talk, and no two of their messages bear the same date."""
    api, bot = server
    api.people.come([1, 2], 1_000, [])
    async with polling(bot):
        api.people.go(2, 0, turns=2 * 26)
        await until(lambda: api.people.state()["resting"] == 2)
    found = api.people.figures()
    assert (found["turns"], found["other"], len(found["latencies"])) == (52, 0, 52)
    texts = [one["message"]["text"] for one in bot.heard if one["message"]["chat"]["id"] == 1]
    assert [place for place, text in enumerate(texts) if text == COMMAND] == [0, 13]
    dates = [one["message"]["date"] for one in bot.heard if one["message"]["chat"]["id"] == 1]
    assert all(later - earlier > 3 for earlier, later in pairwise(dates))


async def test_a_wrong_reply_is_no_turn(server: tuple[Server, Talker]) -> None:
    """Who is asked something else than the next question goes on waiting, and the message is shown."""
    api, bot = server
    api.people.come([1], 1_000, [])
    api.people.go(1, 0, 0)
    await bot.poll(0)
    await bot.say(1, SAID[5])
    found = api.people.state()
    assert (found["turns"], found["other"], found["resting"]) == (0, 1, 0)
    assert SAID[5] in found["last_other"]


async def test_what_is_not_acknowledged_comes_again(server: tuple[Server, Talker]) -> None:
    """As with Telegram, only a higher offset ends an update."""
    api, bot = server
    api.people.come([1, 2, 3], 1_000, [])
    api.people.go(3, 0, 0)
    first = await bot.poll(0)
    assert len(first) == 3
    assert await bot.poll(first[0]["update_id"]) == first
    assert await bot.poll(first[2]["update_id"]) == first[2:]
    assert await bot.poll(first[2]["update_id"] + 1, wait=0) == []


async def test_the_prologue_comes_first(server: tuple[Server, Talker]) -> None:
    """Each step waits for its own word; messages before it are passed over."""
    api, bot = server
    api.people.come([1], 1_000, [("/start", "all right"), ("Yes", "ready")])
    assert (await bot.poll(0))[-1]["message"]["text"] == "/start"
    await bot.say(1, "Hello.")
    await bot.say(1, "Is that all right?")
    assert (await bot.poll(0))[-1]["message"]["text"] == "Yes"
    await bot.say(1, "Whenever you are ready.")
    assert api.people.state()["resting"] == 1


async def test_a_pace_is_held(server: tuple[Server, Talker]) -> None:
    """People speak in turn, and everybody is asked to rest at once."""
    api, bot = server
    api.people.come(range(5), 1_000, [])
    async with polling(bot):
        api.people.go(5, 500, 0)
        await until(lambda: api.people.state()["turns"] >= 20)
        api.people.rest()
        await until(lambda: api.people.state()["resting"] == 5)
    assert {one["message"]["chat"]["id"] for one in bot.heard[:5]} == set(range(5))


async def test_updates_are_posted_to_several_bots(server: tuple[Server, Talker]) -> None:
    """By webhook each update goes to one of them, with the secret, and to another where that one is away."""
    api, bot = server

    async def receive(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "a secret"
        await bot.answer(await request.json())
        return web.Response()

    application = web.Application()
    application.router.add_post("/hook", receive)
    runner = web.AppRunner(application)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    api.control({"do": "push", "secret": "a secret", "urls": [f"http://127.0.0.1:{one}/hook" for one in (port, 1)]})
    api.people.come([1, 2, 3], 1_000, [])
    api.people.go(3, 0, 39)
    await until(lambda: api.people.state()["resting"] == 3)
    assert api.people.state()["turns"] == 39
    api.stop()
    await runner.cleanup()


def test_the_talk_is_sound_content(tmp_path: Path) -> None:
    """The overlay that Strongsuit is measured with has every script and word it needs."""
    content, findings = load_content(content_roots(write_overlay(tmp_path)), "en")
    assert findings == []
    assert missing_words(content) == []
    assert questions()["command"] in content.catalog.dialogues


def test_tables_and_goals_are_made_of_what_was_measured() -> None:
    """Each bot has its line in each table, and a goal is a ratio of two of them."""
    one = {"a second": 1_000.0, "us of processor": 200.0, "p50": 1.0, "p99": 2.0}
    keys = situations([50, 500])

    def of(turns: float) -> dict[str, Any]:
        return {**{key: {**one, "a second": turns} for key in keys}, "start": 0.4, "peak": 50.0}

    medians = {"strongsuit": of(1_500), "floor": of(2_000), "telegraf": of(600), "ptb": of(150)}
    figures = {
        "median": medians, "rounds": {name: [found] for name, found in medians.items()},
        "situations": {key: situation.title for key, situation in keys.items()},
    }  # fmt: skip
    first, *others = side_by_side.tables(figures)
    assert first == goals.table(figures)
    lines = [[cell.strip() for cell in line.split("|")] for line in first.splitlines()]
    assert ["", "turns a second, 50 people: of the floor", "0.75", "0.5", "0.75", ""] in lines
    assert ["", "turns a second, 500 people: times python-telegram-bot", "10.00", "8", "", ""] in lines
    assert len(others) == len(keys) + 1
    for table in others:
        assert all(CONTENDERS[name].title in table for name in medians)
