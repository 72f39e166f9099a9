"""Processes of the bot, each a copy of one that has loaded the program already: see `prepared_bot`.

With TEST_FRESH_STARTS set, each is started from nothing instead, as operators do it; a few tests always do that.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO

from prepared_bot import LENGTH
from warm_bot import ON_PATH, WARM

FRESH = "TEST_FRESH_STARTS"
File = int | BinaryIO


class Copy:
    """A process, with what `asyncio.subprocess.Process` has for it."""

    def __init__(self, line: socket.socket, loop: asyncio.AbstractEventLoop) -> None:
        self.pid = 0
        self.returncode: int | None = None
        self._line, self._loop, self._heard = line, loop, b""
        self._begun, self._ended = asyncio.Event(), asyncio.Event()
        line.setblocking(False)
        loop.add_reader(line, self._hear)

    async def begun(self) -> "Copy":
        """Waits until it is there."""
        await self._begun.wait()
        assert self.pid, "the process that is copied has gone"
        return self

    def send_signal(self, number: int) -> None:
        """Sends a signal, unless it has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    async def wait(self) -> int:
        """Waits until it has ended; its exit code, or the number of a signal below nothing."""
        await self._ended.wait()
        return self.returncode or 0

    def _hear(self) -> None:
        """Its number comes first, and how it ended last."""
        more = self._line.recv(100)
        self._heard += more
        numbers = [int(one) for one in self._heard.split(b"\n")[:-1]]
        if numbers:
            self.pid = numbers[0]
            self._begun.set()
        if len(numbers) > 1 or not more:
            self.returncode = numbers[1] if len(numbers) > 1 else -signal.SIGKILL
            self._loop.remove_reader(self._line)
            self._line.close()
            self._begun.set()
            self._ended.set()


Process = asyncio.subprocess.Process | Copy


class _Prepared:
    """The process that is copied. One for each process that runs tests, and gone with it."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        self._one_by_one = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "prepared_bot", str(theirs.fileno())], pass_fds=[theirs.fileno()],
                env={"PATH": os.environ["PATH"], **ON_PATH}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        # Never waited for: it ends with the tests.
        self._process.returncode = 0

    def copy(
        self, arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path | None, *files: File
    ) -> socket.socket:
        """Orders a copy; its line brings its number, and then how it ended."""
        line, theirs = socket.socketpair()
        order = {"arguments": arguments, "environment": dict(environment), "folder": str(folder or Path.cwd())}
        body = json.dumps(order).encode()
        with theirs, self._one_by_one:
            numbers = [one if isinstance(one, int) else one.fileno() for one in files]
            socket.send_fds(self._line, [len(body).to_bytes(LENGTH, "big")], [*numbers, theirs.fileno()])
            self._line.sendall(body)
        return line


@cache
def _prepared() -> _Prepared:
    return _Prepared()


async def started(
    *arguments: str, env: Mapping[str, str], stdout: BinaryIO, stderr: BinaryIO, cwd: Path | None = None
) -> Process:
    """A process that carries out a command of the bot, without anything to read."""
    if os.environ.get(FRESH):
        return await asyncio.create_subprocess_exec(
            sys.executable, *WARM, *arguments, env=env, cwd=cwd, stdout=stdout, stderr=stderr
        )
    with open(os.devnull, "rb") as nothing:  # noqa: ASYNC230 - this waits for nothing
        line = _prepared().copy(arguments, env, cwd, nothing, stdout, stderr)
    return await Copy(line, asyncio.get_running_loop()).begun()


def run(
    *arguments: str, env: Mapping[str, str], cwd: Path | None = None, lines: str = "", seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Carries out a command of the bot, with ``lines`` on its standard input, and returns what it has printed."""
    if os.environ.get(FRESH):
        return subprocess.run(
            [sys.executable, *WARM, *arguments], input=lines, capture_output=True, text=True, env=env, cwd=cwd,
            timeout=seconds, check=False,
        )  # fmt: skip
    # A pipe takes far more than any of these; what is printed may be any length, and is read as it comes.
    reads, writes = os.pipe()
    os.write(writes, lines.encode())
    os.close(writes)
    return _printed(arguments, env, cwd, reads, seconds)


def _printed(
    arguments: tuple[str, ...], env: Mapping[str, str], cwd: Path | None, reads: int, seconds: float
) -> subprocess.CompletedProcess[str]:
    ends = [os.pipe(), os.pipe()]
    try:
        line = _prepared().copy(arguments, env, cwd, reads, *(written for _, written in ends))
    finally:
        for number in (reads, *(written for _, written in ends)):
            os.close(number)
    found = ["", ""]

    def read(which: int) -> None:
        with os.fdopen(ends[which][0], encoding="utf-8") as file:
            found[which] = file.read()

    readers = [threading.Thread(target=read, args=(which,)) for which in range(2)]
    for one in readers:
        one.start()
    with line, line.makefile("rb") as told:
        line.settimeout(seconds)
        number = int(told.readline())
        try:
            code = int(told.readline())
        except TimeoutError:
            os.kill(number, signal.SIGKILL)
            raise
        finally:
            for one in readers:
                one.join()
    return subprocess.CompletedProcess(arguments, code, *found)
