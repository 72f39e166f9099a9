"""Who was deleted is remembered as a hash, twice, for as long as a backup may be kept; and does not come back."""

import contextlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_storage import AT, KEY, a_line, a_message, a_peer, save, store_of
from helpers_world import ANA, BEN, world

from bot.storage import Store, Vault
from bot.storage.aftermath import Aftermath
from bot.storage.deletions import Deletions, Ledger, united
from bot.storage.records import Changes
from bot.storage.tables import metadata, peers

ONE, TWO = b"1" * 32, b"2" * 32
LATER = AT + timedelta(days=1)


async def deleted(store: Store) -> dict[bytes, float]:
    """The ledger in the database."""
    async with store.transaction() as transaction:
        return await transaction.deletions.all()


# -- the file ----------------------------------------------------------------------------------------------------------


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    """For its owner alone; the latest moment of each counts."""
    ledger = Ledger(tmp_path / "data" / "deleted")
    assert ledger.read() == {}
    ledger.add({ONE: 1.5, TWO: 2.0})
    ledger.add({ONE: 3.25})
    assert Ledger(tmp_path / "data" / "deleted").read() == {ONE: 3.25, TWO: 2.0}
    assert (tmp_path / "data" / "deleted").stat().st_mode & 0o777 == 0o600


def test_half_a_record_does_not_spoil_those_after_it(tmp_path: Path) -> None:
    """As when the power failed in the middle of writing one."""
    file = tmp_path / "deleted"
    Ledger(file).add({ONE: 1.0})
    file.write_bytes(file.read_bytes() + b"half of one")
    assert Ledger(file).read() == {ONE: 1.0}
    Ledger(file).add({TWO: 2.0})
    assert Ledger(file).read() == {ONE: 1.0, TWO: 2.0}


def test_a_full_disk_leaves_no_half_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and what was there is there."""
    ledger = Ledger(tmp_path / "deleted")
    ledger.add({ONE: 1.0})
    before = (tmp_path / "deleted").read_bytes()
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:7]))
    with pytest.raises(OSError, match="no room"):
        ledger.add({TWO: 2.0})
    assert (tmp_path / "deleted").read_bytes() == before


def test_what_is_over_is_dropped_and_what_is_missing_added(tmp_path: Path) -> None:
    """Catching up adds nothing twice."""
    ledger = Ledger(tmp_path / "deleted")
    ledger.catch_up({ONE: AT.timestamp(), TWO: LATER.timestamp()})
    size = (tmp_path / "deleted").stat().st_size
    ledger.catch_up({ONE: AT.timestamp()})
    assert (tmp_path / "deleted").stat().st_size == size
    ledger.forget(LATER)
    assert ledger.read() == {TWO: LATER.timestamp()}
    assert united({ONE: 1.0}, {ONE: 3.0, TWO: 1.0}, {ONE: 2.0}) == {ONE: 3.0, TWO: 1.0}


# -- in the database ---------------------------------------------------------------------------------------------------


async def test_whoever_is_deleted_is_noted_in_the_same_transaction(store: Store) -> None:
    """Undone with it; of somebody who was never written, nothing is noted; a later moment counts."""
    peer = a_peer()
    await save(store, Changes(peer=a_peer("telegram:2"), forgotten=True))
    assert await deleted(store) == {}
    await save(store, Changes(peer=peer))
    with contextlib.suppress(ZeroDivisionError):
        async with store.transaction() as transaction:
            await transaction.save([Changes(peer=peer, forgotten=True, forgotten_at=LATER)])
            raise ZeroDivisionError
    assert await deleted(store) == {}
    await save(store, Changes(peer=peer, forgotten=True, forgotten_at=LATER))
    fingerprint = store.vault.fingerprint(peer.address)
    assert await deleted(store) == {fingerprint: LATER.timestamp()}
    async with store.transaction() as transaction:
        await transaction.deletions.add({fingerprint: AT.timestamp()})
    assert await deleted(store) == {fingerprint: LATER.timestamp()}


async def test_deleting_in_the_chat_is_noted_on_disk(tmp_path: Path) -> None:
    """At the moment of the tap; others are not in it."""
    async with world(tmp_path) as here:
        ledger = Ledger(tmp_path / "deleted")
        here.store.aftermath = Aftermath(here.store.database, ledger)
        await here.welcome(ANA, BEN)
        await here.does(ANA, "/delete", "[yes]")
        assert await here.count("peers") == 1
        expected = {here.store.vault.fingerprint(ANA): here.at.timestamp()}
        assert ledger.read() == expected
        assert await deleted(here.store) == expected


async def test_of_whoever_says_no_to_what_is_kept_no_mark_stays(tmp_path: Path) -> None:
    """The question itself was a row, which a backup may hold: it expires within a day of being restored."""
    async with world(tmp_path) as here:
        await here.does(ANA, "/start", "[no]")
        assert await here.count("peers") == 0
        assert await deleted(here.store) == {}


async def test_a_ledger_that_cannot_be_written_undoes_nothing_and_is_caught_up(tmp_path: Path) -> None:
    """The deletion stands; what is missing beside the database is added when there is room."""
    async with store_of("file", tmp_path) as plain:
        (tmp_path / "no folder").write_text("", "utf-8")
        store = Store(plain.database, plain.vault, Ledger(tmp_path / "no folder" / "deleted"))
        await save(store, Changes(peer=a_peer()))
        found = a_peer()
        async with store.transaction() as transaction:
            [found] = [one for one in (await transaction.peers([found.address])).values() if one]
        await save(store, Changes(peer=found, forgotten=True, forgotten_at=LATER))
        ledger = Ledger(tmp_path / "deleted")
        assert ledger.read() == {}
        await Store(plain.database, plain.vault, ledger).aftermath.catch_up()
        assert ledger.read() == {store.vault.fingerprint(found.address): LATER.timestamp()}


# -- honouring it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("after", "removed"), [(-1, 0), (0, 1), (1, 1)])
async def test_whoever_came_before_they_were_deleted_goes(store: Store, after: float, removed: int) -> None:
    """Whoever came anew after that stays."""
    peer = a_peer()
    await save(
        store, Changes(peer=peer, lines={1: a_line(1)}, outbox=[a_message()]), Changes(peer=a_peer("telegram:2"))
    )
    ledger = {store.vault.fingerprint(peer.address): peer.created_at.timestamp() + after}
    async with store.database.transaction() as connection:
        assert await Deletions(connection).honour(ledger, store.vault) == removed
        left = [len((await connection.execute(metadata.tables[name].select())).all()) for name in ("peers", "outbox")]
    assert left == [2 - removed, 1 - removed]


@pytest.mark.parametrize("noted_under", ["old", "new"])
async def test_they_are_found_under_every_listed_key(store: Store, noted_under: str) -> None:
    """Their row is under another key than the note, after a change of the key on either side."""
    old, new = "the key of last year", "the key of this year"
    row_under = new if noted_under == "old" else old
    peer = a_peer()
    await save(Store(store.database, Vault([row_under, KEY])), Changes(peer=peer))
    noted = Vault([old if noted_under == "old" else new]).fingerprint(peer.address)
    async with store.database.transaction() as connection:
        found = await Deletions(connection).honour({noted: peer.created_at.timestamp()}, Vault([new, old, KEY]))
        assert found == 1
        assert (await connection.execute(peers.select())).all() == []


async def test_a_row_that_cannot_be_opened_is_still_known_by_its_hash(store: Store) -> None:
    """Under a key that is not listed any more."""
    peer = a_peer()
    await save(store, Changes(peer=peer))
    ledger = {store.vault.fingerprint(peer.address): peer.created_at.timestamp()}
    async with store.database.transaction() as connection:
        assert await Deletions(connection).honour(ledger, Vault(["quite another key of ours"])) == 1
