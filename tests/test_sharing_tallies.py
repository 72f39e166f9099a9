"""What is counted for a programme's figures, when, and of whom; and what is not."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from helpers_checkins import DUE, WORDS, a_rhythm
from helpers_circle import ANA, AT, BEN, CLEO, JOIN_CODE, Town, town

from bot.app.incoming import Commanded, Pressed, Said
from bot.app.message import link

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def here() -> AsyncIterator[Town]:
    """River House; Ana belongs to it, Ben to no programme."""
    async with town() as made:
        await made.people(ANA, BEN)
        await made.belong(ANA)
        yield made


async def counted(here: Town) -> dict[str, tuple[int, int]]:
    """What was counted in March: how often, and for how many."""
    found = await here.tallies()
    assert {one.month for one in found} <= {202603}
    return {one.what: (one.times, one.people) for one in found}


def a_win(text: str) -> Commanded:
    """Notes a win in one step."""
    return Commanded("win", text)


async def test_each_thing_is_counted_for_whoever_belongs(here: Town) -> None:
    """Wins, adopted drafts and shares; nothing of Ben, who belongs nowhere."""
    for one in (ANA, BEN):
        await here.does(one, a_win("I sang"), "[enough]", a_win("I slept"), "[enough]")
        await here.does(one, Pressed(link("plan")))
        await here.share(one)
    found = await counted(here)
    assert (found["wins"], found["shares"]) == ((2, 1), (1, 1))
    assert all(people == 1 for _, people in found.values())


async def test_looking_about_counts_nothing(here: Town) -> None:
    """Opening, previewing, and drawing back."""
    await here.does(ANA, "/plan", "/share", "/help", "/privacy", "/win", "[_skip]")
    await here.preview(ANA)
    await here.does(ANA, "[leave]")
    assert await here.tallies() == []


async def test_a_win_that_was_taken_back_is_counted_no_more(here: Town) -> None:
    """By going back to the question; with it goes that there was somebody with a win."""
    await here.does(ANA, "/win", "I sang", "[_back]")
    assert await here.plan(ANA) == ["I swim in the sea", "The sea is wide"]
    assert await here.tallies() == []
    await here.does(ANA, "I slept")
    assert await counted(here) == {"wins": (1, 1)}


async def test_of_a_win_from_before_they_joined_nothing_is_taken_off(here: Town) -> None:
    """It was never counted."""
    await here.does(BEN, "/win", "I sang")
    here.at += HOUR
    await here.belong(BEN)
    await here.does(BEN, "[_back]", "I slept")
    assert await counted(here) == {"wins": (1, 1)}


async def test_a_win_in_two_messages_is_one_win(here: Town) -> None:
    """Written in a burst, it is one line, and one win."""
    await here.does(ANA, "/win")
    first, second = (here.incoming(ANA, Said(text, number), after=1) for number, text in ((70, "I sang"), (71, "well")))
    await here.take(first, second)
    assert (await here.plan(ANA))[2:] == ["I sang\nwell"]
    assert await counted(here) == {"wins": (1, 1)}


async def test_what_belongs_to_a_win_is_no_win(here: Town) -> None:
    """What it shows, and where it could help."""
    await here.does(ANA, a_win("I sang"), "I am brave", "At work", "[_skip]")
    assert await counted(here) == {"wins": (1, 1)}


async def test_a_check_in_counts_when_it_is_answered(here: Town) -> None:
    """Not when it is sent; once, however much is said to it."""
    await here.settle(CLEO, a_rhythm(), WORDS)
    await here.belong(CLEO)
    await here.live_until(DUE + HOUR)
    assert await here.tallies() == []
    await here.does(CLEO, "[pass]", "/help", "/plan")
    assert await counted(here) == {"check_ins": (1, 1)}


async def test_a_finished_reflection_counts_once(here: Town) -> None:
    """At its end, and not for each answer."""
    await here.does(ANA, "/reflect", "walking")
    assert await here.tallies() == []
    for _ in range(40):
        if not (await here.where(ANA)).startswith(("reflect.", "checkins.")):
            break
        tokens = [key.data.split(":")[-1] for row in here.post.to(ANA)[-1].rows for key in row]
        await here.does(ANA, next(f"[{one}]" for one in ("enough", "_skip", "asked", "rest", *tokens) if one in tokens))
    assert (await counted(here))["reflections"] == (1, 1)


async def test_nothing_is_counted_before_somebody_agrees(here: Town) -> None:
    """They follow the link, join, and say no; then join, say yes: from then on, and joined once."""
    await here.take(here.incoming(CLEO, Commanded("start", JOIN_CODE)))
    await here.does(CLEO, "[yes]")
    assert await here.tallies() == []
    await here.does(CLEO, "[no]")
    assert (await here.record(CLEO), await here.tallies()) == (None, [])
    await here.take(here.incoming(CLEO, Commanded("start", JOIN_CODE)))
    await here.does(CLEO, "[yes]", "[yes]")
    assert await counted(here) == {"joined": (1, 1)}
    await here.does(CLEO, "/privacy", "/start", a_win("I sang"))
    assert await counted(here) == {"joined": (1, 1), "wins": (1, 1)}


async def test_whoever_agreed_before_joins_once(here: Town) -> None:
    """The link again changes nothing."""
    for _ in range(2):
        await here.take(here.incoming(BEN, Commanded("start", JOIN_CODE)))
        if await here.where(BEN) == "invited.seen":
            await here.does(BEN, "[yes]")
    assert await counted(here) == {"joined": (1, 1)}


async def test_whoever_leaves_and_comes_back_is_one_person(here: Town) -> None:
    """Figures tell of people, and it is the same one."""
    for _ in range(2):
        await here.take(here.incoming(BEN, Commanded("start", JOIN_CODE)))
        await here.does(BEN, "[yes]", Pressed(link("programme")), "[leave]", "[keep]")
    assert (await counted(here))["joined"][1] == 1


async def test_what_is_done_after_leaving_is_not_counted(here: Town) -> None:
    """What was counted before stays."""
    await here.does(ANA, a_win("I sang"), "[enough]", Pressed(link("programme")), "[leave]", "[keep]")
    await here.does(ANA, a_win("I slept"))
    assert await counted(here) == {"wins": (1, 1)}


async def test_a_month_is_that_of_the_persons_own_clock(here: Town) -> None:
    """In Honolulu it is still February when March has begun in London."""
    record = await here.known(ANA)
    record.timezone = "Pacific/Honolulu"
    await here.rewrite(record)
    here.at = AT.replace(day=1, hour=5)
    await here.does(ANA, a_win("I sang"))
    assert [one.month for one in await here.tallies()] == [202602]


async def test_counts_go_with_the_person(here: Town) -> None:
    """Deleting everything deletes them too."""
    await here.does(ANA, a_win("I sang"), "[enough]", "/delete", "[yes]")
    assert await here.tallies() == []


async def test_a_failed_turn_is_not_counted(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it happened."""
    monkeypatch.setattr("bot.app.plan.keep", lambda *_: 1 / 0)
    await here.does(ANA, a_win("I sang"))
    monkeypatch.undo()
    assert await here.tallies() == []
    await here.does(ANA, a_win("I sang"))
    assert await counted(here) == {"wins": (1, 1)}
