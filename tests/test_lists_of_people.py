"""A specialist has a list of people on the screen, and one of them deletes everything, or is away for too long."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from helpers_circle import ANA, BEN, ROSA, Town, town

from bot.engine.codec import dump

DAY = timedelta(days=1)
OLD = "That button belongs to an earlier question."


@pytest.fixture
async def here() -> AsyncIterator[Town]:
    """Ana and Ben share with Rosa, who has both in her list; Ana is the first."""
    async with town() as made:
        for address, name in ((BEN, "Ben of the sea"), (ANA, "Ana of the sea")):
            await made.people(address)
            record = await made.known(address)
            record.name = name
            await made.rewrite(record)
            await made.share(address)
            made.at += timedelta(minutes=1)
        await made.does(ROSA, "/review")
        yield made


def labels(here: Town) -> list[str]:
    """The people on the last list that Rosa was shown."""
    return [key.label for row in here.post.to(ROSA)[-1].rows for key in row if "of the sea" in key.label]


async def held(here: Town) -> str:
    """What is kept of Rosa's place in the talk."""
    return dump((await here.known(ROSA)).session)


async def test_an_old_button_says_so_and_the_list_comes_anew(here: Town) -> None:
    """Whoever it named: nobody is opened, and Ben has the first place now, under a number of its own."""
    assert labels(here) == ["Ana of the sea", "Ben of the sea"]
    first, second = here.pressing(ROSA, "#0"), here.pressing(ROSA, "#1")
    await here.does(ANA, "/delete", "[yes]")
    assert "of the sea" not in await held(here)
    for press in (second, first):
        [outcome] = await here.take(here.incoming(ROSA, press))
        assert OLD in (outcome.toast or "")
        assert labels(here) == ["Ben of the sea"]
        assert await here.where(ROSA) == "review.desk"
        assert await here.views(BEN) == []
    await here.does(ROSA, "[#0]")
    assert await here.where(ROSA) == "review.opened"
    assert len(await here.views(BEN)) == 1


async def test_the_other_buttons_of_the_desk_stay_good(here: Town) -> None:
    """She was about to put it away."""
    done = here.pressing(ROSA, "done")
    await here.does(ANA, "/delete", "[yes]")
    [outcome] = await here.take(here.incoming(ROSA, done))
    assert outcome.toast == ""
    assert await here.where(ROSA) != "review.desk"


async def test_a_name_that_is_typed_is_no_choice_any_more(here: Town) -> None:
    """The list comes anew."""
    await here.does(ANA, "/delete", "[yes]")
    await here.does(ROSA, "Ana of the sea")
    assert labels(here) == ["Ben of the sea"]
    assert await here.views(BEN) == []


@pytest.mark.parametrize("first", ["list", "deletion"])
async def test_a_list_and_a_deletion_at_once(here: Town, first: str) -> None:
    """In one batch: whichever came first, the name is kept nowhere; a list from afterwards has good buttons."""
    await here.does(ANA, "/delete")
    acts = [here.incoming(ROSA, "/review", after=1), here.press(ANA, "yes")]
    await here.take(*(acts if first == "list" else reversed(acts)))
    assert "Ana of the sea" not in await held(here)
    if first == "deletion":
        assert labels(here) == ["Ben of the sea"]
        await here.does(ROSA, "[#0]")
        assert len(await here.views(BEN)) == 1


async def test_whoever_was_away_for_too_long_leaves_no_name_either(here: Town) -> None:
    """Retention removes them as a deletion does."""
    await here.belong(ANA)
    async with here.store.transaction() as transaction:
        here.programme.retention_days = 30
        await transaction.programmes.put(here.programme)
    here.at += 20 * DAY
    await here.does(ROSA, "/review")
    await here.app.retention.purge(here.at)
    here.at += 15 * DAY
    assert (await here.app.retention.purge(here.at)).people == 1
    assert "Ana of the sea" not in await held(here)
