"""Answering: what becomes of a text, a press, a skip, a step back or an edit at the open question."""

from dataclasses import replace
from typing import Any

from bot.engine.answers import held_at, locate, put
from bot.engine.effects import Redo, Stale, Withdraw
from bot.engine.resting import resume
from bot.engine.script import State
from bot.engine.session import TRAIL_LIMIT, Answers, Frame, Part, Visit, whole
from bot.engine.walk import Walk


def answer(walk: Walk, parts: tuple[Part, ...]) -> None:
    """Takes ``parts`` as the answer to the open question; at a question with buttons only, asks for one of them."""
    state = walk.state
    if state.wait is None:
        resume(walk)
        return
    if state.wait != "text":
        walk.session = replace(walk.session, answered_at=None)
        walk.leads.append("choose_one")
        walk.ask_again()
        return
    walk.did("text")
    _settle(walk, state, parts, whole(parts))
    walk.session = replace(walk.session, answered_at=walk.at)
    walk.enter(walk.branch(state.next))


def choose(walk: Walk, token: str) -> None:
    """A choice of the script: a fixed one by name, or one made from data by ``#`` and its position.

    Where those were let go of since the question was asked, the button is old, and the list is asked anew.
    """
    frame, state = walk.frame, walk.state
    if token.startswith("#") and state.choices_from:
        index = int(token[1:]) if token[1:].isdecimal() else len(frame.offered)
        if index >= len(frame.offered):
            walk.effects.append(Stale())
            if not frame.offered:
                walk.ask_again()
            return
        walk.did("choice")
        _settle(walk, state, (), frame.offered[index].value)
        walk.enter(state.choices_from.to)
        return
    for choice in state.choices:
        if choice.name == token and (choice.condition is None or choice.condition(walk.scope())):
            walk.did("choice")
            _settle(walk, state if state.wait == "choice" else None, (), choice.name, keep=False)
            walk.enter(choice.to)
            return
    walk.effects.append(Stale())


def skip(walk: Walk) -> None:
    """Leaves the open question unanswered, where the script allows it."""
    skip = walk.state.skip
    if skip is None:
        walk.effects.append(Stale())
        return
    walk.did("skip")
    _settle(walk, None, (), "")
    walk.enter(skip)


def back(walk: Walk) -> None:
    """To the question before, as if it had not been answered: its answer and its plan lines are taken back."""
    if not walk.frame.trail or not walk.state.back:
        walk.effects.append(Stale())
        return
    undone = step_back(walk)
    if undone.parts:
        _redo(walk, walk.frame, undone, undone.answers)
    walk.extra["undone"] = undone.text
    walk.leads.append("went_back")
    walk.ask()


def step_back(walk: Walk) -> Visit:
    """Restores the newest visit of the trail and returns it."""
    frame = walk.frame
    visit = frame.trail[-1]
    walk.effects.extend(Withdraw(ref) for ref in visit.kept)
    gone = set(visit.kept)
    earlier = (replace(one, kept=tuple(ref for ref in one.kept if ref not in gone)) for one in frame.trail[:-1])
    walk.frame = replace(
        frame,
        state=visit.state,
        answers=visit.answers,
        question=walk.next_number(),
        offered=(),
        page=0,
        trail=tuple(earlier),
        above=visit.above,
    )
    return visit


def revise(walk: Walk, depth: int, position: int, parts: tuple[Part, ...]) -> Visit:
    """Gives an earlier answer new words in the frame at ``depth``, and wherever they were saved and still stand."""
    frames = list(walk.session.frames)
    frame = frames[depth]
    specs = walk.dialogue(frame).answers
    trail = list(frame.trail)
    before = trail[position]
    trail[position] = visit = replace(before, parts=parts)

    def renewed(answers: Answers) -> Answers:
        place = visit.place
        stands = place is not None and held_at(answers, place) == before.text
        return put(specs, answers, place, visit.text) if place and stands else answers

    for later in range(position + 1, len(trail)):
        trail[later] = replace(trail[later], answers=renewed(trail[later].answers))
    frames[depth] = replace(frame, trail=tuple(trail), answers=renewed(frame.answers))
    walk.session = replace(walk.session, frames=tuple(frames))
    after = trail[position + 1].answers if position + 1 < len(trail) else frames[depth].answers
    _redo(walk, frames[depth], visit, after)
    return visit


def _redo(walk: Walk, frame: Frame, visit: Visit, answers: Answers) -> None:
    """Where an action took the answer up, it is carried out again with what the answer is now."""
    dialogue = walk.dialogue(frame)
    for branch in dialogue.state(visit.state).next:
        state = dialogue.state(branch.to)
        if state.do and state.again:
            scope = {**walk.context, **answers}
            arguments = {key: value(scope) for key, value in state.arguments.items()}
            walk.effects.append(Redo(state.do, arguments))


def revise_heard(walk: Walk, depth: int, parts: tuple[Part, ...]) -> None:
    """Gives the words that a dialogue was opened with a new form."""
    frames = list(walk.session.frames)
    frame = frames[depth]
    answers = {**frame.answers, "heard": whole(parts)} if "heard" in frame.answers else frame.answers
    frames[depth] = replace(frame, heard=parts, answers=answers)
    walk.session = replace(walk.session, frames=tuple(frames))


def _settle(walk: Walk, state: State | None, parts: tuple[Part, ...], value: Any, *, keep: bool = True) -> None:
    """Notes the visit, and saves and keeps ``value`` as ``state`` says (None: nothing to save)."""
    frame = walk.frame
    place = locate(frame.answers, state.save) if state and state.save else None
    kept: tuple[int, ...] = ()
    walk.extra["answer"] = value
    if state and state.keep and keep:
        kept = (walk.keep(state.keep, value, parts),)
    visit = Visit(
        state=frame.state, answers=frame.answers, question=frame.question, parts=parts, place=place, kept=kept,
        above=frame.above,
    )  # fmt: skip
    if place:
        walk.put(place, value)
    walk.frame = replace(walk.frame, trail=(*walk.frame.trail, visit)[-TRAIL_LIMIT:])
