"""The actions of sharing, reviewing and belonging: every outcome, what they write, and what they refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from helpers_app import shipped
from helpers_circle import (
    AT,
    JOIN_CODE,
    ROSAS_CODE,
    a_copy,
    a_programme,
    a_role,
    a_share,
    acts,
    an_invitation,
    around,
    gives,
    line,
)
from helpers_plan import FAMILY, a_line, later, saved, with_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import plan
from bot.app.actions.sharing import MOST_DAYS
from bot.app.consent import CONSENT_VERSION
from bot.app.content import Reach
from bot.app.peer import Peer
from bot.app.sharing.desk import LONGEST_NOTE
from bot.storage.circle import CircleChanges, LetterRecord, ViewRecord
from bot.storage.records import ShareDraft

DRAFT = ShareDraft(staff_id=2, refs=(1, 2), talk="sleep")
CODE, BAD = "R0SA-R0SA", "BADBADBAD"
FOUND = "F0VNDF0VND"
MISSED = {"missed": tuple(later(-minutes) for minutes in range(10))}
OTHERS = {"programme": a_programme(id=7), "programmes": {1: a_programme(), 7: a_programme(id=7)}}
GIVEN = {"given": (a_share(),)}
RECEIVED = {"received": (a_share(),), "roles": (a_role(peer_id=1),)}
LETTERS = {"letters": (LetterRecord(id=4, peer_id=1, kind="note", at=AT, name="Rosa", text="hello"),)}
TOLD = {"letters": (LetterRecord(id=4, peer_id=1, kind="confirmed", at=AT, name="River House"),)}
LOOKED = {**RECEIVED, "views": {3: (ViewRecord(share_id=3, at=AT, number=1, via="telegram"),)}}
READ = {**LOOKED, "received": (a_share(acknowledged_at=AT),)}
FOR_ONESELF = {"staff": {2: a_role(peer_id=1)}}
WAITING = {"staff": {2: a_role(confirmed_at=None)}}


@dataclass(frozen=True)
class Case:
    """An action that is to have an outcome, with who is around the person, and what is remembered of them.

    ``before`` are actions that come first.
    """

    action: str
    outcome: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    circle: Mapping[str, Any] = field(default_factory=dict)
    memory: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[Any, ...] = FAMILY
    url: str = ""
    before: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.action}-{self.outcome}-{self.arguments}-{sorted(self.circle)}"


def finds(kind: Any, **fields: Any) -> dict[str, Any]:
    """The code `FOUND` belongs to an invitation."""
    return {"found": {FOUND: an_invitation(kind, **fields)}}


DRAFTED = {"draft": DRAFT}
BRING, ACCEPT = {"code": FOUND}, {"code": FOUND, "name": "Rosa Diaz"}
CASES = [
    Case("code.bring", "join", BRING, finds("join")),
    Case("code.bring", "member", BRING, {**finds("join"), "programme": a_programme()}),
    Case("code.bring", "elsewhere", BRING, {**finds("join"), **OTHERS}),
    Case("code.bring", "specialist", BRING, finds("specialist")),
    Case("code.bring", "coordinator", BRING, finds("coordinator")),
    Case("code.bring", "serves", BRING, {**finds("coordinator"), "roles": (a_role(),)}),
    Case("code.bring", "share", BRING, finds("share", staff_id=2)),
    Case("code.bring", "over", BRING, {**finds("share", staff_id=2), **WAITING}),
    Case("code.bring", "over", BRING, {**finds("share", staff_id=2), **FOR_ONESELF}),
    Case("code.bring", "over", BRING, finds("join", revoked_at=AT)),
    Case("code.bring", "over", BRING, finds("join", most=1, used=1)),
    Case("code.bring", "over", BRING, finds("join", expires_at=later(0))),
    Case("code.bring", "unknown", BRING, {"found": {FOUND: None}}),
    Case("code.bring", "unknown", {"code": "?!"}),
    Case("code.bring", "serves", BRING, {**finds("share", staff_id=2), "roles": (a_role(peer_id=1),)}),
    Case("code.bring", "serves", BRING, {**finds("specialist", most=1, used=1), "roles": (a_role(peer_id=1),)}),
    Case("code.bring", "too_many", BRING, finds("join"), MISSED),
    Case("letters.read", "opened", {"letter": 0}, LETTERS),
    Case("letters.read", "opened", {"letter": 4}, LETTERS),
    Case("letters.read", "none", {"letter": 5}, LETTERS),
    Case("letters.read", "none", {"letter": 0}, TOLD),
    Case("letters.read", "none", {"letter": 4}, TOLD),
    Case("letters.read", "none", {"letter": ""}),
    Case("programme.join", "joined", BRING, finds("join")),
    Case("programme.join", "joined", BRING, {**finds("join"), **OTHERS}),
    Case("programme.join", "gone", BRING, finds("specialist")),
    Case("programme.join", "gone", BRING, finds("join", most=1, used=1)),
    Case("programme.join", "gone", BRING, {**finds("join"), "programmes": {1: a_programme(closed_at=AT)}}),
    Case("programme.leave", "left", {}, {"programme": a_programme()}),
    Case("programme.leave", "left"),
    Case("review.list", "done", {}, RECEIVED),
    Case("review.list", "done"),
    Case("review.open", "opened", {"share": 3}, RECEIVED),
    Case("review.open", "gone", {"share": 4}, RECEIVED),
    Case("review.open", "gone", {"share": 3}, GIVEN),
    Case("review.read", "done", {"share": 3}, LOOKED),
    Case("review.read", "unseen", {"share": 3}, RECEIVED),
    Case("review.read", "unseen", {"share": 3}, {**LOOKED, "received": (a_share(number=2),)}),
    Case("review.read", "before", {"share": 3}, READ),
    Case("review.read", "gone", {"share": 3}),
    Case("review.sign_in", "made", {}, RECEIVED, url="https://river.example"),
    Case("review.sign_in", "off", {}, RECEIVED),
    Case("review.sign_in", "off", {}, url="https://river.example"),
    Case("review.write", "sent", {"share": 3, "kind": "note", "text": "hello"}, RECEIVED),
    Case("review.write", "too_long", {"share": 3, "kind": "note", "text": "x" * (LONGEST_NOTE + 1)}, RECEIVED),
    Case("review.write", "gone", {"share": 3, "kind": "question", "text": "hello"}),
    Case("review.write", "gone", {"share": 3, "kind": "note", "text": " \n "}, RECEIVED),
    Case("share.begin", "begun", {"staff": 2}, {"given": (a_share(copy=None, revoked_at=AT),)}),
    Case("share.begin", "gone", {"staff": 2}),
    Case("share.begin", "gone", {"staff": 2}, {**GIVEN, **WAITING}),
    Case("share.choose", "done", {"line": 1}, memory=DRAFTED),
    Case("share.choose", "done", {"section": "goals", "all": True}, memory=DRAFTED),
    Case("share.choose", "gone", {"line": 1}),
    Case("share.drop", "done", memory=DRAFTED),
    Case("share.drop", "done"),
    Case("share.edit", "begun", {"share": 3}, GIVEN),
    Case("share.edit", "gone", {"share": 4}, GIVEN),
    Case("share.edit", "gone", {"share": 3}, {"given": (a_share(until=AT),)}),
    Case("share.edit", "gone", {"share": 3}, {**GIVEN, **WAITING}),
    Case("share.enter", "front"),
    Case("share.enter", "front", memory=DRAFTED),
    Case("share.enter", "front", {}, WAITING, {"draft": replace(DRAFT, goes_on="pick")}),
    Case("share.enter", "who", {}, {}, {"draft": ShareDraft(staff_id=0, goes_on="who")}),
    Case("share.enter", "pick", {}, {}, {"draft": replace(DRAFT, goes_on="pick")}),
    Case("share.enter", "preview", {}, {}, {"draft": replace(DRAFT, goes_on="preview")}),
    Case("share.find", "found", {"code": CODE}),
    Case("share.find", "own", {"code": CODE}, {"roles": (a_role(peer_id=1),)}),
    Case("share.find", "joins", {"code": JOIN_CODE}),
    Case("share.find", "unknown", {"code": FOUND}, finds("join", revoked_at=AT)),
    Case("share.find", "unknown", {"code": FOUND}, finds("specialist")),
    Case("share.find", "unknown", {"code": FOUND}, {"found": {FOUND: None}}),
    Case("share.find", "unknown", {"code": CODE}, FOR_ONESELF),
    Case("share.find", "unknown", {"code": CODE}, WAITING),
    Case("share.find", "none", {"code": ""}),
    Case("share.find", "none", {"code": "my code?"}),
    Case("share.find", "too_many", {"code": CODE}, {}, MISSED),
    Case("share.give", "given", memory=DRAFTED, before=("share.preview",)),
    Case("share.give", "updated", {}, GIVEN, {"draft": replace(DRAFT, share_id=3)}, before=("share.preview",)),
    Case("share.give", "changed", memory=DRAFTED),
    Case("share.give", "changed", memory={"draft": replace(DRAFT, previewed="of something else")}),
    Case("share.give", "empty", memory={"draft": ShareDraft(staff_id=2, refs=(99,))}),
    Case("share.give", "gone"),
    Case("share.give", "gone", {}, WAITING, DRAFTED),
    Case("share.prepare", "ready", {}, GIVEN, lines=(a_line(1, section="sessions", role="bring"),)),
    Case("share.prepare", "ready", {}, {}, DRAFTED, (a_line(1, section="sessions", role="bring"),)),
    Case("share.prepare", "choose", lines=(a_line(1, section="sessions", role="bring"),)),
    Case("share.prepare", "nothing"),
    Case("share.prepare", "nothing", lines=(a_line(1, section="sessions", role="kept"),)),
    Case("share.preview", "made", memory=DRAFTED),
    Case("share.preview", "empty", memory={"draft": ShareDraft(staff_id=2)}),
    Case("share.preview", "gone"),
    Case("share.preview", "gone", {}, {"programmes": {1: a_programme(closed_at=AT)}}, DRAFTED),
    Case("share.revoke", "done", {"share": 3}, GIVEN),
    Case("share.revoke", "gone", {"share": 4}, GIVEN),
    Case("share.revoke", "gone", {"share": 3}, RECEIVED),
    Case("share.show", "made", {"share": 3}, GIVEN),
    Case("share.show", "gone", {"share": "3x"}, GIVEN),
    Case("share.talk", "done", {"text": "work"}, memory=DRAFTED),
    Case("share.talk", "gone", {"text": "work"}),
    Case("share.until", "set", {"days": 7}, memory=DRAFTED),
    Case("share.until", "set", {"day": "9 March 2026"}, memory=DRAFTED),
    Case("share.until", "past", {"day": "1 March 2026"}, memory=DRAFTED),
    Case("share.until", "past", {"days": 0}, memory=DRAFTED),
    Case("share.until", "far", {"days": MOST_DAYS + 1}, memory=DRAFTED),
    Case("share.until", "unclear", {"day": "when it suits"}, memory=DRAFTED),
    Case("share.until", "gone", {"days": 7}),
    Case("staff.accept", "accepted", ACCEPT, finds("specialist")),
    Case("staff.accept", "accepted", ACCEPT, finds("coordinator")),
    Case("staff.accept", "unusable", {"code": FOUND, "name": " \n "}, finds("specialist")),
    Case("staff.accept", "unusable", {"code": FOUND, "name": "x" * 61}, finds("specialist")),
    Case("staff.accept", "gone", ACCEPT, finds("join")),
    Case("staff.accept", "gone", ACCEPT, finds("share", staff_id=2)),
    Case("staff.accept", "gone", ACCEPT, {**finds("specialist"), "roles": (a_role(),)}),
    Case("staff.accept", "gone", ACCEPT, finds("specialist", most=1, used=1)),
]


def person(circle: Mapping[str, Any], lines: tuple[Any, ...] = FAMILY, **memory: Any) -> Peer:
    """Number 1, with these around them, and codes that belong to nothing else."""
    known = {ROSAS_CODE: an_invitation("share", staff_id=2), JOIN_CODE: an_invitation(), **circle.get("found", {})}
    peer = around(with_plan(*lines), **{**circle, "found": known})
    peer.remember(**memory)
    return peer


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_outcome(case: Case) -> None:
    """What an action answers; whatever is remembered can be written and read again."""
    peer = person(case.circle, case.lines, **case.memory)
    content = replace(shipped(), reach=Reach(public_url=case.url))
    for action in case.before:
        acts(peer, action, content=content)
    outcome, _ = acts(peer, case.action, content=content, **case.arguments)
    assert outcome == case.outcome
    saved(peer)


REFUSALS = {
    "gone", "over", "unknown", "too_many", "unusable", "none", "off", "empty", "past", "far", "unclear", "nothing",
    "joins", "own", "changed",
}  # fmt: skip


@pytest.mark.parametrize("case", [one for one in CASES if one.outcome in (*REFUSALS, "before", "too_long")], ids=str)
def test_a_refusal_writes_nothing_for_anybody(case: Case) -> None:
    """No share, no look, no letter, no count, no use of a code."""
    peer = person(case.circle, case.lines, **case.memory)
    peer.record.programme_id = 1
    acts(peer, case.action, **case.arguments)
    assert peer.for_others == CircleChanges()


# -- giving ------------------------------------------------------------------------------------------------------------


def test_a_share_is_for_thirty_days_unless_somebody_says_otherwise() -> None:
    """The last day is theirs to its end, whatever the time at which it was given."""
    peer = person({})
    acts(peer, "share.find", code=CODE)
    acts(peer, "share.choose", line=1)
    assert gives(peer) == ("given", (later(0) + timedelta(days=30)).date().isoformat())
    assert peer.circle.given[0].until == datetime(2026, 4, 2, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "end"), [("America/Los_Angeles", "2026-03-10T06:59:59"), ("Pacific/Kiritimati", "2026-03-09T09:59:59")]
)
def test_the_last_day_ends_by_the_clock_on_the_wall(zone: str, end: str) -> None:
    """Also where the clocks go forward in between."""
    peer, at = person({}, draft=DRAFT), datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo(zone))
    acts(peer, "share.until", days=7, at=at)
    assert gives(peer, at=at) == ("given", "2026-03-09")
    assert peer.circle.given[0].until.astimezone(UTC).isoformat().startswith(end)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(days=st.integers(-5, 400))
def test_a_share_is_for_a_day_to_a_year(days: int) -> None:
    """Whatever is asked for."""
    peer = person({}, draft=DRAFT)
    outcome, value = acts(peer, "share.until", days=days)
    assert outcome == ("past" if days < 1 else "far" if days > MOST_DAYS else "set")
    last = (later(0) + timedelta(days=days)).date().isoformat() if outcome == "set" else ""
    assert (value, peer.record.memory.draft) == (last, replace(DRAFT, until=last))


def test_giving_writes_one_share_and_one_letter_without_words() -> None:
    """The letter says who it is about by the share alone; it is counted once; nothing is drafted any more."""
    peer = person({}, draft=DRAFT)
    peer.record.programme_id, peer.record.name = 1, "Ana"
    gives(peer)
    written = peer.for_others
    [share] = written.shares
    [(letter, about)] = written.letters
    assert about is share
    assert (letter.peer_id, letter.kind, letter.name, letter.text) == (99, "shared", "", "")
    assert written.tallies == {(1, 202603, "shares"): 1}
    assert peer.record.memory.draft is None
    assert (share.number, share.seen, share.revoked_at, share.acknowledged_at) == (1, None, None, None)


def test_an_update_keeps_its_number_and_replaces_the_copy() -> None:
    """The earlier copy is nowhere any more."""
    old = a_share(copy=a_copy(line(9, "an old line")), number=4)
    peer = person({"given": (old,)}, draft=replace(DRAFT, share_id=3))
    gives(peer)
    [share] = peer.circle.given
    assert (share.id, share.number, share.given_at) == (3, 5, AT)
    assert share.copy is not None
    assert [one.ref for one in share.copy.lines] == [1, 2]
    assert peer.for_others.letters[0][0].kind == "updated"


def test_a_share_that_was_taken_back_is_never_updated() -> None:
    """What is given is a new one."""
    peer = person({"given": (a_share(copy=None, revoked_at=AT),)}, draft=replace(DRAFT, share_id=3))
    assert gives(peer)[0] == "given"
    assert [one.id for one in peer.circle.given] == [None, 3]
    assert peer.circle.given[1].copy is None


def test_another_persons_share_is_never_updated() -> None:
    """The number in a draft opens nothing that is not one's own."""
    peer = person({"received": (a_share(),)}, draft=replace(DRAFT, share_id=3))
    assert gives(peer)[0] == "given"
    assert peer.circle.given[0].id is None


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("plan.revise", {"line": 1, "text": "Other words"}),
        ("plan.settle", {"line": 1, "how": "done"}),
        ("plan.remove", {"line": 2}),
        ("plan.move", {"line": 1, "section": "hard_days"}),
        ("share.choose", {"line": 5}),
        ("share.talk", {"text": "work"}),
        ("share.until", {"days": 31}),
    ],
)
def test_what_has_changed_since_the_preview_is_shown_before_it_is_given(action: str, arguments: Any) -> None:
    """The yes was to something else; after another look it is given."""
    peer = person({}, draft=DRAFT)
    acts(peer, "share.preview")
    acts(peer, action, **arguments)
    assert acts(peer, "share.give") == ("changed", None)
    assert peer.circle.given == ()
    assert peer.for_others == CircleChanges()
    assert gives(peer)[0] == "given"


@pytest.mark.parametrize(("moment", "outcome"), [("2026-04-01T23:59:59", "given"), ("2026-04-02T00:00:00", "changed")])
def test_a_yes_that_comes_late_is_to_the_day_that_was_shown(moment: str, outcome: str) -> None:
    """Hours or weeks later it is the same day; once that has come, another one is shown first."""
    peer = person({}, draft=DRAFT)
    acts(peer, "share.preview")
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert acts(peer, "share.give", at=at) == (outcome, "2026-04-02" if outcome == "given" else None)
    assert gives(peer, at=at) == (("gone", None) if outcome == "given" else ("given", "2026-05-02"))


def test_lines_that_left_the_plan_are_not_given() -> None:
    """Chosen, and then taken out."""
    peer = person({}, draft=DRAFT)
    acts(peer, "plan.remove", line=1)
    gives(peer)
    copy = peer.circle.given[0].copy
    assert copy is not None
    assert [one.ref for one in copy.lines] == [one.ref for one in plan.shown(peer) if one.ref in (1, 2)]
    assert 1 not in [one.ref for one in copy.lines]


def test_a_topic_alone_can_be_shared() -> None:
    """Word for word, without any line."""
    peer = person({})
    acts(peer, "share.find", code=CODE)
    acts(peer, "share.talk", text="  how to\nsleep ")
    assert gives(peer)[0] == "given"
    copy = peer.circle.given[0].copy
    assert copy is not None
    assert (copy.lines, copy.talk) == ((), "  how to\nsleep ")


def test_choosing_lines() -> None:
    """One is switched; all of a section come and go; what is not in the plan is not chosen."""
    peer = person({}, (*FAMILY, a_line(6, section="wins")))
    acts(peer, "share.find", code=CODE)
    chosen = []
    for arguments in (
        {"line": 5}, {"line": 1}, {"line": 5}, {"line": 99}, {"line": "x"}, {"section": "wins", "all": True},
        {"section": "goals", "all": True}, {"section": "goals", "all": False}, {"section": "none", "all": True},
    ):  # fmt: skip
        acts(peer, "share.choose", **arguments)
        draft = peer.record.memory.draft
        assert draft is not None
        chosen.append(set(draft.refs))
    assert chosen == [{5}, {1, 5}, {1}, {1}, {1}, {1, 6}, {1, 2, 3, 4, 5, 6}, {6}, {6}]


def test_lines_for_oneself_come_in_one_by_one() -> None:
    """ "All of these" leaves out what is noted to be only for the person; going out, all go."""
    peer = person({}, (a_line(1), a_line(2, audience="me")), draft=ShareDraft(staff_id=2))
    chosen = []
    for arguments in ({"section": "goals", "all": True}, {"line": 2}, {"section": "goals", "all": False}):
        acts(peer, "share.choose", **arguments)
        draft = peer.record.memory.draft
        assert draft is not None
        chosen.append(draft.refs)
    assert chosen == [(1,), (1, 2), ()]


OTIS = {"staff": {2: a_role(), 8: a_role(id=8, peer_id=98, name="Otis")}}


def test_what_was_begun_for_another_specialist_waits() -> None:
    """Nothing chosen for one is offered to the other; when that is given, the first is at hand again."""
    peer = person({**OTIS, "found": {"0T1S0T1S": an_invitation("share", id=6, staff_id=8)}}, draft=DRAFT)
    acts(peer, "share.find", code="OTIS-OTIS")
    acts(peer, "share.choose", line=5)
    assert peer.record.memory.draft == ShareDraft(staff_id=8, refs=(5,))
    acts(peer, "share.find", code=CODE)
    assert peer.record.memory.draft == DRAFT
    acts(peer, "share.find", code="OTIS-OTIS")
    gives(peer)
    copy = peer.circle.given[0].copy
    assert copy is not None
    assert ([one.ref for one in copy.lines], copy.talk) == ([5], "")
    assert peer.record.memory.draft == DRAFT
    acts(peer, "share.drop")
    assert peer.record.memory == replace(peer.record.memory, draft=None, laid_by=())


def test_what_is_prepared_for_a_session_goes_along_to_whoever_is_chosen_then() -> None:
    """Nobody was chosen before."""
    peer = person({}, (a_line(1, "bring this", section="sessions", role="bring"), a_line(2)))
    assert acts(peer, "share.prepare")[0] == "choose"
    acts(peer, "share.find", code=CODE)
    assert peer.record.memory.draft == ShareDraft(staff_id=2, refs=(1,))


def test_preparing_shares_nothing() -> None:
    """One tap leads to the preview, and no further."""
    peer = person(GIVEN, (a_line(1, section="sessions", role="bring"),))
    assert acts(peer, "share.prepare")[0] == "ready"
    assert acts(peer, "share.enter")[0] == "preview"
    assert peer.for_others == CircleChanges()


def test_taking_back_leaves_that_there_was_one_and_who_looked() -> None:
    """No word, no hash; a draft to update it is gone too."""
    looked = (ViewRecord(share_id=3, at=AT, number=1, via="web"),)
    peer = person({"given": (a_share(seen={1: "x"}),), "views": {3: looked}}, draft=replace(DRAFT, share_id=3))
    assert acts(peer, "share.revoke", share=3) == ("done", "Rosa")
    [share] = peer.for_others.shares
    assert (share.id, share.copy, share.seen, share.revoked_at) == (3, None, None, later(0))
    assert peer.circle.views == {3: looked}
    assert peer.record.memory.draft is None
    assert acts(peer, "share.revoke", share=3) == ("gone", None)


# -- codes that open nothing -------------------------------------------------------------------------------------------


def test_guessing_is_stopped_and_misreading_is_not() -> None:
    """Ten in an hour; then even a good code is not looked at, until an hour has passed since."""
    peer = person({"found": {BAD: None}})
    for minute in range(10):
        assert acts(peer, "share.find", code=BAD, at=later(minute))[0] == "unknown"
    assert acts(peer, "share.find", code=CODE, at=later(59))[0] == "too_many"
    assert acts(peer, "share.find", code=CODE, at=later(60))[0] == "found"
    assert len(peer.record.memory.missed) == 10
    acts(peer, "share.find", code=BAD, at=later(200))
    assert peer.record.memory.missed == (later(200),)


def test_a_good_code_is_no_miss_nor_is_what_can_be_no_code() -> None:
    """However often either is typed."""
    peer = person({})
    for minute in range(20):
        assert acts(peer, "share.find", code=CODE, at=later(minute))[0] == "found"
        assert acts(peer, "share.find", code="?", at=later(minute))[0] == "none"
    assert peer.record.memory.missed == ()


# -- reviewing ---------------------------------------------------------------------------------------------------------


def test_every_opening_is_a_look() -> None:
    """At which copy, when, and that it was here."""
    peer = person({"received": (a_share(number=4),), "roles": (a_role(peer_id=1),)})
    for minute in (0, 1):
        acts(peer, "review.open", share=3, at=later(minute))
    assert peer.for_others.views == [
        ViewRecord(share_id=3, at=later(minute), number=4, via="telegram") for minute in (0, 1)
    ]


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(text=st.text(st.characters(codec="utf-8"), max_size=60), kind=st.sampled_from(["note", "question", "read", "x"]))
def test_a_note_is_a_letter_from_that_person(text: str, kind: str) -> None:
    """Word for word but for the space around it, under the name of the role, about the share; never another kind."""
    peer = person(RECEIVED)
    outcome, _ = acts(peer, "review.write", share=3, kind=kind, text=text)
    assert outcome == ("sent" if text.strip() else "gone")
    letters = [one for one, _ in peer.for_others.letters]
    assert [(one.peer_id, one.share_id, one.name, one.text) for one in letters] == (
        [(1, 3, "Rosa", text.strip())] if text.strip() else []
    )
    assert {one.kind for one in letters} <= {"note", "question"}


def test_reviewing_leaves_plans_and_copies_alone() -> None:
    """Whatever a specialist does, what was shared stays as it was given."""
    share = a_share(seen={1: "x"})
    peer = person({"received": (share,), "roles": (a_role(peer_id=1),)})
    before = replace(share)
    acts(peer, "review.open", share=3)
    acts(peer, "review.read", share=3)
    acts(peer, "review.write", share=3, kind="note", text="hello")
    [written] = peer.for_others.shares
    assert replace(written, acknowledged_at=None) == before
    assert (peer.changes.lines, peer.changes.history) == ({}, [])


def test_a_link_to_the_pages_is_new_each_time_and_short_lived() -> None:
    """256 random bits, a quarter of an hour, for the role that is at work."""
    content = replace(shipped(), reach=Reach(public_url="https://river.example/"))
    roles = (a_role(id=2), a_role(id=9, confirmed_at=None), a_role(id=8, role="coordinator"))
    peer = person({"roles": roles})
    links = [acts(peer, "review.sign_in", content=content)[1] for _ in range(2)]
    assert len(set(links)) == 2
    for url, (token, staff_id, made, until) in zip(links, peer.for_others.doors, strict=True):
        assert url == f"https://river.example/sign-in/{token}"
        assert len(token) >= 43
        assert (staff_id, until - made) == (8, timedelta(minutes=15))


# -- belonging ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("consented", [True, False])
def test_joining_takes_over_only_what_was_not_chosen(consented: bool) -> None:
    """Before somebody has agreed, their country is only assumed."""
    programme = a_programme(country="ES", timezone="Europe/Madrid", languages=("es",))
    peer = person({**finds("join"), "programmes": {1: programme}})
    peer.record.country, peer.record.timezone = "US", "America/New_York"
    peer.record.consented_at = AT if consented else None
    peer.record.consent_version = CONSENT_VERSION if consented else None
    acts(peer, "programme.join", code=FOUND)
    chosen = ("US", "America/New_York") if consented else ("ES", "Europe/Madrid")
    assert (peer.record.country, peer.record.timezone, peer.record.locale) == (*chosen, "es")
    assert (peer.record.programme_id, peer.record.joined_at) == (1, later(0))
    assert peer.for_others.used == [5]


def test_leaving_ends_shares_with_that_programmes_staff_only() -> None:
    """What is shared elsewhere goes on."""
    staff = {2: a_role(), 8: a_role(id=8, programme_id=7)}
    given_both = (a_share(), a_share(id=4, staff_id=8))
    peer = person({"programme": a_programme(), "programmes": OTHERS["programmes"], "staff": staff, "given": given_both})
    peer.record.programme_id = 1
    acts(peer, "programme.leave")
    assert {one.id: one.copy is None for one in peer.circle.given} == {3: True, 4: False}
    assert peer.record.programme_id is None


def test_a_role_waits_for_the_operator() -> None:
    """Accepted under the name that was typed; nothing can be read, and nobody can choose them."""
    peer = person({**finds("specialist"), "received": (a_share(staff_id=0),)})
    acts(peer, "staff.accept", code=FOUND, name="  Rosa \n Diaz ")
    [role] = peer.for_others.accepted
    assert (role.name, role.role, role.confirmed_at, role.peer_id) == ("Rosa Diaz", "specialist", None, 1)
    assert peer.record.memory.serves
    assert peer.for_others.used == [5]
    assert peer.circle.readable(AT) == []
