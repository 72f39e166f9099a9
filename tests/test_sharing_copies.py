"""Copies: word for word, frozen, of chosen lines only; what is new in one; and the summary that is read of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from helpers_app import shipped
from helpers_circle import AT, a_copy, a_share, acts, around, gives, line
from helpers_plan import FAMILY, OWN, a_line, later, plans, saved, with_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import plan
from bot.app.export.words import Words
from bot.app.sharing.copies import TALK, News, copy_of, hashes, news
from bot.app.sharing.summary import ORDER, Summary, SummaryLine, as_view, summary_of
from bot.storage.circle import SharedCopy, SharedLine
from bot.storage.records import LineRecord, ShareDraft
from bot.storage.sharing import copy_from, copy_text

WORDS = Words(shipped(), "en")
# All planes, half surrogate pairs too: whatever a channel may hand over.
TEXTS = st.text(st.characters(codec=None), min_size=1, max_size=20)
ANY = TEXTS | st.just("")
REFS = st.sets(st.integers(1, 9))


def copied(lines: list[LineRecord], refs: set[int], talk: str = "") -> SharedCopy:
    """What somebody with this plan and a section of their own shares."""
    peer = with_plan(*lines, sections=OWN)
    peer.record.name = "Ana"
    return copy_of(peer.record, plan.shown(peer), refs, talk, "en")


def flat(summary: Summary) -> list[SummaryLine]:
    """All lines of a summary, in the order they are read in."""
    return [one for section in summary.sections for main in section.lines for one in (main, *main.beneath)]


def words_of(view: Any) -> list[str]:
    """Every text in a view, however deep."""
    if isinstance(view, Mapping):
        return [text for value in view.values() for text in words_of(value)]
    if isinstance(view, list | tuple):
        return [text for value in view for text in words_of(value)]
    return [view] if isinstance(view, str) else []


# -- the copy ----------------------------------------------------------------------------------------------------------


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(lines=plans(), refs=REFS, texts=st.lists(TEXTS, min_size=9, max_size=9), talk=TEXTS | st.just(""))
def test_a_copy_holds_the_chosen_lines_and_no_other(
    lines: list[LineRecord], refs: set[int], texts: list[str], talk: str
) -> None:
    """Word for word, in the plan's order; none that is out of the plan, and nothing that was not chosen."""
    lines = [replace(one, text=text) for one, text in zip(lines, texts, strict=False)]
    shown = plan.shown(with_plan(*lines, sections=OWN))
    copy = copied(lines, refs, talk)
    assert [(one.ref, one.text) for one in copy.lines] == [(one.ref, one.text) for one in shown if one.ref in refs]
    assert copy.talk == talk
    assert {one.about for one in copy.lines} <= refs | {0}
    assert dict(copy.own) == {name: OWN[name] for name in {one.section for one in copy.lines} if name in OWN}


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(name=ANY, text=ANY, question=ANY, own=ANY, talk=ANY)
def test_a_copy_is_written_and_read_again_without_loss(
    name: str, text: str, question: str, own: str, talk: str
) -> None:
    """Through JSON, with any text of any plane."""
    copy = a_copy(line(1, text, question=question, section="own_1"), name=name, own={"own_1": own}, talk=talk)
    assert copy_from(copy_text(copy)) == copy


def test_a_copy_stays_as_it_is_while_the_plan_changes() -> None:
    """Reworded, taken out, moved, settled, added to, or under another name."""
    peer = around(with_plan(*FAMILY, sections=OWN))
    acts(peer, "share.find", code="R0SAR0SA")
    acts(peer, "share.choose", section="goals", all=True)
    assert gives(peer)[0] == "given"
    before = peer.circle.given[0].copy
    assert before is not None
    dumped = copy_text(before)
    peer.record.name = "Somebody else"
    acts(peer, "plan.revise", line=1, text="Other words")
    acts(peer, "plan.remove", line=2)
    acts(peer, "plan.move", line=5, section="own_1")
    acts(peer, "plan.settle", line=3, how="done")
    acts(peer, "plan.name_section", name="Another garden")
    assert copy_text(before) == dumped
    assert acts(peer, "share.talk", text="x")[0] == "gone"


def test_a_line_whose_parent_is_not_shared_stands_for_itself() -> None:
    """Nothing of the parent goes along, not even its number."""
    copy = copied(list(FAMILY), {3, 4})
    assert [(one.ref, one.about) for one in copy.lines] == [(3, 0), (4, 3)]
    copy = copied(list(FAMILY), {1, 4})
    assert [(one.ref, one.about) for one in copy.lines] == [(1, 0), (4, 0)]


def test_a_copy_takes_no_more_of_a_line_than_is_shown() -> None:
    """Who it is for, what it was before, when it was pinned, and the messages it came in stay at home."""
    fields = set(SharedLine.__dataclass_fields__)
    assert fields == {"ref", "section", "text", "role", "about", "area", "question", "dialogue", "at", "settled"}
    [one] = copied([a_line(1, "swim", audience="me", pinned_at=AT, adopted_at=AT, brought_at=AT)], {1}).lines
    assert one == line(1, "swim", at=AT + timedelta(seconds=1), dialogue="plan")


def test_own_sections_are_named_only_with_lines_of_theirs() -> None:
    """A name that somebody gave a section may say much."""
    lines = [a_line(1, section="goals"), a_line(2, section="own_1")]
    assert copied(lines, {1}).own == {}
    assert copied(lines, {1, 2}).own == OWN


# -- what is new -------------------------------------------------------------------------------------------------------

KNOWN = st.dictionaries(st.integers(1, 6), st.sampled_from(["walk", "swim", "sing"]), max_size=6)
TALKS = st.sampled_from(["", "sleep", "work"])


def copy_with(texts: Mapping[int, str], talk: str) -> SharedCopy:
    """A copy with these texts by number."""
    return SharedCopy(lines=tuple(line(ref, text) for ref, text in texts.items()), talk=talk)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(old=KNOWN, new=KNOWN, old_talk=TALKS, new_talk=TALKS)
def test_news_are_exactly_what_differs(old: dict[int, str], new: dict[int, str], old_talk: str, new_talk: str) -> None:
    """New lines, changed lines, how many are gone, and whether there is another topic."""
    found = news(copy_with(new, new_talk), hashes(copy_with(old, old_talk)))
    assert found.fresh == new.keys() - old.keys()
    assert found.changed == {ref for ref in new.keys() & old.keys() if new[ref] != old[ref]}
    assert found.gone == len(old.keys() - new.keys())
    assert found.talk == (old_talk != new_talk)
    assert found.any == ((old, old_talk) != (new, new_talk))


def test_before_the_first_time_nothing_is_news() -> None:
    """All of it is."""
    assert news(a_copy(line(1), talk="x"), None) == News()
    assert not news(a_copy(line(1), talk="x"), None).any


def test_a_step_that_was_done_since_reads_differently() -> None:
    """Its words are the same, and yet it says something else."""
    seen = hashes(a_copy(line(1)))
    assert news(a_copy(line(1, settled="done")), seen).changed == {1}


def test_words_and_state_do_not_run_together() -> None:
    """ "done" at the end of a text is no line that is done."""
    assert hashes(a_copy(line(1, "x", settled="done"))) != hashes(a_copy(line(1, "xdone")))


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(text=TEXTS, talk=TEXTS)
def test_what_is_remembered_of_a_copy_holds_no_words(text: str, talk: str) -> None:
    """For each line a hash of fixed length, and one of the topic; alike for alike, and not the words' own length."""
    found = hashes(a_copy(line(4, text), talk=talk))
    assert found.keys() == {TALK, 4}
    assert all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in found.values())
    assert found == hashes(a_copy(line(4, text), talk=talk, name="Other"))


# -- the summary -------------------------------------------------------------------------------------------------------


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(lines=plans(circles=True), refs=REFS)
def test_a_summary_has_every_line_once_and_no_other(lines: list[LineRecord], refs: set[int]) -> None:
    """Whatever belongs to what; each word for word."""
    copy = copied(lines, refs, "sleep")
    found = flat(summary_of(a_share(copy=copy), WORDS))
    assert sorted((one.ref, one.text) for one in found) == sorted((one.ref, one.text) for one in copy.lines)
    view = as_view(summary_of(a_share(copy=copy), WORDS))
    assert {one.text for one in copy.lines} <= set(words_of(view))


def test_strengths_come_first_and_what_is_hard_comes_late() -> None:
    """Whatever the order of the plan; sections of their own stand before what is hard."""
    names = ["sessions", "hard_days", "own_1", "goals", "wins", "what_helps", "strengths"]
    lines = [line(ref, section=name) for ref, name in enumerate(names, 1)]
    summary = summary_of(a_share(copy=a_copy(*lines, own=OWN)), WORDS)
    found = [one.name for one in summary.sections]
    assert found == ["strengths", "what_helps", "goals", "wins", "own_1", "hard_days", "sessions"]
    assert [(one.title, one.is_own) for one in summary.sections if one.is_own] == [("My garden", True)]


def test_every_section_of_a_plan_has_its_place() -> None:
    """Strengths lead, and none is forgotten."""
    assert set(plan.SECTIONS) | {plan.OWN_SECTION} == set(ORDER)
    assert ORDER[0] == "strengths"
    assert ORDER.index("hard_days") > ORDER.index("wins") > ORDER.index("goals")


def test_what_belongs_to_a_line_stands_beneath_it() -> None:
    """However far down, in the plan's order, with its label; a done step says so."""
    lines = [a_line(1, "swim"), *FAMILY[1:3], replace(FAMILY[3], settled="done")]
    [section] = summary_of(a_share(copy=copied(lines, {1, 2, 3, 4})), WORDS).sections
    [head] = section.lines
    assert (head.text, head.label) == ("swim", "")
    assert [(one.text, bool(one.label), one.done) for one in head.beneath] == [
        ("the sea", True, False), ("find goggles", True, False), ("on Sunday", True, True),
    ]  # fmt: skip


def test_a_summary_tells_where_lines_come_from() -> None:
    """What was asked, in which conversation, and when."""
    one = line(1, "swim", question="What do you hope for?", dialogue="reflect", at=AT)
    [found] = flat(summary_of(a_share(copy=a_copy(one)), WORDS))
    assert (found.question, found.at) == ("What do you hope for?", AT)
    assert found.source
    assert found.source != "reflect"


def test_a_summary_marks_what_is_new() -> None:
    """Each line by itself, how many are gone, and the topic."""
    seen = hashes(a_copy(line(1, "a"), line(2, "b"), line(9), talk="sleep"))
    now = a_copy(line(1, "a"), line(2, "bb"), line(3, "c"), talk="work")
    summary = summary_of(a_share(copy=now, seen=seen), WORDS)
    assert [one.news for one in flat(summary)] == ["", "changed", "new"]
    assert (summary.gone, summary.talk_is_new, summary.is_first) == (1, True, False)
    view = as_view(summary)
    assert (view["fresh"], view["changed"], view["gone"], view["has_news"]) == (1, 1, 1, True)


def test_the_same_copy_again_has_no_news() -> None:
    """It was read, and nothing has changed."""
    copy = a_copy(line(1), talk="sleep")
    summary = summary_of(a_share(copy=copy, seen=hashes(copy)), WORDS)
    assert not summary.news.any
    assert not as_view(summary)["has_news"]


def test_of_a_share_that_has_ended_there_is_no_summary() -> None:
    """There is nothing to read any more."""
    with pytest.raises(ValueError, match="ended"):
        summary_of(a_share(copy=None), WORDS)


def test_a_summary_ranks_and_scores_nothing() -> None:
    """What a reader gets has no number about the person but how many lines are new, changed or gone."""
    view = as_view(summary_of(a_share(copy=a_copy(line(1), line(2))), WORDS))
    numbers = {name for name, value in view.items() if isinstance(value, int) and not isinstance(value, bool)}
    assert numbers == {"gone", "fresh", "changed"}


# -- a preview is what is read -----------------------------------------------------------------------------------------


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(lines=plans(), refs=REFS, talk=st.sampled_from(["", "sleep & <work>"]))
def test_a_preview_is_exactly_what_the_specialist_reads(lines: list[LineRecord], refs: set[int], talk: str) -> None:
    """The same names, lines, labels, order, topic and moments, for a copy that is the reader's first."""
    peer = around(with_plan(*lines, sections=OWN))
    peer.remember(draft=ShareDraft(staff_id=2, refs=tuple(refs), talk=talk, until="2026-03-11"))
    outcome, preview = acts(peer, "share.preview")
    assert acts(peer, "share.give")[0] == ("given" if outcome == "made" else "empty")
    if outcome == "empty":
        assert peer.circle.given == ()
        return
    [share] = peer.circle.given
    assert as_view(summary_of(share, WORDS)) == preview
    share.id = 3
    reader = around(with_plan(), received=(share,), roles=(peer.circle.staff[2],))
    assert acts(reader, "review.open", share=3) == ("opened", preview)
    assert acts(saved_with(peer), "share.show", share=3) == ("made", preview)


def saved_with(peer: Any) -> Any:
    """The same person in a later turn, with the same people around them."""
    later_on = saved(peer)
    later_on.around = peer.around
    return later_on


def test_what_is_read_after_an_update_is_the_new_copy() -> None:
    """With what is new since the reader looked last; the preview shows the same lines."""
    peer = around(with_plan(*FAMILY))
    peer.remember(draft=ShareDraft(staff_id=2, refs=(1, 5)))
    gives(peer)
    [share] = peer.circle.given
    share.id = 3
    reader = around(with_plan(), received=(share,), roles=(peer.circle.staff[2],))
    acts(reader, "review.open", share=3)
    peer.surround(views=reader.circle.views)
    acts(peer, "share.edit", share=3)
    acts(peer, "share.choose", line=2)
    acts(peer, "share.choose", line=5)
    preview = acts(peer, "share.preview", at=later(60))[1]
    assert acts(peer, "share.give", at=later(60))[0] == "updated"
    [again] = peer.circle.given
    assert (again.id, again.number) == (3, 2)
    opened = acts(around(with_plan(), received=(again,), roles=reader.circle.roles), "review.open", share=3)[1]
    assert without_news(opened) == without_news(preview)
    assert (opened["fresh"], opened["gone"], opened["is_first"]) == (1, 1, False)


def without_news(view: Any) -> Any:
    """A view without what it says of earlier times."""
    if isinstance(view, Mapping):
        marks = {"news", "fresh", "changed", "gone", "is_first", "has_news", "talk_is_new"}
        return {name: without_news(value) for name, value in view.items() if name not in marks}
    return [without_news(one) for one in view] if isinstance(view, list | tuple) else view


def test_news_are_told_since_the_last_copy_that_was_looked_at() -> None:
    """A copy in between that nobody opened is not what the reader knows."""
    peer = around(with_plan(*FAMILY))
    peer.remember(draft=ShareDraft(staff_id=2, refs=(1,)))
    gives(peer)
    [first] = peer.circle.given
    first.id = 3
    for minute, refs in ((1, (1, 2)), (2, (1, 2, 5))):
        peer.remember(draft=ShareDraft(staff_id=2, refs=refs, share_id=3))
        gives(peer, at=later(minute))
    [third] = peer.circle.given
    assert (third.number, third.seen) == (3, None)
