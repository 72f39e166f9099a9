"""People who write while the rush goes on: some answer the check-in they have just had, others come by themselves."""

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Any

from benchmarks.words import ANSWER, WIN
from bot.compose.clock import now

if TYPE_CHECKING:
    from benchmarks.api import Api

# Nobody answers at once.
READING_SECONDS = 3.0


class Writers:
    """One person after the other writes once; the server notes how long each waits for the reply."""

    def __init__(self, api: "Api") -> None:
        self._api = api
        self._task: asyncio.Task[None] | None = None
        self._numbers = count(1)

    def start(self, rate: float, others: list[int], seconds: float) -> None:
        """``rate`` people a second write for so many seconds: those who were written to, and ``others`` in turn."""
        self.stop()
        self._task = asyncio.create_task(self._write(rate, others, seconds))

    def stop(self) -> None:
        """Nobody writes any more."""
        if self._task:
            self._task.cancel()

    async def _write(self, rate: float, others: list[int], seconds: float) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in count():
            at = begun + number / rate
            if at > begun + seconds:
                return
            await asyncio.sleep(max(0.0, at - loop.time()))
            if number % 2 or (chat := self._answering(loop.time())) is None:
                if not others:
                    continue
                self._says(others.pop(), WIN)
            else:
                self._says(chat, ANSWER)

    def _answering(self, at: float) -> int | None:
        """Somebody who had the check-in a moment ago."""
        counts = self._api.counts
        return next((chat for chat, when in counts.lately(at - READING_SECONDS) if chat not in counts.wrote), None)

    def _says(self, chat: int, text: str) -> None:
        number = next(self._numbers)
        message: dict[str, Any] = {
            "message_id": 1_000_000 + number,
            "date": int(now().timestamp()),
            "chat": {"id": chat, "type": "private", "first_name": "Ana"},
            "from": {"id": chat, "is_bot": False, "first_name": "Ana", "language_code": "en"},
            "text": text,
        }
        self._api.counts.wrote_now(chat)
        self._api.offer({"update_id": 700_000_000 + number, "message": message})
