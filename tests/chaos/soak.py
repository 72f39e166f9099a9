"""A soak: people talk for hours by a fast clock, and the process holds no more at the end than when it was warm."""

import asyncio
import json
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chaos import fast_bot, fast_clock
from chaos.api import Api
from chaos.bots import PollingBot
from chaos.pacing import Pacing
from chaos.people import People
from chaos.verdict import judged

PARTS = 6
# After the first parts everything has been used once; from then on this much more memory is none that is lost.
WARM_PARTS = 2
SLACK_BYTES = 6 * 2**20
# Objects come and go with the turn in hand; so many of a hundred are no growth.
SLACK_PERCENT = 5
RATE = 60.0


@dataclass(frozen=True, slots=True)
class Soaked:
    """What the process held, at the end of each part, and how many turns there were."""

    figures: Sequence[dict[str, int]]
    turns: int
    hours: float
    wrong: Sequence[str]

    @property
    def grown(self) -> list[str]:
        """What grew, from when everything was warm to the end."""
        first, last = self.figures[WARM_PARTS - 1], self.figures[-1]
        most = {
            "tasks": first["tasks"] + 5,
            "threads": first["threads"] + 1,
            "files": first["files"] + 5,
            "objects": first["objects"] * (100 + SLACK_PERCENT) // 100,
            "bytes": first["bytes"] + SLACK_BYTES,
        }
        return [f"{name}: from {first[name]} to {last[name]}" for name in most if last[name] > most[name]]


async def soak(folder: Path, people: int, hours: float, seconds: float) -> Soaked:
    """Lets so many people talk for so many simulated hours within so many seconds."""
    clock = fast_clock.told(hours * 3600 / seconds)
    figures = folder / "figures"
    async with Api() as api:
        bot = PollingBot(api, folder, **clock, **{fast_bot.FIGURES: str(figures)})
        bot.program = ("-m", "chaos.fast_bot")
        pacing = Pacing(RATE)
        crowd = People(api, people, lambda: fast_clock.moment(clock).timestamp(), pacing)
        await bot.start()
        talking = asyncio.create_task(_talk(crowd))
        async with asyncio.timeout(60):
            while not crowd.are_through:  # the first round warms everything up
                await asyncio.sleep(0.05)
        for _ in range(PARTS):
            await asyncio.sleep(seconds / PARTS)
            await _write_down(bot, figures)
        talking.cancel()
        pacing.hurry()
        async with asyncio.timeout(60):
            while not crowd.are_through:
                await asyncio.sleep(0.05)
        wrong = [*crowd.mistakes, *await judged(bot, crowd.all)]
        code = await bot.stop()
    wrong += [f"the bot ended with {code}"] if code else []
    wrong += [f"{crowd.repeats} replies came twice"] if crowd.repeats else []
    lines = figures.read_text("ascii").splitlines()
    return Soaked([json.loads(line) for line in lines], crowd.turns, hours, wrong)


async def _talk(crowd: People) -> None:
    """One reflection after the other."""
    while True:
        crowd.begin()
        while not crowd.are_through:
            await asyncio.sleep(0.05)


async def _write_down(bot: PollingBot, figures: Path) -> None:
    before = figures.stat().st_size if figures.exists() else 0
    bot.signal(signal.SIGUSR1)
    async with asyncio.timeout(30):
        while not figures.exists() or figures.stat().st_size == before:
            await asyncio.sleep(0.02)
