"""Where check-ins change: at the end of a taper, put off or unseen, over other dialogues, or on a day that had one."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from helpers_checkins import DUE, WORDS, House, a_rhythm, house, whens
from helpers_world import ANA

from bot.app.schedule import CHECK_IN

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.fixture
async def here() -> AsyncIterator[House]:
    """Monday at ten, UTC; Ana has a check-in every Monday at six, the first one today."""
    async with house() as made:
        await made.settle(ANA, a_rhythm(), WORDS)
        yield made


async def let_the_fourth_come(here: House) -> None:
    """Ana has had three weekly ones, and the fourth comes; from here they are to come every second week."""
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), tapers=True, sent=3))
    assert whens(await here.live_until(DUE + HOUR / 2)) == [DUE]


async def open_now(here: House) -> list[tuple[str, str]]:
    """What is open, from the bottom up."""
    return [(frame.dialogue, frame.state) for frame in (await here.known(ANA)).session.frames]


# -- at the end of a taper ---------------------------------------------------------------------------------------------


async def test_after_the_fourth_it_is_a_fortnight(here: House) -> None:
    """The timer, and what settings show, go by it at once."""
    await let_the_fourth_come(here)
    assert (await here.timers(ANA))[CHECK_IN][0] == DUE + 2 * WEEK
    await here.does(ANA, "[pass]", "/checkins")
    assert "every second Monday" in here.post.texts(ANA)[-1]
    assert whens(await here.live_until(DUE + 3 * WEEK)) == [DUE + 2 * WEEK]


async def test_the_fourth_put_off_is_the_fourth_when_it_comes(here: House) -> None:
    """Put off, it does not count, and next week's stays; when it is back, it does, and makes them rarer."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[tomorrow]")
    assert (await here.rhythm(ANA)).sent == 3
    assert (await here.timers(ANA))[CHECK_IN][0] == DUE + WEEK
    assert whens(await here.live_until(DUE + DAY + HOUR)) == [DUE + DAY]
    assert (await here.rhythm(ANA)).sent == 4
    await here.does(ANA, "[pass]")
    assert whens(await here.live_until(DUE + 3 * WEEK)) == [DUE + 2 * WEEK]


async def test_the_fourth_put_off_and_let_go_of_was_none(here: House) -> None:
    """Whoever stops it meanwhile and starts again is where they were."""
    await let_the_fourth_come(here)
    await here.does(ANA, "[later]", "/checkins", "[rest]", "[week]")
    rhythm = await here.rhythm(ANA)
    assert (rhythm.cadence, rhythm.sent, rhythm.waiting) == ("weekly", 3, False)
