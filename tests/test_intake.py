"""Intake on a real database: one batch is one transaction, and one person's trouble is their own."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from helpers_world import ANA, BEN, CLEO, World, world
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.app import plan
from bot.app.actions import ACTIONS
from bot.app.incoming import Blocking, InGroup, Said, Unsupported
from bot.storage import DatabaseUnavailable, Transaction
from bot.wording import Voice


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """An application whose people have agreed."""
    async with world(tmp_path) as made:
        await made.welcome(ANA, BEN)
        yield made


async def test_a_batch_of_many_people_is_applied_in_the_order_of_each(here: World) -> None:
    """Everybody's acts of one batch, however mixed, come to what they would have come to alone."""
    await here.take(
        here.incoming(ANA, "/reflect"), here.incoming(BEN, "/reflect"), here.incoming(ANA, "walking"),
        here.incoming(BEN, "music"), here.incoming(ANA, "outside", hasty=False),
    )  # fmt: skip
    assert await here.plan(ANA) == ["walking", "outside"]
    assert await here.plan(BEN) == ["music"]
    assert await here.where(BEN) == "reflect.helped_next"


async def test_everything_of_a_batch_is_in_one_transaction(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the very last statement fails, nothing of the batch is there, and nothing was sent."""
    before = (await here.counts(), await here.count("seen_updates"))
    batch = [here.incoming(ANA, "/reflect"), here.incoming(ANA, "walking"), here.incoming(BEN, "/reflect")]

    async def fail(self: Transaction, ids: Any, at: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("disk I/O error"))

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "mark_seen", fail)
        with pytest.raises(DatabaseUnavailable, match="disk I/O error"):
            await here.app.intake.take(batch)
    assert (await here.counts(), await here.count("seen_updates")) == before
    assert here.post.sent == []
    await here.take(*batch)
    assert (await here.plan(ANA), await here.where(BEN)) == (["walking"], "reflect.helped")


async def test_an_update_is_applied_once(here: World) -> None:
    """A repetition, in the same batch or a later one, is dropped without a word."""
    begin, answer = here.incoming(ANA, "/reflect"), here.incoming(ANA, "walking")
    await here.take(begin, answer, answer)
    sent = len(here.post.sent)
    await here.take(begin, answer)
    assert await here.plan(ANA) == ["walking"]
    assert len(here.post.sent) == sent


async def test_a_failing_turn_costs_that_turn_only(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person is told kindly and keeps the place; it is set aside; everybody else goes on."""
    await here.does(ANA, "/reflect")
    real = plan.keep

    def fail(peer: Any, effect: Any, question: str) -> None:
        if effect.text == "poison":
            raise RuntimeError("secret words of Ana's")
        real(peer, effect, question)

    monkeypatch.setattr(plan, "keep", fail)
    here.post.sent.clear()
    await here.take(
        here.incoming(BEN, "/reflect"), here.incoming(ANA, "poison"), here.incoming(BEN, "music"),
        here.incoming(ANA, "walking", after=60),
    )  # fmt: skip
    assert (await here.plan(ANA), await here.plan(BEN)) == (["walking"], ["music"])
    assert await here.count("set_aside") == 1
    async with here.store.database.transaction() as connection:
        cause = (await connection.execute(text("SELECT cause FROM set_aside"))).scalar_one()
    assert "RuntimeError" in cause
    assert "secret" not in cause
    failed = here.app.content.wording.say("en", "shared", "failed", {}, Voice())
    assert failed in [message.html for message in here.post.to(ANA)]


async def test_a_batch_that_fails_as_a_whole_is_applied_one_by_one(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When even saving fails for one person, only that person's act is given up."""
    real = Transaction.save

    async def fail(self: Transaction, batch: Any) -> None:
        if any(changes.peer.address == ANA for changes in batch):
            raise RuntimeError("a row that cannot be made")
        await real(self, batch)

    monkeypatch.setattr(Transaction, "save", fail)
    bad = here.incoming(ANA, "/reflect")
    await here.take(bad, here.incoming(BEN, "/reflect"), here.incoming(BEN, "music"))
    assert (await here.where(ANA), await here.plan(BEN)) == ("", ["music"])
    async with here.store.transaction() as transaction:
        assert await transaction.seen([bad.update or 0])


async def test_an_unreadable_row_harms_nobody_else(here: World) -> None:
    """Somebody whose row was damaged is told that something went wrong, and the words are set aside; others go on."""
    async with here.store.database.transaction() as connection:
        await connection.execute(text("UPDATE peers SET session_sealed = x'0102' WHERE id = 1"))
    await here.take(here.incoming(ANA, "/reflect"), here.incoming(BEN, "/reflect"), here.incoming(CLEO, "/start"))
    assert (await here.where(BEN), await here.where(CLEO)) == ("reflect.helped", "welcome.consent")
    assert "went wrong on my side" in here.post.to(ANA)[-1].html
    async with here.store.database.transaction() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM set_aside WHERE peer_id = 1"))).scalar() == 1


async def test_an_unreadable_plan_line_harms_nobody_else(here: World) -> None:
    """The same for a line of somebody's plan."""
    await here.does(ANA, "/reflect", "walking")
    async with here.store.database.transaction() as connection:
        await connection.execute(text("UPDATE plan_lines SET body_sealed = x'0102'"))
    await here.take(here.incoming(ANA, "/plan"), here.incoming(BEN, "/plan"))
    assert here.post.to(BEN)


# -- people who come and go ------------------------------------------------------------------------------------------


async def test_declining_leaves_nothing(here: World) -> None:
    """After "no", and the goodbye that answers it, no trace is left but numbers of updates: no look-up hash either."""
    before = await here.counts()
    await here.does(CLEO, "/start")
    assert await here.counts() != before
    await here.does(CLEO, "[no]")
    assert await here.counts() == before
    assert await here.count("deletions") == 0
    assert len(here.post.texts(CLEO)) > 2


async def test_a_question_about_privacy_leaves_nothing(here: World) -> None:
    """Nothing is kept of somebody who has not agreed and has no question open."""
    before = await here.counts()
    await here.does(CLEO, "/privacy", "/help", "/delete", Unsupported("voice"), "/nonsense")
    assert await here.counts() == before
    assert len(here.post.to(CLEO)) >= 5


async def test_deleting_leaves_nothing_and_sends_a_receipt(here: World) -> None:
    """Every row of the person goes in the same transaction; the receipt is still sent."""
    await here.does(BEN, "/reflect", "music", "/delete", "[yes]", "/start", "[no]")
    before = await here.counts()
    await here.does(ANA, "/reflect", "walking", "outside", "/plan")
    here.post.sent.clear()
    await here.does(ANA, "/delete", "[yes]")
    after = await here.counts()
    assert after.get("peers", 0) == before["peers"] - 1
    assert after.keys().isdisjoint({"plan_lines", "outbox", "timers", "line_changes"})
    assert any("2" in text for text in here.post.texts(ANA))
    assert await here.record(ANA) is None


async def test_who_deletes_and_goes_on_writing_in_one_batch_is_a_stranger(here: World) -> None:
    """What comes after the yes, in the very same batch, finds nobody known."""
    await here.does(ANA, "/reflect", "walking", "/delete")
    await here.take(here.incoming(ANA, "[yes]"), here.incoming(ANA, "hello again"))
    record = await here.record(ANA)
    assert record is not None
    assert record.consented_at is None
    assert (await here.where(ANA), await here.plan(ANA)) == ("welcome.consent", [])


async def test_a_group_is_told_once(here: World) -> None:
    """Nothing about the group is kept but that it was told."""
    before = await here.counts()
    await here.take(*(here.incoming("test:-7", InGroup()) for _ in range(3)))
    await here.take(here.incoming("test:-7", InGroup()), here.incoming("test:-8", InGroup()))
    assert len(here.post.to("test:-7")) == len(here.post.to("test:-8")) == 1
    assert here.post.to("test:-7")[0].rows == ()
    assert await here.counts() == before
    assert await here.count("told_groups") == 2


async def test_blocking_is_noted_and_taken_back(here: World) -> None:
    """A blocked bot stays known; whoever writes again is there again."""
    await here.take(here.incoming(ANA, Blocking(True)), here.incoming(CLEO, Blocking(True)))
    assert await here.record(CLEO) is None
    assert await _blocked(here)
    await here.take(here.incoming(ANA, Blocking(False)))
    assert not await _blocked(here)
    await here.take(here.incoming(ANA, Blocking(True)))
    await here.take(here.incoming(ANA, Said("hello", 1)))
    assert not await _blocked(here)


async def _blocked(here: World) -> bool:
    record = await here.record(ANA)
    assert record is not None
    return record.blocked_at is not None


async def test_whoever_may_be_in_danger_is_shown_who_can_help_when_the_reply_fails(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with the words of the reply: the crisis lines are another dialogue."""

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setitem(ACTIONS, "danger.see", broken)
    with capture_logs():
        await here.does(ANA, "I want to kill myself")
    assert "988" in "\n".join(here.post.texts(ANA))
