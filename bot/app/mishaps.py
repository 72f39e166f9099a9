"""What goes wrong in one batch: the act is set aside for the operator, and the person is told kindly."""

from datetime import datetime

import structlog

from bot.app.batch_people import BatchPeople
from bot.app.content import Content, Defaults
from bot.app.incoming import Incoming
from bot.app.peer import Peer
from bot.app.presenter import HELP_NOW
from bot.app.turn import Turn
from bot.engine import Started
from bot.logs import cause_of
from bot.storage import Transaction
from bot.storage.records import AsideRecord

log = structlog.get_logger()


class Mishaps:
    """The acts of one batch that could not be applied. ``count`` is how many."""

    def __init__(self, people: BatchPeople, defaults: Defaults) -> None:
        self._people = people
        self._defaults = defaults
        self._given_up: list[tuple[str, AsideRecord]] = []
        self.count = 0

    def turn_failed(
        self, before: Peer, incoming: Incoming, error: Exception, *contents: Content, in_danger: bool
    ) -> None:
        """Puts the person back to where they were, notes the cause, and tells them kindly.

        It is said with the first of ``contents`` that can. Whoever may be in danger is shown who can help all the same.
        """
        cause = cause_of(error)
        self.count += 1
        log.error("turn failed", cause=cause)
        self._people.put(incoming.address, before)
        if before.consented:
            before.changes.aside.append(_aside(incoming, cause))
        for content in contents:
            if self._apologise(before, content, incoming.at, in_danger=in_danger):
                return

    def _apologise(self, peer: Peer, content: Content, at: datetime, *, in_danger: bool) -> bool:
        turn = Turn(peer, content, at, self._defaults)
        try:
            turn.tell("failed")
            if in_danger:
                turn.play(Started(at=turn.at, dialogue=HELP_NOW))
            turn.finish()
        except Exception as error:
            log.error("not even the apology could be said", cause=cause_of(error))
            return False
        return True

    def give_up(self, incoming: Incoming, cause: str) -> None:
        """Sets an act aside without touching the person's row, and says that something went wrong."""
        self.count += 1
        self._given_up.append((incoming.address, _aside(incoming, cause)))
        self._people.tell_stranger(incoming, "failed")

    async def write(self, transaction: Transaction) -> None:
        """Writes the acts that were given up; the others are written with their people."""
        for address, aside in self._given_up:
            await transaction.set_aside(address, aside)


def _aside(incoming: Incoming, cause: str) -> AsideRecord:
    return AsideRecord(at=incoming.at, cause=cause, event=incoming.sealed_form())
