"""Timers that fall due: check-ins, nudges and expiry. Each goes through the same turn, commit and outbox as a reply.

What a tick costs depends on what is due, not on how many people there are. It takes no more than delivery has room
for, so a rush lies in the timers and nowhere else, and whoever writes meanwhile is answered first.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.app.charge import Charge
from bot.app.content import Defaults
from bot.app.contents import Contents
from bot.app.firing import Firing
from bot.app.loading import PARTS, load_part
from bot.app.outgoing import Outgoing
from bot.app.peer import Holding, NotLoaded, Peer
from bot.app.presence import take_back_check_in
from bot.app.rhythm.course import untold
from bot.app.schedule import CHECK_IN, SNOOZE
from bot.app.turn import Turn
from bot.app.watch.meter import Meter
from bot.logs import cause_of
from bot.storage import DatabaseUnavailable, OutboxRecord, Store, Transaction
from bot.storage.records import DueRecord

# So many timers go into one transaction, so that a reply never waits behind all of a rush.
AT_ONCE = 128
# A timer that cannot be carried out must not hold up the others; something may have been mended by then.
AFTER_TROUBLE = timedelta(days=1)

log = structlog.get_logger()


class DueTimers:
    """Carries out what is due, a batch at a time."""

    def __init__(
        self,
        store: Store,
        contents: Contents,
        outgoing: Outgoing,
        defaults: Defaults,
        meter: Meter | None = None,
        charge: Charge | None = None,
    ) -> None:
        self._meter = meter or Meter()
        self._charge = charge or Charge()
        self._at_work = asyncio.Lock()
        self._store = store
        self._contents = contents
        self._outgoing = outgoing
        self._defaults = defaults
        self._firing = Firing(contents, defaults)

    async def tick(self, at: datetime) -> int:
        """Carries out the oldest due timers of those in our charge; returns how many. Raises `DatabaseUnavailable`."""
        async with self._at_work:
            return await self._tick(at)

    async def batch_in_hand(self) -> None:
        """Returns when nothing is being carried out."""
        async with self._at_work:
            pass

    async def _tick(self, at: datetime) -> int:
        if not self._charge.settled:
            self._meter.looked_for_due(None)
            return 0
        await self._outgoing.recover()
        room, done = self._outgoing.room, 0
        while done < room:
            most = min(room - done, AT_ONCE)
            found = await self._batch(at, most)
            done += found
            if found < most:
                break
            await asyncio.sleep(0)  # the database is free: whoever waits for it comes first
        return done

    async def lapsed(self, message: OutboxRecord) -> None:
        """A message was not sent, and will not be: its check-in never was. Raises `DatabaseUnavailable`."""
        async with self._store.transaction() as transaction:
            record = (await transaction.peers([message.address])).get(message.address)
            if record is None:
                return
            peer, rhythm, top = Peer(record), record.memory.rhythm, record.session.top
            content = self._contents.of(record.programme_id)
            turn = Turn(peer, content, message.not_after or message.created_at, self._defaults)
            if rhythm and rhythm.resting and rhythm.sent_at == message.created_at:
                peer.remember(rhythm=untold(rhythm))
            elif top is None or top.question != message.question or not take_back_check_in(turn):
                return
            turn.finish()
            await transaction.save([peer.changes])

    # -- a batch -----------------------------------------------------------------------------------------------------

    async def _batch(self, at: datetime, most: int) -> int:
        try:
            return await self._together(at, most)
        except DatabaseUnavailable:
            self._outgoing.doubt()
            raise
        except Exception as error:
            log.error("due timers failed", cause=cause_of(error))
        return await self._one_by_one(at, most)

    async def _together(self, at: datetime, most: int) -> int:
        async with self._store.transaction() as transaction:
            due = await transaction.due(at, most, self._charge.settled)
            self._meter.looked_for_due(due[0].due_at if due else None)
            if not due:
                return 0
            finished = await self._play(transaction, due, at)
        for peer in finished:
            self._outgoing.deliver(peer.changes.outbox)
        self._meter.fired += len(due)
        return len(due)

    async def _one_by_one(self, at: datetime, most: int) -> int:
        """After a batch failed as a whole: each timer alone, so that only the one at fault is put off."""
        async with self._store.transaction() as transaction:
            due = await transaction.due(at, most, self._charge.settled)
        for one in due:
            try:
                async with self._store.transaction() as transaction:
                    finished = await self._play(transaction, [one], at)
                for peer in finished:
                    self._outgoing.deliver(peer.changes.outbox)
            except DatabaseUnavailable:
                raise
            except Exception as error:
                log.error("a timer is put off", timer=one.timer, cause=cause_of(error))
                async with self._store.transaction() as transaction:
                    await transaction.move_timers([(one, at + AFTER_TROUBLE)])
        return len(due)

    async def _play(self, transaction: Transaction, due: Sequence[DueRecord], at: datetime) -> list[Peer]:
        """Carries out ``due`` and writes what that came to; returns the people it was about."""
        records = await transaction.peers_by_id({one.peer_id for one in due}, to_change=True)
        peers = {peer_id: Peer(record) for peer_id, record in records.items() if record is not None}
        readable = [one for one in due if one.peer_id in peers]
        speaking = {one.peer_id for one in readable if one.timer in (CHECK_IN, SNOOZE)}
        await load_part(transaction, "plan", [peers[peer_id] for peer_id in speaking])
        moved = [(one, at + AFTER_TROUBLE) for one in due if one.peer_id not in peers]
        if moved:
            log.error("a peer's row cannot be read; is the right secret key set?")
        for _ in range(len(PARTS) + 1):
            missing: dict[DueRecord, Holding] = {}
            for one in readable:
                try:
                    later = self._firing.carry_out(peers, one, at)
                except NotLoaded as wanted:
                    missing[one] = wanted.part
                    continue
                if later:
                    moved.append((one, later))
                await asyncio.sleep(0)  # messages go out meanwhile
            if not missing:
                break
            for part in PARTS:
                wanting = {one.peer_id for one, wanted in missing.items() if wanted == part}
                await load_part(transaction, part, [peers[peer_id] for peer_id in wanting])
            readable = list(missing)
        put_off = {one for one, _ in moved}
        await transaction.drop_timers([one for one in due if one not in put_off])
        await transaction.move_timers(moved)
        await transaction.save([peer.changes for peer in peers.values()])
        return list(peers.values())
