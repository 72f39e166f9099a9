"""`strongsuit run` as a real process, that can be stopped, killed and started again on the same data."""

import asyncio
import os
import signal
from pathlib import Path

from bot_copies import Process, started
from fake_telegram import FakeTelegram
from warm_bot import ON_PATH


class BotProcess:
    """One data folder, and the process that works on it."""

    def __init__(self, server: FakeTelegram, folder: Path, **settings: str) -> None:
        self.folder = folder / "data"
        self.log = folder / "log.txt"
        self._server = server
        self._environment = {
            "PATH": os.environ["PATH"],
            "STRONGSUIT_TELEGRAM_TOKEN": server.token,
            "STRONGSUIT_TELEGRAM_API_URL": server.url,
            "STRONGSUIT_DATA_DIR": str(self.folder),
            **ON_PATH,
            **settings,
        }
        self._process: Process | None = None

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    def setting(self, name: str) -> str:
        """What it was given for a setting."""
        return self._environment[name]

    async def start(self) -> None:
        """Starts it and waits for its first poll."""
        polls = sum(bool(call.status) for call in self._server.calls_of("getUpdates"))
        await self.launch()
        # A call is noted when it is answered; the first polls answer at once.
        await self._server.wait_for_call("getUpdates", polls + 1, timeout=20)

    async def launch(self) -> None:
        """Starts it."""
        with self.log.open("ab") as log:
            self._process = await started("run", env=self._environment, stdout=log, stderr=log)

    async def freeze(self) -> None:
        """SIGSTOP: it lives, and does nothing."""
        if self._process is not None and self.running:
            self._process.send_signal(signal.SIGSTOP)

    async def resume(self) -> None:
        """SIGCONT."""
        if self._process is not None and self.running:
            self._process.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is written."""
        if self._process is not None and self.running:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, and the exit code."""
        assert self._process is not None
        if self.running:
            self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), 20)

    def words(self) -> str:
        """Everything the process has printed."""
        return self.log.read_text("utf-8")
