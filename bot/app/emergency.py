""" "Get help now" when the database is unavailable.

Nothing can be written then, so nothing is acknowledged either: every act waits at the channel and is applied later. Two
things are still said: the crisis lines, to whoever asks for them or writes something with a sign of danger, and once to
everybody else that their words are safe.
Where a person stands among the crisis lines is held in memory for as long as the outage lasts.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

import structlog

from bot.app.acts import carry_out, is_urgent
from bot.app.admission import DANGER
from bot.app.care import Concern
from bot.app.content import Content, Defaults
from bot.app.delivery import Sender
from bot.app.incoming import Act, Blocking, Changed, Incoming, InGroup, Pressed, Said
from bot.app.message import Message, read_data
from bot.app.peer import Peer
from bot.app.presenter import HELP_NOW
from bot.app.turn import Turn
from bot.app.watching import sign_in
from bot.engine import Started
from bot.logs import cause_of
from bot.wording.text import folded

# Buttons of the reply to a sign of danger that ask for people and numbers.
_WANT_LINES = frozenset({"unsafe", "mine", "elsewhere"})
# Enough for a busy programme; beyond it the longest-known person is forgotten first.
REMEMBERED = 10_000

log = structlog.get_logger()


class Emergency:
    """Answers from memory; of somebody whose country cannot be looked up, the default is assumed."""

    def __init__(self, content: Content, sender: Sender, defaults: Defaults) -> None:
        self._content = content
        self._sender = sender
        self._defaults = defaults
        self._peers: dict[str, Peer] = {}
        self._told: set[str] = set()
        self._answered: dict[int, None] = {}
        self._warned: dict[int, None] = {}

    def is_answered(self, incoming: Incoming) -> bool:
        """Whether this act was a call for help that was answered during an outage: it is not to be applied again."""
        return incoming.update in self._answered

    def over(self) -> None:
        """The database is back. Who was told of the outage will be told of the next one too."""
        self._told.clear()
        self._peers.clear()

    async def answer(self, batch: Iterable[Incoming]) -> None:
        """Answers what can be answered without the database. Never raises."""
        for incoming in batch:
            if isinstance(incoming.act, InGroup | Blocking) or self._is_done_with(incoming):
                continue
            peer = self._peers.get(incoming.address) or self._new(incoming)
            turn = Turn(peer, self._content, incoming.at)
            for_help, in_danger = _judged(turn, incoming.act)
            if isinstance(incoming.act, Changed) and not in_danger:
                continue
            reply = self._reply(turn, incoming, for_help=for_help, in_danger=in_danger)
            sent = [await self._send(incoming.address, one) for one in reply]
            if (for_help or in_danger) and sent and all(sent) and incoming.update is not None:
                _remember(self._answered if for_help else self._warned, incoming.update)

    def _is_done_with(self, incoming: Incoming) -> bool:
        """Whether all there is to say now was said to this act; the channel hands it over again and again."""
        return self.is_answered(incoming) or incoming.update in self._warned

    async def _send(self, address: str, message: Message) -> bool:
        try:
            await self._sender.send(address, message)
        except Exception as error:  # whatever a sender does wrong must not keep the next person from an answer
            log.error("an emergency answer was not sent", cause=type(error).__name__)
            return False
        return True

    def _reply(self, turn: Turn, incoming: Incoming, *, for_help: bool, in_danger: bool) -> list[Message]:
        """What to say: the answer to a call for help, or to a sign of danger; else, once, that their words are safe.

        Words with a sign of danger are still to be applied, and answered as they are at any time.
        """
        turn.peer.changes.outbox.clear()
        try:
            if for_help:
                carry_out(turn, incoming, question_seen=True)
            else:
                self._say_that_words_are_safe(turn, again=in_danger)
                if in_danger:
                    turn.play(Started(at=incoming.at, dialogue=HELP_NOW))
            turn.finish()
        except Exception as error:
            log.error("an emergency answer failed", cause=cause_of(error))
        # A file is made of what the database holds, so none goes along now.
        return [Message.load(one.body).without_file() for one in turn.peer.changes.outbox]

    def _say_that_words_are_safe(self, turn: Turn, *, again: bool) -> None:
        address = turn.peer.record.address
        if again or address not in self._told:
            turn.tell("database_down")
        self._told.add(address)

    def _new(self, incoming: Incoming) -> Peer:
        if len(self._peers) >= REMEMBERED:
            self._peers.pop(next(iter(self._peers)))
        locale = self._content.locale_for(incoming.language or self._defaults.locale)
        peer = self._peers[incoming.address] = Peer.new(incoming.address, incoming.at, locale)
        peer.record.country = self._defaults.country
        return peer


def _remember(updates: dict[int, None], update: int) -> None:
    updates[update] = None
    if len(updates) > REMEMBERED:
        del updates[next(iter(updates))]


def _judged(turn: Turn, act: Act) -> tuple[bool, bool]:
    """Whether an act calls for help, and whether it says that somebody may be in danger. Raises nothing."""
    try:
        return _is_for_help(turn, act), _asks_for_lines(turn, act) or sign_in(turn, act) is not None
    except Exception as error:
        log.error("an act could not be looked at", cause=cause_of(error))
        return False, False


def _is_for_help(turn: Turn, act: Act) -> bool:
    """A call for help, or what is said or pressed at the crisis lines; anything else there, such as a file, waits."""
    if is_urgent(turn, act):
        return True
    top = turn.peer.record.session.top
    return top is not None and top.dialogue in (HELP_NOW, DANGER) and isinstance(act, Said | Pressed)


def _asks_for_lines(turn: Turn, act: Act) -> bool:
    """A button of a reply to danger that was sent before the outage, or its words: they want a number, and have one."""
    if isinstance(act, Pressed):
        read = read_data(act.data)
        return isinstance(read, tuple) and read[1] in _WANT_LINES
    return isinstance(act, Said) and folded(act.text.strip()) in {folded(one) for one in _labels_of_danger(turn)}


def _labels_of_danger(turn: Turn) -> Iterator[str]:
    wording = turn.content.wording
    for locale in wording.locales:
        for concern in get_args(Concern):
            yield wording.label(locale, DANGER, "ask_unsafe", {"sign": {"concern": concern}})
