"""`strongsuit status`: what a person in a terminal is told, with the bot and without it, and the exit code."""

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from helpers_markers import STEM
from test_cli_db import House
from test_cli_db import house as installation  # noqa: F401 - a fixture
from test_control_bot import strongsuit

from bot.cli_status import SAFE_SQLITE
from bot.compose.clock import now
from bot.storage import Store
from bot.storage.audit import Audited


@pytest.fixture
def house(installation: House) -> House:  # noqa: F811 - it builds on the other
    """An installation with two people and a backup."""
    installation.says("db", "backup")
    return installation


def told(house: House, *arguments: str, code: int) -> dict[str, tuple[bool, str]]:
    """What each line says, by what it is about."""
    found = json.loads(house.says("status", "--json", *arguments, code=code).stdout)
    assert found["ok"] == (code == 0)
    for line in found["lines"]:
        assert line["ok"] or line["remedy"], line
    return {line["about"]: (line["ok"], line["what"]) for line in found["lines"]}


def is_in_touch(house: House, seconds: float = 5) -> None:
    """The bot runs, and has noted so long ago that Telegram answered."""
    (house.data / "heartbeat").write_text(f"{now().timestamp() - seconds:.0f}\n", "ascii")


def test_a_stopped_bot_is_wrong_and_its_data_are_told(house: House) -> None:
    """Where the bot does not run, the database is looked at here."""
    lines = told(house, code=1)
    assert lines["bot"] == (False, "not running here")
    assert lines["people"] == (True, "2")
    assert re.match(r"SQLite 3\.[\d.]+, [\d.]+ [kM]?B, schema \d{4}, /.*strongsuit.sqlite3$", lines["database"][1])
    assert all(ok for about, (ok, _) in lines.items() if about != "bot"), lines


def test_it_ends_well_where_all_is_well(house: House) -> None:
    """One line each, and one for all."""
    is_in_touch(house)
    lines = house.says("status").stdout.splitlines()
    assert lines[0].startswith("ok     bot        running; Telegram last answered")
    assert lines[-1] == "All is well."


def test_what_is_wrong_comes_with_what_to_do(house: House) -> None:
    """Below its line; and the last line names it."""
    is_in_touch(house, seconds=630)
    said = house.says("status", code=1).stdout
    assert "WRONG  bot        not running here; Telegram last answered 10 minutes ago\n" in said
    assert "                  -> Start it: strongsuit run\n" in said
    assert said.splitlines()[-1] == "Wrong: bot."


def test_a_key_that_others_can_read_is_wrong(house: House) -> None:
    """With the command that mends it."""
    is_in_touch(house)
    (house.data / "secret.key").chmod(0o640)
    said = house.says("status", code=1).stdout
    assert f"chmod 600 {house.data / 'secret.key'}" in said
    (house.data / "secret.key").chmod(0o600)
    assert told(house, code=0)["key"][0]


def test_nothing_is_made_by_looking(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a new place there is no folder, no key and no database afterwards either."""
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(tmp_path / "new"))
    lines = told(house, code=1)
    assert {about for about, (ok, _) in lines.items() if not ok} == {"bot", "database", "key", "disk"}
    assert not (tmp_path / "new").exists()
    (house.data / "secret.key").rename(house.data / "elsewhere")
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(house.data))
    assert not told(house, code=1)["key"][0]
    assert not (house.data / "secret.key").exists()


def test_another_key_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """All the rest is told, too."""
    monkeypatch.setenv("STRONGSUIT_SECRET_KEY", "a key of somebody else")
    lines = told(house, code=1)
    assert "The secret key does not fit the database" in lines["database"][1]
    assert lines["key"] == (True, "from STRONGSUIT_SECRET_KEY")
    assert lines["disk"][0]


def test_a_damaged_database_is_told(house: House) -> None:
    """In one line, and nothing is changed."""
    file = house.data / "strongsuit.sqlite3"
    for beside in house.data.glob("strongsuit.sqlite3-*"):
        beside.unlink()
    file.write_bytes(b"nonsense" * 1000)
    assert not told(house, code=1)["database"][0]
    assert file.read_bytes() == b"nonsense" * 1000


def test_an_old_backup_is_wrong(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the setting for it; a backup in whatever folder makes it right."""
    is_in_touch(house)

    async def back_up(store: Store) -> None:
        async with store.transaction() as transaction:
            await transaction.audit.note(Audited.BACKED_UP, now() - timedelta(days=5))

    house.on_store(back_up)
    assert told(house, code=1)["backup"] == (False, "The last backup is from 5 days ago")
    monkeypatch.setenv("STRONGSUIT_ALERT_BACKUP_DAYS", "7")
    assert told(house, code=0)["backup"][0]
    monkeypatch.setenv("STRONGSUIT_ALERT_BACKUP_DAYS", "3")
    house.says("db", "backup", "--to", str(house.data.parent / "safe"))
    assert told(house, code=0)["backup"][0]


def test_an_old_sqlite_is_pointed_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what follows from it; it is nothing wrong, as one process writes."""
    is_in_touch(house)
    monkeypatch.setattr("sqlite3.sqlite_version", "3.40.1")
    assert "older than 3.51.3" in house.says("status").stdout
    monkeypatch.setattr("sqlite3.sqlite_version", ".".join(map(str, SAFE_SQLITE)))
    assert "older than" not in house.says("status").stdout


def test_unsigned_content_is_wrong_where_it_has_to_be_signed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere it is only told."""
    is_in_touch(house)
    assert "not signed yet" in told(house, code=0)["content"][1]
    monkeypatch.setenv("STRONGSUIT_REQUIRE_SIGNED_CONTENT", "true")
    assert not told(house, code=1)["content"][0]


def test_a_full_disk_is_wrong(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the database says so."""
    is_in_touch(house)
    full: Any = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    assert told(house, code=1)["disk"][1].startswith("1.0 MB free at ")


async def test_the_running_bot_answers_for_itself(bot: BotProcess, server: FakeTelegram) -> None:
    """Since when it runs, and when Telegram last answered; no word of anybody's is in it."""
    ana = server.person(4_077_300_123_456_701, f"{STEM}-first")
    await ana.say("/start")
    await ana.wait_for("I'm Strongsuit")
    said = await strongsuit(bot, server, group="status")
    assert (said.code, said.err) == (0, "")
    assert re.match(
        r"ok     bot        running for \d+ seconds?, since 20\d\d-.* UTC; Telegram last answered", said.out
    )
    assert STEM not in said.out
    assert "4077300" not in said.out
    again = await strongsuit(bot, server, "--json", group="status")
    assert json.loads(again.out)["found"]["running"]["telegram_answered"]
