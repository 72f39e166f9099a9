"""The application, wired: a store, the content, and a channel's sender become intake, delivery and due timers."""

import contextlib
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from bot.app.charge import Charge
from bot.app.content import Content, Defaults
from bot.app.contents import Contents
from bot.app.delivery import Delivery, Pace, Sender
from bot.app.due import DueTimers
from bot.app.export.maker import ExportMaker
from bot.app.intake import Intake
from bot.app.retention import Retention
from bot.app.watch.meter import Meter
from bot.diagnostics import Finding
from bot.scripts import ContentError
from bot.scripts.published import changed
from bot.storage import DatabaseUnavailable, Journal, OutboxRecord, Store

# Answers with the moment it is, as an aware datetime. The composition root has the real one.
Clock = Callable[[], datetime]
# How long what waits to be sent may hold up that another process takes over.
HAND_OVER_SECONDS = 10.0


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
        meter: Meter | None = None,
        charge: Charge | None = None,
    ) -> None:
        self.meter = meter or Meter()
        self.charge = charge or Charge()
        self.store = store
        store.answered, store.troubled = self.meter.answered, self.meter.failed
        self.content = content
        self.contents = Contents(content, clock)
        self.clock = clock
        maker = ExportMaker(store, self.contents, clock, defaults.timezone)
        self.delivery = Delivery(
            store, sender, self._unreachable, journal, maker, self._lapsed, clock, pace, self.meter,
            self.charge,
        )  # fmt: skip
        self.intake = Intake(store, self.contents, self.delivery, defaults, self.meter)
        self.due = DueTimers(store, self.contents, self.delivery, defaults, self.meter, self.charge)
        self.retention = Retention(store, self.contents, self.delivery, defaults, self.charge)

    async def start(self) -> None:
        """Checks the key, pins the scripts, and takes charge of what is unsent.

        Raises `WrongKeyError`, `ContentError` or `DatabaseUnavailable`.
        """
        await self.store.check_key()
        await self.fill_slots()
        await self._keep_scripts()
        await self._load_pinned()
        await self.refresh_programmes()
        await self.delivery.adopt()
        self.delivery.start()

    async def stop(self, seconds: float = 10.0) -> None:
        """Sends and notes what is on its way, for at most ``seconds``; may be called again."""
        try:
            with contextlib.suppress(DatabaseUnavailable):
                # Where others look after our people by now, nothing more is sent.
                await self.delivery.drain(seconds if self.charge.is_sure() else 0.0)
        finally:
            await self.delivery.stop()

    async def take_over(self, slots: Collection[int]) -> None:
        """Looks after people in ``slots`` from now on. Raises `DatabaseUnavailable`."""
        await self._load_pinned()
        await self.delivery.adopt(slots)
        self.charge.take(slots)

    async def hand_over(self, slots: Collection[int], batch_in_hand: Callable[[], Awaitable[None]]) -> None:
        """Stops looking after people in ``slots``: what was begun for them is finished. Raises `DatabaseUnavailable`.

        ``batch_in_hand`` returns when the batch of acts that is being applied is applied.
        """
        self.charge.let_go(slots)
        await batch_in_hand()
        await self.due.batch_in_hand()
        await self.retention.batch_in_hand()
        await self.delivery.hand_over(slots, HAND_OVER_SECONDS)

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

    async def fill_slots(self) -> None:
        """Puts people and messages from before there were slots into theirs."""
        while True:
            async with self.store.transaction() as transaction:
                if not await transaction.fill_slots():
                    return

    async def _keep_scripts(self) -> None:
        """Keeps every script version that is used, so that whoever begins one can finish it after the next upgrade.

        A version whose shape has changed since it was first used here is refused: people would be stranded.
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
        if findings:
            raise ContentError(findings)

    async def _load_pinned(self) -> None:
        """Loads the older versions that people are in the middle of."""
        catalog = self.content.catalog
        async with self.store.transaction() as transaction:
            for name, version in await transaction.pinned():
                if catalog.knows(name, version):
                    continue
                known = await transaction.script(name, version)
                if known is not None:
                    catalog.remember(name, version, known[1])
