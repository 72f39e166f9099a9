"""Rows as the application handles them: decrypted, typed, and changed in memory before one bulk write."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.engine import Session
from bot.engine.session import Part


@dataclass(slots=True, kw_only=True)
class PeerRecord:
    """A person as known on one channel. ``id`` is None until first written. ``address`` is the channel's own."""

    id: int | None = None
    address: str
    session: Session
    created_at: datetime
    name: str | None = None
    locale: str | None = None
    country: str | None = None
    timezone: str | None = None
    consent_version: str | None = None
    consented_at: datetime | None = None
    blocked_at: datetime | None = None
    nudged_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class LineRecord:
    """One line of a plan: the person's words, and where they came from."""

    ref: int
    section: str
    text: str
    role: str = ""
    dialogue: str
    version: int
    state: str
    position: int
    created_at: datetime
    adopted_at: datetime | None = None
    removed_at: datetime | None = None
    parts: tuple[Part, ...] = ()


@dataclass(slots=True, kw_only=True)
class ChangeRecord:
    """What a line was before a change. ``what`` is one of: revised, removed, restored, withdrawn, adopted."""

    ref: int
    at: datetime
    what: str
    before: LineRecord


@dataclass(slots=True, kw_only=True)
class OutboxRecord:
    """A message to be sent. ``body`` is JSON; ``question`` lets an unsent question be taken back."""

    id: int | None = None
    peer_id: int | None
    address: str
    body: str
    unsolicited: bool
    question: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TimerRecord:
    """A timer of a question. ``due_at`` is when it is to fire."""

    timer: str
    due_at: datetime
    question: int


@dataclass(slots=True, kw_only=True)
class AsideRecord:
    """A turn that failed: its cause without words, and its event, sealed, for the operator."""

    at: datetime
    cause: str
    event: str


@dataclass(slots=True, kw_only=True)
class Changes:
    """Everything one peer's turns want written. ``lines`` are whole; ``forgotten`` deletes the peer and all else."""

    peer: PeerRecord
    lines: dict[int, LineRecord] = field(default_factory=dict)
    history: list[ChangeRecord] = field(default_factory=list)
    outbox: list[OutboxRecord] = field(default_factory=list)
    timers: dict[str, TimerRecord] = field(default_factory=dict)
    unsay_since: int | None = None
    aside: list[AsideRecord] = field(default_factory=list)
    forgotten: bool = False
