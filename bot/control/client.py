"""The command's end of the control socket."""

import asyncio
import contextlib
from pathlib import Path

from bot.control.wire import LARGEST_ANSWER, as_address

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 60.0


class NobodyAnswersError(Exception):
    """No running bot answers at the control socket. ``begun``: it had taken the request, so it may be carried out."""

    def __init__(self, begun: bool) -> None:
        super().__init__("no running bot answers")
        self.begun = begun


async def ask(path: Path, request: bytes, seconds: float = ANSWER_SECONDS) -> bytes:
    """Sends one line to the bot that listens at ``path``; returns the line that it answers within ``seconds``.

    Raises `NobodyAnswersError`.
    """
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            with as_address(path) as address:
                reader, writer = await asyncio.open_unix_connection(address, limit=LARGEST_ANSWER)
    except (OSError, TimeoutError):
        raise NobodyAnswersError(begun=False) from None
    try:
        async with asyncio.timeout(seconds):
            writer.write(request + b"\n")
            await writer.drain()
            answer = await reader.readline()
    except (OSError, ValueError, TimeoutError):
        raise NobodyAnswersError(begun=True) from None
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    if not answer.endswith(b"\n"):
        raise NobodyAnswersError(begun=True)
    return answer
