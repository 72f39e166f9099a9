"""The bot as a process to which bad things are done: a disk without room, a folder that may not be written to."""

import asyncio
import os
import resource
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest
from bot_copies import run, started
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from warm_bot import WARM

FILE = "strongsuit.sqlite3"


class Hindered(BotProcess):
    """The process, behind a command that ``hinders`` it from its first moment on."""

    begun: ClassVar[list["Hindered"]] = []
    """All there are, so that none outlives its test."""

    def __init__(self, server: FakeTelegram, folder: Path, **settings: str) -> None:
        super().__init__(server, folder, **settings)
        self.begun.append(self)
        self.hinders: Sequence[str] = ()
        self.program: Sequence[str] = WARM
        """What Python is to run."""

    @property
    def file(self) -> Path:
        """Its database."""
        return self.folder / FILE

    @property
    def number(self) -> int:
        """The number of the process."""
        assert self._process is not None
        return self._process.pid

    async def begin(self) -> None:
        """Starts it, and does not wait for anything."""
        with self.log.open("ab") as log:
            if not self.hinders and self.program == WARM:
                self._process = await started("run", env=self._environment, stdout=log, stderr=log)
                return
            self._process = await asyncio.create_subprocess_exec(
                *self.hinders, sys.executable, *self.program, "run", env=self._environment, stdout=log, stderr=log
            )

    async def ended(self) -> int:
        """Waits until it has ended by itself; its exit code."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), 30)

    async def command(self, *words: str) -> str:
        """Another command on the same data folder; what it prints. It has to go well."""
        done = await asyncio.to_thread(run, *words, env=self._environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def leave_room(self, for_bytes: int | None) -> None:
        """From now on no file of the process may become longer than that; None: as long as they like.

        To a program that is as if the disk were full, and it takes no rights to do.
        """
        most = resource.RLIM_INFINITY if for_bytes is None else for_bytes
        resource.prlimit(self.number, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    def bytes_of_files(self) -> dict[str, bytes]:
        """What stands in the database, and in the files that SQLite keeps beside it; an empty one is none."""
        beside = [self.file, *(self.folder / f"{FILE}-{end}" for end in ("wal", "journal"))]
        return {file.name: found for file in beside if file.is_file() and (found := file.read_bytes())}


NO_ROOM = ("sh", "-c", 'ulimit -S -f 0; exec "$@"', "sh")
"""Begins a process that can write nothing, not even what tests keep to start faster."""


def without_root_rights() -> Sequence[str]:
    """Begins a process to which the rights of files mean something, also where that is root's. Skips where none can."""
    if os.geteuid():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("rights mean nothing to root, and setpriv is not there")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner")
