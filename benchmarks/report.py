"""Figures as a table for people and as JSON for programs."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.machine import described
from bot.compose.clock import now

FIGURES = Path(__file__).parent / "figures"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, as it stands in docs/performance.md."""
    cells = [list(heads), *map(list, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def keep(name: str, figures: dict[str, Any], tables: Iterable[str]) -> None:
    """Prints the tables of a run, and writes all its figures down."""
    for one in tables:
        say(f"\n{one}")
    FIGURES.mkdir(exist_ok=True)
    file = FIGURES / f"{name}.json"
    text = json.dumps({"at": now().isoformat(timespec="minutes"), "machine": described(), **figures}, indent=1)
    file.write_text(text + "\n", "utf-8")
    say(f"\nAll figures of this run: {file}")


def kept(name: str) -> dict[str, Any]:
    """What `keep` wrote last."""
    found: dict[str, Any] = json.loads((FIGURES / f"{name}.json").read_text("utf-8"))
    return found


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median and tails of a series."""
    if len(values) < 2:
        return {"count": len(values), "median": median(values or [0.0]), "p95": 0.0, "p99": 0.0, "max": 0.0}
    cuts = quantiles(values, n=100, method="inclusive")
    return {"count": len(values), "median": median(values), "p95": cuts[94], "p99": cuts[98], "max": max(values)}


def versions(names: Sequence[str] = ("strongsuit", "python-telegram-bot", "aiohttp", "SQLAlchemy")) -> dict[str, str]:
    """The versions of packages in this environment."""
    from importlib.metadata import version

    return {name: version(name) for name in names}
