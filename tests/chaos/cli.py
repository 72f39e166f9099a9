"""``python tests/chaos``: kills the real process again and again under load, and says what came of it.

Everything follows from the seed: when the process is killed is counted in calls that the server has had, so that a run
which went wrong goes wrong again. Its folder is kept, with the database, the log and what was found.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from chaos.rounds import Mode, Run, runs
from chaos.soak import soak

# So many runs follow each other on one database.
RUNS_A_SERIES = 10
SOAK_SECONDS = 80.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be run."""

    seed: str
    people: int
    modes: tuple[Mode, ...]
    series: tuple[tuple[int, int], ...]
    """Each with its number and how many runs it has."""
    at_once: int
    folder: Path
    soak_hours: float


def read(arguments: Sequence[str]) -> Asked:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python tests/chaos", description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="how many kills with their recovery (200)")
    parser.add_argument("--people", type=int, default=50, help="how many people talk at once (50)")
    parser.add_argument("--seed", default="7", help="what everything follows from (7)")
    parser.add_argument("--modes", default="saturated,paced", help=f"in turn, of: {', '.join(get_args(Mode))}")
    parser.add_argument("--series", type=int, help="only the series with this number, to replay it")
    parser.add_argument("--at-once", type=int, default=2, help="how many series go on beside each other (2)")
    parser.add_argument("--soak", type=float, default=0.0, help="so many simulated hours of talk besides, in 80 s (0)")
    parser.add_argument("--folder", type=Path, help="where the folders of series go that went wrong")
    said = parser.parse_args(arguments)
    modes = tuple(said.modes.split(","))
    if wrong := [one for one in modes if one not in get_args(Mode)]:
        parser.error(f"there is no mode {wrong[0]!r}")
    numbers = [(number, min(RUNS_A_SERIES, said.runs - start)) for number, start in _starts(said.runs)]
    chosen = tuple(one for one in numbers if said.series in (None, one[0]))
    folder = said.folder or Path(tempfile.mkdtemp(prefix="chaos-"))
    return Asked(said.seed, said.people, modes, chosen, max(1, said.at_once), folder, said.soak)


def _starts(count: int) -> Iterator[tuple[int, int]]:
    return enumerate(range(0, count, RUNS_A_SERIES))


async def carry_out(asked: Asked) -> list[Run]:
    """All series, a few at a time; prints each run as it ends."""
    free = asyncio.Semaphore(asked.at_once)

    async def one(number: int, count: int) -> list[Run]:
        async with free:
            return await _series(asked, number, count)

    found = await asyncio.gather(*(one(number, count) for number, count in asked.series))
    return [run for part in found for run in part]


async def _series(asked: Asked, number: int, count: int) -> list[Run]:
    folder = asked.folder / f"series-{number}"
    folder.mkdir(parents=True)
    modes = [asked.modes[(number + place) % len(asked.modes)] for place in range(count)]
    done: list[Run] = []
    try:
        async for run in runs(f"{asked.seed}.{number}", folder, asked.people, modes):
            done.append(run)
            _say(f"series {number}, {run}")
    except Exception as error:
        broken = Run(asked.seed, len(done), modes[min(len(done), count - 1)], ())
        broken.wrong.append(f"{type(error).__name__}: {error}")
        done.append(broken)
        _say(f"series {number}, {broken}")
    if all(run.is_good for run in done):
        shutil.rmtree(folder)
    else:
        (folder / "verdict.txt").write_text("\n".join(str(run) for run in done), "utf-8")
        _say(f"It is kept in {folder}. Once more: {_again(asked, number)}")
    return done


def _again(asked: Asked, number: int) -> str:
    runs_so_far = sum(count for _, count in asked.series)
    asked_for = f"--runs {max(runs_so_far, (number + 1) * RUNS_A_SERIES)} --people {asked.people} --seed {asked.seed}"
    return f"python tests/chaos {asked_for} --modes {','.join(asked.modes)} --series {number}"


def summary(done: Sequence[Run]) -> str:
    """All runs in a few lines."""
    lines = []
    for mode in dict.fromkeys(run.mode for run in done):
        some = [run for run in done if run.mode == mode]
        died, repeats = sum(run.died for run in some), sum(run.repeats for run in some)
        turns, most = sum(run.turns for run in some), max(run.repeats for run in some)
        bad, once = sum(not run.is_good for run in some), sum(run.repeats <= run.died for run in some)
        lines.append(
            f"{mode}: {len(some)} runs, {turns} turns, killed {died} times, {repeats} replies repeated: "
            f"at most one for each kill in {once} runs, and {most} at most; {bad} runs went wrong"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. 0 where everything held, 1 where something did not."""
    asked = read(sys.argv[1:] if arguments is None else arguments)
    _say(f"seed {asked.seed}, {asked.people} people")
    done = asyncio.run(carry_out(asked))
    if done:
        _say(summary(done))
    return int(any(not run.is_good for run in done) or not (asked.soak_hours == 0 or _soaked(asked)))


def _soaked(asked: Asked) -> bool:
    """The soak; whether everything held."""
    folder = asked.folder / "soak"
    folder.mkdir(parents=True)
    found = asyncio.run(soak(folder, asked.people, asked.soak_hours, SOAK_SECONDS))
    _say(f"soak: {found.hours:g} hours in {SOAK_SECONDS:g} s, {found.turns} turns")
    for figures in found.figures:
        _say("  " + ", ".join(f"{count} {name}" for name, count in figures.items()))
    for wrong in (*found.wrong, *(f"it grew: {one}" for one in found.grown)):
        _say(f"  {wrong}")
    return not found.wrong and not found.grown


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
