"""The operator's chat: told what is wrong and that it is over, behind all replies, also while the database is away."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from helpers_app import shipped
from helpers_markers import STEM
from helpers_storage import store_of
from helpers_world import ANA, AT, Post, World

from bot.app.delivery import Pace, Refused, TryAgain
from bot.app.watch.alerts import Alerts
from bot.app.watch.bell import AGAIN_SECONDS, CALM_SECONDS, PATIENCE
from bot.app.watch.watch import Watch
from bot.storage import DatabaseUnavailable
from bot.storage.audit import Audited

CHAT = "telegram:77"
LONG = max(PATIENCE.values())


class House:
    """A world with somebody who looks after it. ``passes`` lets time go by, and looks."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.seconds = 0.0
        world.app.meter.now = lambda: self.seconds
        self.answered: datetime | None = None
        self.watch = Watch(world.app.meter, lambda: world.at, lambda: self.answered or world.at)
        self.watch.app = world.app
        self.pace = Pace()
        self.alerts = Alerts(self.watch, world.post, self.pace, 77, folder, backup_days=3, where="night")

    async def passes(self, seconds: float) -> list[str]:
        """What the operator was told after that time, and not before."""
        before = len(self.world.post.texts(CHAT))
        self.seconds += seconds
        self.world.at += timedelta(seconds=seconds)
        await self.alerts.look()
        return self.world.post.texts(CHAT)[before:]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """All is well."""
    async with store_of("file", tmp_path) as store:
        world = World(store, shipped(), Post())
        world.app.delivery.start()
        yield House(world, tmp_path)
        await world.app.stop()


def away(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """The database does not answer any more."""

    @asynccontextmanager
    async def refuse(**_: object) -> AsyncIterator[None]:
        raise DatabaseUnavailable(f"{STEM} is on the disk")
        yield

    monkeypatch.setattr(world.store.database, "transaction", refuse)


async def test_nothing_is_said_while_all_is_well(house: House) -> None:
    """However long."""
    for _ in range(5):
        assert await house.passes(3600) == []


async def test_an_outage_of_the_database_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It needs no database for that; what is told names the place and the remedy, and no word of anything in it."""
    with monkeypatch.context() as broken:
        away(broken, house.world)
        assert await house.passes(1) == []
        told = await house.passes(LONG + 1)
        assert len(told) == 1
        assert told[0].startswith("Strongsuit on night: The database does not answer.")
        assert STEM not in told[0]
        assert await house.passes(LONG) == []
    assert await house.passes(20) == []
    assert await house.passes(CALM_SECONDS) == [
        "Strongsuit on night: over after 6 minutes: the database answers again."
    ]


async def test_the_silence_of_telegram_is_told_when_it_can_be(house: House) -> None:
    """What cannot be sent stays to be told, and no look fails for it."""
    house.answered = AT
    house.world.post.trouble[CHAT] = deque([TryAgain(), TryAgain()])
    assert await house.passes(600) == []
    assert await house.passes(LONG) == []
    assert await house.passes(20) == []
    told = await house.passes(20)
    assert len(told) == 1
    assert "Telegram last answered" in told[0]


async def test_a_failed_message_is_told_without_a_word_of_it(house: House) -> None:
    """Once, though there are more; and half an hour later that there was no other."""
    house.world.app.meter.set_aside(f"telegram:{STEM}")
    told = await house.passes(1)
    assert told == [
        "Strongsuit on night: A message failed and was set aside; whoever wrote it was told. "
        "The log says where: look for its causes, and report them."
    ]
    house.world.app.meter.set_aside(ANA)
    assert await house.passes(60) == []
    assert await house.passes(AGAIN_SECONDS + 10) == []
    assert len(await house.passes(CALM_SECONDS)) == 1


async def test_an_old_backup_is_told(house: House) -> None:
    """From the first person on there is something to lose; a backup in whatever folder counts."""
    await house.world.does(ANA, "/start")
    assert await house.passes(2 * 86_400) == []
    told = await house.passes(2 * 86_400)
    assert len(told) == 1
    assert "There is no backup, and people have written here for 4 days. Make one: strongsuit db backup" in told[0]
    async with house.world.store.transaction() as transaction:
        await transaction.audit.note(Audited.BACKED_UP, house.world.at)
    await house.passes(20)
    assert await house.passes(CALM_SECONDS) == ["Strongsuit on night: over after 20 seconds: there is a new backup."]


async def test_a_full_disk_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the database finds out."""
    full = type("Usage", (), {"free": 5 * 2**20})
    monkeypatch.setattr("bot.app.watch.faults.shutil.disk_usage", lambda _: full)
    await house.passes(1)
    told = await house.passes(LONG)
    assert len(told) == 1
    assert "nearly full: 5 MB are left" in told[0]


async def test_it_waits_behind_replies(house: House) -> None:
    """Its place is in the line of what nobody has asked for."""
    house.world.app.meter.set_aside(ANA)
    places = []
    line_up = house.pace.line_up
    house.pace.line_up = lambda: places.append(1) or line_up()  # type: ignore[method-assign,func-returns-value]  # seen
    assert await house.passes(1)
    assert places == [1]


async def test_a_chat_that_cannot_be_written_to_is_not_tried_for_ever(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log says so once; the number of the chat is not in it."""
    house.world.app.meter.set_aside(ANA)
    house.world.post.trouble[CHAT] = deque([Refused("chat 77 not found")])
    assert await house.passes(1) == []
    assert await house.passes(20) == []
    out = capsys.readouterr()
    assert (out.out + out.err).count("STRONGSUIT_ALERT_CHAT cannot be written to") == 1
    assert "77" not in (out.out + out.err).replace("2026", "")
