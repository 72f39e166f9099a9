"""From the records of a person to the data of their file: all of it, whether it is shown or not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.app import plan
from bot.app.export import around as others
from bot.app.export.around import Around
from bot.app.export.model import (
    FORMAT,
    VERSION,
    Change,
    CheckInPutOff,
    CheckIns,
    InChat,
    Line,
    OpenAnswer,
    Opened,
    Person,
    PlanFile,
    QuietHours,
    Section,
    Source,
)
from bot.engine import Session
from bot.engine.session import whole
from bot.storage.records import QUIET, ChangeRecord, LineRecord, PeerRecord, PutOff, Rhythm


def plan_file(
    record: PeerRecord,
    lines: Iterable[LineRecord],
    changes: Sequence[ChangeRecord],
    titles: Mapping[str, str],
    at: datetime,
    around: Around | None = None,
) -> PlanFile:
    """Everything that is held about a person, as it is at ``at``. ``titles`` are the names of sections by id.

    ``around`` is what is held about them together with others. Left out is what tells nothing about them: messages that
    are on their way, timers, hashes, where in a dialogue they stand, and which wording is due next.
    """
    known, around = list(lines), around or Around()
    sections = _sections_of(record, known)
    rank = {name: number for number, name in enumerate(sections)}
    known.sort(key=lambda line: (rank[line.section], line.position, line.ref))
    memory = record.memory
    return PlanFile(
        format=FORMAT,
        version=VERSION,
        made_at=at,
        person=_person(record),
        next_session=memory.meeting_on,
        check_ins=_check_ins(memory.rhythm) if memory.rhythm else None,
        put_off=_put_off(memory.put_off) if memory.put_off else None,
        hello_at=memory.look_in_at,
        quiet_hours=QuietHours(begin=memory.quiet[0], end=memory.quiet[1]) if memory.quiet != QUIET else None,
        sections=tuple(Section(id=name, name=titles.get(name, "")) for name in sections),
        lines=tuple(_line(line, memory.recalled.get(line.ref)) for line in known),
        history=tuple(_change(change) for change in changes),
        open_answers=tuple(_open_answers(record.session, {line.text for line in known if not line.removed_at})),
        opened=tuple(Opened(dialogue=name, at=when) for name, when in sorted(memory.opened.items())),
        programme=others.membership(record, around),
        works_for=tuple(others.works_for(around)),
        shares=tuple(others.shares(around, at)),
        share_drafts=tuple(others.share_drafts(record, around)),
        notes=tuple(others.notes(around)),
        counts=tuple(others.counts(around)),
        in_chat=tuple(_in_chat(around)),
    )


def _sections_of(record: PeerRecord, lines: Iterable[LineRecord]) -> tuple[str, ...]:
    """Those that hold a line and those that the person added, in the order of the plan; unknown ones come last."""
    used = {line.section for line in lines}
    ordered = [name for name in plan.SECTIONS if name in used] + list(record.memory.sections)
    return (*ordered, *sorted(used - set(ordered)))


def _person(record: PeerRecord) -> Person:
    return Person(
        name=record.name or "",
        address=record.address,
        locale=record.locale or "",
        country=record.country or "",
        timezone=record.timezone or "",
        first_seen_at=record.created_at,
        agreed_at=record.consented_at,
        agreed_to=record.consent_version or "",
        blocked_at=record.blocked_at,
        reminded_at=record.nudged_at,
        last_here_at=record.acted_at,
        account_language=record.memory.language or "",
        clock_in_doubt=record.memory.clock_in_doubt,
        codes_missed=record.memory.missed,
    )


def _check_ins(rhythm: Rhythm) -> CheckIns:
    return CheckIns(
        cadence=rhythm.cadence,
        weekdays=rhythm.weekdays,
        at=rhythm.at,
        begun_on=rhythm.begun_on,
        done_on=rhythm.done_on,
        sent=rhythm.sent,
        sent_at=rhythm.sent_at,
        unanswered=rhythm.silence + rhythm.waiting,
        resting=rhythm.resting,
        asks_on=rhythm.asking,
        steady=not rhythm.tapers,
        paused_until=rhythm.paused_until,
    )


def _put_off(check_in: PutOff) -> CheckInPutOff:
    return CheckInPutOff(day=check_in.on, at=check_in.at, not_after=check_in.until)


def _line(line: LineRecord, recalled_at: datetime | None = None) -> Line:
    return Line(
        ref=line.ref,
        section=line.section,
        text=line.text,
        role=line.role,
        about=line.about,
        area=line.area,
        audience=line.audience,
        source=Source(dialogue=line.dialogue, version=line.version, state=line.state, question=line.question),
        at=line.created_at,
        adopted_at=line.adopted_at,
        pinned_at=line.pinned_at,
        settled=line.settled,  # type: ignore[arg-type] # checked by the model: a column holds any text
        settled_at=line.settled_at,
        brought_at=line.brought_at,
        removed_at=line.removed_at,
        recalled_at=recalled_at,
        position=line.position,
    )


def _change(change: ChangeRecord) -> Change:
    return Change(at=change.at, what=change.what, ref=change.ref, before=_line(change.before))


def _in_chat(around: Around) -> Iterator[InChat]:
    for one in around.chat:
        yield InChat(number=one.number, at=one.at, by="person" if one.own else "bot")


def _open_answers(session: Session, in_plan: set[str]) -> Iterator[OpenAnswer]:
    for frame in session.frames:
        told = set(in_plan)
        found = list(_texts(frame.answers, ""))
        found += [("heard", whole(frame.heard)), ("held", whole(frame.held))]
        for name, text in found:
            if text and text not in told:
                told.add(text)
                yield OpenAnswer(dialogue=frame.dialogue, answer=name, text=text)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The texts in an answer, however deep they lie, each with the way to it, such as ``helped.what``."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, path)
