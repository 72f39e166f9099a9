"""Fixtures for all folders: the real process with a strict Bot API server, a store on every backend, the web pages."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from helpers_app import Friend, shipped
from helpers_schema import upgrade_at_once
from helpers_sharing import Office, office
from helpers_storage import BACKENDS, drop_made, store_of
from order_of_tests import in_order, workers

from bot.storage import Store

upgrade_at_once()


def pytest_xdist_auto_num_workers() -> int:
    """How many workers `-n auto` means."""
    return workers()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Puts the tests into an order in which several workers are done soonest."""
    worker = getattr(config, "workerinput", None)
    if worker:
        items[:] = in_order(items, worker["workercount"])


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    """A Bot API server; what it refused for the bot's own fault fails the test."""
    async with FakeTelegram() as started:
        yield started
        assert started.violations == []


@pytest.fixture
async def bot(server: FakeTelegram, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot, started; stopped at the end of the test."""
    process = BotProcess(server, tmp_path)
    await process.start()
    yield process
    await process.stop()


@pytest.fixture(autouse=True)
def databases_are_removed() -> Iterator[None]:
    """After each test, what it has made on a PostgreSQL."""
    yield
    drop_made()


@pytest.fixture(params=BACKENDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store on each backend."""
    async with store_of(request.param, tmp_path) as made:
        yield made


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    """The sample programme and its pages."""
    async with office(tmp_path) as made:
        yield made


@pytest.fixture
def ana() -> Friend:
    """Somebody who has agreed, with nothing open."""
    return Friend(shipped())
