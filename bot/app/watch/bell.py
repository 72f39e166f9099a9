"""When the operator is told of a fault: once it has lasted, and once when it is over; never at short intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from bot.app.watch.spans import span

Kind = Literal["intake", "database", "delivery", "timers", "set_aside", "disk", "backup"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# How long a fault has to last before it is worth waking anybody; what is not here has lasted already when it is seen.
PATIENCE: dict[Kind, float] = {"intake": 180, "database": 180, "disk": 60}
# How long all has to be well before it is said to be over.
CALM_SECONDS = 60
# One kind of fault is told of no more often than this.
AGAIN_SECONDS = 30 * 60

OVER: dict[Kind, str] = {
    "intake": "Telegram answers again",
    "database": "the database answers again",
    "delivery": "messages go out in time again",
    "timers": "check-ins and reminders go out in time again",
    "set_aside": "for half an hour, no message has failed",
    "disk": "there is room on the disk again",
    "backup": "there is a new backup",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is wrong: what, and what to do."""

    kind: Kind
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the operator is to be told; with ``over``, that it is not wrong any more."""

    kind: Kind
    over: bool
    text: str


@dataclass(slots=True)
class _Story:
    """One kind of fault: since when it is there, or is not any more, and what was said of it."""

    since: float | None = None
    calm_since: float | None = None
    was_due: bool = False
    told: bool = False
    told_at: float | None = None


class Bell:
    """Decides what is told. `heard` may repeat a notice until `told` says that it went out."""

    def __init__(self) -> None:
        self._stories: dict[Kind, _Story] = {kind: _Story() for kind in KINDS}

    def heard(self, at: float, faults: Iterable[Fault]) -> list[Notice]:
        """What is to be told now, at the second ``at``, when these are the faults there are."""
        there = {fault.kind: fault for fault in faults}
        notices = [self._hear(at, kind, there.get(kind)) for kind in KINDS]
        return [notice for notice in notices if notice]

    def told(self, notice: Notice, at: float) -> None:
        """It went out."""
        story = self._stories[notice.kind]
        if notice.over:
            self._stories[notice.kind] = _Story(told_at=story.told_at)
        else:
            story.told, story.told_at = True, at

    def _hear(self, at: float, kind: Kind, fault: Fault | None) -> Notice | None:
        story = self._stories[kind]
        if fault:
            story.calm_since = None
            story.since = at if story.since is None else story.since
            return self._wrong(at, story, fault)
        if story.since is None:
            return None
        story.calm_since = at if story.calm_since is None else story.calm_since
        if not story.was_due:
            story.since = None
            return None
        if at - story.calm_since < CALM_SECONDS:
            return None
        lasted = span(story.calm_since - story.since)
        return Notice(kind, True, f"over after {lasted}: {OVER[kind]}.")

    def _wrong(self, at: float, story: _Story, fault: Fault) -> Notice | None:
        assert story.since is not None  # noqa: S101 - set by whoever calls; for the type checker
        has_lasted = at - story.since >= PATIENCE.get(fault.kind, 0)
        if story.told or not has_lasted or (story.told_at is not None and at - story.told_at < AGAIN_SECONDS):
            return None
        story.was_due = True
        return Notice(fault.kind, False, f"{fault.what} {fault.remedy}")
