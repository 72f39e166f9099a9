"""Whom this process looks after. One process alone looks after everybody; several divide people among them by slots."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.storage.slots import EVERY_SLOT


@dataclass(slots=True)
class Charge:
    """Slots that this process looks after, and whether it may act for them.

    Of those in ``slots`` it takes updates. Those in ``settled`` too have no update left from before: only then are
    timers fired, and what an earlier process left unsent is sent.
    """

    slots: frozenset[int] = EVERY_SLOT
    settled: frozenset[int] = EVERY_SLOT
    is_sure: Callable[[], bool] = lambda: True
    """Answers whether no other process can be looking after the same people by now."""

    def take(self, slots: Collection[int]) -> None:
        """These are ours from now on."""
        self.slots |= frozenset(slots)

    def settle(self, slots: Collection[int]) -> None:
        """What waited of these has been applied."""
        self.settled |= frozenset(slots) & self.slots

    def let_go(self, slots: Collection[int]) -> None:
        """These are not ours any more."""
        self.slots -= frozenset(slots)
        self.settled -= frozenset(slots)
