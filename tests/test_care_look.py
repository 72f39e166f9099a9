"""The look at danger signs: what it finds, what it leaves alone, and that nothing makes it stumble."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.care import look, look_all, signs_in
from bot.app.care.signs import Sign
from bot.app.care.tidy import tidied

FOUND = (
    ("I want to kill myself", "suicide", "active"),
    ("I'm going to end it tonight", "suicide", "active"),
    ("the pills are lined up on the counter", "suicide", "active"),
    ("I gave away my dog, I won't need him where I'm going", "suicide", "active"),
    ("I took all my pills", "suicide", "active"),
    ("I wish I could go to sleep and never wake up", "suicide", "passive"),
    ("everyone would be better off without me", "suicide", "passive"),
    ("I want to be with my mum again, she's been gone two years and I can't do this without her", "suicide", "passive"),
    ("I've been cutting again", "self_harm", "active"),
    ("he hits me when he drinks", "abuse", "active"),
    ("he won't let me leave the house", "abuse", "active"),
    ("my friend's lips are blue", "overdose", "active"),
    ("I think I overdosed", "overdose", "active"),
    ("I'm making myself throw up after every meal", "eating", "active"),
    ("I'm going to hurt him", "violence", "active"),
    ("my friend said she wants to die", "friend", "active"),
    ("me quiero matar", "suicide", "active"),
    ("ya escribí la carta", "suicide", "active"),
    ("ya no quiero vivir", "suicide", "passive"),
    ("me corté anoche", "self_harm", "active"),
    ("mi marido me pega", "abuse", "active"),
    ("mi amigo tiene los labios azules", "overdose", "active"),
    ("me provoco el vómito", "eating", "active"),
    ("lo voy a matar", "violence", "active"),
    ("creo que mi hijo se va a suicidar", "friend", "active"),
)
LEFT_ALONE = (
    "",
    "😂😂😂",
    "I'm dying of laughter",
    "I'm killing it at work",
    "my phone is dead",
    "our team is dead this season",
    "this traffic makes me want to die",
    "I'm tired of being here at work until nine",
    "I want to quit smoking for good",
    "kill time in the library",
    "shoot me an email",
    "In the book the girl wants to die",
    "narcan class tomorrow at 6",
    "I used to want to die, 3 years ago",
    "I survived my overdose in 2019",
    "I don't want to die",
    "I'd never kill myself, I have kids",
    "I took my meds on time all week",
    "me muero de risa",
    "me muero de hambre, ¿qué hay de comer?",
    "mi madre me va a matar cuando vea la cocina",
    "ya no quiero vivir con mis padres",
    "en el libro la chica se quiere morir",
    "sobreviví a una sobredosis en 2019",
    "no quiero matarme, solo estoy triste",
)
DISGUISED = (
    "I don’t want to be alive anymore",
    "I WANT TO DIE",
    "i want to dieeeee",
    "I want to d i e",
    "want to k1ll mys3lf",
    "im gona kil myself",
    "sucidal rn and alone",
    "i want 2 die",
    "i\nwant\nto\ndie",
    "kiero matarme",
    "quiero suisidarme",
    "OJALÁ NO DESPERTARA",
    "ojala no despertara",
)


@pytest.mark.parametrize(("text", "concern", "grade"), FOUND)
def test_a_sign_is_found_with_its_kind_and_grade(text: str, concern: str, grade: str) -> None:
    """One plain sentence of each kind, in both languages."""
    sign = look(text, "en")
    assert sign is not None
    assert (sign.concern, sign.grade) == (concern, grade)


@pytest.mark.parametrize("text", LEFT_ALONE)
@pytest.mark.parametrize("locale", ("en", "es"))
def test_hard_words_without_danger_are_left_alone(text: str, locale: str) -> None:
    """Idioms, fiction, training, the past, and what is said not to be so."""
    assert look(text, locale) is None


@pytest.mark.parametrize("text", DISGUISED)
def test_typing_does_not_hide_it(text: str) -> None:
    """Quotes, capitals, drawn-out and spaced letters, digits for letters, slips, accents left out."""
    assert look(text, "en") is not None


def test_a_sign_in_the_middle_of_a_long_answer_is_found() -> None:
    """Everyday sentences around it change nothing, with full stops or without."""
    around = "I cook beans on Sunday and eat all week", "my sister calls me at nine"
    for stop in (". ", " ", "\n"):
        assert look(f"{around[0]}{stop}I have a rope in the garage and nobody knows{stop}{around[1]}") is not None


def test_messages_sent_in_two_halves_are_read_as_one() -> None:
    """Neither half says it alone."""
    assert look("I want to") is None
    assert look_all(["I want to", "end it all"]) is not None


def test_the_gravest_sign_is_the_one_answered() -> None:
    """Something under way comes before a wish, a plan before a worry about somebody else."""
    sign = look("I wish I was dead. I just took all my pills.")
    assert sign is not None
    assert sign.grade == "active"
    assert len(signs_in("I wish I was dead. I just took all my pills.")) > 1


def test_what_a_friend_says_is_a_worry_about_the_friend() -> None:
    """Reported first person is not taken for the writer's own."""
    sign = look("my brother told me I want to die")
    assert sign is not None
    assert sign.concern == "friend"


def test_each_sign_names_the_rule_that_found_it() -> None:
    """The name is stable and says language, kind and way."""
    assert look("I want to kill myself") == Sign("suicide", "active", "en.suicide.intent.kill_myself")


def test_times_and_amounts_stay_numbers() -> None:
    """Digits become letters only inside words."""
    assert tidied("at 10am I took 20mg") == "at 10am i took 20mg"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_looked_at(text: str) -> None:
    """Nothing raises, whatever is typed."""
    look(text)


def test_very_long_texts_are_looked_at_from_both_ends() -> None:
    """A novel costs no more than its beginning and its end."""
    assert look("la la la. " * 2000 + "I want to kill myself") is not None
