"""`strongsuit chat`: colour, menus and history for a person; plain lines for a pipe."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.app.incoming import Commanded
from bot.app.message import Message
from bot.terminal.conversation import Conversation, LineError, lines_of
from bot.terminal.transcript import Exchange, Transcript
from bot.wording import plain

HINT = "A line is a message. [label] or its number presses a button. :later 3d moves the clock, :quit leaves."


class Chat:
    """A terminal conversation. With ``record``, what was said is written there as a transcript when it ends."""

    def __init__(self, talk: Conversation, *, interactive: bool, record: Path | None) -> None:
        self._talk = talk
        self._interactive = interactive
        self._record = record
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
                sys.stdout.write("\n".join(lines_of(message)) + "\n\n")
            sys.stdout.flush()
            return
        for message in messages:
            self._console.print()
            self._console.print(Text(plain(message.html)))
        buttons = [key.label for message in messages for row in message.rows for key in row]
        if buttons:
            self._offered = buttons
            # A button is not broken over two lines.
            menu = "   ".join(f"{n} {label}".replace(" ", "\u00a0") for n, label in enumerate(buttons, 1))
            self._console.print(Text(menu, style="cyan"))

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
