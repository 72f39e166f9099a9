"""A strict stand-in for Telegram's Bot API, over real HTTP, for tests of the real bot process."""

from .clock import ManualClock
from .faults import (
    Fault,
    broken,
    broken_after,
    cut,
    delayed,
    dropped,
    dropped_after,
    flood,
    garbage,
    truncated,
)
from .people import Person
from .server import TOKEN, FakeTelegram
from .world import Call, Chat, ChatMessage, Press

__all__ = [
    "TOKEN",
    "Call",
    "Chat",
    "ChatMessage",
    "FakeTelegram",
    "Fault",
    "ManualClock",
    "Person",
    "Press",
    "broken",
    "broken_after",
    "cut",
    "delayed",
    "dropped",
    "dropped_after",
    "flood",
    "garbage",
    "truncated",
]
