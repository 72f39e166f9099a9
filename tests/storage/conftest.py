"""Every backend, for the one suite that all of them pass."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from helpers_storage import BACKENDS, store_of

from bot.storage import Store


@pytest.fixture(params=BACKENDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store on each backend."""
    async with store_of(request.param, tmp_path) as made:
        yield made
