"""A disk without room: nothing is lost, calls for help are answered, and it goes on by itself when there is room."""

import asyncio
import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_telegram import FakeTelegram, Person

from chaos.hindered import NO_ROOM, Hindered

AGREES = "Yes, I'm 18+ and that's fine"
HELD_ON = "I can't save anything at the moment"


async def said_hello(bot: Hindered, server: FakeTelegram) -> Person:
    """Somebody who has been asked for their consent, by a bot that was just started."""
    ana = server.person(42)
    await bot.start()
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    return ana


async def help_comes(server: FakeTelegram, number: int) -> None:
    """Somebody who was never here calls for help, and is answered."""
    ben = server.person(number)
    await ben.say("/now")
    await ben.wait_for("Somebody you trust could sit with you", timeout=30)


async def test_no_room_for_the_database_nor_for_the_log(server: FakeTelegram, tmp_path: Path) -> None:
    """Not even the log can be written: the process lives on, words wait, help comes; with room again all is applied."""
    bot = Hindered(server, tmp_path)
    ana = await said_hello(bot, server)
    bot.leave_room(1)
    await ana.say(AGREES)
    await ana.wait_for(HELD_ON, timeout=30)
    await help_comes(server, 43)
    bot.leave_room(None)
    await ana.wait_for("What name would you like", timeout=30)
    assert await bot.stop() == 0
    assert "the database is unavailable" in bot.words()


async def test_started_without_room(server: FakeTelegram, tmp_path: Path) -> None:
    """A start on a full disk answers calls for help, and becomes a whole start when there is room."""
    bot = Hindered(server, tmp_path)
    ana = await said_hello(bot, server)
    assert await bot.stop() == 0
    before = bot.bytes_of_files()
    bot.hinders, bot.program = NO_ROOM, ("-m", "bot")
    await ana.say(AGREES)
    await bot.begin()
    await ana.wait_for(HELD_ON, timeout=30)
    await help_comes(server, 43)
    assert bot.bytes_of_files() == before
    bot.leave_room(None)
    await ana.wait_for("What name would you like", timeout=30)
    assert await bot.stop() == 0


@contextlib.contextmanager
def small_disk(bot: Hindered) -> Iterator[None]:
    """Gives the process a disk of its own of three megabytes, where this machine lets us."""
    if os.geteuid() or not shutil.which("unshare"):
        pytest.skip("a disk of its own takes root and unshare")
    if subprocess.run([shutil.which("unshare") or "", "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    bot.folder.mkdir()
    bot.hinders = (
        "unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=3m none "{bot.folder}" && exec "$@"', "sh"
    )  # fmt: skip
    yield


async def test_a_disk_that_is_really_full(server: FakeTelegram, tmp_path: Path) -> None:
    """The log says that the disk is full and what to do; with room again all is applied."""
    bot, ana = Hindered(server, tmp_path), server.person(42)
    with small_disk(bot):
        await bot.begin()
        await ana.say("/start")
        await ana.wait_for("Is that all right with you?", timeout=30)
        filling = Path(f"/proc/{bot.number}/root{bot.folder}/filling")
        await asyncio.to_thread(_fill, filling)
        await ana.say(AGREES)
        await ana.wait_for(HELD_ON, timeout=30)
        await help_comes(server, 43)
        filling.unlink()
        await ana.wait_for("What name would you like", timeout=30)
        assert await bot.stop() == 0
    assert "disk is full" in bot.words()
    assert "Make room on the disk" in bot.words()


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filled, contextlib.suppress(OSError):
        while True:
            filled.write(b"x" * 4096)
