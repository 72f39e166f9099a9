"""Intake after a restart, and what people write before they can have read the last reply."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from helpers_world import ANA, BEN, CLEO, World, world
from sqlalchemy.exc import OperationalError

from bot.app.incoming import Pressed
from bot.storage import DatabaseUnavailable, Transaction


async def _die_with_replies_unsent(folder: Path) -> World:
    """A process that commits replies to Ana and Ben, and dies before any is noted as sent."""
    async with world(folder) as before:
        await before.welcome(ANA, BEN)
        await before.does(ANA, "/reflect")
        before.post.open.clear()
        batch = [before.incoming(ANA, "walking"), before.incoming(BEN, "/reflect")]
        await before.app.intake.take(batch)
        assert await before.count("outbox") > 1
        return before


async def test_unsent_replies_go_to_whoever_has_written_nothing_since(tmp_path: Path) -> None:
    """They are held back until the waiting acts were seen, and then sent, in order, and noted."""
    await _die_with_replies_unsent(tmp_path)
    async with world(tmp_path) as here:
        assert here.post.sent == []
        here.app.delivery.release()
        await here.app.delivery.drain(5)
        assert "walking" in here.post.texts(ANA)[-1]
        assert len(here.post.texts(BEN)) == 2
        assert await here.count("outbox") == 0


async def test_unsent_replies_do_not_go_to_whoever_has_moved_on(tmp_path: Path) -> None:
    """A question that was answered meanwhile is not asked again; the other person still gets theirs."""
    earlier = await _die_with_replies_unsent(tmp_path)
    async with world(tmp_path) as here:
        here.at, here._update = earlier.at, 1000
        await here.does(ANA, "outside")
        here.app.delivery.release()
        await here.app.delivery.drain(5)
        assert await here.plan(ANA) == ["walking", "outside"]
        assert not any("“walking”" in text for text in here.post.texts(ANA))
        assert len(here.post.texts(BEN)) == 2
        assert await here.count("outbox") == 0


async def test_an_act_from_before_the_reply_does_not_drop_it(tmp_path: Path) -> None:
    """Whoever wrote before the unsent reply was made cannot have read it: it is sent, and the new reply after it."""
    await _die_with_replies_unsent(tmp_path)
    async with world(tmp_path) as here:
        here.at, here._update = here.at.replace(year=2020), 1000
        await here.take(here.incoming(BEN, "music"))
        assert len(here.post.texts(BEN)) >= 3
        assert await here.count("outbox") == 1  # Ana's, which is still held back


async def test_doubtful_replies_outlive_a_batch_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failing transaction the same batch still knows which rows to drop; none is left behind for ever."""
    earlier = await _die_with_replies_unsent(tmp_path)
    async with world(tmp_path) as here:
        here.at, here._update = earlier.at, 1000
        batch = [here.incoming(ANA, "outside")]

        async def fail(self: Transaction, ids: Any, at: Any) -> None:
            raise OperationalError("INSERT", {}, Exception("disk I/O error"))

        with monkeypatch.context() as patch:
            patch.setattr(Transaction, "mark_seen", fail)
            with pytest.raises(DatabaseUnavailable):
                await here.app.intake.take(batch)
        await here.take(*batch)
        here.app.delivery.release()
        await here.app.delivery.drain(5)
        assert await here.count("outbox") == 0


async def test_the_session_goes_on_where_it_was(tmp_path: Path) -> None:
    """Another process takes up the conversation after any turn."""
    for number, step in enumerate(["/start", "[yes]", "Ana", "[_skip]", "[begin]", "walking", "outside"]):
        async with world(tmp_path) as here:
            here._update, here.at = 1000 + number, here.at.replace(hour=11, minute=number)
            if step.startswith("["):
                record = await here.record(ANA)
                assert record is not None
                assert record.session.top is not None
                step = f"{record.session.top.question}:{step[1:-1]}"
                await here.does(ANA, Pressed(step))
            else:
                await here.does(ANA, step)
    async with world(tmp_path) as here:
        assert await here.plan(ANA) == ["walking", "outside"]


# -- bursts ----------------------------------------------------------------------------------------------------------


async def test_texts_of_one_batch_are_one_answer(tmp_path: Path) -> None:
    """Nobody can have read a question that was not sent: two quick texts are one line, and one question is asked."""
    async with world(tmp_path) as here:
        await here.welcome(ANA)
        await here.does(ANA, "/reflect")
        here.post.sent.clear()
        await here.take(here.incoming(ANA, "walking"), here.incoming(ANA, "by the river", after=1))
        assert await here.plan(ANA) == ["walking\nby the river"]
        assert len(here.post.to(ANA)) == 1
        assert await here.count("outbox") == 0


async def test_texts_of_two_batches_are_one_answer_while_the_question_waits(tmp_path: Path) -> None:
    """The same when the first reply is stored and its sending has not begun; it is then never sent."""
    async with world(tmp_path) as here:
        await here.welcome(ANA)
        await here.does(ANA, "/reflect")
        here.post.sent.clear()
        # Sixty-four other messages are on their way.
        here.app.delivery._carrier._slots = asyncio.Semaphore(0)
        await here.app.intake.take([here.incoming(ANA, "walking")])
        await here.app.intake.take([here.incoming(ANA, "by the river", after=1)])
        here.app.delivery._carrier._slots.release()
        assert await here.app.delivery.drain(5)
        assert await here.plan(ANA) == ["walking\nby the river"]
        assert not [text for text in here.post.texts(ANA) if "“walking”" in text]


async def test_a_question_on_its_way_counts_as_seen(tmp_path: Path) -> None:
    """Once sending has begun, a quick text answers the new question."""
    async with world(tmp_path) as here:
        await here.welcome(ANA)
        await here.does(ANA, "/reflect", "walking")
        await here.take(here.incoming(ANA, "outside", after=1))
        assert await here.plan(ANA) == ["walking", "outside"]


async def test_a_hasty_text_is_joined(tmp_path: Path) -> None:
    """The channel may know that the reply cannot have been read."""
    async with world(tmp_path) as here:
        await here.welcome(ANA)
        await here.does(ANA, "/reflect", "walking")
        await here.take(here.incoming(ANA, "by the river", after=1, hasty=True))
        assert await here.plan(ANA) == ["walking\nby the river"]


async def test_a_plan_is_read_only_when_it_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding a line reads none; undoing, editing and showing do, and see what the same batch has added."""
    read: list[int] = []
    real = Transaction.lines

    async def lines(self: Transaction, ids: Any) -> Any:
        read.append(len(ids))
        return await real(self, ids)

    async with world(tmp_path) as here:
        await here.welcome(ANA, BEN, CLEO)
        monkeypatch.setattr(Transaction, "lines", lines)
        await here.take(*(here.incoming(one, "/reflect") for one in (ANA, BEN, CLEO)))
        await here.take(*(here.incoming(one, f"of {one}") for one in (ANA, BEN, CLEO)))
        assert read == []
        await here.take(
            here.incoming(ANA, "outside"), here.incoming(ANA, "/plan", after=60), here.incoming(BEN, "inside"),
            here.incoming(CLEO, "[_back]"),
        )  # fmt: skip
        assert read == [2]
        assert "of test:1" in here.post.texts(ANA)[-1]
        assert "outside" in here.post.texts(ANA)[-1]
        monkeypatch.undo()
        assert (await here.plan(BEN), await here.plan(CLEO)) == (["of test:2", "inside"], [])
