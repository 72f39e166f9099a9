"""The tables in docs/performance.md, from the figures that were kept: what stands there is what was measured."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import idle, report, rush, throughput
from benchmarks.beside import on_file, open_talks, replicas, side_by_side

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
TABLES: Mapping[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "beside": side_by_side.tables,
    "memory": open_talks.tables,
    "on-file": on_file.tables,
    "replicas": replicas.tables,
    "idle": idle.tables,
    "rush": rush.tables,
    "rush-whole": rush.tables,
    "throughput": throughput.tables,
}
# A table stands between a line that names the run and which of its tables, and an empty line.
_TABLE = re.compile(r"(<!-- figures: ([a-z-]+) (\d) -->\n)(?:\|.*\n)*")


def filled(page: str) -> str:
    """The page with its tables as the figures have them. Raises `OSError` where there are none for one of them."""
    return _TABLE.sub(lambda found: found[1] + _table(found[2], int(found[3])) + "\n", page)


def _table(name: str, number: int) -> str:
    return list(TABLES[name](report.kept(name)))[number - 1]
