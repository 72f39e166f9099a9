"""Where updates come from: what the worker needs of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.telegram.updates import Update


class Source(Protocol):
    """Hands over updates until they are done with."""

    alive_at: datetime | None
    """When it last answered."""

    async def fetch(self, wait: float) -> Sequence[Update] | None:
        """What is to be applied, waiting up to ``wait`` seconds for something; None where nothing can be had just now,
        or when asked to stop. Never raises what Telegram or the database do wrong: it says so and pauses."""
        ...

    def done_with(self, batch: Sequence[Update], held: Sequence[Update]) -> None:
        """A batch was applied, but for what is ``held``: that comes again, and all the rest does not."""
        ...
