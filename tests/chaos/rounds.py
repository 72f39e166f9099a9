"""One run: everybody holds a conversation, the process is killed in the middle, and all come to the end all the same.

Runs on one data folder follow each other, so that the later ones find what the earlier ones have left.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from chaos.api import Api
from chaos.bots import Bots, PollingBot
from chaos.dice import Dice
from chaos.kills import Kill, Killer, planned
from chaos.pacing import Pacing
from chaos.people import FIRST_CHAT, People
from chaos.script import steps_of
from chaos.verdict import judged

Mode = Literal["saturated", "paced", "reading"]
MakeBots = Callable[[Api, Path], Bots]

# Nobody has heard anything new for so long: they are stuck.
STUCK_SECONDS = 20.0
# Paced people write so many times a second, all together; the kill comes while they do, and then they hurry.
PACED_RATE, PACED_SECONDS = 30.0, 2.5
# Reading people take longer to answer than the process takes to come back, and so all answer at once.
READING_SECONDS = 2.5
wall_clock: Callable[[], float] = time.time  # noqa: TID251 - the people stand outside of the program


@dataclass(slots=True)
class Run:
    """One run, as it went."""

    seed: str
    number: int
    mode: Mode
    kills: tuple[Kill, ...]
    died: int = 0
    repeats: int = 0
    """How many replies came once more, to all of them."""
    turns: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether everything held."""
        return not self.wrong

    def __str__(self) -> str:
        kills = " and ".join(str(kill) for kill in self.kills)
        went = f"{self.turns} turns in {self.seconds:.1f} s, {self.repeats} repeated"
        return f"run {self.number}, {self.mode}, killed at {kills}: {went}" + "".join(
            f"\n  {one}" for one in self.wrong
        )


class Series:
    """Runs on one folder. Use `series`."""

    def __init__(self, seed: str, api: Api, bots: Bots, count: int) -> None:
        self._seed = seed
        self._bots = bots
        self._killer = Killer(bots.strike)
        self._pacing = Pacing()
        self._in_doubt = Counter[int]()
        self._polls = 0
        self.people = People(api, count, wall_clock, self._pacing)
        self._api = api
        api.watcher = self._killer

    async def run(self, number: int, mode: Mode) -> Run:
        """One run. What went wrong stands in it."""
        loop, people = asyncio.get_running_loop(), self.people
        self._in_doubt = Counter[int]()
        begun, turns, mistakes = loop.time(), people.turns, len(people.mistakes)
        heard_twice = [person.repeats for person in people.all]
        run = Run(self._seed, number, mode, planned(Dice(self._seed, number), *self._size(mode)))
        self._pacing.rate = PACED_RATE if mode == "paced" else None
        self._pacing.reading = READING_SECONDS if mode == "reading" else 0.0
        people.begin()
        await self._with_kills(run)
        run.turns, run.seconds = people.turns - turns, loop.time() - begun
        more = [person.repeats - before for person, before in zip(people.all, heard_twice, strict=True)]
        run.repeats = sum(more)
        run.wrong += people.mistakes[mistakes:]
        run.wrong += await judged(self._bots, people.all)
        run.wrong += [
            f"person {place} was told something again {count} times, with {self._in_doubt[place]} messages in doubt"
            for place, count in enumerate(more)
            if count > self._in_doubt[place]
        ]
        return run

    def _size(self, mode: Mode) -> tuple[int, float]:
        """About how many turns and seconds there are to be killed in."""
        if mode == "paced":
            return int(PACED_RATE * PACED_SECONDS), PACED_SECONDS
        turns = len(self.people.all) * sum(bool(step.button or step.is_typed) for step in steps_of(1))
        return (turns // 8, 2.0) if mode == "reading" else (turns * 4 // 5, 1.5)

    async def _with_kills(self, run: Run) -> None:
        """Lets the kills happen, starts the process anew each time, and waits until everybody is through."""
        to_come = list(run.kills)
        self._killer.arm(to_come.pop(0))
        loop = asyncio.get_running_loop()
        heard, since = self.people.progress, loop.time()
        fallen = asyncio.ensure_future(self._bots.fallen())
        try:
            while not self.people.are_through or self._killer.is_armed or fallen.done():
                await asyncio.wait({fallen}, timeout=0.05)
                if fallen.done():
                    run.died += 1
                    self._polls = self._api.calls.get("getUpdates", 0)
                    # Whether these have arrived no process can know: to each person it may be told once more.
                    self._in_doubt.update({chat - FIRST_CHAT for chat in self._api.sent_last})
                    self._api.sent_last.clear()
                    await self._bots.start()
                    if to_come:
                        self._killer.arm(to_come.pop(0))
                    else:
                        self._pacing.hurry()
                    fallen = asyncio.ensure_future(self._bots.fallen())
                elif self.people.are_through and self._killer.is_armed:
                    self._bots.strike()  # its moment never came
                    self._killer.disarm()
                    await fallen
                if self.people.progress > heard or self.people.are_through:
                    heard, since = self.people.progress, loop.time()
                elif loop.time() - since > STUCK_SECONDS:
                    run.wrong.append(f"{sum(not one.is_through for one in self.people.all)} people are stuck")
                    return
        finally:
            self._killer.disarm()
            fallen.cancel()
        run.wrong += await self._acknowledged()

    async def _acknowledged(self) -> list[str]:
        """The last updates are acknowledged with the next call, of a process that has just begun maybe."""
        until = asyncio.get_running_loop().time() + STUCK_SECONDS
        while len(self._api.mailroom) or self._api.calls.get("getUpdates", 0) == self._polls:
            if asyncio.get_running_loop().time() > until:
                return [f"{len(self._api.mailroom)} updates were never acknowledged"]
            await asyncio.sleep(0.05)
        return []


@asynccontextmanager
async def series(seed: str, folder: Path, people: int, make: MakeBots = PollingBot) -> AsyncIterator[Series]:
    """Runs on ``folder``, with the bot started; it is stopped at the end, which has to go well."""
    async with Api() as api:
        bots = make(api, folder)
        await bots.start()
        try:
            yield Series(seed, api, bots, people)
        except BaseException:
            bots.strike()
            await bots.fallen()
            raise
        code = await bots.stop()
        assert code == 0, f"the bot ended with {code}"


async def runs(
    seed: str, folder: Path, people: int, modes: Sequence[Mode], make: MakeBots = PollingBot, first: int = 0
) -> AsyncIterator[Run]:
    """One run for each of the modes, on one folder; ends after the first that went wrong."""
    async with series(seed, folder, people, make) as made:
        for number, mode in enumerate(modes, first):
            run = await made.run(number, mode)
            yield run
            if not run.is_good:
                return
