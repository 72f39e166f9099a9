"""The plan: lines in the person's own words. Every change keeps what was there before, and every change can be undone.

A line stands for itself, or it belongs to another (``about``): why a goal matters, a step toward it. What belongs to a
line comes and goes with it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from bot.app.peer import Peer
from bot.engine import Keep
from bot.engine.session import Part
from bot.storage.records import ChangeRecord, LineRecord

# The order in which sections are shown. It puts what carries a person before what they carry.
SECTIONS = (
    "meaning", "strengths", "what_helps", "people", "what_matters", "life", "interests", "goals", "hard_days", "wins",
    "story", "sessions",
)  # fmt: skip
OWN_SECTION = "own_"
"""How the id of a section begins that a person added."""

# Sections whose main lines can be leaned on.
STRENGTHS = ("strengths", "what_helps", "people", "what_matters", "interests")
# What became of a line that is not shown any more, though it was not taken out.
BEHIND = ("let_go", "past")

Direction = Literal["up", "down"]


# -- reading -----------------------------------------------------------------------------------------------------------


def sections_of(peer: Peer) -> tuple[str, ...]:
    """The ids of all sections in their order: the built-in ones, then those that the person added."""
    return (*SECTIONS, *peer.record.memory.sections)


def shown(peer: Peer) -> list[LineRecord]:
    """The lines that are in the plan now, by section, pinned ones first, each followed by what belongs to it."""
    return in_order(peer.lines.values(), sections_of(peer))


def in_order(lines: Iterable[LineRecord], sections: Sequence[str]) -> list[LineRecord]:
    """Those of ``lines`` that are to be shown, in the order of a plan with these ``sections``."""
    rank = {name: number for number, name in enumerate(sections)}
    known = {line.ref: line for line in lines}
    present = {ref: line for ref, line in known.items() if _stands(line)}
    beneath: dict[int, list[LineRecord]] = {}
    for line in sorted(present.values(), key=lambda one: _place(one, rank)):
        beneath.setdefault(line.about if line.about in known else 0, []).append(line)
    ordered = list(_with_followers(beneath, 0))
    for ref in known.keys() - present.keys():
        list(_with_followers(beneath, ref))  # what belongs to a hidden line is hidden with it
    while beneath:  # lines that are about themselves or each other, as a file may bring them
        ordered += _with_followers(beneath, min(beneath))
    return ordered


def _stands(line: LineRecord) -> bool:
    """Whether the line is in the plan that is shown, as far as it goes by itself."""
    return line.removed_at is None and line.settled not in BEHIND


def _place(line: LineRecord, rank: dict[str, int]) -> tuple[int, bool, int, int]:
    return (rank.get(line.section, len(rank)), line.pinned_at is None, line.position, line.ref)


def _with_followers(beneath: dict[int, list[LineRecord]], parent: int) -> Iterator[LineRecord]:
    # A line is taken out of ``beneath`` with its family, so even lines that are about each other come to an end.
    for line in beneath.pop(parent, ()):
        yield line
        yield from _with_followers(beneath, line.ref)


def of_message(peer: Peer, message: int) -> LineRecord | None:
    """The newest line that was written in this message."""
    found = [
        line
        for line in peer.lines.values()
        if line.removed_at is None and any(part.message == message for part in line.parts)
    ]
    return max(found, key=lambda line: line.ref, default=None)


# -- writing -----------------------------------------------------------------------------------------------------------


def keep(peer: Peer, effect: Keep, question: str) -> None:
    """Writes a new draft line. ``question`` is what was asked, in the words it was asked in.

    A line about one that is out of the plan by now stands for itself: it would be out of sight otherwise. That is known
    where the plan is loaded, as it is in every dialogue that lets a person change it on the way.
    """
    above = peer.lines.get(effect.about) if peer.plan is not None else None
    about = 0 if above and not _stands(above) else effect.about
    peer.put_line(
        LineRecord(
            ref=effect.ref, section=effect.section, text=effect.text, role=effect.role, about=about,
            area=effect.area, dialogue=effect.dialogue, version=effect.version, state=effect.state,
            question=question, position=effect.ref, created_at=effect.at, parts=effect.parts,
        )
    )  # fmt: skip


def withdraw(peer: Peer, ref: int, at: datetime) -> None:
    """Takes a line out because its answer was undone."""
    change(peer, ref, at, "withdrawn", removed_at=at)


def revise(peer: Peer, ref: int, text: str, at: datetime, parts: tuple[Part, ...] = ()) -> bool:
    """Puts new words in the place of the old; an adopted line stays adopted. False where there is no such line.

    ``parts`` are the messages they stand in. Without them, no later edit of an old message can undo the new words.
    """
    return change(peer, ref, at, "revised", text=text, parts=parts)


def remove(peer: Peer, ref: int, at: datetime) -> bool:
    """Takes a line out of the plan, and with it from sight what belongs to it; it can be restored."""
    return change(peer, ref, at, "removed", removed_at=at)


def restore(peer: Peer, ref: int, at: datetime) -> bool:
    """Puts a removed line back where it was."""
    return change(peer, ref, at, "restored", removed_at=None)


def adopt(peer: Peer, at: datetime, refs: Collection[int] | None = None) -> int:
    """The person says that this is how they would say it: some lines, or all. Returns how many drafts there were."""
    drafts = [line for line in shown(peer) if line.adopted_at is None and (refs is None or line.ref in refs)]
    for line in drafts:
        change(peer, line.ref, at, "adopted", adopted_at=at)
    return len(drafts)


def move(peer: Peer, ref: int, section: str, at: datetime) -> bool:
    """Takes a line to another section, where it stands last and for itself; what belongs to it comes along."""
    if section not in sections_of(peer) or not change(
        peer, ref, at, "moved", section=section, about=0, role="", position=_last(peer, section) + 1
    ):
        return False
    for follower in _family(peer, ref):
        change(peer, follower.ref, at, "moved", section=section)
    return True


def place(peer: Peer, ref: int, direction: Direction, at: datetime) -> bool:
    """Swaps a line with its neighbour above or below. False where there is none."""
    line = peer.lines.get(ref)
    if line is None:
        return False
    beside = [one for one in shown(peer) if (one.section, one.about) == (line.section, line.about)]
    refs = [one.ref for one in beside]
    at_place = refs.index(ref) if ref in refs else -1
    other = at_place + (-1 if direction == "up" else 1)
    if at_place < 0 or not 0 <= other < len(beside) or (beside[other].pinned_at is None) != (line.pinned_at is None):
        return False
    beside[at_place], beside[other] = beside[other], beside[at_place]
    places = sorted(one.position for one in beside)
    for number, one in enumerate(beside):
        # Two may have come to share a position, as when an older change was undone.
        places[number] = max(places[number], places[number - 1] + 1) if number else places[number]
        if one.position != places[number]:
            change(peer, one.ref, at, "placed", position=places[number])
    return True


def pin(peer: Peer, ref: int, at: datetime) -> bool | None:
    """Pins a line to the top of its section, or lets it go again. Returns whether it is pinned now; None: no line."""
    line = peer.lines.get(ref)
    if line is None:
        return None
    pinned = line.pinned_at is None
    change(peer, ref, at, "pinned" if pinned else "unpinned", pinned_at=at if pinned else None)
    return pinned


def settle(peer: Peer, ref: int, how: str, at: datetime) -> bool:
    """Notes how it went with a goal, a step or a preparation: ``done``, ``let_go``, ``past``; empty opens it again."""
    what = "settled" if how else "reopened"
    return change(peer, ref, at, what, settled=how, settled_at=at if how else None)


def address(peer: Peer, ref: int, audience: str, at: datetime) -> bool:
    """Notes who a line is for."""
    return change(peer, ref, at, "addressed", audience=audience)


def change(peer: Peer, ref: int, at: datetime, what: str, **fields: Any) -> bool:
    """Changes ``fields`` of a line, and keeps what it was as ``what`` says. False where there is no such line."""
    line = peer.lines.get(ref)
    if line is None:
        return False
    peer.changes.history.append(ChangeRecord(ref=ref, at=at, what=what, before=line))
    peer.put_line(replace(line, **fields))
    return True


def _last(peer: Peer, section: str) -> int:
    return max((line.position for line in peer.lines.values() if line.section == section), default=0)


def _family(peer: Peer, ref: int) -> list[LineRecord]:
    """What belongs to a line, and what belongs to that."""
    found, ahead = {}, [ref]
    while ahead:
        parent = ahead.pop()
        for line in peer.lines.values():
            if line.about == parent and line.ref not in found and line.ref != ref:
                found[line.ref] = line
                ahead.append(line.ref)
    return list(found.values())
