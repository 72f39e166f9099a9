"""Codes: easy to say, forgiving to type, and of the letters that cannot be mistaken for each other."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.app.sharing.codes import LINK_LENGTH, SPOKEN_LENGTH, join_link, new_code, new_spoken, normal, spoken

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = st.text(ALPHABET, min_size=SPOKEN_LENGTH, max_size=LINK_LENGTH)
BETWEEN = st.text(" \t\n\u00a0-_.–", max_size=3)
# What an ear or a hand makes of a letter.
HEARD_AS = {"0": "0Oo", "1": "1IiLl"}


@st.composite
def said(draw: st.DrawFn) -> tuple[str, str]:
    """A code, and one of the many ways in which somebody may type it."""
    code = draw(CODES)
    typed = [draw(st.sampled_from(HEARD_AS.get(one, one + one.lower()))) + draw(BETWEEN) for one in code]
    return code, draw(BETWEEN) + "".join(typed)


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(pair=said())
def test_a_code_is_known_however_it_is_typed(pair: tuple[str, str]) -> None:
    """Small letters, hyphens, spaces, and letters that look like digits; none that may be a sentence."""
    code, typed = pair
    assume(len(typed.split()) < 3 or any(one.isdigit() for one in typed))
    assert normal(typed) == code


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(text=st.text(st.characters(codec=None), max_size=60) | CODES | st.from_regex(r".*[?&]start=.*"))
def test_any_text_becomes_a_code_or_nothing(text: str) -> None:
    """It never raises, gives only letters of a code, no more than a code has, and leaves what it gave as it is."""
    found = normal(text)
    assert set(found) <= set(ALPHABET)
    assert len(found) <= LINK_LENGTH
    assert normal(found) == found
    assert normal(spoken(found)) == found


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(code=CODES, name=st.from_regex(r"[A-Za-z][A-Za-z0-9_]{3,30}", fullmatch=True), around=BETWEEN)
def test_a_whole_link_holds_its_code(code: str, name: str, around: str) -> None:
    """Pasted as it is, in either form, or with more behind it."""
    link = join_link(name, code)
    assert link == f"https://t.me/{name}?start={code}"
    assert normal(link) == normal(link.lower()) == code
    assert normal(f"Here it is: {link} (until Friday)") == code
    assert normal(f"tg://resolve?domain={name}&start={spoken(code)}") == code


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "hello you", "U", "R0SA-U0SA", "ABCD 1234!", "é", "٣٤", "A" * (LINK_LENGTH + 1), "👍", "\x00",
        "K7MX2QP", "no thanks today", "I am a bear",
    ],
)  # fmt: skip
def test_what_is_no_code_is_nothing(text: str) -> None:
    """A letter that no code has, a digit of another script, too little or too much of it, or a sentence."""
    assert normal(text) == ""


@pytest.mark.parametrize(("make", "length"), [(new_code, LINK_LENGTH), (new_spoken, SPOKEN_LENGTH)])
def test_new_codes_are_made_of_clear_letters(make: object, length: int) -> None:
    """Of the right length, each a different one, all letters in use, and none that a link would have to escape."""
    assert callable(make)
    codes = [make() for _ in range(500)]
    assert {len(code) for code in codes} == {length}
    assert len(set(codes)) == 500
    assert {letter for code in codes for letter in code} == set(ALPHABET)
    assert all(normal(code) == code for code in codes)


@pytest.mark.parametrize(
    ("code", "shown"), [("K7MX2QPA", "K7MX-2QPA"), ("K7MX2", "K7MX-2"), ("K7", "K7"), ("K7MX", "K7MX"), ("", "")]
)
def test_a_code_is_shown_in_groups_of_four(code: str, shown: str) -> None:
    """So that it can be read out."""
    assert spoken(code) == shown


def test_a_link_fits_what_telegram_takes() -> None:
    """At most 64 of A-Z, a-z, 0-9, _ and - (Bot API, deep links)."""
    assert LINK_LENGTH <= 64
    assert set(ALPHABET) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def test_nobody_finds_a_code_by_trying() -> None:
    """A link's code has more than 100 random bits; one to be said aloud has 40, and few tries are allowed."""
    assert len(ALPHABET) ** LINK_LENGTH > 2**100
    assert len(ALPHABET) ** SPOKEN_LENGTH == 2**40
