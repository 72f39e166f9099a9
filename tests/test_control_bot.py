"""The operator's commands while the bot runs: the same answers, by way of the one process that has the database."""

import asyncio
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from bot_copies import run
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from warm_bot import ON_PATH

from bot.control import socket_in


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


async def strongsuit(
    bot: BotProcess, server: FakeTelegram, *arguments: str, group: str = "programme", **settings: str
) -> Said:
    """Gives a command of a group beside the bot, with the same settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "STRONGSUIT_DATA_DIR": str(bot.folder),
        "STRONGSUIT_TELEGRAM_TOKEN": server.token,
        "STRONGSUIT_TELEGRAM_API_URL": server.url,
        **ON_PATH,
        **settings,
    }
    done = await asyncio.to_thread(run, group, *arguments, env=environment, cwd=bot.folder.parent)
    return Said(done.returncode, done.stdout, done.stderr)


async def test_a_programme_is_run_beside_the_bot(bot: BotProcess, server: FakeTelegram) -> None:
    """Founded, invited to with link and QR code, and closed; files come into the folder one is in."""
    made = await strongsuit(bot, server, "create", "River House", "--json")
    assert (made.code, made.err) == (0, "")
    assert json.loads(made.out)["key"] == "river-house"
    invited = await strongsuit(bot, server, "invite", "river-house", "join", "--qr", "join.svg")
    assert invited.out.startswith("https://t.me/strongsuit_test_bot?start=")
    assert (bot.folder.parent / "join.svg").exists()
    wrong = await strongsuit(bot, server, "show", "nope")
    assert (wrong.code, wrong.err) == (2, "strongsuit: There is no programme 'nope'. There is: river-house.\n")
    unsure = await strongsuit(bot, server, "close", "river-house")
    assert unsure.code == 1
    closed = await strongsuit(bot, server, "close", "river-house", "--yes", "--json")
    assert json.loads(closed.out)["closed_at"]
    assert stat.S_IMODE(socket_in(bot.folder).stat().st_mode) == 0o600
    assert await bot.stop() == 0
    assert not socket_in(bot.folder).exists()
    listed = await strongsuit(bot, server, "list", "--json")
    assert json.loads(listed.out)["programmes"] == [json.loads(closed.out)]
    assert "River House" not in bot.words()


async def test_a_killed_bot_leaves_nothing_in_the_way(bot: BotProcess, server: FakeTelegram) -> None:
    """Its socket stays behind: commands open the database themselves, and the next bot takes its place."""
    await bot.kill()
    assert socket_in(bot.folder).exists()
    assert (await strongsuit(bot, server, "create", "River House")).code == 0
    await bot.start()
    assert json.loads((await strongsuit(bot, server, "show", "river-house", "--json")).out)["name"] == "River House"


async def test_what_does_not_listen_is_told_to_be_stopped(bot: BotProcess, server: FakeTelegram) -> None:
    """As when a chat in the terminal has the database."""
    socket_in(bot.folder).unlink()
    said = await strongsuit(bot, server, "list")
    assert said.code == 1
    assert "is in use by process" in said.err
    assert "Stop it first" in said.err


async def test_a_bot_on_another_database_is_not_given_commands(
    bot: BotProcess, server: FakeTelegram, tmp_path: Path
) -> None:
    """With the same data folder and another database, the command works on its own."""
    elsewhere = f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite3'}"
    assert (await strongsuit(bot, server, "create", "Harbour", STRONGSUIT_DATABASE_URL=elsewhere)).code == 0
    assert json.loads((await strongsuit(bot, server, "list", "--json")).out) == {"programmes": []}


async def test_without_a_way_to_telegram_the_code_is_made_all_the_same(bot: BotProcess, server: FakeTelegram) -> None:
    """It costs the link alone."""
    await strongsuit(bot, server, "create", "River House")
    nowhere = "http://127.0.0.1:9"
    said = await strongsuit(bot, server, "invite", "river-house", "join", "--json", STRONGSUIT_TELEGRAM_API_URL=nowhere)
    assert said.code == 0
    assert json.loads(said.out)["link"] is None
    assert json.loads(said.out)["invitation"]["code"]
