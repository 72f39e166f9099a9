"""The outbox, on every backend: however much it holds, it comes back in order, a page at a time."""

from datetime import timedelta

import pytest
from helpers_storage import a_message, a_peer, save
from structlog.testing import capture_logs

from bot.storage import Store, tables
from bot.storage.records import Changes


@pytest.mark.parametrize("later", (None, timedelta(hours=9, microseconds=250_000)))
async def test_a_message_comes_back_as_it_was(store: Store, later: timedelta | None) -> None:
    """With the moment after which it is not to be sent, if it has one."""
    message = a_message()
    message.not_after = None if later is None else message.created_at + later
    await save(store, Changes(peer=a_peer(), outbox=[message]))
    async with store.transaction() as transaction:
        [found] = await transaction.unsent()
    assert found == message
    assert found is not message


async def test_a_great_many_get_their_own_numbers_in_order(store: Store) -> None:
    """More than go into one statement; two may say the very same."""
    messages = [a_message(f"telegram:{number % 7}", "hello", number) for number in range(2_500)]
    await save(store, Changes(peer=a_peer(), outbox=messages))
    numbers = [one.id or 0 for one in messages]
    assert numbers == sorted(set(numbers))
    async with store.transaction() as transaction:
        assert await transaction.unsent() == messages


async def test_pages_hold_everything_once(store: Store) -> None:
    """In order, also where there is nothing, and where the last page is exactly full."""
    messages = [a_message(question=number) for number in range(10)]
    async with store.transaction() as transaction:
        assert [page async for page in transaction.unsent_pages(5)] == []
    await save(store, Changes(peer=a_peer(), outbox=messages))
    async with store.transaction() as transaction:
        assert [page async for page in transaction.unsent_pages(5)] == [messages[:5], messages[5:]]
        assert [page async for page in transaction.unsent_pages(4)] == [messages[:4], messages[4:8], messages[8:]]


async def test_a_page_that_cannot_be_read_does_not_hide_the_next(store: Store) -> None:
    """It is passed over, and so said."""
    messages = [a_message(question=number) for number in range(6)]
    await save(store, Changes(peer=a_peer(), outbox=messages))
    damaged = [one.id for one in messages[:3]]
    async with store.database.transaction() as connection:
        rows = tables.outbox.update().where(tables.outbox.c.id.in_(damaged))
        await connection.execute(rows.values(body_sealed=b""))
    with capture_logs() as logs:
        async with store.transaction() as transaction:
            assert [page async for page in transaction.unsent_pages(3)] == [[], messages[3:]]
    assert len(logs) == 3
