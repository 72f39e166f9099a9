"""Which script versions people stand in, on every backend: each once, however many people there are."""

from dataclasses import replace

from helpers_storage import a_peer, save

from bot.engine import Session
from bot.storage import Store
from bot.storage.records import Changes, PeerRecord


def standing_in(number: int, *dialogues: tuple[str, int]) -> PeerRecord:
    """Somebody with these dialogues open."""
    peer = a_peer(f"telegram:{number}")
    frame = peer.session.frames[0]
    frames = tuple(replace(frame, dialogue=name, version=version) for name, version in dialogues)
    peer.session = Session(step=1, frames=frames)
    return peer


async def test_nobody_stands_anywhere(store: Store) -> None:
    """In an empty database, and where nobody has anything open."""
    async with store.transaction() as transaction:
        assert await transaction.pinned() == set()
    await save(store, Changes(peer=standing_in(1)))
    async with store.transaction() as transaction:
        assert await transaction.pinned() == set()


async def test_every_version_is_found_once(store: Store) -> None:
    """Also of dialogues that lie below others, beside many people who stand in the same."""
    people = [standing_in(number, ("home", 2)) for number in range(5)]
    people += [standing_in(10), standing_in(11, ("reflect", 1), ("home", 2)), standing_in(12, ("reflect", 10))]
    await save(store, *(Changes(peer=one) for one in people))
    async with store.transaction() as transaction:
        assert await transaction.pinned() == {("home", 2), ("reflect", 1), ("reflect", 10)}
