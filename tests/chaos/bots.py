"""How the bot is run. What is killed and started again is behind one small interface, so that the same people and the
same checks serve for one polling process and for whatever else there may be.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot_copies import Process, started
from warm_bot import ON_PATH, WARM

from chaos.api import TOKEN, Api

STOP_SECONDS = 30.0


class Bots(Protocol):
    """The bot, as one process or several, on one database that outlives them."""

    @property
    def database_url(self) -> str:
        """Where the database is, for looking into it."""
        ...

    @property
    def key_file(self) -> Path:
        """What opens its words."""
        ...

    async def start(self) -> None:
        """Starts what does not run, and returns at once."""
        ...

    def strike(self) -> None:
        """SIGKILL, at this very moment, to one process."""
        ...

    async def fallen(self) -> None:
        """Returns when a process has ended that was not asked to."""
        ...

    async def stop(self) -> int:
        """SIGTERM to all; returns the worst exit code."""
        ...

    def words(self) -> str:
        """Everything that was printed."""
        ...


class PollingBot:
    """One process that polls, on SQLite."""

    def __init__(self, api: Api, folder: Path, **settings: str) -> None:
        self.folder = folder / "data"
        self._log = folder / "log.txt"
        self._environment = {
            "PATH": os.environ["PATH"],
            "STRONGSUIT_TELEGRAM_TOKEN": TOKEN,
            "STRONGSUIT_TELEGRAM_API_URL": api.url,
            "STRONGSUIT_DATA_DIR": str(self.folder),
            **ON_PATH,
            **settings,
        }
        self.program: Sequence[str] = WARM
        """What Python is to run."""
        self._process: Process | None = None

    @property
    def database_url(self) -> str:
        """Its file, to be read only: the process that has it goes on."""
        return f"sqlite+aiosqlite:///file:{self.folder / 'strongsuit.sqlite3'}?mode=ro&uri=true"

    @property
    def key_file(self) -> Path:
        """What opens its words."""
        return self.folder / "secret.key"

    async def start(self) -> None:
        """Starts the process if it does not run."""
        if self._process is not None and self._process.returncode is None:
            return
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            if self.program == WARM:
                self._process = await started("run", env=self._environment, stdout=log, stderr=log)
                return
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self.program, "run", env=self._environment, stdout=log, stderr=log
            )

    def strike(self) -> None:
        """SIGKILL."""
        if self._process is not None and self._process.returncode is None:
            os.kill(self._process.pid, signal.SIGKILL)

    def signal(self, number: int) -> None:
        """Any other signal."""
        assert self._process is not None
        self._process.send_signal(number)

    async def fallen(self) -> None:
        """Returns when the process has ended."""
        assert self._process is not None
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, and the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), STOP_SECONDS)

    def words(self) -> str:
        """Everything that was printed."""
        return self._log.read_text("utf-8") if self._log.exists() else ""
