"""Actions on files: a copy to keep, a picture, and a plan that is brought in."""

from typing import Any

import pytest
from helpers_app import Friend, shipped
from helpers_plan import AT, FAMILY, OWN, a_file, a_line, does, later, refs, saved, texts, with_plan

from bot.app.actions import Scene, perform
from bot.app.incoming import Sent
from bot.app.message import Enclosure
from bot.app.peer import Peer


def enclosed(peer: Peer, action: str, **arguments: Any) -> list[Enclosure]:
    """What goes with the words that follow an action."""
    scene = Scene(later(0), shipped())
    perform(peer, action, arguments, scene)
    return scene.enclosures


@pytest.mark.parametrize("form", ["html", "pdf", "text", "json"])
def test_a_copy_goes_with_the_words_that_follow(form: str) -> None:
    """In the form that was asked for; the plan itself does not change."""
    peer = with_plan(*FAMILY)
    assert enclosed(peer, "plan.send", form=form) == [Enclosure(form, {})]
    assert peer.changes.history == []


def test_an_empty_plan_is_sent_as_data_only() -> None:
    """There is more to be held than lines; a page of nothing is no use."""
    for lines in ([], [a_line(1, removed_at=AT)]):
        assert enclosed(with_plan(*lines), "plan.send", form="pdf") == []
        assert enclosed(with_plan(*lines), "plan.send", form="json") == [Enclosure("json", {})]


def test_a_picture_shows_the_chosen_lines_in_their_order() -> None:
    """Those that are still there; light or dark."""
    chosen = ({"line": 5}, {"line": 99}, {"line": 1}, {"line": ""})
    assert enclosed(with_plan(*FAMILY), "plan.picture", lines=chosen, dark=True) == [
        Enclosure("picture", {"lines": [5, 1], "dark": True})
    ]


@pytest.mark.parametrize("chosen", [(), ({"line": 99},), ({"line": ""},), ({"line": 1},) * 30])
def test_a_picture_of_nothing_or_of_too_much_is_not_made(chosen: tuple[dict[str, object], ...]) -> None:
    """Whatever was chosen; the script can ask before."""
    peer = with_plan(*FAMILY)
    assert enclosed(peer, "plan.picture", lines=chosen, dark=False) == []
    assert does(peer, "plan.picture", lines=chosen, dark=False)[0] == "too_much"
    assert does(peer, "plan.picture_fits", lines=chosen)[0] == "too_much"


def test_looking_into_a_file_changes_nothing() -> None:
    """It counts the lines that would be new."""
    peer = with_plan(*FAMILY)
    assert does(peer, "plan.read", data=a_file("dive", "fly")) == ("readable", {"lines": 2})
    assert (peer.changes.lines, peer.changes.history) == ({}, [])


def test_lines_of_a_file_are_added_behind_those_that_are_there() -> None:
    """Word for word, under numbers that nothing else has; the value names them."""
    peer = with_plan(*FAMILY)
    step = peer.record.session.step
    outcome, value = does(peer, "plan.bring", data=a_file("  dive <b>", "fly\n"))
    assert (outcome, value["lines"]) == ("readable", 2)
    assert texts(peer)[-2:] == ["  dive <b>", "fly\n"]
    assert set(value["refs"]) == set(refs(peer)[-2:])
    assert step < min(value["refs"]) <= max(value["refs"]) <= peer.record.session.step
    assert does(saved(peer), "plan.bring", data=a_file("  dive <b>", "fly\n"))[0] == "nothing_new"


def test_a_section_of_the_file_becomes_a_section_of_the_persons_own() -> None:
    """Beside those that they have."""
    peer = with_plan(sections=OWN)
    does(peer, "plan.bring", data=a_file("roses", section="my_balcony"))
    assert peer.record.memory.sections == {**OWN, "own_2": "my balcony"}
    assert saved(peer).lines[refs(peer)[0]].section == "own_2"


def test_what_was_brought_can_be_taken_out_again(  # the whole way, as a person goes it
) -> None:
    """Sent, asked about, added, undone; and the next line that is written has a number of its own."""
    ana = Friend(shipped())
    ana.opens("next_step")
    ana.says("swim")
    ana.does(Sent("plan.json", a_file("dive", "fly"), 7))
    assert ana.where == "import.ask"
    ana.presses("add")
    assert ana.plan == ["swim", "dive", "fly"]
    ana.presses("undo")
    assert (ana.plan, ana.where) == (["swim"], "next_step.why")
    ana.says("the sea")
    assert ana.plan == ["swim", "the sea"]
    assert len(ana.peer.lines) == 4
