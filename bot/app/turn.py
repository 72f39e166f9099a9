"""One turn: one act of one person through the engine, with everything that it causes, in memory.

The engine says what is to happen; here it happens to the `Peer` in hand. What a turn sends is gathered first, because
only the last message of a turn carries "Get help now".
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app import plan
from bot.app.actions import Scene, perform
from bot.app.actions.danger import forget_replies
from bot.app.admission import admitted
from bot.app.care import Sign
from bot.app.content import Content, Defaults
from bot.app.context import context_of, locale_of
from bot.app.message import Message
from bot.app.peer import Peer
from bot.app.presenter import HELP_NOW, Presenter
from bot.app.schedule import retimed
from bot.app.speech import Speech
from bot.app.wall_clock import on_the_wall, zone_of
from bot.engine import (
    Do,
    Done,
    EditedElsewhere,
    Effect,
    Ended,
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
from bot.engine.walk import carried
from bot.storage.records import TimerRecord
from bot.wording import Voice

# More events than this from one act means that scripts launch each other in a circle.
FOLLOW_UP_LIMIT = 30
# The number of no question: those begin with 1.
_APART = 0


class Turn:
    """Carries out one act for one person. Raises whatever a script does wrong; the caller then restores the person.

    With ``not_after`` the turn is not the person's own doing: what it says is unsolicited, and not sent after that.
    """

    def __init__(
        self, peer: Peer, content: Content, at: datetime, defaults: Defaults | None = None,
        not_after: datetime | None = None,
    ) -> None:  # fmt: skip
        self.peer = peer
        self.content = content
        self.at = at
        self.stale = False
        self.sign: Sign | None = None
        self.was_mistaken = False
        self._not_after = not_after
        self._zone = (defaults or Defaults()).timezone
        self._before = (peer.record.memory, peer.record.timezone)
        # Whoever stands in a version that has moved on is carried over before anything looks at where they stand.
        peer.record.session = carried(content.catalog, peer.record.session)
        self.speech = Speech()
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
            ahead.extend(self._step(admitted(ahead.pop(0), self.peer, self.content.catalog)))
        raise ScriptError(f"more than {FOLLOW_UP_LIMIT} events followed from one act")

    def tell(self, block: str, **scope: object) -> None:
        """Says a shared block outside of any dialogue."""
        self.speech.add(Message(self.presenter.shared(block, scope)), self._question)

    def tell_apart(self, block: str, opens: str, **scope: object) -> None:
        """Says a shared block that has nothing to do with the open question, with a button that opens a dialogue.

        No way back in the conversation takes it back.
        """
        rows = ((self.presenter.title(opens),),) if opens in self.content.catalog else ()
        self.speech.add(Message(self.presenter.shared(block, scope), rows), _APART)

    def take_back(self, since: int) -> None:
        """What was said at the question ``since`` or later need not be sent any more, where it is not under way."""
        self.speech.take_back(since)
        self.peer.unsay(since)

    def close(self, dialogue: str) -> None:
        """Closes every open ``dialogue`` without a word."""
        session = self.peer.record.session
        frames = tuple(frame for frame in session.frames if frame.dialogue != dialogue)
        self.peer.record.session = replace(session, frames=frames)

    def go_on_from(self, answered_at: datetime | None) -> None:
        """Lets what is written next go on with the answer given then, where it comes at once."""
        self.peer.record.session = replace(self.peer.record.session, answered_at=answered_at)

    def finish(self) -> None:
        """Puts what was said into the outbox, the last message with "Get help now" under it."""
        self.speech.offer_help(self.presenter)
        self.finish_without_help()

    def finish_without_help(self) -> None:
        """The same where no button makes sense; the varied wording's counts go into the session.

        Where the turn has changed what check-ins go by, the next one is timed anew.
        """
        self.speech.hand_over(self.peer, self.at, self._not_after)
        record = self.peer.record
        record.session = replace(record.session, heard=self._voice.heard)
        self.peer.changes.timers |= retimed(self._before, record.memory, record.timezone, self._zone, self.at)

    @property
    def _question(self) -> int:
        top = self.peer.record.session.top
        return top.question if top else self.peer.record.session.step

    def scope(self) -> dict[str, object]:
        """What the open question may refer to."""
        context = context_of(self.peer, self.content, self._on_the_wall, self._needs(None))
        return scope_of(self.content.catalog, self.peer.record.session, context)

    def _needs(self, starting: str | None) -> set[str]:
        """What the open dialogues need to read, and the one that is about to start."""
        catalog = self.content.catalog
        open_ = [catalog.version(frame.dialogue, frame.version) for frame in self.peer.record.session.frames]
        needs = {name for dialogue in open_ for name in dialogue.needs}
        if starting:
            needs |= set(catalog.current(starting).needs)
        return {"peer", *needs}

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone, or what is assumed of it."""
        return zone_of(self.peer.record.timezone, self._zone)

    @property
    def _on_the_wall(self) -> datetime:
        """The moment by the person's own clock, which an action may just have set."""
        return on_the_wall(self.at, self.peer.record.timezone, self._zone)

    @property
    def _scene(self) -> Scene:
        return Scene(self._on_the_wall, self.content, self.speech.enclosures, self.speech.clears, self.sign)

    def _step(self, event: Event) -> Iterable[Event]:
        """One transition; returns the events that its effects call for."""
        record = self.peer.record
        if isinstance(event, Started):
            self._note_opening(event.dialogue)
        needs = self._needs(event.dialogue if isinstance(event, Started) else None)
        context = context_of(self.peer, self.content, self._on_the_wall, needs)

        def renew(changes: Sequence[Effect]) -> dict[str, object]:
            after = self.peer.copy()
            for change in changes:
                _write(after, change, self.at, "")
            return context_of(after, self.content, self._on_the_wall, needs)

        record.session, effects = transition(self.content.catalog, record.session, event, context, renew)
        return [follow_up for effect in effects if (follow_up := self._apply(effect))]

    def _note_opening(self, dialogue: str) -> None:
        """What somebody opens is remembered, so that home can show what they have been at."""
        if self.peer.consented and self.content.catalog.current(dialogue).consent:
            self.peer.remember(opened={**self.peer.record.memory.opened, dialogue: self.at})

    def _apply(self, effect: Effect) -> Event | None:
        match effect:
            case Say():
                self._say(effect)
            case Keep():
                _write(self.peer, effect, self.at, self._asked(effect))
                if effect.section == "wins" and not effect.role:
                    self.peer.count("wins", self._on_the_wall)
            case Ended(dialogue="danger"):
                self._leave_danger(effect.outcome)
            case Ended(dialogue="reflect", outcome="completed"):
                self.peer.count("reflections", self._on_the_wall)
            case Withdraw() | Revise():
                _write(self.peer, effect, self.at, "")
                self._uncount(effect)
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
                perform(self.peer, effect.action, effect.arguments, self._scene)
            case Do():
                result, value = perform(self.peer, effect.action, effect.arguments, self._scene)
                return Done(at=self.at, action=effect.action, result=result, value=value, did=effect.did)
        return None

    def _leave_danger(self, outcome: str) -> None:
        """A sign that was none makes no later reply a second one. After silence the question below, which nobody has
        read, is not answered by what is written next: it rests."""
        session = self.peer.record.session
        if outcome == "completed":
            self.was_mistaken = True
            forget_replies(self.peer)
        elif outcome == "expired" and session.top and self.content.catalog.current(session.top.dialogue).can_rest:
            below = replace(session.top, paused=True)
            self.peer.record.session = replace(session, frames=(*session.frames[:-1], below))

    def _uncount(self, effect: Withdraw | Revise) -> None:
        """A win whose answer was undone, or taken up with the next message, is none for the figures."""
        line = self.peer.lines.get(effect.ref) if isinstance(effect, Withdraw) and self.peer.record.joined_at else None
        if line and line.section == "wins" and not line.role:
            self.peer.count("wins", line.created_at.astimezone(self.zone), -1)

    def _asked(self, effect: Keep) -> str:
        """The question that a line answers, in the words it was asked in."""
        return "" if effect.asked is None else self.presenter.question(effect.dialogue, effect.state, effect.asked)

    def _say(self, effect: Say) -> None:
        message = self.presenter.message(effect)
        if self.speech.enclosures:
            otherwise = self.presenter.shared("no_file")
            message = replace(message, enclosure=self.speech.enclosures.pop(0), otherwise=otherwise)
        elif self.speech.clears:
            otherwise = self.presenter.shared("not_cleared")
            message = replace(message, clears=tuple(self.speech.clears), otherwise=otherwise)
            self.speech.clears.clear()
        if message.html:
            self.speech.add(message, effect.question, helps=effect.dialogue == HELP_NOW)

    def _revise_line(self, effect: EditedElsewhere) -> None:
        line = plan.of_message(self.peer, effect.message)
        parts = edited(line.parts, effect.message, effect.text) if line else None
        if line and parts:
            plan.revise(self.peer, line.ref, whole(parts), self.at, parts)
        if (line and parts) or effect.taken:
            self.tell("revised", answer=whole(parts or ()) or effect.text)
        else:
            self.tell("edited_too_late")


def _write(peer: Peer, effect: Effect, at: datetime, question: str) -> None:
    """Carries out one of the effects that write in the plan. ``question`` is what a new line answers."""
    match effect:
        case Keep():
            plan.keep(peer, effect, question)
        case Withdraw():
            plan.withdraw(peer, effect.ref, at)
        case Revise():
            plan.revise(peer, effect.ref, whole(effect.parts), at, effect.parts)
