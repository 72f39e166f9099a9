"""Which script versions people stand in, on every backend: each once, however many people there are, and as hashes."""

from collections.abc import Sequence
from dataclasses import replace

from helpers_storage import a_peer, save
from sqlalchemy import event, select, update

from bot.engine import Session
from bot.storage import Store, Vault
from bot.storage.records import Changes, PeerRecord
from bot.storage.tables import peers

OLD, NEW = "the key of last year", "the key of this year"


def standing_in(number: int, *dialogues: tuple[str, int]) -> PeerRecord:
    """Somebody with these dialogues open."""
    peer = a_peer(f"telegram:{number}")
    frame = peer.session.frames[0]
    frames = tuple(replace(frame, dialogue=name, version=version) for name, version in dialogues)
    peer.session = Session(step=1, frames=frames)
    return peer


async def add_scripts(store: Store, *versions: tuple[str, int]) -> None:
    """Versions that were used here, as a start adds them."""
    async with store.transaction() as transaction:
        for name, version in versions:
            await transaction.add_script(name, version, "digest", "text")


async def pinned(store: Store, *keys: str) -> set[tuple[str, int]]:
    """What people stand in, as whoever has these keys finds it."""
    known = Store(store.database, Vault(keys)) if keys else store
    async with known.transaction() as transaction:
        return await transaction.pinned()


async def columns(store: Store) -> Sequence[str]:
    """What the column says, person by person."""
    async with store.database.transaction() as connection:
        return list(await connection.scalars(select(peers.c.pins).order_by(peers.c.id)))


async def write_in_clear(store: Store, peer: PeerRecord, pins: str) -> None:
    """The row as an earlier state of the program wrote it."""
    async with store.database.transaction() as connection:
        await connection.execute(update(peers).where(peers.c.id == peer.id).values(pins=pins))


async def test_nobody_stands_anywhere(store: Store) -> None:
    """In an empty database, and where nobody has anything open."""
    assert await pinned(store) == set()
    await add_scripts(store, ("home", 2))
    await save(store, Changes(peer=standing_in(1)))
    assert await pinned(store) == set()
    assert await columns(store) == [""]


async def test_every_version_is_found_once(store: Store) -> None:
    """Also of dialogues that lie below others, beside many people who stand in the same."""
    await add_scripts(store, ("home", 1), ("home", 2), ("reflect", 1), ("reflect", 10), ("hard", 1))
    people = [standing_in(number, ("home", 2)) for number in range(5)]
    people += [standing_in(10), standing_in(11, ("reflect", 1), ("home", 2)), standing_in(12, ("reflect", 10))]
    await save(store, *(Changes(peer=one) for one in people))
    assert await pinned(store) == {("home", 2), ("reflect", 1), ("reflect", 10)}


async def test_the_column_names_no_dialogue(store: Store) -> None:
    """Sixteen hex digits for each, the same for the same version, others under another key, in no telling order."""
    await save(
        store, Changes(peer=standing_in(1, ("danger", 1), ("home", 2))), Changes(peer=standing_in(2, ("home", 2)))
    )
    both, home = (found.split(",") for found in await columns(store))
    assert both == sorted(both)
    assert {len(one) for one in both} == {16}
    assert int("".join(both), 16)
    assert set(both) > set(home)
    assert home == [store.vault.pin("home@2")]
    assert home != [Vault([OLD]).pin("home@2")]
    assert home[0] not in store.vault.fingerprint("home@2").hex(), "a look-up hash of an address is something else"


async def test_they_are_found_under_every_listed_key(store: Store) -> None:
    """Written under the older key and under the newer one; without a key, what is under it is not found."""
    await add_scripts(store, ("home", 2), ("reflect", 1))
    await save(Store(store.database, Vault([OLD])), Changes(peer=standing_in(1, ("home", 2))))
    await save(Store(store.database, Vault([NEW, OLD])), Changes(peer=standing_in(2, ("reflect", 1))))
    assert await pinned(store, NEW, OLD) == {("home", 2), ("reflect", 1)}
    assert await pinned(store, NEW) == {("reflect", 1)}


async def test_what_was_written_in_clear_is_understood_until_it_is_written_again(store: Store) -> None:
    """A row of before: found, and gone over to hashes with the next save."""
    await add_scripts(store, ("home", 2), ("reflect", 10))
    peer = standing_in(1, ("home", 2), ("reflect", 10))
    await save(store, Changes(peer=peer))
    await write_in_clear(store, peer, "home@2,reflect@10")
    assert await pinned(store) == {("home", 2), ("reflect", 10)}
    await save(store, Changes(peer=peer))
    assert "@" not in "".join(await columns(store))
    assert await pinned(store) == {("home", 2), ("reflect", 10)}


async def test_what_it_costs_does_not_grow_with_the_people(store: Store) -> None:
    """As many statements, and as many rows read, for three people as for sixty who stand in the same."""
    await add_scripts(store, ("home", 2), ("reflect", 1))
    needed = []
    for first, last in ((0, 3), (3, 60)):
        people = [standing_in(number, ("home", 2)) for number in range(first, last)]
        await save(store, *(Changes(peer=one) for one in people))
        statements: list[str] = []

        def count(*args: object, into: list[str] = statements) -> None:
            into.append(str(args[2]))

        engine = store.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", count)
        assert await pinned(store) == {("home", 2)}
        event.remove(engine, "before_cursor_execute", count)
        needed.append(len(statements))
        assert any("min(peers.pins)" in one for one in statements), "it walks from each value to the next"
    assert needed[0] == needed[1]
