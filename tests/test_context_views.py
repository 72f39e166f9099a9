"""What scripts may read is worked out when it is looked into, and is as it was when the turn began."""

from dataclasses import replace
from typing import Any

import pytest
from helpers_app import AT, Friend, shipped

from bot.app import context
from bot.app.context import context_of
from bot.app.peer import NotLoaded, Peer


@pytest.fixture
def ana() -> Friend:
    """Somebody with two lines in her plan."""
    friend = Friend(shipped())
    friend.opens("win")
    friend.says("I slept well")
    friend.opens("win")
    friend.says("I sang")
    return friend


def view_of(peer: Peer, name: str) -> Any:
    """One value of the context."""
    return context_of(peer, shipped(), AT, [name])[name]


def test_nothing_is_worked_out_that_nobody_looks_into(ana: Friend, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is looked into, once."""
    calls: list[str] = []

    def provide(*_: object) -> dict[str, int]:
        calls.append("plan")
        return {"drafts": 2}

    monkeypatch.setattr(context, "PROVIDERS", {**context.PROVIDERS, "plan": provide})
    view = view_of(ana.peer, "plan")
    assert calls == []
    assert (view["drafts"], len(view), list(view)) == (2, 1, ["drafts"])
    assert calls == ["plan"]


def test_a_view_does_not_see_what_happens_later(ana: Friend) -> None:
    """Words are rendered after a line was kept; the view is still the one from before."""
    view = view_of(ana.peer, "plan")
    line = next(iter(ana.peer.lines.values()))
    ana.peer.put_line(replace(line, text="changed"))
    ana.peer.record.locale = "es"
    assert sorted(one["text"] for one in view["lines"]) == ["I sang", "I slept well"]
    assert view["lines"][0]["title"] == "My wins"


def test_what_was_not_loaded_is_asked_for_when_it_is_looked_into(ana: Friend) -> None:
    """Most turns do not read the whole plan, and so it is not read for them."""
    without = Peer(ana.peer.record)
    view = view_of(without, "plan")
    with pytest.raises(NotLoaded):
        view["lines"]
