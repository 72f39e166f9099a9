"""Where operations are carried out for another process: a request in, an answer out, both as JSON."""

import asyncio
import contextlib
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.app.programmes.operations import OPERATIONS
from bot.app.programmes.problem import Problem
from bot.app.upkeep.premises import Premises
from bot.app.upkeep.works import WORKS, Work
from bot.logs import cause_of
from bot.storage import DatabaseUnavailable, Store, WrongKeyError

# An operation that takes longer is given up, and nothing of it is written: people's turns wait for the database too.
DEADLINE_SECONDS = 20

log = structlog.get_logger()


class Request(BaseModel):
    """What another process asks for. ``database`` tells which database it means (see `told_apart`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database: str
    operation: str
    asked: dict[str, Any]


class Reply(BaseModel):
    """What became of it: an answer, or a problem as one line."""

    model_config = ConfigDict(frozen=True)

    answer: dict[str, Any] | None = None
    problem: str = ""
    usage: bool = False


def told_apart(database_url: str) -> str:
    """What tells one database from another, and nothing else: no password can be read in it."""
    return hashlib.sha256(database_url.encode()).hexdigest()


class Office:
    """Carries operations out on an open store. ``changed`` is awaited when a programme may be another than before.

    On its ``premises`` it carries out the works of upkeep too.
    """

    def __init__(
        self,
        store: Store,
        database_url: str,
        clock: Callable[[], datetime],
        changed: Callable[[], Awaitable[None]] | None = None,
        premises: Premises | None = None,
    ) -> None:
        self._store = store
        self._database = told_apart(database_url)
        self._clock = clock
        self._changed = changed
        self._premises = premises

    async def answer(self, request: bytes) -> bytes:
        """Carries out what is asked. Whatever comes in, an answer goes out, and no error gets further than this."""
        try:
            reply = await self._carry_out(Request.model_validate_json(request))
        except Problem as problem:
            reply = Reply(problem=str(problem), usage=problem.usage)
        except ValidationError:
            reply = Reply(problem="The running bot does not understand this. Restart it, so that both are one version.")
        except (DatabaseUnavailable, TimeoutError):
            reply = Reply(problem="The database does not answer just now, so nothing was done. Look at the bot's log.")
        except WrongKeyError:
            reply = Reply(problem="Something in the database is under a key that is not listed in the running bot.")
        except Exception as error:
            log.error("a command could not be carried out", cause=cause_of(error))
            reply = Reply(problem="The running bot could not carry this out. Its log says why.")
        return reply.model_dump_json().encode()

    async def _carry_out(self, request: Request) -> Reply:
        if request.database != self._database:
            raise Problem("The bot that runs on this data folder uses another database. Give both the same settings.")
        if self._premises and (work := WORKS.get(request.operation)):
            return await self._work(work, self._premises, request)
        operation = OPERATIONS.get(request.operation)
        if operation is None:
            raise Problem("The running bot knows no such command. Restart it, so that both are one version.")
        asked = operation.asked.model_validate(request.asked)
        async with asyncio.timeout(DEADLINE_SECONDS), self._store.transaction() as transaction:
            await transaction.among_others()
            answer = await operation.run(transaction, asked, self._clock())
        if operation.changes and self._changed is not None:
            # It is done, whatever becomes of this; and the bot looks again by itself.
            with contextlib.suppress(DatabaseUnavailable):
                await self._changed()
        return Reply(answer=answer.model_dump(mode="json"))

    async def _work(self, work: Work[Any, Any], premises: Premises, request: Request) -> Reply:
        try:
            async with asyncio.timeout(work.seconds):
                answer = await work.run(premises, work.asked.model_validate(request.asked), self._clock())
        except TimeoutError:
            raise Problem("It took too long and was given up. Do it again while the bot is stopped.") from None
        return Reply(answer=answer.model_dump(mode="json"))
