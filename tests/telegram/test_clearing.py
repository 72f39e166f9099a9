"""/hide on Telegram: what goes, what cannot go, and that whoever asked hears of it whatever goes wrong."""

from collections.abc import AsyncIterator

import pytest
from bot_process import BotProcess
from conversation_steps import who_has_written
from fake_telegram import FakeTelegram, Fault, ManualClock, Person, broken, dropped, flood
from telegram import Bot

from bot.app.delivery import Unreachable
from bot.app.message import Key, Message
from bot.telegram.run import open_bot
from bot.telegram.send import TelegramSender

HOURS = 3600
GONE, NOT_ALL = "All gone.", "Not all of it."


@pytest.fixture
async def clocked() -> AsyncIterator[FakeTelegram]:
    """A server whose clock stands still; what it refused for the bot's own fault fails the test."""
    async with FakeTelegram(clock=ManualClock()) as started:
        yield started
        assert started.violations == []


@pytest.fixture
async def bot_api(clocked: FakeTelegram) -> AsyncIterator[Bot]:
    """The library's client, as the running bot has it."""
    async with open_bot(clocked.token, clocked.url) as made:
        yield made


@pytest.fixture
async def ana(clocked: FakeTelegram) -> Person:
    """Somebody who has written to the bot."""
    return await who_has_written(clocked)


async def says(sender: TelegramSender, *texts: str) -> list[int]:
    """The bot says these; their numbers."""
    return [number for text in texts for number in await sender.send("telegram:42", Message(text))]


async def clear(sender: TelegramSender, *numbers: int) -> None:
    """The bot takes these out, and says how that went."""
    rows = ((Key("Home", "@home"),),)
    await sender.send("telegram:42", Message(GONE, rows, clears=numbers, otherwise=NOT_ALL))


def left(person: Person) -> list[str]:
    """What still stands in the chat, of either side."""
    return [message.text for message in person.chat.messages if not message.deleted]


async def test_a_whole_chat_is_cleared(server: FakeTelegram, bot: BotProcess) -> None:
    """From the first hello to the question that asked; only what is said after it is left."""
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    await ana.say("a word that nobody else is to read")
    await ana.say("/hide")
    await ana.press("All of it, mine too")
    await ana.wait_for("Our messages of the last two days are out of this chat.")
    await server.all_acknowledged()
    assert left(ana)[0].startswith("Our messages")
    assert not any("nobody else" in one or "I'm Strongsuit" in one for one in left(ana))


async def test_more_than_a_hundred_go_in_several_calls(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """A call takes a hundred."""
    sender = TelegramSender(bot_api)
    numbers = await says(sender, *(str(number) for number in range(205)))
    await clear(sender, *numbers)
    assert left(ana) == ["/start", GONE]
    assert sorted(len(call.params["message_ids"]) for call in clocked.calls_of("deleteMessages")) == [5, 100, 100]


async def test_one_that_is_too_old_keeps_no_other(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """Telegram refuses the whole call for it: the rest goes in parts, and the words say that not all is gone."""
    sender = TelegramSender(bot_api)
    old = await says(sender, "old")
    assert isinstance(clocked.clock, ManualClock)
    clocked.clock.advance(48 * HOURS + 1)
    young = await says(sender, *(str(number) for number in range(9)))
    await clear(sender, *young[:4], *old, *young[4:])
    assert left(ana) == ["/start", "old", NOT_ALL]
    assert ana.chat.from_bot[-1].labels == ["Home"]


async def test_where_nothing_can_go_it_is_not_tried_for_ever(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """A bounded number of calls, and then the words."""
    sender = TelegramSender(bot_api)
    old = await says(sender, *(str(number) for number in range(100)))
    assert isinstance(clocked.clock, ManualClock)
    clocked.clock.advance(48 * HOURS + 1)
    await clear(sender, *old)
    assert left(ana)[-1] == NOT_ALL
    assert len(clocked.calls_of("deleteMessages")) <= 40


async def test_whoever_asks_again_gets_further(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """Six of two hundred cannot go, too many for one try: the newest go first, and the next try begins behind them."""
    sender = TelegramSender(bot_api)
    numbers = await says(sender, *(str(number) for number in range(200)))
    stuck = {numbers[place] for place in (3, 40, 77, 101, 150, 190)}
    for message in ana.chat.messages:
        if message.message_id in stuck:
            message.date -= 48 * HOURS + 1
    await clear(sender, *reversed(numbers))
    first = len(clocked.calls_of("deleteMessages"))
    still = [one for one in ana.chat.messages if not one.deleted and one.message_id in numbers]
    assert first == 40
    assert len(stuck) < len(still) < 200
    assert {one.message_id for one in still if one.message_id > numbers[101]} <= stuck
    await clear(sender, *numbers)
    assert {one.message_id for one in ana.chat.messages if not one.deleted and one.message_id in numbers} == stuck
    assert left(ana)[-2:] == [NOT_ALL, NOT_ALL]
    assert len(clocked.calls_of("deleteMessages")) < 2 * first
    await clear(sender, *set(numbers) - stuck)
    assert left(ana)[-1] == GONE


async def test_what_could_not_go_is_tried_again_last(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """A refusal may have had a reason that is over."""
    sender = TelegramSender(bot_api)
    one, two = await says(sender, "one", "two")
    for _ in range(2):
        clocked.faults.add(Fault("refused", status=400), "deleteMessages")
    await clear(sender, one, two)
    assert left(ana) == ["/start", "two", NOT_ALL]
    three = await says(sender, "three")
    await clear(sender, one, two, *three)
    assert left(ana) == ["/start", NOT_ALL, GONE]
    asked = [call.params["message_ids"] for call in clocked.calls_of("deleteMessages")]
    assert asked[-2:] == [three, [two]]


@pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
@pytest.mark.parametrize("fault", [flood(3000), broken(500), broken(502), Fault("refused", status=400)], ids=str)
async def test_what_goes_wrong_costs_nobody_the_words(
    clocked: FakeTelegram, bot_api: Bot, ana: Person, fault: Fault
) -> None:
    """They come at once, and say that not all is gone."""
    sender = TelegramSender(bot_api)
    numbers = await says(sender, "one")
    clocked.faults.add(fault, "deleteMessages")
    await clear(sender, *numbers)
    assert left(ana) == ["/start", "one", NOT_ALL]


async def test_what_is_gone_already_does_no_harm(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """After a crash the same message is sent again, with the same numbers."""
    sender = TelegramSender(bot_api)
    numbers = await says(sender, "one", "two")
    await clear(sender, *numbers)
    await clear(sender, *numbers)
    assert left(ana) == ["/start", GONE, GONE]


async def test_a_lost_line_is_tried_again_with_all_of_it(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """Where nobody can be reached, nothing is said of it: the message stays to be sent."""
    sender = TelegramSender(bot_api)
    numbers = await says(sender, "one")
    clocked.faults.add(dropped(), "deleteMessages")
    await clear(sender, *numbers)
    assert left(ana)[-1] == NOT_ALL
    await ana.block_bot()
    with pytest.raises(Unreachable):
        await clear(sender, *numbers)


async def test_files_are_cleared_too(clocked: FakeTelegram, bot_api: Bot, ana: Person) -> None:
    """Words that are too long for a caption come after their file: both numbers are told."""
    from bot.app.files import File

    sender = TelegramSender(bot_api)
    file = File("my-plan.pdf", "application/pdf", b"%PDF")
    long = "Here is your plan. " * 80
    short_numbers = await sender.send("telegram:42", Message("Here."), file)
    long_numbers = await sender.send("telegram:42", Message(long), file)
    assert (len(short_numbers), len(long_numbers)) == (1, 2)
    await clear(sender, *short_numbers, *long_numbers)
    assert left(ana) == ["/start", GONE]
