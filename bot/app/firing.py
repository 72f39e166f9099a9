"""One timer that has fallen due, for one person: what is to be done with it, or when it comes instead."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.app.content import Defaults
from bot.app.contents import Contents
from bot.app.peer import NotLoaded, Peer
from bot.app.putting_off import hears_hello_on, meant_by, settle
from bot.app.rhythm import manners
from bot.app.rhythm.calendar import moment
from bot.app.rhythm.course import came_back, fired, passed
from bot.app.schedule import CHECK_IN, LOOK_IN, SNOOZE, next_check_in, next_occurrence
from bot.app.sharing.announcing import announce
from bot.app.turn import Turn
from bot.app.wall_clock import zone_of
from bot.engine import Started, TimedOut
from bot.logs import cause_of
from bot.storage import TimerRecord
from bot.storage.records import DueRecord
from bot.storage.saving import LETTER

NUDGE = "nudge"
# What the bot itself begins; an expiry says nothing, and a letter is from a person. A hello has the timer of a check-in
# that was put off.
UNSOLICITED = frozenset({CHECK_IN, SNOOZE, NUDGE, LOOK_IN})

log = structlog.get_logger()


class Firing:
    """Carries out timers, each for one person, in memory."""

    def __init__(self, contents: Contents, defaults: Defaults) -> None:
        self._contents = contents
        self._defaults = defaults

    def carry_out(self, peers: dict[int, Peer], timer: DueRecord, at: datetime) -> datetime | None:
        """Carries out one timer for one person, unless it comes later: returns when. Raises `NotLoaded`."""
        peer = peers[timer.peer_id]
        zone = zone_of(peer.record.timezone, self._defaults.timezone)
        due = meant_by(timer, peer.record.memory, at)
        later = _later(peer, due, at, zone)
        is_over = due.until is not None and max(at, later or at) > due.until
        if later and not is_over:
            return later
        if due.timer == CHECK_IN and not is_over and _has_another_today(peer, at, zone):
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
            log.error("timer failed", timer=timer.timer, cause=cause_of(error))  # which does not tell a hello
            peer = peers[due.peer_id] = before
            self._pass(peer, due)
        if due.timer == CHECK_IN:
            # Where the time of one is over, today's may still come. Else today has had its say, whatever that was.
            since = at - manners.WINDOW if is_over else at
            peer.changes.timers[CHECK_IN] = next_check_in(peer.record.memory, zone, since)
        elif due.timer in (SNOOZE, LOOK_IN):
            spoke = peer.record.nudged_at == at
            settle(peer, due.timer, zone, at + manners.IN_THE_MIDDLE if spoke else None)
        if not peer.worth_keeping:
            peer.changes.forgotten, peer.changes.forgotten_at = True, at
        return None

    def _act(self, peer: Peer, due: DueRecord, at: datetime, zone: ZoneInfo, is_over: bool) -> None:
        content = self._contents.of(peer.record.programme_id)
        if due.timer == LETTER:
            turn = Turn(peer, content, at, self._defaults)
            announce(turn)
            turn.finish()
            return
        said_before = len(peer.changes.outbox)
        if due.timer not in UNSOLICITED:
            turn = Turn(peer, content, at, self._defaults)
            turn.play(TimedOut(at=at, timer=due.timer, question=due.question))
            turn.finish()
            return
        if is_over or peer.record.blocked_at or _is_doubled(peer, due, at, zone):
            self._pass(peer, due)
            return
        quiet = manners.quiet_begins(at, zone, peer.record.memory.quiet)
        not_after = min(filter(None, (quiet, due.until, at + manners.WINDOW)))
        turn = Turn(peer, content, at, self._defaults, not_after)
        if due.timer == NUDGE:
            turn.play(TimedOut(at=at, timer=due.timer, question=due.question))
        elif due.timer == LOOK_IN:
            turn.play(Started(at=at, dialogue=LOOK_IN, uncalled=True))
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
    if due.timer not in UNSOLICITED | {LETTER}:
        return None
    quiet = peer.record.memory.quiet
    if manners.is_quiet(at, zone, quiet):
        return manners.quiet_ends(at, zone, quiet)
    if due.timer == NUDGE:
        one_today = _has_another_today(peer, at, zone) or _checks_in_today(peer, at, zone)
        return moment(at.astimezone(zone).date() + timedelta(days=1), quiet[1], zone) if one_today else None
    if due.timer == LETTER:
        return None
    return at + manners.IN_THE_MIDDLE if _in_the_middle(peer, at) else None


def _has_another_today(peer: Peer, at: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody was written to today already, or is to hear a hello that they asked for."""
    return manners.same_day(peer.record.nudged_at, at, zone) or hears_hello_on(peer.record.memory, at, zone)


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
