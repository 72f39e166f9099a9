"""Made-up people for the rehearsal of the content: from a newcomer to somebody with a plan of every kind of line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from bot.app import plan
from bot.app import sample_circles as circles
from bot.app.content import Content
from bot.app.peer import Peer
from bot.engine import Dialogue, Session
from bot.engine.session import Frame
from bot.storage.records import Cadence, ChangeRecord, LineRecord, Memory, Rhythm
from bot.wording.rehearsal import NOON

ZONE = "Europe/Madrid"
_WORDS = "my sister & <music>"

# Which roles a line of a section can have under it, as the built-in dialogues keep them.
_UNDER: Mapping[str, tuple[str, ...]] = {
    "strengths": ("where_next",),
    "what_helps": ("where_next",),
    "people": ("where_next",),
    "interests": ("where_next",),
    "goals": ("why", "step", "leans_on", "with"),
    "wins": ("shows", "tell"),
}
# Lines that stand for themselves and still say what they are.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "strengths": ("got_through",),
    "hard_days": ("carries", "friend", "taught"),
    "life": ("now", "hoped"),
    "people": ("good_for", "belong", "reach_out"),
    "sessions": ("celebrate", "bring", "kept"),
}


def sample_people(content: Content, locale: str) -> list[Peer]:
    """A newcomer, one line, a short plan that is adopted, a long one, one that is empty again, and each country."""
    newcomer = person(locale)
    draft = person(locale, country="US", name="Sam", rhythm=_rhythm("asked"))
    write(draft, _lines(("what_helps",)))
    settled = person(
        locale, country="ES", name="Sam", zone=ZONE, opened=("reflect", "win"), meeting=0, rhythm=_rhythm("weekly")
    )
    write(settled, _lines(("meaning", "strengths", "people", "goals"), adopted=True))
    stand_in(settled, content.catalog.dialogues)
    pausing = _rhythm("days", paused_until=NOON.date() + timedelta(days=9))
    full = person(locale, country="GB", name="Sam", opened=("hard", "domains"), meeting=9, rhythm=pausing)
    full.remember(sections={"own_1": _WORDS})
    write(full, _lines((*plan.SECTIONS, "own_1")))
    full.put_line(_line(900, "goals", settled="let_go"))
    emptied = person(locale, country="IE", name="Sam", rhythm=_rhythm("fortnightly", resting=True))
    write(emptied, _lines(("meaning",)))
    plan.remove(emptied, 1, NOON)
    emptied.put_line(_line(900, "goals", settled="let_go"))
    near = person(locale, country="CA", name="Sam", meeting=1, zone="America/St_Johns", rhythm=_rhythm("sessions"))
    write(near, _lines(plan.SECTIONS, adopted=True))
    long_with_us = person(locale, name="Sam", zone=ZONE, rhythm=_rhythm("monthly", asking=True))
    long_with_us.remember(quiet=(time(), time()))
    write(long_with_us, _lines(("interests", "wins", "goals")))
    for ref, section, role in ((901, "wins", ""), (902, "goals", ""), (903, "goals", "step")):
        near.put_line(_line(ref, section, role, adopted=True, settled="" if section == "wins" else "done"))
    been = person(locale, name="Sam", meeting=-1, rhythm=_rhythm("sessions"))
    known = (newcomer, draft, settled, full, emptied, near, long_with_us, been)
    _among_others(draft, settled, full, near, long_with_us, been)
    # Somebody may choose a specialist before there is a line to share.
    circles.know(emptied, NOON)
    circles.begin(emptied)
    there = {peer.record.country for peer in known}
    others = (person(locale, country=code) for code in content.directory.countries() if code not in there)
    return [*known, *others]


def _among_others(draft: Peer, settled: Peer, full: Peer, near: Peer, long_with_us: Peer, been: Peer) -> None:
    """Some belong to a programme, share something, have notes, or work for it themselves."""
    circles.belong(settled, NOON, retention=365, contact=_WORDS, notice="https://example.org")
    circles.share(settled, NOON, looks=2, read=True)
    circles.begin(settled, refs=(1,), talk=_WORDS, updates=True)
    circles.hear(settled, NOON, unread=1, read=1)
    circles.belong(full, NOON)
    circles.share(full, NOON, stale=True)
    circles.hear(full, NOON, unread=0, read=2)
    circles.know(near, NOON)
    circles.begin(near, refs=(1, 2, 3))
    circles.know(draft, NOON)
    circles.begin(draft)
    circles.work(long_with_us, NOON, shares=2)
    circles.work(been, NOON, confirmed=False)


def person(
    locale: str, *, country: str | None = None, name: str | None = None, zone: str | None = None,
    opened: tuple[str, ...] = (), meeting: int | None = None, rhythm: Rhythm | None = None,
) -> Peer:  # fmt: skip
    """Somebody with an empty plan; ``meeting`` is in how many days the next session is."""
    peer = Peer.new("sample", NOON, locale)
    record = peer.record
    record.name, record.country, record.timezone = name, country, zone
    record.consented_at = NOON if name else None
    record.memory = Memory(
        opened={dialogue: NOON - timedelta(hours=hours) for hours, dialogue in enumerate(opened)},
        meeting_on=None if meeting is None else NOON.date() + timedelta(days=meeting),
        rhythm=rhythm,
    )
    return peer


def _rhythm(
    cadence: Cadence, *, paused_until: date | None = None, resting: bool = False, asking: bool = False
) -> Rhythm:
    return Rhythm(
        cadence=cadence, weekdays=(1, 3) if cadence == "days" else (1,), begun_on=NOON.date() - timedelta(days=40),
        paused_until=paused_until, resting=resting, asking=asking,
    )  # fmt: skip


def write(peer: Peer, lines: Iterator[LineRecord]) -> None:
    """Puts lines into the plan, and a history behind the first of them."""
    for line in lines:
        peer.put_line(line)
        before = replace(line, text=f"{line.text} before")
        changes = ("revised", "moved") if line.section in ("meaning", "people") else ()
        peer.past = [
            *(peer.past or []),
            *(ChangeRecord(id=line.ref, ref=line.ref, at=NOON, what=what, before=before) for what in changes),
        ]


def stand_in(peer: Peer, dialogues: Mapping[str, Dialogue]) -> None:
    """Leaves a question open in some dialogue that keeps its place."""
    open_ = next((one for one in dialogues.values() if one.can_rest), None)
    if open_:
        frame = Frame(dialogue=open_.name, version=open_.version, state=open_.start, answers={})
        peer.record.session = Session(step=100, frames=(frame,))


def _lines(sections: tuple[str, ...], *, adopted: bool = False) -> Iterator[LineRecord]:
    ref = 0
    for section in sections:
        ref += 1
        main = ref
        yield _line(main, section, adopted=adopted or section == "wins", pinned=section == "strengths")
        for role in _UNDER.get(section, ()):
            ref += 1
            yield _line(ref, section, role, about=main, settled="done" if role == "step" and adopted else "")
        for role in _BESIDE.get(section, ()):
            ref += 1
            yield _line(ref, section, role, area="home" if section == "life" else "")


def _line(
    ref: int, section: str, role: str = "", *, about: int = 0, area: str = "", adopted: bool = False,
    pinned: bool = False, settled: str = "",
) -> LineRecord:  # fmt: skip
    return LineRecord(
        ref=ref, section=section, text=f"{_WORDS} {ref}", role=role, about=about, area=area,
        audience="me" if section == "story" else "", dialogue="reflect", version=1, state="helped",
        question="What has helped you before?", position=ref, created_at=NOON, adopted_at=NOON if adopted else None,
        pinned_at=NOON if pinned else None, settled=settled,
    )  # fmt: skip
