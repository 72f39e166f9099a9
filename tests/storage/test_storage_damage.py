"""Damaged rows, on every backend: each costs itself only."""

from helpers_storage import a_line, a_message, a_peer, save
from structlog.testing import capture_logs

from bot.storage import Store, tables
from bot.storage.records import Changes


async def test_an_unreadable_peer_is_none_among_the_others(store: Store) -> None:
    """One damaged row does not hide the rest."""
    ana, ben = a_peer("telegram:1"), a_peer("telegram:2")
    await save(store, Changes(peer=ana), Changes(peer=ben))
    async with store.database.transaction() as connection:
        row = tables.peers.update().where(tables.peers.c.id == ana.id)
        await connection.execute(row.values(session_sealed=tables.peers.c.address_sealed))
    async with store.transaction() as transaction:
        assert await transaction.peers([ana.address, ben.address]) == {ana.address: None, ben.address: ben}


async def test_an_unreadable_line_does_not_hide_the_rest(store: Store) -> None:
    """A damaged line of a plan costs itself only."""
    ana, lines = a_peer(), tables.plan_lines
    await save(store, Changes(peer=ana, lines={ref: a_line(ref) for ref in (1, 2)}))
    async with store.database.transaction() as connection:
        await connection.execute(lines.update().where(lines.c.ref == 1).values(body_sealed=b""))
    with capture_logs() as logs:
        async with store.transaction() as transaction:
            assert await transaction.lines([ana.id or 0]) == {ana.id: [a_line(2)]}
    assert len(logs) == 1


async def test_an_unreadable_message_does_not_hide_the_rest(store: Store) -> None:
    """A damaged message costs itself only: an application must not be kept from starting by it."""
    await save(store, Changes(peer=a_peer(), outbox=[a_message(body="one"), a_message(body="two")]))
    async with store.database.transaction() as connection:
        first = tables.outbox.update().where(tables.outbox.c.id == 1)
        await connection.execute(first.values(body_sealed=b""))
    with capture_logs() as logs:
        async with store.transaction() as transaction:
            assert [one.body for one in await transaction.unsent()] == ["two"]
    assert len(logs) == 1
