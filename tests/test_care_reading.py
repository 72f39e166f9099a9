"""The small reading behind the rules: what it adds, when it keeps silent, and that what ships is what was trained."""

import pytest

from benchmarks.safety.sets import sentences
from bot.app.care import Sign, explain, look, signs_in, stands_open, warm_up
from bot.app.care.features import WIDEST, features, pieces
from bot.app.care.reading import KINDS, WEIGHTS, weights
from bot.app.care.senses import senses, stem
from bot.app.care.tidy import tidied

CLOSED = (
    "In the novel she thinks the river would be a way to rest at last",
    "I used to think the world would be lighter without me, years ago",
    "I'm dying of laughter, goodbye, I will not survive this night",
    "I don't want to die, I want to sleep",
    "en la película el hombre deja sus cosas y se despide para siempre",
)


def test_it_finds_what_no_rule_knows() -> None:
    """And says in which words, and that it was not a rule."""
    text = "nobody will need me after the river, my mother waits there"
    assert look(text, model=False) is None
    sign = look(text)
    assert sign is not None
    assert sign.rule == "en.model"
    assert sign.words


@pytest.mark.parametrize("text", CLOSED)
def test_it_never_speaks_where_a_guard_has_spoken(text: str) -> None:
    """Idioms, stories, another time and a "not" close a message for it, whatever its weights say."""
    assert not stands_open(text)
    assert all(not sign.rule.endswith("model") for sign in signs_in(text))


def test_where_a_rule_fires_it_is_not_asked() -> None:
    """The rule names itself; with and without the reading the answer is the same."""
    assert signs_in("I want to kill myself") == signs_in("I want to kill myself", model=False)


def test_explanations_begin_with_the_gravest_and_show_the_words() -> None:
    """The piece of the tidied text in which a rule saw it."""
    found = explain("I wish I was dead. I just took all my pills.")
    assert [sign.rank for sign in found] == sorted(sign.rank for sign in found)
    assert all(sign.words and sign.words in tidied("I wish I was dead. I just took all my pills.") for sign in found)


def test_the_words_are_no_part_of_what_a_sign_is() -> None:
    """Signs are compared by kind and rule."""
    assert Sign("suicide", "active", "x", "some words") == Sign("suicide", "active", "x")


def test_the_weights_that_ship_are_small_and_whole() -> None:
    """One file of at most 300 kB, with a row of every kind for each feature, and a threshold above even odds."""
    warm_up()
    assert WEIGHTS.stat().st_size <= 300_000
    assert len(weights().kinds) % len(KINDS) == 0
    assert weights().threshold > 0


def test_long_texts_are_read_in_pieces_that_miss_no_word() -> None:
    """Each word is in a piece, and no piece is too wide."""
    words = [f"w{number}" for number in range(3 * WIDEST + 7)]
    read = pieces(" ".join(words))
    assert {word for piece in read for word in piece.split()} == set(words)
    assert all(len(piece.split()) <= WIDEST for piece in read)


def test_features_are_the_same_every_time() -> None:
    """Each once, in one order: the sums of weights do not depend on chance."""
    seen = features("i gave my dog to my sister | goodbye")
    assert seen == features("i gave my dog to my sister | goodbye")
    assert len(seen) == len(set(seen))
    assert {"goodbye", "my dog", "@pet", "@give&kin", "^ goodbye"} <= set(seen)


def test_both_languages_share_their_senses() -> None:
    """What is learned of a rope is known of a soga, also in a form that the table does not list."""
    assert set(senses("rope")) & set(senses("soga"))
    assert senses("sisters") == senses("sister")
    assert stem("die") == "die"


def test_the_weights_fit_the_features_that_ship() -> None:
    """On development sentences they find most and alarm little; weights of other senses or rules would do neither.

    After a change of senses, tidying or features: ``python -m benchmarks.safety train``.
    """
    rows = [row for row in sentences("dev")[::5] if row.author != "first"]
    danger = [look(row.text, row.language) is not None for row in rows if row.is_danger]
    harmless = [look(row.text, row.language) is not None for row in rows if not row.is_danger]
    assert sum(danger) / len(danger) > 0.6
    assert sum(harmless) / len(harmless) < 0.03
