"""The steps of a reflection that the durability tests take, and what it must leave behind."""

from fake_telegram import FakeTelegram, Person

ANSWERS = ["walking", "on Sundays", "my sister", "when it is loud", "losing the farm", "stubbornness", "at the office"]


async def who_has_written(server: FakeTelegram, words: str = "/start") -> Person:
    """Somebody whose first words the bot can be brought."""
    person = server.person(42)
    await person.say(words)
    return person


async def reflect(ana: Person) -> None:
    """Welcome, and a reflection with `ANSWERS`; each step waits for the question as a person would."""
    waits = 40.0
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?", timeout=waits)
    await ana.say("Yes, I'm 18+ and that's fine")
    await ana.wait_for("What name", timeout=waits)
    await ana.say("Skip")
    await ana.wait_for("Which country", timeout=waits)
    await ana.say("Skip")
    await ana.wait_for("When would you like to begin?", timeout=waits)
    await ana.say("Now is good")
    questions = [
        "what has helped you?", "Where could “walking”", "What else has helped", "Where could “my sister”",
        "What else has helped", "hard that you got through?", "What in you", "Where could “stubbornness”",
    ]  # fmt: skip
    answers = [*ANSWERS[:4], "That's enough for now", *ANSWERS[4:]]
    for question, answer in zip(questions, answers, strict=True):
        await ana.wait_for(question, timeout=waits)
        await ana.say(answer)
    await ana.wait_for("Who is good for you", timeout=waits)
