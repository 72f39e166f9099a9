"""The pace at which messages go out: replies first, and what nobody has asked for evenly in the room that is left.

A channel takes so many messages a second from all of us together, and says no to the rest. A rush of check-ins must
neither run into that nor stand in anybody's way who is waiting for an answer. So an unsolicited message lines up, and
the line moves at even steps a little below the limit. A reply goes at once, and takes a step from the line. Only where
the line has used up the last second's room does a reply wait, for the next free place: about a thirtieth of a second.

Replies alone are counted, but never slowed: if they are too many, the channel says so itself.
"""

import asyncio
import contextlib
import math
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass

# How long a place stays taken. The channel counts a second as it sees it; the rest is for what the network adds.
WINDOW_SECONDS = 1.02
# The line's steps are longer by this factor than the window asks for: a late step is made up for by and by.
EASE = 1.0025
# After a late wake-up, so many steps are made up for at once.
CATCH_UP = 2
# Of unsolicited messages, so many are on their way at once, and so many wait for their turn; at 30 messages a second.
ON_THE_WAY, AHEAD, _AT_RATE = 8, 64, 30
# The most of both, also where there is no limit.
MOST_ON_THE_WAY, MOST_AHEAD = 48, 2048


@dataclass(slots=True, eq=False)
class _Mark:
    """A message that went out, and when it leaves the window."""

    leaves: float
    unsolicited: bool
    is_written: bool = False


_MINE: ContextVar[tuple["Pace", _Mark] | None] = ContextVar("_MINE", default=None)


def written() -> None:
    """A channel says that what the running task sends is being written this very moment.

    Between its turn and that may lie a new connection, or somebody's long work. The message counts from now on; a
    second call, for what takes two, counts once more. A channel that says nothing is taken to write at once.
    """
    mine = _MINE.get()
    if mine:
        pace, mark = mine
        pace.count_anew(mark)


class Place:
    """An unsolicited message's place in the line. Entered, it waits for its turn; left again, it is done.

    Entering answers whether it is its turn: False means that `leave` was called meanwhile.
    """

    def __init__(self, pace: "Pace", turn: asyncio.Future[bool]) -> None:
        self._pace = pace
        self.turn = turn

    async def __aenter__(self) -> bool:
        try:
            its_turn = await self.turn
        except asyncio.CancelledError:
            if self.is_called:
                self._pace.goes(unsolicited=True)
            self._pace.quit(self)
            raise
        if its_turn:
            self._pace.goes(unsolicited=True)
        return its_turn

    async def __aexit__(self, *_: object) -> None:
        self._pace.quit(self)

    @property
    def is_called(self) -> bool:
        """Whether its turn has come."""
        return self.turn.done() and not self.turn.cancelled() and self.turn.result()

    def leave(self) -> None:
        """Steps out of the line, if it is not its turn already."""
        if not self.turn.done():
            self.turn.set_result(False)
            self._pace.quit(self)


class Pace:
    """``rate`` messages a second, for everybody together; None where there is no limit."""

    def __init__(self, rate: float | None = None) -> None:
        self._rate = rate
        self._set(rate)
        # The last second's messages, how many more were called and have yet to notice, and how many are unsolicited.
        self._window: deque[_Mark] = deque()
        self._called = 0
        self._unsolicited = 0
        self._replies: deque[asyncio.Future[None]] = deque()
        self._line: deque[Place] = deque()
        self._on_the_way = 0
        self._next_step = 0.0
        self._rests_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def _set(self, rate: float | None) -> None:
        self._most = None if rate is None else max(1, int(rate))
        # Fewer than one a second is one in so many seconds.
        self._span = WINDOW_SECONDS / min(rate or 1.0, 1.0)
        self._step = 0.0 if self._most is None else self._span * EASE / self._most
        share = math.inf if rate is None else rate / _AT_RATE
        self._on_the_way_at_most = int(min(MOST_ON_THE_WAY, max(ON_THE_WAY, ON_THE_WAY * share)))
        self.ahead = int(min(MOST_AHEAD, max(ON_THE_WAY, AHEAD * share)))

    def share(self, part: float, replies_of_others: float) -> None:
        """Of the channel's limit, ``part`` (0 to 1) is ours, but for the replies that the others send a second.

        Nobody's replies are slowed by that: what all of them leave is divided.
        """
        if self._rate is None:
            return
        ours = self.replies
        self._set(max(1.0, ours + part * max(0.0, self._rate - ours - replies_of_others)))

    @property
    def replies(self) -> float:
        """How many replies went out in the last second."""
        self._is_full(_now())
        return float(max(0, len(self._window) + self._called - self._unsolicited))

    async def reply(self) -> None:
        """Returns when a reply may go: as a rule at once."""
        now = _now()
        if not self._replies and self._has_room_for_a_reply(now):
            self._call(now, unsolicited=False)
            self.goes(unsolicited=False)
            return
        waiter = asyncio.get_running_loop().create_future()
        self._replies.append(waiter)
        self._move()
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.cancelled():
                with contextlib.suppress(ValueError):  # it was passed over already
                    self._replies.remove(waiter)
            else:
                self.goes(unsolicited=False)
            self._move()
            raise
        self.goes(unsolicited=False)

    def line_up(self) -> Place:
        """A place at the end of the line. Whoever takes it enters it."""
        if not self._line:
            # After a quiet time there is nothing to make up for.
            self._next_step = max(self._next_step, _now())
        place = Place(self, asyncio.get_running_loop().create_future())
        self._line.append(place)
        self._move()
        return place

    def hold(self, seconds: float) -> None:
        """The channel has told somebody to wait: for so long the line stands still. Replies go on."""
        self._rests_until = max(self._rests_until, _now() + seconds)
        self._next_step = max(self._next_step, self._rests_until)
        self._move()

    def quit(self, place: Place) -> None:
        """Takes back a place: its message has gone out, or will not."""
        if place.is_called:
            self._on_the_way -= 1
        else:
            with contextlib.suppress(ValueError):  # it left earlier
                self._line.remove(place)
        self._move()

    # -- moving on ---------------------------------------------------------------------------------------------------

    def _move(self) -> None:
        """Lets go whoever may go now, and looks again when the next one may."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = _now()
        while (at := self._next_at(now)) is not None and at <= now:
            self._let_go(now)
        if at is not None:
            self._timer = asyncio.get_running_loop().call_at(at, self._move)

    def _next_at(self, now: float) -> float | None:
        """When the next may go, or it is worth another look; None where nobody waits for time to pass."""
        if self._replies:
            return now if self._has_room_for_a_reply(now) else self._first_leaves()
        if not self._line or self._on_the_way >= self._on_the_way_at_most:
            return None
        free = self._first_leaves() if self._is_full(now) else now
        return None if free is None else max(free, self._next_step, self._rests_until)

    def _let_go(self, now: float) -> None:
        """The first of those who wait. One that was cancelled is passed over."""
        if self._replies:
            reply = self._replies.popleft()
            if not reply.done():
                reply.set_result(None)
                self._call(now, unsolicited=False)
            return
        place = self._line.popleft()
        if not place.turn.done():
            place.turn.set_result(True)
            self._on_the_way += 1
            self._call(now, unsolicited=True)

    # -- the last second ---------------------------------------------------------------------------------------------

    def _call(self, now: float, unsolicited: bool) -> None:
        """Somebody's turn has come: it takes room from now on, and one of the line's steps."""
        if self._most is not None:
            self._called += 1
            self._unsolicited += unsolicited
            after = max(self._next_step, now - CATCH_UP * self._step) + self._step
            # Many replies at once stop the line for as long as they fill the window, and no longer.
            self._next_step = max(self._rests_until, min(after, now + self._span))

    def goes(self, unsolicited: bool) -> None:
        """Whoever was called sends now, in the running task."""
        if self._most is not None:
            self._called -= 1
            mark = _Mark(_now() + self._span, unsolicited)
            self._window.append(mark)
            _MINE.set((self, mark))
            self._move()

    def count_anew(self, mark: _Mark) -> None:
        """A message is written only now, or once more."""
        if mark.is_written or mark not in self._window:
            mark = _Mark(0.0, mark.unsolicited)
            self._unsolicited += mark.unsolicited
        else:
            self._window.remove(mark)
        mark.is_written = True
        mark.leaves = _now() + self._span
        self._window.append(mark)

    def _is_full(self, now: float) -> bool:
        while self._window and self._window[0].leaves <= now:
            self._unsolicited -= self._window.popleft().unsolicited
        return self._most is not None and len(self._window) + self._called >= self._most

    def _has_room_for_a_reply(self, now: float) -> bool:
        return not self._is_full(now) or not self._unsolicited

    def _first_leaves(self) -> float | None:
        """When there is less in the window; None where all of it has yet to go."""
        return self._window[0].leaves if self._window else None


def _now() -> float:
    return asyncio.get_running_loop().time()
