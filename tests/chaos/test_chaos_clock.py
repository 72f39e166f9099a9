"""A machine's clock that jumps: no check-in comes twice, nothing comes in a heap, and no word is lost."""

from datetime import timedelta

from helpers_checkins import DUE, House, a_rhythm, house, whens
from helpers_world import ANA, BEN, CLEO

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
EVERYBODY = (ANA, BEN, CLEO, *(f"test:{number}" for number in range(10, 40)))
ANSWERS = ["walking", "on Sundays", "my sister", "when it is loud"]


async def everybody_waits(here: House) -> None:
    """All have a weekly check-in at the same moment."""
    for address in EVERYBODY:
        await here.settle(address, a_rhythm(), "walking by the sea")


async def looked_at(here: House, hours: float) -> int:
    """Lets so many hours pass, with a look each minute, however little is due; returns how much came of it."""
    came = 0
    for _ in range(int(hours * 60)):
        here.at += timedelta(minutes=1)
        came += len(await here.look())
    return came


async def test_back_by_an_hour_brings_no_second_check_in() -> None:
    """What was sent at six is not sent again when it is six once more; the next one comes in a week."""
    async with house() as here:
        await everybody_waits(here)
        assert len(await here.live_until(DUE + HOUR / 60)) == len(EVERYBODY)
        here.at = DUE - HOUR
        assert await looked_at(here, 3) == 0
        heard = await here.live_until(DUE + WEEK + HOUR)
        assert sorted(one.address for one in heard) == sorted(EVERYBODY)
        assert set(whens(heard)) == {DUE + WEEK}


async def test_forward_by_a_day_and_back_again() -> None:
    """Nobody is written to for a time that never was, nor in a heap; afterwards the rhythm goes on, once each."""
    async with house() as here:
        await everybody_waits(here)
        here.at = DUE - HOUR + DAY
        assert await looked_at(here, 1) == 0
        here.at = DUE - HOUR
        came = await looked_at(here, 3)
        assert came <= len(EVERYBODY)
        heard = await here.live_until(DUE + WEEK + HOUR)
        assert sorted(one.address for one in heard) == sorted(EVERYBODY)


async def test_a_talk_across_jumps_keeps_every_word_in_its_place() -> None:
    """Answers given while the clock goes back an hour, and forward a day, stand in their order, each once."""
    async with house() as here:
        await here.welcome(ANA)
        await here.does(ANA, "/reflect")
        for answer, jump in zip(ANSWERS, (-HOUR, DAY, -DAY, -HOUR), strict=True):
            here.at += jump
            await here.look()
            await here.does(ANA, answer)
        assert await here.plan(ANA) == ANSWERS
        assert await here.where(ANA) == "reflect.helped_more"
        assert await here.count("set_aside") == 0
