"""Walking through a dialogue: entering states, asking, answering, going back.

A `Walk` lives for one transition. It holds the session as it changes and gathers the effects; nothing of it outlives
the call, so the transition as a whole stays a pure function.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.engine.answers import blank, frozen, locate, put
from bot.engine.asking import buttons_of, dialogues_offered, offers_of
from bot.engine.effects import Button, Do, Effect, Ended, Keep, Launch, Revise, Say, SetTimer, Withdraw
from bot.engine.events import Done
from bot.engine.scope import scope_of
from bot.engine.script import GO_ON, USE_HELD, Branch, Dialogue, Dialogues, KeepRule, ScriptError, State
from bot.engine.session import Frame, Part, Place, Session, whole

# Answers with the context as it is after plan changes that this transition has made so far.
Renew = Callable[[Sequence[Effect]], Mapping[str, object]]

# More states than this without a question between them is a loop in the script.
STEP_LIMIT = 100


def carried(dialogues: Dialogues, session: Session) -> Session:
    """``session`` with each frame moved to the newest version, where that says how; else it stays with its own."""
    return replace(session, frames=tuple(_carried(dialogues, frame) for frame in session.frames))


def _carried(dialogues: Dialogues, frame: Frame) -> Frame:
    current = dialogues.current(frame.dialogue)
    renamed = current.moves.get(frame.version)
    if renamed is None or frame.version == current.version:
        return frame
    trail = tuple(replace(visit, state=renamed.get(visit.state, visit.state)) for visit in frame.trail)
    return replace(
        frame,
        version=current.version,
        state=renamed.get(frame.state, frame.state),
        trail=tuple(visit for visit in trail if visit.state in current.states and current.states[visit.state].wait),
        answers={**blank(current.answers), **frame.answers},
    )


def waits_with_words(frame: Frame) -> bool:
    """Whether something the person wrote lies there, and they have not said yet what is to become of it."""
    last = frame.trail[-1] if frame.trail else None
    return bool(frame.held or (frame.heard and last is None) or (last and last.parts and not last.kept))


class Walk:
    """One transition in the making."""

    def __init__(
        self,
        dialogues: Dialogues,
        session: Session,
        at: datetime,
        context: Mapping[str, object],
        renew: Renew | None = None,
    ) -> None:
        self.dialogues = dialogues
        self.at = at
        self._context, self._renew, self._known = context, renew, 0
        self.effects: list[Effect] = []
        self.leads: list[str] = []
        self.extra: dict[str, object] = {"last": "", "did": ""}
        self.session = carried(dialogues, session)

    def did(self, what: str) -> None:
        """Notes what the person did: text, choice or skip."""
        self.extra |= {"last": what, "did": what}

    @property
    def context(self) -> Mapping[str, object]:
        """What the application knows, with the plan as it is after the changes of this very transition."""
        changes = [effect for effect in self.effects if isinstance(effect, Keep | Withdraw | Revise)]
        if self._renew and len(changes) > self._known:
            self._context, self._known = self._renew(changes), len(changes)
        return self._context

    # -- the stack ---------------------------------------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """The dialogue being spoken with; raises `ScriptError` when nothing is open."""
        if self.session.top is None:
            raise ScriptError("no dialogue is open")
        return self.session.top

    @frame.setter
    def frame(self, frame: Frame) -> None:
        self.session = replace(self.session, frames=(*self.session.frames[:-1], frame))

    def dialogue(self, frame: Frame) -> Dialogue:
        """The script that ``frame`` is pinned to."""
        return self.dialogues.version(frame.dialogue, frame.version)

    def push(self, dialogue: Dialogue, heard: tuple[Part, ...]) -> None:
        """Opens ``dialogue`` on top of what is open. ``heard`` goes to the answer of that name, if it is declared."""
        answers = blank(dialogue.answers)
        if heard and "heard" in dialogue.answers:
            answers = {**answers, "heard": whole(heard)}
        frame = Frame(
            dialogue=dialogue.name, version=dialogue.version, state=dialogue.start, answers=answers, heard=heard
        )
        taken_in = self.at if heard else None
        self.session = replace(self.session, frames=(*self.session.frames, frame), answered_at=taken_in)
        self.enter(dialogue.start)

    def pop(self) -> None:
        """Closes the top dialogue without a word."""
        self.session = replace(self.session, frames=self.session.frames[:-1])

    def was_called(self) -> bool:
        """Whether the dialogue below waits for this one to end."""
        below = self.session.frames[-2:-1]
        return bool(below) and self.dialogue(below[0]).state(below[0].state).call is not None

    def next_number(self) -> int:
        """A number this session has never used."""
        self.session = replace(self.session, step=self.session.step + 1)
        return self.session.step

    # -- states ------------------------------------------------------------------------------------------------------

    def enter(self, name: str) -> None:
        """Passes through states from ``name`` on until one waits, acts, calls another dialogue or ends."""
        for _ in range(STEP_LIMIT):
            frame, dialogue = self.frame, self.dialogue(self.frame)
            state = dialogue.state(name)
            self.frame = replace(frame, state=name, question=self.next_number(), offered=(), page=0)
            if state.wait:
                self.ask()
                return
            if state.do:
                arguments = {key: value(self.scope()) for key, value in state.arguments.items()}
                self.effects.append(Do(state.do, arguments, str(self.extra["did"])))
                return
            self._keep_of_state(state)
            self._say_words(state)
            if state.call:
                self.effects.append(Launch(state.call))
                return
            if state.end:
                self._end(state)
                return
            name = self.branch(state.next)
        raise ScriptError(f"dialogue {self.frame.dialogue}: {STEP_LIMIT} states without a question, near {name!r}")

    def ask(self) -> None:
        """Says the open question with its buttons, and sets its timers."""
        frame, state = self.frame, self.state
        if not frame.offered:
            frame = replace(frame, offered=offers_of(state, self.scope()))
            self.frame = frame
        buttons = buttons_of(self.dialogue(frame), frame, self.scope())
        self._say(state, buttons)
        if state.nudge_after:
            self.effects.append(SetTimer("nudge", state.nudge_after, frame.question))
        self.set_expiry()

    def ask_again(self) -> None:
        """Asks the open question once more, as it stood.

        Where its buttons made from data were let go of, or there were none, they are made anew; a new number then makes
        those that are on the screen stale, as what stands in their places may be something else.
        """
        if not self.frame.offered and offers_of(self.state, self.scope()):
            self.frame = replace(self.frame, page=0, question=self.next_number())
        self.ask()

    def set_expiry(self) -> None:
        """(Re)starts the clock after which the open dialogue is put away."""
        if self.session.top is not None and (after := self.dialogue(self.session.top).expire_after):
            self.effects.append(SetTimer("expire", after, self.session.top.question))

    def branch(self, branches: tuple[Branch, ...]) -> str:
        """The target of the first branch whose condition holds; raises `ScriptError` where none does."""
        for branch in branches:
            if branch.condition is None or branch.condition(self.scope()):
                return branch.to
        raise ScriptError(f"{self.frame.dialogue}.{self.frame.state}: no branch of next holds")

    def _end(self, state: State) -> None:
        frame = self.frame
        self.pop()
        self.effects.append(Ended(frame.dialogue, frame.version, state.end or "completed"))
        # What was done up there is no answer to what is asked below.
        self.extra = {"last": "", "did": ""}
        if self.session.answered_at == self.at:
            self.session = replace(self.session, answered_at=None, ended_at=self.at)
        if state.then:
            self.effects.append(Launch(state.then))
        elif self.session.top is not None:
            self._return(state)

    def _return(self, ended: State) -> None:
        """Another dialogue has ended above this one: go on after the call, or ask the open question again.

        The end may say that the question rests until the person comes back to it, or that it wakes from a pause. An
        aside does not rest: it is closed, unless words of the person's wait in it.
        """
        while ended.rests and self.dialogue(self.frame).aside and not waits_with_words(self.frame):
            self.pop()
            if self.session.top is None:
                return
        if ended.wakes and not self.frame.held:
            self.frame = replace(self.frame, paused=False)
        frame, state = self.frame, self.state
        if state.call:
            self.enter(self.branch(state.next))
        elif frame.paused and (frame.held or not ended.rests):
            self.say_still_paused()
        elif frame.paused:
            pass  # it rests already, and whoever came from something else need not hear of it each time
        elif ended.rests and self.dialogue(frame).can_rest:
            self.frame = replace(frame, paused=True)
            self.say_control("rests", (GO_ON,), {})
        else:
            if state.choices_from:
                # The list may have changed meanwhile; a new number makes the old buttons stale.
                self.frame = replace(frame, offered=(), page=0, question=self.next_number())
            self.leads.append("returning")
            self.ask()

    def done(self, event: Done) -> None:
        """An action was carried out: save what it found, and branch on how it went."""
        state = self.state
        if state.do != event.action:
            raise ScriptError(f"{self.frame.dialogue}.{state.name} waits for {state.do!r}, not {event.action!r}")
        self.extra |= {"last": "done", "did": event.did, "result": event.result, "value": event.value}
        if state.save and event.value is not None:
            self.put(locate(self.frame.answers, state.save), frozen(event.value))
        self.enter(self.branch(state.next))

    # -- writing down -------------------------------------------------------------------------------------------------

    def put(self, place: Place, value: Any) -> None:
        """Saves ``value`` among the answers of the open dialogue."""
        specs = self.dialogue(self.frame).answers
        self.frame = replace(self.frame, answers=put(specs, self.frame.answers, place, value))

    def _keep_of_state(self, state: State) -> None:
        """A state that asks nothing may still keep a text that the person has given or confirmed before.

        The line then belongs to that answer, whose edit changes it, and to the newest one, whose undoing takes it out.
        """
        if not state.keep or not state.keep.text or state.wait:
            return
        text, trail = str(state.keep.text(self.scope())), self.frame.trail
        given = next((one for one in reversed(trail) if one.parts and one.text == text), None)
        ref = self.keep(state.keep, "", given.parts if given else ())
        if given:
            led = (given, trail[-1])
            trail = tuple(replace(one, kept=(*one.kept, ref)) if one in led else one for one in trail)
            self.frame = replace(self.frame, trail=trail)

    def keep(self, rule: KeepRule, value: Any, parts: tuple[Part, ...]) -> int:
        """Has a line written into the plan; returns its ref."""
        frame, ref, scope = self.frame, self.next_number(), self.scope()
        section = str(rule.section_from(scope)) if rule.section_from else rule.section
        text = rule.text(scope) if rule.text else value
        if not parts and text == whole(frame.heard):
            parts = frame.heard
        about = rule.about(scope) if rule.about else frame.above.get(section, 0) if rule.role else 0
        self.effects.append(
            Keep(
                ref=ref, section=section, text=str(text), role=rule.role, about=about if isinstance(about, int) else 0,
                area=str(rule.area(scope)) if rule.area else "", dialogue=frame.dialogue, version=frame.version,
                state=frame.state, at=self.at, parts=parts, asked=scope if self.state.wait else None,
            )
        )  # fmt: skip
        if not rule.role:
            self.frame = replace(self.frame, above={**frame.above, section: ref})
        if rule.ref:
            self.put(Place(rule.ref), ref)
        return ref

    # -- saying ------------------------------------------------------------------------------------------------------

    def scope(self) -> dict[str, object]:
        """What conditions and words may refer to now."""
        return scope_of(self.dialogues, self.session, self.context, self.extra)

    def say_control(self, lead: str, tokens: tuple[str, ...], extra: Mapping[str, object]) -> None:
        """Says a shared block of words, with the engine's own buttons under it."""
        question = self.session.top.question if self.session.top else 0
        buttons = tuple(Button(token, token.removeprefix("_")) for token in tokens)
        self.effects.append(
            Say(
                dialogue="", block=lead, scope={**self.scope(), **extra}, buttons=buttons, question=question,
            )
        )  # fmt: skip

    def say_still_paused(self) -> None:
        """Asks whether what was written while paused is the answer; with nothing written, says that all rests."""
        if self.frame.held:
            self.say_control("was_paused", (USE_HELD, GO_ON), {"held": whole(self.frame.held)})
        else:
            self.say_control("still_paused", (GO_ON,), {})

    def _say_words(self, state: State) -> None:
        if state.speaks:
            self._say(state, ())

    def _say(self, state: State, buttons: tuple[Button, ...]) -> None:
        frame, scope = self.frame, self.scope()
        offers = dialogues_offered(state, scope)
        self.effects.append(
            Say(
                dialogue=frame.dialogue, block=state.name, scope=scope, leads=tuple(self.leads), buttons=buttons,
                offers=offers, question=frame.question,
            )
        )  # fmt: skip
        self.leads.clear()

    @property
    def state(self) -> State:
        """The state that the open dialogue rests in."""
        return self.dialogue(self.frame).state(self.frame.state)
