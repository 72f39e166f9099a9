"""Walks through the whole application on a database: batches of several people, restarts, and a clock that moves."""

import asyncio
from tempfile import TemporaryDirectory

from helpers_crowd import MOMENTS, Crowd, Moment
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.storage.database import open_database

WALK = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


async def live(moments: list[Moment], *, restarting: bool = False) -> dict[str, tuple[object, ...]]:
    """Lets the moments happen to a new crowd; returns what has come of it."""
    # In a file: one in memory is gone with a connection that is given up, as it is when delivery dies in a statement.
    folder = TemporaryDirectory()
    database = await open_database(f"sqlite+aiosqlite:///{folder.name}/crowd.sqlite3")
    try:
        crowd = Crowd(database)
        await crowd.begin()
        for moment in moments:
            await crowd.live(moment, restart=restarting)
        return await crowd.end()
    finally:
        await database.close()
        folder.cleanup()


@WALK
@given(st.lists(MOMENTS, min_size=15, max_size=25))
def test_a_crowd_can_do_what_it_likes(moments: list[Moment]) -> None:
    """Whatever three people do at once, and whenever the process dies: see `Crowd` for what holds."""
    asyncio.run(live(moments))


@settings(WALK, max_examples=3)
@given(st.lists(MOMENTS, min_size=12, max_size=20))
def test_a_restart_between_any_two_moments_changes_nothing(moments: list[Moment]) -> None:
    """The same sessions, the same lines, the same messages, as if one process had lived all the while."""
    calm = [Moment(moment.deeds, moment.after, "") for moment in moments]
    assert asyncio.run(live(calm)) == asyncio.run(live(calm, restarting=True))
