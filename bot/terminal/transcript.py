"""Golden transcripts: a conversation as a text file that a writer can read, run again, and accept.

    # What this shows, in a line or two
    # at: 2026-03-02T10:00 UTC
    # locale: en
    # with: programme

    > /start
    | Hello. I'm Strongsuit.
    | [Yes] [No]

``> `` is what the person does, as in the terminal; several such lines together are one burst.
With ``programme``, the sample programme is there, with its staff; ``> :as rosa`` speaks as one of them.
``| `` is what the bot says; a line that holds only ``|`` is a blank line, and an empty line parts two messages.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.app.message import Message
from bot.terminal.conversation import LineError, lines_of


class TranscriptError(Exception):
    """A transcript that cannot be read; the message names file, line and remedy."""


@dataclass(slots=True)
class Exchange:
    """What the person did, line by line, and what the bot said to it."""

    lines: list[str]
    replies: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Transcript:
    """A file: its comment lines, its settings, its exchanges."""

    comments: list[str] = field(default_factory=list)
    at: datetime = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    locale: str = "en"
    cast: str = ""
    exchanges: list[Exchange] = field(default_factory=list)

    def render(self) -> str:
        """The text of the file."""
        parts = ["\n".join(self.comments)] if self.comments else []
        for exchange in self.exchanges:
            parts.append("\n".join(f"> {line}" for line in exchange.lines))
            parts[-1] += "".join(f"\n{_barred(reply)}\n" for reply in exchange.replies).rstrip("\n")
        return "\n\n".join(parts) + "\n"


def _barred(reply: list[str]) -> str:
    return "\n".join(f"| {line}".rstrip(" ") if not line else f"| {line}" for line in reply)


def read_transcript(file: Path) -> Transcript:
    """Reads a file. Raises `TranscriptError`."""
    made = Transcript()
    fresh, fresh_reply = True, True
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if line.startswith("#") and not made.exchanges:
            made.comments.append(line)
            _set(made, line, file, number)
        elif line.startswith("> "):
            if fresh:
                made.exchanges.append(Exchange([]))
            made.exchanges[-1].lines.append(line[2:])
            fresh, fresh_reply = False, True
        elif line == "|" or line.startswith("| "):
            if not made.exchanges:
                raise TranscriptError(f"{file}:{number}: the bot speaks before anybody. Begin with a line '> /start'.")
            if fresh_reply:
                made.exchanges[-1].replies.append([])
            made.exchanges[-1].replies[-1].append(line[2:])
            fresh, fresh_reply = True, False
        elif not line:
            fresh, fresh_reply = True, True
        else:
            raise TranscriptError(f"{file}:{number}: a line begins with '> ', '| ' or '#'.")
    return made


def _set(made: Transcript, line: str, file: Path, number: int) -> None:
    name, colon, value = line.lstrip("# ").partition(":")
    if colon and name == "at":
        try:
            made.at = datetime.fromisoformat(value.strip().removesuffix("UTC").strip()).replace(tzinfo=UTC)
        except ValueError:
            raise TranscriptError(f"{file}:{number}: write the time as in '# at: 2026-03-02T10:00 UTC'.") from None
    elif colon and name == "locale":
        made.locale = value.strip()
    elif colon and name == "with":
        made.cast = value.strip()
        if made.cast != "programme":
            raise TranscriptError(f"{file}:{number}: write '# with: programme', or leave the line out.")


async def replay(made: Transcript, talk: Callable[[list[str]], Awaitable[list[Message]]]) -> Transcript:
    """Holds the conversation again; returns the transcript as it comes out now."""
    fresh = Transcript(made.comments, made.at, made.locale, made.cast)
    for exchange in made.exchanges:
        try:
            messages = await talk(exchange.lines)
            replies = [lines_of(message) for message in messages]
        except LineError as error:
            replies = [[f"({error})"]]
        fresh.exchanges.append(Exchange(exchange.lines, replies))
    return fresh
