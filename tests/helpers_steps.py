"""What somebody can do on a walk through the shipped dialogues, and the plans they may begin with."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from helpers_app import AT, shipped
from helpers_plan import a_line
from hypothesis import strategies as st

from bot.app import plan
from bot.app.content import Content
from bot.app.sample_outcomes import SAMPLE_STORY
from bot.storage.records import LineRecord

SPECIAL = [
    "", " ", "\n\n", "{{ 7 * 7 }} {% if x %}", "</b><a href='javascript:1'>&lt;&amp;&#x27;", "<either>", "العربية ١٢٣",
    "שלום עולם", "Z\u0351\u036b\u0343a\u0362l\u0489g\u0321o", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "\u200b",
    "wort ", "\u202eevil\u2066", "a", "line\n", "&", "#1", "@now", "1:_skip", "/start", "\x00\x07", "\ud83d", "walking",
    "Rome", "United States", "Portland", "tomorrow", "12 March", "0", "10", "my garden",
]  # fmt: skip
TEXTS = st.sampled_from(SPECIAL) | st.text(st.characters(codec=None), min_size=1, max_size=30)
Kind = Literal[
    "write", "go on", "press", "press old", "type label", "command", "with words", "edit", "burst", "time out", "link",
    "strange", "file",
]  # fmt: skip
KINDS: list[Kind] = [
    "write", "write", "write", "write", "write", "go on", "go on", "go on", "go on", "go on", "press", "press", "press",
    "press old", "type label", "command", "command", "with words", "edit", "burst", "time out", "link", "strange",
    "file",
]  # fmt: skip
DAY = 86_400


@dataclass(frozen=True)
class Step:
    """One thing that is done. ``pick`` chooses among what can be done where the person stands; texts come ``times``."""

    kind: Kind
    text: str
    pick: int = 0
    after: float = 20
    seen: bool = True
    times: int = 1


STEPS = st.builds(
    Step,
    kind=st.sampled_from(KINDS),
    text=TEXTS,
    pick=st.integers(0, 1000),
    after=st.sampled_from([1, 1, 20, 20, 20, 20, 20, DAY, 8 * DAY, 200 * DAY]),
    seen=st.sampled_from([True, True, False]),
    times=st.sampled_from([1, 1, 1, 1, 1, 1, 1, 1, 1, 3000]),
)


@cache
def library() -> Content:
    """The shipped content with a story, so that every dialogue can be walked through."""
    return replace(shipped(), stories=(SAMPLE_STORY,))


@cache
def plan_of(size: int) -> tuple[LineRecord, ...]:
    """A plan to begin with: none, a goal with its family and something in every section, or one that fills pages."""
    lines = [
        a_line(1, "swim in the sea"), a_line(2, "the sea is <wide>", role="why", about=1),
        a_line(3, "find goggles", role="step", about=1), a_line(4, "on Sunday", role="when", about=3),
        *(a_line(5 + n, f"in {name}", section=name) for n, name in enumerate(plan.SECTIONS)),
        a_line(30, "at night", section="people", role="where_next", about=8),
        a_line(31, "bring this up", section="sessions", role="bring"),
        a_line(32, "they heard me", section="life", role="now", area="work"),
        a_line(33, "fly to the moon", settled="let_go"), a_line(34, "being outdoors", section="meaning"),
    ]  # fmt: skip
    many = [
        a_line(100 + n, f"old words {n}", section=plan.SECTIONS[n % len(plan.SECTIONS)], adopted_at=AT)
        for n in range(60)
    ]
    return tuple([*lines, *many][: (0, len(lines), 200)[size]])
