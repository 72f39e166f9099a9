"""Plan lines for the tests of recall, and one way to ask it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app.recall import Candidate, explain
from bot.storage.records import LineRecord

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
NOTHING_SHOWN: Mapping[int, datetime] = {}


def line(ref: int, section: str = "what_helps", text: str = "", *, days_old: float = 60, **others: Any) -> LineRecord:
    """A line of the plan, old enough to be neither recent nor long ago."""
    return LineRecord(
        ref=ref, section=section, text=text or f"line {ref}", dialogue="reflect", version=1, state="one",
        position=ref, created_at=AT - timedelta(days=days_old), **others,
    )  # fmt: skip


def ranked(
    lines: Iterable[LineRecord],
    purpose: str = "hard_day",
    about: str = "",
    *,
    locale: str = "en",
    shown: Mapping[int, float] | None = None,
    leave_out: Collection[int] = (),
) -> list[Candidate]:
    """Everything there is to choose from, best first; ``shown`` says how many days ago a line was quoted."""
    recalled = {ref: AT - timedelta(days=days) for ref, days in (shown or {}).items()}
    return explain(lines, purpose=purpose, about=about, locale=locale, recalled=recalled, at=AT, leave_out=leave_out)


def refs(candidates: Iterable[Candidate]) -> list[int]:
    """Which lines they are."""
    return [one.line.ref for one in candidates]
