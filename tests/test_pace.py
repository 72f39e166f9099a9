"""The pace of delivery: even steps below the limit, replies first, and nothing lost when somebody gives up."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from itertools import pairwise

import pytest
from helpers_time import ahead, busy, now
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.delivery.pace import AHEAD, CATCH_UP, MOST_AHEAD, MOST_ON_THE_WAY, ON_THE_WAY, WINDOW_SECONDS, Pace, Place

Went = list[tuple[float, str]]


class Rush:
    """Messages that go out at a pace, and when each did. ``takes`` is how long each is on its way."""

    def __init__(self, rate: float | None, takes: float = 0.05) -> None:
        self.pace = Pace(rate)
        self.takes = takes
        self.went: Went = []
        self.on_the_way = self.most_on_the_way = 0

    async def unsolicited(self, name: str = "unsolicited") -> None:
        """One message that nobody asked for."""
        async with self.pace.line_up() as its_turn:
            if its_turn:
                self.went.append((now(), name))
                self.on_the_way += 1
                self.most_on_the_way = max(self.most_on_the_way, self.on_the_way)
                await asyncio.sleep(self.takes)
                self.on_the_way -= 1

    async def line(self, count: int) -> None:
        """So many of them, waiting together."""
        await asyncio.gather(*(self.unsolicited(f"{number}") for number in range(count)))

    async def reply(self, name: str = "reply", at: float = 0.0) -> float:
        """A reply, some seconds from now; how long it waited."""
        await asyncio.sleep(at)
        asked = now()
        await self.pace.reply()
        self.went.append((now(), name))
        return now() - asked

    @property
    def times(self) -> list[float]:
        """When each went."""
        return [at for at, _ in self.went]


def most_within(times: Iterable[float], seconds: float) -> int:
    """The most messages in any such window, which begins with one of them."""
    times = sorted(times)
    return max(sum(1 for one in times if first <= one < first + seconds - 1e-9) for first in times)


def gaps(times: list[float]) -> list[float]:
    """The time between each and the next."""
    return [later - earlier for earlier, later in pairwise(times)]


def test_the_line_moves_at_even_steps_just_below_the_limit() -> None:
    """Three hundred: never more than thirty in a window, 97.5 to 98 percent of the limit in the long run, no bursts."""
    rush = Rush(30)
    ahead(rush.line(301))
    assert most_within(rush.times, WINDOW_SECONDS) == 30
    assert 0.975 * 30 < 300 / rush.times[-1] < 0.98 * 30
    assert max(gaps(rush.times)) - min(gaps(rush.times)) < 0.001


def test_first_come_first_served() -> None:
    """Those in line go in the order in which they came."""
    rush = Rush(30)
    ahead(rush.line(90))
    assert [name for _, name in rush.went] == [str(number) for number in range(90)]


@pytest.mark.parametrize("lag", (0.001, 0.002, 0.01))
def test_timers_that_come_late_do_not_break_the_limit(lag: float) -> None:
    """A machine that is slow to wake up loses little by it."""
    rush = Rush(30)
    ahead(rush.line(301), lag=lag)
    assert most_within(rush.times, WINDOW_SECONDS) == 30
    assert 300 / rush.times[-1] > (0.97 if lag > 0.002 else 0.975) * 30


def test_a_late_wake_up_is_made_up_for_by_two_messages() -> None:
    """While something else keeps the loop busy nothing goes; then three at once, and the even steps go on."""
    rush = Rush(30)

    async def interrupted() -> None:
        line = asyncio.create_task(rush.line(120))
        await asyncio.sleep(1.5)
        busy(0.5)
        await line

    ahead(interrupted())
    assert most_within(rush.times, 0.001) == 1 + CATCH_UP
    assert most_within(rush.times, WINDOW_SECONDS) == 30


def test_after_a_quiet_time_nothing_is_made_up_for() -> None:
    """A line that forms anew begins with one message, and each step takes its time."""
    rush = Rush(30)

    async def twice() -> None:
        await rush.line(3)
        await asyncio.sleep(60)
        await rush.line(5)

    ahead(twice())
    assert min(gaps(rush.times)) > 0.03


def test_a_reply_goes_at_once_while_there_is_room() -> None:
    """A line that is slower than the limit is no reason to wait."""
    rush = Rush(30)
    assert ahead(rush.reply()) == 0


def test_in_a_rush_a_reply_takes_the_very_next_place() -> None:
    """It waits no longer than one step, and the line waits for it."""
    rush = Rush(30)

    async def amid() -> list[float]:
        line = asyncio.create_task(rush.line(200))
        waits = await asyncio.gather(*(rush.reply(at=1.5 + number / 7) for number in range(20)))
        await line
        return waits

    waits = ahead(amid())
    assert 0 < max(waits) < 0.035
    assert most_within(rush.times, WINDOW_SECONDS) == 30
    # Nobody in line went while a reply was waiting.
    replies = [at for at, name in rush.went if name == "reply"]
    for at, waited in zip(replies, waits, strict=True):
        assert not [one for one, name in rush.went if name != "reply" and at - waited < one < at]


def test_replies_alone_are_never_slowed() -> None:
    """A hundred at once: the channel itself says if that is too much. They are counted, and the line waits."""
    rush = Rush(30)

    async def many() -> list[float]:
        waits = await asyncio.gather(*(rush.reply() for _ in range(100)))
        await rush.unsolicited()
        return waits

    assert ahead(many()) == [0] * 100
    assert rush.times[-1] == pytest.approx(WINDOW_SECONDS)


def test_many_replies_after_a_rush_wait_only_for_what_the_line_took() -> None:
    """They go as its places become free, and all together once none of the last second's messages was in line."""
    rush = Rush(30)

    async def then() -> list[float]:
        await rush.line(30)
        return await asyncio.gather(*(rush.reply() for _ in range(60)))

    waits = ahead(then())
    assert waits == sorted(waits)
    assert max(waits) <= WINDOW_SECONDS
    assert most_within(rush.times[:60], WINDOW_SECONDS) == 30


def test_only_a_few_of_the_line_are_on_their_way_at_once() -> None:
    """Where the channel is slow to answer, the line waits for its answers."""
    rush = Rush(30, takes=2.0)
    ahead(rush.line(40))
    assert rush.most_on_the_way == ON_THE_WAY


def test_holding_stops_the_line_and_not_the_replies() -> None:
    """After a 429 the line rests as long as was said, and then moves at its steps; a shorter hold does not cut it."""
    rush = Rush(30)

    async def held() -> list[float]:
        line = asyncio.create_task(rush.line(60))
        await asyncio.sleep(0.5)
        rush.pace.hold(7)
        rush.pace.hold(3)
        waits = await asyncio.gather(*(rush.reply(at=number) for number in range(3)))
        await line
        return waits

    assert max(ahead(held())) == 0
    unsolicited = [at for at, name in rush.went if name != "reply"]
    assert not [at for at in unsolicited if 0.5 < at < 7.5]
    assert max(gaps(unsolicited)) > 6.9
    assert min(gaps([at for at in unsolicited if at >= 7.5])) > 0.03


def test_who_leaves_the_line_takes_no_place() -> None:
    """A message that was taken back while it waited; everybody behind it moves up."""
    rush = Rush(30)

    async def left() -> bool:
        tasks = [asyncio.create_task(rush.unsolicited(str(number))) for number in range(10)]
        await asyncio.sleep(0)
        place = rush.pace.line_up()
        tasks += [asyncio.create_task(rush.unsolicited(str(number))) for number in range(10, 20)]
        await asyncio.sleep(0)
        place.leave()
        place.leave()
        async with place as its_turn:
            pass
        await asyncio.gather(*tasks)
        return its_turn

    assert ahead(left()) is False
    assert len(rush.went) == 20
    assert max(gaps(rush.times)) - min(gaps(rush.times)) < 0.001


@pytest.mark.parametrize("rate", (1, 30, None))
def test_who_is_cancelled_takes_nothing_along(rate: float | None) -> None:
    """In line, at its turn, on its way, or as a reply that waits: what comes after goes on as if nothing had been."""
    rush = Rush(rate, takes=5.0)

    async def given_up() -> None:
        for wait in (0.0, 0.0, 0.01, 0.5):
            tasks: list[asyncio.Task[object]] = []
            tasks += [asyncio.create_task(rush.unsolicited()) for _ in range(20)]
            tasks += [asyncio.create_task(rush.reply()) for _ in range(3)]
            await asyncio.sleep(wait)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        rush.went.clear()
        rush.takes = 0.0
        await asyncio.sleep(60)
        await rush.line(3)
        await rush.reply()

    ahead(given_up())
    assert [name for _, name in rush.went] == ["0", "1", "2", "reply"]


def test_cancelled_at_the_moment_of_its_turn() -> None:
    """Its turn has come and it has not noticed yet: it counts neither as on its way nor as called for ever."""
    pace = Pace(30)

    async def enter(place: Place) -> None:
        async with place:
            raise AssertionError("it was cancelled before")

    def give_up(task: asyncio.Task[None], _: object) -> None:
        task.cancel()

    async def unlucky() -> None:
        async with pace.line_up():
            for _ in range(40):
                place = pace.line_up()
                task = asyncio.create_task(enter(place))
                place.turn.add_done_callback(partial(give_up, task))
                with pytest.raises(asyncio.CancelledError):
                    await task
        await asyncio.sleep(2)
        assert (pace._called, pace._on_the_way) == (0, 0)

    ahead(unlucky())


def test_without_a_limit_nothing_waits_for_time() -> None:
    """The terminal, or a channel of one's own: only how many are on their way is bounded."""
    rush = Rush(None, takes=0.0)

    async def both() -> None:
        await rush.line(500)
        await asyncio.gather(*(rush.reply() for _ in range(500)))

    ahead(both())
    assert set(rush.times) == {0.0}
    slow = Rush(None, takes=1.0)
    ahead(slow.line(100))
    assert slow.most_on_the_way == MOST_ON_THE_WAY


@pytest.mark.parametrize(
    ("rate", "bounds"), ((0.5, (0.47, 0.5)), (1, (0.97, 1)), (2.5, (1.9, 2.5)), (1000, (970, 1000)))
)
def test_any_rate_is_kept(rate: float, bounds: tuple[float, float]) -> None:
    """Slow ones and fast ones: close to the limit and never above."""
    low, high = bounds
    rush = Rush(rate, takes=0.01)
    count = max(21, int(rate * 3))
    ahead(rush.line(count))
    assert low < (count - 1) / rush.times[-1] < high
    assert most_within(rush.times, 1.0) <= max(1, rate)


def test_what_is_to_be_had_ready_goes_with_the_rate() -> None:
    """About two seconds' worth."""
    assert [Pace(rate).ahead for rate in (1, 30, 300, None)] == [ON_THE_WAY, AHEAD, AHEAD * 10, MOST_AHEAD]


Step = tuple[str, float]
STEPS = st.lists(
    st.tuples(st.sampled_from(("line", "reply", "leave", "cancel", "hold", "busy", "pass")), st.floats(0, 1.5)),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, lag=st.sampled_from((0.0, 0.001)))
def test_whatever_happens_the_rules_hold(steps: list[Step], lag: float) -> None:
    """Where an unsolicited message goes, it never makes more than thirty in a window, and everybody has their turn."""
    rush = Rush(30)
    fewest = ahead(_played(rush, steps), lag=lag)
    for at, name in rush.went:
        if name != "reply":
            assert sum(1 for one in rush.times if at - WINDOW_SECONDS + 1e-9 < one <= at) <= 30
    assert len(rush.went) >= fewest
    assert not rush.pace._line
    assert not rush.pace._replies
    assert rush.pace._on_the_way == 0


async def _played(rush: Rush, steps: list[Step]) -> int:
    """Carries the steps out; returns how many messages nobody kept from going."""
    tasks: list[asyncio.Task[None]] = []
    kept_back = 0

    def begin(work: Callable[[], Awaitable[object]], count: int) -> None:
        async def run() -> None:
            await work()

        tasks.extend(asyncio.create_task(run()) for _ in range(count))

    for what, size in steps:
        if what == "line":
            begin(rush.unsolicited, int(size * 20))
        elif what == "reply":
            begin(rush.reply, int(size * 20))
        elif what == "leave" and rush.pace._line:
            rush.pace._line[int(size) % len(rush.pace._line)].leave()
            kept_back += 1
        elif what == "cancel" and tasks:
            kept_back += tasks[int(size * 100) % len(tasks)].cancel()
        elif what == "hold":
            rush.pace.hold(size)
        elif what == "busy":
            busy(size / 10)
        else:
            await asyncio.sleep(size / 2)
    await asyncio.gather(*tasks, return_exceptions=True)
    return len(tasks) - kept_back
