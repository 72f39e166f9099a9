"""One transaction: all of its statements, those about one thing each under the name of that thing."""

from bot.storage.audit import Audit
from bot.storage.chats import Chats
from bot.storage.deletions import Deletions
from bot.storage.doors import Doors
from bot.storage.inbox import Inbox
from bot.storage.programmes import Programmes
from bot.storage.replicas import Replicas
from bot.storage.retention import Lapsing
from bot.storage.rotating import Rotating
from bot.storage.sharing import Sharing
from bot.storage.standing import Standing
from bot.storage.tallies import Tallies
from bot.storage.writing import Writing


class Transaction(Writing):
    """What can be read and written in one transaction."""

    @property
    def programmes(self) -> Programmes:
        """Statements about programmes, their staff and their codes."""
        return Programmes(self._connection, self._vault)

    @property
    def sharing(self) -> Sharing:
        """Statements about shares, views, letters and notes."""
        return Sharing(self._connection, self._vault)

    @property
    def doors(self) -> Doors:
        """Statements about signing in to the web pages."""
        return Doors(self._connection)

    @property
    def audit(self) -> Audit:
        """Who did or looked at what; only ever added to."""
        return Audit(self._connection)

    @property
    def standing(self) -> Standing:
        """How many there are of what, for whoever looks after the installation."""
        return Standing(self._connection)

    @property
    def chats(self) -> Chats:
        """Which messages stand in people's chats."""
        return Chats(self._connection, self._vault)

    @property
    def inbox(self) -> Inbox:
        """Updates that wait for their turn."""
        return Inbox(self._connection, self._vault)

    @property
    def replicas(self) -> Replicas:
        """The processes that share the work."""
        return Replicas(self._connection)

    @property
    def deletions(self) -> Deletions:
        """The ledger of who was deleted."""
        return Deletions(self._connection)

    @property
    def rotating(self) -> Rotating:
        """Statements that bring everything under the newest key."""
        return Rotating(self._connection, self._vault)

    @property
    def lapsing(self) -> Lapsing:
        """Statements about what is not to be kept any longer."""
        return Lapsing(self._connection)

    @property
    def tallies(self) -> Tallies:
        """Counts, for figures without words."""
        return Tallies(self._connection)
