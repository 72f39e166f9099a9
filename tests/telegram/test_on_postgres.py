"""`strongsuit run` on PostgreSQL as a real process, one at a time, and what operators do there."""

import asyncio
import os
from pathlib import Path

import pytest
from bot_copies import run
from bot_process import BotProcess
from conversation_steps import ANSWERS, reflect
from fake_telegram import FakeTelegram
from helpers_postgres import Mode, a_server, needs_postgres, postgres_server, run_apart
from helpers_storage import postgres_of
from typer.testing import CliRunner

from bot.cli import app
from bot.storage import Store, Vault, read_keys
from bot.storage.database import open_database, upgrade_database
from bot.storage.migrating import HEAD

pytestmark = needs_postgres

# As an operator would write it, and other programs do.
SHORT = ("postgresql+asyncpg://", "postgresql://")


async def kept_in(url: str, folder: Path) -> list[list[str]]:
    """The plan lines of everybody in the database, each in their order."""
    keys, _ = read_keys(None, folder / "secret.key")
    database = await open_database(url)
    try:
        async with Store(database, Vault(keys)).transaction() as transaction:
            lines = await transaction.lines(range(1, 100))
    finally:
        await database.close()
    return [[one.text for one in sorted(found, key=lambda line: line.ref)] for found in lines.values() if found]


async def test_a_talk_goes_on_after_a_kill(server: FakeTelegram, tmp_path: Path) -> None:
    """Killed while people reflect, every talk goes on; each answer stands once, in its place."""
    url = postgres_of(tmp_path)
    process = BotProcess(server, tmp_path, STRONGSUIT_DATABASE_URL=url.replace(*SHORT))
    await process.start()
    people = [server.person(number) for number in range(100, 105)]

    async def killer() -> None:
        await asyncio.sleep(0.4)
        await process.kill()
        await process.start()

    await asyncio.gather(killer(), *(reflect(person) for person in people))
    await server.all_acknowledged()
    assert await process.stop() == 0
    assert await kept_in(url, process.folder) == [ANSWERS] * len(people)


@pytest.mark.parametrize("mode", ["fast", "kill"])
async def test_a_talk_goes_on_after_the_server_was_away(server: FakeTelegram, tmp_path: Path, mode: Mode) -> None:
    """PostgreSQL restarts in the middle; nobody has to say anything again. Characters it refuses do no harm."""
    with postgres_server() as postgres:
        url = postgres.url("postgres")
        await asyncio.to_thread(run_apart, upgrade_database(url))
        process = BotProcess(server, tmp_path, STRONGSUIT_DATABASE_URL=url)
        await process.start()
        ana, ben = server.person(42), server.person(43)
        await ben.say("\0")

        async def restarts() -> None:
            for _ in range(2):
                await asyncio.sleep(0.4)
                await asyncio.to_thread(postgres.restart, mode)

        await asyncio.gather(reflect(ana), restarts())
        await server.all_acknowledged()
        assert await process.stop() == 0
        assert await kept_in(url, process.folder) == [ANSWERS]
    assert "Traceback" not in process.words()


class Installation:
    """A data folder with an empty database, and commands on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.name = url.rpartition("/")[2]

    def says(self, *arguments: str, code: int = 0) -> str:
        """What a command says on both ways out; it has to end with ``code``."""
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == code, (result.output, result.exception)
        assert "Traceback" not in result.output
        # What is wrong with an installation is printed further out, in `bot.cli.main`.
        return result.output + str(result.exception or "")

    def talks(self, *lines: str, code: int = 0) -> str:
        """What `strongsuit chat` says to these lines, or on its way out."""
        done = run("chat", env={**os.environ}, lines="".join(f"{one}\n" for one in lines))
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def empty(self) -> None:
        """Takes away all tables."""
        for statement in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
            a_server().execute(statement, self.name)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with a password in its database's URL, which this server does not ask for."""
    url = postgres_of(tmp_path).replace(*SHORT).replace("//tester@", "//tester:hidden@")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("STRONGSUIT_DATABASE_URL", url)
    monkeypatch.setenv("STRONGSUIT_TELEGRAM_TOKEN", "1:token")
    monkeypatch.setenv("STRONGSUIT_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.delenv("STRONGSUIT_SECRET_KEY", raising=False)
    for place in ("bot.cli_db.asking", "bot.cli_programme.asking"):
        monkeypatch.setattr(f"{place}.configure", lambda: None)  # logging is set up once for a process
    return Installation(url)


def test_an_operator_sets_it_up(installed: Installation) -> None:
    """A schema that is missing is named with its remedy; then a talk in the terminal, a check, and what backups are."""
    installed.empty()
    refused = installed.talks(code=1)
    assert f"The database's schema is missing, not {HEAD}. Run: strongsuit db upgrade" in refused
    assert f"The schema was empty, now it is {HEAD}." in installed.says("db", "upgrade")
    assert f"The schema is {HEAD}." in installed.says("db", "upgrade")
    assert "What name" in installed.talks("/start", "[Yes, I'm 18+ and that's fine]", "Ana")
    assert "Is that all right with you?" not in installed.talks("/plan")
    checked = installed.says("db", "check")
    assert "PostgreSQL 1" in checked
    assert "pg_amcheck" in checked
    for command in (("backup",), ("restore", "a.backup")):
        assert "pg_dump" in installed.says("db", *command, code=1)


def test_no_message_tells_the_password(installed: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where the key is another one, nor where there is no such database."""
    installed.says("db", "check")
    monkeypatch.setenv("STRONGSUIT_SECRET_KEY", "this is the key of somebody else")
    said = [installed.says(*words, code=1) for words in (("db", "check"), ("programme", "list"))]
    said.append(installed.talks(code=1))
    assert ["does not fit the database" in one for one in said] == [True, True, True], said
    monkeypatch.setenv("STRONGSUIT_DATABASE_URL", f"{installed.url}_gone")
    said += [installed.talks(code=1), installed.says("db", "upgrade", code=1)]
    assert "cannot be opened" in said[-2]
    assert "cannot be upgraded" in said[-1]
    assert not any("hidden" in one for one in said)
