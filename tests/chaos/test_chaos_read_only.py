"""A database that may not be written: it is said what and where, help comes, and it goes on once it may be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_telegram import FakeTelegram

from chaos.hindered import FILE, Hindered, without_root_rights
from chaos.test_chaos_disk import AGREES, HELD_ON, help_comes, said_hello

Closing = Callable[[Path], None]


def the_file(folder: Path) -> None:
    """Nobody may write to the database."""
    (folder / FILE).chmod(0o444)


def the_folder(folder: Path) -> None:
    """Nobody may make a file beside it."""
    folder.chmod(0o555)


def everything(folder: Path) -> None:
    """Nobody may write to anything: what a disk is like that is mounted read-only."""
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)


def open_again(folder: Path) -> None:
    """As it was."""
    folder.chmod(0o700)
    for file in folder.iterdir():
        file.chmod(0o600)


@pytest.mark.parametrize("close", [the_file, the_folder, everything])
async def test_what_may_not_be_written_is_said_and_mended(server: FakeTelegram, tmp_path: Path, close: Closing) -> None:
    """Started on it, the bot answers calls for help and changes nothing; mended, it answers what waited."""
    bot = Hindered(server, tmp_path)
    bot.hinders = without_root_rights()
    ana = await said_hello(bot, server)
    assert await bot.stop() == 0
    before = bot.bytes_of_files()
    close(bot.folder)
    try:
        await ana.say(AGREES)
        await bot.begin()
        await ana.wait_for(HELD_ON, timeout=30)
        await help_comes(server, 43)
        assert bot.bytes_of_files() == before
    finally:
        open_again(bot.folder)
    await ana.wait_for("What name would you like", timeout=30)
    assert await bot.stop() == 0
    assert str(bot.folder) in bot.words()
    assert "mounted read-only" in bot.words()
