"""What the running bot counts. Counting costs next to nothing: figures are made of it only when somebody asks.

What a count is of comes from closed lists (`bot.app.watch.kinds`), so that no word or number of anybody's can get in.
Everything happens in the event loop's thread, so there are no locks.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from time import perf_counter

from bot.app.watch.kinds import Channel, SendingTrouble, Sort, Turned
from bot.storage.errors import DatabaseUnavailable
from bot.storage.troubles import DatabaseTrouble, trouble_of

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
SIZES = (1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0)


class Histogram:
    """How many values fell below each of some bounds, and what they came to together."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        """Counts one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


class Meter:
    """The counts of one process. ``timer`` measures durations, in seconds from no matter when."""

    def __init__(self, timer: Callable[[], float] = perf_counter) -> None:
        self.now = timer
        self.turns: Counter[tuple[Channel, Turned]] = Counter()
        self.intake_seconds = Histogram(SECONDS)
        self.batch_sizes = Histogram(SIZES)
        self.reply_seconds = Histogram(SECONDS)
        self.sent: Counter[Sort] = Counter()
        self.sending_troubles: Counter[SendingTrouble] = Counter()
        self.database_troubles: Counter[DatabaseTrouble] = Counter()
        self.fired = 0
        self.oldest_due: datetime | None = None
        """When the oldest of the timers that were due at the last look should have fired."""
        self.last_set_aside: float | None = None
        self.database_answered: float | None = None
        self.database_failed: float | None = None

    # -- intake --------------------------------------------------------------------------------------------------------

    def took(self, address: str, acts: int, fresh: int, failed: int, since: float) -> None:
        """A batch was committed: so many acts from a channel, told by the first one's address."""
        now, channel = self.now(), channel_of(address)
        self.intake_seconds.add(now - since)
        self.batch_sizes.add(acts)
        self.turns[channel, "applied"] += fresh - failed
        if acts > fresh:
            self.turns[channel, "repeated"] += acts - fresh
        if failed:
            self.set_aside(address, failed)

    def set_aside(self, address: str, acts: int = 1) -> None:
        """Acts failed, and are kept for the operator."""
        self.turns[channel_of(address), "set_aside"] += acts
        self.last_set_aside = self.now()

    def passed_over(self, address: str) -> None:
        """An act failed, and could not even be kept."""
        self.turns[channel_of(address), "passed_over"] += 1
        self.last_set_aside = self.now()

    # -- delivery ------------------------------------------------------------------------------------------------------

    def delivered(self, since: float, *, unsolicited: bool) -> None:
        """The channel has said yes to a message that waited ``since`` then."""
        self.sent["unsolicited" if unsolicited else "reply"] += 1
        if not unsolicited:
            self.reply_seconds.add(self.now() - since)

    def not_sent(self, trouble: SendingTrouble) -> None:
        """A try to send went wrong."""
        self.sending_troubles[trouble] += 1

    # -- timers and the database ---------------------------------------------------------------------------------------

    def looked_for_due(self, oldest: datetime | None) -> None:
        """Looked what is due; ``oldest`` is when the first of it should have fired, None where nothing is due."""
        self.oldest_due = oldest

    def answered(self) -> None:
        """The database carried out a transaction."""
        self.database_answered = self.now()

    def failed(self, error: DatabaseUnavailable) -> None:
        """The database did not answer."""
        self.database_failed = self.now()
        self.database_troubles[trouble_of(error)] += 1


def channel_of(address: str) -> Channel:
    """The channel that an address is of."""
    if address.startswith("telegram:"):
        return "telegram"
    return "terminal" if address.startswith("terminal:") else "other"
