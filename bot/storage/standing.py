"""How an installation stands: counts and moments for whoever looks after it. Nothing sealed is opened."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Audited
from bot.storage.moments import moment
from bot.storage.tables import audit, outbox, peers, set_aside, timers


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people there are, messages that wait, timers that are due, and messages that were set aside."""

    people: int
    waiting: int
    oldest_waiting: datetime | None
    due: int
    oldest_due: datetime | None
    aside: int
    newest_aside: datetime | None


class Standing:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def counted(self, at: datetime) -> Counted:
        """All counts, as of ``at``."""
        people = await self._connection.scalar(select(func.count()).select_from(peers)) or 0
        waiting = (await self._connection.execute(select(func.count(), func.min(outbox.c.created_at)))).one()
        late = select(func.count(), func.min(timers.c.due_at)).where(timers.c.due_at <= at.timestamp())
        due = (await self._connection.execute(late)).one()
        aside = (await self._connection.execute(select(func.count(), func.max(set_aside.c.at)))).one()
        return Counted(people, waiting[0], moment(waiting[1]), due[0], moment(due[1]), aside[0], moment(aside[1]))

    async def server_version(self) -> str:
        """The version of a database server."""
        return str(await self._connection.scalar(text("SHOW server_version"))).partition(" ")[0]

    async def server_size(self) -> int:
        """How many bytes a server's database has."""
        return int(await self._connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)

    async def last_backup(self) -> datetime | None:
        """When the last backup was made, into whatever folder; None where there was none yet."""
        return moment(
            await self._connection.scalar(
                select(audit.c.at).where(audit.c.what == Audited.BACKED_UP.value).order_by(audit.c.id.desc()).limit(1)
            )
        )

    async def first_person(self) -> datetime | None:
        """When the first of those came who are there; None where nobody is."""
        return moment(await self._connection.scalar(select(peers.c.created_at).order_by(peers.c.id).limit(1)))
