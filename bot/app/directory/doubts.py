"""What may be wrong with a directory that can be used: for the operator, where `strongsuit check` says it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app.directory.book import Directory


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the entry of a country: the file and row where it begins, and which of its codes it is about."""

    file: Path
    row: int
    codes: tuple[str, ...]


def closed_at_night(directory: Directory, files: Sequence[Path]) -> list[Doubt]:
    """The entries that leave people alone at some hour."""
    return list(_by_entry(directory, directory.closed_at_night(), files))


def without_number(directory: Directory, files: Sequence[Path]) -> list[Doubt]:
    """The entries that keep the emergency number of an earlier file."""
    return list(_by_entry(directory, directory.borrowing(), files))


def _by_entry(directory: Directory, codes: Iterable[str], files: Sequence[Path]) -> Iterator[Doubt]:
    """Countries that share an entry are named together."""
    entries: dict[object, list[str]] = {}
    for code in codes:
        entries.setdefault(directory.by_country[code].lines, []).append(code)
    for together in entries.values():
        file, row = _beginning(together, files)
        yield Doubt(file, row, tuple(together))


def _beginning(codes: Sequence[str], files: Sequence[Path]) -> tuple[Path, int]:
    wanted = re.compile(rf"\bcountry: *[\"']?({'|'.join(codes)})\b")
    for file in reversed(files):
        for number, row in enumerate(file.read_text("utf-8").splitlines(), 1):
            if wanted.search(row):
                return file, number
    return files[-1], 1
