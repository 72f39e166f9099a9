"""Several processes share the work on one PostgreSQL: real processes, killed, frozen, cut off, upgraded."""

import asyncio
from pathlib import Path

import pytest
from conversation_steps import ANSWERS, reflect
from fake_telegram import FakeTelegram
from fake_telegram.bringing import Bringer
from helpers_postgres import Mode, needs_postgres, postgres_server, run_apart
from helpers_storage import postgres_of
from replica_process import Replica, kept_in, replicas, waits_for

from bot.storage.database import upgrade_database

pytestmark = needs_postgres


def repeated(server: FakeTelegram) -> int:
    """How many messages somebody was sent twice in a row."""
    last: dict[object, object] = {}
    found = 0
    for call in server.calls_of("sendMessage"):
        if call.took_effect:
            found += last.get(call.chat_id) == call.params["text"]
            last[call.chat_id] = call.params["text"]
    return found


async def all_kept(url: str, number: int) -> bool:
    """Whether so many people's answers stand once each, in their order."""
    kept = await kept_in(url)
    return len(kept) == number and all(words == ANSWERS for words in kept.values())


async def test_two_share_the_work(server: FakeTelegram, tmp_path: Path) -> None:
    """Whoever an update comes to, each talk goes its way once, and both processes have something to do."""
    url = postgres_of(tmp_path)
    async with replicas(server, tmp_path, url, 2) as (both, bringer):
        await asyncio.gather(*(reflect(server.person(one)) for one in range(100, 115)))
        await server.all_acknowledged()
        assert set(bringer.answers) == {200}
        assert all("looking after more people" in one.words() for one in both)
        assert [await one.stop() for one in both] == [0, 0]
    assert await all_kept(url, 15)
    assert (repeated(server), server.violations) == (0, [])


async def test_one_is_killed_and_comes_back(server: FakeTelegram, tmp_path: Path) -> None:
    """Its people are taken over by the other within the lease, and nobody has to say anything again."""
    url = postgres_of(tmp_path)
    async with replicas(server, tmp_path, url, 2) as ((first, second), bringer):

        async def killer() -> None:
            await asyncio.sleep(0.5)
            await first.kill()
            bringer.ports = [second.port]
            await waits_for(lambda: "another process has gone silent" in second.words(), 20)
            await first.start()
            bringer.ports = [first.port, second.port]

        await asyncio.gather(killer(), *(reflect(server.person(one)) for one in range(100, 110)))
        await server.all_acknowledged()
    assert await all_kept(url, 10)
    assert server.violations == []


async def test_one_that_was_frozen_does_no_harm_when_it_wakes(server: FakeTelegram, tmp_path: Path) -> None:
    """Longer than its lease it neither reads nor writes; awake again, it notices that others have done its work."""
    url = postgres_of(tmp_path)
    async with replicas(server, tmp_path, url, 2) as ((first, second), bringer):

        async def freezer() -> None:
            await asyncio.sleep(0.5)
            await first.freeze()
            bringer.ports = [second.port]
            await waits_for(lambda: "another process has gone silent" in second.words(), 40)
            await asyncio.sleep(0.5)
            await first.resume()
            bringer.ports = [first.port, second.port]
            await waits_for(lambda: first.words().count("sharing the work") == 2, 20)

        await asyncio.gather(freezer(), *(reflect(server.person(one)) for one in range(100, 110)))
        await server.all_acknowledged()
    assert await all_kept(url, 10)
    assert server.violations == []


@pytest.mark.parametrize("mode", ["fast", "kill"])
async def test_postgresql_restarts_under_two(server: FakeTelegram, tmp_path: Path, mode: Mode) -> None:
    """While it is away Telegram keeps the updates; when it is back all goes on."""
    with postgres_server() as postgres:
        url = postgres.url("postgres")
        await asyncio.to_thread(run_apart, upgrade_database(url))
        async with replicas(server, tmp_path, url, 2):

            async def restarts() -> None:
                for _ in range(2):
                    await asyncio.sleep(0.5)
                    await asyncio.to_thread(postgres.restart, mode)

            await asyncio.gather(restarts(), *(reflect(server.person(one)) for one in range(100, 108)))
            await server.all_acknowledged()
        assert await all_kept(url, 8)
    assert server.violations == []


async def test_the_same_update_to_both_is_applied_once(server: FakeTelegram, tmp_path: Path) -> None:
    """Telegram brings an update again when it has not heard the yes; whoever it comes to then, it is the same one."""
    url = postgres_of(tmp_path)
    async with replicas(server, tmp_path, url, 2) as (_, bringer):
        await waits_for(lambda: server.webhook is not None, 10)
        ana = server.person(42)
        await reflect(ana)
        await server.all_acknowledged()
        bodies = [one.body for one in server.updates.acknowledged]
        statuses = await asyncio.gather(*(bringer.post(body) for body in bodies * 4))
        assert set(statuses) == {200}
        sent = len(server.calls_of("sendMessage"))
        await ana.say("/now")
        await ana.wait_for("Somebody you trust")
        assert len(server.calls_of("sendMessage")) - sent < len(ANSWERS), "an answer was replied to again"
    assert await all_kept(url, 1)


async def test_nobody_else_can_bring_updates(server: FakeTelegram, tmp_path: Path) -> None:
    """Without the secret nothing is taken; what is no update is refused and stops nothing."""
    url = postgres_of(tmp_path)
    async with replicas(server, tmp_path, url, 1) as (_, bringer):
        await waits_for(lambda: server.webhook is not None, 10)
        hello = {
            "update_id": 1,
            "message": {"message_id": 1, "date": 1, "text": "/start", "chat": {"id": 7, "type": "private"}},
        }
        assert [await bringer.post(hello, secret) for secret in ("", "guessed")] == [403, 403]
        assert await bringer.post([1, {"update_id": "x"}, {"update_id": 2**70}]) == 200
        assert not server.calls_of("sendMessage")
        wanted = (server.webhook or {})["allowed_updates"]
        assert set(wanted) == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_a_new_one_takes_over_before_the_old_one_goes(server: FakeTelegram, tmp_path: Path) -> None:
    """A rolling upgrade: while people talk, every process is replaced by another, and no update is turned away."""
    url = postgres_of(tmp_path)
    async with replicas(server, tmp_path, url, 2) as (old, bringer):
        new = [Replica(server, tmp_path / f"new{number}", url) for number in range(2)]

        async def upgrade() -> None:
            for leaving, coming in zip(old, new, strict=True):
                await asyncio.sleep(0.5)
                await coming.start()
                bringer.ports = [*(one.port for one in (*old, *new) if one.running and one is not leaving)]
                assert await leaving.stop() == 0

        await asyncio.gather(upgrade(), *(reflect(server.person(one)) for one in range(100, 108)))
        await server.all_acknowledged()
        assert set(bringer.answers) == {200}
        for one in new:
            assert await one.stop() == 0
    assert await all_kept(url, 8)
    assert (repeated(server), server.violations) == (0, [])


async def test_a_bot_that_is_brought_updates_keeps_them_when_it_is_killed(server: FakeTelegram, tmp_path: Path) -> None:
    """One process with a webhook and an embedded database: what it has said yes to outlives it."""
    one = Replica(server, tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'data' / 'strongsuit.sqlite3'}")
    await one.start()
    async with Bringer(server, one.port):

        async def killer() -> None:
            for _ in range(3):
                await asyncio.sleep(0.4)
                await one.kill()
                await one.start()

        await asyncio.gather(killer(), *(reflect(server.person(number)) for number in range(100, 110)))
        await server.all_acknowledged()
    assert await one.stop() == 0
    assert await all_kept(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'strongsuit.sqlite3'}", 10)
    assert server.violations == []
