"""How Telegram brings updates to a webhook: several at a time, those of one chat and kind one after the other.

The address that the bot has set is not called: like a proxy and load balancer that stand behind it, the bringer hands
each update to one of the processes on this machine.
"""

from __future__ import annotations

import asyncio
import contextlib
from itertools import cycle
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp

from .updates import Queued
from .world import World

LOOK_SECONDS = 0.005
AGAIN_SECONDS = 0.1
PATIENCE_SECONDS = 8.0


class Bringer:
    """Brings the updates of ``world`` to processes that listen at ``ports``, in turn."""

    def __init__(self, world: World, *ports: int) -> None:
        self.ports = list(ports)
        self._world = world
        self._turn = cycle(range(1_000_000))
        self._on_the_way: dict[tuple[Any, bool], asyncio.Task[None]] = {}
        self._task: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self.answers: list[int] = []
        """Every status that the processes have answered with; 0 for no answer."""

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS))
        self._task = asyncio.create_task(self._bring())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._task, *self._on_the_way.values()):
            if task:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        if self._session:
            await self._session.close()

    async def _bring(self) -> None:
        while True:
            for one in list(self._world.updates.pending):
                line = _line(one)
                task = self._on_the_way.get(line)
                if self._world.webhook is not None and (task is None or task.done()):
                    self._on_the_way[line] = asyncio.create_task(self._until_taken(one))
            await asyncio.sleep(LOOK_SECONDS)

    async def _until_taken(self, one: Queued) -> None:
        while one in self._world.updates.pending:
            one.deliveries += 1
            status = await self.post(one.body)
            if status == 200:
                self._world.updates.taken(one)
                return
            await asyncio.sleep(AGAIN_SECONDS)

    async def post(self, body: Any, secret: str | None = None) -> int:
        """Hands something to the next process, as Telegram does; the status of its answer, 0 for none."""
        hook = self._world.webhook or {}
        port = self.ports[next(self._turn) % len(self.ports)]
        path = urlsplit(hook.get("url", "")).path
        known_by = {"X-Telegram-Bot-Api-Secret-Token": hook.get("secret_token", "") if secret is None else secret}
        status = 0
        if self._session:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
                url = f"http://127.0.0.1:{port}{path}"
                async with self._session.post(url, json=body, headers=known_by) as answer:
                    status = answer.status
        self.answers.append(status)
        return status


def _line(one: Queued) -> tuple[Any, bool]:
    """What is brought one after the other: messages of a chat, and presses in it; the two may come side by side."""
    for kind, content in one.body.items():
        if isinstance(content, dict):
            message = content.get("message", content) if kind == "callback_query" else content
            return message.get("chat", {}).get("id", 0), kind == "callback_query"
    return 0, False
