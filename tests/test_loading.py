"""What is loaded, and when: only what a turn needs, for all people of a batch at once."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from helpers_world import ANA, AT, BEN, CLEO, World, world
from sqlalchemy import event

from bot.app.peer import NotLoaded, Peer
from bot.storage import Transaction


@dataclass
class Read:
    """Which parts were loaded, each with how many people at once; and the statements that were carried out."""

    parts: list[tuple[str, int]] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """An application with three people who have a line in their plan and nothing open."""
    async with world(tmp_path) as made:
        await made.welcome(ANA, BEN, CLEO)
        for one in (ANA, BEN, CLEO):
            await made.does(one, f"a line of {one}", "[yes]", "[#1]")
        made.post.sent.clear()
        yield made


@contextmanager
def reading(here: World) -> Iterator[Read]:
    """Counts what is read within."""
    read, patch = Read(), pytest.MonkeyPatch()
    for part in ("lines", "changes"):
        patch.setattr(Transaction, part, _counting(part, read))

    def count(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        # Messages are not counted: SQLite numbers them one by one, and delivery notes them when it comes to it.
        if "outbox" not in statement and not statement.startswith("BEGIN"):
            read.statements.append(statement)

    engine = here.store.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield read
    finally:
        event.remove(engine, "before_cursor_execute", count)
        patch.undo()


def _counting(part: str, read: Read) -> Any:
    real = getattr(Transaction, part)

    async def counted(self: Transaction, ids: Any) -> Any:
        read.parts.append((part, len(ids)))
        return await real(self, ids)

    return counted


async def test_writing_down_answers_reads_no_plan(here: World) -> None:
    """A reflection only adds lines; neither plan nor history is read for it."""
    with reading(here) as read:
        await here.does(ANA, "/reflect", "walking", "outside", "[enough]", "[_skip]", "[_pause]", "/privacy")
    assert read.parts == []


async def test_what_a_turn_needs_is_loaded_for_everybody_at_once(here: World) -> None:
    """Three people, one statement."""
    with reading(here) as read:
        await here.take(*(here.incoming(one, "/win") for one in (ANA, BEN, CLEO)))
    assert read.parts == [("lines", 3)]


async def test_nobody_is_loaded_what_only_others_need(here: World) -> None:
    """History is for whoever looks at their plan; a plan is for nobody who only reads about privacy."""
    with reading(here) as read:
        await here.take(here.incoming(ANA, "/plan"), here.incoming(BEN, "/win"), here.incoming(CLEO, "/privacy"))
    assert read.parts == [("lines", 2), ("changes", 1)]
    assert "a line of test:1" in here.post.texts(ANA)[-1]


async def test_a_part_is_loaded_once_in_a_batch(here: World) -> None:
    """However many acts of one person need it."""
    with reading(here) as read:
        await here.take(*(here.incoming(ANA, "/plan") for _ in range(5)))
    assert read.parts == [("lines", 1), ("changes", 1)]
    assert len(here.post.to(ANA)) == 5


async def test_the_number_of_statements_does_not_grow_with_the_people(here: World) -> None:
    """One person or eleven: the same statements, whatever has to be loaded."""
    crowd = [f"test:{number}" for number in range(100, 112)]
    await here.welcome(*crowd)
    for act in ("/reflect", "walking", "/plan", "[change]", "[#0]", "[pin]"):
        found = []
        for batch in (crowd[:1], crowd[1:]):
            here.post.open.clear()  # what was sent is noted by delivery, with statements of its own
            with reading(here) as read:
                await here.app.intake.take([here.incoming(one, act) for one in batch])
            found.append(read)
            here.post.open.set()
            await here.app.delivery.drain(5)
        alone, together = found
        assert len(together.statements) == len(alone.statements), act
        assert {count for _, count in together.parts} <= {len(crowd) - 1}


async def test_acts_before_the_one_that_needs_more_are_played_once(here: World) -> None:
    """A turn that found something missing is played again, the turns before it are not: nothing is kept twice."""
    await here.does(ANA, "/reflect")
    await here.take(
        here.incoming(ANA, "walking"), here.incoming(ANA, "outside", after=60), here.incoming(ANA, "/plan"),
        here.incoming(ANA, "/help"),
    )  # fmt: skip
    assert await here.plan(ANA) == ["a line of test:1", "walking", "outside"]
    assert sum("walking" in text and "outside" in text for text in here.post.texts(ANA)) == 1
    assert await here.count("set_aside") == 0


async def test_each_person_sees_their_own_plan(here: World) -> None:
    """Loaded together, and never mixed up."""
    await here.take(*(here.incoming(one, "/plan") for one in (ANA, BEN, CLEO)))
    for one in (ANA, BEN, CLEO):
        shown = here.post.texts(one)[-1]
        assert [other for other in (ANA, BEN, CLEO) if f"a line of {other}" in shown] == [one]


async def test_a_change_of_this_batch_is_seen_in_this_batch(here: World) -> None:
    """What was loaded does not cover what was just written."""
    await here.does(ANA, "/plan", "[change]", "[#0]", "[words]")
    await here.take(here.incoming(ANA, "said anew"), here.incoming(ANA, "/plan", after=60))
    assert "said anew" in here.post.texts(ANA)[-1]
    assert "a line of" not in here.post.texts(ANA)[-1]


async def test_somebody_new_needs_nothing_loaded(here: World) -> None:
    """Nor does somebody who was forgotten within the batch, and begins again."""
    with reading(here) as read:
        await here.take(here.incoming("test:9", "/plan"), here.incoming("test:9", "/start"))
    assert read.parts == []
    await here.does(ANA, "/delete")
    with reading(here) as read:
        await here.take(here.incoming(ANA, "[yes]"), here.incoming(ANA, "/plan"), here.incoming(ANA, "hello"))
    assert read.parts == [("lines", 1)]
    assert (await here.where(ANA), await here.plan(ANA)) == ("welcome.consent", [])


async def test_one_persons_failure_leaves_the_loading_of_others_alone(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that fails after its plan was loaded is undone for that person only."""
    from bot.app import plan_view

    real = plan_view.plan_view

    def fail(peer: Peer, *rest: Any) -> Any:
        if peer.record.address == ANA:
            raise RuntimeError("no view")
        return real(peer, *rest)

    monkeypatch.setattr("bot.app.context.plan_view", fail)
    await here.take(here.incoming(ANA, "/plan"), here.incoming(BEN, "/plan"), here.incoming(ANA, "/help"))
    assert "went wrong" in here.post.texts(ANA)[0]
    assert "a line of test:2" in here.post.texts(BEN)[-1]
    assert await here.count("set_aside") == 1


def test_what_is_not_loaded_is_asked_for_by_name() -> None:
    """Reading it never looks like an empty plan. The plan comes first, so that it is read for all at once."""
    peer = Peer(Peer.new(ANA, AT, "en").record)
    with pytest.raises(NotLoaded) as plan:
        _ = peer.lines
    with pytest.raises(NotLoaded) as plan_first:
        _ = peer.history
    peer.plan = {}
    with pytest.raises(NotLoaded) as history:
        _ = peer.history
    assert [one.value.part for one in (plan, plan_first, history)] == ["plan", "plan", "history"]
    peer.past = []
    assert (peer.lines, peer.history, peer.copy().lines) == ({}, [], {})
