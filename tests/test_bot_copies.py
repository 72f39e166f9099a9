"""What tests start as the bot is the bot: a copy of a process that has loaded the program behaves as one begun anew."""

import os
import signal
import sqlite3
from pathlib import Path

import pytest
from bot_copies import FRESH, run, started
from helpers_storage import database_of
from warm_bot import ON_PATH

from bot.storage.database import upgrade_database


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """What a command is given."""
    return {"PATH": os.environ["PATH"], "STRONGSUIT_DATA_DIR": str(folder / "data"), **ON_PATH, **settings}


@pytest.mark.parametrize("words", [("chat", "--fresh"), ("health",), ("draw", "nothing"), ("chat", "--files", "x")])
def test_it_says_and_does_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """With the same settings, words and lines, in the same folder; down to the exit code."""
    said = []
    for fresh in ("", "yes"):
        monkeypatch.setenv(FRESH, fresh)
        done = run(*words, env=environment(tmp_path), cwd=tmp_path, lines="/start\n[Nowhere]\n")
        said.append((done.returncode, done.stdout, done.stderr.replace("warm_bot.py", "strongsuit")))
    assert said[0] == said[1]


def test_one_knows_nothing_of_another(tmp_path: Path) -> None:
    """Neither its settings, nor what it has kept."""
    lost = run("chat", env=environment(tmp_path, STRONGSUIT_TIMEZONE="Mars"), cwd=tmp_path)
    assert (lost.returncode, "STRONGSUIT_TIMEZONE" in lost.stderr) == (1, True)
    told = [
        run("chat", env=environment(tmp_path / name), cwd=tmp_path, lines="/start\n").stdout for name in ("one", "two")
    ]
    assert told[0] == told[1]
    assert {one.name for one in tmp_path.iterdir()} == {"one", "two"}


async def test_one_can_be_stopped_and_killed(tmp_path: Path) -> None:
    """Whoever has started it hears how it ended."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with (tmp_path / "log").open("ab") as log:
            one = await started("chat", env=environment(tmp_path), stdout=log, stderr=log)
            one.send_signal(number)
            assert await one.wait() == -number or number == signal.SIGTERM
        assert one.returncode is not None
        with pytest.raises(ProcessLookupError):
            os.kill(one.pid, 0)


async def test_an_empty_database_is_what_all_migrations_make(tmp_path: Path) -> None:
    """The same statements and the same rows, whether they were run or their outcome was remembered."""
    files = [tmp_path / name / "test.sqlite3" for name in ("migrated", "first", "second")]
    for file in files:
        file.parent.mkdir()
    await upgrade_database(f"sqlite+aiosqlite:///{files[0]}")
    for file in files[1:]:
        async with database_of("file", file.parent):
            pass
    dumps = []
    for file in files:
        connection = sqlite3.connect(file)
        dumps.append(sorted(connection.iterdump()))
        connection.close()
    assert len(dumps[0]) > 40
    assert dumps[0] == dumps[1] == dumps[2]
