"""Nothing is kept longer than it is to be: copies whose day has come, sign-ins, notices, and people who are long gone.

A programme may say for how long it keeps things after somebody was last here. Then all of theirs is removed, as /delete
does it, but not without a word before: they are told two weeks ahead, and whatever they do in that time, all of it
stays. Nobody is removed who was not told, unless they have blocked the bot; then they have the same two weeks.

What was removed is gone from the files too: see `bot.storage.erasing`.
"""

import asyncio
import math
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

import structlog

from bot.app.charge import Charge
from bot.app.content import Defaults
from bot.app.contents import Contents
from bot.app.peer import Peer
from bot.app.rhythm import manners
from bot.app.sharing.views import PERSONAL
from bot.app.turn import Turn
from bot.app.wall_clock import zone_of
from bot.logs import cause_of
from bot.storage import DatabaseUnavailable, OutboxRecord, PeerRecord, Store, TimerRecord, Transaction
from bot.storage.deletions import KEPT_FOR
from bot.storage.records import Changes
from bot.storage.retention import RETENTION, Absence

# So long before everything of theirs is removed, people are told.
NOTICE = timedelta(days=14)
# What was told longer ago than this, and was not acted on, is told again: no process was there to act on it.
TOLD_FOR = NOTICE + timedelta(days=90)
# A notice that something was shared, or about somebody's standing, has done its work when it was announced. It is kept
# for this long, so that what happened can still be understood. What people wrote to each other stays.
NOTICES_FOR = timedelta(days=90)
# So many people in a transaction: whoever writes meanwhile waits for no more than that.
AT_ONCE = 100
# So many are told in one purge, which comes every hour: replies to others do not wait behind them.
MOST_TOLD = 200
# The shared block that tells them, and the dialogue that its button opens.
SOON, BUTTON = "retention_soon", "export"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was removed, and how many people were told that all of theirs will be."""

    copies: int = 0
    notices: int = 0
    told: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a purge would do now for one programme; ``programme`` is its number, None where something is of none."""

    programme: int | None
    done: Purged


class Posting(Protocol):
    """What retention needs of delivery."""

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Takes committed messages for sending."""
        ...

    def forget(self, address: str) -> None:
        """Drops everything that waits for this address."""
        ...


class LeftInOutbox:
    """Where nothing is sent: what was committed waits in the outbox for the next process that sends."""

    def deliver(self, messages: Iterable[OutboxRecord]) -> None:
        """Leaves them where they are."""

    def forget(self, address: str) -> None:
        """Nothing is held here."""


def verdict(absence: Absence, at: datetime) -> Literal["keep", "tell", "remove"]:
    """What is to be done about somebody who was away."""
    over_at, told_at = absence.last_here + absence.kept_for, absence.told_at
    if at < over_at - NOTICE:
        return "keep"
    # What was told before they were last here, or before their programme kept things longer, does not count any more.
    if told_at is None or told_at <= absence.last_here or told_at < over_at - NOTICE:
        return "tell"
    return "remove" if at >= max(over_at, told_at + NOTICE) else "keep"


class Retention:
    """Removes what is not to be kept any longer."""

    def __init__(
        self, store: Store, contents: Contents, outgoing: Posting, defaults: Defaults, charge: Charge | None = None
    ) -> None:
        self._charge = charge or Charge()
        self._at_work = asyncio.Lock()
        self._store = store
        self._contents = contents
        self._outgoing = outgoing
        self._defaults = defaults

    async def purge(self, at: datetime) -> Purged:
        """Removes all whose time is over at ``at``, a batch at a time. Raises `DatabaseUnavailable`.

        To be called about once an hour: whoever is to be told is told outside of their quiet hours.
        """
        async with self._at_work:
            return await self._purge(at)

    async def batch_in_hand(self) -> None:
        """Returns when nothing is being removed."""
        async with self._at_work:
            pass

    async def _purge(self, at: datetime) -> Purged:
        copies, notices = await self._purge_things(at)
        told = people = after = 0
        while True:
            found, told_now, removed = await self._purge_people(at, after, MOST_TOLD - told)
            told, people = told + told_now, people + removed
            if len(found) < AT_ONCE:
                break
            after = found[-1].peer_id
        done = Purged(copies, notices, told, people)
        if done != Purged():
            log.info("removed what is not kept any longer", copies=copies, notices=notices, told=told, people=people)
        await self._tidy(at)
        return done

    async def _purge_things(self, at: datetime) -> tuple[int, int]:
        async with self._store.transaction() as transaction:
            copies = await transaction.sharing.forget_ended(at)
            await transaction.doors.forget_over(at)
            notices = await transaction.lapsing.forget_told(at - NOTICES_FOR, PERSONAL)
            await transaction.deletions.forget(at - KEPT_FOR)
        return copies, notices

    async def _tidy(self, at: datetime) -> None:
        """The ledger beside the database as it is in it, and the files without what was removed."""
        await self._store.aftermath.catch_up()
        self._store.aftermath.forget(at - KEPT_FOR)
        try:
            await self._store.aftermath.compact(at)
        except DatabaseUnavailable as error:
            log.warning("the database file could not be written anew", cause=str(error))
        # The receipt of a deletion is sent after it, and leaves the outbox then.
        await self._store.database.empty_log()

    # -- a rehearsal ---------------------------------------------------------------------------------------------------

    async def foresee(self, at: datetime) -> list[Foreseen]:
        """What `purge` would do at ``at``, for each programme that it would do something for; nothing is changed.

        How many would be told is what it would come to in an hour for which nothing else was left over.
        """
        told, people = Counter[int | None](), Counter[int | None]()
        async with self._store.transaction() as transaction:
            copies = await transaction.lapsing.copies_over(at)
            notices = await transaction.lapsing.told_before(at - NOTICES_FOR, PERSONAL)
            async for due, records in self._due(transaction, at):
                for peer_id, record in records.items():
                    if due[peer_id] == "remove":
                        people[record.programme_id] += 1
                    elif told.total() < MOST_TOLD and self._tell(record, at):
                        told[record.programme_id] += 1
        found = {*copies, *notices, *told, *people}
        return [
            Foreseen(one, Purged(copies.get(one, 0), notices.get(one, 0), told[one], people[one]))
            for one in sorted(found, key=lambda one: (one is None, one))
        ]

    async def _due(
        self, transaction: Transaction, at: datetime
    ) -> AsyncIterator[tuple[dict[int, Literal["tell", "remove"]], dict[int, PeerRecord]]]:
        """A batch after the other: what is due about whom, and those of them whose row can be read."""
        after = 0
        while True:
            found = await transaction.lapsing.absences(at, NOTICE, after, AT_ONCE)
            due = _due_of(found, at)
            records = await transaction.peers_by_id(due)
            yield due, {peer_id: record for peer_id, record in records.items() if record}
            if len(found) < AT_ONCE:
                return
            after = found[-1].peer_id

    # -- people --------------------------------------------------------------------------------------------------------

    async def _purge_people(self, at: datetime, after: int, most_told: int) -> tuple[Sequence[Absence], int, int]:
        """One batch: who was looked at, how many were told, and how many removed."""
        async with self._store.transaction() as transaction:
            await transaction.among_others()
            found = await transaction.lapsing.absences(at, NOTICE, after, AT_ONCE, self._charge.settled)
            due = _due_of(found, at)
            if not due:
                return found, 0, 0
            told: list[Peer] = []
            gone: list[PeerRecord] = []
            for peer_id, record in (await transaction.peers_by_id(due, to_change=True)).items():
                # A row that cannot be read is left alone: it may be the key that is missing.
                if record and due[peer_id] == "remove":
                    gone.append(record)
                elif record and len(told) < most_told and (peer := self._tell(record, at)):
                    told.append(peer)
            leaving = [Changes(peer=record, forgotten=True, forgotten_at=at) for record in gone]
            await transaction.save([*(peer.changes for peer in told), *leaving])
        for record in gone:
            self._outgoing.forget(record.address)
        for peer in told:
            self._outgoing.deliver(peer.changes.outbox)
        return found, len(told), len(gone)

    def _tell(self, record: PeerRecord, at: datetime) -> Peer | None:
        """Tells somebody, in memory; None where it is not the hour for it, or the words cannot be said."""
        peer, zone = Peer(record), zone_of(record.timezone, self._defaults.timezone)
        peer.changes.timers[RETENTION] = TimerRecord(RETENTION, at + TOLD_FOR, math.ceil(at.timestamp()))
        if record.blocked_at:
            return peer
        if manners.is_quiet(at, zone, record.memory.quiet) or manners.same_day(record.nudged_at, at, zone):
            return None
        turn = Turn(peer, self._contents.of(record.programme_id), at, self._defaults)
        try:
            turn.tell_apart(SOON, BUTTON, on=(at + NOTICE).astimezone(zone).date())
            turn.finish()
        except Exception as error:
            log.error("somebody could not be told of retention, and stays", cause=cause_of(error))
            return None
        record.nudged_at = at
        return peer


def _due_of(found: Sequence[Absence], at: datetime) -> dict[int, Literal["tell", "remove"]]:
    return {one.peer_id: what for one in found if (what := verdict(one, at)) != "keep"}
