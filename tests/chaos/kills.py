"""When the process is killed: at a call that the server counts, or after a time. It all follows from a seed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from chaos.api import Moment
from chaos.dice import Dice


@dataclass(frozen=True, slots=True)
class Kill:
    """At the so-manieth time that calls of a ``method`` (empty: any) are at a moment, or after so many seconds.

    Both are counted from when the kill is armed: the first of a round with the round, the others with the start of the
    process.
    """

    method: str = ""
    moment: Moment = "received"
    count: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        if not self.count:
            return f"after {self.seconds:.2f} s"
        return f"{self.method or 'any call'} {self.count} {self.moment}"


# A call of which the process has heard nothing; one that took effect, unknown to it; one that it may have heard of.
_SENDING: tuple[tuple[str, Moment], ...] = (
    ("sendMessage", "received"),
    ("sendMessage", "applied"),
    ("sendMessage", "answered"),
)
_FETCHING: tuple[tuple[str, Moment], ...] = (
    ("getUpdates", "received"),
    ("getUpdates", "applied"),
    ("getUpdates", "answered"),
)
_PRESSES: tuple[tuple[str, Moment], ...] = (("answerCallbackQuery", "received"), ("editMessageReplyMarkup", "applied"))


def planned(dice: Dice, turns: int, seconds: float) -> tuple[Kill, ...]:
    """The kills of one round: one, or two of which the second comes while the process recovers from the first.

    ``turns`` is about how many turns the round has before it is over, and ``seconds`` how long they take.
    """
    kind = dice.below(9)
    if kind < 4:
        method, moment = dice.pick(_SENDING)
        first = Kill(method, moment, dice.between(1, turns))
    elif kind < 6:
        # About thirty turns are in one answer when everybody writes at once, and one when they take their time.
        method, moment = dice.pick(_FETCHING)
        first = Kill(method, moment, dice.between(1, max(2, turns // 30)))
    elif kind == 6:
        method, moment = dice.pick(_PRESSES)
        first = Kill(method, moment, dice.between(1, max(2, turns // 8)))
    else:
        first = Kill(seconds=dice.below(1000) / 1000 * seconds)
    return (first, _soon_after(dice)) if dice.one_in(4) else (first,)


def _soon_after(dice: Dice) -> Kill:
    """A kill in the first moments of a process: before its first poll, while it catches up, or soon after."""
    kind = dice.below(3)
    if kind == 0:
        return Kill(seconds=dice.below(1500) / 1000)
    method, moment = dice.pick(_FETCHING if kind == 1 else _SENDING)
    return Kill(method, moment, dice.between(1, 3 if kind == 1 else 20))


class Killer:
    """Watches the server's calls, and kills when the moment of the armed kill has come."""

    def __init__(self, kill: Callable[[], None]) -> None:
        self._kill = kill
        self._armed: Kill | None = None
        self._left = 0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_armed(self) -> bool:
        """Whether a kill is still to come."""
        return self._armed is not None

    def arm(self, kill: Kill) -> None:
        """From now on its calls, or its seconds, are counted."""
        self.disarm()
        self._armed, self._left = kill, kill.count
        if not kill.count:
            self._timer = asyncio.get_running_loop().call_later(kill.seconds, self._strike)

    def disarm(self) -> None:
        """Nothing is killed."""
        self._armed = None
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def at(self, method: str, moment: Moment) -> bool:
        """A call is at this moment; True where the process was killed at it, so that nobody is there for the rest."""
        kill = self._armed
        if kill is None or not kill.count or moment != kill.moment or kill.method not in ("", method):
            return False
        self._left -= 1
        if self._left:
            return False
        self._strike()
        return moment != "answered"

    def _strike(self) -> None:
        self.disarm()
        self._kill()
