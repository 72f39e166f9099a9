"""A short soak: twenty minutes by a fast clock. `python tests/chaos --soak 2` is the long one."""

from pathlib import Path

from chaos.soak import soak


async def test_nothing_grows(tmp_path: Path) -> None:
    """Neither memory nor tasks, threads and open files; every word of the whole time stands once, in its place."""
    soaked = await soak(tmp_path, people=10, hours=1 / 3, seconds=9)
    assert soaked.wrong == []
    assert soaked.grown == []
    assert soaked.turns > 100
