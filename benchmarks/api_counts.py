"""What the stand-in for Telegram's server counts, and how it holds to its limit."""

from array import array
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator
from time import monotonic
from typing import Any

WINDOW_SECONDS = 1.0


class Counts:
    """Messages by chat, when each was taken, what was refused, and how long writers waited for a reply.

    ``limit`` is how many messages it takes in any second; None: as many as come.
    """

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self._second: deque[float] = deque(maxlen=limit)
        self.taken = array("d")
        self._chats = array("q")
        self.by_chat: Counter[int] = Counter()
        self.refused = 0
        self.polled_at: float | None = None
        self.waiting: dict[int, float] = {}
        self.latencies = array("d")
        self.wrote: set[int] = set()
        self.repeated = 0
        self.due_chats = 0
        self._others: set[int] = set()

    def take(self, chat: int) -> float:
        """Counts a message to a chat; returns 0, or how many seconds to wait where it is refused."""
        now = monotonic()
        if self.limit is not None and len(self._second) == self.limit and now - self._second[0] < WINDOW_SECONDS:
            self.refused += 1
            return WINDOW_SECONDS - (now - self._second[0])
        self._second.append(now)
        self.taken.append(now)
        self._chats.append(chat)
        written_at = self.waiting.pop(chat, None)
        if written_at is not None:
            self.latencies.append(now - written_at)
        elif chat not in self.wrote:
            self.repeated += self.by_chat[chat] > 0
        self.due_chats += not self.by_chat[chat] and chat not in self._others
        self.by_chat[chat] += 1
        return 0.0

    def wrote_now(self, chat: int) -> None:
        """From now on this chat waits for a reply. Whoever writes first is not one of those with a check-in."""
        if not self.by_chat[chat]:
            self._others.add(chat)
        self.wrote.add(chat)
        self.waiting[chat] = monotonic()

    def figures(self) -> dict[str, Any]:
        """Everything counted so far. ``repeated`` are messages beyond the first to a chat that had not written."""
        return {
            "now": monotonic(),
            "polled_at": self.polled_at,
            "messages": len(self.taken),
            "due_chats": self.due_chats,
            "first": self.taken[0] if self.taken else None,
            "last": self.taken[-1] if self.taken else None,
            "refused": self.refused,
            "repeated": self.repeated,
            "wrote": len(self.wrote),
            "unanswered": len(self.waiting),
            "latencies": list(self.latencies),
        }

    def lately(self, before: float) -> Iterator[tuple[int, float]]:
        """The chats that were written to before a moment, the last of them first."""
        for place in range(bisect_left(self.taken, before) - 1, -1, -1):
            yield self._chats[place], self.taken[place]

    def between(self, begin: float, end: float) -> int:
        """How many messages were taken in a span of time."""
        return bisect_left(self.taken, end) - bisect_left(self.taken, begin)
