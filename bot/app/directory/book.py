"""The directory as a whole: the entries of all files, the later files laid over the earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.app.directory.entries import CountryLines, DirectoryError
from bot.app.directory.reading import read


@dataclass(frozen=True, slots=True)
class StaleLine:
    """A line whose last check is too old (or, with a negative age, lies in the future)."""

    country: str
    name: str
    verified_on: date
    age_days: int
    source: str


@dataclass(frozen=True, slots=True)
class Directory:
    """All crisis lines by country code, and the entry for everywhere else."""

    by_country: Mapping[str, CountryLines]
    elsewhere: CountryLines

    @classmethod
    def load(cls, paths: Sequence[Path]) -> Directory:
        """Read the files in order; for each country (and for elsewhere) the last file that has it wins.

        An entry without an emergency number keeps that of the file before. Raises DirectoryError if a file cannot be
        read or breaks the format, if a country has no emergency number at all, or if no file has elsewhere.
        """
        entries: dict[str, CountryLines] = {}
        for path in paths:
            entries |= {code: _with_number(entry, entries.get(code), path) for code, entry in read(path).items()}
        if "" not in entries:
            files = ", ".join(map(str, paths))
            raise DirectoryError(f"{files}: `elsewhere` is missing. Add it; it serves all other countries.")
        return cls(entries, entries.pop(""))

    def countries(self) -> tuple[str, ...]:
        """Give the codes of the countries that have an entry of their own, in alphabetical order."""
        return tuple(sorted(self.by_country))

    def for_country(self, code: str | None) -> CountryLines:
        """Give the entry for an ISO code in either case; unknown codes and None get the elsewhere entry."""
        return self.by_country.get((code or "").strip().upper(), self.elsewhere)

    def stale(self, today: date, max_age_days: int = 180) -> list[StaleLine]:
        """List the lines verified over ``max_age_days`` before ``today``, or in the future; oldest first."""
        found = [
            StaleLine(entry.country, line.name[0][1], line.verified_on, age, line.source)
            for entry in (*self.by_country.values(), self.elsewhere)
            for line in entry.lines
            if not -1 <= (age := (today - line.verified_on).days) <= max_age_days
        ]
        return sorted(found, key=lambda item: (item.verified_on, item.country, item.name))

    def closed_at_night(self) -> tuple[str, ...]:
        """Give the countries where no line that serves everything answers at every hour."""
        return tuple(code for code in self.countries() if not _answers_at_night(self.by_country[code]))

    def borrowing(self) -> tuple[str, ...]:
        """Give the countries whose emergency number is not in the file that has their lines."""
        return tuple(code for code in self.countries() if self.by_country[code].borrowed)


def _with_number(entry: CountryLines, before: CountryLines | None, path: Path) -> CountryLines:
    if entry.emergency or not entry.country:
        return entry
    if before is None:
        raise DirectoryError(f"{path}: {entry.country}: `emergency` is missing. Write the number for immediate danger.")
    return replace(entry, emergency=before.emergency, borrowed=True)


def _answers_at_night(entry: CountryLines) -> bool:
    return any(line.answers_at_night for line in entry.to_show())
