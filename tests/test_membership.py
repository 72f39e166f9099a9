"""How slots are shared out, and what a process does that may have lost its own."""

import pytest

from bot.app.charge import Charge
from bot.app.delivery import Pace
from bot.app.membership import fair_share
from bot.storage.replicas import Replica
from bot.storage.slots import EVERY_SLOT, SLOTS, TELEGRAM, TERMINAL, slot_of


def crew(*generations: int) -> list[Replica]:
    """Processes that know these sets of scripts."""
    return [Replica(f"r{number}", f"host:{number}", one, 0.0) for number, one in enumerate(generations)]


@pytest.mark.parametrize("count", range(1, 9))
def test_everybody_is_looked_after_and_the_shares_are_about_the_same(count: int) -> None:
    """All slots fit into the shares, and no share is larger than it has to be."""
    everybody = crew(*[1] * count)
    shares = [fair_share(one.id, everybody) for one in everybody]
    assert sum(shares) >= SLOTS > sum(shares) - count
    assert len(set(shares)) == 1


def test_those_with_the_newest_scripts_look_after_everybody() -> None:
    """A person who stands in a new script is not handed to a process that does not know it."""
    everybody = crew(1, 2, 1, 2)
    assert [fair_share(one.id, everybody) for one in everybody] == [0, SLOTS // 2, 0, SLOTS // 2]


def test_addresses_are_spread_and_a_terminal_is_apart() -> None:
    """Every slot has about as many people as any other; a terminal's is looked after by no bot on Telegram."""
    found = [slot_of(f"telegram:{number}") for number in range(64_000)]
    counts = [found.count(slot) for slot in range(SLOTS)]
    assert min(counts) > 850
    assert max(counts) < 1150
    assert {slot_of("terminal:local")} == TERMINAL
    assert not TERMINAL & TELEGRAM
    assert EVERY_SLOT == TERMINAL | TELEGRAM


def test_a_slot_that_is_let_go_of_is_not_settled_any_more() -> None:
    """And one that is not ours cannot be settled."""
    charge = Charge(frozenset(), frozenset())
    charge.take([1, 2])
    charge.settle([1, 3])
    assert list(map(sorted, (charge.slots, charge.settled))) == [[1, 2], [1]]
    charge.let_go([1])
    assert list(map(sorted, (charge.slots, charge.settled))) == [[2], []]


async def test_what_replies_leave_is_divided_by_slots() -> None:
    """Half of the slots, and others send ten replies a second: half of the rest of thirty is ours."""
    pace = Pace(30)
    pace.share(0.5, 10.0)
    assert pace._most == 10
    pace.share(0.5, 0.0)
    assert pace._most == 15
    pace.share(1.0, 0.0)
    assert pace._most == 30
    pace.share(0.0, 40.0)
    assert pace._most == 1
    for _ in range(4):
        await pace.reply()
    pace.share(0.5, 0.0)
    assert (pace.replies, pace._most) == (4.0, 4 + 13)


async def test_without_a_limit_there_is_nothing_to_divide() -> None:
    """Whoever sends as fast as it goes is not slowed by company."""
    pace = Pace(None)
    pace.share(0.25, 100.0)
    assert pace._most is None
