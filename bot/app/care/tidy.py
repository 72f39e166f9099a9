"""Makes one plain form of what people type: the rules can then be written as people say things.

Small letters without accents or apostrophes, one space between words, ``|`` where a sentence ends; digits and signs
that stand for letters, letters drawn out or spaced out, chat spellings and common slips are undone, and a few turns
are made one ("I am" and "I'm" are "im", "want to" is "wanna", "going to" is "gonna").
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.app.care.emoji import TABLE
from bot.app.care.sieve import anchors_of
from bot.app.care.spelling import SLIPS, spelled

LONGEST = 6000
"""Characters looked at, from the beginning and the end of a text; nobody waits for a novel to be read."""

_APOSTROPHES = re.compile(r"['’‘`´ʼ＇]")
# Zero-width signs, soft hyphens, marks of direction, joiners: nobody sees them, and they part words.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
# Cyrillic and Greek letters that look like Latin ones, and those.
_LOOK_ALIKES = str.maketrans("абвегікмнорстухјѕԁһԛԝαεικνορτυχ", "abberikmhopctyxjsdhqwaeikvoptux")
_SPACED_OUT = re.compile(r"(?<!\w)(?:[a-z][ .\-_*]){2,}[a-z](?!\w)")
_SENTENCE_END = re.compile(r"[.!?…\n;]+|:(?=\s)")
_SHORT_LINE = re.compile(
    r"(?m)^([ \t]*\S+(?:[ \t]+\S+){0,2})[ \t]*\n(?=\S)"
)  # said bit by bit, not sentence by sentence
_INSIDE = re.compile(r"(?<=[a-z])[.*_\-](?=[a-z])")
_NO_WORD = re.compile(r"[^a-z0-9| ]+")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_FOR_LETTERS = re.compile("[013457@$!]")
_LEET = re.compile(r"(?<!\w)(?=[a-z0-9@$!]*[a-z])(?=[a-z0-9@$!]*[013457@$!])[a-z@$!013457]{3,}(?!\w)")
_ONE_FOR_I = re.compile(r"(?<!\S)1(?= (?:want|wanna|am|will|have|took|feel|cant|dont|wish|hate|need|think|just|m)\b)")
_SHORT_ZERO = re.compile(r"\b([nt])0\b")
_LETTERS = str.maketrans("013457@$!", "oieastasi")
_NUMBER_WORD = re.compile(r"\d+(?:st|nd|rd|th|am|pm|mg|ml|kg|lbs?|x|s|h|k)?")
_SPACES = re.compile(r" {2,}")

# Longer turns first. Each is searched for only where its first word occurs.
_TURNS_EN = (
    (r"\bi (?:am|m)\b", "im"),
    (r"\bi (?:have|hav)\b", "ive"),
    (r"\bi (?:would|wud)\b", "id"),
    (r"\bi (?:will|shall)\b|\bim ?ma\b|\bima\b|\bimma\b|\bi ll\b", "ill"),
    (r"\b(do|does|did|is|was|were|would|could|should|has|had|are) not\b", r"\1nt"),
    (r"\b(?:can not|cannot|cant)\b", "cant"),
    (r"\bwill not\b", "wont"),
    (r"\bhave not\b", "havent"),
    (r"\b(?:wanting|want|wants|wanted) (?:to|2|too)\b|\bwan na\b|\bwana\b", "wanna"),
    (r"\bgoing (?:to|2)\b|\b(?:gona|gunna|finna|gon|gonn?a|tryna)\b|\bgo na\b|\b(?:about|fixing) to\b", "gonna"),
    (r"\bany ?(?:more|longer)\b|\bno (?:more|longer)$", "anymore"),
    (r"\b(my|your|her|him|them) (self|selves)\b", r"\1\2"),
    (r"\bself[ -]?harm", "selfharm"),
    (r"\bno ?(?:one|body)\b|\bnoone\b", "nobody"),
    (r"\bevery ?(?:one|body)\b|\beverybodyd\b", "everyone"),
    (r"\bo d ?(?:ing|ed|d)?\b|\bod(?:d|ed|ing)\b|\boding\b", "od"),
    (r"\b(?:mum|mom|mama|mommy|mam)\b", "mom"),
    (r"\bi (?:was|were)\b", "i was"),
    (r"\bi do\b(?= not)", "i do"),
    (r"\bnot gonna lie\b", "ngl"),  # no "not" to take anything back
    (r"\b(?:w o|w/o) me\b", "without me"),
    (r"\bshoulda\b", "should have"),
)
_TURNS_ES = (
    (r"\bm (?=(?:quiero|voy|mato|muero))", "me "),
    (r"\bboy a\b", "voy a"),
    (r"\bpa\b", "para"),
    (r"\bpa que\b", "para que"),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn, and what it is made into. Searched for only where one of its anchors stands (see ``sieve``)."""

    pattern: re.Pattern[str]
    into: str
    anchors: Sequence[str] | None

    def made(self, text: str) -> str:
        """``text`` with this turn made one."""
        if self.anchors is None:
            return self.pattern.sub(self.into, text)
        for anchor in self.anchors:
            if anchor in text:
                return self.pattern.sub(self.into, text)
        return text


TURNS = tuple(Turn(re.compile(turn), into, anchors_of(turn)) for turn, into in (*_TURNS_EN, *_TURNS_ES))
"""In the order in which they are made."""


def tidied(text: str) -> str:
    """``text`` in the plain form that the rules are written for. Raises nothing."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}. {text[-LONGEST // 2 :]}"
    text = _APOSTROPHES.sub("", text.casefold())
    if not text.isascii():
        text = text.translate(TABLE)
        text = unicodedata.normalize("NFKD", _UNSEEN.sub("", text)).casefold().translate(_LOOK_ALIKES)
        text = "".join(one for one in text if not unicodedata.combining(one))
    if "\n" in text:
        text = _SHORT_LINE.sub(r"\1 ", text)
    text = _SPACED_OUT.sub(lambda match: re.sub(r"[ .\-_*]", "", match[0]), text)
    if _FOR_LETTERS.search(text):
        text = _LEET.sub(_without_digits, text)
        text = _ONE_FOR_I.sub("i", text)
        text = _SHORT_ZERO.sub(r"\1o", text)  # too short for the others
    text = _SENTENCE_END.sub(" | ", _INSIDE.sub(" ", text))
    text, drawn_out = _DRAWN_OUT.subn(r"\1\1\1", _NO_WORD.sub(" ", text))
    if drawn_out:
        text = " ".join([_shortened(word) if _DRAWN_OUT.search(word) else word for word in text.split()])
    text = " ".join([spelled(word) for word in text.split()])
    for turn in TURNS:
        text = turn.made(text)
    return text


def _without_digits(match: re.Match[str]) -> str:
    """ "k1ll" is "kill", and so is "ki!!"; "20mg" and "hi!" stay."""
    word = match[0]
    if _NUMBER_WORD.fullmatch(word):
        return word
    body = word.rstrip("!")
    if body.isalpha():
        return word
    return body.translate(_LETTERS)


def _shortened(word: str) -> str:
    """A drawn-out word with one letter for many: "diiie" is "die"; double letters of their own are kept by two."""
    once, twice = _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)
    return twice if twice in _DOUBLES or twice in SLIPS else once


_DOUBLES = frozenset(
    (
        "kill",
        "killing",
        "pills",
        "bleed",
        "need",
        "sleep",
        "off",
        "fall",
        "week",
        "feel",
        "bottle",
        "all",
        "will",
        "tell",
    )
)
