"""Tasks that end with whoever began them."""

import asyncio

import pytest

from bot import tasks
from bot.tasks import beside, end


@pytest.fixture(autouse=True)
def said_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(tasks, "SAY_AGAIN_SECONDS", 0.01)


async def test_a_task_that_loses_a_cancellation_hears_it_again() -> None:
    """As a library may lose it: the task goes on as if nothing had been said."""
    lost: list[bool] = []

    async def hard_of_hearing() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                if lost:
                    raise
                lost.append(True)

    task = asyncio.create_task(hard_of_hearing())
    await asyncio.sleep(0)
    await end([task])
    assert lost == [True]
    assert task.cancelled()


async def test_one_that_is_over_or_fails_is_no_trouble() -> None:
    """However they ended, they have."""

    async def done() -> None:
        pass

    async def fails() -> None:
        raise ValueError

    tasks_ = [asyncio.create_task(done()), asyncio.create_task(fails())]
    await asyncio.sleep(0)
    await end(tasks_)
    assert all(task.done() for task in tasks_)
    await end([])


async def test_work_beside_a_block_ends_with_it_and_its_mistakes_are_told() -> None:
    """Not before the block is over."""
    heard: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            heard.append("ended")

    async with beside(work()):
        await asyncio.sleep(0)
        assert heard == []
    assert heard == ["ended"]

    async def fails() -> None:
        raise ValueError("a mistake")

    async def goes_on() -> None:
        async with beside(fails()):
            await asyncio.sleep(0)
            heard.append("went on")

    with pytest.raises(ValueError, match="a mistake"):
        await goes_on()
    assert heard == ["ended", "went on"]
