"""What people said yes to has changed: they are told what, and asked again, before anything new begins."""

import pytest
from helpers_app import AT, Friend, shipped

from bot.app.consent import CONSENT_VERSION, is_outdated
from bot.app.incoming import Commanded
from bot.storage.records import Rhythm


@pytest.fixture
def ana() -> Friend:
    """Somebody who agreed to the first version, long ago."""
    friend = Friend(shipped())
    friend.peer.record.consent_version = "1"
    return friend


@pytest.mark.parametrize("dialogue", ["reflect", "win", "next_step", "story", "home"])
def test_they_are_asked_before_anything_new_begins(ana: Friend, dialogue: str) -> None:
    """With what has changed, in a few words."""
    ana.opens(dialogue)
    assert ana.where == "consent_again.ask"
    assert "signs of danger" in ana.texts


@pytest.mark.parametrize("command", ["now", "privacy", "export", "delete", "help", "hard", "plan", "checkins", "share"])
def test_nothing_that_cannot_wait_is_held_up(ana: Friend, command: str) -> None:
    """Help, a hard day, everything about what is kept, and whatever can be ended or taken back."""
    ana.does(Commanded(command))
    assert "consent_again" not in ana.where


def test_a_yes_is_noted_and_they_go_on(ana: Friend) -> None:
    """With its version and its time; they are not asked a second time."""
    ana.does(Commanded("reflect"))
    ana.presses("yes")
    assert (ana.peer.record.consent_version, ana.peer.record.consented_at) == (CONSENT_VERSION, ana.at)
    assert ana.where == "home.front"
    ana.does(Commanded("reflect"))
    assert ana.where.startswith("reflect.")


def test_a_no_keeps_what_was_kept_and_begins_nothing_new(ana: Friend) -> None:
    """A copy, or deleting it all, is one tap; they are asked again when they begin something."""
    ana.does(Commanded("reflect"))
    ana.presses("no")
    offered = {key.data for message in ana.heard for row in message.rows for key in row}
    assert {"@export", "@delete"} <= offered
    assert ana.peer.record.consent_version == "1"
    assert ana.peer.consented
    ana.does(Commanded("reflect"))
    assert ana.where == "consent_again.ask"


def test_what_they_are_in_the_middle_of_goes_on(ana: Friend) -> None:
    """An open question is answered as ever: nobody loses their place."""
    ana.peer.record.consent_version = CONSENT_VERSION
    ana.does(Commanded("reflect"))
    ana.peer.record.consent_version = "1"
    ana.says("walking by the river")
    assert ana.where.startswith("reflect.")
    assert ana.plan == ["walking by the river"]


def test_check_ins_can_be_stopped_without_a_new_yes(ana: Friend) -> None:
    """Whoever asks to be left alone is not asked for anything first."""
    ana.peer.remember(rhythm=Rhythm(cadence="weekly", weekdays=(0,), begun_on=AT.date()))
    ana.says("stop the check-ins")
    assert ana.where.startswith("checkins.")


def test_words_behind_a_command_are_not_lost(ana: Friend) -> None:
    """A win told in one line is noted first."""
    ana.does(Commanded("win", "I called her"))
    assert ana.plan == ["I called her"]


def test_whoever_has_not_agreed_at_all_is_welcomed() -> None:
    """They are asked for the first time, not again."""
    stranger = Friend(shipped(), consented=False)
    assert not is_outdated(stranger.peer.record)
    stranger.does(Commanded("reflect"))
    assert stranger.where == "welcome.consent"
