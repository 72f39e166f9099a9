"""The store: an open database, and the transactions on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.storage.aftermath import Aftermath
from bot.storage.crypto import Vault
from bot.storage.database import Database
from bot.storage.deletions import Ledger
from bot.storage.erasing import take_erased
from bot.storage.errors import DatabaseUnavailable
from bot.storage.transaction import Transaction


class Store:
    """An open database with the vault that opens its words, and the ledger of who was deleted, where one is kept."""

    def __init__(self, database: Database, vault: Vault, ledger: Ledger | None = None) -> None:
        self.database = database
        self.vault = vault
        self.aftermath = Aftermath(database, ledger)
        self.replica_id: str | None = None
        """The process that all transactions belong to, where several share the work: see `bot.storage.replicas`."""
        self.answered: Callable[[], None] = _unheard
        """Called when the database has carried out a transaction."""
        self.troubled: Callable[[DatabaseUnavailable], None] = _unheard
        """Called when it has not answered."""

    @asynccontextmanager
    async def transaction(self, *, brief: bool = False) -> AsyncIterator[Transaction]:
        """One transaction; raises `DatabaseUnavailable` where the database does not answer. One that is ``brief`` is
        about a few people only.

        After the commit it is seen to that what was removed for good is gone from the files too (`Aftermath`).
        """
        try:
            async with self.database.transaction(brief=brief) as connection:
                take_erased(connection)  # what a transaction has left that was rolled back
                transaction = Transaction(connection, self.vault)
                if self.replica_id is not None:
                    await transaction.replicas.hold(self.replica_id)
                yield transaction
                erased = take_erased(connection)
        except DatabaseUnavailable as error:
            self.troubled(error)
            raise
        self.answered()
        await self.aftermath.see_to(transaction.gone, erased=erased)

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[Transaction]:
        """A short transaction that does not wait for the one at work; it may not touch people. Raises
        `DatabaseUnavailable`."""
        try:
            async with self.database.transaction(beside=True) as connection:
                yield Transaction(connection, self.vault)
        except DatabaseUnavailable as error:
            self.troubled(error)
            raise
        self.answered()

    async def check_key(self) -> None:
        """Raises `WrongKeyError` when this database was written under a key that is not listed."""
        async with self.transaction() as transaction:
            await transaction.check_key()


def _unheard(*_: object) -> None:
    """Nobody listens."""
