"""What looking for a place may find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """A country's ISO code and its time zones, main ones first."""

    code: str
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """The one zone that fits; the country is None for a bare offset such as UTC-3."""

    zone: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several zones fit, each with a clock of its own; the person chooses."""

    choices: tuple[ZoneMatch, ...]
