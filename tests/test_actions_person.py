"""Actions about the person, their next session, and what was quoted back: what each one changes, and what not."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers_app import Friend, shipped
from helpers_plan import AT, FAMILY, a_line, does, later, refs, saved, texts, with_plan

from bot.app import undoing
from bot.app.actions.remembering import REMEMBERED
from bot.app.consent import CONSENT_VERSION
from bot.app.peer import Peer
from bot.engine.session import Frame
from bot.storage.records import Memory

HELPS = [a_line(ref, f"walking {ref}", section="what_helps", dialogue="reflect") for ref in (1, 2, 3)]


def meeting(peer: Peer) -> date | None:
    """The day of the next session."""
    return peer.record.memory.meeting_on


# -- the person ------------------------------------------------------------------------------------------------------


def test_consent_is_recorded_with_its_version_and_moment() -> None:
    """What was agreed to, and when."""
    peer = with_plan()
    does(peer, "consent.give", at=later(5))
    assert (peer.record.consent_version, peer.record.consented_at) == (CONSENT_VERSION, later(5))


def test_forgetting_counts_what_was_held_and_closes_what_lay_open() -> None:
    """The receipt tells how many lines were in the plan; only the dialogue that says goodbye is left."""
    peer = with_plan(*FAMILY, a_line(9, removed_at=AT))
    peer.record.name = "Ana"
    frames = [Frame(dialogue=name, version=1, state="x", answers={}) for name in ("reflect", "delete")]
    peer.record.session = replace(peer.record.session, frames=tuple(frames))
    assert does(peer, "peer.forget", at=later(5))[1] == {"lines": len(FAMILY), "named": True, "at": later(5)}
    assert peer.changes.forgotten
    assert [frame.dialogue for frame in peer.record.session.frames] == ["delete"]


@pytest.mark.parametrize("field", ["name", "locale", "country", "timezone"])
def test_a_fact_is_set_and_cleared(field: str) -> None:
    """An empty text clears it."""
    peer = with_plan()
    assert does(peer, "peer.set", field=field, value="es") == ("set", "es")
    assert getattr(peer.record, field) == "es"
    does(peer, "peer.set", field=field, value="")
    assert getattr(peer.record, field) is None


def test_a_country_with_one_clock_sets_the_clock() -> None:
    """With several, only the country; an unknown place changes nothing."""
    peer = with_plan()
    does(peer, "place.country", place="Italy")
    assert (peer.record.country, peer.record.timezone) == ("IT", "Europe/Rome")
    does(peer, "place.country", place="united states")
    assert (peer.record.country, peer.record.timezone) == ("US", "Europe/Rome")
    does(peer, "place.country", place="Atlantis")
    assert peer.record.country == "US"


def test_a_place_with_several_clocks_is_asked_about() -> None:
    """The value is a list of buttons; nothing is set until one is chosen."""
    peer = with_plan()
    outcome, zones = does(peer, "place.zone", place="Portland")
    assert outcome == "unclear"
    assert all(set(one) == {"value", "label"} and ZoneInfo(one["value"]) for one in zones)
    assert peer.record.timezone is None
    assert does(peer, "place.zone", place=zones[0]["value"]) == ("found", zones[0]["value"])
    assert peer.record.timezone == zones[0]["value"]


def test_looking_up_lines_of_another_country_leaves_the_own_one() -> None:
    """Only somebody whose country was not known has it from then on."""
    peer = with_plan()
    assert does(peer, "lines.look_up", place="Spain")[1]["country"] == "Spain"
    assert peer.record.country == "ES"
    assert does(peer, "lines.look_up", place="Ireland")[1]["country"] == "Ireland"
    assert peer.record.country == "ES"


# -- the next session ------------------------------------------------------------------------------------------------


def test_a_day_is_set_replaced_and_cleared() -> None:
    """The value is the day; a day that has been, or that cannot be read, leaves the one that was set."""
    peer = with_plan()
    assert does(peer, "meeting.set", day="9 March 2026") == ("set", "2026-03-09")
    assert does(peer, "meeting.set", day="1 March 2026") == ("past", "2026-03-01")
    assert does(peer, "meeting.set", day="the usual time") == ("unclear", "")
    assert meeting(saved(peer)) == date(2026, 3, 9)
    assert does(peer, "meeting.set", day="2026-03-10") == ("set", "2026-03-10")
    assert does(peer, "meeting.set", day="") == ("cleared", "")
    assert meeting(peer) is None


def test_today_is_no_past_day() -> None:
    """A session can be this afternoon."""
    assert does(with_plan(), "meeting.set", day="3 March 2026")[0] == "set"


def test_the_day_is_that_of_the_persons_clock() -> None:
    """At half past eleven in the evening of London it is tomorrow in Auckland already."""
    for zone, day in (("Pacific/Auckland", date(2026, 3, 4)), ("Europe/London", date(2026, 3, 3))):
        ana = Friend(shipped())
        ana.peer.record.timezone = zone
        ana.at = AT.replace(hour=23, minute=30)
        ana.opens("session")
        ana.presses("day")
        ana.says("tomorrow")
        assert meeting(ana.peer) == day


def test_what_was_prepared_moves_behind_the_person_when_the_session_has_been() -> None:
    """What is kept from it stays; so does all else. The day is cleared, and one undo brings all of it back."""
    prepared = [a_line(ref, section="sessions", role=role) for ref, role in enumerate(("celebrate", "bring", "ask"), 1)]
    kept = a_line(4, section="sessions", role="kept")
    peer = with_plan(*prepared, kept, a_line(5), a_line(6, section="sessions", role="bring", removed_at=AT))
    does(peer, "meeting.set", day="9 March 2026")
    assert does(peer, "meeting.close") == ("closed", 3)
    assert (refs(peer), meeting(peer)) == ([5, 4], None)
    peer = saved(peer)
    undoing.undo(peer, undoing.entries(peer)[0].number, later(9))
    assert refs(peer) == [5, 1, 2, 3, 4]


def test_closing_a_session_that_was_never_prepared_closes_nothing() -> None:
    """It is no error."""
    assert does(with_plan(*FAMILY), "meeting.close") == ("closed", 0)


# -- quoting back ----------------------------------------------------------------------------------------------------


def test_what_is_quoted_is_remembered_with_its_moment() -> None:
    """So that another line comes the next time."""
    peer = with_plan(*HELPS)
    quoted = [does(peer, "recall.pick", at=later(minute), purpose="hard_day", about="")[1] for minute in range(3)]
    assert sorted(one["text"] for one in quoted) == texts(peer)
    remembered = saved(peer).record.memory.recalled
    assert remembered == {one["ref"]: later(minute) for minute, one in enumerate(quoted)}


def test_the_value_tells_the_line_and_why() -> None:
    """Plain data, so that it can be an answer of the session."""
    outcome, value = does(with_plan(*HELPS[:1]), "recall.pick", purpose="hard_day", about="I was walking home")
    assert outcome == "found"
    assert (value["ref"], value["text"], value["section"], value["role"]) == (1, "walking 1", "what_helps", "")
    assert value["at"] == HELPS[0].created_at.isoformat()
    assert value["why"][0] == "topic"
    assert value["shared_words"] == ("walking",)


def test_no_more_is_remembered_than_is_of_use() -> None:
    """The oldest quotations are forgotten first."""
    peer = with_plan(*HELPS)
    peer.record.memory = Memory(recalled={ref: AT + timedelta(seconds=ref) for ref in range(100, 100 + REMEMBERED)})
    _, value = does(peer, "recall.pick", purpose="hard_day")
    remembered = peer.record.memory.recalled
    assert len(remembered) == REMEMBERED
    assert value["ref"] in remembered
    assert 100 not in remembered


def test_nothing_to_quote_remembers_nothing() -> None:
    """Lines that are not in the plan are not quoted."""
    peer = with_plan(replace(HELPS[0], removed_at=AT), replace(HELPS[1], settled="let_go"))
    assert does(peer, "recall.pick", purpose="hard_day") == ("nothing", "")
    assert peer.record.memory.recalled == {}


def test_what_was_written_in_the_open_dialogue_is_not_quoted_back_at_once() -> None:
    """It is in mind already; the same dialogue of another day is not."""
    peer = with_plan(replace(HELPS[0], created_at=later(2)), HELPS[1])
    frame = Frame(dialogue="reflect", version=1, state="helped", answers={})
    peer.record.session = replace(peer.record.session, frames=(frame,))
    peer.remember(opened={"reflect": later(1)})
    assert {does(peer, "recall.pick", purpose="hard_day")[1]["ref"] for _ in range(3)} == {2}
