"""What lasts is told now and then, and everything else at once."""

import pytest
import structlog

from bot.logs import TELL_AGAIN_SECONDS, Patience


class Clock:
    """Seconds, as a test sets them."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def told(patience: Patience, event: str, **more: object) -> dict[str, object] | None:
    """What is written of a line; None where nothing is."""
    try:
        return dict(patience(None, "error", {"event": event, **more}))
    except structlog.DropEvent:
        return None


def test_what_lasts_is_told_at_once_and_then_once_a_minute() -> None:
    """With how often it was met since; a trouble with another cause is another one."""
    clock = Clock()
    patience = Patience(clock)
    assert told(patience, "away", cause="no line", lasting=True) == {"event": "away", "cause": "no line"}
    for _ in range(3):
        clock.at += 1
        assert told(patience, "away", cause="no line", lasting=True) is None
    assert told(patience, "away", cause="no disk", lasting=True) == {"event": "away", "cause": "no disk"}
    clock.at += TELL_AGAIN_SECONDS
    assert told(patience, "away", cause="no line", lasting=True) == {"event": "away", "cause": "no line", "times": 3}
    assert told(patience, "away", cause="no line", lasting=True) is None
    clock.at += TELL_AGAIN_SECONDS
    assert told(patience, "away", cause="no line", lasting=True) == {"event": "away", "cause": "no line", "times": 1}


def test_what_does_not_last_is_told_each_time() -> None:
    """Each of them is about something else, or somebody."""
    patience = Patience(Clock())
    assert [told(patience, "turn failed", cause="x") for _ in range(2)] == [{"event": "turn failed", "cause": "x"}] * 2


def test_old_troubles_are_not_gathered() -> None:
    """A cause may say something else each time."""
    clock = Clock()
    patience = Patience(clock)
    for number in range(1000):
        clock.at += 1
        assert told(patience, "away", cause=str(number), lasting=True)
    assert len(patience._told) <= 2 * TELL_AGAIN_SECONDS
    with pytest.raises(structlog.DropEvent):
        patience(None, "error", {"event": "away", "cause": "999", "lasting": True})
