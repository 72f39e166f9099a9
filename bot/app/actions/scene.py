"""What every action gets and gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.app.care import Sign
from bot.app.content import Content
from bot.app.message import Enclosure
from bot.app.peer import Peer

Result = tuple[str, object]
"""One of the action's named outcomes, and a value: plain data that can be written as JSON."""


@dataclass(frozen=True, slots=True)
class Scene:
    """When and in which content an action happens.

    ``at`` is told by the clock on the person's wall, so that its date is their day. ``enclosures`` takes files that go
    with the words that follow, and ``clears`` the numbers of messages that are taken out of the chat before those.
    ``sign`` is the sign of danger in what the person has just written, if there is one.
    """

    at: datetime
    content: Content
    enclosures: list[Enclosure] = field(default_factory=list)
    clears: list[int] = field(default_factory=list)
    sign: Sign | None = None


Action = Callable[[Peer, Mapping[str, Any], Scene], Result]
