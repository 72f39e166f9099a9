"""Removing people with everything of theirs, and their names where others were shown them last."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.engine import Session
from bot.engine.codec import dump, load
from bot.storage.bulk import among
from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.sealing import pins
from bot.storage.tables import outbox, peers, shares, staff

# The dialogue in which specialists choose among the people who share with them, by name.
LISTS_PEOPLE = "review"


async def remove_people(connection: AsyncConnection, vault: Vault, ids: Collection[int]) -> set[int]:
    """Removes people with everything of theirs. What others hold of them goes by its foreign key.

    Their names go from the lists of specialists too: returns the numbers of those with whom they had shared something.
    """
    if not ids:
        return set()
    readers = await _readers(connection, ids)
    await _let_go_of_lists(connection, vault, readers)
    await connection.execute(delete(outbox).where(among(connection, outbox.c.peer_id, ids)))
    await connection.execute(delete(peers).where(among(connection, peers.c.id, ids)))
    return readers


def without_lists(session: Session) -> Session:
    """The same place in the talk without the people to choose among: their buttons are old, and are asked anew."""
    frames = tuple(
        replace(frame, offered=(), page=0) if frame.dialogue == LISTS_PEOPLE else frame for frame in session.frames
    )
    return replace(session, frames=frames)


async def _readers(connection: AsyncConnection, ids: Collection[int]) -> set[int]:
    """Who has, or had, a share of one of these people and stays."""
    query = select(staff.c.peer_id).distinct().join(shares, shares.c.staff_id == staff.c.id)
    return set(await connection.scalars(query.where(among(connection, shares.c.peer_id, ids)))) - set(ids)


async def _let_go_of_lists(connection: AsyncConnection, vault: Vault, readers: Collection[int]) -> None:
    if not readers:
        return
    query = (
        select(peers.c.id, peers.c.session_sealed).where(among(connection, peers.c.id, readers)).order_by(peers.c.id)
    )
    changed = []
    for peer_id, sealed in await connection.execute(query.with_for_update()):
        try:
            session = load(vault.open(sealed, "peers.session"))
        except UNREADABLE:
            continue  # what cannot be read cannot be changed
        if (without := without_lists(session)) != session:
            changed.append(
                {
                    "b_id": peer_id, "session_sealed": vault.seal(dump(without), "peers.session"),
                    # Under the same key as what is sealed, so that a change of the key finds both.
                    "pins": pins(vault, without),
                }
            )  # fmt: skip
    if changed:
        await connection.execute(update(peers).where(peers.c.id == bindparam("b_id")), changed)
