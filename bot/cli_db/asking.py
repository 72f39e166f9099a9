"""Having a work of upkeep carried out: here, or by the running bot where that holds the database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol, TypeVar

import typer
from pydantic import ValidationError

from bot.app.programmes import Problem
from bot.app.programmes.answers import Answer
from bot.app.programmes.office import Reply, Request, told_apart
from bot.app.programmes.operations import Asked
from bot.app.upkeep.premises import Premises
from bot.app.upkeep.works import Work
from bot.compose.application import premises_of
from bot.compose.clock import now
from bot.compose.storage import open_store, wrong_key
from bot.control import NobodyAnswersError, ask, socket_in
from bot.logs import configure
from bot.settings import Settings, read_settings
from bot.storage import WrongKeyError
from bot.storage.errors import DatabaseInUse

A = TypeVar("A", bound=Asked)
B = TypeVar("B", bound=Answer)
T = TypeVar("T")

# What the answer may take beyond the time that the work has.
_SLACK_SECONDS = 30


class Carrying(Protocol):
    """Carries out one work after the other, on the same database. Raises `Problem`."""

    async def __call__(self, work: Work[A, B], asked: A) -> B:
        """The answer to ``asked``."""
        ...


def carry_out(doing: Callable[[Carrying], Awaitable[T]]) -> T:
    """Does something with works of upkeep. Raises `Problem`, and what is wrong with an installation."""
    configure()

    async def run() -> T:
        async with _at_work(read_settings()) as carrying:
            return await doing(carrying)

    return asyncio.run(run())


@asynccontextmanager
async def _at_work(settings: Settings) -> AsyncIterator[Carrying]:
    notices: list[str] = []
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(open_store(settings, notices, there=True))
        except DatabaseInUse as in_use:
            yield _TheBot(settings, in_use)
            return
        for notice in notices:
            typer.echo(notice, err=True)
        try:
            await store.check_key()
        except WrongKeyError:
            raise wrong_key(settings) from None
        yield _Here(premises_of(settings, store))


class _Here:
    """Carries out in this process."""

    def __init__(self, premises: Premises) -> None:
        self._premises = premises

    async def __call__(self, work: Work[A, B], asked: A) -> B:
        return await work.run(self._premises, asked, now())


class _TheBot:
    """Lets the running bot carry out."""

    def __init__(self, settings: Settings, in_use: DatabaseInUse) -> None:
        self._settings = settings
        self._in_use = in_use

    async def __call__(self, work: Work[A, B], asked: A) -> B:
        database = told_apart(self._settings.database)
        request = Request(database=database, operation=work.name, asked=asked.model_dump(mode="json"))
        socket = socket_in(self._settings.data_dir)
        try:
            answer = await ask(socket, request.model_dump_json().encode(), work.seconds + _SLACK_SECONDS)
            reply = Reply.model_validate_json(answer)
            if reply.answer is None:
                raise Problem(reply.problem, usage=reply.usage)
            return work.answer.model_validate(reply.answer)
        except NobodyAnswersError as nobody:
            if not nobody.begun:
                raise self._in_use from None
            raise Problem(
                "The running bot took this and did not answer, perhaps as it was stopped. Do it again."
            ) from None
        except ValidationError:
            raise Problem("The running bot is another version. Restart it, and do this again.") from None
