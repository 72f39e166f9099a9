"""What is asked of the machine: which core a process runs on, and how much memory and time it has used."""

import os
import shutil
import time
from pathlib import Path


def on_core(number: int) -> list[str]:
    """The beginning of a command that runs on one core alone; empty where that cannot be had."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2 or not shutil.which("taskset"):
        return []
    return ["taskset", "-c", str(cores[number % len(cores)])]


def peak_mebibytes(process: int | str = "self") -> float:
    """The most memory that a process has held (VmHWM: unlike `getrusage`, it knows nothing of the parent's)."""
    return _kibibytes(process, "VmHWM") / 1024


def now_mebibytes(process: int | str = "self") -> float:
    """The memory that a process holds now."""
    return _kibibytes(process, "VmRSS") / 1024


def cpu_seconds(process: int) -> float:
    """The processor's time that a running process has used, in all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def exact_cpu_seconds(process: int) -> float:
    """The same to the nanosecond, with what its children use, and have used where they have ended. Linux only."""
    # How Linux numbers the clock of a process: the number that clock_getcpuclockid(3) returns.
    own = sum(time.clock_gettime((~one << 3) | 2) for one in family(process))
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return own + (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def family(process: int) -> list[int]:
    """A process and its children, and theirs."""
    found = [process]
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text("ascii").split():
            found += family(int(child))
    return found


def described() -> dict[str, object]:
    """The machine, in neutral terms."""
    from platform import machine, python_version, system
    from sqlite3 import sqlite_version

    return {
        "cores": os.cpu_count(), "system": f"{system()} {machine()}", "python": python_version(),
        "sqlite": sqlite_version, "load": [round(one, 2) for one in os.getloadavg()],
    }  # fmt: skip


def _kibibytes(process: int | str, name: str) -> int:
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{name}:"))
