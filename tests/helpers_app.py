"""People in memory: turns with the shipped scripts and words, but without a database or a channel."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from bot.app.acts import carry_out
from bot.app.consent import CONSENT_VERSION
from bot.app.content import Content, content_roots, load_content
from bot.app.incoming import Act, Incoming, Outcome, Pressed, Said
from bot.app.message import Message, link
from bot.app.peer import Peer
from bot.app.sharing.circle import Circle
from bot.app.turn import Turn
from bot.engine import Event, TimedOut
from bot.engine.codec import dump, load
from bot.storage import Vault
from bot.storage.circle import InvitationRecord
from bot.storage.memory import memory_of, memory_text
from bot.storage.records import ChangeRecord, LineRecord, TimerRecord
from bot.storage.sealing import change_of, change_row, line_of, line_row
from bot.wording import plain
from bot.wording.split import units
from bot.wording.text import TAGS

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
VAULT = Vault(["a key that is only for tests"])


@cache
def shipped() -> Content:
    """The scripts and words that are shipped. Shared by all tests: it is not to be changed."""
    content, _ = load_content(content_roots(None), "en")
    return content


def has_all_words(locale: str) -> bool:
    """Whether every file of words there is in English is there in ``locale``."""
    prompts = content_roots(None)[0] / "prompts"
    return all((prompts / locale / file.name).exists() for file in Path(prompts / "en").glob("*.j2"))


class Tags(HTMLParser):
    """Collects what is wrong with the tags of a message, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        self.wrong += [f"<{tag}> is left open" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an opening tag."""
        self.open.append(tag)
        if tag not in TAGS:
            self.wrong.append(f"<{tag}> is unknown")

    def handle_endtag(self, tag: str) -> None:
        """Notes a closing tag."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Notes the text."""
        self.text += data


def check_message(message: Message) -> None:
    """What every message holds to, whatever somebody wrote: Telegram would refuse it otherwise."""
    assert plain(message.html).strip(), "an empty message"
    assert units(plain(message.html)) <= 4096
    assert Tags(message.html).wrong == []
    assert Message.load(message.dump()) == message
    for key in (key for row in message.rows for key in row):
        assert key.label.strip()
        assert "\n" not in key.label
        assert 1 <= len(key.data.encode()) <= 64
        assert re.fullmatch(r"@[a-z_]+|\d+:[#_a-z0-9]+", key.data)


def rewritten(line: LineRecord) -> LineRecord:
    """``line`` as it is read again after it was written: through the columns of the table, sealed and opened."""
    row: Any = line_row(VAULT, 1, line)
    return line_of(VAULT, row)


def rewritten_change(change: ChangeRecord, number: int) -> ChangeRecord:
    """The same for a change, which has its number from then on."""
    row: Any = {**change_row(VAULT, 1, change), "id": number}
    made = change_of(VAULT, row)
    assert made is not None
    return made


class NoCodes(dict[str, InvitationRecord | None]):
    """What codes belong to: nothing, whatever somebody types, but for those that are given."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> None:
        return None


def on_their_own() -> Circle:
    """Nobody is around."""
    return Circle(found=NoCodes())


def settled(circle: Circle | None) -> Circle | None:
    """Those around somebody as the next turn finds them: what was shared anew has its number."""
    if circle is None:
        return None
    number = max((one.id or 0 for one in circle.given), default=0)
    given = tuple(one if one.id else replace(one, id=number + 1) for one in circle.given)
    return replace(circle, given=given)


def written(peer: Peer) -> Peer:
    """The person as the next process finds them: everything that changed goes through the form it is stored in."""
    changes, past = peer.changes, list(peer.past or ())
    past += [rewritten_change(change, len(past) + place) for place, change in enumerate(changes.history, 1)]
    lines = {**(peer.plan or {}), **{ref: rewritten(line) for ref, line in changes.lines.items()}}
    session = load(dump(peer.record.session))
    assert session == peer.record.session
    memory = memory_of(memory_text(peer.record.memory))
    assert memory == peer.record.memory
    record = replace(peer.record, session=session, memory=memory)
    return Peer(record, lines, past, settled(peer.around), chat=peer.chat)


class Friend:
    """One person and what the turns make of what they do.

    ``heard`` is what was said to the last act, ``noted`` are the plan lines that it changed. As in `Intake`, who was
    forgotten, or has neither agreed nor a question open, starts afresh. Everything is written down and read again
    between every two turns.
    """

    def __init__(self, content: Content, *, locale: str = "en", consented: bool = True) -> None:
        self.content = content
        self.locale = locale
        self.at = AT
        self.peer = self._fresh()
        if consented:
            self.peer.record.consented_at, self.peer.record.consent_version = AT, CONSENT_VERSION
        self.timers: dict[str, TimerRecord] = {}
        self.heard: list[Message] = []
        self.noted: set[int] = set()
        self.forgotten = False
        self._messages = 0

    def does(self, act: Act, *, seen: bool = True, after: float = 20) -> Outcome:
        """One act; `heard` holds what was said to it. Raises whatever the turn raises."""
        self.at += timedelta(seconds=after)
        turn = Turn(self.peer, self.content, self.at)
        outcome = carry_out(turn, Incoming(update=None, address="test:1", at=self.at, act=act), seen)
        self._finish(turn)
        return outcome

    def says(self, text: str, *, seen: bool = True, after: float = 20) -> Outcome:
        """Writes a text, with the next message number."""
        self._messages += 1
        return self.does(Said(text, self._messages), seen=seen, after=after)

    def time_out(self, timer: str) -> None:
        """The timer fires, as it was last set."""
        set_for = self.timers.pop(timer)
        self.at = max(self.at, set_for.due_at)
        self.plays(TimedOut(at=self.at, timer=timer, question=set_for.question))

    def plays(self, event: Event) -> None:
        """Plays an event as it is."""
        turn = Turn(self.peer, self.content, self.at)
        turn.play(event)
        self._finish(turn)

    @property
    def where(self) -> str:
        """``dialogue.state`` of the open question."""
        top = self.peer.record.session.top
        return f"{top.dialogue}.{top.state}" if top else ""

    @property
    def texts(self) -> str:
        """Everything that was said to the last act, as plain text."""
        return "\n\n".join(plain(message.html) for message in self.heard)

    def data(self, token: str) -> str:
        """The data of the button ``token`` among those just heard."""
        keys = [key for message in self.heard for row in message.rows for key in row]
        return next(key.data for key in keys if key.data.endswith(f":{token}") or key.data == token)

    @property
    def plan(self) -> list[str]:
        """The words that are in the plan now, oldest first."""
        return [line.text for _, line in sorted(self.peer.lines.items()) if line.removed_at is None]

    def presses(self, token: str) -> Outcome:
        """Presses the button ``token`` among those just heard; one that is a dialogue's name opens it."""
        return self.does(Pressed(self.data(token)))

    def opens(self, dialogue: str) -> Outcome:
        """Opens a dialogue by a button that is always good."""
        return self.does(Pressed(link(dialogue)))

    def copy(self) -> "Friend":
        """Somebody in exactly the same place, for trying something out."""
        made = Friend(self.content, locale=self.locale)
        made.peer, made.at, made.timers = self.peer.copy(), self.at, dict(self.timers)
        made.heard, made._messages = list(self.heard), self._messages
        return made

    def _fresh(self) -> Peer:
        peer = Peer.new("test:1", self.at, self.locale)
        peer.around = on_their_own()
        return peer

    def _finish(self, turn: Turn) -> None:
        turn.finish()
        changes = self.peer.changes
        self.heard = [Message.load(one.body) for one in changes.outbox]
        self.noted = {change.ref for change in changes.history}
        timers = {**self.timers, **changes.timers}
        self.timers = {name: timer for name, timer in timers.items() if timer is not None}
        self.forgotten = changes.forgotten
        if self.forgotten or not self.peer.worth_keeping:
            self.peer, self.timers = self._fresh(), {}
            return
        self.peer = written(self.peer)
