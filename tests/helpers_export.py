"""A typical plan for the tests of files: some forty lines of somebody who is made up."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from helpers_app import shipped

from bot.app.consent import CONSENT_VERSION
from bot.app.export.document import Document, document
from bot.app.export.words import Words
from bot.engine import Session
from bot.storage.records import LineRecord, Memory, PeerRecord

AT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
CHICAGO = "America/Chicago"

# (section, words, role, the number of the line it is about)
Row = tuple[str, str, str, int]

TYPICAL: Sequence[Row] = (
    ("meaning", "Waking up without dread, and having someone to tell about my day.", "", 0),
    ("strengths", "I keep going, even slowly", "", 0),
    ("strengths", "When the new shift starts in March", "where_next", 2),
    ("strengths", "I can make people laugh when the room is heavy", "", 0),
    ("strengths", "Two years without a home.\nI learned every library and every warm doorway.", "got_through", 0),
    ("strengths", "I am good with animals", "", 0),
    ("strengths", "At the shelter on Saturdays", "where_next", 6),
    ("what_helps", "Walking by the river before it gets loud", "", 0),
    ("what_helps", "On mornings with a meeting", "where_next", 8),
    ("what_helps", "Calling Rosa", "", 0),
    ("what_helps", "A hot shower and clean sheets", "", 0),
    ("what_helps", "Writing three lines before bed", "", 0),
    ("people", "My sister Ana: she never asks too much", "", 0),
    ("people", "Rosa from the Tuesday group", "", 0),
    ("people", "Mr. Okafor at the library", "", 0),
    ("people", "أختي ليلى، تعرف كيف تضحكني", "", 0),
    ("what_matters", "Being someone my kids can call", "", 0),
    ("what_matters", "Honesty", "", 0),
    ("life", "A room with a door that locks", "now", 0),
    ("life", "A kitchen with a window", "hoped", 19),
    ("interests", "Painting, mostly water", "", 0),
    ("interests", "Fixing old radios", "", 0),
    ("goals", "See my kids every other weekend", "", 0),
    ("goals", "They asked me, not the other way round", "why", 23),
    ("goals", "Ask Ms. Bell about the bus pass", "step", 23),
    ("goals", "I keep going, even slowly", "leans_on", 23),
    ("goals", "Finish the forklift course", "", 0),
    ("goals", "Because I like knowing how a thing works", "why", 27),
    ("goals", "Read chapter 4 on the bus", "step", 27),
    ("hard_days", "Noise and no sleep are how it starts", "", 0),
    ("hard_days", "Put the phone in the other room", "", 0),
    ("hard_days", "Text Rosa one word: river", "", 0),
    ("hard_days", "It has passed every time so far", "", 0),
    ("wins", "Went to the dentist. Alone.", "", 0),
    ("wins", "Said no to Dan and stayed friends", "", 0),
    ("wins", "Four nights of sleep", "", 0),
    ("wins", "My daughter laughed at my joke", "", 0),
    ("sessions", "How to talk to my landlord", "", 0),
    ("own_1", "Tomatoes in May, beans along the fence", "", 0),
    ("own_1", "Rosa knows about soil", "", 0),
)
DRAFTS, PINNED, DONE = (12, 22), (4, 17), (25,)


def a_plan(rows: Iterable[Row] = TYPICAL) -> list[LineRecord]:
    """Lines as they are stored; those of `TYPICAL` with a few drafts, two that are pinned, and a step that is done."""
    return [
        LineRecord(
            ref=ref, section=section, text=text, role=role, about=about, dialogue="reflect", version=3, state="ask",
            question="What has helped you before?", position=ref, created_at=AT - timedelta(days=60 - ref % 50),
            adopted_at=None if ref in DRAFTS else AT, pinned_at=AT if ref in PINNED else None,
            settled="done" if ref in DONE else "", settled_at=AT if ref in DONE else None,
        )
        for ref, (section, text, role, about) in enumerate(rows, 1)
    ]  # fmt: skip


def plain_plan(*texts: str) -> list[LineRecord]:
    """Adopted lines of one section."""
    lines = a_plan(("strengths", text, "", 0) for text in texts)
    for line in lines:
        line.adopted_at, line.pinned_at, line.settled, line.settled_at = AT, None, "", None
    return lines


def a_record(name: str | None = "Sam", locale: str = "en") -> PeerRecord:
    """Somebody in Chicago with a section of their own."""
    return PeerRecord(
        address="test:1", session=Session.fresh(AT), created_at=AT - timedelta(days=60), name=name, locale=locale,
        country="US", timezone=CHICAGO, consent_version=CONSENT_VERSION, consented_at=AT - timedelta(days=60),
        memory=Memory(sections={"own_1": "My garden"}),
    )  # fmt: skip


def words(locale: str = "en") -> Words:
    """The shipped words."""
    return Words(shipped(), locale)


def a_document(lines: Iterable[LineRecord] | None = None, *, locale: str = "en", name: str | None = "Sam") -> Document:
    """A plan as it is read; the typical one where no lines are given."""
    return document(a_record(name, locale), a_plan() if lines is None else lines, words(locale), AT, "UTC")
