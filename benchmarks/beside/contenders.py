"""The bots that are measured, and how each is started."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.beside import environment
from benchmarks.beside.questions import write_overlay
from benchmarks.crowd import KEY
from benchmarks.machine import exact_cpu_seconds, family, on_core, peak_mebibytes
from benchmarks.processes import MEASURED_CORE, ROOT, TOKEN

# A person's way into Strongsuit: the yes to what is kept, and the two questions that can be skipped.
WELCOME = (
    ("/start", "right"), ("Yes, I'm 18+ and that's fine", "nickname"), ("Skip", "country"), ("Skip", "begin"),
    ("Later", "waits"),
)  # fmt: skip

# Where the Strongsuit that is measured lies, where it is not this one: for comparing two versions.
SOURCE = "BENCH_SOURCE"


@dataclass(frozen=True, slots=True)
class Contender:
    """``command`` starts it, ``environment`` are its own variables; in both ``{folder}`` is where it keeps its data."""

    title: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    prologue: Sequence[tuple[str, str]] = ()
    kind: str = "python"


def _python(file: str, **variables: str) -> tuple[Sequence[str], Mapping[str, str]]:
    return (str(environment.PYTHON), str(environment.BOTS / file)), variables


def _node(file: str, **variables: str) -> tuple[Sequence[str], Mapping[str, str]]:
    return ("node", str(environment.NODE_FOLDER / file)), variables


# Not measured unless it is named: with it, a reply can be sent whose answer is lost when the power goes.
UNSYNCED = "telegraf-unsynced"
STRONGSUIT, FLOOR, FLOOR_A_TURN = "strongsuit", "floor", "floor-turn"
CONTENDERS: Mapping[str, Contender] = {
    STRONGSUIT: Contender(
        "Strongsuit", (sys.executable, "-m", "bot", "run"), {
            "STRONGSUIT_TELEGRAM_TOKEN": TOKEN, "STRONGSUIT_TELEGRAM_API_URL": "{url}", "PYTHONPATH": "{source}",
            "STRONGSUIT_DATA_DIR": "{folder}", "STRONGSUIT_SECRET_KEY": KEY, "STRONGSUIT_CONTENT_DIR": "{overlay}",
            "STRONGSUIT_MESSAGES_PER_SECOND": "0", "STRONGSUIT_HTTP_PORT": "{port}",
        }, WELCOME, "strongsuit",
    ),
    FLOOR: Contender("F, the floor", *_python("floor.py")),
    FLOOR_A_TURN: Contender("F, a commit a turn", *_python("floor.py", BENCH_COMMIT="turn")),
    "telegraf": Contender("Telegraf, SQLite", *_node("telegraf.mjs"), kind="node"),
    UNSYNCED: Contender(
        "Telegraf, not waiting for the disk", *_node("telegraf.mjs", BENCH_SYNCHRONOUS="NORMAL"), kind="node"
    ),
    "grammy": Contender("grammY, SQLite", *_node("grammy.mjs"), kind="node"),
    "grammy-runner": Contender("grammY with its runner, SQLite", *_node("grammy.mjs", BENCH_RUNNER="1"), kind="node"),
    "aiogram": Contender("aiogram, in memory", *_python("aiogram_bot.py")),
    "aiogram-sqlite": Contender("aiogram, SQLite", *_python("aiogram_bot.py", BENCH_STORAGE="sqlite")),
    "ptb": Contender("python-telegram-bot", *_python("ptb_bot.py")),
}  # fmt: skip


def available(names: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Those of the contenders that can be run here, and for the others why not. Makes their environments."""
    makers: dict[str, Callable[[], None]] = {"python": environment.make_python, "node": environment.make_node}
    missing: dict[str, str] = {}
    for kind in dict.fromkeys(CONTENDERS[name].kind for name in names):
        try:
            makers.get(kind, lambda: None)()
        except (environment.SetupError, OSError) as error:
            missing |= {name: str(error) for name in names if CONTENDERS[name].kind == kind}
    return [name for name in names if name not in missing], missing


class Running:
    """A contender's process; ``begun_at`` is by the clock of `time.monotonic`."""

    def __init__(self, process: "subprocess.Popen[bytes]", begun_at: float, log: Path) -> None:
        self.process = process
        self.begun_at = begun_at
        self.log = log

    @property
    def cpu(self) -> float:
        """The processor's time that it has used, in seconds."""
        return exact_cpu_seconds(self.process.pid)

    @property
    def peak(self) -> float:
        """The most memory that it has held, in MiB."""
        return sum(peak_mebibytes(one) for one in family(self.process.pid))


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def variables(name: str, url: str, folder: Path, **more: str) -> dict[str, str]:
    """The environment of a contender that works on a folder, which is made; ``more`` comes on top."""
    contender = CONTENDERS[name]
    folder.mkdir(parents=True, exist_ok=True)
    overlay = write_overlay(folder / "overlay") if contender.kind == "strongsuit" else folder
    places = {
        "url": url, "folder": str(folder), "overlay": str(overlay), "port": str(free_port()),
        "source": os.environ.get(SOURCE, str(ROOT)),
    }  # fmt: skip
    return {
        "PATH": os.environ["PATH"], "BENCH_API_URL": url, "BENCH_TOKEN": TOKEN, "BENCH_FOLDER": str(folder),
        "NODE_ENV": "production",
        **{key: value.format(**places) for key, value in contender.environment.items()}, **more,
    }  # fmt: skip


@contextmanager
def running(name: str, url: str, folder: Path, *, pinned: bool = True, **more: str) -> Iterator[Running]:
    """A contender at work on a folder until the end of the block; ``pinned``: on the measured core.

    ``more`` are further variables of its environment. What it prints goes to ``log.txt`` in that folder.
    """
    contender = CONTENDERS[name]
    if contender.kind == "node":  # modules are looked for beside the file that asks for them
        for file in environment.BOTS.glob("*.mjs"):
            shutil.copy(file, environment.NODE_FOLDER)
        shutil.copy(environment.HERE / "questions.json", environment.NODE_FOLDER)
    command = [*(on_core(MEASURED_CORE) if pinned else []), *contender.command]
    surroundings = variables(name, url, folder, **more)
    with (folder / "log.txt").open("ab") as log:
        begun_at = time.monotonic()
        with subprocess.Popen(command, cwd=folder, env=surroundings, stdout=log, stderr=log) as process:
            try:
                yield Running(process, begun_at, folder / "log.txt")
            finally:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
