"""A session as JSON text and back, without loss. This is written and read on every turn, so it is kept short.

What is empty is left out. Each question on the trail stands with the answers as they were on arrival: of those, only
what is not as it was one question before is written, and so with the answers of now.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.engine.answers import frozen
from bot.engine.session import Answers, Frame, Offer, Part, Place, Session, Visit

_UNKNOWN = object()


def dump(session: Session) -> str:
    """``session`` as compact JSON."""
    data = {
        "step": session.step,
        "frames": [_frame_out(frame) for frame in session.frames],
        "answered_at": session.answered_at.isoformat() if session.answered_at else None,
        "ended_at": session.ended_at.isoformat() if session.ended_at else None,
        "heard": dict(session.heard),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Session:
    """The session that `dump` wrote. Raises `ValueError` or `KeyError` where the text is nothing of the kind."""
    data = json.loads(text)
    return Session(
        step=data["step"],
        frames=tuple([_frame_in(item) for item in data["frames"]]),
        answered_at=datetime.fromisoformat(data["answered_at"]) if data["answered_at"] else None,
        ended_at=datetime.fromisoformat(data["ended_at"]) if data.get("ended_at") else None,
        heard=data["heard"],
    )


def _frame_out(frame: Frame) -> dict[str, Any]:
    trail, before = [], _NOWHERE
    for visit in frame.trail:
        trail.append(_visit_out(visit, before))
        before = visit
    always = {
        "dialogue": frame.dialogue,
        "version": frame.version,
        "state": frame.state,
        "question": frame.question,
    }
    return (
        always
        | _without_blanks(
            offered=[[offer.value, offer.label] for offer in frame.offered],
            page=frame.page,
            paused=frame.paused,
            heard=_parts_out(frame.heard),
            held=_parts_out(frame.held),
            trail=trail,
        )
        | _since(before, frame.answers, frame.above)
    )


def _frame_in(data: Mapping[str, Any]) -> Frame:
    trail: list[Visit] = []
    before = _NOWHERE
    for item in data.get("trail", ()):
        before = _visit_in(item, before)
        trail.append(before)
    answers, above = _then(before, data)
    return Frame(
        dialogue=data["dialogue"],
        version=data["version"],
        state=data["state"],
        answers=answers,
        question=data["question"],
        offered=tuple([Offer(value, label) for value, label in data.get("offered", ())]),
        page=data.get("page", 0),
        paused=data.get("paused", False),
        heard=_parts_in(data.get("heard", ())),
        held=_parts_in(data.get("held", ())),
        trail=tuple(trail),
        above=above,
    )


def _visit_out(visit: Visit, before: Visit) -> dict[str, Any]:
    always = {"state": visit.state, "question": visit.question}
    place = [visit.place.name, visit.place.item, visit.place.field] if visit.place else None
    more = _without_blanks(parts=_parts_out(visit.parts), place=place, kept=list(visit.kept))
    return always | more | _since(before, visit.answers, visit.above)


def _visit_in(data: Mapping[str, Any], before: Visit) -> Visit:
    answers, above = _then(before, data)
    place = data.get("place")
    return Visit(
        state=data["state"],
        answers=answers,
        question=data["question"],
        parts=_parts_in(data.get("parts", ())),
        place=Place(*place) if place else None,
        kept=tuple(data.get("kept", ())),
        above=above,
    )


_NOWHERE = Visit(state="", answers={}, question=0)


def _since(before: Visit, answers: Answers, above: Mapping[str, int]) -> dict[str, Any]:
    """What is not as it was at the visit ``before``; where something has gone since, all that there is."""
    if not (before.answers.keys() <= answers.keys() and before.above.keys() <= above.keys()):
        return {"answers": answers, "above": dict(above)}
    return _without_blanks(changed=_changed(before.answers, answers), higher=_changed(before.above, above))


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What is not the very same: equal is not enough for writing it down without loss, as 1 equals true."""
    if now is before:
        return {}
    return {name: value for name, value in now.items() if before.get(name, _UNKNOWN) is not value}


def _then(before: Visit, data: Mapping[str, Any]) -> tuple[Answers, Mapping[str, int]]:
    """The answers that `_since` wrote, and what stands above."""
    if "answers" in data:  # as all were written once; before the first release without anything above
        return frozen(data["answers"]), data.get("above", {})
    changed, higher = data.get("changed"), data.get("higher")
    answers = {**before.answers, **frozen(changed)} if changed else before.answers
    return answers, {**before.above, **higher} if higher else before.above


def _without_blanks(**data: Any) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def _parts_out(parts: tuple[Part, ...]) -> list[list[Any]]:
    return [[part.text, part.message] for part in parts]


def _parts_in(items: list[list[Any]] | tuple[()]) -> tuple[Part, ...]:
    return tuple([Part(text, message) for text, message in items])
