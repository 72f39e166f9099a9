"""What a line is worth for a purpose. Every number has its reason beside it; the sum of a line's points ranks it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from bot.sayings import says_nothing
from bot.storage.records import LineRecord

# Roles that say something by themselves: what somebody got through, what it shows about them, what they still did,
# what it taught them, what they'd say to a friend, what carried them, what has worked before. Others (why, where_next,
# with, when, confidence ...) lean on another line, or could press (hoped).
# What a setback taught and what one would say to a friend are not among them: either can be a word against oneself.
STANDING = frozenset({"", "got_through", "shows", "still_did", "carries", "before"})

# For each purpose, what each kind of line (see `kind_of`) brings. A kind that is not listed is never quoted for that
# purpose; one with 0 only where nothing else can be.
_SECTIONS = {
    # What helped before comes first, then what carried the person already. People are asked about separately, and an
    # open goal could press, so both stand back. A part of a story may be the worst part: never on such a day.
    "hard_day": {
        "what_helps": 6, "hard_days": 5, "got_through": 5, "strengths": 5, "wins": 4, "shows": 4, "done": 2,
        "what_matters": 2, "meaning": 2, "interests": 2, "life": 1, "own": 1, "goals": 0, "people": 0,
    },
    # A setback is met with what was come through before; the goal itself is in front of the person anyway.
    "setback": {
        "got_through": 6, "strengths": 5, "what_helps": 5, "wins": 4, "shows": 4, "done": 3, "hard_days": 3,
        "what_matters": 2, "meaning": 2, "interests": 1, "life": 1, "own": 1, "goals": 0, "people": 0,
    },
    # A check-in may ask about nearly everything, so the sections lie close together and take turns. What was come
    # through may be the worst there was, and what is for hard days is for those: neither is asked after unasked.
    "check_in": {
        "what_helps": 4, "strengths": 4, "interests": 4, "goals": 4, "wins": 3, "what_matters": 3, "meaning": 3,
        "shows": 2, "done": 2, "people": 2, "life": 2, "own": 2,
    },
    # A goal leans on something the person has; what they came through or did shows it less directly.
    "goal": {
        "strengths": 5, "what_helps": 5, "got_through": 3, "shows": 3, "wins": 0, "interests": 0, "what_matters": 0,
        "people": 0, "own": 0,
    },
    # "You said painting settles you" can be said of an interest and of nothing else.
    "interest": {"interests": 5},
    # What a conversation ends on: somebody to turn to, or something of their own that helps.
    "lean_on": {"people": 6, "what_helps": 5, "interests": 2, "strengths": 2},
    # Facts only: what went well, what was done, what was come through, and what the person saw in it.
    "success": {"wins": 6, "done": 5, "got_through": 5, "shows": 4},
}  # fmt: skip

PURPOSES = tuple(_SECTIONS)

# What is noted for one session is for that session: it is never quoted back.
_OURS = frozenset(name for kinds in _SECTIONS.values() for name in kinds) | {"sessions", "story"}


@dataclass(frozen=True, slots=True)
class Weights:
    """The points, and the spans of time they depend on."""

    sections: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType(_SECTIONS))

    # A shared word outweighs the whole distance between two sections that lead (6 and 2): what somebody writes about
    # now says more than where a line stands. Further words say more still, up to three: a long text shares a lot.
    topic_first: int = 5
    topic_more: int = 2
    topic_most: int = 9

    # The person said that this one matters: it passes its neighbours, and not what is on the topic.
    pinned: int = 3

    # "That's how I'd say it": between equals, their settled words.
    adopted: int = 1

    # Mild, as old words are worth as much: it only parts lines that are alike in all else.
    recent: int = 1
    recent_within: timedelta = timedelta(days=30)

    # Says so, and counts nothing: a line does not lose by being old.
    long_ago: timedelta = timedelta(days=180)

    # Heard this week: takes back a shared word and a pin together, so that others have their turn.
    shown_lately: int = -8
    lately: timedelta = timedelta(days=7)

    # Heard this month: half of that.
    shown_before: int = -4
    before: timedelta = timedelta(days=30)

    def topic(self, shared: int) -> int:
        """Points for a number of shared words."""
        return min(self.topic_first + self.topic_more * (shared - 1), self.topic_most) if shared else 0


WEIGHTS = Weights()


def kind_of(line: LineRecord) -> str:
    """What a line counts as: ``got_through``, ``shows``, ``done``, else its section; ``own`` for sections not ours."""
    if line.role in ("got_through", "shows"):
        return line.role
    if line.section == "goals" and line.settled == "done":
        return "done"
    return line.section if line.section in _OURS else "own"


def can_stand_alone(line: LineRecord) -> bool:
    """Whether the line is in the plan, open or done, and makes sense when it is quoted without any other."""
    stands = line.role in STANDING or (line.role == "step" and line.settled == "done")
    if not stands or line.removed_at is not None or line.settled not in ("", "done"):
        return False
    return bool("".join(line.text.split()).strip(".!…")) and not says_nothing(line.text)
