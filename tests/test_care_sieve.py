"""The sieve before the rules: it may let too much through, and never holds anything back."""

import json
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.safety.anchors import anchors, worked_out
from benchmarks.safety.sets import sentences
from bot.app.care import books
from bot.app.care.sieve import ANCHORS, Sieve
from bot.app.care.tidy import TURNS, tidied

_LETTERS = st.text("abc", min_size=1, max_size=4)
_PATTERNS = st.recursive(
    _LETTERS,
    lambda inside: st.one_of(
        st.lists(inside, min_size=1, max_size=3).map("".join),
        st.lists(inside, min_size=2, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inside, st.sampled_from(("?", "*", "+", "{2}", "{0,2}", "*?"))).map(
            lambda one: f"(?:{one[0]}){one[1]}"
        ),
        st.tuples(st.sampled_from(("(?=", "(?!", "(?<!")), _LETTERS).map(lambda one: f"{one[0]}{one[1]})"),
        st.sampled_from(("[ab]", "[^a]", "[a-c]", r"\w", ".", r"\b", "(a)", "$")),
    ),
    max_leaves=8,
)


@given(_PATTERNS, st.lists(st.text("abc ", max_size=12), max_size=20))
def test_whatever_a_pattern_matches_holds_one_of_its_anchors(pattern: str, texts: list[str]) -> None:
    """Any pattern, any text: where none of its anchors stands, it does not match."""
    found = anchors(pattern)
    for text in texts:
        if found is not None and not any(one in text for one in found):
            assert re.search(pattern, text) is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    (
        ("(?:give|giving) away (?:it|all)", {"give away it", "give away all", "giving away it", "giving away all"}),
        ("(?:very |so )?tired(?= of)", {"tired"}),
        ("(?:kill|killing) (?:myself)", {"kill myself", "killing myself"}),
        ("no more(?: [a-z]+){0,3} (?:to)?morrow", {"no more"}),
        ("a|bcd", None),
        (r"\w+", None),
        ("(?i:die)", None),
    ),
)
def test_the_rarest_words_that_a_match_cannot_do_without_are_taken(pattern: str, expected: set[str] | None) -> None:
    """Of all parts one, the longest; of alternatives all; and nothing where one of them holds nothing."""
    found = anchors(pattern)
    assert (None if found is None else set(found)) == expected


def test_the_anchors_that_ship_are_those_of_the_patterns_as_they_are() -> None:
    """After a change of a rule: ``python -m benchmarks.safety anchors``. Until then it is tried on every text."""
    assert json.loads(zlib.decompress(worked_out())) == json.loads(zlib.decompress(ANCHORS.read_bytes()))


def test_on_what_people_write_nothing_is_held_back() -> None:
    """Every tenth sentence of the development sets, in both languages: what matches is worth trying."""
    tried = 0
    for sentence in sentences("dev")[::10]:
        plain = tidied(sentence.text)
        for book in books().values():
            worth = book.worth_trying(plain)
            tried += len(worth)
            for place, pattern in book.patterns.items():
                assert place in worth or re.search(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", plain) is None
    assert tried > 1000


def test_most_rules_are_not_tried_on_everyday_words() -> None:
    """This is what it is for."""
    book = books()["en"]
    assert (
        len(book.worth_trying(tidied("Calling my sister on Sunday, and a long walk by the river")))
        < len(book.patterns) / 5
    )


def test_a_pattern_that_is_not_known_is_always_tried() -> None:
    """A rule that was changed, and whose anchors were not worked out again, misses nothing."""
    assert Sieve({7: "a pattern that nobody has worked out"}).worth_trying("") == {7}


def test_a_turn_is_made_wherever_its_pattern_stands() -> None:
    """The turns of the plain form are looked for by the same means."""
    for sentence in sentences("dev")[::10]:
        text = sentence.text.casefold()
        for turn in TURNS:
            assert turn.made(text) == turn.pattern.sub(turn.into, text)
