"""Moments in the database: seconds since 1970 UTC."""

from datetime import UTC, datetime


def moment(seconds: float | None) -> datetime | None:
    """Seconds since 1970 as an aware datetime."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def known_moment(seconds: float) -> datetime:
    """The same for a column that is never empty."""
    return datetime.fromtimestamp(seconds, UTC)


def seconds(at: datetime | None) -> float | None:
    """An aware datetime as seconds since 1970."""
    return None if at is None else at.timestamp()
