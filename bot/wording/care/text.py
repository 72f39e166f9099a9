"""Reading a text the way the checks need it: folded, cut into sentences and words, emoji counted."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from bot.wording.care.model import OWN_WORDS_CLOSE, OWN_WORDS_OPEN

QUOTE: Final = OWN_WORDS_OPEN
"""Stands for one quotation of the person's own words after `without_own_words`."""

_OWN_WORDS: Final = re.compile(f"{OWN_WORDS_OPEN}[^{OWN_WORDS_OPEN}]*?{OWN_WORDS_CLOSE}")
_STRAY_MARKS: Final = str.maketrans({OWN_WORDS_OPEN: " ", OWN_WORDS_CLOSE: " "})
_LINK: Final = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:!?)]", re.IGNORECASE)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\uff07\u00b4`", "'"))
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:\.(?!\s|$|[\"'”’»)])[^.!?\n]*)*[.!?]*[\"'”’»)]*")
_WORD: Final = re.compile(r"[^\W_]+(?:['.,@-][^\W_]+)*")
_SHORT_FORMS: Final = (
    (re.compile(r"\b(?:can't|cannot)\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(r"\b(it|that|what|who|there|he|she)'s\b"), r"\1 is"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
)

# Code points with the property Emoji below U+1F000 (Unicode Technical Standard 51, emoji-data.txt 15.1),
# without the digits, # and *, the arrows and the signs that plain text uses too.
_LOW_EMOJI: Final = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d\u2620"
    "\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663\u2665\u2666"
    "\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1\u26bd\u26be"
    "\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705"
    "\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757"
    "\u2763\u2764\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
)
_FACE: Final = f"[{_LOW_EMOJI}\U0001f000-\U0001f1e5\U0001f200-\U0001faff](?:\ufe0f|[\U0001f3fb-\U0001f3ff])*"
_FLAG_OR_KEY: Final = "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3"
_EMOJI: Final = re.compile(f"{_FLAG_OR_KEY}|{_FACE}(?:\u200d{_FACE})*[\U000e0020-\U000e007f]*")


def without_own_words(text: str) -> str:
    """The bot's own words: each quotation of the person is one `QUOTE`, so nothing joins up across it."""
    return QUOTE.join(part.translate(_STRAY_MARKS) for part in _OWN_WORDS.split(text))


def quotes_the_person(text: str) -> bool:
    """Whether the text holds words of the person's own, more than an empty pair of marks."""
    return any(quoted[1:-1].strip() for quoted in _OWN_WORDS.findall(text))


def plain(text: str) -> str:
    """Text with one shape of apostrophe, no invisible characters, lower case; accents stay."""
    straight = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES))
    visible = "".join(mark for mark in straight if unicodedata.category(mark) != "Cf")
    lines = (" ".join(line.split()) for line in visible.casefold().splitlines())
    return unicodedata.normalize("NFC", "\n".join(lines))


def without_accents(text: str) -> str:
    """The same text without accents and other combining marks."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if unicodedata.category(mark) != "Mn")


def long_forms(text: str) -> str:
    """English short forms written out ("i'm" as "i am") in text that `plain` has been through."""
    for short, long in _SHORT_FORMS:
        text = short.sub(long, text)
    return text


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Text as the word lists compare it: plain, written out, without accents."""
    return without_accents(long_forms(plain(text)))


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, end marks included; a line's end ends a sentence, a link's dots do not."""
    masked = _LINK.sub("link", text.replace("…", "."))
    found = (match.group().strip() for line in masked.splitlines() for match in _SENTENCE.finditer(line))
    return tuple(sentence for sentence in found if words(sentence) or QUOTE in sentence or "?" in sentence)


def words(text: str) -> list[str]:
    """The words of a text; "988", "check-in" and "don't" are one word each."""
    return _WORD.findall(_LINK.sub("link", text.translate(_APOSTROPHES)))


def emoji_count(text: str) -> int:
    """How many emoji a person sees; a flag, a family or a coloured hand is one."""
    return len(_EMOJI.findall(text))
