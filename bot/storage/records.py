"""Rows as the application handles them: decrypted, typed, and changed in memory before one bulk write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from bot.engine import Session
from bot.engine.session import Part
from bot.storage.circle import CircleChanges

Cadence = Literal[
    "days", "weekly", "fortnightly", "monthly", "two_monthly", "sessions", "before_sessions", "asked"
]  # fmt: skip
"""How often check-ins come. ``days``: on several weekdays; ``sessions``: the day before and the day after a session;
``asked``: only when the person asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How somebody wants to be checked in with, and where that stands. All of it is by the clock on their wall.

    ``weekdays`` (Monday is 0) and ``at`` are what they chose; fortnights and months are counted from ``begun_on``.
    ``done_on`` is the newest occurrence that is dealt with: nothing comes for that day, or an earlier one, any more.
    ``sent`` counts check-ins at this cadence, which becomes rarer by itself while ``tapers``. ``waiting`` says that the
    newest is unanswered, ``silence`` how many in a row were before it; after three of them the check-ins are
    ``resting``. ``asking``: the next one asks how to go on. Until ``paused_until`` none comes.
    """

    cadence: Cadence
    weekdays: tuple[int, ...] = (0,)
    at: time = time(18)
    begun_on: date
    done_on: date | None = None
    sent: int = 0
    sent_at: datetime | None = None
    waiting: bool = False
    silence: int = 0
    resting: bool = False
    asking: bool = False
    tapers: bool = True
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """A check-in that the person has put off: that of the day ``on`` comes at ``at``, and not later than ``until``."""

    on: date
    at: datetime
    until: datetime


QUIET = (time(21), time(9))
"""Quiet hours of whoever has not chosen any: from, and until."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft:
    """What somebody is about to share: with whom, which lines (by ref), what to talk about, and the last day (in ISO
    8601; empty while none is chosen).

    ``staff_id`` is 0 while nobody is chosen. ``share_id`` is the share that it is to replace; None where it is a new
    one. ``previewed`` is a hash of what they were shown last: only that can be given. ``goes_on`` says where the
    dialogue goes on when it is opened next, if not at its beginning.
    """

    staff_id: int
    refs: tuple[int, ...] = ()
    talk: str = ""
    until: str = ""
    share_id: int | None = None
    previewed: str = ""
    goes_on: Literal["", "who", "pick", "preview"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Small things remembered of a person besides their words in the plan; sealed like those.

    ``sections`` are the sections they added, by id, with the names they gave. ``recalled`` says when a line (by ref)
    was last quoted back. ``opened`` says when they last opened a dialogue. ``meeting_on`` is their next session.
    ``rhythm`` is how they want to be checked in with; None until they have chosen. In ``quiet`` hours (from, until)
    nothing unsolicited comes. ``language`` is what their account was last set to; ``clock_in_doubt`` says that
    something suggests another time zone than the one known. ``draft`` is what they are about to share. ``missed`` are
    moments at which they brought a code that opened nothing; ``laid_by`` what they had begun to share with others.
    ``serves``: they work for a programme. ``put_off`` is the check-in that they have put off; ``look_in_at`` is when
    they are to hear a hello, which they asked for after a hard message.
    """

    sections: Mapping[str, str] = field(default_factory=dict)
    recalled: Mapping[int, datetime] = field(default_factory=dict)
    opened: Mapping[str, datetime] = field(default_factory=dict)
    meeting_on: date | None = None
    rhythm: Rhythm | None = None
    quiet: tuple[time, time] = QUIET
    language: str | None = None
    clock_in_doubt: bool = False
    draft: ShareDraft | None = None
    laid_by: tuple[ShareDraft, ...] = ()
    missed: tuple[datetime, ...] = ()
    serves: bool = False
    put_off: PutOff | None = None
    look_in_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class PeerRecord:
    """A person as known on one channel. ``id`` is None until first written. ``address`` is the channel's own.

    ``nudged_at`` is when they were last written to without having done anything; ``acted_at`` when they last did.
    ``programme_id`` is the programme they belong to, since ``joined_at``.
    """

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
    acted_at: datetime | None = None
    programme_id: int | None = None
    joined_at: datetime | None = None
    memory: Memory = field(default_factory=Memory)


@dataclass(slots=True, kw_only=True)
class LineRecord:
    """One line of a plan: the person's words, and where they came from.

    ``role`` says what the line is to the one it is ``about`` (a ref; 0: it stands for itself). ``area`` is an area of
    life. ``audience`` says who it is for. ``question`` is what was asked, as it was asked. ``settled`` is how it went:
    ``done``, ``let_go`` or ``past``; empty while it is open. ``brought_at`` is when it came in with a file. Lines of a
    section stand in the order of ``position``.
    """

    ref: int
    section: str
    text: str
    role: str = ""
    about: int = 0
    area: str = ""
    audience: str = ""
    dialogue: str
    version: int
    state: str
    question: str = ""
    position: int
    created_at: datetime
    adopted_at: datetime | None = None
    pinned_at: datetime | None = None
    settled: str = ""
    settled_at: datetime | None = None
    brought_at: datetime | None = None
    removed_at: datetime | None = None
    parts: tuple[Part, ...] = ()


@dataclass(slots=True, kw_only=True)
class ChangeRecord:
    """What a line was before a change; ``id`` is None until written.

    ``what`` is one of: revised, removed, restored, withdrawn, adopted, moved, placed, pinned, unpinned, settled,
    reopened, addressed, undone.
    """

    id: int | None = None
    ref: int
    at: datetime
    what: str
    before: LineRecord


@dataclass(slots=True, kw_only=True)
class OutboxRecord:
    """A message to be sent. ``body`` is JSON; ``question`` lets an unsent question be taken back.

    An unsolicited message is not sent later than ``not_after``. ``queued_at`` is when it began to wait for being sent,
    in seconds of a process's own; it is not written down.
    """

    id: int | None = None
    peer_id: int | None
    address: str
    body: str
    unsolicited: bool
    question: int
    created_at: datetime
    not_after: datetime | None = None
    queued_at: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class TimerRecord:
    """A timer. ``due_at`` is when it is to fire; later than ``until``, it is not to fire any more.

    ``question`` is the question it was set for; of a check-in, the day it is for (`date.toordinal`), by which each
    occurrence is known.
    """

    timer: str
    due_at: datetime
    question: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueRecord:
    """A timer that has fallen due, and whose it is."""

    peer_id: int
    timer: str
    question: int
    due_at: datetime
    until: datetime | None = None


@dataclass(slots=True, kw_only=True)
class AsideRecord:
    """A turn that failed: its cause without words, and its event, sealed, for the operator."""

    at: datetime
    cause: str
    event: str


@dataclass(slots=True, kw_only=True)
class Changes:
    """Everything one peer's turns want written. ``lines`` are whole; ``forgotten`` deletes the peer and all else.

    ``forgotten_at`` says when that was, where it was not with their last act. ``erases``: words of theirs are let go
    of for good, and are to be gone from the files too. A timer that is None is taken away. ``circle`` is what concerns
    others too.
    """

    peer: PeerRecord
    lines: dict[int, LineRecord] = field(default_factory=dict)
    history: list[ChangeRecord] = field(default_factory=list)
    outbox: list[OutboxRecord] = field(default_factory=list)
    timers: dict[str, TimerRecord | None] = field(default_factory=dict)
    unsay_since: int | None = None
    aside: list[AsideRecord] = field(default_factory=list)
    circle: CircleChanges | None = None
    forgotten: bool = False
    forgotten_at: datetime | None = None
    erases: bool = False
