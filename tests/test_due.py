"""Due timers: nudges with the manners of a guest, and expiry."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from helpers_world import ANA, AT, BEN, CLEO, World, world
from structlog.testing import capture_logs

from bot.app.incoming import Blocking
from bot.app.turn import Turn
from bot.engine import Event
from bot.storage.tables import peers, timers


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """An application whose people have agreed, and whose clock stands on a Monday at ten, UTC."""
    async with world(tmp_path) as made:
        await made.welcome(ANA, BEN)
        yield made


async def wait_until(here: World, until: datetime, step: timedelta = timedelta(hours=1)) -> list[tuple[datetime, str]]:
    """Ticks up to a moment, as the running bot does; returns when somebody was written to, and who."""
    here.post.sent.clear()
    heard: list[tuple[datetime, str]] = []
    while here.at + step <= until:
        here.at += step
        while await here.app.due.tick(here.at):
            pass
        await here.app.delivery.drain(5)
        heard += [(here.at, address) for address, _ in here.post.sent]
        here.post.sent.clear()
    return heard


async def live_in(here: World, address: str, zone: str) -> None:
    """Sets somebody's zone."""
    record = await here.record(address)
    assert record is not None
    async with here.store.database.transaction() as connection:
        await connection.execute(peers.update().where(peers.c.id == record.id).values(timezone=zone))


async def test_a_nudge_comes_once_to_the_open_question(here: World) -> None:
    """A day after the question, once; it changes nothing about where the person stands."""
    await here.does(ANA, "/reflect")
    heard = await wait_until(here, here.at + timedelta(days=5))
    assert [(address, at.day) for at, address in heard] == [(ANA, 3)]
    assert await here.where(ANA) == "reflect.helped"


async def test_nobody_is_nudged_who_answered_paused_or_left(here: World) -> None:
    """Only the very question that is still open is nudged about."""
    await here.does(ANA, "/reflect", "/pause")
    await here.does(BEN, "/reflect", "[_skip]")
    await here.does(BEN, "/delete", "[yes]")
    assert await wait_until(here, here.at + timedelta(days=5)) == []


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"])
async def test_nothing_unsolicited_comes_in_quiet_hours(here: World, zone: str) -> None:
    """Between nine in the evening and nine in the morning by the person's clock it waits for the morning."""
    await live_in(here, ANA, zone)
    for hour in range(0, 24, 4):
        here.at = AT.replace(hour=hour) + timedelta(days=7 * hour)
        await here.does(ANA, "/reflect")
        heard = await wait_until(here, here.at + timedelta(days=2))
        assert len(heard) == 1
        local = heard[0][0].astimezone(ZoneInfo(zone))
        assert 9 <= local.hour < 21
        await here.does(ANA, "/home")


async def test_quiet_hours_hold_over_a_change_of_the_clocks(here: World) -> None:
    """In the night the clocks go forward, the morning is still at nine by the new time."""
    await live_in(here, ANA, "Europe/Madrid")
    here.at = datetime(2026, 3, 27, 21, 30, tzinfo=UTC)
    await here.does(ANA, "/reflect")
    heard = await wait_until(here, here.at + timedelta(days=2), timedelta(minutes=30))
    assert [at.astimezone(ZoneInfo("Europe/Madrid")).strftime("%d %H:%M") for at, _ in heard] == ["29 09:00"]


async def test_at_most_one_nudge_comes_in_a_persons_day(here: World) -> None:
    """A second one that falls due waits for the next morning."""
    await here.does(ANA, "/reflect")
    here.at = AT + timedelta(hours=23)
    first = await wait_until(here, here.at + timedelta(hours=3))
    assert len(first) == 1
    record = await here.record(ANA)
    assert record is not None
    assert record.session.top is not None
    row = {"peer_id": record.id, "timer": "nudge", "due_at": 0, "question": record.session.top.question}
    async with here.store.database.transaction() as connection:
        await connection.execute(timers.insert().values(row))
    second = await wait_until(here, here.at + timedelta(days=2), timedelta(minutes=30))
    assert [(at.day - first[0][0].day, at.hour) for at, _ in second] == [(1, 9)]


async def test_blocked_people_are_left_alone(here: World) -> None:
    """Nothing unsolicited is even tried; whoever comes back is nudged again."""
    await here.does(ANA, "/reflect")
    await here.take(here.incoming(ANA, Blocking(True)))
    assert await wait_until(here, here.at + timedelta(days=3)) == []
    await here.does(ANA, "/reflect")
    assert len(await wait_until(here, here.at + timedelta(days=3))) == 1


async def test_who_never_agreed_is_forgotten_when_the_question_expires(here: World) -> None:
    """A day after the welcome without an answer there is no trace, and nothing was said."""
    await here.app.delivery.drain(5)
    in_other_chats = await here.count("sent_messages")
    await here.does(CLEO, "/start")
    assert await here.record(CLEO) is not None
    assert await wait_until(here, here.at + timedelta(days=2)) == []
    assert await here.record(CLEO) is None
    assert await here.counts() == {"peers": 2, "sent_messages": in_other_chats}


async def test_an_expired_aside_gives_way_to_the_question_below(here: World) -> None:
    """The dialogue below is open again, silently, and keeps its own time."""
    await here.does(ANA, "/reflect", "walking", "/plan")
    assert await here.where(ANA) == "plan.show"
    await wait_until(here, here.at + timedelta(days=31), timedelta(days=1))
    assert await here.where(ANA) == "reflect.helped_next"
    assert await here.plan(ANA) == ["walking"]


async def test_what_people_wrote_outlives_the_dialogue(here: World) -> None:
    """After ninety days the reflection is put away; the plan stays."""
    await here.does(ANA, "/reflect", "walking")
    await wait_until(here, here.at + timedelta(days=100), timedelta(days=2))
    assert (await here.where(ANA), await here.plan(ANA)) == ("", ["walking"])


async def test_a_failing_timer_costs_that_timer_only(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other people's timers of the same tick are carried out; the failing one does not come again."""
    await here.does(ANA, "/reflect")
    await here.does(BEN, "/reflect")
    real = Turn.play

    def fail(self: Turn, event: Event) -> None:
        if self.peer.record.address == ANA:
            raise RuntimeError("secret")
        real(self, event)

    monkeypatch.setattr(Turn, "play", fail)
    with capture_logs() as logs:
        heard = await wait_until(here, here.at + timedelta(days=3))
    assert [address for _, address in heard] == [BEN]
    assert len(logs) == 1
    assert "secret" not in str(logs)


async def test_a_zone_that_is_gone_harms_nobody_else(here: World) -> None:
    """A row whose zone cannot be used is treated like one without a zone."""
    await live_in(here, ANA, "Nowhere/Gone")
    await here.does(ANA, "/reflect")
    await here.does(BEN, "/reflect")
    heard = await wait_until(here, here.at + timedelta(days=3))
    assert BEN in [address for _, address in heard]


async def test_an_unreadable_row_harms_nobody_else(here: World) -> None:
    """Its timer is dropped, and the others are carried out."""
    await here.does(ANA, "/reflect")
    await here.does(BEN, "/reflect")
    async with here.store.database.transaction() as connection:
        await connection.exec_driver_sql("UPDATE peers SET session_sealed = x'0102' WHERE id = 1")
    heard = await wait_until(here, here.at + timedelta(days=3))
    assert [address for _, address in heard] == [BEN]
    assert await here.app.due.tick(here.at) == 0


async def test_an_unreadable_plan_line_harms_nobody(here: World) -> None:
    """A nudge needs no plan, and comes whatever became of a line."""
    await here.does(ANA, "/reflect", "walking")
    await here.does(BEN, "/reflect")
    async with here.store.database.transaction() as connection:
        await connection.exec_driver_sql("UPDATE plan_lines SET body_sealed = x'0102'")
    heard = await wait_until(here, here.at + timedelta(days=3))
    assert BEN in [address for _, address in heard]


# -- the hello on the day after a hard message ----------------------------------------------------------------------

SIGN = "I want to kill myself"
HELLO = "You asked me to look in today"


async def asked_for_a_hello(here: World) -> None:
    """Ana wrote something with a sign of danger, is safe, and wants to be asked tomorrow."""
    await here.does(ANA, SIGN, "[safe]", "[yes]")


async def test_the_hello_comes_once_on_the_next_day(here: World) -> None:
    """At the time of day at which it was asked for; never again."""
    await asked_for_a_hello(here)
    asked_at = here.at
    heard = await wait_until(here, here.at + timedelta(days=6))
    assert [address for _, address in heard] == [ANA]
    assert heard[0][0] - asked_at <= timedelta(hours=26)
    assert await here.where(ANA) != "danger.ask"


async def test_the_hello_says_nothing_on_a_locked_screen(here: World) -> None:
    """Its first line could come from anybody."""
    await asked_for_a_hello(here)
    here.at += timedelta(hours=25)
    here.post.sent.clear()
    await here.app.due.tick(here.at)
    await here.app.delivery.drain(5)
    [text] = here.post.texts(ANA)
    assert text.splitlines()[0] == f"Hello. {HELLO}."


async def test_the_hello_keeps_to_quiet_hours(here: World) -> None:
    """Asked for in the middle of the night, it comes when the quiet hours are over."""
    here.at = here.at.replace(hour=23, minute=30)
    await asked_for_a_hello(here)
    heard = await wait_until(here, here.at + timedelta(days=2), step=timedelta(minutes=30))
    assert [at.hour for at, _ in heard] == [9]


async def test_no_hello_after_everything_was_deleted(here: World) -> None:
    """Its timer goes with the person."""
    await asked_for_a_hello(here)
    await here.does(ANA, "/delete", "[yes]")
    assert await wait_until(here, here.at + timedelta(days=2)) == []
