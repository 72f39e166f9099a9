"""The transition: which event does what.

Walking from state to state is in `bot.engine.walk`, answers are in `bot.engine.answering`, pauses in
`bot.engine.resting`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine import answering, resting
from bot.engine.effects import Edited as EditedElsewhere
from bot.engine.effects import Effect, Ended, Revise, Stale, Unsay, Withdraw
from bot.engine.events import Chose, Done, Edited, Event, Replied, Started, TimedOut
from bot.engine.script import BACK, EARLIER, GO_ON, MORE, PAUSE, SKIP, USE_HELD, Dialogues
from bot.engine.session import Part, Session, edited
from bot.engine.walk import Renew, Walk, waits_with_words

# People type one thought as several messages; texts this close together, with no question read between, are one answer.
BURST = timedelta(seconds=3)


def transition(
    dialogues: Dialogues,
    session: Session,
    event: Event,
    context: Mapping[str, object],
    renew: Renew | None = None,
) -> tuple[Session, tuple[Effect, ...]]:
    """Moves ``session`` on by ``event``.

    ``context`` holds what the dialogues declared in ``needs``, read-only; ``renew`` (a pure function) says what it is
    once the plan has changed, so that what is said after an answer was kept knows the line. Returns the next session
    and the effects, in the order in which they are to be carried out. A `Do` or a `Launch` comes last: the application
    answers it with `Done` or `Started`. Raises `ScriptError` where a script asks for the impossible; the session passed
    in still stands.
    """
    walk = Walk(dialogues, session, event.at, context, renew)
    match event:
        case Started():
            _start(walk, event)
        case Replied():
            _reply(walk, event)
        case Chose():
            _choose(walk, event)
        case Done():
            walk.done(event)
        case Edited():
            _edit(walk, event)
        case TimedOut():
            _time_out(walk, event)
    return walk.session, tuple(walk.effects)


def _start(walk: Walk, event: Started) -> None:
    """Opens a dialogue. One that is open already is returned to; an aside makes way for whatever comes."""
    walk.session = replace(walk.session, answered_at=None)
    wanted = walk.dialogues.current(event.dialogue)
    names = [frame.dialogue for frame in walk.session.frames]
    if wanted.name in names and not wanted.aside:
        _bring_up(walk, names.index(wanted.name))
        if event.heard and wanted.can_rest:
            # Words that came with the opening: whether they answer its question is for the person to say.
            walk.frame = replace(walk.frame, paused=True, held=(*walk.frame.held, *event.heard))
            walk.say_still_paused()
        else:
            resting.resume(walk)
        return
    if event.uncalled:
        top = walk.session.top
        if top is not None and top.dialogue == wanted.name and not waits_with_words(top):
            walk.pop()
    else:
        _make_way(walk)
    walk.push(wanted, event.heard)


def _make_way(walk: Walk) -> None:
    """The aside on top is closed, and what lies below it as an aside without words of the person's."""
    top = walk.session.top
    while top is not None and walk.dialogue(top).aside:
        walk.pop()
        top = walk.session.top
        if top is not None and waits_with_words(top):
            return


def _bring_up(walk: Walk, depth: int) -> None:
    """Puts an open dialogue on top. Those above keep their place below it, but for asides, and for what it called."""
    frames = walk.session.frames
    wanted, above = frames[depth], frames[depth + 1 :]
    if walk.dialogue(wanted).state(wanted.state).call:
        above = ()
    kept = tuple(frame for frame in above if not walk.dialogue(frame).aside)
    walk.session = replace(walk.session, frames=(*frames[:depth], *kept, wanted))


def _reply(walk: Walk, event: Replied) -> None:
    part = Part(event.text, event.message)
    frame = walk.session.top
    if frame is None:
        return
    if frame.paused or _came_after_an_end(walk, event):
        walk.frame = replace(frame, paused=True, held=(*frame.held, part))
        walk.say_still_paused()
    elif _goes_on_with_heard(walk.session, event):
        _hear_more(walk, part)
    elif _is_burst(walk.session, event):
        _join(walk, part)
    else:
        answering.answer(walk, (part,))


def _in_one_burst(earlier: datetime | None, event: Replied) -> bool:
    """Whether this text came soon after something done at ``earlier``, and before what followed could be read."""
    soon = earlier is not None and timedelta(0) <= event.at - earlier <= BURST
    return soon and not event.question_seen


def _is_burst(session: Session, event: Replied) -> bool:
    """Whether this text goes on with the answer before it, rather than answering a question nobody can have read."""
    top = session.top
    answered = top is not None and top.trail and top.trail[-1].parts
    return bool(answered) and _in_one_burst(session.answered_at, event)


def _goes_on_with_heard(session: Session, event: Replied) -> bool:
    """Whether this text goes on with the words that the dialogue was opened with."""
    top = session.top
    opened = top is not None and top.heard and not top.trail
    return bool(opened) and _in_one_burst(session.answered_at, event)


def _hear_more(walk: Walk, part: Part) -> None:
    """Opens the dialogue again with all the words; what it did with the first of them is taken back."""
    frame = walk.frame
    walk.effects.append(Unsay(frame.question))
    walk.effects.extend(Withdraw(ref) for ref in frame.above.values())
    walk.pop()
    walk.push(walk.dialogue(frame), (*frame.heard, part))


def _came_after_an_end(walk: Walk, event: Replied) -> bool:
    """Whether this text goes on with the last answer of a dialogue that ended with it.

    Nobody can say for the person whether it belongs there, or to the question below, which they have not read: it is
    held, and they are asked.
    """
    frame = walk.session.top
    return frame is not None and walk.dialogue(frame).can_rest and _in_one_burst(walk.session.ended_at, event)


def _join(walk: Walk, part: Part) -> None:
    """Takes the last answer back and gives it again with ``part`` added; what was asked since is not to be sent."""
    frame = walk.frame
    last = frame.trail[-1]
    walk.effects.append(Unsay(last.question + 1))
    answering.step_back(walk)
    walk.leads.append("joined")
    answering.answer(walk, (*last.parts, part))


def _choose(walk: Walk, event: Chose) -> None:
    frame = walk.session.top
    if event.token == PAUSE and event.question is None:
        resting.pause(walk)
    elif frame is None or (event.question is not None and event.question != frame.question):
        walk.effects.append(Stale())
    elif frame.paused:
        _choose_while_paused(walk, event.token)
    else:
        _press(walk, event.token)


def _choose_while_paused(walk: Walk, token: str) -> None:
    held = walk.frame.held
    if token not in (USE_HELD, GO_ON):
        walk.effects.append(Stale())
    elif token == USE_HELD and held:
        resting.unpause(walk)
        answering.answer(walk, held)
    else:
        resting.resume(walk)


def _press(walk: Walk, token: str) -> None:
    """A button of the open question: one of the engine's controls, or a choice of the script."""
    walk.session = replace(walk.session, answered_at=None)
    if token == SKIP:
        answering.skip(walk)
    elif token == BACK:
        answering.back(walk)
    elif token == PAUSE:
        resting.pause(walk)
    elif token in (MORE, EARLIER):
        resting.turn_page(walk, 1 if token == MORE else -1)
    elif token == GO_ON:
        resting.resume(walk)
    else:
        answering.choose(walk, token)


def _edit(walk: Walk, event: Edited) -> None:
    """The newest answer that came from this message is revised, wherever it was saved or kept."""
    top = walk.session.top
    if top is not None and (parts := edited(top.held, event.message, event.text)):
        walk.frame = replace(top, held=parts)
        walk.say_still_paused()
        return
    for depth in reversed(range(len(walk.session.frames))):
        frame = walk.session.frames[depth]
        for position in reversed(range(len(frame.trail))):
            if parts := edited(frame.trail[position].parts, event.message, event.text):
                visit = answering.revise(walk, depth, position, parts)
                walk.effects.extend(Revise(ref, parts) for ref in visit.kept)
                walk.say_control("revised", (), {"answer": visit.text})
                return
        if parts := edited(frame.heard, event.message, event.text):
            answering.revise_heard(walk, depth, parts)
            walk.effects.append(EditedElsewhere(event.message, event.text, taken=True))
            return
    walk.effects.append(EditedElsewhere(event.message, event.text))


def _time_out(walk: Walk, event: TimedOut) -> None:
    """A timer speaks only to the very question it was set for, and never to somebody who paused."""
    frame = walk.session.top
    if frame is None or frame.question != event.question or frame.paused:
        return
    if event.timer == "nudge":
        walk.say_control("nudge", (GO_ON, PAUSE), {})
    elif event.timer == "expire" and not walk.was_called():
        walk.pop()
        walk.effects.append(Ended(frame.dialogue, frame.version, "expired"))
        walk.set_expiry()


__all__ = ["BURST", "transition"]
