"""Which of a person's own lines to quote back. No randomness: a reader can work out every pick by hand.

A line's points are added up (`weights.Weights` has the numbers and their reasons):

    its kind, for the purpose      0 to 6     topic: the first shared word    5, each further one 2, at most 9
    pinned                         3          adopted                         1
    written in the last 30 days    1          quoted in the last 7 days      -8, in the last 30 days -4

The most points win. Of equals, the one quoted longest ago (or never) comes first, then the younger, then the one with
the higher ref. What was quoted the last time comes after all others, whatever its points. Lines with the same words
are one line. An example, on a hard day, about "the river is so high":

    "Walking by the river"   what_helps 6 + topic 5               = 11   first
    "I stay calm"            strengths 5 + pinned 3 + adopted 1   = 9    second
    "Calling my sister"      what_helps 6, quoted yesterday -8    = -2   last
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from bot.app.care import look
from bot.app.recall.topics import Topic
from bot.app.recall.weights import PURPOSES, WEIGHTS, can_stand_alone, kind_of
from bot.storage.records import LineRecord

# Why a line of each kind is shown; a block ``because_<code>`` of the shared words says it.
KIND_CODES = {
    "what_helps": "helped_before", "hard_days": "hard_day", "got_through": "got_through", "strengths": "strength",
    "wins": "win", "shows": "shows", "done": "done", "what_matters": "matters", "meaning": "meaning",
    "interests": "interest", "goals": "goal", "people": "people", "life": "life", "story": "story", "own": "own",
}  # fmt: skip

# Every code there is, the one that says most about a pick first.
CODES = ("topic", "pinned", *KIND_CODES.values(), "adopted", "recent", "long_ago", "only_one")

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pick:
    """A line to quote, with codes of why (the most telling first) and the words it shares, as they stand in it."""

    line: LineRecord
    why: tuple[str, ...]
    shared_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be quoted, and how it stands.

    ``points`` are named kind, topic, pinned, adopted, recent and shown. ``shown_last`` says that its words were among
    those quoted the last time.
    """

    line: LineRecord
    points: Mapping[str, int]
    shared_words: tuple[str, ...]
    age: timedelta
    shown_at: datetime | None
    shown_last: bool
    only_one: bool

    @property
    def total(self) -> int:
        """All points together."""
        return sum(self.points.values())

    @property
    def why(self) -> tuple[str, ...]:
        """The codes that apply, in the order of `CODES`."""
        applies = {KIND_CODES[kind_of(self.line)]}
        applies |= {code for code in ("topic", "pinned", "adopted", "recent") if self.points.get(code)}
        applies |= {"long_ago"} if self.age >= WEIGHTS.long_ago else set()
        applies |= {"only_one"} if self.only_one else set()
        return tuple(code for code in CODES if code in applies)


def pick(
    lines: Iterable[LineRecord], *, purpose: str, about: str, locale: str, recalled: Mapping[int, datetime],
    at: datetime, count: int = 1, leave_out: Collection[int] = (),
) -> list[Pick]:  # fmt: skip
    """The lines to quote for ``purpose`` (one of `PURPOSES`), at most ``count``, the best first; maybe none.

    ``about`` is what the person wrote now, or "". ``recalled`` says when a line was last quoted. ``leave_out`` are refs
    that are out of the question. What was quoted the last time is the first pick only where there is nothing else.
    A line with a sign of danger is never quoted back: it may have answered what helps, and is no help to read.
    Raises `ValueError` for an unknown purpose, and nothing because of any text.
    """
    found = explain(lines, purpose=purpose, about=about, locale=locale, recalled=recalled, at=at, leave_out=leave_out)
    good = (one for one in found if look(one.line.text, locale) is None)
    return [Pick(one.line, one.why, one.shared_words) for one in islice(good, max(count, 0))]


def explain(
    lines: Iterable[LineRecord], *, purpose: str, about: str, locale: str, recalled: Mapping[int, datetime],
    at: datetime, leave_out: Collection[int] = (),
) -> list[Candidate]:  # fmt: skip
    """Every line that `pick` has to choose from, with its numbers, in the order in which it would be taken."""
    if purpose not in PURPOSES:
        raise ValueError(f"there is no purpose {purpose!r}; there are: {', '.join(PURPOSES)}")
    allowed = _allowed(lines, purpose, leave_out)
    words = {line.ref: _words(line) for line in allowed}
    shown = _shown(words, recalled)
    last = max(shown.values(), default=None)
    different = len(set(words.values()))
    topic = Topic(about, locale)
    found = []
    for line in allowed:
        shown_at, shared = shown.get(words[line.ref]), topic.shared(line.text)
        points = _points(line, purpose, len(shared), at, shown_at)
        found.append(
            Candidate(
                line, points, shared, at - line.created_at, shown_at,
                shown_last=shown_at is not None and shown_at == last, only_one=different == 1,
            )
        )  # fmt: skip
    best: dict[str, Candidate] = {}
    for one in sorted(found, key=_rank):
        best.setdefault(words[one.line.ref], one)
    return list(best.values())


def _allowed(lines: Iterable[LineRecord], purpose: str, leave_out: Collection[int]) -> list[LineRecord]:
    """The lines that may be quoted; those of no weight only where there are no others."""
    weights = WEIGHTS.sections[purpose]
    possible = [line for line in lines if kind_of(line) in weights and line.ref not in leave_out]
    leading = [line for line in possible if weights[kind_of(line)] > 0 and can_stand_alone(line)]
    return leading or [line for line in possible if can_stand_alone(line)]


def _shown(words: Mapping[int, str], recalled: Mapping[int, datetime]) -> dict[str, datetime]:
    """When words were last quoted, whichever line (by its ref) they stood in."""
    shown: dict[str, datetime] = {}
    for ref, said in words.items():
        if ref in recalled:
            shown[said] = max(recalled[ref], shown.get(said, recalled[ref]))
    return shown


def _points(line: LineRecord, purpose: str, shared: int, at: datetime, shown_at: datetime | None) -> dict[str, int]:
    since = None if shown_at is None else at - shown_at
    points = {"kind": WEIGHTS.sections[purpose][kind_of(line)], "topic": WEIGHTS.topic(shared)}
    points["pinned"] = WEIGHTS.pinned if line.pinned_at else 0
    points["adopted"] = WEIGHTS.adopted if line.adopted_at else 0
    points["recent"] = WEIGHTS.recent if at - line.created_at <= WEIGHTS.recent_within else 0
    if since is not None and since <= WEIGHTS.lately:
        points["shown"] = WEIGHTS.shown_lately
    elif since is not None and since <= WEIGHTS.before:
        points["shown"] = WEIGHTS.shown_before
    return points


def _rank(one: Candidate) -> tuple[object, ...]:
    return one.shown_last, -one.total, one.shown_at or _NEVER, one.age, -one.line.ref


def _words(line: LineRecord) -> str:
    """The line's words without what does not make them others: capitals and spaces."""
    return " ".join(line.text.casefold().split())
