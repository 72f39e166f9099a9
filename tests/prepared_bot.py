"""`python -m prepared_bot` loads the program once; each process of the bot that a test starts is then a copy of it.

What a start costs is loading modules, nearly all of it, and tests start the bot two hundred times. A copy has loaded
them and done nothing else: it reads its settings, its content and its database as ever, and is a process like any
other, which can be killed, frozen or starved by itself. `bot_copies` is the other side.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import warm_bot

LENGTH = 4
"""In so many bytes stands how long an order is. With them come the files: its three, and one for what becomes of it."""
FILES = 4
# What a start loads. Anything else is loaded by each process when it needs it.
LOADED = (
    "bot.cli", "bot.cli_run", "bot.compose.telegram", "bot.terminal.chat", "bot.storage.migrating", "bot.web.run",
    "bot.web.house", "bot.web.app", "alembic.command", "alembic.config", "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.dialects.postgresql.asyncpg", "asyncpg", "aiohttp", "babel.dates", "babel.numbers", "dateutil.rrule",
    "apscheduler.executors.asyncio", "uvicorn.lifespan.off", "uvicorn.protocols.http.h11_impl", "logging.config",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """A process to be started."""

    arguments: list[str]
    environment: dict[str, str]
    folder: str


def load() -> None:
    """Loads the program, and what it would work out at every start from files that are shipped."""
    gc.disable()  # as `python -m bot` does
    for name in LOADED:
        importlib.import_module(name)
    from bot.app import care
    from bot.app.content import content_roots, load_content

    warm_bot.warm()
    load_content(content_roots(None), "en")
    care.warm_up()
    gc.collect()
    gc.freeze()
    assert threading.active_count() == 1, "a copy would lack the other threads"


class Nursery:
    """Takes orders from ``control``, makes a copy of this process for each, and says of each how it ends."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._copies: dict[int, socket.socket] = {}
        self._bell = os.pipe()
        for end in self._bell:
            os.set_blocking(end, False)

    def serve(self) -> Order | None:
        """Returns in each copy with its order, and here, with None, when nobody is left to give orders."""
        signal.set_wakeup_fd(self._bell[1])
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            ready, _, _ = select.select([self._control.fileno(), self._bell[0]], [], [])
            self._report()
            if self._control.fileno() not in ready:
                continue
            asked = self._asked()
            if asked is None:
                self._end_all()
                return None
            order, files = asked
            if (number := os.fork()) == 0:
                self._become(order, files)
                return order
            for file in files[:-1]:
                os.close(file)
            self._copies[number] = socket.socket(fileno=files[-1])
            self._tell(number, number)

    def _asked(self) -> tuple[Order, list[int]] | None:
        head, files, _, _ = socket.recv_fds(self._control, LENGTH, FILES)
        if not head:
            return None
        body, length = b"", int.from_bytes(head, "big")
        while len(body) < length:
            body += self._control.recv(length - len(body))
        return Order(**json.loads(body)), list(files)

    def _become(self, order: Order, files: list[int]) -> None:
        """In the copy: lets go of everything that belongs to this process, and takes what was ordered."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        for one in self._copies.values():
            one.close()
        for number, file in enumerate(files[:3]):
            os.dup2(file, number)
        for file in (*files, *self._bell):
            os.close(file)
        os.environ.clear()
        os.environ.update(order.environment)
        os.chdir(order.folder)
        sys.argv = ["strongsuit", *order.arguments]
        streams: Any = sys  # made anew, as their kind hangs on what they lead to
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            old = getattr(sys, name)
            how = {"encoding": old.encoding, "errors": old.errors, "closefd": False}
            setattr(streams, name, open(number, "w" if number else "r", buffering=1 if number == 2 else -1, **how))  # noqa: SIM115 - as long as the process
        gc.enable()

    def _report(self) -> None:
        """Says of each copy that has ended how it ended."""
        with suppress(BlockingIOError):
            os.read(self._bell[0], 4096)
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                self._tell(found[0], os.waitstatus_to_exitcode(found[1]))
                self._copies.pop(found[0]).close()

    def _tell(self, copy: int, number: int) -> None:
        with suppress(OSError):  # whoever has ordered it may be gone
            self._copies[copy].sendall(b"%d\n" % number)

    def _end_all(self) -> None:
        for number in self._copies:
            os.kill(number, signal.SIGKILL)


def main() -> None:
    """Loads the program and takes orders; a copy then runs the command line."""
    load()
    if Nursery(socket.socket(fileno=int(sys.argv[1]))).serve():
        warm_bot.main()


if __name__ == "__main__":
    main()
