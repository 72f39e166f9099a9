"""Timers that fall due: check-ins, nudges and expiry. Each goes through the same turn, commit and outbox as a reply.

What a tick costs depends on what is due, not on how many people there are. It takes no more than delivery has room
for, so a rush lies in the timers and nowhere else, and whoever writes meanwhile is answered first.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.app.content import Content, Defaults
from bot.app.loading import PARTS, load_part
from bot.app.outgoing import Outgoing
from bot.app.peer import Holding, NotLoaded, Peer
from bot.app.presence import take_back_check_in
from bot.app.rhythm import manners
from bot.app.rhythm.calendar import moment
from bot.app.rhythm.course import came_back, fired, passed, untold
from bot.app.schedule import CHECK_IN, SNOOZE, next_check_in, next_occurrence
from bot.app.turn import Turn
from bot.app.wall_clock import zone_of
from bot.engine import Started, TimedOut
from bot.logs import cause_of
from bot.storage import DatabaseUnavailable, OutboxRecord, Store, TimerRecord, Transaction
from bot.storage.records import DueRecord

NUDGE = "nudge"
# What nobody has asked for just now; an expiry says nothing.
UNSOLICITED = frozenset({CHECK_IN, SNOOZE, NUDGE})
# So many timers go into one transaction, so that a reply never waits behind all of a rush.
AT_ONCE = 128
# A timer that cannot be carried out must not hold up the others; something may have been mended by then.
AFTER_TROUBLE = timedelta(days=1)

log = structlog.get_logger()


class DueTimers:
    """Carries out what is due, a batch at a time."""

    def __init__(self, store: Store, content: Content, outgoing: Outgoing, defaults: Defaults) -> None:
        self._store = store
        self._content = content
        self._outgoing = outgoing
        self._defaults = defaults

    async def tick(self, at: datetime) -> int:
        """Carries out the oldest due timers; returns how many. Raises `DatabaseUnavailable`."""
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
            turn = Turn(peer, self._content, message.not_after or message.created_at, self._defaults)
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
            raise
        except Exception as error:
            log.error("due timers failed", cause=cause_of(error))
        return await self._one_by_one(at, most)

    async def _together(self, at: datetime, most: int) -> int:
        async with self._store.transaction() as transaction:
            due = await transaction.due(at, most)
            if not due:
                return 0
            finished = await self._play(transaction, due, at)
        for peer in finished:
            self._outgoing.deliver(peer.changes.outbox)
        return len(due)

    async def _one_by_one(self, at: datetime, most: int) -> int:
        """After a batch failed as a whole: each timer alone, so that only the one at fault is put off."""
        async with self._store.transaction() as transaction:
            due = await transaction.due(at, most)
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
        records = await transaction.peers_by_id({one.peer_id for one in due})
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
                    later = self._carry_out(peers, one, at)
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

    # -- a timer -----------------------------------------------------------------------------------------------------

    def _carry_out(self, peers: dict[int, Peer], due: DueRecord, at: datetime) -> datetime | None:
        """Carries out one timer for one person, unless it comes later: returns when. Raises `NotLoaded`."""
        peer = peers[due.peer_id]
        zone = zone_of(peer.record.timezone, self._defaults.timezone)
        later = _later(peer, due, at, zone)
        is_over = due.until is not None and max(at, later or at) > due.until
        if later and not is_over:
            return later
        if due.timer == CHECK_IN and not is_over and manners.same_day(peer.record.nudged_at, at, zone):
            tomorrow = manners.same_time_tomorrow(at, zone)
            peer.changes.timers[CHECK_IN] = TimerRecord(CHECK_IN, tomorrow, due.question, tomorrow + manners.WINDOW)
            return None
        before = peer.copy()
        try:
            self._act(peer, due, at, zone, is_over)
        except NotLoaded:
            peers[due.peer_id] = before
            raise
        except Exception as error:
            log.error("timer failed", timer=due.timer, cause=cause_of(error))
            peer = peers[due.peer_id] = before
            self._pass(peer, due)
        if due.timer == CHECK_IN:
            # Where the time of one is over, today's may still come. Else today has had its say, whatever that was.
            since = at - manners.WINDOW if is_over else at
            peer.changes.timers[CHECK_IN] = next_check_in(peer.record.memory, zone, since)
        if not peer.worth_keeping:
            peer.changes.forgotten = True
        return None

    def _act(self, peer: Peer, due: DueRecord, at: datetime, zone: ZoneInfo, is_over: bool) -> None:
        said_before = len(peer.changes.outbox)
        if due.timer not in UNSOLICITED:
            turn = Turn(peer, self._content, at, self._defaults)
            turn.play(TimedOut(at=at, timer=due.timer, question=due.question))
            turn.finish()
            return
        if is_over or peer.record.blocked_at or _is_doubled(peer, due, at, zone):
            self._pass(peer, due)
            return
        quiet = manners.quiet_begins(at, zone, peer.record.memory.quiet)
        not_after = min(filter(None, (quiet, due.until, at + manners.WINDOW)))
        turn = Turn(peer, self._content, at, self._defaults, not_after)
        if due.timer == NUDGE:
            turn.play(TimedOut(at=at, timer=due.timer, question=due.question))
        else:
            _check_in(turn, due)
        turn.finish()
        if len(peer.changes.outbox) > said_before:
            peer.record.nudged_at = at

    def _pass(self, peer: Peer, due: DueRecord) -> None:
        """The check-in of this day is not to come any more."""
        rhythm = peer.record.memory.rhythm
        if due.timer == CHECK_IN and rhythm:
            peer.remember(rhythm=passed(rhythm, date.fromordinal(due.question)))


def _later(peer: Peer, due: DueRecord, at: datetime, zone: ZoneInfo) -> datetime | None:
    """When an unsolicited message may come, if not now."""
    if due.timer not in UNSOLICITED:
        return None
    quiet = peer.record.memory.quiet
    if manners.is_quiet(at, zone, quiet):
        return manners.quiet_ends(at, zone, quiet)
    if due.timer == NUDGE:
        one_today = manners.same_day(peer.record.nudged_at, at, zone) or _checks_in_today(peer, at, zone)
        return moment(at.astimezone(zone).date() + timedelta(days=1), quiet[1], zone) if one_today else None
    return at + manners.IN_THE_MIDDLE if _in_the_middle(peer, at) else None


def _is_doubled(peer: Peer, due: DueRecord, at: datetime, zone: ZoneInfo) -> bool:
    """Whether a check-in was put off to a day that has one of its own."""
    today, rhythm = at.astimezone(zone).date(), peer.record.memory.rhythm
    if due.timer != SNOOZE or rhythm is None or due.question == today.toordinal():
        return False
    return rhythm.done_on == today or _checks_in_today(peer, at, zone)


def _check_in(turn: Turn, due: DueRecord) -> None:
    """A check-in, by its rhythm or put off by the person: asked, or a warm note that check-ins rest now, or nothing."""
    rhythm, verdict = turn.peer.record.memory.rhythm, "send"
    if rhythm and due.timer == CHECK_IN:
        rhythm, verdict = fired(rhythm, date.fromordinal(due.question), turn.at)
        turn.peer.remember(rhythm=rhythm)
    elif rhythm:
        turn.peer.remember(rhythm=came_back(rhythm, turn.at))
    if verdict == "rest":
        turn.tell("check_ins_rest")
    elif verdict == "send":
        turn.play(Started(at=turn.at, dialogue=CHECK_IN, uncalled=True))


def _checks_in_today(peer: Peer, at: datetime, zone: ZoneInfo) -> bool:
    """Whether a check-in by its rhythm is still to come today, or is waiting to."""
    found = next_occurrence(peer.record.memory, zone, at - manners.WINDOW)
    return found is not None and found.on == at.astimezone(zone).date()


def _in_the_middle(peer: Peer, at: datetime) -> bool:
    """Whether a check-in would come between somebody and what they are saying: a question is open, and they were here
    not long ago."""
    top, acted_at = peer.record.session.top, peer.record.acted_at
    if top is None or (top.paused and not top.held):
        return False
    return acted_at is not None and at - acted_at < manners.IN_THE_MIDDLE
