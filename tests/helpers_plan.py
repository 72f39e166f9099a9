"""Plans by hand: lines, a person who has them, and any plan that hypothesis can think of."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from helpers_app import shipped, written
from hypothesis import strategies as st

from bot.app import plan
from bot.app.actions import Scene, perform
from bot.app.care import Sign
from bot.app.consent import CONSENT_VERSION
from bot.app.peer import Peer
from bot.storage.records import LineRecord, Memory

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def later(minutes: float) -> datetime:
    """A moment after all lines were written."""
    return AT + timedelta(days=1, minutes=minutes)


def a_line(ref: int, text: str = "", **fields: Any) -> LineRecord:
    """A line of the section "goals", written ``ref`` seconds after `AT`; ``fields`` say what else it is."""
    made: dict[str, Any] = {
        "ref": ref, "section": "goals", "text": text or f"line {ref}", "dialogue": "plan", "version": 1, "state": "add",
        "position": ref, "created_at": AT + timedelta(seconds=ref),
    }  # fmt: skip
    return LineRecord(**{**made, **fields})


def with_plan(*lines: LineRecord, sections: dict[str, str] | None = None) -> Peer:
    """Somebody who has agreed and has these lines, with sections of their own."""
    peer = Peer.new("test:1", AT, "en")
    peer.record.consented_at, peer.record.consent_version = AT, CONSENT_VERSION
    peer.record.memory = Memory(sections=sections or {})
    peer.plan = {line.ref: line for line in lines}
    return peer


def saved(peer: Peer) -> Peer:
    """The same person in the next batch."""
    return written(peer)


def texts(peer: Peer) -> list[str]:
    """The words of the plan, in its order."""
    return [line.text for line in plan.shown(peer)]


def refs(peer: Peer) -> list[int]:
    """The same as numbers."""
    return [line.ref for line in plan.shown(peer)]


def whats(peer: Peer) -> list[tuple[str, int]]:
    """What this batch has changed, in order."""
    return [(change.what, change.ref) for change in peer.changes.history]


def does(
    peer: Peer, action: str, *, at: datetime | None = None, sign: Sign | None = None, **arguments: Any
) -> tuple[str, Any]:  # fmt: skip
    """The outcome and value of an action, a day after everything was written, or at another moment."""
    return perform(peer, action, arguments, Scene(at or later(0), shipped(), sign=sign))


def a_file(*texts: str, version: int = 1, section: str = "goals") -> str:
    """A file of a plan with these lines."""
    lines = [
        {"ref": ref, "section": section, "text": text, "at": (AT - timedelta(days=9)).isoformat()}
        for ref, text in enumerate(texts, 1)
    ]
    data = {"format": "strongsuit-plan", "version": version, "made_at": AT.isoformat(), "lines": lines}
    return json.dumps(data)


# A goal with why it matters and a step that has its time, and something else.
GOAL = a_line(1, "swim")
WHY = a_line(2, "the sea", role="why", about=1)
STEP = a_line(3, "find goggles", role="step", about=1)
WHEN = a_line(4, "on Sunday", role="when", about=3)
OTHER = a_line(5, "sing")
FAMILY = (GOAL, WHY, STEP, WHEN, OTHER)


# -- any plan --------------------------------------------------------------------------------------------------------

OWN = {"own_1": "My garden"}
SECTIONS = ("goals", "wins", "people", *OWN)
MOMENTS = st.none() | st.integers(0, 5).map(later)


def links(highest: int, *, circles: bool) -> st.SearchStrategy[list[int]]:
    """For each of the lines 1 to ``highest`` what it is about: nothing, a line, or one that is not there."""

    def about(ref: int) -> st.SearchStrategy[int]:
        known = st.integers(0, highest) if circles else st.integers(0, ref - 1)
        return st.just(0) | known | st.just(highest + 7)

    return st.tuples(*(about(ref) for ref in range(1, highest + 1))).map(list)


def plans(*, circles: bool = False, most: int = 9) -> st.SearchStrategy[list[LineRecord]]:
    """Any lines, in any sections and states; without ``circles`` a line is about an earlier one, as in real life."""

    def fill(about: list[int]) -> st.SearchStrategy[list[LineRecord]]:
        return st.tuples(*(_any_line(ref, parent) for ref, parent in enumerate(about, 1))).map(list)

    return st.integers(0, most).flatmap(lambda highest: links(highest, circles=circles)).flatmap(fill)


def _any_line(ref: int, about: int) -> st.SearchStrategy[LineRecord]:
    return st.builds(
        a_line, st.just(ref), about=st.just(about), section=st.sampled_from(SECTIONS),
        role=st.just("step" if about else ""), position=st.integers(1, 5), pinned_at=MOMENTS, adopted_at=MOMENTS,
        settled=st.sampled_from(["", "", "", "done", "let_go", "past"]),
        removed_at=st.none() | st.none() | MOMENTS,
    )  # fmt: skip


def in_plan(lines: Iterable[LineRecord]) -> set[int]:
    """The lines that are in the plan by the rule: there, not behind the person, nor belonging to one that is not.

    A line that leads round in a circle belongs to nothing outside of it, so it is there.
    """
    known = {line.ref: line for line in lines}
    return {ref for ref in known if not any(_is_hidden(one) for one in _upwards(known, ref))}


def _is_hidden(line: LineRecord) -> bool:
    return line.removed_at is not None or line.settled in ("let_go", "past")


def _upwards(known: dict[int, LineRecord], ref: int) -> list[LineRecord]:
    found: list[LineRecord] = []
    while ref in known and known[ref] not in found:
        found.append(known[ref])
        ref = known[ref].about
    return found
