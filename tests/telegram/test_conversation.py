"""A person's conversation on Telegram, from /start to the plan."""

from bot_process import BotProcess
from fake_telegram import FakeTelegram, Person

YES = "Yes, I'm 18+ and that's fine"


async def welcomed(person: Person) -> None:
    """Goes through the welcome as quickly as it allows."""
    await person.say("/start")
    await person.wait_for("Is that all right with you?")
    await person.press(YES)
    await person.wait_for("What name")
    await person.press("Skip")
    await person.wait_for("Which country")
    await person.press("Skip")
    await person.wait_for("When would you like to begin?")


async def test_from_hello_to_an_adopted_plan(server: FakeTelegram, bot: BotProcess) -> None:
    """A whole reflection by text and buttons ends in a plan that holds the very words, and is adopted."""
    ana = server.person(42, first_name="Ana")
    await welcomed(ana)
    await ana.press("Now is good")
    await ana.wait_for("what has helped you?")
    await ana.say("music, <b>loud</b> & alone")
    await ana.wait_for("Where could “music, <b>loud</b> & alone” help you next?")
    await ana.say("on the bus 🚌")
    await ana.wait_for("What else has helped you?")
    await ana.press("That's enough for now")
    for question in ("got through?", "good for you to be with?", "lose track of time", "matters most"):
        await ana.wait_for(question)
        await ana.press("Skip")
    await ana.wait_for("How often would suit you?")
    await ana.press("Only when I ask")
    await ana.wait_for("What would you like to do with what you named?")
    await ana.press("Look at my plan")
    plan = await ana.wait_for("Is this how you'd say it?")
    assert "• music, <b>loud</b> & alone" in plan.text
    assert "on the bus 🚌" in plan.text
    await ana.press("Yes, that's how I'd say it")
    await ana.wait_for("2 lines are now part of your plan")
    await server.all_acknowledged()


async def test_a_typed_label_is_a_press(server: FakeTelegram, bot: BotProcess) -> None:
    """Whoever types what a button says has pressed it: Telegram forgets presses after 150 seconds."""
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    await ana.say("yes i'm 18 and thats fine")
    await ana.wait_for("What name")


async def test_a_burst_is_one_answer(server: FakeTelegram, bot: BotProcess) -> None:
    """Several messages in one go are one answer, joined by line breaks, and the person is told."""
    ana = server.person(42)
    await welcomed(ana)
    await ana.press("Now is good")
    await ana.wait_for("what has helped you?")
    await ana.say_many(["walking", "and my sister", "and tea"])
    told = await ana.wait_for("I read those messages as one answer")
    assert "“walking\nand my sister\nand tea”" in told.text
    await ana.say("/plan")
    plan = await ana.wait_for("Is this how")
    assert "• walking\nand my sister\nand tea" in plan.text


async def test_an_edited_message_revises_its_answer(server: FakeTelegram, bot: BotProcess) -> None:
    """Editing an earlier message changes that answer, and says so; the open question stays open."""
    ana = server.person(42)
    await welcomed(ana)
    await ana.press("Now is good")
    await ana.wait_for("what has helped you?")
    said = await ana.say("wlaking")
    await ana.wait_for("Where could “wlaking”")
    await ana.edit(said, "walking")
    await ana.wait_for("It now says “walking”")
    await ana.say("in the park")
    await ana.wait_for("What else has helped you?")
    await ana.say("/plan")
    assert "• walking" in (await ana.wait_for("Is this how")).text


async def test_a_stale_button_is_answered_and_changes_nothing(server: FakeTelegram, bot: BotProcess) -> None:
    """A button of an earlier question gets a kind toast, loses its keyboard, and leaves the place alone."""
    ana = server.person(42)
    await welcomed(ana)
    await ana.press("Now is good")
    first = await ana.wait_for("what has helped you?")
    await ana.say("walking")
    await ana.wait_for("Where could “walking”")
    skip = next(button for row in first.buttons for button in row if button["text"] == "Skip")
    press = await ana.press_data(first, skip["callback_data"])
    await server.wait_for_call("editMessageReplyMarkup", len(server.calls_of("editMessageReplyMarkup")) + 1)
    assert "earlier question" in (press.answer or "")
    await ana.say("in the park")
    await ana.wait_for("What else has helped you?")


async def test_what_is_no_text_gets_a_kind_line(server: FakeTelegram, bot: BotProcess) -> None:
    """Voice, photos, stickers and files are answered; the open question stays open."""
    ana = server.person(42)
    await welcomed(ana)
    await ana.press("Now is good")
    await ana.wait_for("what has helped you?")
    for send in (ana.send_voice, ana.send_photo, ana.send_sticker):
        await send()
        await ana.wait_for("I can only read text")
    await ana.say("walking")
    await ana.wait_for("Where could “walking”")


async def test_a_file_that_is_no_plan_gets_a_kind_line(server: FakeTelegram, bot: BotProcess) -> None:
    """It is fetched and looked at, and answered; the open question stays open."""
    ana = server.person(42)
    await welcomed(ana)
    await ana.press("Now is good")
    await ana.wait_for("what has helped you?")
    await ana.send_document("notes.txt", b"walking, mostly", caption="these are my notes")
    await ana.wait_for("The one file I can read")
    await ana.send_document("film.mp4", b"x", size=40 * 2**20)
    await ana.wait_for("The one file I can read")
    await ana.say("walking")
    await ana.wait_for("Where could “walking”")
    assert len(server.calls_of("download")) == 1


async def test_words_after_a_command_are_heard(server: FakeTelegram, bot: BotProcess) -> None:
    """They are kept as they were typed, and follow an edit of their message."""
    ana = server.person(42)
    await welcomed(ana)
    await ana.press("Later")
    said = await ana.say("/home@strongsuit_test_bot I caled  my sister\n& it was <good>")
    await ana.wait_for("“I caled  my sister\n& it was <good>”")
    await ana.edit(said, "/home I called  my sister")
    await ana.wait_for("“I called  my sister”")


async def test_help_is_one_tap_away_before_consent(server: FakeTelegram, bot: BotProcess) -> None:
    """Crisis lines come before anything is agreed to, by button and by command."""
    ana = server.person(42)
    await ana.say("/now")
    await ana.wait_for("Somebody you trust could sit with you")
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    await ana.press("Get help now")
    await ana.wait_for("Somebody you trust could sit with you")


async def test_in_a_group_it_says_once_that_it_talks_in_private(server: FakeTelegram, bot: BotProcess) -> None:
    """A group is told once, and then left in peace."""
    ana = server.person(42)
    await ana.say_in_group("/start", group_id=-100500)
    await server.wait_for_call("sendMessage")
    await ana.say_in_group("/reflect", group_id=-100500)
    await server.all_acknowledged()
    assert len(server.chats[-100500].from_bot) == 1
    assert "private chat" in server.chats[-100500].from_bot[0].text


async def test_spanish_for_a_spanish_account(server: FakeTelegram, bot: BotProcess) -> None:
    """The account's language is the first guess; commands are registered in each language."""
    ana = server.person(42, language_code="es-MX")
    await ana.say("/start")
    await ana.wait_for("Hola")
    await server.wait_for_call("setMyShortDescription", 2)
    assert {language for _, language in server.commands} == {"", "es"}


async def test_a_blocked_bot_stays_calm_and_welcomes_back(server: FakeTelegram, bot: BotProcess) -> None:
    """Blocking stops nothing for anybody else; after unblocking the talk goes on."""
    ana, ben = server.person(42), server.person(43)
    await welcomed(ana)
    await ana.block_bot()
    await ben.say("/start")
    await ben.wait_for("Is that all right with you?")
    await ana.unblock_bot()
    await ana.say("/start")
    await ana.wait_for("When would you like to begin?")


async def test_a_long_plan_comes_in_parts(server: FakeTelegram, bot: BotProcess) -> None:
    """A text beyond Telegram's limit is parted where a reader would, and nothing of it is lost."""
    ana = server.person(42)
    await welcomed(ana)
    await ana.press("Now is good")
    await ana.wait_for("what has helped you?")
    for number in range(3):
        await ana.say(f"{number} " + "very long words & more 🌱 " * 100)
        await ana.wait_for(f"“{number} very long")
        await ana.press("Skip")
        await ana.wait_for("What else")
    await ana.say("/plan")
    before = len(server.chats[42].from_bot)
    await ana.wait_for("Is this how you'd say it?")
    parts = [message.text for message in server.chats[42].from_bot[before:]]
    assert len(parts) > 1
    assert sum(part.count("very long words & more 🌱") for part in parts) == 300
