"""The clock on a person's wall."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str | None, default: str) -> ZoneInfo:
    """The person's zone; the default where none is set, or where it is no longer known."""
    try:
        return ZoneInfo(name or default)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(default)


def on_the_wall(at: datetime, name: str | None, default: str) -> datetime:
    """The same moment with the date and time of day that it is where the person is."""
    return at.astimezone(zone_of(name, default))
