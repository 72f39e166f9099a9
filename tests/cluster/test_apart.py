"""Several processes that are cut off, upgraded one after the other, or all have something to say by themselves."""

import asyncio
import shutil
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from conversation_steps import ANSWERS, reflect
from fake_telegram import FakeTelegram
from helpers_checkins import NO_QUIET, WORDS, a_line, a_rhythm
from helpers_postgres import needs_postgres
from helpers_storage import postgres_of
from helpers_wire import wire
from replica_process import KEY, Replica, kept_in, replicas, waits_for
from sqlalchemy import make_url

from bot.app.consent import CONSENT_VERSION
from bot.app.content import content_roots
from bot.app.schedule import CHECK_IN
from bot.engine import Session
from bot.storage import PeerRecord, Store, Vault
from bot.storage.database import open_database
from bot.storage.records import Changes, Memory, TimerRecord

pytestmark = needs_postgres

HOUR = timedelta(hours=1)


async def settle(server: FakeTelegram, url: str, people: range) -> None:
    """People whose check-ins fell due an hour ago."""
    due = datetime.fromtimestamp(server.clock(), UTC) - HOUR
    begun, at = due.date() - timedelta(days=7), time(due.hour, due.minute)
    memory = Memory(rhythm=a_rhythm(begun=begun, at=at), quiet=NO_QUIET)
    batch = []
    for one in people:
        record = PeerRecord(
            address=f"telegram:{one}", session=Session.fresh(due), created_at=due, locale="en", timezone="UTC",
            consent_version=CONSENT_VERSION, consented_at=due, memory=memory,
        )  # fmt: skip
        chat = server.person(one).chat
        server.chats[one], chat.opened = chat, True
        timer = TimerRecord(CHECK_IN, due, due.date().toordinal(), due + 6 * HOUR)
        batch.append(Changes(peer=record, lines={1: a_line(1, WORDS, due)}, timers={CHECK_IN: timer}))
    database = await open_database(url)
    try:
        store = Store(database, Vault([KEY]))
        await store.check_key()
        async with store.transaction() as transaction:
            await transaction.save(batch)
    finally:
        await database.close()


async def test_check_ins_of_several_come_once_and_within_the_limit(server: FakeTelegram, tmp_path: Path) -> None:
    """Three processes send theirs at the same time; together they stay below what Telegram takes from one bot."""
    url, people = postgres_of(tmp_path), range(1000, 1120)
    await settle(server, url, people)
    async with replicas(server, tmp_path, url, 3) as (three, _):
        came = Counter[int]()

        def all_came() -> bool:
            came.clear()
            came.update({one: len(server.person(one).chat.from_bot) for one in people})
            return min(came.values()) > 0

        await waits_for(all_came, 40)
        assert sum("looking after more people" in one.words() for one in three) == 3
    assert set(came.values()) == {1}
    assert [call.status for call in server.calls_of("sendMessage")].count(429) == 0


async def test_one_that_vanishes_within_a_statement(server: FakeTelegram, tmp_path: Path) -> None:
    """The server has heard half of what it has to do, and waits for the rest: what was locked comes free."""
    url = postgres_of(tmp_path)
    parsed = make_url(url)
    async with wire(parsed.port or 5432) as line, replicas(server, tmp_path, url, 1) as ([second], bringer):
        first = Replica(server, tmp_path / "first", parsed.set(port=line.port).render_as_string(hide_password=False))
        await first.start()
        bringer.ports = [first.port, second.port]
        await waits_for(lambda: "looking after more people" in first.words(), 20)
        line.cut_after(b"INSERT INTO outbox")  # which is said in full once on a connection: at its first answer
        people = [server.person(one) for one in range(100, 106)]
        talks = asyncio.gather(*(reflect(one) for one in people))
        await waits_for(lambda: line.is_cut, 20)
        bringer.ports = [second.port]
        await talks
        await server.all_acknowledged()
        await first.kill()
    kept = await kept_in(url)
    assert len(kept) == 6
    assert all(words == ANSWERS for words in kept.values())


async def test_one_that_is_cut_off_from_the_database(server: FakeTelegram, tmp_path: Path) -> None:
    """It takes nothing in and says nothing; others do its work. When the wire is whole again it takes part again."""
    url = postgres_of(tmp_path)
    parsed = make_url(url)
    async with wire(parsed.port or 5432) as line, replicas(server, tmp_path, url, 1) as ([second], bringer):
        cut_off = parsed.set(port=line.port).render_as_string(hide_password=False)
        first = Replica(server, tmp_path / "first", cut_off)
        await first.start()
        bringer.ports = [first.port, second.port]
        await waits_for(lambda: "looking after more people" in first.words(), 20)

        async def cuts() -> None:
            await asyncio.sleep(0.5)
            line.cut()
            await waits_for(lambda: "another process has gone silent" in second.words(), 60)
            await asyncio.sleep(0.5)
            line.mend()

        await asyncio.gather(cuts(), *(reflect(server.person(one)) for one in range(100, 106)))
        await server.all_acknowledged()
        await waits_for(lambda: first.words().count("sharing the work") == 2, 60)
        assert await first.stop() == 0
    kept = await kept_in(url)
    assert len(kept) == 6
    assert all(words == ANSWERS for words in kept.values())
    assert server.violations == []


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Content in which the reflection has a newer version than the one that is shipped."""
    folder = tmp_path / "newer"
    (folder / "dialogues").mkdir(parents=True)
    shipped = content_roots(None)[0] / "dialogues" / "reflect.yaml"
    text = shipped.read_text("utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version: "))
    (folder / "dialogues" / "reflect.yaml").write_text(text.replace(version, "version: 77"), "utf-8")
    published = content_roots(None)[0] / "dialogues" / "published.json"
    shutil.copy(published, folder / "dialogues" / "published.json")
    return folder


async def test_those_with_newer_scripts_take_everybody_over(server: FakeTelegram, tmp_path: Path, newer: Path) -> None:
    """A rolling upgrade of scripts: whoever is in the middle of the older version finishes it, in a newer process."""
    url = postgres_of(tmp_path)
    async with replicas(server, tmp_path, url, 2) as (old, bringer):
        coming = Replica(server, tmp_path / "coming", url, STRONGSUIT_CONTENT_DIR=str(newer))

        async def upgrade() -> None:
            await asyncio.sleep(0.8)
            await coming.start()
            bringer.ports.append(coming.port)
            await waits_for(lambda: '"slots": 64' in coming.words() or coming.words().count("slots") >= 2, 20)

        await asyncio.gather(upgrade(), *(reflect(server.person(one)) for one in range(100, 106)))
        await server.all_acknowledged()
        assert all("handing over to another process" in one.words() for one in old)
        assert await coming.stop() == 0
    kept = await kept_in(url)
    assert len(kept) == 6
    assert all(words == ANSWERS for words in kept.values())
    assert all("turn failed" not in one.words() for one in (*old, coming))


async def test_without_a_webhook_one_polls_for_all(server: FakeTelegram, tmp_path: Path) -> None:
    """Telegram hears from one of them; when that one is killed, another asks in its place."""
    url = postgres_of(tmp_path)
    polling = {"STRONGSUIT_WEBHOOK_URL": ""}
    async with replicas(server, tmp_path, url, 2, **polling) as (both, _):

        async def killer() -> None:
            await asyncio.sleep(0.5)
            await both[0].kill()
            await waits_for(lambda: "another process has gone silent" in both[1].words(), 20)

        await asyncio.gather(killer(), *(reflect(server.person(one)) for one in range(100, 106)))
        await server.all_acknowledged()
    kept = await kept_in(url)
    assert len(kept) == 6
    assert all(words == ANSWERS for words in kept.values())
    assert server.violations == []
