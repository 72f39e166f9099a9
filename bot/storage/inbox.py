"""Updates that were taken from the channel, and wait for the process that looks after their sender.

They are acknowledged to the channel when they stand here, so here they are as safe as an answer in a plan: sealed, in
the order in which they came, and each only once. They leave when their turn has been applied.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import execute_many
from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.moments import known_moment
from bot.storage.slots import within
from bot.storage.tables import inbox

_PURPOSE = "inbox.body"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as the channel gave it (``body``, JSON), with its number, the slot of its sender, and when it came."""

    update_id: int
    slot: int
    at: datetime
    body: str


class Inbox:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def put(self, arrived: Sequence[Arrived]) -> None:
        """Takes in updates. One that stands here already is the same one, handed over again."""
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        rows = [
            {
                "update_id": one.update_id, "slot": one.slot, "at": one.at.timestamp(),
                "body_sealed": self._vault.seal(one.body, _PURPOSE),
            }
            for one in arrived
        ]  # fmt: skip
        statement = dialect.insert(inbox).on_conflict_do_nothing(index_elements=["update_id"])
        await execute_many(self._connection, statement, rows)

    async def waiting(self, slots: Collection[int], limit: int, besides: Collection[int] = ()) -> list[Arrived]:
        """The oldest updates of people in these slots, in the order in which they came, but for those ``besides``.

        One that cannot be read comes without a body, and stays until its key is listed again.
        """
        query = select(inbox).where(within(inbox, slots)).order_by(inbox.c.id).limit(limit)
        if besides:
            query = query.where(inbox.c.update_id.not_in(list(besides)))
        return [
            Arrived(row.update_id, row.slot, known_moment(row.at), self._open(row.body_sealed))
            for row in await self._connection.execute(query)
        ]

    def _open(self, sealed: bytes) -> str:
        try:
            return self._vault.open(sealed, _PURPOSE)
        except UNREADABLE:
            log.error("an update that waits cannot be read; is the right secret key set?")
            return ""

    async def drop(self, update_ids: Collection[int]) -> None:
        """Removes updates that were applied."""
        if update_ids:
            await self._connection.execute(delete(inbox).where(inbox.c.update_id.in_(list(update_ids))))

    async def depth(self) -> tuple[int, float | None]:
        """How many updates wait, and since when the oldest does, in seconds since 1970."""
        row = (await self._connection.execute(select(func.count(), func.min(inbox.c.at)))).one()
        return row[0], row[1]
