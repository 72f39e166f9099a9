"""With somebody who is removed their name goes from the lists that others were shown, on every backend."""

from dataclasses import replace

import pytest
from helpers_circle import a_programme, a_role, a_share
from helpers_storage import AT, a_peer, a_session, save
from sqlalchemy import event, select, update

from bot.engine import Frame, Session
from bot.engine.session import Offer
from bot.storage import PeerRecord, Store, Vault
from bot.storage.deletions import Deletions
from bot.storage.records import Changes
from bot.storage.removing import without_lists
from bot.storage.tables import peers

OFFERED = (Offer(3, "Ana"), Offer(4, "Ben"))
OLD, NEW = "the key of last year", "the key of this year"


def at_the_desk() -> Session:
    """A place in the talk with a list of people, below and above other lists."""
    desk = Frame(dialogue="review", version=2, state="desk", answers={"who": ""}, question=7, offered=OFFERED, page=1)
    other = a_session().frames[1]
    return Session(step=9, frames=(other, desk, replace(desk, question=9)), heard={"thanks": 1})


class Desk:
    """Rosa, to whom Ana and Ben have shared something, and Otis, to whom nobody has. Both have a list open."""

    ana: PeerRecord
    ben: PeerRecord
    rosa: PeerRecord
    otis: PeerRecord

    def __init__(self, store: Store) -> None:
        self.store = store

    async def open(self) -> "Desk":
        """Writes all of that. Ana's share has ended."""
        self.ana, self.ben, self.rosa, self.otis = (a_peer(f"telegram:{number}") for number in range(1, 5))
        for one in (self.rosa, self.otis):
            one.session = at_the_desk()
        await save(self.store, *(Changes(peer=one) for one in (self.ana, self.ben, self.rosa, self.otis)))
        async with self.store.transaction() as transaction:
            programme = await transaction.programmes.put(a_programme(id=None))
            roles = [
                await transaction.programmes.put_staff(a_role(id=None, programme_id=programme.id, peer_id=one.id))
                for one in (self.rosa, self.otis)
            ]
            for peer, copy in ((self.ana, {"copy": None}), (self.ben, {})):
                share = a_share(**{"id": None, "peer_id": peer.id, "staff_id": roles[0].id, **copy})
                await transaction.sharing.put(share)
        return self

    async def labels(self, *keys: str) -> dict[str, list[list[str]]]:
        """What stands on the buttons of whoever is left, dialogue by dialogue."""
        store = Store(self.store.database, Vault(keys)) if keys else self.store
        async with store.transaction() as transaction:
            found = await transaction.peers([one.address for one in (self.ana, self.ben, self.rosa, self.otis)])
        return {
            address: [[offer.label for offer in frame.offered] for frame in record.session.frames]
            for address, record in found.items()
            if record
        }


@pytest.fixture
async def desk(store: Store) -> Desk:
    """On each backend."""
    return await Desk(store).open()


FULL, LET_GO = [["walking", "Y"], ["Ana", "Ben"], ["Ana", "Ben"]], [["walking", "Y"], [], []]


async def test_the_lists_of_those_who_had_their_shares_are_let_go_of(desk: Desk) -> None:
    """Also where the share has ended; other lists, and those of others, stay, and so does the place in the talk."""
    await save(desk.store, Changes(peer=desk.ana, forgotten=True))
    labels = await desk.labels()
    assert (labels[desk.rosa.address], labels[desk.otis.address]) == (LET_GO, FULL)
    async with desk.store.transaction() as transaction:
        [rosa] = (await transaction.peers([desk.rosa.address])).values()
    assert rosa == replace(desk.rosa, session=without_lists(desk.rosa.session))
    assert rosa.session.step == desk.rosa.session.step
    assert [frame.question for frame in rosa.session.frames] == [43, 7, 9]


async def test_somebody_who_shared_nothing_changes_nobodys_list(desk: Desk) -> None:
    """Not a byte of anybody's row."""

    async def rows() -> list[bytes]:
        async with desk.store.database.transaction() as connection:
            return list(await connection.scalars(select(peers.c.session_sealed).order_by(peers.c.id)))

    stranger = a_peer("telegram:9")
    await save(desk.store, Changes(peer=stranger))
    before = await rows()
    await save(desk.store, Changes(peer=stranger, forgotten=True))
    assert await rows() == before[:-1]


async def test_who_is_written_in_the_same_batch_has_no_list_either(desk: Desk) -> None:
    """Their row as it was loaded, or as their own act has just left it, still has the name."""
    async with desk.store.transaction() as transaction:
        readers = await transaction.save([Changes(peer=desk.rosa), Changes(peer=desk.ana, forgotten=True)])
    assert readers == {desk.rosa.id}
    assert (await desk.labels())[desk.rosa.address] == LET_GO


async def test_both_may_go_at_once(desk: Desk) -> None:
    """A specialist who leaves in the same batch has no row that could hold a name."""
    leaving = [Changes(peer=one, forgotten=True) for one in (desk.rosa, desk.ana, desk.ben)]
    async with desk.store.transaction() as transaction:
        assert await transaction.save(leaving) == set()
    assert set(await desk.labels()) == {desk.otis.address}


async def test_a_restored_backup_has_no_list_with_them_either(desk: Desk) -> None:
    """Where who was deleted is taken out, their names are too."""
    gone = {desk.store.vault.fingerprint(desk.ana.address): AT.timestamp() + 1}
    async with desk.store.database.transaction() as connection:
        assert await Deletions(connection).honour(gone, desk.store.vault) == 1
    assert (await desk.labels())[desk.rosa.address] == LET_GO


async def test_a_row_that_cannot_be_read_holds_nobody_up(desk: Desk) -> None:
    """Whoever leaves is removed all the same."""
    async with desk.store.database.transaction() as connection:
        damaged = update(peers).where(peers.c.id == desk.rosa.id).values(session_sealed=b"\x01\x02")
        await connection.execute(damaged)
    await save(desk.store, Changes(peer=desk.ana, forgotten=True))
    assert desk.ana.address not in await desk.labels()


async def test_what_is_written_is_under_the_newest_key_wholly(store: Store) -> None:
    """In the middle of a change of the key: the hashes of where somebody stands go with their session."""
    desk = await Desk(Store(store.database, Vault([OLD]))).open()
    both = Store(store.database, Vault([NEW, OLD]))
    async with both.transaction() as transaction:
        await transaction.add_script("review", 2, "digest", "text")
    await save(both, Changes(peer=desk.ana, forgotten=True))
    async with store.database.transaction() as connection:
        columns = select(peers.c.pins, peers.c.session_sealed).where(peers.c.id == desk.rosa.id)
        [(pins, sealed)] = (await connection.execute(columns)).all()
    new = Vault([NEW])
    assert new.open(sealed, "peers.session")
    assert set(pins.split(",")) == {new.pin("review@2"), new.pin("reflect@2")}


async def test_the_number_of_statements_does_not_grow_with_them(desk: Desk) -> None:
    """Two more than for somebody who shared nothing, however many leave: their readers are read and written at once."""
    needed = []
    statements: list[str] = []
    engine = desk.store.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    for leaving in ([desk.otis], [desk.ana, desk.ben]):
        statements.clear()
        await save(desk.store, *(Changes(peer=one, forgotten=True) for one in leaving))
        needed.append(len(statements))
    assert needed[1] - needed[0] == 2
