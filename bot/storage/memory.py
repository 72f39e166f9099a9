"""A person's memory as JSON, before it is sealed. What is as it is for most people is left out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, time
from typing import Any

from bot.storage.moments import known_moment, moment, seconds
from bot.storage.records import QUIET, Memory, PutOff, Rhythm, ShareDraft


def memory_text(memory: Memory) -> str:
    """``memory`` as JSON."""
    data: dict[str, Any] = {
        "sections": dict(memory.sections),
        "recalled": {ref: at.timestamp() for ref, at in memory.recalled.items()},
        "opened": {name: at.timestamp() for name, at in memory.opened.items()},
        "meeting_on": memory.meeting_on.isoformat() if memory.meeting_on else None,
    }
    if memory.rhythm:
        data["rhythm"] = _rhythm_data(memory.rhythm)
    if memory.quiet != QUIET:
        data["quiet"] = [one.isoformat("minutes") for one in memory.quiet]
    if memory.language:
        data["language"] = memory.language
    if memory.clock_in_doubt:
        data["clock_in_doubt"] = True
    if memory.draft:
        data["draft"] = asdict(memory.draft)
    if memory.laid_by:
        data["laid_by"] = [asdict(one) for one in memory.laid_by]
    if memory.missed:
        data["missed"] = [at.timestamp() for at in memory.missed]
    if memory.serves:
        data["serves"] = True
    if memory.put_off:
        data["put_off"] = [memory.put_off.on.isoformat(), seconds(memory.put_off.at), seconds(memory.put_off.until)]
    if memory.look_in_at:
        data["look_in_at"] = seconds(memory.look_in_at)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def memory_of(text: str) -> Memory:
    """The memory that `memory_text` wrote."""
    data = json.loads(text)
    return Memory(
        sections=data["sections"],
        recalled={int(ref): known_moment(at) for ref, at in data["recalled"].items()},
        opened={name: known_moment(at) for name, at in data["opened"].items()},
        meeting_on=_day(data["meeting_on"]),
        rhythm=_rhythm_of(data["rhythm"]) if "rhythm" in data else None,
        quiet=_span(data["quiet"]) if "quiet" in data else QUIET,
        language=data.get("language"),
        clock_in_doubt=data.get("clock_in_doubt", False),
        draft=_draft_of(data["draft"]) if "draft" in data else None,
        laid_by=tuple(_draft_of(one) for one in data.get("laid_by", ())),
        missed=tuple(known_moment(at) for at in data.get("missed", ())),
        serves=data.get("serves", False),
        put_off=_put_off_of(data["put_off"]) if "put_off" in data else None,
        look_in_at=moment(data.get("look_in_at")),
    )


def _rhythm_data(rhythm: Rhythm) -> dict[str, Any]:
    """What of a rhythm is not as it is for everybody."""
    data = {
        "cadence": rhythm.cadence,
        "weekdays": rhythm.weekdays,
        "at": rhythm.at.isoformat("minutes"),
        "begun_on": rhythm.begun_on.isoformat(),
        "done_on": rhythm.done_on.isoformat() if rhythm.done_on else None,
        "sent": rhythm.sent,
        "sent_at": seconds(rhythm.sent_at),
        "waiting": rhythm.waiting,
        "silence": rhythm.silence,
        "resting": rhythm.resting,
        "asking": rhythm.asking,
        "steady": not rhythm.tapers,
        "paused_until": rhythm.paused_until.isoformat() if rhythm.paused_until else None,
    }
    return {key: value for key, value in data.items() if value}


def _rhythm_of(data: Mapping[str, Any]) -> Rhythm:
    return Rhythm(
        cadence=data["cadence"],
        weekdays=tuple(data.get("weekdays", ())),
        at=time.fromisoformat(data["at"]),
        begun_on=date.fromisoformat(data["begun_on"]),
        done_on=_day(data.get("done_on")),
        sent=data.get("sent", 0),
        sent_at=moment(data.get("sent_at")),
        waiting=data.get("waiting", False),
        silence=data.get("silence", 0),
        resting=data.get("resting", False),
        asking=data.get("asking", False),
        tapers=not data.get("steady", False),
        paused_until=_day(data.get("paused_until")),
    )


def _put_off_of(data: Sequence[Any]) -> PutOff:
    on, at, until = data
    return PutOff(date.fromisoformat(on), known_moment(at), known_moment(until))


def _draft_of(data: Mapping[str, Any]) -> ShareDraft:
    return ShareDraft(**{**data, "refs": tuple(data["refs"])})


def _span(texts: Sequence[str]) -> tuple[time, time]:
    return time.fromisoformat(texts[0]), time.fromisoformat(texts[1])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
