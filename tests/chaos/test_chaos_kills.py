"""A short, seeded run of `chaos.cli`: killed under load at chosen moments, nothing is lost and nobody is stuck."""

from pathlib import Path

from chaos.dice import Dice
from chaos.kills import planned
from chaos.rounds import runs


async def test_killed_under_load(tmp_path: Path) -> None:
    """Everything that was sent stands once, under its question; replies come in order, and none twice but in doubt."""
    done = [run async for run in runs("a short one", tmp_path, 20, ["saturated", "paced", "saturated"])]
    assert [run.wrong for run in done] == [[], [], []]
    assert all(run.died for run in done)


def test_the_same_seed_kills_at_the_same_moments() -> None:
    """A run that went wrong can be had again; another seed is another run."""
    plans = [[planned(Dice(seed, number), 700, 2.0) for number in range(50)] for seed in ("7", "7", "8")]
    assert plans[0] == plans[1] != plans[2]
    assert any(len(kills) == 2 for kills in plans[0])
