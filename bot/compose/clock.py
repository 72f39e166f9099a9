"""The one place that reads the clock. Whatever else needs the time is handed it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The real time."""
    return datetime.now(UTC)  # noqa: TID251 - this is the composition root
