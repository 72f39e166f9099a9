"""The real process, asked by HTTP how it is: while all is well, without its database, and beside another bot."""

import asyncio
import socket
from pathlib import Path

import httpx
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from helpers_ports import free_port


async def ask(port: int, path: str) -> httpx.Response:
    """An answer of the process; it may need a moment until it serves."""
    async with httpx.AsyncClient(timeout=10) as client:
        return await client.get(f"http://127.0.0.1:{port}{path}")


async def until_refused(port: int) -> None:
    """Comes back once nothing is served there any more."""
    while True:
        try:
            await ask(port, "/healthz")
        except httpx.TransportError:
            return
        await asyncio.sleep(0.02)


async def test_it_says_how_it_is(server: FakeTelegram, tmp_path: Path) -> None:
    """Alive, ready, with figures; and nothing is served there after it has stopped."""
    port = free_port()
    bot = BotProcess(server, tmp_path, STRONGSUIT_HTTP_PORT=str(port))
    await bot.start()
    ana = server.person(5, "Ana")
    await ana.say("/start")
    await ana.wait_for("I'm Strongsuit")
    assert (await ask(port, "/healthz")).text == "ok\n"
    ready = await ask(port, "/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    figures = (await ask(port, "/metrics")).text
    assert 'strongsuit_turns_total{channel="telegram",outcome="applied"} 1.0' in figures
    assert "process_resident_memory_bytes" in figures
    assert (await ask(port, "/people")).status_code == 404
    assert await bot.stop() == 0
    await asyncio.wait_for(until_refused(port), 5)


async def test_it_lives_without_its_database_and_says_so(server: FakeTelegram, tmp_path: Path) -> None:
    """It is alive and not ready, also where there would be web pages; and ready once the database is there."""
    port = free_port()
    bot = BotProcess(
        server, tmp_path, STRONGSUIT_HTTP_PORT=str(port), STRONGSUIT_PUBLIC_URL=f"http://localhost:{port}",
        STRONGSUIT_SECRET_KEY="a key that is only for tests",
    )  # fmt: skip
    in_its_place = bot.folder / "strongsuit.sqlite3"
    in_its_place.mkdir(parents=True)
    await bot.start()
    assert (await ask(port, "/healthz")).status_code == 200
    away = await ask(port, "/readyz")
    assert away.status_code == 503
    assert [check["name"] for check in away.json()["checks"] if not check["ok"]] == ["database"]
    assert (await ask(port, "/sign-in")).status_code == 503
    in_its_place.rmdir()
    async with asyncio.timeout(20):
        while (await ask(port, "/readyz")).status_code != 200:
            await asyncio.sleep(0.05)
    assert (await ask(port, "/sign-in")).status_code in (200, 421)
    assert await bot.stop() == 0


async def test_a_second_bot_on_the_same_port_goes_on(server: FakeTelegram, tmp_path: Path) -> None:
    """With nothing to serve but that, it says so in one line, and talks."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        bot = BotProcess(server, tmp_path, STRONGSUIT_HTTP_PORT=str(port))
        await bot.start()
        ana = server.person(5, "Ana")
        await ana.say("/start")
        await ana.wait_for("I'm Strongsuit")
        assert await bot.stop() == 0
    assert bot.words().count("the port is taken; /healthz, /readyz and /metrics are not served") == 1
