"""/hide: what stands in a chat is noted by number, and taken out on one word; nothing else changes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_plan import AT, does, with_plan
from helpers_storage import a_peer, save
from helpers_world import ANA, BEN, CLEO, World, world
from sqlalchemy import text

from bot.app.incoming import Changed, Commanded, InGroup, Pressed, Said, Sent, Unsupported, number_of
from bot.app.message import Enclosure, Key, Message
from bot.storage import ChatMessage, SentRecord, Store
from bot.storage.chats import REMOVABLE_FOR
from bot.storage.records import Changes

HOUR = timedelta(hours=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """An application with nobody in it."""
    async with world(tmp_path) as made:
        yield made


async def chat(here: World, address: str) -> list[ChatMessage]:
    """What is noted of somebody's chat."""
    await here.app.delivery.drain(5)
    record = await here.record(address)
    assert record is not None
    assert record.id is not None
    async with here.store.transaction() as transaction:
        return (await transaction.chats.of([record.id]))[record.id]


def clearing(here: World, address: str) -> Message:
    """The newest message to somebody that takes others out of the chat."""
    return next(message for message in reversed(here.post.to(address)) if message.clears)


# -- noting ------------------------------------------------------------------------------------------------------------


async def test_both_sides_of_a_chat_are_noted(here: World) -> None:
    """By the channel's numbers, each with whose it is and when; presses and edits are no messages."""
    await here.does(ANA, "/start", "[yes]", Said("Ana", 901), Changed("Anna", 901))
    found = await chat(here, ANA)
    said = [number for number, (address, _) in enumerate(here.post.sent, 1) if address == ANA]
    assert [one.number for one in found if not one.own] == said
    assert [one.number for one in found if one.own] == [901]
    assert all(one.at <= here.at for one in found)


async def test_what_stands_in_the_file_tells_no_number(here: World) -> None:
    """Numbers are sealed like every address: the file tells how many there are, and when."""
    await here.does(ANA, "/start", Said("Ana", 987654321))
    await chat(here, ANA)
    async with here.store.database.transaction() as connection:
        rows = (await connection.execute(text("SELECT number_sealed FROM sent_messages"))).scalars().all()
    assert len(rows) > 1
    assert not any(b"987654321" in row for row in rows)


async def test_nothing_is_noted_of_strangers_and_of_those_who_left(here: World) -> None:
    """The goodbye to somebody who declined, and the receipt after deleting, belong to nobody's row any more."""
    await here.does(CLEO, "/start", "[no]")
    await here.does(ANA, "/start", "[yes]", "Ana", "/delete", "[yes]")
    await here.app.delivery.drain(5)
    assert len(here.post.to(ANA)) > 3
    assert await here.count("sent_messages") == 0


async def test_whoever_leaves_and_comes_back_in_one_batch_begins_anew(here: World) -> None:
    """What was written before the deletion is not noted after it."""
    await here.does(BEN, "/start", "[yes]", "Ben", "/delete")
    yes = here.incoming(BEN, "[yes]")
    await here.take(here.incoming(BEN, Said("before", 71)), yes, here.incoming(BEN, Commanded("start", "", 72)))
    assert [one for one in await chat(here, BEN) if one.own] == []


def test_what_a_person_wrote_has_a_number() -> None:
    """Everything that stands in the chat as theirs; an edit is the same message again."""
    acts = Said("x", 1), Commanded("now", "", 2), Sent("a.json", None, 3), Unsupported("voice", 4)
    assert [number_of(act) for act in acts] == [1, 2, 3, 4]
    assert [number_of(act) for act in (Pressed("1:x"), Changed("x", 9), InGroup())] == [None] * 3


async def test_numbers_are_forgotten_after_two_days(store: Store) -> None:
    """No channel could remove those messages any more."""
    record = a_peer()
    await save(store, Changes(peer=record))
    peer_id = record.id or 0
    async with store.transaction() as transaction:
        old, young = ChatMessage(1, AT - REMOVABLE_FOR - HOUR), ChatMessage(2, AT, own=True)
        await transaction.chats.note([(peer_id, old), (peer_id, young)])
        await transaction.chats.forget(AT - REMOVABLE_FOR)
        assert await transaction.chats.of([peer_id]) == {peer_id: [young]}


async def test_what_was_sent_to_somebody_unknown_only_leaves_the_outbox(store: Store) -> None:
    """Also where nothing was sent at all."""
    record = a_peer()
    await save(store, Changes(peer=record))
    sent = [
        SentRecord(1, record.address, AT, (5, 6)), SentRecord(2, "test:nobody", AT, (7,)),
        SentRecord(3, record.address, AT),
    ]  # fmt: skip
    async with store.transaction() as transaction:
        await transaction.note_sent(sent)
        found = (await transaction.chats.of([record.id or 0]))[record.id or 0]
    assert [(one.number, one.own) for one in found] == [(5, False), (6, False)]


async def test_an_unreadable_number_is_left_out(store: Store) -> None:
    """It keeps nobody from the others."""
    record = a_peer()
    await save(store, Changes(peer=record))
    peer_id = record.id or 0
    async with store.transaction() as transaction:
        await transaction.chats.note([(peer_id, ChatMessage(1, AT)), (peer_id, ChatMessage(2, AT))])
    async with store.database.transaction() as connection:
        await connection.execute(text("UPDATE sent_messages SET number_sealed = :x WHERE id = 1"), {"x": b"\1\2"})
    async with store.transaction() as transaction:
        assert [one.number for one in (await transaction.chats.of([peer_id]))[peer_id]] == [2]


# -- the action --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("whose", "numbers"), [("bot", 2), ("both", 3)])
def test_only_what_can_be_removed_is_asked_for(whose: str, numbers: int) -> None:
    """Nothing older than two days, with a margin; the person's own only where they said so."""
    peer = with_plan()
    at = AT + timedelta(days=10)
    peer.chat = [
        ChatMessage(1, at - REMOVABLE_FOR), ChatMessage(2, at - REMOVABLE_FOR + HOUR), ChatMessage(3, at),
        ChatMessage(4, at, own=True), ChatMessage(5, at - REMOVABLE_FOR, own=True),
    ]  # fmt: skip
    assert does(peer, "chat.hide", at=at, whose=whose) == ("clearing", numbers)


# -- the dialogue ------------------------------------------------------------------------------------------------------


async def test_one_word_and_one_tap_clear_the_chat(here: World) -> None:
    """The question that asks is among what goes; what comes after is not."""
    await here.does(ANA, "/start", "[yes]", "Ana", "/hide")
    await here.app.delivery.drain(5)
    said = len(here.post.sent)
    await here.does(ANA, "[bot]")
    assert clearing(here, ANA).clears == tuple(range(1, said + 1))
    assert "Yours are still here" in clearing(here, ANA).html
    assert "Clear history" in clearing(here, ANA).otherwise


async def test_their_own_words_go_too_where_they_want_it(here: World) -> None:
    """And the plan holds them as before."""
    await here.does(ANA, "/reflect")
    await here.does(ANA, Said("walking by the river", 555), Commanded("hide", "", 556))
    plan = await here.plan(ANA)
    await here.does(ANA, "[both]")
    assert {555, 556} <= set(clearing(here, ANA).clears)
    assert await here.plan(ANA) == plan


async def test_it_works_for_somebody_who_has_agreed_to_nothing(here: World) -> None:
    """No consent, no name, nothing: the very first thing somebody does."""
    await here.does(CLEO, Commanded("hide", "", 1))
    assert await here.where(CLEO) == "hide.sure"
    await here.does(CLEO, "[both]")
    assert 1 in clearing(here, CLEO).clears


async def test_a_question_that_was_open_rests(here: World) -> None:
    """It would stand there again for everybody to read; and it comes back when its person does."""
    await here.does(ANA, "/start", "[yes]", "Ana", "[_skip]", "[begin]")
    await here.does(ANA, "/hide")
    asked = len(here.post.sent)
    await here.does(ANA, "[bot]")
    assert not any("helped you" in said for said in here.post.texts(ANA)[asked:])
    await here.does(ANA, "[_go_on]")
    assert "what has helped you" in here.post.texts(ANA)[-1]


async def test_no_changes_nothing(here: World) -> None:
    """Everything stays, and so does the question that was open."""
    await here.does(ANA, "/start", "[yes]", "/hide", "[no]")
    assert not any(message.clears for message in here.post.to(ANA))
    assert await here.where(ANA) == "about.name"


async def test_doing_it_again_asks_for_the_same_again(here: World) -> None:
    """What could not be removed is not forgotten; what is gone does no harm."""
    await here.does(ANA, "/start", "[yes]", "/hide", "[bot]")
    first = clearing(here, ANA).clears
    await here.does(ANA, "/hide", "[bot]")
    assert set(first) < set(clearing(here, ANA).clears)


# -- the message -------------------------------------------------------------------------------------------------------


def test_a_message_that_clears_outlives_the_outbox() -> None:
    """As JSON and back; what was written before there was such a thing is read as ever."""
    rows = ((Key("Home", "@home"),),)
    for message in (
        Message("Done.", rows, clears=(3, 2, 1), otherwise="Not all."), Message("Hello.", rows),
        Message("A file.", rows, Enclosure("pdf", {"a": 1}), "No file."),
    ):  # fmt: skip
        assert Message.load(message.dump()) == message
    assert Message.load('["x",[],["pdf",{}],"y"]') == Message("x", (), Enclosure("pdf", {}), "y")


def test_what_is_said_after_clearing() -> None:
    """The words as they are, or the other ones; with the same buttons, and nothing left to clear."""
    message = Message("Done.", ((Key("Home", "@home"),),), clears=(1,), otherwise="Not all.")
    assert message.after_clearing(all_gone=True) == Message("Done.", message.rows)
    assert message.after_clearing(all_gone=False) == Message("Not all.", message.rows)
    assert replace(message, otherwise="").after_clearing(all_gone=False).html == "Done."
