"""Taking part among the processes that share the work on one database server, for as long as the bot runs."""

import hashlib
import socket
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app.app import App
from bot.app.delivery import Pace
from bot.app.membership import RENEW_SECONDS, SURE_SECONDS, Duties, Membership
from bot.scripts import Catalog
from bot.storage.bells import listening
from bot.storage.seat import seat_in
from bot.telegram.inbox import InboxSource
from bot.telegram.work import Worker

# How long what is on its way may take when the process ends. The lease is not renewed any more then, and must not run
# out meanwhile.
LEAVE_SECONDS = SURE_SECONDS - RENEW_SECONDS


@asynccontextmanager
async def taking_part(
    app: App, worker: Worker, inbox: InboxSource, pace: Pace, folder: Path
) -> AsyncIterator[Coroutine[Any, Any, None]]:
    """This process takes part for as long as the block runs; gives what is to run meanwhile.

    Its seat is kept in the data ``folder``. Raises `DatabaseUnavailable`.
    """

    async def hand_over(slots: frozenset[int]) -> None:
        await app.hand_over(slots, worker.batch_in_hand)

    async def take_over(slots: frozenset[int]) -> None:
        await app.take_over(slots)
        inbox.ring()

    duties = Duties(take_over, hand_over, lambda: pace.replies, pace.share)
    membership = Membership(app.store, app.charge, duties, app.store.database.name, "", scripts_of(app.content.catalog))

    def heard(slots: frozenset[int]) -> None:
        if not slots:
            membership.ring()
        elif slots & app.charge.slots:
            inbox.ring()

    with seat_in(folder) as seat:
        membership.name = f"{socket.gethostname()}/{seat}"
        async with listening(app.store.database, heard):
            await membership.join()
            try:
                yield membership.run()
            finally:
                await app.stop(LEAVE_SECONDS)
                await membership.leave()


def scripts_of(catalog: Catalog) -> str:
    """What tells one set of scripts from another: their names, versions and shapes."""
    known = sorted((name, catalog.current(name).version, one.digest) for name, one in catalog.sources.items())
    return hashlib.sha256(repr(known).encode()).hexdigest()
