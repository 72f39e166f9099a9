"""The sample programme with its pages, for every test of the web."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from helpers_sharing import Office, office


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    """The sample programme and its pages."""
    async with office(tmp_path) as made:
        yield made
