"""However it is typed, the look finds it; and nothing that is typed makes it stumble or wait."""

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.care import look, look_all, warm_up

BASE = (
    ("I want to die", "suicide"),
    ("I am going to kill myself tonight", "suicide"),
    ("everyone would be better off without me", "suicide"),
    ("I took all my pills", "suicide"),
    ("I have been cutting again", "self_harm"),
    ("my husband beats me when he drinks", "abuse"),
    ("quiero suicidarme esta noche", "suicide"),
    ("ya no quiero seguir viviendo", "suicide"),
    ("mi marido me pega", "abuse"),
)
CYRILLIC = str.maketrans("aeopcx", "аеорсх")
ZERO_WIDTH = "\u200b\u200d\ufeff\u2060"
DISGUISES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "fullwidth": lambda text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    "look-alikes": lambda text: text.translate(CYRILLIC),
    "zero width": lambda text: ZERO_WIDTH.join(text),
    "soft hyphens": lambda text: "\u00ad".join(text),
    "two spaces": lambda text: text.replace(" ", "  \u00a0"),
    "emoji": lambda text: f"💔{text}😔🖤",
    "no space after a stop": lambda text: f"long day.{text}.bye for now",
    "commas for spaces": lambda text: text.replace(" ", ","),
    "drawn out": lambda text: f"{text}{text[-1] * 5}",
    "leetspeak": lambda text: text.replace("i", "1").replace("o", "0"),
    "one word a line": lambda text: text.replace(" ", "\n"),
    "in quotes": lambda text: f"“{text}”",
    "with a hashtag": lambda text: f"{text} #tired",
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize(("text", "concern"), BASE)
def test_a_disguise_hides_nothing(text: str, concern: str, disguise: str) -> None:
    """The same concern is found in each."""
    sign = look(DISGUISES[disguise](text))
    assert sign is not None
    assert sign.concern == concern


@pytest.mark.parametrize(("text", "concern"), BASE)
def test_sent_in_two_messages_it_is_found_once(text: str, concern: str) -> None:
    """With the second half, and not a third time with what follows it."""
    words = text.split()
    for at in range(1, len(words)):
        halves = [" ".join(words[:at]), " ".join(words[at:])]
        assert look_all(halves) is not None or look(halves[0]) is not None


def test_what_an_earlier_message_said_is_not_found_again() -> None:
    """It was answered then; a quiet message after it is quiet."""
    assert look_all(["I want to kill myself", "the bus was late"]) is None
    assert look_all(["the bus was late", "I want to kill myself"]) is not None


def test_an_idiom_split_over_two_messages_stays_one() -> None:
    """Reading messages as one finds no more than is there."""
    assert look_all(["I am dying", "to see the new season"]) is None


def test_nothing_said_is_nothing_found() -> None:
    """No messages, and messages without words."""
    assert look_all([]) is None
    assert look_all(["", "  "]) is None


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(("en", "es", "fr", "")))
def test_nothing_typed_makes_it_stumble(text: str, locale: str) -> None:
    """Any text, any language, also one that it does not know."""
    look(text, locale)
    look_all([text, text], locale)


HOSTILE = (
    "i want to ",
    "my friend ",
    "i wish i could just ",
    "a ",
    "x",
    "me quiero ",
    "! . ",
    "goodbye to my ",
    "|",
    "k1ll ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_costs_no_more_than_a_long_one(piece: str) -> None:
    """64 KiB of what patterns like least; the bound is far above what it takes, a runaway pattern takes for ever."""
    warm_up()
    begun = process_time()
    look(piece * (65536 // len(piece)))
    assert process_time() - begun < 30
