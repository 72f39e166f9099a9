"""People who want to be checked in with, and an application whose clock jumps from one due thing to the next."""

import heapq
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from helpers_app import shipped
from helpers_world import AT, KEY, Post, World

from bot.app.app import App
from bot.app.consent import CONSENT_VERSION
from bot.app.content import Defaults
from bot.app.delivery import Pace
from bot.app.incoming import Act
from bot.app.message import Message
from bot.app.schedule import CHECK_IN, next_check_in
from bot.engine import Session
from bot.storage import PeerRecord, Store, Vault
from bot.storage.database import open_database
from bot.storage.records import Cadence, Changes, LineRecord, Memory, Rhythm
from bot.storage.tables import timers

# The bot looks each second; this is how late a look may be.
LOOK = timedelta(seconds=0.4)
NO_QUIET = (time(0), time(0))
"""No quiet hours."""
MONDAY = AT.date()
DUE = AT.replace(hour=18)
"""When `a_rhythm` comes for the first time."""
WORDS = "walking by the sea"


@dataclass(frozen=True)
class Heard:
    """A message that came: when, for whom, and what."""

    at: datetime
    address: str
    message: Message

    @property
    def kind(self) -> str:
        """``check_in``, ``nudge``, or ``note`` for words without a question."""
        tokens = {key.data.rpartition(":")[2] for row in self.message.rows for key in row}
        return "check_in" if "pass" in tokens else "nudge" if "_pause" in tokens else "note"


def a_rhythm(cadence: Cadence = "weekly", begun: date = MONDAY, **fields: Any) -> Rhythm:
    """A rhythm that began on a day of its own, at six in the evening, and stays as it is."""
    return Rhythm(**{"cadence": cadence, "weekdays": (begun.weekday(),), "begun_on": begun, "tapers": False, **fields})


def whens(heard: list[Heard], kind: str = "check_in") -> list[datetime]:
    """When check-ins came, to the minute."""
    return [one.at.replace(second=0, microsecond=0) for one in heard if one.kind == kind]


class House(World):
    """An application at work, whose clock jumps to what is due next. ``down`` are spans in which the bot does not run.

    ``heard`` is everything unsolicited, in order; `settle` lets people in without a talk.
    """

    def __init__(self, store: Store, at: datetime = AT) -> None:
        super().__init__(store, shipped(), Post())
        self.at = at
        self.heard: list[Heard] = []
        self.down: list[tuple[datetime, datetime]] = []
        self.on_heard: Callable[[Heard], None] | None = None
        self._plans: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = []
        self._numbers = itertools.count()

    # -- who lives here

    async def settle(
        self,
        address: str,
        rhythm: Rhythm | None,
        *words: str,
        zone: str = "UTC",
        due: datetime | None = None,
        locale: str = "en",
        **memory: Any,
    ) -> None:
        """Lets somebody in who has agreed, with these words in their plan, and a check-in timed (or ``due``)."""
        record = PeerRecord(
            address=address, session=Session.fresh(self.at), created_at=self.at, locale=locale, timezone=zone,
            consent_version=CONSENT_VERSION, consented_at=self.at, memory=Memory(rhythm=rhythm, **memory),
        )  # fmt: skip
        changes = Changes(peer=record, lines={ref: a_line(ref, text, self.at) for ref, text in enumerate(words, 1)})
        changes.timers[CHECK_IN] = next_check_in(record.memory, ZoneInfo(zone), self.at)
        async with self.store.transaction() as transaction:
            await transaction.save([changes])
        if due:
            await self.set_timer(address, CHECK_IN, due_at=due.timestamp())

    async def known(self, address: str) -> PeerRecord:
        """Somebody's row, which is there."""
        record = await self.record(address)
        assert record is not None
        return record

    async def rhythm(self, address: str) -> Rhythm:
        """Their rhythm, which they have."""
        rhythm = (await self.known(address)).memory.rhythm
        assert rhythm is not None
        return rhythm

    async def change(self, address: str, **memory: Any) -> None:
        """Changes what is remembered of somebody, behind the application's back: no timer follows."""
        record = await self.known(address)
        record.memory = Memory(**{**_fields(record.memory), **memory})
        async with self.store.transaction() as transaction:
            await transaction.save([Changes(peer=record)])

    async def timers(self, address: str) -> dict[str, tuple[datetime, int]]:
        """Somebody's timers: when each is due, and what for."""
        peer_id = (await self.known(address)).id
        async with self.store.database.transaction() as connection:
            rows = await connection.execute(timers.select().where(timers.c.peer_id == peer_id))
            return {row.timer: (datetime.fromtimestamp(row.due_at, UTC), row.question) for row in rows}

    async def set_timer(self, address: str, timer: str, **values: float) -> None:
        """Changes columns of a timer, or sets it where there is none."""
        peer_id = (await self.known(address)).id
        async with self.store.database.transaction() as connection:
            same = (timers.c.peer_id == peer_id) & (timers.c.timer == timer)
            done = await connection.execute(timers.update().where(same).values(**values))
            if not done.rowcount:
                await connection.execute(timers.insert().values(peer_id=peer_id, timer=timer, **values))

    # -- time

    def plan_for(self, at: datetime, deed: Callable[[], Awaitable[None]]) -> None:
        """Has something happen at a moment of `live_until`. What happens while the bot is down it sees later."""
        heapq.heappush(self._plans, (self._up(at), next(self._numbers), deed))

    def plan_act(self, at: datetime, address: str, act: Act | str) -> None:
        """The same for something that somebody does."""

        async def deed() -> None:
            await self.take(self.incoming(address, act, after=0))

        self.plan_for(at, deed)

    async def live_until(self, until: datetime) -> list[Heard]:
        """Lets time pass, from one thing that happens or is due to the next; returns what was unsolicited in it."""
        begun = len(self.heard)
        while True:
            due, planned = await self._next_due(), self._plans[0][0] if self._plans else None
            if planned is not None and planned <= until and (due is None or planned <= due):
                at, _, deed = heapq.heappop(self._plans)
                self.at = max(self.at, at)
                await deed()
            elif due is not None and due <= until:
                self.at = due
                await self.look()
            else:
                self.at = max(self.at, until)
                return self.heard[begun:]

    async def look(self) -> list[Heard]:
        """What the bot does each second; returns what came of it."""
        self._forget_old_messages()
        before = len(self.post.sent)
        await self.app.due.tick(self.at)
        assert await self.app.delivery.drain(5)
        fresh = [Heard(self.at, address, message) for address, message in self.post.sent[before:]]
        self.heard += fresh
        for one in fresh:
            if self.on_heard:
                self.on_heard(one)
        return fresh

    async def tick(self, at: datetime) -> None:
        """The bot looks at ``at``, and sends nothing yet."""
        self.at = max(self.at, at)
        await self.app.due.tick(self.at)

    async def restart(self, pace: Pace | None = None) -> None:
        """The process ends with things unsent, and another begins; it sends those when `release` is called."""
        await self.app.delivery.stop()
        self.app = App(self.store, shipped(), self.post, Defaults(country="US"), lambda: self.at, pace=pace)
        await self.app.start()

    async def release(self) -> list[Heard]:
        """The new process has seen what people wrote meanwhile; returns what it sends."""
        before = len(self.post.sent)
        self.app.delivery.release()
        assert await self.app.delivery.drain(5)
        return [Heard(self.at, address, message) for address, message in self.post.sent[before:]]

    async def _next_due(self) -> datetime | None:
        """When the bot looks next and finds something."""
        async with self.store.transaction() as transaction:
            due = await transaction.next_due()
        if due is None:
            return None
        at = max(datetime.fromtimestamp(due, UTC) + LOOK, self.at)
        return self._up(at)

    def _up(self, at: datetime) -> datetime:
        """The first moment from ``at`` on at which the bot runs."""
        return next((end for begin, end in self.down if begin <= at < end), at)

    def _forget_old_messages(self) -> None:
        """Only the newest message of each person is needed, for its buttons."""
        self.post.sent[:] = {address: (address, message) for address, message in self.post.sent}.values()


def _fields(memory: Memory) -> dict[str, Any]:
    return {name: getattr(memory, name) for name in Memory.__dataclass_fields__}


def a_line(ref: int, text: str, at: datetime) -> LineRecord:
    """Something that has helped somebody."""
    return LineRecord(
        ref=ref, section="what_helps", text=text, dialogue="reflect", version=1, state="helped", position=ref,
        created_at=at, adopted_at=at,
    )  # fmt: skip


@asynccontextmanager
async def house(at: datetime = AT) -> AsyncIterator[House]:
    """An application on a database in memory, started, and stopped again."""
    database = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        made = House(Store(database, Vault([KEY])), at)
        await made.app.start()
        try:
            yield made
            assert made.app.delivery.room == made.app.delivery.pace.ahead, "what was sent takes up room for ever"
        finally:
            await made.app.delivery.stop()
    finally:
        await database.close()
