"""Files, out and in: what goes along with a message, how it is made, and what is read of a file that a person sends.

A file is made only when its message is about to be sent. So no file lies in the outbox, and a slow one holds up neither
a batch nor the messages of other people.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.app.message import Enclosure

# Each file that is being made costs memory and a processor; others wait their turn.
MADE_AT_ONCE = 4
# The next messages of the same person wait for the file: better no file than a long silence.
MAKING_SECONDS = 30.0
# A whole life in a plan is far smaller; anything larger is not what can be read here.
LARGEST_READ = 2 * 1024 * 1024

log = structlog.get_logger()


@dataclass(frozen=True)
class File:
    """A file as it is sent. ``kind`` is its MIME type; with ``is_picture`` the channel may show it in the talk."""

    name: str
    kind: str
    data: bytes = field(repr=False)
    is_picture: bool = False


class CannotMakeFile(Exception):  # noqa: N818 - it says what is the case
    """There is nothing to make this file of, or it did not come about. The cause holds no words of anybody."""


class Maker(Protocol):
    """Makes the file of an enclosure, for the person at ``address``."""

    async def make(self, address: str, enclosure: Enclosure) -> File:
        """The whole file. Raises `CannotMakeFile`; whatever else it raises means the same."""
        ...


class Workshop:
    """Has files made: so many at once, none for longer than it may take, and never with an error."""

    def __init__(self, maker: Maker | None) -> None:
        self._maker = maker
        self._benches = asyncio.Semaphore(MADE_AT_ONCE)

    async def make(self, address: str, enclosure: Enclosure) -> File | None:
        """The file; None where it cannot be made, which the log then tells without content."""
        if self._maker is None:
            log.error("a file cannot be made", form=enclosure.form, cause="there is no maker")
            return None
        async with self._benches:
            try:
                async with asyncio.timeout(MAKING_SECONDS):
                    return await self._maker.make(address, enclosure)
            except Exception as error:  # whatever goes wrong, the message still goes out, with other words
                # Only our own error is known to tell a cause without anybody's words.
                cause = str(error) if isinstance(error, CannotMakeFile) else type(error).__name__
                log.error("a file cannot be made", form=enclosure.form, cause=cause)
                return None


def text_of(data: bytes) -> str | None:
    """The text of a file that a person sent; None where it is too large, or no text in UTF-8."""
    if len(data) > LARGEST_READ:
        return None
    try:
        # A byte order mark says how the text is written down, and is none of its words.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
