"""Recall: which line is quoted back, and why, by numbers that can be worked out by hand."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from helpers_recall import AT, NOTHING_SHOWN, line, ranked, refs

from bot.app.content import content_roots
from bot.app.recall import CODES, PURPOSES, WEIGHTS, pick
from bot.app.recall.choosing import KIND_CODES
from bot.app.recall.weights import STANDING
from bot.storage.records import LineRecord
from bot.wording import Wording
from bot.wording.care import check_utterance
from bot.wording.care.model import Utterance
from bot.wording.rehearsal import own
from bot.wording.render import SHARED, Voice
from bot.wording.text import plain


def test_the_example_of_the_docstring_is_right() -> None:
    """Its points are those of the code."""
    lines = [
        line(1, text="Walking by the river"),
        line(2, "strengths", "I stay calm", pinned_at=AT, adopted_at=AT),
        line(3, text="Calling my sister"),
    ]
    found = ranked(lines, about="the river is so high", shown={3: 1})
    assert [(one.line.ref, one.total) for one in found] == [(1, 11), (2, 9), (3, -2)]
    assert found[0].points == {"kind": 6, "topic": 5, "pinned": 0, "adopted": 0, "recent": 0}
    assert found[2].points["shown"] == WEIGHTS.shown_lately


@pytest.mark.parametrize(
    ("purpose", "first", "never_beside_others"),
    [
        ("hard_day", "what_helps", {"people", "goals", "story", "sessions"}),
        ("setback", "strengths", {"people", "goals", "story", "sessions"}),
        ("check_in", "goals", {"story", "sessions"}),
        ("goal", "what_helps", {"wins", "interests", "people", "what_matters", "sessions", "hard_days"}),
        ("interest", "interests", {"what_helps", "strengths", "wins", "people", "sessions"}),
        ("success", "wins", {"what_helps", "strengths", "interests", "people", "sessions", "goals"}),
    ],
)
def test_each_purpose_has_its_sections(purpose: str, first: str, never_beside_others: set[str]) -> None:
    """What leads, and what is not quoted while there is anything else."""
    sections = [
        "meaning", "strengths", "what_helps", "people", "what_matters", "life", "interests", "goals", "hard_days",
        "wins", "story", "sessions", "own_1",
    ]  # fmt: skip
    found = ranked([line(ref, section) for ref, section in enumerate(sections, 1)], purpose)
    kinds = [one.line.section for one in found]
    assert first in [one.line.section for one in found if one.total == found[0].total]
    assert not never_beside_others & set(kinds)


def test_a_section_that_a_programme_added_counts_as_own() -> None:
    """Its scripts may keep lines wherever they like."""
    found = ranked([line(1, "garden"), line(2, "own_3")], "check_in")
    assert [one.why[0] for one in found] == ["own", "own"]


def test_people_are_quoted_on_a_hard_day_only_where_there_is_nothing_else() -> None:
    """They are asked about separately; and a weak section still goes before them."""
    assert refs(ranked([line(1, "people"), line(2, "life")])) == [2]
    assert refs(ranked([line(1, "people")])) == [1]
    assert refs(ranked([line(1, "people"), line(2, "life")], shown={2: 0})) == [2]


def test_what_is_for_a_session_is_never_quoted() -> None:
    """For no purpose, and not even where it is all there is."""
    assert [ranked([line(1, "sessions")], purpose) for purpose in PURPOSES] == [[]] * len(PURPOSES)


@pytest.mark.parametrize(
    "out",
    [
        line(2, role="where_next"), line(2, role="why"), line(2, role="step"), line(2, role="when"),
        line(2, role="confidence"), line(2, role="something_new"), line(2, removed_at=AT), line(2, settled="let_go"),
        line(2, settled="past"), line(2, text=" \n "), line(2, "goals", role="why", settled="done"),
    ],
    ids=lambda out: out.role or out.settled or out.text.strip() or "removed",
)  # fmt: skip
def test_lines_that_are_not_quoted(out: LineRecord) -> None:
    """Gone, let go, past, empty, or meaningless without another line."""
    assert refs(ranked([line(1), out])) == [1]
    assert refs(ranked([out])) == []


@pytest.mark.parametrize("role", sorted(STANDING))
def test_lines_that_stand_for_themselves(role: str) -> None:
    """These roles may be quoted."""
    assert refs(ranked([line(1, "strengths", role=role)])) == [1]


def test_a_success_is_a_win_a_step_that_was_done_or_something_got_through() -> None:
    """A strength by itself, or a step still open, is none."""
    lines = [
        line(1, "wins"), line(2, "goals", role="step", settled="done"), line(3, "strengths", role="got_through"),
        line(4, "strengths"), line(5, "goals", role="step"), line(6, "goals", settled="done"), line(7, "goals"),
        line(8, "goals", role="shows"),
    ]  # fmt: skip
    found = ranked(lines, "success")
    assert refs(found) == [1, 6, 3, 2, 8]
    assert [one.why[0] for one in found] == ["win", "done", "got_through", "done", "shows"]


def test_the_topic_goes_before_a_better_section_and_before_newer_words() -> None:
    """What is written about now says most."""
    lines = [line(1, "interests", "Fishing in the rivers", days_old=900), line(2, "what_helps", "Tea", days_old=1)]
    found = ranked(lines, about="My river, my fish")
    assert refs(found) == [1, 2]
    assert found[0].shared_words == ("Fishing", "rivers")
    assert found[0].why == ("topic", "interest", "long_ago")


def test_more_shared_words_say_more_up_to_a_limit() -> None:
    """One, two, three; a fourth adds nothing."""
    assert [WEIGHTS.topic(shared) for shared in range(6)] == [0, 5, 7, 9, 9, 9]


def test_pinned_goes_before_a_neighbour_and_adopted_and_recent_part_equals() -> None:
    """And all of it is told."""
    assert refs(ranked([line(1), line(2, "strengths", pinned_at=AT)])) == [2, 1]
    assert refs(ranked([line(1), line(2, adopted_at=AT)])) == [2, 1]
    assert refs(ranked([line(1), line(2, days_old=3)])) == [2, 1]
    best = ranked([line(1), line(2, pinned_at=AT, adopted_at=AT, days_old=3)])[0]
    assert best.why == ("pinned", "helped_before", "adopted", "recent")


def test_old_words_lose_nothing_by_being_old() -> None:
    """Only that they are old is told."""
    found = ranked([line(1, days_old=2000), line(2, days_old=100)])
    assert [one.total for one in found] == [6, 6]
    assert found[1].why == ("helped_before", "long_ago")


def test_what_was_quoted_the_last_time_is_not_quoted_again_while_there_is_another() -> None:
    """Even if it is better in every way, and long ago."""
    best = line(1, text="Walking by the river", pinned_at=AT, adopted_at=AT)
    found = ranked([best, line(2, "own_1")], about="the river", shown={1: 300})
    assert refs(found) == [2, 1]
    assert refs(ranked([best], about="the river", shown={1: 0})) == [1]


def test_what_was_quoted_lately_comes_later() -> None:
    """This week counts more than this month; beyond that, nothing."""
    lines = [line(ref) for ref in (1, 2, 3, 4, 5)]
    found = ranked(lines, shown={1: 1, 2: 3, 3: 10, 4: 40})
    assert [(one.line.ref, one.total) for one in found] == [(5, 6), (4, 6), (3, 2), (2, -2), (1, -2)]


def test_what_is_remembered_of_another_purpose_does_not_count_as_last() -> None:
    """The last one is the last of those that may be quoted here: interests take turns among themselves."""
    lines = [line(1, "interests"), line(2, "interests"), line(3, "wins")]
    found = ranked(lines, "interest", shown={1: 50, 3: 0})
    assert refs(found) == [2, 1]


def test_lines_with_the_same_words_are_one() -> None:
    """Whichever stands better is quoted, and hearing one is hearing the other."""
    lines = [line(1, "strengths", "My sister"), line(2, "what_helps", "my  SISTER"), line(3, "own_1")]
    assert refs(ranked(lines)) == [2, 3]
    assert refs(ranked(lines, shown={1: 0})) == [3, 2]


def test_the_only_one_says_so() -> None:
    """It comes again and again, with the reason."""
    assert ranked([line(1), line(2, "people")], shown={1: 0})[0].why == ("helped_before", "only_one")


def test_lines_can_be_left_out() -> None:
    """Such as one that stands on the screen already."""
    assert refs(ranked([line(1), line(2)], leave_out=[1])) == [2]
    assert refs(ranked([line(1)], leave_out={1})) == []


def pick_refs(lines: list[LineRecord], count: int) -> list[int]:
    """What is picked on a hard day."""
    found = pick(lines, purpose="hard_day", about="", locale="en", recalled=NOTHING_SHOWN, at=AT, count=count)
    return [one.line.ref for one in found]


def test_as_many_as_asked_for() -> None:
    """Or fewer, where there are not so many."""
    lines = [line(1, "wins"), line(2), line(3, "strengths")]
    assert [pick_refs(lines, count) for count in (-1, 0, 1, 2, 9)] == [[], [], [2], [2, 3], [2, 3, 1]]


def test_an_unknown_purpose_is_told() -> None:
    """With those there are: it is a mistake in a script."""
    with pytest.raises(ValueError, match="no purpose 'fun'; there are: hard_day, "):
        pick([], purpose="fun", about="", locale="en", recalled=NOTHING_SHOWN, at=AT)


def test_taking_turns_over_weeks() -> None:
    """Hard days in a row bring each line once before any comes back, and never the same one twice running."""
    lines = [line(1, pinned_at=AT), line(2), line(3, "strengths"), line(4, "wins"), line(5, "interests")]
    recalled: dict[int, datetime] = {}
    heard = []
    for day in range(12):
        at = AT + timedelta(days=day)
        found = pick(lines, purpose="hard_day", about="", locale="en", recalled=recalled, at=at)
        heard.append(found[0].line.ref)
        recalled[heard[-1]] = at
    assert heard[:5] == [1, 2, 3, 4, 5]
    assert len(set(heard[5:])) > 2
    assert all(one != other for one, other in pairwise(heard))


def test_weights_are_as_they_are_explained() -> None:
    """The relations that the reasons beside the numbers speak of."""
    for weights in WEIGHTS.sections.values():
        assert WEIGHTS.topic_first > max(weights.values()) - 2
    assert WEIGHTS.topic_first > WEIGHTS.pinned > WEIGHTS.adopted >= WEIGHTS.recent
    assert -WEIGHTS.shown_lately >= WEIGHTS.topic_first + WEIGHTS.pinned
    assert set(KIND_CODES) >= {kind for weights in WEIGHTS.sections.values() for kind in weights}


def test_every_code_has_its_words() -> None:
    """One plain sentence in each language, that passes the care lint and asks nothing."""
    wording = Wording(content_roots(None))
    scope = {"pick": {"shared_words": (own("river"), own("<b>"), own("tea"), own("too many"))}}
    for locale in ("en", "es"):
        assert wording.has(locale, SHARED, "because_topic")
        for code in CODES:
            said = plain(wording.say(locale, SHARED, f"because_{code}", scope, Voice()))
            assert check_utterance(Utterance(said), locale) == [], said
            assert said.count(".") == 1
            assert len(said.replace(own(""), "").split()) <= 12
        told = plain(wording.say(locale, SHARED, "because_topic", {"pick": {"shared_words": ("río", "<i>")}}, Voice()))
        assert "“río”, “<i>”" in told
