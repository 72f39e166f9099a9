"""One turn: one act of one person through the engine, with everything that it causes, in memory.

The engine says what is to happen; here it happens to the `Peer` in hand. What a turn sends is gathered first, because
only the last message of a turn carries "Get help now".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app import plan
from bot.app.actions import Scene, perform
from bot.app.content import Content
from bot.app.context import context_of, locale_of
from bot.app.message import Message
from bot.app.peer import Peer
from bot.app.presenter import HELP_NOW, Presenter
from bot.engine import (
    Do,
    Done,
    EditedElsewhere,
    Effect,
    Event,
    Keep,
    Launch,
    Redo,
    Revise,
    Say,
    ScriptError,
    SetTimer,
    Stale,
    Started,
    Unsay,
    Withdraw,
    transition,
)
from bot.engine.scope import scope_of
from bot.engine.session import edited, whole
from bot.storage.records import TimerRecord
from bot.wording import Voice
from bot.wording.split import split

# More events than this from one act means that scripts launch each other in a circle.
FOLLOW_UP_LIMIT = 30
WELCOME = "welcome"


@dataclass(slots=True)
class _Spoken:
    """A message of this turn that is not in the outbox yet."""

    message: Message
    question: int
    unsolicited: bool
    helps: bool


class Turn:
    """Carries out one act for one person. Raises whatever a script does wrong; the caller then restores the person."""

    def __init__(self, peer: Peer, content: Content, at: datetime) -> None:
        self.peer = peer
        self.content = content
        self.at = at
        self.stale = False
        self._spoken: list[_Spoken] = []
        self._voice = Voice(dict(peer.record.session.heard))

    @property
    def presenter(self) -> Presenter:
        """The presenter in the language that holds now: an action may just have changed it."""
        return Presenter(self.content, locale_of(self.peer, self.content), self._voice)

    def play(self, event: Event) -> None:
        """Runs ``event`` and everything that follows from it."""
        ahead: list[Event] = [event]
        for _ in range(FOLLOW_UP_LIMIT):
            if not ahead:
                return
            ahead.extend(self._step(self._allowed(ahead.pop(0))))
        raise ScriptError(f"more than {FOLLOW_UP_LIMIT} events followed from one act")

    def tell(self, block: str, **scope: object) -> None:
        """Says a shared block outside of any dialogue."""
        self._spoken.append(_Spoken(Message(self.presenter.shared(block, scope)), self._question, False, False))

    def take_back(self, since: int) -> None:
        """What was said at the question ``since`` or later need not be sent any more, where it is not under way."""
        self._spoken = [one for one in self._spoken if one.question < since]
        self.peer.unsay(since)

    def finish(self) -> None:
        """Puts what was said into the outbox, the last message with "Get help now" under it."""
        if self._spoken and not self._spoken[-1].helps:
            self._spoken[-1].message = self.presenter.with_help(self._spoken[-1].message)
        self.finish_without_help()

    def finish_without_help(self) -> None:
        """The same where no button makes sense; the varied wording's counts go into the session."""
        for one in self._spoken:
            *first, last = split(one.message.html)
            for html in first:
                self.peer.say(Message(html), self.at, one.question, unsolicited=one.unsolicited)
            self.peer.say(replace(one.message, html=last), self.at, one.question, unsolicited=one.unsolicited)
        record = self.peer.record
        record.session = replace(record.session, heard=self._voice.heard)

    @property
    def _question(self) -> int:
        top = self.peer.record.session.top
        return top.question if top else self.peer.record.session.step

    def _allowed(self, event: Event) -> Event:
        """Whoever has not agreed to what is kept is welcomed first."""
        if (
            isinstance(event, Started)
            and not self.peer.consented
            and self.content.catalog.current(event.dialogue).consent
        ):
            return Started(at=event.at, dialogue=WELCOME)
        return event

    def scope(self) -> dict[str, object]:
        """What the open question may refer to."""
        return scope_of(self.content.catalog, self.peer.record.session, self._context(None))

    def _context(self, starting: str | None) -> dict[str, object]:
        """What the open dialogues need to read, and the one that is about to start."""
        catalog = self.content.catalog
        open_ = [catalog.version(frame.dialogue, frame.version) for frame in self.peer.record.session.frames]
        needs = {name for dialogue in open_ for name in dialogue.needs}
        if starting:
            needs |= set(catalog.current(starting).needs)
        return context_of(self.peer, self.content, self.at, {"peer", *needs})

    def _step(self, event: Event) -> Iterable[Event]:
        """One transition; returns the events that its effects call for."""
        record = self.peer.record
        context = self._context(event.dialogue if isinstance(event, Started) else None)
        record.session, effects = transition(self.content.catalog, record.session, event, context)
        return [follow_up for effect in effects if (follow_up := self._apply(effect))]

    def _apply(self, effect: Effect) -> Event | None:
        match effect:
            case Say():
                self._say(effect)
            case Keep():
                plan.keep(self.peer, effect)
            case Withdraw():
                plan.withdraw(self.peer, effect.ref, self.at)
            case Revise():
                plan.revise(self.peer, effect.ref, whole(effect.parts), self.at, effect.parts)
            case EditedElsewhere():
                self._revise_line(effect)
            case Unsay():
                self.take_back(effect.since)
            case SetTimer():
                timer = TimerRecord(effect.timer, self.at + effect.after, effect.question)
                self.peer.changes.timers[effect.timer] = timer
            case Stale():
                self.stale = True
            case Launch():
                return Started(at=self.at, dialogue=effect.dialogue)
            case Redo():
                perform(self.peer, effect.action, effect.arguments, Scene(self.at, self.content))
            case Do():
                result, value = perform(self.peer, effect.action, effect.arguments, Scene(self.at, self.content))
                return Done(at=self.at, action=effect.action, result=result, value=value)
        return None

    def _say(self, effect: Say) -> None:
        message = self.presenter.message(effect)
        if message.html:
            helps = effect.dialogue == HELP_NOW
            self._spoken.append(_Spoken(message, effect.question, effect.unsolicited, helps))

    def _revise_line(self, effect: EditedElsewhere) -> None:
        line = plan.of_message(self.peer, effect.message)
        parts = edited(line.parts, effect.message, effect.text) if line else None
        if line is None or parts is None:
            self.tell("edited_too_late")
        else:
            plan.revise(self.peer, line.ref, whole(parts), self.at, parts)
            self.tell("revised", answer=whole(parts))
