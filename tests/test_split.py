"""Splitting long messages: nothing is lost, every part fits, and each part is whole in itself."""

from html import escape

from helpers_app import Tags
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wording.split import LIMIT, split, units

QUICK = settings(max_examples=150, derandomize=True, deadline=None, database=None)
WORDS = st.text(st.sampled_from("ab é漢👍👩\u200d\u0301אم&<>\"'; \n\t") | st.characters(codec=None), max_size=40)


@st.composite
def messages(draw: st.DrawFn) -> str:
    """HTML as wording makes it: nested tags, entities, links, and anything a person may have typed."""
    made: list[str] = []
    for _ in range(draw(st.integers(1, 6))):
        words = escape(draw(WORDS))
        tag = draw(st.sampled_from(["", "b", "i", 'a href="https://example.org/?a=1&amp;b=2"', "blockquote"]))
        inner = f"<i>{escape(draw(WORDS))}</i>" if draw(st.booleans()) else ""
        made.append(f"<{tag}>{words}{inner}</{tag.split()[0]}>" if tag else words + inner)
    return draw(st.sampled_from(["", "\n", "\n\n", " "])).join(made)


def text_of(html: str) -> str:
    """What a reader sees of it."""
    return Tags(html).text


def bare(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


@QUICK
@given(html=messages(), limit=st.integers(2, 60))
def test_every_part_fits_and_is_balanced(html: str, limit: int) -> None:
    """Each part holds at most ``limit`` UTF-16 units, closes what it opens, and is not empty."""
    parts = split(html, limit)
    for part in parts:
        assert units(text_of(part)) <= limit
        assert Tags(part).wrong == []
    if len(parts) > 1:
        assert all(text_of(part).strip() for part in parts)


@QUICK
@given(html=messages(), limit=st.integers(2, 60))
def test_nothing_is_lost_but_white_space_at_cuts(html: str, limit: int) -> None:
    """The parts, one after the other, are the text; words keep their order and their inner spaces."""
    whole, position = text_of(html), 0
    for part in split(html, limit):
        found = whole.index(text_of(part), position)
        assert not whole[position:found].strip()
        position = found + len(text_of(part))
    assert not whole[position:].strip()


@QUICK
@given(html=messages())
def test_what_fits_is_left_alone(html: str) -> None:
    """A short message comes out as it went in."""
    assert split(html) == [html]


@QUICK
@given(text=st.text(st.sampled_from("👍😀🏔a "), min_size=1, max_size=200), limit=st.integers(2, 20))
def test_no_character_is_cut_in_two(text: str, limit: int) -> None:
    """A character of two UTF-16 units is never halved, though Telegram counts its halves."""
    joined = "".join(text_of(part) for part in split(text, limit))
    joined.encode("utf-16")
    assert bare(joined) == bare(text)


def test_an_emoji_of_several_characters_is_not_cut() -> None:
    """A family joined by zero-width joiners, or a letter with its accent, stays together at a hard cut."""
    family = "👩\u200d👩\u200d👧"
    for part in split(family * 3, 10):
        assert bare(part).count(family) * len(family) == len(bare(part))


def test_cuts_fall_where_a_reader_would_pause() -> None:
    """At a paragraph first, else at a line, else at a word; only then inside a word."""
    assert split("one two.\n\nthree four", 14) == ["one two.", "three four"]
    assert split("one two three\nfour", 15) == ["one two three", "four"]
    assert split("one two three four", 10) == ["one two", "three four"]
    assert split("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_tags_are_closed_and_opened_again_around_a_cut() -> None:
    """Links keep their address in every part."""
    link = '<a href="https://example.org">'
    assert split(f"<b>{link}one two three four</a></b>", 10) == [
        f"<b>{link}one two</a></b>", f"<b>{link}three four</a></b>",
    ]  # fmt: skip


def test_entities_count_as_what_they_show() -> None:
    """``&amp;`` is one character to Telegram, and is never cut."""
    assert split("&amp;" * LIMIT) == ["&amp;" * LIMIT]
    assert split("&amp;" * (LIMIT + 1)) == ["&amp;" * LIMIT, "&amp;"]


def test_what_a_person_wrote_of_markup_stays_text() -> None:
    """Words that look like tags or entities come out as they went in."""
    words = "<b>&lt;script&gt;</i> & &#x27; " * 300
    assert bare("".join(text_of(part) for part in split(escape(words)))) == bare(words)


def test_the_longest_answers_take_a_moment_only() -> None:
    """A book in one message is split without fuss (a quadratic method would hang here)."""
    assert len(split("<b>" + "word " * 100_000 + "</b>")) > 100
