"""Timers that fall due: nudges and expiry. Each goes through the same turn, commit and outbox as a reply.

An unsolicited message keeps the manners of a guest: never in quiet hours, at most one in a person's day, never to
somebody who has blocked the bot.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import structlog

from bot.app.content import Content, Defaults
from bot.app.loading import PARTS, load_part
from bot.app.outgoing import Outgoing
from bot.app.peer import Peer
from bot.app.turn import Turn
from bot.app.wall_clock import zone_of
from bot.engine import TimedOut
from bot.logs import cause_of
from bot.storage import Store, Transaction

# Quiet hours, by the person's own clock.
QUIET_FROM, QUIET_UNTIL = time(21), time(9)
# So many at a tick: with a tick a second this stays below Telegram's 30 messages a second.
AT_ONCE = 25

log = structlog.get_logger()

Due = tuple[int, str, int]


class DueTimers:
    """Carries out what is due, a batch at a time."""

    def __init__(self, store: Store, content: Content, outgoing: Outgoing, defaults: Defaults) -> None:
        self._store = store
        self._content = content
        self._outgoing = outgoing
        self._defaults = defaults

    async def tick(self, at: datetime) -> int:
        """Carries out the oldest due timers; returns how many. Raises `DatabaseUnavailable`."""
        async with self._store.transaction() as transaction:
            due = await transaction.due(at, AT_ONCE)
            if not due:
                return 0
            finished = await self._play(transaction, due, at)
            await transaction.save([peer.changes for peer in finished])
        for peer in finished:
            self._outgoing.deliver(peer.changes.outbox)
        return len(due)

    async def _play(self, transaction: Transaction, due: Sequence[Due], at: datetime) -> list[Peer]:
        ids = {peer_id for peer_id, _, _ in due}
        records = await transaction.peers_by_id(ids)
        peers = {peer_id: Peer(record) for peer_id, record in records.items() if record is not None}
        for part in PARTS:
            await load_part(transaction, part, peers.values())
        done, moved = [], []
        for one in due:
            peer = peers.get(one[0])
            later = self._not_before(peer, one[1], at) if peer else None
            if later:
                moved.append((*one, later))
                continue
            done.append(one)
            if peer and not (one[1] == "nudge" and peer.record.blocked_at):
                peers[one[0]] = self._turn(peer, one, at)
        await transaction.drop_timers(done)
        await transaction.move_timers(moved)
        return list(peers.values())

    def _turn(self, peer: Peer, due: Due, at: datetime) -> Peer:
        """One timer for one person; a failure costs that timer only."""
        before = peer.copy()
        turn = Turn(peer, self._content, at, self._defaults)
        try:
            turn.play(TimedOut(at=at, timer=due[1], question=due[2]))
            turn.finish()
        except Exception as error:
            log.error("timer failed", timer=due[1], cause=cause_of(error))
            return before
        if peer.changes.outbox:
            peer.record.nudged_at = at
        if not peer.worth_keeping:
            peer.changes.forgotten = True
        return peer

    def _not_before(self, peer: Peer, timer: str, at: datetime) -> datetime | None:
        """When a nudge may come, if not now."""
        if timer != "nudge":
            return None
        zone = zone_of(peer.record.timezone, self._defaults.timezone)
        local = at.astimezone(zone)
        nudged = peer.record.nudged_at
        if nudged and nudged.astimezone(zone).date() == local.date():
            return _morning(local + timedelta(days=1))
        if local.time() >= QUIET_FROM:
            return _morning(local + timedelta(days=1))
        return _morning(local) if local.time() < QUIET_UNTIL else None


def _morning(local: datetime) -> datetime:
    return datetime.combine(local.date(), QUIET_UNTIL, local.tzinfo)
