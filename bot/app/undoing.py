"""Undoing: every change of the plan, as one list, the newest first; each can be taken back, however long ago it was.

What one act did is one entry: adopting seven lines is undone at once. Undoing is a change itself, so it can be undone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.app import plan
from bot.app.peer import Peer
from bot.engine.transition import BURST
from bot.storage.records import ChangeRecord, LineRecord

# What of a line can change; where it came from and when never does.
_CHANGEABLE = (
    "section", "text", "role", "about", "audience", "position", "adopted_at", "pinned_at", "settled", "settled_at",
    "removed_at", "parts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. ``number`` names it. ``fields`` are, by ref, what it changed, as that was before.

    ``before`` are the lines as they were, none where they are new.
    """

    number: int
    what: str
    at: datetime
    refs: tuple[int, ...]
    before: tuple[LineRecord, ...] = ()
    fields: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


def entries(peer: Peer) -> list[Entry]:
    """Everything that was done to the plan, the newest first. Raises `NotLoaded`."""
    return sorted((*_changed(peer), *_added(peer)), key=lambda entry: (entry.at, entry.number), reverse=True)


def undo(peer: Peer, number: int, at: datetime) -> Entry | None:
    """Makes what an entry changed what it was before; lines that were new then are taken out. None: no such entry.

    What was done to the same lines since in other ways stands: a line that was reworded, then pinned, stays pinned.
    """
    entry = next((one for one in entries(peer) if one.number == number), None)
    if entry is None:
        return None
    if not entry.before:
        for ref in entry.refs:
            plan.change(peer, ref, at, "undone", removed_at=at)
    for ref, fields in entry.fields.items():
        plan.change(peer, ref, at, "undone", **fields)
    return entry


def _changed(peer: Peer) -> Iterator[Entry]:
    """Changes of the same kind at the same moment were one act."""
    together: dict[tuple[datetime, str], list[ChangeRecord]] = {}
    after: dict[int, LineRecord] = dict(peer.lines)
    fields: dict[int, dict[str, Any]] = {}
    for change in reversed(peer.history):
        # Going back in time, the line after a change is what the next one of the same line found.
        fields[id(change)] = _difference(change.before, after.get(change.ref, change.before))
        after[change.ref] = change.before
    for change in peer.history:
        if change.id is not None and not _in_one_breath(change):
            together.setdefault((change.at, change.what), []).append(change)
    for (at, what), changes in together.items():
        before: dict[int, LineRecord] = {}
        changed: dict[int, dict[str, Any]] = {}
        for change in changes:
            # Of several changes of one line in one act, the first knows what it was before.
            before.setdefault(change.ref, change.before)
            changed[change.ref] = {**fields[id(change)], **changed.get(change.ref, {})}
        if not any(_differs(peer.lines[ref], old) for ref, old in changed.items() if ref in peer.lines):
            continue  # it was taken back already, by hand or by undoing
        yield Entry(changes[0].id or 0, what, at, tuple(before), tuple(before.values()), changed)


def _in_one_breath(change: ChangeRecord) -> bool:
    """Whether a line was only taken back to be written anew with the rest of its messages."""
    return change.what == "withdrawn" and change.at - change.before.created_at <= BURST


def _difference(before: LineRecord, after: LineRecord) -> dict[str, Any]:
    """What a change changed, as it was before."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in _CHANGEABLE)
    return {name: old for name, old, new in pairs if old != new}


def _differs(line: LineRecord, fields: Mapping[str, Any]) -> bool:
    """Whether the line is other than ``fields`` say."""
    return any(getattr(line, name) != old for name, old in fields.items())


def _added(peer: Peer) -> Iterator[Entry]:
    """Lines that were written, one entry each, and those that came in with a file together; none that is out again."""
    brought: dict[datetime, list[int]] = {}
    for line in peer.lines.values():
        if line.removed_at is not None:
            continue
        if line.brought_at is None:
            yield Entry(-line.ref, "added", line.created_at, (line.ref,))
        else:
            brought.setdefault(line.brought_at, []).append(line.ref)
    for at, refs in brought.items():
        yield Entry(-refs[0], "brought", at, tuple(refs))
