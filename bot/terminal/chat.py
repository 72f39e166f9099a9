"""`strongsuit chat`: colour, menus and history for a person; plain lines for a pipe."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.app.files import File
from bot.app.incoming import Commanded
from bot.app.message import Message
from bot.terminal.conversation import Conversation, Letter, LineError, cleared, lines_of
from bot.terminal.transcript import Exchange, Transcript
from bot.wording import plain

HINT = "A line is a message. [label] or its number presses a button. :later 3d moves the clock, :quit leaves."
# As many files of one name as anybody will keep side by side.
MOST_OF_A_NAME = 10_000


class Chat:
    """A terminal conversation. With ``record``, what was said is written there as a transcript when it ends.

    Files that come with messages are saved in the folder ``files``.
    """

    def __init__(self, talk: Conversation, *, interactive: bool, record: Path | None, files: Path) -> None:
        self._talk = talk
        self._interactive = interactive
        self._record = record
        self._files = files
        self._written = Transcript()
        self._console = Console(highlight=False)
        self._offered: list[str] = []

    async def run(self) -> None:
        """Talks until the end of the input or ``:quit``."""
        if self._interactive:
            self._console.print(HINT, style="dim", markup=False)
            self._show(await self._talk.act([Commanded("start")]), "/start")
        async for line in self._lines():
            if line == ":quit":
                break
            if line:
                await self._one(line)
        if self._record:
            self._record.write_text(self._written.render(), "utf-8")
            sys.stderr.write(f"Saved as {self._record}.\n")

    async def _one(self, line: str) -> None:
        if not self._interactive:
            self._talk.pass_reading_time()
        line = self._numbered(line)
        try:
            self._show(await self._talk.take(line), line)
        except LineError as error:
            if self._interactive:
                self._console.print(str(error), style="yellow", markup=False)
            else:
                sys.stdout.write(f"{error}\n\n")

    def _numbered(self, line: str) -> str:
        """In a terminal, a number presses the button that shows it."""
        labels = self._offered
        if self._interactive and line.isdecimal() and 1 <= int(line) <= len(labels):
            return f"[{labels[int(line) - 1]}]"
        return line

    def _show(self, messages: list[Message], line: str) -> None:
        self._written.exchanges.append(Exchange([line], [lines_of(message) for message in messages]))
        if not self._interactive:
            for message in messages:
                sys.stdout.write("\n".join([*lines_of(message), *self._saved(message)]) + "\n\n")
            sys.stdout.flush()
            return
        for message in messages:
            self._console.print()
            if message.clears:
                self._console.print(cleared(message), style="dim", markup=False)
            self._console.print(Text(plain(message.html)))
            for line in self._saved(message):
                self._console.print(line, style="yellow", markup=False)
        buttons = [key.label for message in messages for row in message.rows for key in row]
        if buttons:
            self._offered = buttons
            # A button is not broken over two lines.
            menu = "   ".join(f"{n} {label}".replace(" ", "\u00a0") for n, label in enumerate(buttons, 1))
            self._console.print(Text(menu, style="cyan"))

    def _saved(self, message: Message) -> list[str]:
        """Saves the file of a message; returns a line that says where, or why not."""
        if not isinstance(message, Letter) or message.file is None:
            return []
        try:
            return [f"Saved as {save(message.file, self._files)}."]
        except OSError as error:
            remedy = "Start with --files and the name of another folder."
            return [f"The file could not be saved in {self._files}: {error.strerror}. {remedy}"]

    async def _lines(self) -> AsyncIterator[str]:
        if self._interactive:
            async for line in self._typed():
                yield line
            return
        while raw := await asyncio.to_thread(sys.stdin.buffer.readline):
            yield raw.decode("utf-8", "replace").rstrip("\r\n")

    async def _typed(self) -> AsyncIterator[str]:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import FuzzyWordCompleter
        from prompt_toolkit.history import InMemoryHistory

        # Only for as long as the chat lasts: a history file would keep people's words in clear.
        session: PromptSession[str] = PromptSession(history=InMemoryHistory())
        while True:
            completer = FuzzyWordCompleter([f"[{label}]" for label in self._offered])
            try:
                line = await session.prompt_async("\n> ", completer=completer, complete_while_typing=False)
            except (EOFError, KeyboardInterrupt):
                return
            yield line.strip("\r\n")


def save(file: File, folder: Path) -> Path:
    """Writes a file under its name, or the next free one such as ``my-plan-2.pdf``; returns where. Raises `OSError`.

    Nothing is ever overwritten, and only whoever talks here may read what is written.
    """
    name = Path(Path(file.name).name.lstrip(".") or "file")
    for number in range(1, MOST_OF_A_NAME):
        place = folder / (name.name if number == 1 else f"{name.stem}-{number}{name.suffix}")
        try:
            descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        try:
            with open(descriptor, "wb") as opened:
                opened.write(file.data)
        except OSError:
            place.unlink(missing_ok=True)
            raise
        return place
    raise FileExistsError(None, "there are too many files of this name")
