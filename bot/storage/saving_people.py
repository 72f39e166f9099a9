"""Writing what people's turns have caused for themselves: their rows, plans, messages and timers, a batch at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import Prepared, execute_many, upsert
from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.moments import seconds
from bot.storage.records import AsideRecord, Changes, PeerRecord
from bot.storage.sealing import change_row, line_row, outbox_row, peer_row
from bot.storage.slots import slot_of
from bot.storage.tables import line_changes, outbox, peers, plan_lines, set_aside, timers

_UPDATE_PEER = Prepared(update(peers).where(peers.c.id == bindparam("b_id")))
_INSERT_CHANGE = Prepared(insert(line_changes))
_INSERT_MESSAGE = insert(outbox).returning(outbox.c.address_sealed, outbox.c.id)
_TAKE_BACK = Prepared(delete(outbox).where(outbox.c.peer_id == bindparam("p"), outbox.c.question >= bindparam("q")))
_TAKE_TIMER = Prepared(delete(timers).where(timers.c.peer_id == bindparam("p"), timers.c.timer == bindparam("t")))


async def save_peers(connection: AsyncConnection, vault: Vault, records: Sequence[PeerRecord]) -> None:
    """Writes rows of people. New ones get their numbers."""
    new = [peer for peer in records if peer.id is None]
    if new:
        rows = [peer_row(vault, peer) for peer in new]
        result = await connection.scalars(insert(peers).returning(peers.c.id, sort_by_parameter_order=True), rows)
        for peer, peer_id in zip(new, result, strict=True):
            peer.id = peer_id
    fresh = {id(peer) for peer in new}
    known = [{"b_id": peer.id, **peer_row(vault, peer)} for peer in records if id(peer) not in fresh]
    await _UPDATE_PEER.run(connection, known)


async def save_lines(connection: AsyncConnection, vault: Vault, batch: Sequence[Changes]) -> None:
    """Writes lines of plans, and what they were before."""
    lines = [line_row(vault, item.peer.id or 0, line) for item in batch for line in item.lines.values()]
    await upsert(connection, plan_lines, lines, ("peer_id", "ref"))
    changes = [change_row(vault, item.peer.id or 0, one) for item in batch for one in item.history]
    await _INSERT_CHANGE.run(connection, changes)


async def save_outbox(connection: AsyncConnection, vault: Vault, batch: Sequence[Changes]) -> None:
    """Takes back what is not to be said, and writes what is. Messages get their numbers; those of people who are
    forgotten belong to nobody."""
    unsaid = [{"p": i.peer.id, "q": i.unsay_since} for i in batch if i.unsay_since is not None and i.peer.id]
    await _TAKE_BACK.run(connection, unsaid)
    messages = [(item, message) for item in batch for message in item.outbox]
    for item, message in messages:
        message.peer_id = None if item.forgotten else item.peer.id
    if messages:
        rows = [outbox_row(vault, message) for _, message in messages]
        # Asked for the numbers in order, SQLite would be given one row at a time. No sealed value is like another.
        returned = await connection.execute(_INSERT_MESSAGE, rows)
        numbers = {row.address_sealed: row.id for row in returned}
        for row, (_, message) in zip(rows, messages, strict=True):
            message.id = numbers[row["address_sealed"]]


async def save_timers(connection: AsyncConnection, batch: Sequence[Changes]) -> None:
    """Sets timers, and takes away those that are None."""
    known = [(item.peer.id, name, one) for item in batch for name, one in item.timers.items()]
    gone = [{"p": peer_id, "t": name} for peer_id, name, one in known if one is None]
    await _TAKE_TIMER.run(connection, gone)
    rows = [
        {
            "peer_id": peer_id, "timer": name, "due_at": one.due_at.timestamp(), "question": one.question,
            "until": seconds(one.until),
        }
        for peer_id, name, one in known
        if one is not None
    ]  # fmt: skip
    await upsert(connection, timers, rows, ("peer_id", "timer"))


async def save_asides(connection: AsyncConnection, vault: Vault, batch: Sequence[Changes]) -> None:
    """Writes acts that failed."""
    rows = [aside_row(vault, item.peer.id, aside) for item in batch for aside in item.aside]
    await execute_many(connection, insert(set_aside), rows)


def aside_row(vault: Vault, peer_id: int | None, aside: AsideRecord) -> dict[str, Any]:
    """The columns of ``set_aside`` but for the id."""
    sealed = vault.seal(aside.event, "set_aside.event")
    return {"peer_id": peer_id, "at": aside.at.timestamp(), "cause": aside.cause, "event_sealed": sealed}


async def fill_slots(connection: AsyncConnection, vault: Vault, at_once: int = 1_000) -> int:
    """Puts rows from before there were slots into theirs, at most so many of each table; returns how many."""
    filled = 0
    for table in (peers, outbox):
        query = select(table.c.id, table.c.address_sealed).where(table.c.slot.is_(None)).order_by(table.c.id)
        rows = [
            {"b_id": row.id, "slot": _slot_in(vault, table, row.address_sealed)}
            for row in await connection.execute(query.limit(at_once).with_for_update())
        ]
        await execute_many(connection, update(table).where(table.c.id == bindparam("b_id")), rows)
        filled += len(rows)
    return filled


def _slot_in(vault: Vault, table: Table, sealed: bytes) -> int:
    try:
        return slot_of(vault.open(sealed, f"{table.name}.address"))
    except UNREADABLE:
        return 0
