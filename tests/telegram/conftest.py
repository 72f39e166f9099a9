"""The real process against a strict Bot API server over real HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from bot_process import BotProcess
from fake_telegram import FakeTelegram


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
