"""The plan: lines in the person's own words. Every change keeps what was there before."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.app.peer import Peer
from bot.engine import Keep
from bot.engine.session import Part
from bot.storage.records import ChangeRecord, LineRecord

# The order in which sections are shown. It puts what carries a person before what they carry.
SECTIONS = ("meaning", "strengths", "what_helps", "people", "what_matters", "interests", "goals", "hard_days", "wins")


def keep(peer: Peer, effect: Keep) -> None:
    """Writes a new draft line."""
    peer.put_line(
        LineRecord(
            ref=effect.ref, section=effect.section, text=effect.text, role=effect.role, dialogue=effect.dialogue,
            version=effect.version, state=effect.state, position=effect.ref, created_at=effect.at,
            parts=effect.parts,
        )
    )  # fmt: skip


def withdraw(peer: Peer, ref: int, at: datetime) -> None:
    """Takes a line out because its answer was undone."""
    _change(peer, ref, at, "withdrawn", removed_at=at)


def revise(peer: Peer, ref: int, text: str, at: datetime, parts: tuple[Part, ...] = ()) -> bool:
    """Puts new words in the place of the old; an adopted line stays adopted. False where there is no such line.

    ``parts`` are the messages they stand in. Without them, no later edit of an old message can undo the new words.
    """
    return _change(peer, ref, at, "revised", text=text, parts=parts)


def remove(peer: Peer, ref: int, at: datetime) -> bool:
    """Takes a line out of the plan; it can be restored."""
    return _change(peer, ref, at, "removed", removed_at=at)


def restore(peer: Peer, ref: int, at: datetime) -> bool:
    """Puts a removed line back where it was."""
    return _change(peer, ref, at, "restored", removed_at=None)


def adopt(peer: Peer, at: datetime) -> int:
    """The person says that this is how they would say it: all draft lines become adopted. Returns how many did."""
    drafts = [line for line in shown(peer) if line.adopted_at is None]
    for line in drafts:
        _change(peer, line.ref, at, "adopted", adopted_at=at)
    return len(drafts)


def shown(peer: Peer) -> list[LineRecord]:
    """The lines that are in the plan now, in the order of the sections."""
    rank = {name: number for number, name in enumerate(SECTIONS)}
    present = [line for line in peer.lines.values() if line.removed_at is None]
    return sorted(present, key=lambda line: (rank.get(line.section, len(rank)), line.position, line.ref))


def of_message(peer: Peer, message: int) -> LineRecord | None:
    """The newest line that was written in this message."""
    found = [
        line
        for line in peer.lines.values()
        if line.removed_at is None and any(part.message == message for part in line.parts)
    ]
    return max(found, key=lambda line: line.ref, default=None)


def as_context(peer: Peer) -> dict[str, Any]:
    """The plan as scripts and words read it."""
    lines = [
        {
            "ref": line.ref, "text": line.text, "role": line.role, "section": line.section,
            "adopted": line.adopted_at is not None, "at": line.created_at,
        }
        for line in shown(peer)
    ]  # fmt: skip
    sections: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        sections.setdefault(str(line["section"]), []).append(line)
    return {
        "lines": lines,
        "sections": [{"name": name, "lines": found} for name, found in sections.items()],
        "drafts": sum(not line["adopted"] for line in lines),
        "strengths": [line for line in lines if line["role"] == "" and line["section"] != "goals"],
    }


def _change(peer: Peer, ref: int, at: datetime, what: str, **fields: Any) -> bool:
    line = peer.lines.get(ref)
    if line is None:
        return False
    peer.changes.history.append(ChangeRecord(ref=ref, at=at, what=what, before=line))
    peer.put_line(replace(line, **fields))
    return True
