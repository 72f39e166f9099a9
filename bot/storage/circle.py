"""Rows about more than one person: programmes, who works for them, what is shared, and what people write about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.storage.audit import AuditRecord

Role = Literal["specialist", "coordinator"]
InvitationKind = Literal["join", "specialist", "coordinator", "share"]
"""What a code opens: a programme, its staff, or (``share``) the list of one specialist."""
Via = Literal["telegram", "web", "print"]
LetterKind = Literal[
    "shared", "updated", "read", "note", "question", "confirmed", "suspended", "resumed", "closed", "ended"
]  # fmt: skip
"""``shared`` and ``updated`` go to a specialist; ``read``, ``note`` and ``question`` come from one. ``ended`` tells a
peer that whoever they shared with is not here any more; the rest are about somebody's standing in a programme."""
Measure = Literal["joined", "reflections", "adopted", "check_ins", "wins", "shares"]
"""What is counted for a programme. The table holds the same list, so no other word can be written there."""


@dataclass(slots=True, kw_only=True)
class ProgrammeRecord:
    """A programme that runs the companion for its people. ``key`` is what the operator calls it by.

    ``languages`` are offered to its people, the first one by itself; empty: all there are. ``retention_days`` is how
    long somebody's words are kept after they were last here; None: until they delete them. ``overlay`` is a folder
    with words and crisis lines of its own. ``contact`` says how a person reaches it.
    """

    id: int | None = None
    key: str
    name: str
    languages: tuple[str, ...] = ()
    country: str | None = None
    timezone: str | None = None
    retention_days: int | None = None
    overlay: str = ""
    contact: str = ""
    notice_url: str = ""
    created_at: datetime
    closed_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class InvitationRecord:
    """A code that lets somebody in. ``code`` is empty where it was shown once and is not kept.

    It can be used ``most`` times (None: any number), until ``expires_at``. ``label`` says what it is for; of an
    invitation to work for the programme, it is the name of whoever is expected.
    """

    id: int | None = None
    programme_id: int
    staff_id: int | None = None
    kind: InvitationKind
    code: str = ""
    label: str = ""
    created_at: datetime
    expires_at: datetime | None = None
    most: int | None = None
    used: int = 0
    revoked_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class StaffRecord:
    """Somebody who works for a programme: ``confirmed_at`` by the operator, and perhaps suspended since."""

    id: int | None = None
    programme_id: int
    peer_id: int | None
    role: Role
    name: str
    accepted_at: datetime
    confirmed_at: datetime | None = None
    suspended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLine:
    """A line as it was when it was shared. ``ref`` is its number in the person's own plan."""

    ref: int
    section: str
    text: str
    role: str = ""
    about: int = 0
    area: str = ""
    question: str = ""
    dialogue: str = ""
    at: datetime
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCopy:
    """What somebody shares: a copy that stays as it is. ``own`` names the sections that they added.

    ``talk`` is what they would like to talk about.
    """

    name: str = ""
    locale: str = ""
    lines: tuple[SharedLine, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    talk: str = ""


@dataclass(slots=True, kw_only=True)
class ShareRecord:
    """A copy for one specialist, until a moment. ``number`` counts the copies; ``copy`` is None once it has ended.

    ``seen`` is what they saw last: for each line, a hash of it (no words), and for ``0`` one of what to talk about.
    """

    id: int | None = None
    peer_id: int | None
    staff_id: int
    number: int = 1
    copy: SharedCopy | None
    seen: Mapping[int, str] | None = None
    given_at: datetime
    made_at: datetime
    until: datetime
    revoked_at: datetime | None = None
    acknowledged_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class ViewRecord:
    """Somebody looked at a share: when, at which copy, and where."""

    share_id: int | None
    at: datetime
    number: int
    via: Via


@dataclass(slots=True, kw_only=True)
class LetterRecord:
    """Something from one person for another (``peer_id``). ``name`` is who it is from, ``text`` what they wrote.

    ``told_at`` is when it was announced, ``read_at`` when it was opened.
    """

    id: int | None = None
    peer_id: int
    share_id: int | None = None
    kind: LetterKind
    at: datetime
    name: str = ""
    text: str = ""
    told_at: datetime | None = None
    read_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class NoteRecord:
    """A specialist's own note about somebody. ``heading`` is the name that person went by."""

    staff_id: int
    peer_id: int
    heading: str
    text: str
    written_at: datetime


@dataclass(slots=True, kw_only=True)
class CircleChanges:
    """What somebody's turns want written that concerns others too.

    A letter may belong to a share that has no number yet: it is named beside it. ``used`` are invitations that let
    them in; ``accepted`` a role they took on; ``tallies`` counts, by programme, month (such as 202603) and measure.
    ``doors`` are hashes of sign-in links for a role of theirs, with when they were made and until when they open.
    ``audited`` is what somebody who works for a programme looked at or did.
    """

    shares: list[ShareRecord] = field(default_factory=list)
    views: list[ViewRecord] = field(default_factory=list)
    letters: list[tuple[LetterRecord, ShareRecord | None]] = field(default_factory=list)
    told: list[tuple[int, datetime]] = field(default_factory=list)
    read: list[tuple[int, datetime]] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    accepted: list[StaffRecord] = field(default_factory=list)
    invitations: list[InvitationRecord] = field(default_factory=list)
    tallies: Counter[tuple[int, int, Measure]] = field(default_factory=Counter)
    doors: list[tuple[str, int, datetime, datetime]] = field(default_factory=list)
    audited: list[AuditRecord] = field(default_factory=list)

    def copied(self) -> "CircleChanges":
        """A copy to return to when a turn fails."""
        return CircleChanges(
            shares=list(self.shares),
            views=list(self.views),
            letters=list(self.letters),
            told=list(self.told),
            read=list(self.read),
            used=list(self.used),
            accepted=list(self.accepted),
            invitations=list(self.invitations),
            tallies=Counter(self.tallies),
            doors=list(self.doors),
            audited=list(self.audited),
        )
