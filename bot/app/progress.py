"""What somebody has put down so far, as facts: wins, steps done, goals reached, and lines in their own words.

Each number here only grows with what is written: nothing is counted by the week, and nothing can be lost by silence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.app.care import look
from bot.app.export.family import standing
from bot.app.peer import Peer
from bot.storage.records import LineRecord

# A check-in that celebrates the same again and again would say it of no reason.
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is written down: the words, and when it was noted or done."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a plan, each kind the oldest first. A win is among ``words`` too, and so is every other line."""

    wins: Sequence[Fact]
    steps: Sequence[Fact]
    goals: Sequence[Fact]
    words: Sequence[Fact]


def facts_of(lines: Iterable[LineRecord]) -> Facts:
    """The facts in these lines of a plan.

    A line that was taken out does not count, nor does one that belongs to it. What was let go of or is past does: it
    was done all the same.
    """
    present = standing(lines)
    done = [line for line in present if line.section == "goals" and line.settled == "done"]
    return Facts(
        wins=_in_order(Fact(line.text, line.created_at) for line in present if _is_win(line)),
        steps=_in_order(_done(line) for line in done if line.role == "step"),
        goals=_in_order(_done(line) for line in done if not line.role),
        words=_in_order(Fact(line.text, line.created_at) for line in present),
    )


def progress_view(peer: Peer, at: datetime) -> dict[str, Any]:
    """What the need ``progress`` holds; docs/script-reference.md lists it.

    ``at`` is told by the clock on the person's wall, and so are all days. ``lately`` is what was noted within a week.
    Raises `NotLoaded` where the plan was not loaded.
    """
    facts = facts_of(peer.lines.values())
    begun = at - LATELY
    return {
        "wins": _told(facts.wins, at),
        "steps": _told(facts.steps, at),
        "goals": _told(facts.goals, at),
        "words": {"count": len(facts.words), "since": _day(facts.words[0], at) if facts.words else ""},
        "lately": {"wins": _after(begun, facts.wins), "steps": _after(begun, facts.steps)},
        "any": bool(facts.words),
    }


def _is_win(line: LineRecord) -> bool:
    return line.section == "wins" and not line.role and look(line.text) is None


def _done(line: LineRecord) -> Fact:
    return Fact(line.text, line.settled_at or line.created_at)


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.at))


def _told(facts: Sequence[Fact], at: datetime) -> dict[str, Any]:
    """How many there are, the day of the first, and the words and the day of the last; empty where there is none."""
    if not facts:
        return {"count": 0, "since": "", "last": "", "last_on": ""}
    last = facts[-1]
    return {"count": len(facts), "since": _day(facts[0], at), "last": last.text, "last_on": _day(last, at)}


def _after(begun: datetime, facts: Sequence[Fact]) -> list[str]:
    """The words of what was noted after ``begun``, the newest first."""
    return [fact.text for fact in reversed(facts) if fact.at > begun]


def _day(fact: Fact, at: datetime) -> date:
    """The day of a fact by the clock that ``at`` is told by."""
    return fact.at.astimezone(at.tzinfo).date()
