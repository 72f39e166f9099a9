"""The works of upkeep as a closed list of named functions on plain data, like the operations on programmes.

Other than those they take more than one transaction, and long; so each says how long it may take.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.app.programmes.answers import Answer
from bot.app.programmes.operations import Asked, Nothing
from bot.app.upkeep import backing_up, purging, renewing, standing
from bot.app.upkeep.premises import Premises

A = TypeVar("A", bound=Asked)
B = TypeVar("B", bound=Answer)

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Work(Generic[A, B]):
    """One of them. ``seconds`` is how long it may take. `run` raises `Problem`."""

    name: str
    asked: type[A]
    answer: type[B]
    run: Callable[[Premises, A, datetime], Awaitable[B]]
    seconds: int = 2 * _MINUTE


BACKUP = Work("back up", backing_up.BackingUp, backing_up.BackupAnswer, backing_up.back_up, 60 * _MINUTE)
CHECK = Work("check the database", Nothing, backing_up.CheckAnswer, backing_up.check, 30 * _MINUTE)
BEGIN = Work("begin with a new key", Nothing, renewing.BegunAnswer, renewing.begin)
STEP = Work("go on with the new key", renewing.Step, renewing.StepAnswer, renewing.step)
FINISH = Work("finish with the new key", Nothing, renewing.FinishedAnswer, renewing.finish)
DROP = Work("drop older keys", renewing.Dropping, renewing.DroppedAnswer, renewing.drop_older_keys)
PURGE = Work("purge", Nothing, purging.PurgedAnswer, purging.purge, 30 * _MINUTE)
FORESEE = Work("foresee a purge", Nothing, purging.ForeseenAnswer, purging.foresee, 10 * _MINUTE)
STATUS = Work("say how it stands", Nothing, standing.StatusAnswer, standing.stand, 20)

WORKS: Mapping[str, Work[Any, Any]] = {
    one.name: one for one in (BACKUP, CHECK, BEGIN, STEP, FINISH, DROP, PURGE, FORESEE, STATUS)
}
