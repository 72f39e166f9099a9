"""Answering: what becomes of a text, a press, a skip, a step back or an edit at the open question."""

from dataclasses import replace
from typing import Any

from bot.engine.answers import locate, put
from bot.engine.effects import Stale, Withdraw
from bot.engine.resting import resume
from bot.engine.script import State
from bot.engine.session import TRAIL_LIMIT, Part, Visit
from bot.engine.walk import Walk


def answer(walk: Walk, parts: tuple[Part, ...]) -> None:
    """Takes ``parts`` as the answer to the open question; at a question with buttons only, asks for one of them."""
    state = walk.state
    if state.wait is None:
        resume(walk)
        return
    if state.wait != "text":
        walk.leads.append("choose_one")
        walk.ask()
        return
    walk.extra["last"] = "text"
    _settle(walk, state, parts, "\n".join(part.text for part in parts))
    walk.session = replace(walk.session, answered_at=walk.at)
    walk.enter(walk.branch(state.next))


def choose(walk: Walk, token: str) -> None:
    """A choice of the script: a fixed one by name, or one made from data by ``#`` and its position."""
    frame, state = walk.frame, walk.state
    if token.startswith("#") and state.choices_from:
        index = int(token[1:]) if token[1:].isdecimal() else len(frame.offered)
        if index >= len(frame.offered):
            walk.effects.append(Stale())
            return
        walk.extra["last"] = "choice"
        _settle(walk, state, (), frame.offered[index].value)
        walk.enter(state.choices_from.to)
        return
    for choice in state.choices:
        if choice.name == token and (choice.condition is None or choice.condition(walk.scope())):
            walk.extra["last"] = "choice"
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
    walk.extra["last"] = "skip"
    _settle(walk, None, (), "")
    walk.enter(skip)


def back(walk: Walk) -> None:
    """To the question before, as if it had not been answered: its answer and its plan lines are taken back."""
    if not walk.frame.trail or not walk.state.back:
        walk.effects.append(Stale())
        return
    undone = step_back(walk)
    walk.extra["undone"] = undone.text
    walk.leads.append("went_back")
    walk.ask()


def step_back(walk: Walk) -> Visit:
    """Restores the newest visit of the trail and returns it."""
    frame = walk.frame
    visit = frame.trail[-1]
    walk.effects.extend(Withdraw(ref) for ref in visit.kept)
    walk.frame = replace(
        frame,
        state=visit.state,
        answers=visit.answers,
        question=walk.next_number(),
        offered=(),
        page=0,
        trail=frame.trail[:-1],
    )
    return visit


def revise(walk: Walk, depth: int, position: int, message: int, text: str) -> Visit:
    """Replaces one message of an earlier answer in the frame at ``depth``, and in everything saved since."""
    frames = list(walk.session.frames)
    frame = frames[depth]
    specs = walk.dialogue(frame).answers
    trail = list(frame.trail)
    visit = trail[position]
    parts = tuple(Part(text, p.message) if p.message == message else p for p in visit.parts)
    trail[position] = visit = replace(visit, parts=parts)
    answers = frame.answers
    if visit.place:
        answers = put(specs, answers, visit.place, visit.text)
        for later in range(position + 1, len(trail)):
            revised = put(specs, trail[later].answers, visit.place, visit.text)
            trail[later] = replace(trail[later], answers=revised)
    frames[depth] = replace(frame, trail=tuple(trail), answers=answers)
    walk.session = replace(walk.session, frames=tuple(frames))
    return visit


def _settle(walk: Walk, state: State | None, parts: tuple[Part, ...], value: Any, *, keep: bool = True) -> None:
    """Notes the visit, and saves and keeps ``value`` as ``state`` says (None: nothing to save)."""
    frame = walk.frame
    place = locate(frame.answers, state.save) if state and state.save else None
    kept: tuple[int, ...] = ()
    walk.extra["answer"] = value
    if state and state.keep and keep:
        kept = (walk.keep(state.keep, value, parts),)
    visit = Visit(
        state=frame.state, answers=frame.answers, question=frame.question, parts=parts, place=place, kept=kept
    )
    if place:
        walk.put(place, value)
    walk.frame = replace(walk.frame, trail=(*walk.frame.trail, visit)[-TRAIL_LIMIT:])
