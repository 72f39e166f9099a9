"""The database in somebody else's hands, and the bot in two."""

import sqlite3
import threading
from pathlib import Path

from conversation_steps import ANSWERS, reflect
from fake_telegram import FakeTelegram

from chaos.hindered import Hindered
from chaos.test_chaos_disk import HELD_ON, help_comes

LOCKED_SECONDS = 8.0


def lock(file: Path) -> threading.Thread:
    """Another program has the database to itself for a while, which is longer than the bot waits for it."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    letting_go = threading.Timer(LOCKED_SECONDS, other.close)  # which takes its transaction back
    letting_go.start()
    return letting_go


async def test_locked_by_another_program(server: FakeTelegram, tmp_path: Path) -> None:
    """Help comes, what was written waits and is applied in its order, and the log says what to do."""
    bot, ana = Hindered(server, tmp_path), server.person(42)
    await bot.start()
    await reflect(ana)
    locked = lock(bot.file)
    await ana.say("my brother")
    await help_comes(server, 43)
    await ana.wait_for(HELD_ON, timeout=30)
    locked.join()
    await ana.wait_for("When could it help to have “my brother” near?", timeout=30)
    await ana.say("/plan")
    await ana.wait_for(ANSWERS[0], timeout=30)
    assert await bot.stop() == 0
    assert "End that program; nothing is lost meanwhile." in bot.words()


async def test_a_second_one_on_the_same_folder_is_refused(server: FakeTelegram, tmp_path: Path) -> None:
    """It says which process has the database, and ends; the first one goes on."""
    first, second = Hindered(server, tmp_path), Hindered(server, tmp_path)
    second.log = tmp_path / "second.txt"
    await first.start()
    await second.begin()
    assert await second.ended() == 1
    assert f"in use by process {first.number}." in second.words()
    assert "Stop it first" in second.words()
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    assert await first.stop() == 0


async def test_a_second_one_with_the_same_token_steps_back(server: FakeTelegram, tmp_path: Path) -> None:
    """Whoever meets another one at Telegram says so and waits; when the other has gone, it goes on by itself."""
    first, second = Hindered(server, tmp_path / "first"), Hindered(server, tmp_path / "second")
    for bot in (first, second):
        bot.folder.parent.mkdir()
        await bot.start()
    said = "another instance polls with the same token"
    await server.bell.until(lambda: said in first.words() + second.words() or None, 30)
    assert said in first.words() + second.words()
    assert first.running
    assert second.running
    assert await first.stop() == 0
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?", timeout=30)
    assert await second.stop() == 0
