"""What scripts and words read of the plan: lines with what belongs to them, changes, and earlier wordings."""

from dataclasses import replace

import pytest
from helpers_app import has_all_words, shipped
from helpers_plan import AT, FAMILY, GOAL, OTHER, OWN, SECTIONS, a_line, in_plan, later, plans, saved, with_plan
from hypothesis import given, settings

from bot.app import plan, undoing
from bot.app.peer import Peer
from bot.app.plan_view import CHANGES, LONG, View, changes_view, history_view, plan_view, section_titles
from bot.storage.records import LineRecord
from bot.wording.render import SHARED


def view(peer: Peer, locale: str = "en") -> View:
    """The need ``plan``."""
    return plan_view(peer, shipped(), locale)


def words(lines: list[View]) -> list[str]:
    """The words of lines."""
    return [line["text"] for line in lines]


# -- lines -----------------------------------------------------------------------------------------------------------


def test_lines_stand_under_what_they_belong_to() -> None:
    """With how deep they stand; only main lines stand under their section."""
    found = view(with_plan(*FAMILY))
    assert [(line["text"], line["depth"]) for line in found["lines"]] == [
        ("swim", 0), ("the sea", 1), ("find goggles", 1), ("on Sunday", 2), ("sing", 0),
    ]  # fmt: skip
    goal = found["lines"][0]
    assert words(goal["follow"]) == ["the sea", "find goggles"]
    assert words(goal["follow"][1]["follow"]) == ["on Sunday"]
    assert words(found["under"]["goals"]) == ["swim", "sing"]


def test_a_line_tells_all_that_words_may_need() -> None:
    """Its section and source by name, how it stands, and what it is."""
    line = a_line(
        7, "swim", role="step", area="leisure", audience="me", question="What next?", adopted_at=AT, pinned_at=AT,
        settled="done", settled_at=AT, dialogue="steps",
    )  # fmt: skip
    found = view(with_plan(line))["lines"][0]
    assert found == {
        "ref": 7, "text": "swim", "role": "step", "section": "goals", "title": "My goals and steps", "about": 0,
        "area": "leisure", "audience": "me", "question": "What next?", "state": "add",
        "at": line.created_at, "adopted": True,
        "source": shipped().wording.label("en", "steps", "title", {}), "pinned": True, "settled": "done",
        "settled_at": AT, "depth": 0, "follow": [],
    }  # fmt: skip


def test_the_source_of_a_line_is_named_even_when_it_is_gone() -> None:
    """A dialogue that was taken out goes by its bare name."""
    found = view(with_plan(a_line(1, dialogue="old_times"), a_line(2, dialogue="")))["lines"]
    assert [line["source"] for line in found] == ["old times", ""]


def test_sections_have_names_counts_and_all_their_lines() -> None:
    """Only those that hold something, in the order of the plan; own ones under the name they were given."""
    peer = with_plan(
        *FAMILY, a_line(8, "roses", section="own_1"), a_line(9, section="wins", removed_at=AT), sections=OWN
    )
    assert [(one["name"], one["title"], one["count"]) for one in view(peer)["sections"]] == [
        ("goals", "My goals and steps", 5), ("own_1", "My garden", 1),
    ]  # fmt: skip


def test_every_section_can_be_asked_for() -> None:
    """Also one that is empty: words may look under any of them."""
    under = view(with_plan(sections=OWN))["under"]
    assert set(under) == {*plan.SECTIONS, *OWN}
    assert not any(under.values())


def test_a_line_in_a_section_that_is_gone_is_in_the_plan_all_the_same() -> None:
    """Nothing that was written is out of sight for a name that is missing."""
    found = view(with_plan(a_line(1, "swim", section="own_9")))
    assert (words(found["lines"]), found["lines"][0]["title"]) == (["swim"], "own_9")


def test_what_is_to_be_adopted_leaned_on_and_done_is_picked_out() -> None:
    """Drafts are counted; strengths are main lines without a role; goals and steps are those still open."""
    lines = [
        replace(GOAL, adopted_at=AT), *FAMILY[1:4], replace(OTHER, settled="done"),
        a_line(6, "patience", section="strengths", pinned_at=AT),
        a_line(7, "the flood", section="strengths", role="got_through"),
        a_line(8, "Sam", section="people"), a_line(9, "at night", section="people", role="where_next", about=8),
        a_line(10, "the choir", section="people", role="belong"), a_line(11, "be kind", section="hard_days"),
    ]  # fmt: skip
    found = view(with_plan(*lines))
    assert found["drafts"] == 10
    assert words(found["strengths"]) == ["patience", "Sam"]
    assert words(found["people"]) == ["Sam"]
    assert words(found["pinned"]) == ["patience"]
    assert (words(found["goals"]), words(found["steps"])) == (["swim"], ["find goggles"])


def test_goals_that_were_laid_aside_can_be_looked_up() -> None:
    """The newest first; they are not in the plan, and neither are their steps."""
    aside = [replace(line, settled="let_go") for line in (GOAL, OTHER)]
    peer = with_plan(aside[0], *FAMILY[1:4], aside[1], a_line(9, removed_at=AT, settled="let_go"))
    found = view(peer)
    assert found["laid_aside"] == [{"ref": 5, "text": "sing"}, {"ref": 1, "text": "swim"}]
    assert found["lines"] == []


def test_a_long_plan_says_so() -> None:
    """It is then shown section by section."""
    assert not view(with_plan(*(a_line(ref) for ref in range(1, LONG + 1))))["is_long"]
    assert view(with_plan(*(a_line(ref) for ref in range(1, LONG + 2))))["is_long"]


@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(plans())
def test_the_view_shows_the_plan_and_nothing_but_the_plan(lines: list[LineRecord]) -> None:
    """Each line once in the list, and once under a section or another line."""
    found = view(with_plan(*lines, sections=OWN))
    assert sorted(line["ref"] for line in found["lines"]) == sorted(in_plan(lines))
    hung = [one for mains in found["under"].values() for main in mains for one in _all(main)]
    assert sorted(hung) == sorted(in_plan(lines))
    assert {section["name"] for section in found["sections"]} <= set(SECTIONS)


def _all(line: View) -> list[int]:
    return [line["ref"], *(ref for follower in line["follow"] for ref in _all(follower))]


def test_every_line_stands_in_a_section_of_the_overview() -> None:
    """A long plan is read section by section: a line that is in none of them cannot be found there."""
    peer = with_plan(a_line(1), a_line(2, section="wins", role="shows", about=1))
    listed = [line["ref"] for section in view(peer)["sections"] for line in section["lines"]]
    assert sorted(listed) == [1, 2]


# -- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["en", "es"])
def test_built_in_sections_are_named_in_the_persons_language(locale: str) -> None:
    """Own ones as they were named, in any language."""
    titles = section_titles(with_plan(sections=OWN), shipped(), locale)
    assert list(titles) == [*plan.SECTIONS, *OWN]
    assert titles["own_1"] == "My garden"
    if has_all_words("es"):
        assert (titles["wins"] == "My wins") == (locale == "en")


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_has_a_name(what: str) -> None:
    """The list of changes says what was done."""
    assert shipped().wording.has("en", SHARED, f"change_{what}")


# -- changes and history ---------------------------------------------------------------------------------------------


def test_changes_tell_what_was_done_to_what() -> None:
    """The newest first, with the words now and before, and how many lines it was."""
    peer = with_plan(*FAMILY)
    plan.revise(peer, 5, "hum", later(1))
    peer = saved(peer)
    plan.adopt(peer, later(2))
    peer = saved(peer)
    plan.remove(peer, 5, later(3))
    found = changes_view(saved(peer))
    told = [(one["what"], one["text"], one["before"], one["count"], one["in_plan"]) for one in found[:3]]
    assert told == [
        ("removed", "hum", "hum", 1, False), ("adopted", "swim", "swim", 5, True), ("revised", "hum", "sing", 1, False),
    ]  # fmt: skip
    assert [(one["what"], one["text"], one["before"]) for one in found[3:4]] == [("added", "on Sunday", "")]
    assert {one["what"] for one in found} <= set(CHANGES)


def test_each_change_is_named_by_the_number_that_undoes_it() -> None:
    """What the list shows is what is undone."""
    peer = with_plan(*FAMILY)
    plan.pin(peer, 5, later(1))
    peer = saved(peer)
    for one in changes_view(peer):
        entry = undoing.undo(peer.copy(), one["number"], later(2))
        assert entry is not None
        assert (entry.what, len(entry.refs)) == (one["what"], one["count"])


def test_a_change_of_an_unreadable_line_is_passed_over() -> None:
    """One damaged row must not keep a person from undoing everything else."""
    peer = with_plan(*FAMILY)
    plan.pin(peer, 5, later(1))
    peer = saved(peer)
    assert peer.plan is not None
    del peer.plan[5]
    assert "added" in [one["what"] for one in changes_view(peer)]


def test_earlier_wordings_are_told_with_when_they_ended() -> None:
    """The oldest first; what says the same as now, and changes of another kind, are no wordings."""
    peer = with_plan(*FAMILY)
    for minute, text in enumerate(["swim a little", "swim far", "swim"]):
        plan.revise(peer, 1, text, later(minute))
    plan.pin(peer, 1, later(5))
    assert history_view(saved(peer)) == [
        {"ref": 1, "text": "swim a little", "until": later(1)}, {"ref": 1, "text": "swim far", "until": later(2)},
    ]  # fmt: skip


def test_a_wording_that_was_undone_is_an_earlier_one() -> None:
    """It can be read again."""
    peer = with_plan(*FAMILY)
    plan.revise(peer, 1, "dive", later(1))
    peer = saved(peer)
    undoing.undo(peer, undoing.entries(peer)[0].number, later(2))
    assert [one["text"] for one in history_view(saved(peer))] == ["dive"]
