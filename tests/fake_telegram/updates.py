"""The queue of updates: what getUpdates hands out, keeps and forgets."""
# ruff: noqa: ASYNC109 - `timeout` is the name of the parameter

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .errors import OTHER_POLL, ApiError

_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_KEPT_SECONDS = 86_400.0
_CALLBACK_SECONDS = 150.0
_MAX_POLL = 50
_LAST_ID = 2**31 - 1


@dataclass(eq=False)
class Queued:
    """An update with its fate."""

    update_id: int
    body: dict[str, Any]
    expires_at: float
    forced: bool = False
    deliveries: int = 0


class UpdateQueue:
    """Updates in the order they happened, for one bot."""

    def __init__(self, clock: Callable[[], float], changed: Callable[[], None], first_id: int = 100_000_001) -> None:
        self._clock = clock
        self._changed = changed
        self._next_id = first_id
        self._waiting: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] | None = None
        self.pending: list[Queued] = []
        self.acknowledged: list[Queued] = []
        self.expired: list[Queued] = []

    def push(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue an update of a known kind; None when the bot did not ask for this kind."""
        wanted = kind not in _ON_REQUEST if self.allowed is None else kind in self.allowed
        seconds = _CALLBACK_SECONDS if kind == "callback_query" else _KEPT_SECONDS
        return self.push_raw({kind: content}, seconds=seconds) if wanted else None

    def push_raw(self, body: dict[str, Any], *, seconds: float = _KEPT_SECONDS) -> int:
        """Queue anything, whatever the bot asked for; an `update_id` in it is kept."""
        update_id = int(body.get("update_id", self._next_id))
        self._next_id = max(self._next_id, update_id) + 1
        self.pending.append(Queued(update_id, {"update_id": update_id, **body}, self._clock() + seconds))
        self._wake()
        return update_id

    def jump(self, base: int | None = None) -> int:
        """Go on from another identifier, as after a week without updates; returns it."""
        self._next_id = 1 + secrets.randbelow(_LAST_ID // 2) if base is None else base
        return self._next_id

    def redeliver(self, update_ids: Iterable[int] | None = None) -> list[int]:
        """Hand out acknowledged updates once more (all, or these), whatever offset is asked for."""
        chosen = None if update_ids is None else set(update_ids)
        again = [one for one in self.acknowledged if chosen is None or one.update_id in chosen]
        self.acknowledged = [one for one in self.acknowledged if one not in again]
        for one in again:
            one.forced, one.expires_at = True, self._clock() + _KEPT_SECONDS
        self.pending[:0] = again
        self._wake()
        return [one.update_id for one in again]

    def taken(self, one: Queued) -> None:
        """A webhook has taken an update."""
        self._forget(lambda _, other: other is one)

    def clear(self) -> None:
        """Drop everything that waits."""
        self.pending.clear()

    def allow(self, kinds: list[Any] | None) -> None:
        """Remember `allowed_updates`; None leaves the previous choice, an empty list is the default."""
        if kinds is not None:
            self.allowed = frozenset(map(str, kinds)) if kinds else None

    def interrupt(self, error: ApiError) -> None:
        """End the long poll that waits, if there is one."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)
        self._waiting = None

    async def poll(self, offset: int, limit: int, timeout: int) -> list[dict[str, Any]]:
        """getUpdates: forget what `offset` acknowledges, then the next updates, waiting for the first."""
        self.interrupt(ApiError(409, OTHER_POLL))
        self._acknowledge(offset)
        limit = min(max(limit, 1), 100)
        batch = self._batch(limit)
        if batch or timeout <= 0:
            return batch
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiting, min(timeout, _MAX_POLL))
        except TimeoutError:
            return []
        finally:
            if self._waiting is waiting:
                self._waiting = None
        return self._batch(limit)

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            self._forget(lambda place, _: place < len(self.pending) + offset)
        elif offset <= self._next_id + 10:  # an offset from the future is not taken seriously
            self._forget(lambda _, one: one.update_id < offset and not one.forced)

    def _forget(self, known: Callable[[int, Queued], bool]) -> None:
        kept: list[Queued] = []
        for place, one in enumerate(self.pending):
            (self.acknowledged if known(place, one) else kept).append(one)
        self.pending = kept
        self._changed()

    def _batch(self, limit: int) -> list[dict[str, Any]]:
        now = self._clock()
        self.expired += [one for one in self.pending if one.expires_at <= now]
        self.pending = [one for one in self.pending if one.expires_at > now]
        batch = self.pending[:limit]
        for one in batch:
            one.forced = False
            one.deliveries += 1
        return [one.body for one in batch]
