"""A rush of due timers: worked off in parts, no more than there is room for, and nobody waits behind all of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_world import World, world

from bot.app import due

PEOPLE = [f"test:{number}" for number in range(5)]


@pytest.fixture
async def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Five people who have left a question open, so that each has a nudge coming; two at a time are worked off."""
    monkeypatch.setattr(due, "AT_ONCE", 2)
    async with world(tmp_path) as made:
        await made.welcome(*PEOPLE)
        for one in PEOPLE:
            await made.does(one, "/reflect")
        made.post.sent.clear()
        made.at += timedelta(days=1, hours=1)
        yield made


async def test_one_tick_works_off_all_there_is_room_for(here: World) -> None:
    """Part by part, each in a transaction of its own, and everybody once."""
    assert await here.app.due.tick(here.at) == len(PEOPLE)
    await here.app.delivery.drain(5)
    assert sorted(address for address, _ in here.post.sent) == PEOPLE
    assert await here.app.due.tick(here.at) == 0


async def test_no_more_than_delivery_has_room_for(here: World) -> None:
    """The rest stays in the timers until there is room again."""
    here.app.delivery.pace.ahead = 3
    here.post.open.clear()
    assert await here.app.due.tick(here.at) == 3
    assert await here.app.due.tick(here.at) == 0
    here.post.open.set()
    await here.app.delivery.drain(5)
    assert await here.app.due.tick(here.at) == 2


async def test_who_writes_meanwhile_is_answered_between_two_parts(here: World) -> None:
    """An act that comes in while a rush is worked off is applied before the rush is over."""
    order: list[str] = []

    async def tick() -> None:
        await here.app.due.tick(here.at)
        order.append("rush")

    async def write() -> None:
        await here.app.intake.take([here.incoming(PEOPLE[4], "tea", after=0)])
        order.append("reply")

    rush = asyncio.create_task(tick())
    await asyncio.sleep(0)
    await asyncio.gather(rush, write())
    assert order == ["reply", "rush"]
