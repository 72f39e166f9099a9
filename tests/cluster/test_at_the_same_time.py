"""Two processes at the same people at the same time: what one does for others, and what the other does to them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_app import shipped
from helpers_circle import ANA, BEN, NIGHT, ROSA, SEA, SWIM, Town, town
from helpers_postgres import needs_postgres
from helpers_storage import postgres_of
from helpers_world import KEY

from bot.app.app import App
from bot.app.content import Defaults
from bot.app.incoming import Commanded
from bot.engine.codec import dump
from bot.storage import Store, Vault
from bot.storage.database import open_database

pytestmark = needs_postgres

# How long one of the two is ahead of the other, in seconds: either may come first.
AHEAD = (-0.02, -0.005, -0.001, 0.0, 0.001, 0.005, 0.02)


@asynccontextmanager
async def another(here: Town, url: str) -> AsyncIterator[App]:
    """Another process on the same database; what it says arrives at the same place."""
    database = await open_database(url)
    try:
        made = App(Store(database, Vault([KEY])), shipped(), here.post, Defaults(country="US"), lambda: here.at)
        await made.start()
        yield made
        await made.delivery.drain(5)
        await made.delivery.stop()
    finally:
        await database.close()


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[tuple[Town, App]]:
    """River House in one process, and another process beside it. Ana shares with Rosa; both are about to act."""
    url = postgres_of(tmp_path)
    async with town(url) as made, another(made, url) as beside:
        await made.people(ANA, BEN)
        await made.share(ANA, talk=NIGHT)
        await made.live_until(made.at + timedelta(minutes=1))
        await made.does(ROSA, "[@review]")
        yield made, beside


async def both(first: object, second: object, ahead: float) -> None:
    """Runs both, the first so much ahead."""

    async def later(work: object, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))
        await work  # type: ignore[misc]  # a coroutine

    await asyncio.gather(later(first, -ahead), later(second, ahead))


@pytest.mark.parametrize("ahead", AHEAD)
async def test_taken_back_while_it_is_opened_elsewhere(here: tuple[Town, App], ahead: float) -> None:
    """Either it was opened, and that is noted, or it was gone; in the end it is taken back, and the copy is gone."""
    made, beside = here
    await made.does(ANA, "/share", "[#0]")
    revoke, opening = made.press(ANA, "revoke"), made.press(ROSA, "#0")
    await both(made.app.intake.take([revoke]), beside.intake.take([opening]), ahead)
    await made.app.delivery.drain(5)
    await beside.delivery.drain(5)
    was_shown = any(words in "\n".join(made.post.texts(ROSA)) for words in (SWIM, SEA, NIGHT))
    assert len(await made.views(ANA)) == was_shown
    [share] = await made.shares(ANA)
    assert share.copy is None
    assert share.revoked_at is not None


@pytest.mark.parametrize("ahead", AHEAD)
async def test_deleted_while_somebody_has_them_in_a_list_elsewhere(here: tuple[Town, App], ahead: float) -> None:
    """Whichever is written last, nobody's place in the talk keeps the name of somebody who has gone."""
    made, beside = here
    await made.does(ANA, "/delete")
    gone, looking = made.press(ANA, "yes"), made.incoming(ROSA, "/review")
    await both(made.app.intake.take([gone]), beside.intake.take([looking]), ahead)
    assert await made.record(ANA) is None
    held = dump((await made.known(ROSA)).session)
    assert "Ana" not in held
    assert not any(frame.offered for frame in (await made.known(ROSA)).session.frames)


@pytest.mark.parametrize("ahead", AHEAD)
async def test_a_code_for_one_is_used_by_one(here: tuple[Town, App], ahead: float) -> None:
    """Two people with the same code at the same time, each by another process: one comes in."""
    made, beside = here
    await made.invite("W0RKW0RK", "specialist", most=1)
    for address in (ANA, BEN):
        await made.does(address, Commanded("start", "W0RKW0RK"))
    ana, ben = made.incoming(ANA, "Ana"), made.incoming(BEN, "Ben")
    await both(made.app.intake.take([ana]), beside.intake.take([ben]), ahead)
    records = [await made.known(ANA), await made.known(BEN)]
    async with made.store.transaction() as transaction:
        roles = [await transaction.programmes.staff_of_peer(one.id or 0) for one in records]
    assert sorted(len(one) for one in roles) == [0, 1], (made.post.texts(ANA)[-3:], made.post.texts(BEN)[-3:])
