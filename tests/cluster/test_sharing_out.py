"""Slots are shared out while processes come and go: nobody ever has two who look after them, or none in the end."""

import asyncio
from datetime import timedelta
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from helpers_postgres import needs_postgres
from helpers_storage import postgres_of

from bot.app.charge import Charge
from bot.app.membership import Duties, Membership
from bot.storage import DatabaseUnavailable, Store, Vault
from bot.storage.database import Database, open_database
from bot.storage.errors import LeaseLost
from bot.storage.slots import TELEGRAM

pytestmark = needs_postgres

KEY = "a key that is only for tests"


class Dice:
    """The same rolls for the same seed."""

    def __init__(self, seed: int) -> None:
        self._seed, self._rolls = seed, 0

    def roll(self) -> float:
        """From 0 to just below 1."""
        self._rolls += 1
        return int.from_bytes(sha256(f"{self._seed}:{self._rolls}".encode()).digest()[:4]) / 2**32


def member(database: Database, name: str, dice: Dice) -> Membership:
    """A process that takes its time with everything."""
    charge = Charge(frozenset(), frozenset())

    async def take_over(slots: frozenset[int]) -> None:
        await asyncio.sleep(dice.roll() * 0.02)
        charge.take(slots)

    async def hand_over(slots: frozenset[int]) -> None:
        charge.let_go(slots)
        await asyncio.sleep(dice.roll() * 0.02)

    duties = Duties(take_over, hand_over, lambda: 0.0, lambda *_: None)
    return Membership(Store(database, Vault([KEY])), charge, duties, name, name, "scripts")


def nobody_has_two(members: list[Membership]) -> bool:
    """Whether all are in the charge of one at most."""
    return all(not one.charge.slots & other.charge.slots for one, other in combinations(members, 2))


async def renewed(one: Membership, dice: Dice) -> None:
    """At some moment."""
    await asyncio.sleep(dice.roll() * 0.01)
    await one._renew()


@pytest.mark.parametrize("seed", range(4))
async def test_however_they_come_and_go(tmp_path: Path, seed: int) -> None:
    """At each step somebody comes or goes while all others renew; every step is looked at."""
    dice = Dice(seed)
    database = await open_database(postgres_of(tmp_path))
    members: list[Membership] = []
    try:
        for step in range(14):
            if len(members) < 2 or (len(members) < 5 and dice.roll() < 0.6):
                coming = member(database, f"{seed}-{step}", dice)
                await asyncio.gather(coming.join(), *(renewed(one, dice) for one in members))
                members.append(coming)
            else:
                leaving = members.pop(int(dice.roll() * len(members)))
                leaving.charge.let_go(TELEGRAM)
                await asyncio.gather(leaving.leave(), *(renewed(one, dice) for one in members))
            assert nobody_has_two(members)
        for _ in range(30):
            await asyncio.gather(*(renewed(one, dice) for one in members))
            await asyncio.sleep(0.02)
            assert nobody_has_two(members)
        assert frozenset().union(*(one.charge.slots for one in members)) == TELEGRAM
        sizes = [len(one.charge.slots) for one in members]
        assert max(sizes) <= -(-len(TELEGRAM) // len(members))
        for one in members:
            await one.leave()
    finally:
        await database.close()


async def test_whoever_has_what_the_table_gives_to_others_begins_anew(tmp_path: Path) -> None:
    """The database was set back behind its back: what it holds is not to be believed."""
    database = await open_database(postgres_of(tmp_path))
    try:
        one = member(database, "one", Dice(1))
        await one.join()
        await asyncio.sleep(0.05)
        await one._renew()
        assert one.charge.slots == TELEGRAM
        async with one.store.beside() as transaction:
            await transaction.replicas.give_up("one", [3])
        with pytest.raises(LeaseLost):
            await one._renew()
        await one.leave()
    finally:
        await database.close()


@pytest.mark.parametrize("joins", [False, True])
async def test_whoever_vanishes_while_sharing_out_does_not_hold_up_the_others(tmp_path: Path, joins: bool) -> None:
    """As long as one shares out nobody else can, or join, and a lease that a transaction holds on to is left alone: so
    the server hangs up on it when its lease has run out."""
    url = postgres_of(tmp_path)
    databases = [await open_database(url) for _ in range(2)]
    gone, there = (member(database, database.name, Dice(1)) for database in databases)

    async def vanishes() -> None:
        async with gone.store.transaction() as transaction:
            assert await transaction.replicas.is_sharing_out()
            async with there.store.beside() as other:
                await other.replicas.renew(gone.id, 0.0, timedelta(seconds=-1))
            if joins:
                await there.join()
            await there._renew()
            await there._renew()

    try:
        await gone.join()
        if not joins:
            await there.join()
        with pytest.raises(DatabaseUnavailable):
            await vanishes()
        await asyncio.sleep(0.05)
        assert there.charge.slots == TELEGRAM
        with pytest.raises(LeaseLost):
            await gone._renew()
        await there.leave()
    finally:
        for database in databases:
            await database.close()
