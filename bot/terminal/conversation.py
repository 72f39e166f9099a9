"""A conversation line by line, as the terminal, transcripts and tests hold it.

A line is a message; ``[label]`` presses the newest button of that label; ``/command`` is a command. Lines that begin
with a colon speak to the terminal: ``:later 3d`` moves the clock, ``:edit words`` changes the last message, ``:send
plan.json`` sends a file, ``:as rosa`` speaks as somebody else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app.app import App
from bot.app.files import LARGEST_READ, File, text_of
from bot.app.incoming import Act, Commanded, Incoming, Outcome, Pressed, Sent, retyped, typed
from bot.app.message import Key, Message
from bot.engine.transition import BURST
from bot.scripts.build import duration
from bot.wording import plain

# How long reading a reply and writing the next line is taken to last when lines come from a file or a pipe. It is well
# over the three seconds within which messages count as one burst.
READING = timedelta(seconds=20)
# A file is made before its message comes.
DELIVERY_SECONDS = 60.0
_NAME = re.compile("[a-z0-9]{1,20}")
_LONGEST_STEP = timedelta(days=3660)


@dataclass(slots=True)
class MovableClock:
    """A clock that can be moved forward. ``base`` tells the real time, or stands still for transcripts."""

    base: Callable[[], datetime]
    offset: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        """The time it is in this conversation."""
        return self.base() + self.offset

    def move(self, by: timedelta) -> None:
        """Moves it forward."""
        self.offset += by


@dataclass(frozen=True, slots=True)
class Letter(Message):
    """A message that arrived with a file."""

    file: File | None = None


@dataclass(slots=True)
class Mailbox:
    """A sender that keeps what it is given, until it is read. Nothing is taken out of it: a terminal only tells so."""

    messages: dict[str, list[Message]] = field(default_factory=dict)
    sent: int = 0

    async def send(self, address: str, message: Message, file: File | None = None) -> tuple[int, ...]:
        """Takes the message; it cannot fail."""
        arrived = message if file is None else Letter(message.html, message.rows, file=file)
        self.messages.setdefault(address, []).append(arrived)
        self.sent += 1
        return (self.sent,)

    def take(self, address: str) -> list[Message]:
        """Everything that came for one person since the last look."""
        return self.messages.pop(address, [])


class LineError(Exception):
    """A line that cannot be carried out; the message says what to do instead."""


class Conversation:
    """Somebody talking through an `App` whose sender is ``mailbox``. Files to send are looked for in ``folder``.

    ``address`` is theirs; with ``:as``, others can speak in turn, each with a conversation of their own.
    """

    def __init__(
        self,
        app: App,
        mailbox: Mailbox,
        clock: MovableClock,
        address: str = "terminal:local",
        folder: Path | None = None,
    ) -> None:
        self._app = app
        self._folder = folder or Path()
        self._mailbox = mailbox
        self._clock = clock
        self._me = self._address = address
        self._keys: dict[str, list[Key]] = {}
        self._messages = self._first = 0
        self._moved: timedelta | None = None

    @property
    def _shown(self) -> list[Key]:
        """The buttons that whoever speaks has seen, the newest last."""
        return self._keys.setdefault(self._address, [])

    @property
    def _hasty(self) -> bool:
        """Whether the line before moved the clock by no more than it takes to type on without reading."""
        return self._moved is not None and self._moved <= BURST

    async def take(self, line: str) -> list[Message]:
        """Carries out one line; returns what the bot says to it. Raises `LineError`, and what the app raises."""
        if line.startswith(":"):
            return await self._instruct(line)
        return await self._does(self._act(line))

    async def _does(self, act: Act) -> list[Message]:
        """Hands over one act; what the line before did to the clock is over with it."""
        try:
            return await self.act([act])
        finally:
            self._moved = None

    async def act(self, acts: Iterable[Act]) -> list[Message]:
        """Hands over acts as one batch, all at this moment."""
        at = self._clock()
        batch = [Incoming(update=None, address=self._address, at=at, act=act, hasty=self._hasty) for act in acts]
        outcomes = await self._app.intake.take(batch)
        await self._app.delivery.drain(DELIVERY_SECONDS)
        return self._heard(outcomes.values())

    async def catch_up(self) -> None:
        """Goes on after an earlier chat: from where that moved the clock, and with numbers that it did not use."""
        async with self._app.store.transaction() as transaction:
            record = (await transaction.peers([self._address])).get(self._address)
        answered = record.session.answered_at if record else None
        if answered and answered > self._clock():
            self._clock.move(answered - self._clock())
        self._messages = self._first = int(self._clock().timestamp())

    def pass_reading_time(self) -> None:
        """Lets as much time pass as a person takes to read and write, unless the line before moved the clock."""
        if self._moved is None:
            self._clock.move(READING)

    async def talk(self, lines: list[str]) -> list[Message]:
        """Carries out lines as they stand in a transcript: several at once are one burst."""
        self.pass_reading_time()
        if len(lines) == 1:
            return await self.take(lines[0])
        if any(line.startswith(":") for line in lines):
            raise LineError("Lines with a colon stand alone, with an empty line before and after.")
        return await self.act([self._act(line) for line in lines])

    def labels(self) -> list[str]:
        """The labels of the buttons under the newest message that has any."""
        return [key.label for key in self._shown]

    def _act(self, line: str) -> Act:
        if line.startswith("[") and line.endswith("]") and len(line) > 2:
            return Pressed(self._button(line[1:-1]))
        act = typed(line, self._messages + 1)
        if not isinstance(act, Commanded) or act.argument:
            self._messages += 1
        return act

    def _button(self, label: str) -> str:
        wanted = " ".join(label.split()).casefold()
        for key in reversed(self._shown):
            if " ".join(key.label.split()).casefold() == wanted:
                return key.data
        known = " ".join(f"[{key.label}]" for key in self._shown[-8:])
        raise LineError(f"There is no button [{label}] here. {f'There is: {known}' if known else ''}".strip())

    async def _instruct(self, line: str) -> list[Message]:
        word, _, rest = line[1:].partition(" ")
        if word == "later":
            by = duration(rest.strip())
            if by is None or by > _LONGEST_STEP:
                raise LineError("Write how much later, such as :later 2s, :later 30m, :later 8h or :later 3d.")
            return await self.later(by)
        if word == "edit" and rest and self._messages > self._first:
            return await self.act([retyped(rest, self._messages)])
        if word == "send" and rest.strip():
            return await self._does(self._file(rest.strip()))
        if word == "as" and _NAME.fullmatch(rest.strip()):
            return self._speak_as(rest.strip())
        raise LineError(
            "I know :later 3d, :edit new words (changes your last message), :send FILE, :as NAME (:as me) and :quit."
        )

    def _speak_as(self, name: str) -> list[Message]:
        """From here on, somebody else speaks; what has come for them meanwhile is shown."""
        self._address = self._me if name == "me" else f"{self._me.partition(':')[0]}:{name}"
        return self._heard(())

    def _file(self, name: str) -> Sent:
        """The file as an act. Raises `LineError`."""
        text = text_of(_read(self._folder, name))
        self._messages += 1
        return Sent(Path(name).name, text, self._messages)

    async def later(self, by: timedelta) -> list[Message]:
        """Moves the clock; timers that fall due on the way fire when they are due."""
        self._moved = by
        until = self._clock() + by
        while True:
            async with self._app.store.transaction() as transaction:
                due = await transaction.next_due()
            if due is None or due > until.timestamp():
                break
            self._clock.move(max(timedelta(0), datetime.fromtimestamp(due, UTC) - self._clock()))
            await self._app.due.tick(self._clock())
        self._clock.move(until - self._clock())
        await self._app.delivery.drain(DELIVERY_SECONDS)
        return self._heard(())

    def _heard(self, outcomes: Iterable[Outcome]) -> list[Message]:
        messages = [Message(outcome.toast) for outcome in outcomes if outcome.toast]
        messages += self._mailbox.take(self._address)
        for message in messages:
            self._shown.extend(key for row in message.rows for key in row)
        del self._shown[:-200]
        return messages


def _read(folder: Path, name: str) -> bytes:
    """What stands in a file. Raises `LineError`."""
    try:
        path = folder / Path(name).expanduser()
        if path.is_dir():
            raise LineError(f"{name} is a folder. Write the name of a file in it.")
        if not path.is_file():
            raise LineError(f"There is no file {name}. Write where it lies, such as :send my-plan.json.")
        with path.open("rb") as opened:
            data = opened.read(LARGEST_READ + 1)
    except (OSError, RuntimeError, ValueError):
        raise LineError(f"The file {name} cannot be opened. Is it yours to read?") from None
    if len(data) > LARGEST_READ:
        raise LineError(f"The file {name} is too large. It can have up to {LARGEST_READ // 1024} KB.")
    return data


def cleared(message: Message) -> str:
    """What would be taken out of the chat, where a chat can be cleared."""
    return f"(messages taken out of the chat: {len(message.clears)})"


def lines_of(message: Message) -> list[str]:
    """A message as plain lines: what it clears, the name of its file, its text, then its buttons in brackets."""
    lines = [cleared(message)] if message.clears else []
    lines += [f"(file: {message.file.name})"] if isinstance(message, Letter) and message.file else []
    lines += plain(message.html).split("\n") if message.html else []
    if message.rows:
        lines.append(" ".join(f"[{key.label}]" for row in message.rows for key in row))
    return lines
