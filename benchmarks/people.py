"""Made-up people: sessions, memories and plans as they look after some weeks, and no two neighbours alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.words import NAMES, PLAN, STEPS
from bot.app.consent import CONSENT_VERSION
from bot.app.content import Content
from bot.app.peer import Peer
from bot.app.rhythm.manners import WINDOW
from bot.app.schedule import CHECK_IN
from bot.app.turn import Turn
from bot.engine import Session, Started
from bot.engine.session import Part
from bot.storage.records import LineRecord, Memory, PeerRecord, Rhythm, TimerRecord

# So many different people; the rest of a crowd are their doubles, with addresses of their own.
VARIANTS = 300
LINES = 20
# What somebody had open when they last put the phone away; nothing, for a third of them.
_OPEN = ("reflect", "home", "")
_POOLS = ("thanks", "check_in_hello", "home:12", "reflect:31", "win:9", "plan:44")
_ZONES = (
    "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo", "Europe/London",
    "Europe/Madrid", "Europe/Helsinki", "Africa/Nairobi", "Asia/Karachi", "Asia/Kathmandu", "Asia/Bangkok",
    "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "Pacific/Honolulu", "Atlantic/Azores",
)  # fmt: skip
_DAYTIME = range(10, 15)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, with a plan and the timer of the next check-in."""

    record: PeerRecord
    lines: Sequence[LineRecord]
    timer: TimerRecord


def people(content: Content, at: datetime, due_at: datetime) -> list[Person]:
    """`VARIANTS` people at the moment ``at``, each with a weekly check-in that is due at ``due_at``."""
    zones = daytime_zones(due_at)
    return [_person(number, content, at, due_at, zones[number % len(zones)]) for number in range(VARIANTS)]


def daytime_zones(at: datetime) -> list[str]:
    """Time zones in which ``at`` lies well between two nights, so that no quiet hours come into a measurement."""
    return [zone for zone in _ZONES if at.astimezone(ZoneInfo(zone)).hour in _DAYTIME]


def _person(number: int, content: Content, at: datetime, due_at: datetime, zone: str) -> Person:
    begun = at - timedelta(days=40 + number % 50)
    local = due_at.astimezone(ZoneInfo(zone))
    record = PeerRecord(
        address=f"telegram:{number}", session=Session.fresh(begun), created_at=begun, locale="en", country="US",
        name=NAMES[number % len(NAMES)] if number % 3 else None, timezone=zone, consent_version=CONSENT_VERSION,
        consented_at=begun, acted_at=at - timedelta(days=1 + number % 6),
    )  # fmt: skip
    lines = _lines(number, begun, record.session.step)
    record.memory = Memory(
        recalled={line.ref: begun + timedelta(days=7 * place) for place, line in enumerate(lines[::4])},
        opened={name: begun + timedelta(days=place) for place, name in enumerate(("reflect", "home", "plan", "win"))},
        rhythm=Rhythm(
            cadence="weekly", weekdays=(local.weekday(),), at=time(local.hour, local.minute),
            begun_on=local.date() - timedelta(days=21), done_on=local.date() - timedelta(days=7), sent=number % 3,
            sent_at=due_at - timedelta(days=7),
        ),
        language="en",
    )  # fmt: skip
    timer = TimerRecord(CHECK_IN, due_at, local.date().toordinal(), due_at + WINDOW)
    return Person(_in_a_conversation(record, lines, content, number), lines, timer)


def _in_a_conversation(record: PeerRecord, lines: Sequence[LineRecord], content: Content, number: int) -> PeerRecord:
    """The same person with a question open, or none; the words they have heard are counted."""
    peer = Peer(record, {line.ref: line for line in lines}, [])
    step = record.session.step + len(lines) + 1
    record.session = Session(step=step, heard={pool: (number + at) % 3 for at, pool in enumerate(_POOLS)})
    if dialogue := _OPEN[number % len(_OPEN)]:
        turn = Turn(peer, content, record.acted_at or record.created_at)
        turn.play(Started(at=turn.at, dialogue=dialogue))
        turn.finish()
    return record


def _lines(number: int, begun: datetime, first: int) -> list[LineRecord]:
    """A plan of `LINES` lines: some are pinned or adopted, two are steps of a goal, and one was taken out."""
    lines: list[LineRecord] = []
    for place in range(LINES - len(STEPS)):
        section, dialogue, sentences = PLAN[place % len(PLAN)]
        lines.append(_line(first, lines, begun, section, dialogue, sentences[(number + place * 7) % len(sentences)]))
    goal = next(line for line in lines if line.section == "goals")
    for sentence in STEPS:
        step = _line(first, lines, begun, "goals", "next_step", sentence)
        step.role, step.about = "step", goal.ref
        lines.append(step)
    lines[number % 10].pinned_at = begun + timedelta(days=3)
    lines[-3].removed_at = begun + timedelta(days=4)
    return lines


def _line(
    first: int, lines: Sequence[LineRecord], begun: datetime, section: str, dialogue: str, text: str
) -> LineRecord:
    place = len(lines)
    ref, at = first + place + 1, begun + timedelta(hours=20 * place)
    return LineRecord(
        ref=ref, section=section, text=text, dialogue=dialogue, version=1, state="ask",
        question="What comes to mind?", position=ref, created_at=at,
        adopted_at=begun + timedelta(days=9) if place % 2 else None, parts=(Part(text, 100 + place),),
    )  # fmt: skip
