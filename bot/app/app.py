"""The application, wired: a store, the content, and a channel's sender become intake, delivery and due timers."""

import contextlib
from collections.abc import Callable
from datetime import datetime

from bot.app.content import Content, Defaults
from bot.app.contents import Contents
from bot.app.delivery import Delivery, Pace, Sender
from bot.app.due import DueTimers
from bot.app.export.maker import ExportMaker
from bot.app.intake import Intake
from bot.app.retention import Retention
from bot.diagnostics import Finding
from bot.scripts import ContentError
from bot.scripts.published import changed
from bot.storage import DatabaseUnavailable, Journal, OutboxRecord, Store

# Answers with the moment it is, as an aware datetime. The composition root has the real one.
Clock = Callable[[], datetime]


class App:
    """Everything a channel needs. ``content`` and ``store`` outlive it; `start` and `stop` bracket its use."""

    def __init__(
        self,
        store: Store,
        content: Content,
        sender: Sender,
        defaults: Defaults,
        clock: Clock,
        journal: Journal | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.store = store
        self.content = content
        self.contents = Contents(content, clock)
        self.clock = clock
        maker = ExportMaker(store, self.contents, clock, defaults.timezone)
        self.delivery = Delivery(store, sender, self._unreachable, journal, maker, self._lapsed, clock, pace)
        self.intake = Intake(store, self.contents, self.delivery, defaults)
        self.due = DueTimers(store, self.contents, self.delivery, defaults)
        self.retention = Retention(store, self.contents, self.delivery, defaults)

    async def start(self) -> None:
        """Checks the key, pins the scripts, and takes charge of what is unsent.

        Raises `WrongKeyError`, `ContentError` or `DatabaseUnavailable`.
        """
        await self.store.check_key()
        await self._pin_scripts()
        await self.refresh_programmes()
        await self.delivery.adopt()
        self.delivery.start()

    async def stop(self, seconds: float = 10.0) -> None:
        """Sends and notes what is on its way, for at most ``seconds``."""
        try:
            with contextlib.suppress(DatabaseUnavailable):
                await self.delivery.drain(seconds)
        finally:
            await self.delivery.stop()

    async def refresh_programmes(self) -> None:
        """Looks what programmes there are, and what words of their own. Raises `DatabaseUnavailable`."""
        async with self.store.transaction() as transaction:
            programmes = await transaction.programmes.all()
        await self.contents.take(programmes)

    async def _unreachable(self, address: str) -> None:
        async with self.store.transaction() as transaction:
            await transaction.set_blocked([address], self.clock())

    async def _lapsed(self, message: OutboxRecord) -> None:
        await self.due.lapsed(message)

    async def _pin_scripts(self) -> None:
        """Keeps every script version that is used, and loads the older ones that people are in the middle of.

        A version whose shape has changed since it was first used here, or one that people stand in and that is gone,
        is refused: they would be stranded.
        """
        catalog = self.content.catalog
        findings: list[Finding] = []
        async with self.store.transaction() as transaction:
            for name, source in catalog.sources.items():
                version = catalog.current(name).version
                known = await transaction.script(name, version)
                if known is None:
                    await transaction.add_script(name, version, source.digest, source.text)
                elif known[0] != source.digest:
                    findings.append(changed(source.file, name, version, {}))
            for name, version in await transaction.pinned():
                if name in catalog and catalog.current(name).version == version:
                    continue
                known = await transaction.script(name, version)
                if known is not None:
                    catalog.remember(name, version, known[1])
        if findings:
            raise ContentError(findings)
