"""Recall, whatever a plan holds and whatever somebody writes."""

from datetime import datetime, timedelta
from typing import Any

from helpers_recall import AT
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.recall import PURPOSES, explain, pick
from bot.app.recall.weights import WEIGHTS, can_stand_alone, kind_of
from bot.storage.records import LineRecord

WORDS = st.sampled_from(
    ["river", "the rivers", "tea with Ana", "música", "河边散步", "แม่น้ำ", "I sing", " ", "🙂", "day"]
)
TEXTS = st.one_of(WORDS, st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=60))
MOMENTS = st.integers(-1000, 24 * 400).map(lambda hours: AT - timedelta(hours=hours))
MAYBE = st.one_of(st.none(), MOMENTS)
LOCALES = st.sampled_from(["en", "es", "de", "ja", "th", "ar", "xx", "", "en-US"])
SECTIONS = ["what_helps", "strengths", "wins", "interests", "goals", "people", "life", "own_1", "sessions", "hard_days"]
ROLES = ["", "", "", "got_through", "shows", "step", "why", "where_next", "taught"]


@st.composite
def lines(draw: st.DrawFn) -> LineRecord:
    """A line with anything in it; its ref is given afterwards."""
    return LineRecord(
        ref=0, section=draw(st.sampled_from(SECTIONS)), text=draw(TEXTS), role=draw(st.sampled_from(ROLES)),
        dialogue="reflect", version=1, state="one", position=draw(st.integers(0, 9)), created_at=draw(MOMENTS),
        adopted_at=draw(MAYBE), pinned_at=draw(MAYBE), removed_at=draw(st.sampled_from([None, None, None, AT])),
        settled=draw(st.sampled_from(["", "", "", "done", "let_go", "past"])),
    )  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> tuple[list[LineRecord], dict[str, Any]]:
    """A plan, and what recall is asked of it."""
    plan = draw(st.lists(lines(), max_size=8))
    for ref, line in enumerate(plan, 1):
        line.ref = ref
    known = st.dictionaries(st.integers(1, 10), MOMENTS, max_size=6)
    return plan, {
        "purpose": draw(st.sampled_from(PURPOSES)), "about": draw(TEXTS), "locale": draw(LOCALES),
        "recalled": draw(known), "at": AT, "leave_out": draw(st.sets(st.integers(1, 10), max_size=2)),
    }  # fmt: skip


def words(line: LineRecord) -> str:
    """What makes two lines one."""
    return " ".join(line.text.casefold().split())


def eligible(plan: list[LineRecord], asked: dict[str, Any]) -> list[LineRecord]:
    """The lines that may be quoted, found in another way than recall does."""
    weights = WEIGHTS.sections[asked["purpose"]]
    found = [one for one in plan if can_stand_alone(one) and one.ref not in asked["leave_out"]]
    found = [one for one in found if kind_of(one) in weights]
    most = any(weights[kind_of(one)] for one in found)
    return [one for one in found if weights[kind_of(one)] or not most]


@given(requests(), st.integers(-1, 9))
@settings(max_examples=300, deadline=None)
def test_picks_are_lines_that_may_be_quoted(request: tuple[list[LineRecord], dict[str, Any]], count: int) -> None:
    """Never others, none twice, as many as asked for as far as there are such."""
    plan, asked = request
    allowed = eligible(plan, asked)
    found = pick(plan, **asked, count=count)
    assert all(any(one.line is line for line in allowed) for one in found)
    assert len({words(one.line) for one in found}) == len(found)
    assert len(found) == min(max(count, 0), len({words(line) for line in allowed}))
    for one in found:
        assert one.why
        assert ("topic" in one.why) == bool(one.shared_words)
        assert all(word in one.line.text for word in one.shared_words)


@given(requests())
@settings(max_examples=300, deadline=None)
def test_the_last_one_does_not_come_again(request: tuple[list[LineRecord], dict[str, Any]]) -> None:
    """Unless there is no other; and beside others, it comes after all that were not quoted the last time."""
    plan, asked = request
    allowed = eligible(plan, asked)
    shown: dict[str, datetime] = {}
    for line in allowed:
        if line.ref in asked["recalled"]:
            at = asked["recalled"][line.ref]
            shown[words(line)] = max(at, shown.get(words(line), at))
    last = {said for said, at in shown.items() if at == max(shown.values())}
    found = pick(plan, **asked, count=99)
    if len({words(line) for line in allowed}) > len(last):
        assert words(found[0].line) not in last
    were_last = [words(one.line) in last for one in found]
    assert were_last == sorted(were_last)


@given(requests(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_same_is_picked_from_the_same(request: tuple[list[LineRecord], dict[str, Any]], shuffler: Any) -> None:
    """However often it is asked, and in whatever order the lines come."""
    plan, asked = request
    other = list(plan)
    shuffler.shuffle(other)
    assert pick(plan, **asked, count=5) == pick(plan, **asked, count=5) == pick(other, **asked, count=5)
    assert [one.points for one in explain(plan, **asked)] == [one.points for one in explain(other, **asked)]


@given(requests(), st.text())
@settings(max_examples=200, deadline=None)
def test_no_text_raises(request: tuple[list[LineRecord], dict[str, Any]], text: str) -> None:
    """In no language, as a line or as what was written."""
    plan, asked = request
    for line in plan:
        line.text += text
    pick(plan, **{**asked, "about": text})


@given(lines(), MOMENTS, MOMENTS)
@settings(max_examples=100, deadline=None)
def test_the_topic_beats_recency(like: LineRecord, one_at: datetime, other_at: datetime) -> None:
    """Of two lines that are alike but for their words and age, the one that shares a word is picked."""
    like.section, like.role, like.settled, like.removed_at = "strengths", "", "", None
    plan = []
    for ref, text, at in ((1, "sailing boats", one_at), (2, "cooking soup", other_at)):
        plan.append(
            LineRecord(
                ref=ref, section=like.section, text=text, dialogue="reflect", version=1, state="one",
                position=ref, created_at=at, adopted_at=like.adopted_at, pinned_at=like.pinned_at,
            )
        )  # fmt: skip
    found = pick(plan, purpose="hard_day", about="that boat", locale="en", recalled={}, at=AT)
    assert found[0].line.ref == 1


def test_a_plan_of_two_thousand_lines() -> None:
    """All of them are looked at, and the one that fits is found."""
    plan = [
        LineRecord(
            ref=ref, section=SECTIONS[ref % 4], text=f"walking with Ana and number{ref}x by the water {ref}",
            dialogue="reflect", version=1, state="one", position=ref, created_at=AT - timedelta(days=ref),
        )
        for ref in range(2000)
    ]  # fmt: skip
    plan[1234].text = "The old lighthouse"
    found = pick(plan, purpose="hard_day", about="a lighthouse keeper", locale="en", recalled={}, at=AT)
    assert found[0].line.ref == 1234
