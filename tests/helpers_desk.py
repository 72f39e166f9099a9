"""The operator's commands, given as in a terminal, with everything in one process."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from helpers_programmes import accept
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.compose.storage import open_store
from bot.settings import read_settings
from bot.storage import Store
from bot.storage.circle import Role, StaffRecord

T = TypeVar("T")


class Desk:
    """A folder of data, and the commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def says(self, *arguments: str, lines: str = "", code: int = 0) -> Result:
        """What a command says; it has to end with ``code``."""
        result = CliRunner().invoke(app, ["programme", *arguments], input=lines)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    def tells(self, *arguments: str) -> Any:
        """What a command prints for machines."""
        return json.loads(self.says(*arguments, "--json").stdout)

    def on_store(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Does something with the store between two commands."""

        async def run() -> T:
            async with open_store(read_settings(), []) as store:
                return await work(store)

        return asyncio.run(run())

    def accepts(self, key: str, role: Role, name: str, invited_as: str = "") -> StaffRecord:
        """Somebody is invited, and accepts."""

        async def work(store: Store) -> StaffRecord:
            async with store.transaction() as transaction:
                programme = await transaction.programmes.by_key(key)
            assert programme is not None
            return await accept(store, programme, role, name, invited_as=invited_as)

        return self.on_store(work)


def desk_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Commands on an empty folder, in which the settings say nothing else."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(folder / "data"))
    monkeypatch.setenv("STRONGSUIT_SECRET_KEY", "a key that is only for tests")
    monkeypatch.delenv("STRONGSUIT_TELEGRAM_TOKEN", raising=False)
    # Logging is set up once for a process, and this is the tests'.
    monkeypatch.setattr("bot.cli_programme.asking.configure", lambda: None)
    return Desk(folder)
