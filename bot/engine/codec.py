"""A session as JSON text and back, without loss. Short keys: this is written on every turn."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.engine.answers import frozen
from bot.engine.session import Frame, Offer, Part, Place, Session, Visit


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
        frames=tuple(_frame_in(item) for item in data["frames"]),
        answered_at=datetime.fromisoformat(data["answered_at"]) if data["answered_at"] else None,
        ended_at=datetime.fromisoformat(data["ended_at"]) if data.get("ended_at") else None,
        heard=data["heard"],
    )


def _frame_out(frame: Frame) -> dict[str, Any]:
    return {
        "dialogue": frame.dialogue,
        "version": frame.version,
        "state": frame.state,
        "answers": frame.answers,
        "question": frame.question,
        "offered": [[offer.value, offer.label] for offer in frame.offered],
        "page": frame.page,
        "paused": frame.paused,
        "heard": _parts_out(frame.heard),
        "held": _parts_out(frame.held),
        "trail": [_visit_out(visit) for visit in frame.trail],
        "above": dict(frame.above),
    }


def _frame_in(data: Mapping[str, Any]) -> Frame:
    return Frame(
        dialogue=data["dialogue"],
        version=data["version"],
        state=data["state"],
        answers=frozen(data["answers"]),
        question=data["question"],
        offered=tuple(Offer(value, label) for value, label in data["offered"]),
        page=data["page"],
        paused=data["paused"],
        heard=_parts_in(data["heard"]),
        held=_parts_in(data["held"]),
        trail=tuple(_visit_in(item) for item in data["trail"]),
        above=data.get("above", {}),
    )


def _visit_out(visit: Visit) -> dict[str, Any]:
    return {
        "state": visit.state,
        "answers": visit.answers,
        "question": visit.question,
        "parts": _parts_out(visit.parts),
        "place": [visit.place.name, visit.place.item, visit.place.field] if visit.place else None,
        "kept": list(visit.kept),
        "above": dict(visit.above),
    }


def _visit_in(data: Mapping[str, Any]) -> Visit:
    return Visit(
        state=data["state"],
        answers=frozen(data["answers"]),
        question=data["question"],
        parts=_parts_in(data["parts"]),
        place=Place(*data["place"]) if data["place"] else None,
        kept=tuple(data["kept"]),
        above=data.get("above", {}),  # sessions of before the first release have none
    )


def _parts_out(parts: tuple[Part, ...]) -> list[list[Any]]:
    return [[part.text, part.message] for part in parts]


def _parts_in(items: list[list[Any]]) -> tuple[Part, ...]:
    return tuple(Part(text, message) for text, message in items)
