"""Resting: pausing the open dialogue, waking it, and asking its question again."""

from dataclasses import replace

from bot.engine.asking import PAGE_SIZE
from bot.engine.script import GO_ON
from bot.engine.session import whole
from bot.engine.walk import Walk


def pause(walk: Walk) -> None:
    """Rests the open dialogue; asides have no place to keep and are closed."""
    while walk.session.top is not None and walk.dialogue(walk.session.top).aside:
        walk.pop()
    if walk.session.top is None:
        walk.say_control("nothing_to_pause", (), {})
        return
    if not walk.dialogue(walk.session.top).can_rest:
        resume(walk)
        return
    walk.frame = replace(walk.frame, paused=True)
    walk.session = replace(walk.session, answered_at=None)
    walk.say_control("paused", (GO_ON,), {})


def unpause(walk: Walk) -> None:
    """Wakes the dialogue, without a word."""
    walk.frame = replace(walk.frame, paused=False, held=())


def resume(walk: Walk) -> None:
    """Asks the open question again, as it stood; a call whose dialogue was left is made once more."""
    walk.extra["held"] = whole(walk.frame.held)
    walk.leads.append("let_go" if walk.frame.held else "resumed")
    unpause(walk)
    state = walk.state
    if state.wait is None:
        walk.enter(state.name)
        return
    walk.ask_again()


def turn_page(walk: Walk, by: int) -> None:
    """Shows more, or earlier, of the buttons made from data."""
    last = max(0, len(walk.frame.offered) - 1) // PAGE_SIZE
    walk.frame = replace(walk.frame, page=min(max(0, walk.frame.page + by), last))
    walk.ask_again()
