"""Everyday talk is left alone: what people type in the golden conversations, long harmless texts, a few bare words."""

from pathlib import Path

import pytest

from bot.app.care import look, signs_in, stands_open

CONVERSATIONS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
ABOUT_DANGER = ("danger_", "look_in")
BARE = (
    "está en el cuarto de al lado",
    "porque aquí no hay nadie",
    "he has a gun",
    "nobody is here",
)
HARMLESS = (
    "I want it to be over. The semester. Nine more days",
    "everyone is better off without me in the kitchen, I burn water",
    "she asked if I ever think of hurting myself and I said no, and it is true",
    "so tired I went to bed at eight and didn't want to wake up for the party",
    "goodbye letters to heroin in group today, mine made the counselor laugh",
    "no estoy pensando en suicidarme, la doctora me pregunta siempre",
    "la ansiedad me pega en la tarde y me pongo a barrer",
    "estoy regalando mis cosas porque me mudo a un piso más chico",
)
DOUBTED = (
    "last day at the shop today, I said goodbye to everyone and we ate cake, on Monday the new job begins",
    "we did the long walk on the coast path, standing on the edge of the cliff we ate our sandwiches"
    " and took photos of the seals",
)
WALK = "past the pumping station and the two willows, down to the weir, and then home along the wall with the dog, "


def typed(conversation: Path) -> list[str]:
    """The lines that a person types in a conversation, without presses of buttons."""
    lines = conversation.read_text("utf-8").splitlines()
    return [line.removeprefix("> ") for line in lines if line.startswith("> ") and not line.startswith("> [")]


@pytest.mark.parametrize("locale", ("en", "es"))
def test_nothing_is_seen_in_conversations_that_are_not_about_danger(locale: str) -> None:
    """Answers, names, wins, plans and steps, word for word."""
    files = [file for file in CONVERSATIONS if f".{locale}." in file.name and not file.name.startswith(ABOUT_DANGER)]
    lines = [line for file in files for line in typed(file)]
    assert len(lines) > 200
    assert [line for line in lines if look(line, locale) is not None] == []


@pytest.mark.parametrize("text", BARE)
def test_a_few_bare_words_are_left_to_the_rules(text: str) -> None:
    """They mean anything, and where they do mean danger, a rule knows them."""
    assert look(text, "en") is None
    assert look(text, "es") is None


def test_a_bare_cry_is_still_found() -> None:
    """The rules need no six words."""
    assert look("I want to die") is not None
    assert look("me quiero morir") is not None


@pytest.mark.parametrize("text", HARMLESS)
def test_hard_words_used_harmlessly_are_left_alone(text: str) -> None:
    """A semester that is to end, a question answered with no, a letter to a drug, a removal."""
    assert look(text, "en") is None


@pytest.mark.parametrize("times", (1, 3, 10, 40))
def test_a_harmless_text_does_not_become_a_sign_by_its_length(times: int) -> None:
    """Little words add up to nothing, however many there are."""
    text = "The long way round the reservoir, " + WALK * times
    assert stands_open(text)
    assert look(text) is None


@pytest.mark.parametrize("text", DOUBTED)
def test_the_reading_takes_a_rule_back_where_all_around_it_is_harmless(text: str) -> None:
    """A farewell at work, a picnic on a cliff: the rules alone would take them for danger."""
    assert look(text, model=False) is not None
    assert look(text) is None


def test_what_is_said_plainly_is_never_taken_back() -> None:
    """Whatever harmless things stand around it."""
    around = "we had cake and coffee and my sister laughed, the kids played football, the garden is green. "
    assert signs_in(around + "I want to kill myself") != []
    assert signs_in(around + "me quiero matar") != []
