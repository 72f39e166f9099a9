"""Telling the operator's chat that something is wrong, and that it is over. Without a word or number of anybody's.

What is told goes to the channel directly: the database may be what is wrong. It lines up behind all replies.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

import structlog

from bot.app.delivery import Pace, Sender, TryAgain
from bot.app.delivery.sender import SendError
from bot.app.message import Message
from bot.app.watch.bell import Bell, Notice
from bot.app.watch.faults import faults_now
from bot.app.watch.watch import Watch
from bot.logs import cause_of
from bot.tasks import beside

LOOK_SECONDS = 20.0

log = structlog.get_logger()


class Alerts:
    """Looks every few seconds, and tells one chat."""

    def __init__(
        self, watch: Watch, sender: Sender, pace: Pace, chat: int, data_dir: Path, backup_days: int, where: str = ""
    ) -> None:
        self._watch = watch
        self._sender = sender
        self._pace = pace
        self._address = f"telegram:{chat}"
        self._data_dir = data_dir
        self._backup_days = backup_days
        self._where = where or socket.gethostname()
        self._bell = Bell()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Looks while the block runs."""
        async with beside(self._keep_looking()):
            yield

    async def look(self) -> None:
        """Looks once, and tells what there is to tell. What cannot be told now is told at a later look."""
        faults = await faults_now(self._watch, self._data_dir, self._backup_days)
        for notice in self._bell.heard(self._watch.meter.now(), faults):
            if not await self._tell(notice):
                return

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except Exception as error:  # a mistake here must not keep the operator from hearing of the next fault
                log.error("it could not be looked whether all is well", cause=cause_of(error))

    async def _tell(self, notice: Notice) -> bool:
        """Sends one notice; False where it is worth another try."""
        async with self._pace.line_up() as its_turn:
            if not its_turn:
                return False
            try:
                await self._sender.send(self._address, Message(escape(f"Strongsuit on {self._where}: {notice.text}")))
            except TryAgain as error:
                if not error.maybe_sent:
                    return False
            except SendError as error:
                log.error("STRONGSUIT_ALERT_CHAT cannot be written to", cause=type(error).__name__)
        self._bell.told(notice, self._watch.meter.now())
        return True
