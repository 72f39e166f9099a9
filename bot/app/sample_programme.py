"""A programme that does not exist, with invented people: for `make demo`, for transcripts, and for trying things out.

Everybody in it is marked as a sample wherever their name stands. Nobody's story was used.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.consent import CONSENT_VERSION
from bot.app.sharing.codes import normal
from bot.app.sharing.copies import copy_of, hashes
from bot.engine import Session
from bot.storage import LineRecord, PeerRecord, Transaction
from bot.storage.circle import (
    InvitationKind,
    InvitationRecord,
    LetterRecord,
    Measure,
    ProgrammeRecord,
    Role,
    ShareRecord,
    StaffRecord,
    ViewRecord,
)
from bot.storage.records import Changes, Memory

PROGRAMME = ProgrammeRecord(
    key="river-house",
    name="River House (sample)",
    languages=("en", "es"),
    country="US",
    timezone="America/New_York",
    contact="the front desk (sample)",
    notice_url="https://example.org/privacy",
    created_at=datetime.fromisoformat("2026-01-05T09:00:00+00:00"),
)
MORE_PEOPLE = 40
JOIN_CODE = "R1VERH0VSE"
# One more specialist and one more coordinator can come, with these.
_OPEN_ROLES: tuple[tuple[Role, str], ...] = (("specialist", "NEWSPEC1A11ST"), ("coordinator", "NEWC00RD1NAT0R"))

# Who works there: the name in their address, their role, their name, and the code by which peers choose them.
_STAFF: tuple[tuple[str, Role, str, str], ...] = (
    ("rosa", "specialist", "Rosa Diaz (sample)", "R0SA-D1AZ"),
    ("sam", "specialist", "Sam Okafor (sample)", "SAM0-KAF0"),
    ("lee", "specialist", "Lee Chen (sample)", "1EE0-CHEN"),
    ("maya", "coordinator", "Maya Singh (sample)", ""),
)

# Section, role, the number of the line it belongs to, what was asked, and the words.
_Line = tuple[str, str, int, str, str]
_ALEX: tuple[_Line, ...] = (
    ("strengths", "", 0, "What would a good friend say you are good at?", "I stay calm when others can't"),
    ("strengths", "", 0, "What would a good friend say you are good at?", "I make people laugh, even at the clinic"),
    ("what_helps", "", 0, "What has helped you before?", "Walking to the river before breakfast"),
    ("what_helps", "", 0, "What has helped you before?", "Ringing my sister before it gets dark"),
    ("people", "", 0, "Who is good for you?", "My sister Dana"),
    ("goals", "", 0, "What meaningful goal are you working toward?", "Play guitar in the Sunday group"),
    ("goals", "step", 6, "What is one small step?", "Put new strings on this week"),
    ("wins", "", 0, "What would you like to note?", "Said no on Friday, and meant it"),
)
_JO: tuple[_Line, ...] = (
    ("strengths", "", 0, "What would a good friend say you are good at?", "I finish what I begin"),
    ("what_helps", "", 0, "What has helped you before?", "Writing three lines every night"),
    ("wins", "", 0, "What would you like to note?", "Cooked for four people"),
)
_KIM: tuple[_Line, ...] = (
    ("strengths", "", 0, "What would a good friend say you are good at?", "Dogs trust me at once"),
    ("what_helps", "", 0, "What has helped you before?", "The allotment, even in the rain"),
    ("interests", "", 0, "Where does time fly for you?", "Anything with wood and a plane"),
    ("goals", "", 0, "What meaningful goal are you working toward?", "See my son every other weekend"),
    ("goals", "step", 4, "What is one small step?", "Ask about the bus on Saturdays"),
)


@dataclass(frozen=True, slots=True)
class SampleProgramme:
    """What was written: the numbers of the programme, of its staff and of the shares, by name."""

    programme_id: int
    staff: Mapping[str, StaffRecord]
    shares: Mapping[str, ShareRecord]


async def write_programme(transaction: Transaction, at: datetime, channel: str = "terminal") -> SampleProgramme:
    """Writes the programme with its staff, and no peers. ``channel`` begins everybody's address."""
    known = await transaction.programmes.by_key(PROGRAMME.key)
    programme = known or await transaction.programmes.put(_copy_of_programme())
    programme_id = programme.id or 0
    await _invite(transaction, programme_id, "join", JOIN_CODE, at)
    for open_role, code in _OPEN_ROLES:
        await _invite(transaction, programme_id, open_role, code, at, most=1)
    staff: dict[str, StaffRecord] = {}
    for who, role, name, code in _STAFF:
        peer = await _peer(transaction, f"{channel}:{who}", name, at, serves=True)
        record = StaffRecord(
            programme_id=programme_id, peer_id=peer.id, role=role, name=name, accepted_at=at, confirmed_at=at
        )
        staff[who] = await transaction.programmes.put_staff(record)
        if code:
            await _invite(transaction, programme_id, "share", normal(code), at, record.id)
    return SampleProgramme(programme_id, staff, {})


async def write_peers(
    transaction: Transaction, written: SampleProgramme, at: datetime, channel: str = "terminal"
) -> SampleProgramme:
    """Writes sample peers who share with the staff, and a year of figures for the programme."""
    shares: dict[str, ShareRecord] = {}
    people = (("alex", "Alex (sample)", _ALEX, "rosa", 9), ("jo", "Jo (sample)", _JO, "rosa", 3))
    for who, name, lines, reader, days in (*people, ("kim", "Kim (sample)", _KIM, "sam", 1)):
        peer = await _peer(transaction, f"{channel}:{who}", name, at - timedelta(days=60), written.programme_id)
        plan = [_line(number, line, at - timedelta(days=40 - number)) for number, line in enumerate(lines, 1)]
        await transaction.save([Changes(peer=peer, lines={line.ref: line for line in plan})])
        shares[who] = await _share(transaction, peer, plan, written.staff[reader], at - timedelta(days=days))
    await _bring_up_to_date(transaction, shares["alex"], written.staff["rosa"], at - timedelta(hours=5))
    await _count(transaction, written.programme_id, at, channel)
    return SampleProgramme(written.programme_id, written.staff, shares)


def _copy_of_programme() -> ProgrammeRecord:
    from dataclasses import replace

    return replace(PROGRAMME)


async def _invite(
    transaction: Transaction,
    programme_id: int,
    kind: InvitationKind,
    code: str,
    at: datetime,
    staff_id: int | None = None,
    most: int | None = None,
) -> None:
    invitation = InvitationRecord(
        programme_id=programme_id, staff_id=staff_id, kind=kind, most=most, created_at=at,
        # Codes that invite to work are shown once only, and never again.
        code="" if most else normal(code),
        label="poster at the front desk (sample)" if kind == "join" else "Noor Haddad (sample)" if most else "",
    )  # fmt: skip
    await transaction.programmes.add_invitation(invitation, normal(code))


async def _peer(
    transaction: Transaction, address: str, name: str, at: datetime, programme_id: int | None = None, *,
    serves: bool = False,
) -> PeerRecord:  # fmt: skip
    record = PeerRecord(
        address=address, session=Session.fresh(at), created_at=at, name=name, locale="en", country="US",
        timezone="America/New_York", programme_id=programme_id, joined_at=at if programme_id else None,
        consent_version=None if serves else CONSENT_VERSION, consented_at=None if serves else at, acted_at=at,
        memory=Memory(serves=serves),
    )  # fmt: skip
    await transaction.save([Changes(peer=record)])
    return record


def _line(ref: int, line: _Line, at: datetime) -> LineRecord:
    section, role, about, question, text = line
    return LineRecord(
        ref=ref, section=section, text=text, role=role, about=about, question=question, dialogue="reflect", version=1,
        state="sample", position=ref, created_at=at, adopted_at=at,
    )  # fmt: skip


async def _share(
    transaction: Transaction, peer: PeerRecord, plan: Sequence[LineRecord], reader: StaffRecord, at: datetime
) -> ShareRecord:
    talk = "How to tell my sister about the group" if len(plan) > 5 else ""
    held_back = {line.ref for line in plan if line.section == "wins"}
    copy = copy_of(peer, plan, {line.ref for line in plan} - held_back, talk, "en")
    share = ShareRecord(
        peer_id=peer.id, staff_id=reader.id or 0, copy=copy, given_at=at, made_at=at, until=at + timedelta(days=30)
    )
    await transaction.sharing.put(share)
    return share


async def _bring_up_to_date(transaction: Transaction, share: ShareRecord, reader: StaffRecord, at: datetime) -> None:
    """The copy was looked at, and answered; since then there is a newer one with a win in it."""
    looked = share.made_at + timedelta(days=1)
    view = ViewRecord(share_id=share.id, at=looked, number=1, via="web")
    await transaction.sharing.add_views([view])
    letter = LetterRecord(
        peer_id=share.peer_id or 0, share_id=share.id, kind="question", at=looked, name=reader.name,
        text="What is it about the river that does you good?", told_at=looked,
    )  # fmt: skip
    await transaction.sharing.add_letter(letter)
    if share.copy is None or share.peer_id is None:
        return
    lines = (await transaction.lines([share.peer_id]))[share.peer_id]
    peer = (await transaction.peers_by_id([share.peer_id]))[share.peer_id]
    if peer is not None:
        share.seen, share.number, share.made_at = hashes(share.copy), 2, at
        share.copy = copy_of(peer, lines, {line.ref for line in lines}, share.copy.talk, "en")
        await transaction.sharing.put(share)


async def _count(transaction: Transaction, programme_id: int, at: datetime, channel: str) -> None:
    """Figures of further people over half a year, so that there is something to see, and something to hide."""
    rises: Iterable[tuple[Measure, int]] = (
        ("joined", 1), ("reflections", 1), ("adopted", 1), ("check_ins", 3), ("wins", 2), ("shares", 1),
    )  # fmt: skip
    for number in range(MORE_PEOPLE):
        peer = await _peer(
            transaction, f"{channel}:sample{number}", "(sample)", at - timedelta(days=number % 40), programme_id
        )
        first = at - timedelta(days=30 * (number % 6))
        for back in range(6):
            month = at - timedelta(days=30 * back)
            if month < first - timedelta(days=1):
                continue
            for what, times in rises:
                is_new = (month.year, month.month) == (first.year, first.month)
                if is_new if what == "joined" else (number + back + times) % 4:
                    key = (programme_id, month.year * 100 + month.month, what)
                    await transaction.tallies.add({peer.id or 0: {key: times}})
