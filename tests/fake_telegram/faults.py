"""Faults that tests order, and rate limits that tests switch on."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

Body = Literal["whole", "truncated", "garbage", "cut"]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong with one call."""

    name: str
    delay: float = 0.0
    status: int | None = None
    retry_after: int | None = None
    drop: bool = False
    after_effect: bool = False
    body: Body = "whole"


def flood(retry_after: int = 1) -> Fault:
    """429 with `retry_after`; nothing happens."""
    return Fault("flood", status=429, retry_after=retry_after)


def broken(status: int = 502) -> Fault:
    """500 or 502 in place of the call; nothing happens."""
    return Fault("broken", status=status)


def broken_after(status: int = 502) -> Fault:
    """The call takes effect, the answer is a server error."""
    return Fault("broken_after", status=status, after_effect=True)


def dropped() -> Fault:
    """The connection closes without an answer; nothing happens."""
    return Fault("dropped", drop=True)


def dropped_after() -> Fault:
    """The call takes effect, then the connection closes without an answer."""
    return Fault("dropped_after", drop=True, after_effect=True)


def delayed(seconds: float, *, after_effect: bool = False) -> Fault:
    """The call (or, with `after_effect`, only its answer) takes this long."""
    return Fault("delayed", delay=seconds, after_effect=after_effect)


def truncated() -> Fault:
    """The call takes effect; the answer is half of its JSON, as a complete HTTP message."""
    return Fault("truncated", body="truncated", after_effect=True)


def cut() -> Fault:
    """The call takes effect; the connection closes in the middle of the answer."""
    return Fault("cut", body="cut", after_effect=True)


def garbage(status: int = 200) -> Fault:
    """The call takes effect; the answer is an HTML page."""
    return Fault("garbage", status=status, body="garbage", after_effect=True)


@dataclass
class _Order:
    fault: Fault
    methods: frozenset[str] | None
    chat_id: int | None
    left: int

    def covers(self, method: str, chat_id: int | None) -> bool:
        if self.methods is not None and method not in self.methods:
            return False
        return self.chat_id is None or self.chat_id == chat_id


class FaultQueue:
    """Faults waiting for the calls they are meant for, first ordered first."""

    def __init__(self) -> None:
        self._orders: list[_Order] = []

    def add(
        self,
        fault: Fault,
        methods: str | Collection[str] | None = None,
        *,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """Order a fault for the next `times` calls of these methods (None: of any method)."""
        names = frozenset({methods} if isinstance(methods, str) else methods or ())
        self._orders.append(_Order(fault, names or None, chat_id, times))

    def clear(self) -> None:
        """Forget the faults that are still waiting."""
        self._orders.clear()

    @property
    def waiting(self) -> int:
        """How many faults have not struck yet."""
        return sum(order.left for order in self._orders)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets."""
        for order in self._orders:
            if order.covers(method, chat_id):
                order.left -= 1
                if order.left <= 0:
                    self._orders.remove(order)
                return order.fault
        return None


@dataclass
class RateLimits:
    """Messages a second, overall and a chat; None switches a limit off.

    Overall it is a window that slides. So it is for a chat, unless `burst` says how many may come at once where there
    was quiet before; then `per_chat` is what may come in the long run.
    """

    clock: Callable[[], float]
    overall: int | None = None
    per_chat: int | None = None
    per_chat_seconds: float = 1.0
    burst: int | None = None
    hits: int = 0
    _all: deque[float] = field(default_factory=deque)
    _chats: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _spent_until: dict[int, float] = field(default_factory=dict)

    def be_strict(self, overall: int = 30, burst: int = 5) -> None:
        """As the Bot API's documentation has it: 30 messages a second, and one a second in a chat but for a burst."""
        self.overall, self.per_chat, self.per_chat_seconds, self.burst = overall, 1, 1.0, burst

    def charge(self, chat_id: int) -> int | None:
        """Count a message; seconds to wait when there are too many (it is then not counted)."""
        now = self.clock()
        windows = [
            (self._all, self.overall, 1.0),
            (self._chats[chat_id], self.per_chat if self.burst is None else None, self.per_chat_seconds),
        ]
        waits = [_wait(times, limit, now, span) for times, limit, span in windows if limit is not None]
        waits.append(self._burst_wait(chat_id, now))
        if max(waits) > 0:
            self.hits += 1
            return max(1, math.ceil(max(waits)))
        for times, limit, _ in windows:
            if limit is not None:
                times.append(now)
        if self.burst is not None:
            self._spent_until[chat_id] = max(self._spent_until.get(chat_id, now), now) + self._interval
        return None

    @property
    def _interval(self) -> float:
        return self.per_chat_seconds / (self.per_chat or 1)

    def _burst_wait(self, chat_id: int, now: float) -> float:
        """How long until a burst has room again: every message spends an interval, and time gives it back."""
        if self.burst is None:
            return 0.0
        ahead = self._spent_until.get(chat_id, now) - now
        return max(0.0, ahead - (self.burst - 1) * self._interval)


def _wait(times: deque[float], limit: int, now: float, span: float) -> float:
    while times and times[0] <= now - span:
        times.popleft()
    return times[0] + span - now if len(times) >= limit and times else 0.0
