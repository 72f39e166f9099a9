"""Tasks that end with whoever began them."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

# A cancellation can get lost: in Python 3.11 `asyncio.wait_for`, which libraries use, forgets one that comes at the
# very moment of what it waits for. After so long it is said again; what a task does at its end takes less.
SAY_AGAIN_SECONDS = 5.0


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancels ``tasks``, and returns when all of them are over, however they ended."""
    ending = set(tasks)
    waiting = {task for task in ending if not task.done()}
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=SAY_AGAIN_SECONDS)
    await asyncio.gather(*ending, return_exceptions=True)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Runs ``work`` beside the block, and ends it with the block. Raises at the end what it has raised."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await end([task])
        if not task.cancelled():
            task.result()
