"""Sending jobs to the press: so many at once, each in a process of its own, none for longer than it may take."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import bot
from bot.app.export.job import Answer, Job
from bot.app.files import CannotMakeFile

AT_ONCE = 2
# Below what delivery waits for a file (`bot.app.files.MAKING_SECONDS`), so that the press is told to end.
SECONDS = 25.0

# The causes hold no words of anybody: they are for the operator.
_CAUSES: Mapping[int | None, str] = {
    Answer.NO_LIBRARY: "the system has no Pango library; see docs/operations.md",
    Answer.NO_GLYPHS: "no installed font has all the characters; see docs/operations.md",
    Answer.TOO_MUCH: "there is too much for one file",
}
# What the press has no business to know.
_SECRET = "STRONGSUIT_"  # noqa: S105 - how their names begin, and no secret


class Presses:
    """All the presses there are. Others wait until one is free."""

    def __init__(self, at_once: int = AT_ONCE, seconds: float = SECONDS) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._seconds = seconds

    async def run(self, job: Job) -> bytes:
        """The file that comes of a job. Raises `CannotMakeFile`. A press that is late, or not wanted any more, ends."""
        async with self._free:
            process = await _start()
            try:
                async with asyncio.timeout(self._seconds):
                    made, _ = await process.communicate(job.dump())
            except TimeoutError:
                raise CannotMakeFile("it took too long") from None
            finally:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode == Answer.DONE and made:
            return made
        raise CannotMakeFile(_CAUSES.get(process.returncode, "the press broke down"))


async def _start() -> asyncio.subprocess.Process:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_SECRET)}
    try:
        # The module is found from beside the package, whether it is installed or in a checkout.
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.app.export.press",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            cwd=Path(bot.__file__).parent.parent, env=environment,
        )  # fmt: skip
    except OSError:
        raise CannotMakeFile("no process can be started") from None
