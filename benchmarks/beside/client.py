"""The process of the server with the people in it, for whoever measures."""

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from benchmarks.beside import environment
from benchmarks.machine import on_core
from benchmarks.processes import OTHER_CORE, ROOT
from bot.compose.clock import now

# People begin to write so long ago, by the dates of their messages, and go on in larger steps than real time does.
AGO = timedelta(hours=22)
FIRST_CHAT = 1_000_000_000
_open = build_opener(ProxyHandler({})).open


class SilentError(Exception):
    """Nobody got a reply, or not all did."""


class ServerProcess:
    """The server of `benchmarks.beside.server` in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.url = f"http://127.0.0.1:{int(process.stdout.readline())}"

    def ask(self, do: str, **arguments: Any) -> Any:
        """One of the things that `Server.control` does."""
        data = json.dumps({"do": do, **arguments}).encode()
        with _open(Request(f"{self.url}/control", data=data), timeout=60) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def state(self) -> dict[str, Any]:
        """What it has counted since the last reset, and who is there."""
        found: dict[str, Any] = self.ask("state")
        return found

    def figures(self) -> dict[str, Any]:
        """The same, with how long each waited for a reply."""
        found: dict[str, Any] = self.ask("figures")
        return found

    def come(self, chats: Iterable[int], prologue: Sequence[tuple[str, str]]) -> None:
        """People come and go through the prologue. Returns when all have. Raises `SilentError`."""
        date = int((now() - AGO).timestamp())
        self.ask("come", chats=list(chats), date=date, prologue=list(prologue))
        self.wait_until_all_rest()

    def wait_until_all_rest(self, seconds: float = 20) -> None:
        """Returns when nobody waits for a reply any more. Raises `SilentError` after ``seconds`` without one."""
        until, turns = time.monotonic() + seconds, -1
        while (found := self.state())["resting"] < found["people"]:
            if found["turns"] != turns:
                until, turns = time.monotonic() + seconds, found["turns"]
            if time.monotonic() > until:
                raise SilentError(
                    f"{found['people'] - found['resting']} of {found['people']} people wait for a reply; "
                    f"{found['other']} messages were not what they waited for, the last: {found['last_other']!r}"
                )
            time.sleep(0.05)


@contextmanager
def server() -> Iterator[ServerProcess]:
    """The server, on the core that is not measured."""
    python = str(environment.PYTHON) if environment.PYTHON.exists() else sys.executable
    command = [*on_core(OTHER_CORE), python, "-m", "benchmarks.beside.server"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield ServerProcess(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(10)
