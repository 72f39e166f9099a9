"""Everything goes wrong at once, with marked words in every error: `python -m helpers_noise` writes what is logged.

It is a process of its own, as `bot.logs.configure` is for a whole program. What it prints is what an operator would
find in the log of `strongsuit run`.
"""

import asyncio
import gc
import logging
import sys
import tempfile
import threading
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from helpers_markers import STEM
from helpers_sharing import office
from helpers_storage import store_of
from helpers_world import ANA, AT, world
from sqlalchemy import exc, insert
from telegram.error import BadRequest

from bot.app import plan
from bot.app.delivery import Delivery
from bot.app.intake import Intake
from bot.app.message import Message
from bot.engine import Session
from bot.logs import configure, keep_words_out
from bot.storage import OutboxRecord, PeerRecord, Store
from bot.storage.records import Changes
from bot.storage.tables import programmes
from bot.telegram.documents import Documents
from bot.telegram.polling import Polling
from bot.telegram.send import TelegramSender
from bot.telegram.work import Worker

WORDS = f"{STEM} is what somebody wrote"
QUOTING = (
    f"inline keyboard button URL 'http://localhost:8080/sign-in/{STEM}' is invalid: Wrong HTTP URL",
    f'can\'t parse reply markup: unexpected "{WORDS}" at byte offset 0 of "{WORDS}"',
)


class BrokenError(Exception):
    """An error of a library that repeats what it was given."""


def fail(*_: Any, **__: Any) -> Any:
    """Raises an error with words in it, and in its cause."""
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        raise BrokenError(f"cannot do that with {WORDS!r}") from error


async def failing_turns(folder: Path) -> None:
    """A turn that fails, and a batch that fails as a whole and cannot even be set aside."""
    async with world(folder) as here:
        await here.welcome(ANA)
        with patch.object(plan, "keep", fail):
            await here.does(ANA, "/win", WORDS)
        taken = Store.transaction
        left = [exc.DataError(WORDS, {"words": WORDS}, BrokenError(WORDS))]

        def fails_once(store: Store, **options: Any) -> Any:
            return fail_with(left.pop()) if left else taken(store, **options)

        with (
            patch.object(Store, "transaction", fails_once),
            patch.object(Intake, "_give_up", fail),
        ):
            await here.app.intake.take([here.incoming(ANA, WORDS)])


def fail_with(error: Exception) -> Any:
    """Raises it."""
    raise error


async def a_database_that_is_locked(store: Store) -> None:
    """What the poller says of it, and an error of the database that nobody has awaited."""

    async def locked(*_: Any) -> Any:
        async with store.transaction():
            raise exc.OperationalError(f"INSERT {WORDS}", {"words": WORDS}, BrokenError("database is locked"))

    raw = {
        "update_id": 1, "message": {"message_id": 2, "date": 3, "text": WORDS, "chat": {"id": 4, "type": "private"}},
    }  # fmt: skip
    bot: Any = SimpleNamespace(get_updates=None, do_api_request=None)
    quiet: Any = SimpleNamespace(answer=nothing, is_answered=lambda _: False)
    rest: Any = SimpleNamespace(rest=nothing, is_over=False)  # nobody waits
    polling = Polling(bot, lambda: AT, rest)
    polling.fetch_raw = updates([raw])  # type: ignore[method-assign]  # Telegram hands over one message
    worker = Worker(polling, Documents(bot), TelegramSender(bot), quiet, rest)
    intake: Any = SimpleNamespace(take=locked)
    await worker.once(intake, wait=0)
    row = {"key": WORDS, "body_sealed": b"", "created_at": 0.0}

    async def twice() -> None:
        async with store.transaction() as transaction:
            await transaction._connection.execute(insert(programmes), [row, row])

    await left_alone(twice())


async def nothing(*_: Any) -> None:
    """Does nothing."""


def updates(found: list[Any]) -> Any:
    """Something that hands these over."""

    async def fetch(*_: Any) -> list[Any]:
        return found

    return fetch


async def left_alone(work: Any) -> None:
    """Begins something that nobody waits for; asyncio speaks of it when it is forgotten."""
    task = asyncio.ensure_future(work)
    await asyncio.wait({task})
    del task, work
    gc.collect()


async def a_channel_that_quotes(store: Store) -> None:
    """Telegram's reasons with pieces of the message in them."""
    for reason in QUOTING:
        bot: Any = SimpleNamespace(do_api_request=lambda *_, why=reason, **__: fail_with(BadRequest(why)))
        delivery = Delivery(store, TelegramSender(bot), nothing)
        message = OutboxRecord(
            peer_id=None, address="telegram:42", body=Message(WORDS).dump(), unsolicited=False, question=1,
            created_at=AT, not_after=None,
        )  # fmt: skip
        nobody = PeerRecord(address="nobody", session=Session.fresh(AT), created_at=AT)
        async with store.transaction() as transaction:
            await transaction.save([Changes(peer=nobody, outbox=[message], forgotten=True)])
        delivery.deliver([message])
        await delivery.drain(5)
        await delivery.stop()


async def pages_that_fail(folder: Path) -> None:
    """A page that breaks, and requests that no page is for."""
    async with office(folder) as place, place.signed_in("rosa") as visitor:
        await visitor.get(f"/people?q={WORDS}")
        await visitor.get(f"/{STEM}")
        await visitor.post(place.path("alex", "/write"), text=WORDS, kind=WORDS)
        with patch.object(Store, "transaction", fail):
            answer = await visitor.get(place.path("alex"))
        assert answer.status_code == 500
        assert STEM not in answer.text


async def what_python_says_by_itself() -> None:
    """A task, a callback, a thread, a finaliser, a warning and a library that complain with words."""
    await left_alone(failing())
    asyncio.get_running_loop().call_soon(fail)
    await asyncio.sleep(0)
    thread = threading.Thread(target=fail, name=WORDS)
    thread.start()
    thread.join()
    finalised = Finalised()
    del finalised
    gc.collect()
    warnings.warn(f"a library warns of {WORDS}", stacklevel=1)
    logging.getLogger("some.package").warning("it found %s", WORDS)
    try:
        fail()
    except BrokenError:
        logging.getLogger("another.package").exception("cannot do that with %s", WORDS)


async def failing() -> None:
    """Fails."""
    fail()


class Finalised:
    """Fails when it is forgotten."""

    def __del__(self) -> None:
        fail()


async def everything() -> None:
    """One thing after the other."""
    with tempfile.TemporaryDirectory() as folder:
        await failing_turns(Path(folder) / "a")
        async with store_of("memory", Path(folder)) as store:
            await a_database_that_is_locked(store)
            await a_channel_that_quotes(store)
        await pages_that_fail(Path(folder))
    await what_python_says_by_itself()


if __name__ == "__main__":
    configure()
    keep_words_out()
    asyncio.run(everything())
    sys.stderr.write("everything went wrong\n")
    fail()
