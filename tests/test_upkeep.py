"""Works of upkeep on an application at work: nobody is held up by them, and nothing that people write is lost."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_retention import AT, DAY, HOUR, Archive, archive
from helpers_world import ANA, BEN, World, world

from bot.app.programmes.operations import Nothing
from bot.app.programmes.problem import Problem
from bot.app.retention import Foreseen, Purged, Retention
from bot.app.upkeep.backing_up import BackingUp, back_up
from bot.app.upkeep.premises import Premises, in_thread
from bot.app.upkeep.renewing import Dropping, Step, begin, drop_older_keys, finish, step
from bot.storage import Store, Vault
from bot.storage.aftermath import Aftermath
from bot.storage.container import Stopped
from bot.storage.crypto import write_keys
from bot.storage.deletions import KEPT_FOR, Ledger
from bot.storage.snapshots import snapshot
from bot.storage.tables import metadata


def premises(store: Store, folder: Path) -> Premises:
    """An installation with a key file."""

    async def none() -> Retention:
        raise AssertionError("nothing is purged here")

    return Premises(store, folder, folder / "secret.key", none)


async def rotate_while(here: World, house: Premises, *acts: str) -> None:
    """A whole change of the key, with an act of somebody before and after each step."""
    waiting = list(acts)
    await begin(house, Nothing(), here.at)
    following: Step | None = Step()
    while following is not None:
        if waiting:
            await here.does(ANA, waiting.pop(0))
        following = (await step(house, following, here.at)).following
    await finish(house, Nothing(), here.at)
    assert not waiting


async def test_a_conversation_goes_on_while_the_key_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that is at work takes the new key into use; afterwards it alone opens everything."""
    monkeypatch.setattr("bot.storage.rotating.ROWS_AT_ONCE", 1)
    monkeypatch.setattr("bot.app.upkeep.renewing.BATCHES", 1)
    monkeypatch.setattr("bot.app.upkeep.renewing.PAUSE_SECONDS", 0)
    old = "the-key-of-last-year"
    write_keys(tmp_path / "secret.key", [old])
    async with world(tmp_path, keys=[old]) as here:
        await here.welcome(ANA, BEN)
        await here.does(BEN, "/reflect", "The garden", "At work")
        house = premises(here.store, tmp_path)
        await rotate_while(here, house, "/reflect", "A walk", "On my way home", "/pause", "/plan")
        [new, second] = (tmp_path / "secret.key").read_text("utf-8").split()
        assert second == old
        await drop_older_keys(house, Dropping(), here.at)
        assert (tmp_path / "secret.key").read_text("utf-8").split() == [new]
        assert here.store.vault.names == Vault([new]).names
    async with world(tmp_path, keys=[new]) as here:
        assert await here.plan(ANA) == ["A walk", "On my way home"]
        assert await here.plan(BEN) == ["The garden", "At work"]
        assert {record.name for record in [await here.record(ANA)] if record} == {None}


async def test_a_key_that_was_put_into_the_file_by_hand_is_taken_into_use(tmp_path: Path) -> None:
    """No further one is made; a file without the keys that are in use is refused."""
    old, by_hand = "the-key-of-last-year", "the-key-of-this-year"
    async with world(tmp_path, keys=[old]) as here:
        await here.welcome(ANA)
        house = premises(here.store, tmp_path)
        write_keys(tmp_path / "secret.key", [by_hand])
        with pytest.raises(Problem, match="does not hold the keys that are in use"):
            await begin(house, Nothing(), here.at)
        write_keys(tmp_path / "secret.key", [by_hand, old])
        begun = await begin(house, Nothing(), here.at)
        assert (begun.made, begun.key, here.store.vault.names[0]) == (False, Vault([by_hand]).names[0], begun.key)
        assert begun.rows > 0


async def test_people_are_answered_while_a_backup_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made in a thread, through a connection of its own."""
    async with world(tmp_path) as here:
        await here.welcome(ANA)
        loop, taken = asyncio.get_running_loop(), asyncio.Event()

        def after_an_act(*args: object) -> None:
            asyncio.run_coroutine_threadsafe(here.does(ANA, "/win", "I slept"), loop).result(10)
            loop.call_soon_threadsafe(taken.set)
            snapshot(*args)  # type: ignore[arg-type] # as it was called

        monkeypatch.setattr("bot.storage.backup.snapshot", after_an_act)
        made = await back_up(premises(here.store, tmp_path), BackingUp(), here.at)
        await asyncio.wait_for(taken.wait(), 5)
        assert Path(made.file).exists()
        assert await here.plan(ANA) == ["I slept"]


async def test_what_takes_long_is_told_to_stop() -> None:
    """When it is cancelled, as when the bot is stopped."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(stop: object) -> None:
        stop.wait(10)  # type: ignore[attr-defined] # an event of threads
        loop.call_soon_threadsafe(stopped.set)
        raise Stopped

    task = asyncio.create_task(in_thread(work))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait_for(stopped.wait(), 5)
    with pytest.raises(asyncio.CancelledError):
        await task


# -- purging -----------------------------------------------------------------------------------------------------------


async def rows(here: Archive) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    async with here.store.database.transaction() as connection:
        return {
            name: [tuple(row) for row in await connection.execute(table.select())]
            for name, table in metadata.tables.items()
        }


async def test_what_is_foreseen_is_what_is_done() -> None:
    """For each programme; and foreseeing it changes no row, and tells nobody."""
    async with archive() as here:
        one, other = await here.programme(60), await here.programme(90)
        for number in range(3):
            await here.person(f"test:{number}", one, 100 * DAY)
        await here.person("test:8", other, 100 * DAY)
        await here.person("test:9", other, DAY)
        before = await rows(here)
        foreseen = await here.retention.foresee(AT)
        assert foreseen == [Foreseen(one.id, Purged(told=3)), Foreseen(other.id, Purged(told=1))]
        assert await rows(here) == before
        assert here.told() == []
        assert await here.purge(AT) == Purged(told=4)
        after = AT + 14 * DAY
        assert await here.retention.foresee(after - HOUR) == []
        foreseen = await here.retention.foresee(after)
        assert foreseen == [Foreseen(one.id, Purged(people=3)), Foreseen(other.id, Purged(people=1))]
        assert await here.purge(after) == Purged(people=4)
        assert await here.retention.foresee(after) == []


async def test_nobody_is_foreseen_to_be_told_in_their_quiet_hours() -> None:
    """As they are not told then."""
    async with archive() as here:
        await here.person("test:1", await here.programme(60), 100 * DAY)
        at_night = AT + 9 * HOUR
        assert await here.retention.foresee(at_night) == []
        assert await here.purge(at_night) == Purged()


async def test_deletions_are_remembered_for_as_long_as_backups_may_be_kept(tmp_path: Path) -> None:
    """Then the purge drops them, in the database and beside it."""
    async with archive() as here:
        ledger = Ledger(tmp_path / "deleted")
        here.store.aftermath = Aftermath(here.store.database, ledger)
        await here.person("test:1", await here.programme(60), 100 * DAY)
        await here.purge(AT)
        gone_at = AT + 14 * DAY
        await here.purge(gone_at)
        noted = {here.store.vault.fingerprint("test:1"): gone_at.timestamp()}
        assert ledger.read() == noted
        await here.purge(gone_at + KEPT_FOR)
        assert ledger.read() == noted
        await here.purge(gone_at + KEPT_FOR + timedelta(seconds=1))
        assert ledger.read() == {}
        assert await here.count("deletions") == 0
