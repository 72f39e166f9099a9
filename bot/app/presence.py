"""What any act of a person does besides being answered: it wakes resting check-ins, and lets an unsent one wait."""

from dataclasses import replace
from datetime import date, timedelta

from bot.app.acts import is_urgent
from bot.app.admission import HARD, HOME
from bot.app.incoming import Commanded, Incoming, Pressed, Said
from bot.app.message import read_data
from bot.app.moved import says_moved
from bot.app.putting_off import put_off
from bot.app.rhythm.course import acted, is_on, taken_back
from bot.app.rhythm.manners import WINDOW
from bot.app.schedule import CHECK_IN, next_occurrence
from bot.app.turn import Turn
from bot.app.watching import sign_in
from bot.engine import Frame, Started
from bot.storage.records import PutOff, TimerRecord

# The dialogue that asks whether the person's clock is still right.
CLOCK = "clock"
# Whoever writes first is answered first; the check-in comes when they are likely to be through.
AFTER_THEIR_OWN = timedelta(hours=1)


def arrive(turn: Turn, incoming: Incoming, *, unsent: bool) -> bool:
    """Before an act: notes that the person is there. ``unsent`` says that a check-in is on its way and not begun.

    Returns whether that was taken back, because whoever writes has not seen it and is answered first.
    """
    is_put_off = unsent and _put_off(turn)
    turn.peer.record.acted_at = turn.at
    _look_for_moves(turn, incoming)
    _wake(turn, incoming)
    return is_put_off


def leave(turn: Turn) -> None:
    """After an act, with no question open: asks for the time, where something suggests that it is another one now."""
    memory, top = turn.peer.record.memory, turn.peer.record.session.top
    if not memory.clock_in_doubt or CLOCK not in turn.content.catalog or turn.peer.changes.forgotten:
        return
    if is_on(memory.rhythm, _today(turn)) and (top is None or top.paused or _is_menu(top)):
        turn.peer.remember(clock_in_doubt=False)
        turn.play(Started(at=turn.at, dialogue=CLOCK))


def _is_menu(top: Frame) -> bool:
    return top.dialogue == HOME and not (top.heard and not top.trail)


def take_back_check_in(turn: Turn) -> bool:
    """Closes a check-in of which the person has seen nothing; returns whether there was one."""
    session, rhythm = turn.peer.record.session, turn.peer.record.memory.rhythm
    top = session.top
    if top is None or top.dialogue != CHECK_IN or top.trail or rhythm is None:
        return False
    turn.take_back(top.question)
    turn.peer.record.session = replace(session, frames=session.frames[:-1])
    turn.peer.remember(rhythm=taken_back(rhythm))
    _set_expiry(turn)
    return True


def _set_expiry(turn: Turn) -> None:
    """The question below is put away when its own time is over, which the check-in had taken the place of."""
    top = turn.peer.record.session.top
    after = turn.content.catalog.version(top.dialogue, top.version).expire_after if top else None
    timer = TimerRecord("expire", turn.at + after, top.question) if top and after else None
    turn.peer.changes.timers["expire"] = timer


def _put_off(turn: Turn) -> bool:
    rhythm = turn.peer.record.memory.rhythm
    # What is on its way to somebody whose check-ins rest is the note that says so; a check-in below it is an old one.
    if rhythm is None or rhythm.resting or not take_back_check_in(turn):
        return False
    put_off(turn.peer, PutOff(_today(turn), turn.at + AFTER_THEIR_OWN, turn.at + WINDOW), turn.zone)
    return True


def _look_for_moves(turn: Turn, incoming: Incoming) -> None:
    """Notes what suggests another time zone: the account's language has changed, or they say that they moved."""
    memory, act = turn.peer.record.memory, incoming.act
    if not turn.peer.consented:
        return
    # A region that changes ("en", "en-us") tells two phones apart rather than two places.
    language = (incoming.language or "").partition("-")[0].lower()
    if language and language != memory.language:
        turn.peer.remember(language=language, clock_in_doubt=memory.language is not None)
    text = act.text if isinstance(act, Said) else act.argument if isinstance(act, Commanded) else ""
    if text and says_moved(text, turn.presenter.locale):
        turn.peer.remember(clock_in_doubt=True)


def _wake(turn: Turn, incoming: Incoming) -> None:
    """Anything they do answers the last check-in, and ends a rest: with a welcome, unless they want help just now."""
    rhythm = turn.peer.record.memory.rhythm
    if rhythm is None:
        return
    if rhythm.waiting:
        turn.peer.count("check_ins", turn.at.astimezone(turn.zone))
    rhythm, woke = acted(rhythm)
    turn.peer.remember(rhythm=rhythm)
    if woke and not (is_urgent(turn, incoming.act) or _opens_hard_day(incoming) or sign_in(turn, incoming.act)):
        found = next_occurrence(turn.peer.record.memory, turn.zone, turn.at)
        turn.tell("check_ins_awake", next=found.on if found else "")


def _opens_hard_day(incoming: Incoming) -> bool:
    act = incoming.act
    if isinstance(act, Pressed):
        return read_data(act.data) == HARD
    return isinstance(act, Commanded) and act.name == HARD


def _today(turn: Turn) -> date:
    return turn.at.astimezone(turn.zone).date()
