"""How old the last backup is, and when that is too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.watch.spans import span
from bot.storage import Store

REMEDY = "Make one: strongsuit db backup"


@dataclass(frozen=True, slots=True)
class Backups:
    """When the last backup was ``made``, into whatever folder, and when the first of those ``came`` who are there."""

    made: datetime | None
    came: datetime | None

    def told(self, at: datetime) -> str:
        """A sentence about it, without its full stop."""
        if self.made is not None:
            return f"The last backup is from {span((at - self.made).total_seconds())} ago"
        if self.came is None:
            return "There is no backup yet, and nobody's words to lose"
        return f"There is no backup, and people have written here for {span((at - self.came).total_seconds())}"

    def is_too_old(self, at: datetime, days: int) -> bool:
        """Whether for more than so many days something could be lost."""
        since = self.made or self.came
        return since is not None and at - since > timedelta(days=days)


async def backups_of(store: Store) -> Backups:
    """What the database knows of its backups. Raises `DatabaseUnavailable`."""
    async with store.transaction() as transaction:
        return Backups(await transaction.standing.last_backup(), await transaction.standing.first_person())
