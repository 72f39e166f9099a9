"""Every action gives every outcome that scripts have to be ready for, and no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from helpers_app import shipped
from helpers_plan import AT, FAMILY, a_file, a_line, does, later, saved, with_plan
from test_sharing_actions import CASES as OF_SHARING

from bot.app import plan, undoing
from bot.app.actions import ACTIONS
from bot.app.care import Concern, Sign
from bot.app.content import ACTIONS as NAMES
from bot.app.samples import outcomes
from bot.engine import ScriptError
from bot.storage import ChatMessage
from bot.storage.records import Rhythm


@dataclass(frozen=True)
class Case:
    """An action that is to have an outcome. ``lines`` are those of the person; `FAMILY` unless it says otherwise."""

    action: str
    outcome: str
    arguments: Mapping[str, Any]
    lines: tuple[Any, ...] = FAMILY
    rhythm: Rhythm | None = None
    country: str | None = None
    sign: Sign | None = None
    chat: tuple[ChatMessage, ...] = ()

    def __str__(self) -> str:
        return f"{self.action}-{self.outcome}-{self.arguments}"


WEEKLY = Rhythm(cadence="weekly", weekdays=(0,), begun_on=AT.date())
CASES = [
    Case("chat.hide", "clearing", {"whose": "bot"}, chat=(ChatMessage(1, AT),)),
    Case("chat.hide", "clearing", {"whose": "both"}, chat=(ChatMessage(1, AT, own=True),)),
    Case("chat.hide", "nothing", {"whose": "bot"}, chat=(ChatMessage(1, AT, own=True),)),
    Case("chat.hide", "nothing", {"whose": "both"}),
    Case("checkins.change", "done", {"how": "slower"}, rhythm=WEEKLY),
    Case("checkins.change", "done", {"how": "stop"}),
    Case("checkins.choose", "chosen", {"how": "monthly"}),
    Case("checkins.choose", "asked", {"how": "asked"}, rhythm=WEEKLY),
    Case("checkins.pause", "paused", {"days": 7}, rhythm=WEEKLY),
    Case("checkins.pause", "paused", {"until": "9 March 2026"}),
    Case("checkins.pause", "past", {"until": "today"}, rhythm=WEEKLY),
    Case("checkins.pause", "unclear", {"until": "when it suits"}),
    Case("checkins.pause", "unclear", {"until": "9 March 2029"}),
    Case("checkins.place", "set", {"said": "Tuesdays at 8 pm"}, rhythm=WEEKLY),
    Case("checkins.place", "quiet", {"said": "22:00"}, rhythm=WEEKLY),
    Case("checkins.place", "unclear", {"said": "when it suits"}),
    Case("checkins.quiet", "set", {"edge": "begin", "said": "10 pm"}, rhythm=WEEKLY),
    Case("checkins.quiet", "clash", {"edge": "begin", "said": "5 pm"}, rhythm=WEEKLY),
    Case("checkins.quiet", "unclear", {"edge": "end", "said": "late"}),
    Case("checkins.snooze", "today", {"until": "later"}, rhythm=WEEKLY),
    Case("checkins.snooze", "tomorrow", {"until": "tomorrow"}),
    Case("consent.give", "given", {}),
    Case("danger.look_in", "set", {}),
    Case("danger.own_help", "found", {}, lines=(a_line(1, "Rosa", section="people"),)),
    Case("danger.own_help", "none", {}, lines=()),
    Case("danger.see", "none", {}),
    *(Case("danger.see", "seen", {}, sign=Sign(concern, "active", "a rule")) for concern in get_args(Concern)),
    Case("danger.see", "seen", {}, sign=Sign("suicide", "passive", "a rule")),
    Case("lines.look_up", "found", {"place": "Spain"}),
    Case("lines.look_up", "found", {"place": "JP"}),
    Case("lines.look_up", "found", {"place": "", "about": "abuse"}, country="US"),
    Case("lines.look_up", "unknown", {"place": "Atlantis"}),
    Case("meeting.close", "closed", {}),
    Case("meeting.set", "set", {"day": "9 March 2026"}),
    Case("meeting.set", "past", {"day": "1 March 2026"}),
    Case("meeting.set", "unclear", {"day": "when it suits"}),
    Case("meeting.set", "cleared", {"day": "  "}),
    Case("peer.forget", "forgotten", {}),
    Case("peer.set", "set", {"field": "name", "value": "Ana"}),
    Case("place.clock", "found", {"said": "11:00"}, country="ES"),
    Case("place.clock", "unclear", {"said": "11:00"}),
    Case("place.clock", "unknown", {"said": "late"}),
    Case("place.country", "found", {"place": "United States"}),
    Case("place.country", "found_with_zone", {"place": "Italy"}),
    Case("place.country", "unknown", {"place": "Atlantis"}),
    Case("place.zone", "found", {"place": "Rome"}),
    Case("place.zone", "unclear", {"place": "Portland"}),
    Case("place.zone", "unknown", {"place": "Atlantis"}),
    Case("plan.address", "done", {"line": 1, "audience": "me"}),
    Case("plan.address", "gone", {"line": 99, "audience": "me"}),
    Case("plan.adopt", "adopted", {}),
    Case("plan.adopt", "adopted", {"line": 1}),
    Case("plan.bring", "readable", {"data": a_file("dive")}),
    Case("plan.bring", "nothing_new", {"data": a_file()}),
    Case("plan.bring", "unreadable", {"data": "{}"}),
    Case("plan.bring", "too_new", {"data": a_file("dive", version=2)}),
    Case("plan.move", "done", {"line": 1, "section": "wins"}),
    Case("plan.move", "gone", {"line": 99, "section": "wins"}),
    Case("plan.move", "gone", {"line": 1, "section": "own_1"}),
    Case("plan.name_section", "made", {"name": "My garden"}),
    Case("plan.name_section", "unusable", {"name": " \n "}),
    Case("plan.picture", "sent", {"lines": [{"line": 1}], "dark": False}),
    Case("plan.picture", "too_much", {"lines": [{"line": 1}], "dark": True}, (a_line(1, "swim far " * 900),)),
    Case("plan.picture_fits", "fits", {"lines": [{"line": 1}]}),
    Case("plan.picture_fits", "too_much", {"lines": [{"line": 1}]}, (a_line(1, "swim far " * 900),)),
    Case("plan.picture_fits", "too_much", {"lines": [{"line": 99}]}),
    Case("plan.pin", "pinned", {"line": 1}),
    Case("plan.pin", "unpinned", {"line": 1}, (a_line(1, pinned_at=AT),)),
    Case("plan.pin", "gone", {"line": 99}),
    Case("plan.place", "done", {"line": 1, "where": "down"}),
    Case("plan.place", "first_or_last", {"line": 1, "where": "up"}),
    Case("plan.place", "first_or_last", {"line": 99, "where": "up"}),
    Case("plan.read", "readable", {"data": a_file("dive")}),
    Case("plan.read", "nothing_new", {"data": a_file()}),
    Case("plan.read", "unreadable", {"data": "not a plan"}),
    Case("plan.read", "too_new", {"data": a_file("dive", version=99)}),
    Case("plan.remove", "done", {"line": 1}),
    Case("plan.remove", "done", {"line": (99, 1)}),
    Case("plan.remove", "gone", {"line": 99}),
    Case("plan.remove", "gone", {"line": ()}),
    Case("plan.restore", "done", {"line": 1}, (a_line(1, removed_at=AT),)),
    Case("plan.restore", "gone", {"line": 99}),
    Case("plan.revise", "done", {"line": 1, "text": "dive"}),
    Case("plan.revise", "gone", {"line": 99, "text": "dive"}),
    Case("plan.search", "found", {"words": "swim"}),
    Case("plan.search", "nothing", {"words": "fly"}),
    Case("plan.send", "sent", {"form": "pdf"}),
    Case("plan.send", "sent", {"form": "json"}, ()),
    Case("plan.send", "nothing", {"form": "text"}, ()),
    Case("plan.settle", "done", {"line": 1, "how": "done"}),
    Case("plan.settle", "gone", {"line": 99, "how": ""}),
    Case("plan.undo", "done", {"change": -1}),
    Case("plan.undo", "gone", {"change": 99}),
    Case("progress.send", "sent", {"dark": True}),
    Case("progress.send", "nothing", {"dark": False}, ()),
    Case("recall.pick", "found", {"purpose": "goal"}, (a_line(1, "patience", section="strengths"),)),
    Case("recall.pick", "nothing", {"purpose": "goal"}, ()),
    Case("recall.step", "found", {}, (a_line(1, section="goals"), a_line(2, section="goals", role="step", about=1))),
    Case("recall.step", "nothing", {}, (a_line(1, section="goals"),)),
]
# The same name again needs somebody who has a section of it already.
THERE = ("plan.name_section", "there")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_outcome(case: Case) -> None:
    """What an action answers; whatever it changed can be written and read again."""
    peer = with_plan(*case.lines)
    peer.remember(rhythm=case.rhythm)
    peer.record.country, peer.chat = case.country, list(case.chat)
    outcome, _ = does(peer, case.action, sign=case.sign, **case.arguments)
    assert outcome == case.outcome
    saved(peer)


def test_a_section_that_is_there_is_not_made_again() -> None:
    """Whatever its case and spaces; the value is its id."""
    peer = with_plan()
    assert does(peer, THERE[0], name="My garden") == ("made", "own_1")
    assert does(peer, THERE[0], name=" my  GARDEN ") == (THERE[1], "own_1")
    assert does(peer, THERE[0], name="My work") == ("made", "own_2")
    assert peer.record.memory.sections == {"own_1": "My garden", "own_2": "My work"}


def test_every_action_and_every_outcome_has_a_case() -> None:
    """The lists of names, actions, outcomes for the rehearsal of the words, and cases here are the same."""
    assert set(NAMES) == set(ACTIONS)
    rehearsed = {(action, outcome) for action, found in outcomes(shipped()).items() for outcome, _ in found}
    here, there = ({(case.action, case.outcome) for case in CASES}, {(one.action, one.outcome) for one in OF_SHARING})
    assert rehearsed == here | there | {THERE}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_names_its_outcomes(action: str) -> None:
    """In its own words, for whoever reads the code."""
    told = ACTIONS[action].__doc__ or ""
    assert "Outcome" in told


def test_an_action_that_is_not_there_is_an_error() -> None:
    """A mistake of the script, said with the name."""
    with pytest.raises(ScriptError, match="plan\\.burn"):
        does(with_plan(), "plan.burn")


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("plan.revise", {"line": 1}), ("plan.move", {"line": 1}), ("peer.set", {"value": "x"}),
        ("plan.settle", {"line": 1, "how": "burnt"}), ("plan.send", {"form": "docx"}),
        ("peer.set", {"field": "consented_at", "value": "x"}),
    ],
)  # fmt: skip
def test_arguments_that_cannot_be_are_an_error(action: str, arguments: dict[str, Any]) -> None:
    """They cost the turn; nothing of the plan has changed."""
    peer = with_plan(*FAMILY)
    with pytest.raises(ScriptError):
        does(peer, action, **arguments)
    assert peer.changes.history == []


@pytest.mark.parametrize("nothing", ["", "1", None, [], {"ref": 1}])
def test_a_line_that_is_no_number_is_gone(nothing: object) -> None:
    """An answer that was never given is an empty text; the script hears that there is no such line."""
    peer = with_plan(*FAMILY)
    assert does(peer, "plan.revise", line=nothing, text="x") == ("gone", None)
    for action in ("plan.restore", "plan.pin", "plan.remove"):
        assert does(peer, action, line=nothing) == ("gone", None)
    assert does(peer, "plan.adopt", line=nothing) == ("adopted", 0)
    assert does(peer, "plan.undo", change=nothing) == ("gone", None)
    assert peer.changes.history == []


# -- what the values tell --------------------------------------------------------------------------------------------


def test_adopting_tells_how_many() -> None:
    """All drafts, or the one that is named."""
    peer = with_plan(*FAMILY)
    assert does(peer, "plan.adopt", line=2) == ("adopted", 1)
    assert does(peer, "plan.adopt") == ("adopted", len(FAMILY) - 1)
    assert does(peer, "plan.adopt") == ("adopted", 0)


def test_undoing_tells_how_many_lines() -> None:
    """An act on five lines is one change of five lines."""
    peer = with_plan(*FAMILY)
    plan.adopt(peer, later(-1))
    peer = saved(peer)
    assert does(peer, "plan.undo", change=undoing.entries(peer)[0].number) == ("done", len(FAMILY))
    assert does(peer, "plan.undo", change=-5) == ("done", 1)


def test_several_lines_are_taken_out_at_once() -> None:
    """Each of them, and as one change."""
    peer = with_plan(*FAMILY)
    assert does(peer, "plan.remove", line=[1, 5])[0] == "done"
    assert [entry.refs for entry in undoing.entries(saved(peer)) if entry.what == "removed"] == [(1, 5)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jose", [1]), ("JOSÉ", [1]), ("cafe jose", [1]), ("josé  café", [1]), ("cafe", [1, 2]), ("caf", [1, 2]),
        ("tea", []), ("", []), ("  ", []), ("strasse", [3]), ("STRASSE", [3]), ("50%", [4]), ("%", [4]), ("_", []),
    ],
)  # fmt: skip
def test_words_are_found_whatever_their_case_and_accents(words: str, found: list[int]) -> None:
    """All of them, parts of words too, in any order; the labels are the lines as they were written."""
    lines = [a_line(1, "Café with José"), a_line(2, "A CAFE"), a_line(3, "Straße"), a_line(4, "50% of it")]
    peer = with_plan(*lines, a_line(5, "Café", removed_at=AT))
    outcome, value = does(peer, "plan.search", words=words)
    assert outcome == ("found" if found else "nothing")
    assert value == tuple({"value": ref, "label": lines[ref - 1].text} for ref in found)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("x" * 40, "made"),
        ("x" * 41, "unusable"),
        ("", "unusable"),
        ("\t\n", "unusable"),
        ("🌱", "made"),
        ("a\nb", "made"),
    ],
)
def test_a_sections_name_is_short_and_on_one_line(name: str, outcome: str) -> None:
    """It stands on a button and as a heading."""
    peer = with_plan()
    assert does(peer, "plan.name_section", name=name)[0] == outcome
    assert list(peer.record.memory.sections.values()) == ([" ".join(name.split())] if outcome == "made" else [])


def test_the_name_of_a_built_in_section_means_that_section() -> None:
    """Whoever writes "my wins" finds their wins there."""
    assert does(with_plan(), "plan.name_section", name="my wins") == ("there", "wins")


def test_a_line_that_was_taken_out_is_gone() -> None:
    """New words for it would be words that nobody sees again."""
    peer = with_plan(a_line(1, removed_at=AT))
    assert does(peer, "plan.revise", line=1, text="new words") == ("gone", None)
