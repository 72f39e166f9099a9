"""Whether the running bot is well: is it in touch with Telegram, does the database answer, do messages get out?

It lives as long as the process, also while the database cannot be opened. Each check says in a sentence what is, and in
another what to do about it.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.app.app import App, Clock
from bot.app.watch.meter import Meter
from bot.app.watch.spans import span
from bot.storage import DatabaseUnavailable
from bot.storage.slots import TELEGRAM

# A long poll takes up to 50 seconds; twice that with some slack is silence.
SILENCE_SECONDS = 120
# A reply or a timer that is so late is more than a rush.
LATE_SECONDS = 10 * 60
TIMERS_LATE_SECONDS = 30 * 60
# What the database did so lately counts; else it is asked, and has so long to answer.
FRESH_SECONDS, ASK_SECONDS = 5.0, 3.0

Name = Literal["intake", "database", "delivery", "timers"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``remedy`` is empty where all is well."""

    name: Name
    ok: bool
    what: str
    remedy: str = ""


class Watch:
    """Knows how the process is. ``answered_at`` says when Telegram last answered, None where it has not yet.

    ``app`` is there while the database is open; `over` sets it.
    """

    def __init__(self, meter: Meter, clock: Clock, answered_at: Callable[[], datetime | None]) -> None:
        self.meter = meter
        self.clock = clock
        self.answered_at = answered_at
        self.started_at = clock()
        self.app: App | None = None
        self._asking = asyncio.Lock()

    @contextmanager
    def over(self, app: App) -> Iterator[None]:
        """The database is open for as long as the block runs, and this is what works on it."""
        self.app = app
        try:
            yield
        finally:
            self.app = None

    async def checks(self) -> list[Check]:
        """Looks at everything."""
        return [self._intake(), await self._database(), self._delivery(), self._timers()]

    @property
    def silence(self) -> float | None:
        """For how many seconds Telegram has not answered; None where it never has."""
        at = self.answered_at()
        return None if at is None else max(0.0, (self.clock() - at).total_seconds())

    @property
    def longest_wait(self) -> float:
        """For how many seconds the message waits that was committed first."""
        return self.app.delivery.longest_wait if self.app else 0.0

    @property
    def timers_late(self) -> float:
        """By how many seconds the oldest timer is late that was due at the last look."""
        due = self.meter.oldest_due
        return 0.0 if due is None else max(0.0, (self.clock() - due).total_seconds())

    @property
    def slots(self) -> int:
        """How many of the slots of people on Telegram this process looks after."""
        return len(self.app.charge.slots & TELEGRAM) if self.app else 0

    def _intake(self) -> Check:
        silence = self.silence
        if silence is not None and silence <= SILENCE_SECONDS:
            return Check("intake", True, f"Telegram last answered {span(silence)} ago.")
        remedy = "The log says why: the network, the token, or another process with the same token."
        if silence is None:
            return Check("intake", False, "Telegram has not answered since the start.", remedy)
        return Check("intake", False, f"Telegram last answered {span(silence)} ago.", remedy)

    async def _database(self) -> Check:
        remedy = "The log says why: a full disk, a folder that is gone, a server that is down."
        if self.app is None:
            return Check("database", False, "The database cannot be opened.", remedy)
        if not self._answered_lately() and not await self._answers(self.app):
            return Check("database", False, "The database does not answer.", remedy)
        return Check("database", True, "The database answers.")

    def _answered_lately(self) -> bool:
        answered, failed = self.meter.database_answered, self.meter.database_failed
        if answered is None or (failed is not None and failed > answered):
            return False
        return self.meter.now() - answered < FRESH_SECONDS

    async def _answers(self, app: App) -> bool:
        """Asks the database; whoever comes meanwhile waits for the same answer."""
        async with self._asking:
            if self._answered_lately():
                return True
            try:
                async with asyncio.timeout(ASK_SECONDS), app.store.beside() as transaction:
                    await transaction.next_due()
            except (DatabaseUnavailable, TimeoutError):
                return False
            return True

    def _delivery(self) -> Check:
        late = self.longest_wait
        waiting = self.app.delivery.depth if self.app else 0
        what = f"Messages that wait to be sent: {waiting}, the first of them for {span(late)}."
        if late < LATE_SECONDS:
            return Check("delivery", True, what if waiting else "No message waits to be sent.")
        remedy = "The log says what Telegram answers. Nothing is lost; it is tried again until it is sent."
        return Check("delivery", False, what, remedy)

    def _timers(self) -> Check:
        late = self.timers_late
        what = f"The oldest check-in or reminder that is due is {span(late)} late."
        if late < TIMERS_LATE_SECONDS:
            return Check("timers", True, what if late >= 1 else "No check-in or reminder is late.")
        remedy = (
            "More check-ins than can be sent come at one time, or the database is slow. They go out in their order."
        )
        return Check("timers", False, what, remedy)
