"""Having an operation carried out: here, or by the running bot where that holds the database."""

import asyncio
from typing import TypeVar

import typer
from pydantic import ValidationError

from bot.app.programmes import Problem
from bot.app.programmes.answers import Answer
from bot.app.programmes.details import Details
from bot.app.programmes.office import Reply, Request, told_apart
from bot.app.programmes.operations import Asked, Operation
from bot.compose.clock import now
from bot.compose.storage import open_store
from bot.control import NobodyAnswersError, ask, socket_in
from bot.logs import configure
from bot.settings import Settings, read_settings
from bot.storage import WrongKeyError
from bot.storage.database import shown
from bot.storage.errors import DatabaseInUse

A = TypeVar("A", bound=Asked | Details)
B = TypeVar("B", bound=Answer)


def carry_out(operation: Operation[A, B], asked: A, *, there: bool = False) -> B:
    """The answer of an operation; with ``there``, no database is made where there is none.

    Raises `Problem`, and what is wrong with an installation.
    """
    configure()
    return asyncio.run(_carry_out(read_settings(), operation, asked, there))


async def _carry_out(settings: Settings, operation: Operation[A, B], asked: A, there: bool) -> B:
    notices: list[str] = []
    try:
        async with open_store(settings, notices, there=there) as store:
            for notice in notices:
                typer.echo(notice, err=True)
            await store.check_key()
            async with store.transaction() as transaction:
                await transaction.among_others()
                return await operation.run(transaction, asked, now())
    except DatabaseInUse as in_use:
        return await _by_the_running_bot(settings, operation, asked, in_use)
    except WrongKeyError:
        remedy = "List the key it was written with in STRONGSUIT_SECRET_KEY, or restore the key file."
        raise WrongKeyError(f"The secret key does not fit the database {shown(settings.database)}. {remedy}") from None


async def _by_the_running_bot(settings: Settings, operation: Operation[A, B], asked: A, in_use: DatabaseInUse) -> B:
    request = Request(
        database=told_apart(settings.database), operation=operation.name, asked=asked.model_dump(mode="json")
    )
    try:
        reply = Reply.model_validate_json(await ask(socket_in(settings.data_dir), request.model_dump_json().encode()))
        if reply.answer is None:
            raise Problem(reply.problem, usage=reply.usage)
        return operation.answer.model_validate(reply.answer)
    except NobodyAnswersError as nobody:
        if not nobody.begun:
            raise in_use from None
        raise Problem(
            "The running bot took this and did not answer, so it may be done or not. Look before you do it again: "
            "strongsuit programme list"
        ) from None
    except ValidationError:
        raise Problem("The running bot is another version. Restart it, then look whether this was done.") from None
