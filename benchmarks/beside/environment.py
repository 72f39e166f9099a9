"""The environments of the other bots, made once in the folder ``.bench``: for Python, and for Node where it is."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.report import say

HERE = Path(__file__).parent
BOTS = HERE / "bots"
FOLDER = HERE.parent.parent / ".bench"
PYTHON = FOLDER / "python" / "bin" / "python"
NODE_FOLDER = FOLDER / "node"


class SetupError(Exception):
    """An environment could not be made; the message says why."""


def make_python() -> None:
    """Makes the environment for bots in Python, or brings it up to date. Raises `SetupError`."""
    wanted, stamp = HERE / "requirements.txt", FOLDER / "python" / "made.txt"
    if _is_made(wanted, stamp):
        return
    say("setting up the other bots in Python, once ...")
    FOLDER.mkdir(exist_ok=True)
    _do([sys.executable, "-m", "venv", str(FOLDER / "python")])
    _do([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(wanted)])
    stamp.write_bytes(wanted.read_bytes())


def make_node() -> None:
    """Makes the environment for bots in Node, or brings it up to date. Raises `SetupError`."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise SetupError("Node is not installed")
    wanted, stamp = HERE / "package.json", NODE_FOLDER / "made.txt"
    if _is_made(wanted, stamp):
        return
    say("setting up the other bots in Node, once; SQLite is compiled where no binary is found, a minute or two ...")
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    (NODE_FOLDER / "package.json").write_bytes(wanted.read_bytes())
    _do(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"], NODE_FOLDER)
    stamp.write_bytes(wanted.read_bytes())


def versions() -> dict[str, str]:
    """Which versions of their libraries the other bots run with, and of Node; as they were asked for, to the letter."""
    lines = (HERE / "requirements.txt").read_text("utf-8").splitlines()
    found = dict(line.split("==", 1) for line in lines if "==" in line)
    found |= json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    if node := shutil.which("node"):
        found["node"] = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return found


def _is_made(wanted: Path, stamp: Path) -> bool:
    return stamp.exists() and stamp.read_bytes() == wanted.read_bytes()


def _do(command: list[str], folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SetupError(f"{command[0]} failed: {done.stdout.strip()[-600:]}")
