"""The processes of a measurement: the stand-in for Telegram's server, the bot itself, and probes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from benchmarks.crowd import KEY
from benchmarks.machine import cpu_seconds, on_core, peak_mebibytes

TOKEN = "1:a-token-for-benchmarks"  # noqa: S105 - it opens nothing
# The bot and whatever is measured run on one core; the server, and whoever measures, on the other.
MEASURED_CORE, OTHER_CORE = 0, 1
ROOT = Path(__file__).parent.parent
_open = build_opener(ProxyHandler({})).open


class ApiProcess:
    """The server of `benchmarks.api` in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.url = f"http://127.0.0.1:{int(process.stdout.readline())}"

    def figures(self) -> dict[str, Any]:
        """What it has counted."""
        found: dict[str, Any] = self._ask("figures")
        return found

    def between(self, begin: float, end: float) -> int:
        """How many messages it took in a span of time, by the clock of `time.monotonic`."""
        found: int = self._ask("between", [begin, end])
        return found

    def reset(self) -> None:
        """Lets it count from nothing."""
        self._ask("reset", {})

    def write(self, rate: float, others: list[int], seconds: float) -> None:
        """Lets people write; see `benchmarks.api_writers`."""
        self._ask("writers", {"rate": rate, "others": others, "seconds": seconds})

    def _ask(self, what: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with _open(Request(f"{self.url}/{what}", data=data), timeout=60) as answer:  # noqa: S310 - our own server
            return json.load(answer)


@contextmanager
def api(limit: int = 0) -> Iterator[ApiProcess]:
    """The server, with a limit of so many messages a second; 0 for none."""
    command = [*on_core(OTHER_CORE), sys.executable, "-m", "benchmarks.api", str(limit)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield ApiProcess(process)
        assert process.stdin is not None
        process.stdin.close()


class Bot:
    """`strongsuit run` as a process; ``begun_at`` is by the clock of `time.monotonic`."""

    def __init__(self, process: "subprocess.Popen[bytes]", begun_at: float) -> None:
        self.process = process
        self.begun_at = begun_at

    @property
    def peak(self) -> float:
        """The most memory that it has held, in MiB."""
        return peak_mebibytes(self.process.pid)

    @property
    def cpu(self) -> float:
        """The processor's time that it has used, in seconds."""
        return cpu_seconds(self.process.pid)


@contextmanager
def bot(server: ApiProcess, folder: Path, per_second: int) -> Iterator[Bot]:
    """The bot on a data folder, stopped at the end. What it prints goes to ``log.txt`` in that folder."""
    environment = {
        "PATH": os.environ["PATH"], "STRONGSUIT_TELEGRAM_TOKEN": TOKEN, "STRONGSUIT_TELEGRAM_API_URL": server.url,
        "STRONGSUIT_DATA_DIR": str(folder), "STRONGSUIT_SECRET_KEY": KEY,
        "STRONGSUIT_MESSAGES_PER_SECOND": str(per_second), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [*on_core(MEASURED_CORE), sys.executable, "-m", "bot", "run"]
    with (folder / "log.txt").open("ab") as log:
        begun_at = time.monotonic()
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log) as process:
            try:
                yield Bot(process, begun_at)
            finally:
                process.terminate()


def probe(name: str, **arguments: Any) -> dict[str, Any]:
    """Runs one of `benchmarks.probes` in a process of its own, on the measured core; returns what it found."""
    command = [*on_core(MEASURED_CORE), sys.executable, "-m", "benchmarks.probes", name, json.dumps(arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def wait_for(condition: Callable[[], object], seconds: float, every: float = 0.05) -> None:
    """Waits until ``condition()`` holds. Raises `TimeoutError`."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("it did not come about in time")
        time.sleep(every)


def crowd(folder: Path, **arguments: Any) -> None:
    """Makes a crowd in a process of its own, so that whoever measures stays small."""
    probe("crowd", folder=str(folder), **arguments)
