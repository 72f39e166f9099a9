"""What comes later because somebody wished it so: a check-in that they put off, and a hello after a hard message.

Both go by one timer, which is set to the earlier of the two; which it is stands in the sealed memory alone. A timer of
its own would tell whoever has the file that somebody has written something hard. For the same reason a hello comes when
a check-in that is put off until tomorrow would come.
"""

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.app.peer import Peer
from bot.app.rhythm.calendar import moment
from bot.app.rhythm.manners import WINDOW, Quiet, same_day, within
from bot.app.schedule import LOOK_IN, SNOOZE
from bot.storage.records import DueRecord, Memory, PutOff, Rhythm, TimerRecord


def tomorrow(rhythm: Rhythm | None, at: datetime, zone: tzinfo, quiet: Quiet) -> datetime:
    """When something comes that is put off until tomorrow at ``at``: at the time of their check-ins, where they have
    chosen one, else at this time of day; not in quiet hours."""
    local = at.astimezone(zone)
    clock = rhythm.at if rhythm and rhythm.cadence != "asked" else local.time()
    return moment(local.date() + timedelta(days=1), quiet[1] if within(clock, quiet) else clock, zone)


def put_off(peer: Peer, check_in: PutOff | None, zone: tzinfo) -> None:
    """Puts a check-in off, in the place of an earlier one; None: lets go of it. A promised hello stays promised."""
    peer.remember(put_off=check_in)
    _set_timer(peer, zone)


def promise_hello(peer: Peer, at: datetime, zone: tzinfo) -> None:
    """Sets when somebody hears a hello, in the place of an earlier one. A check-in that was put off stays so."""
    peer.remember(look_in_at=at)
    _set_timer(peer, zone)


def meant_by(due: DueRecord, memory: Memory, at: datetime) -> DueRecord:
    """What a timer that fires at ``at`` stands for: a hello, under the name `LOOK_IN`, where one is due."""
    hello = memory.look_in_at
    if due.timer != SNOOZE or hello is None or hello > at:
        return due
    return replace(due, timer=LOOK_IN, until=hello + WINDOW)


def settle(peer: Peer, timer: str, zone: tzinfo, not_before: datetime | None = None) -> None:
    """The one of the two that ``timer`` names has come, or is not to come any more; the other is next, if there is one,
    but not before a moment."""
    peer.remember(**({"look_in_at": None} if timer == LOOK_IN else {"put_off": None}))
    _set_timer(peer, zone, not_before)


def hears_hello_on(memory: Memory, at: datetime, zone: tzinfo) -> bool:
    """Whether a hello is still to come on the day of ``at``."""
    return same_day(memory.look_in_at, at, zone)


def timer_of(memory: Memory, zone: tzinfo) -> TimerRecord | None:
    """The timer for the earlier of the two; None where neither is to come. Nothing in it tells them apart."""
    check_in, hello = memory.put_off, memory.look_in_at
    if check_in and (hello is None or check_in.at < hello):
        return TimerRecord(SNOOZE, check_in.at, check_in.on.toordinal(), check_in.until)
    if hello is None:
        return None
    on = hello.astimezone(zone).date() - timedelta(days=1)
    return TimerRecord(SNOOZE, hello, on.toordinal(), hello + WINDOW)


def _set_timer(peer: Peer, zone: tzinfo, not_before: datetime | None = None) -> None:
    timer = timer_of(peer.record.memory, zone)
    if timer and not_before:
        timer = replace(timer, due_at=max(timer.due_at, not_before))
    peer.changes.timers[SNOOZE] = timer
