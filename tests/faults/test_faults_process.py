"""The real process, while somebody between it and Telegram answers as they like, or floods its webhook."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from fake_telegram.bringing import Bringer
from helpers_meddler import Meddler, Trick, bomb, endless, meddling, page, raw, says
from replica_process import Replica

# The program itself, the largest answer there may be twice over, and some air.
MOST_MEMORY = 260 * 2**20
PATIENCE = 25
TRICKS: tuple[Trick, ...] = (
    endless(400), bomb(), page(403), says(b'{"ok":true,"result":' + b"[" * 200_000), raw(b"\x16\x03\x01" * 99),
    says({"ok": True}),
)  # fmt: skip


@pytest.fixture
async def between(server: FakeTelegram) -> AsyncIterator[Meddler]:
    """Somebody between the bot and the server."""
    async with meddling(server) as made:
        yield made


@pytest.fixture
async def bot(between: Meddler, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot behind the meddler, started; stopped at the end."""
    standing_in: Any = between
    process = BotProcess(standing_in, tmp_path)
    await process.start()
    yield process
    assert await process.stop() == 0


def most_memory(process: Any) -> int:
    """The most memory that the process has had so far, in bytes."""
    status = Path(f"/proc/{process._process.pid}/status")
    if not status.exists():
        pytest.skip("memory is read from /proc")
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


async def test_whatever_is_answered_the_talk_goes_on(server: FakeTelegram, between: Meddler, bot: BotProcess) -> None:
    """Both ways at once: a flood, a bomb, pages, junk. Each reply arrives in the end, and memory is bounded."""
    ana = server.person(4242424242, "Marigold")
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    for trick in TRICKS:
        between.trick(trick, "sendMessage", "getUpdates")
        await ana.say("/privacy")
        await ana.wait_for("/delete removes all of it", timeout=PATIENCE)
    assert most_memory(bot) < MOST_MEMORY
    for marker in ("Marigold", "4242424242", server.token, "privacy"):
        assert marker not in bot.words()


async def test_a_storm_of_too_many_requests_loses_nothing(
    server: FakeTelegram, between: Meddler, bot: BotProcess
) -> None:
    """Every call is refused for a while, with waits that make no sense; then each person gets each reply, in order."""
    people = [server.person(number) for number in range(100, 105)]
    told = cycle([0, -3, 1, 0.5, True])

    async def refuse(request: Any) -> Any:
        more = {"retry_after": next(told)}
        return await says({"ok": False, "error_code": 429, "description": "Too Many", "parameters": more}, 429)(request)

    between.always["sendMessage"] = refuse
    for person in people:
        await person.say("/start")
    await asyncio.sleep(2.5)
    assert between.met["sendMessage"] <= 5 * 4
    between.always["getUpdates"] = refuse
    for person in people:
        await person.say("/now")
    await asyncio.sleep(1.5)
    between.always.clear()
    for person in people:
        await person.wait_for("Is that all right with you?", timeout=PATIENCE)
        await person.wait_for("Somebody you trust", timeout=PATIENCE)


async def test_a_token_that_is_revoked_is_asked_after_gently(
    server: FakeTelegram, between: Meddler, bot: BotProcess
) -> None:
    """In the middle of a talk: a clear line, few calls, and the process stays."""
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    refused = says({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
    between.always = dict.fromkeys(("getUpdates", "sendMessage", "getMe", "answerCallbackQuery"), refused)
    await ana.say("/privacy")  # ends the poll that is waiting, and is answered with a 401
    async with asyncio.timeout(PATIENCE):
        while "does not accept STRONGSUIT_TELEGRAM_TOKEN" not in bot.words():
            await asyncio.sleep(0.05)
    between.met.clear()
    await asyncio.sleep(3)
    assert between.met.total() <= 2
    assert bot.running
    assert server.token not in bot.words()


async def test_a_flooded_webhook_still_takes_what_telegram_brings(server: FakeTelegram, tmp_path: Path) -> None:
    """Thousands of posts with the wrong secret, too large, cut off, no JSON, nested: each is turned away."""
    one = Replica(server, tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'data' / 'strongsuit.sqlite3'}")
    await one.start()
    ana = server.person(42)
    async with Bringer(server, one.port) as _, aiohttp.ClientSession() as session:
        await ana.say("/start")
        await ana.wait_for("Is that all right with you?", timeout=PATIENCE)
        await server.person(9).say("/start")
        half = b'{"message_id":1,"chat":{"id":9,"type":"private"}'
        hook = server.webhook or {}
        url = f"http://127.0.0.1:{one.port}/{hook['url'].split('/', 3)[3]}"
        right = {"X-Telegram-Bot-Api-Secret-Token": hook["secret_token"]}
        found: dict[str, set[int]] = {}

        async def post(kind: str, body: Any, headers: dict[str, str]) -> None:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.post(url, data=body, headers=headers) as answer:
                    found.setdefault(kind, set()).add(answer.status)

        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(40):
                yield b" " * 2**17

        kinds: dict[str, tuple[Any, dict[str, str]]] = {
            "no secret": (b'{"update_id":1}', {}),
            "wrong secret": (b'{"update_id":1}', {"X-Telegram-Bot-Api-Secret-Token": "x" * 4000}),
            "no JSON": (b"{", right),
            "deep": (b"[" * 100_000, right),
            "deep enough": (b'{"update_id":5,"message":' + b"[" * 900 + b"]" * 900 + b"}", right),
            "no number": (b'{"update_id":[]}', right),
            "junk": (b'{"update_id":6,"message":{"chat":{"id":1e999}}}', right),
            "a half": (b'{"update_id":7,"message":' + half + b',"text":"\\ud800"}}', right),
        }  # fmt: skip
        halves = [await half_a_body(one.port, url, right) for _ in range(40)]
        for _ in range(25):
            await asyncio.gather(*(post(kind, *kinds[kind]) for kind in kinds), post("no secret, large", pieces(), {}))
        await asyncio.gather(*(post("too large", pieces(), right) for _ in range(20)))
        await ana.say("/privacy")
        await ana.wait_for("/delete removes all of it", timeout=PATIENCE)
        for writer in halves:
            writer.close()
    assert {kind: found.get(kind, set()) - {413, 403} for kind in ("too large", "no secret, large")} == {
        "too large": set(), "no secret, large": set(),
    }  # fmt: skip
    assert {kind: statuses for kind, statuses in found.items() if "large" not in kind} == {
        "no secret": {403}, "wrong secret": {403}, "no JSON": {400}, "deep": {400}, "deep enough": {200},
        "no number": {200}, "junk": {200}, "a half": {200},
    }  # fmt: skip
    assert most_memory(one) < MOST_MEMORY
    assert await one.stop() == 0
    assert "privacy" not in one.words()


async def half_a_body(port: int, url: str, headers: dict[str, str]) -> asyncio.StreamWriter:
    """A request that promises more than it brings, and stays."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"POST {url.partition(str(port))[2]} HTTP/1.1", "Host: x", "Content-Length: 1000"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write(("\r\n".join(lines) + '\r\n\r\n{"update_id":').encode())
    await writer.drain()
    return writer
