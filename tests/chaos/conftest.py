"""Whatever becomes of a test, its processes end with it."""

from collections.abc import AsyncIterator

import pytest

from chaos.hindered import Hindered


@pytest.fixture(autouse=True)
async def no_process_is_left() -> AsyncIterator[None]:
    """Kills what a test has begun and not stopped."""
    yield
    while Hindered.begun:
        await Hindered.begun.pop().kill()
