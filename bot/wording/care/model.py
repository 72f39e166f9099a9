"""The values the care lint takes and gives back. Nothing here computes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

OWN_WORDS_OPEN: Final = "\ue000"
"""Private-use character that stands before the person's own quoted words."""

OWN_WORDS_CLOSE: Final = "\ue001"
"""Private-use character that stands after the person's own quoted words."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message or button label, as the person reads it.

    `text` is plain text without tags; the person's own words stand between `OWN_WORDS_OPEN` and
    `OWN_WORDS_CLOSE` and are never judged. `emergency` wording may use plain imperatives and holds no emoji.
    `unsolicited` wording (a check-in, a nudge) starts with a line that is neutral on a locked screen.
    A `celebration` quotes the person. `answers` wording is the first thing said after the person has written something;
    `before` is what was said before they did.
    """

    text: str
    kind: Literal["message", "label"] = "message"
    emergency: bool = False
    unsolicited: bool = False
    celebration: bool = False
    answers: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class CareFinding:
    """One thing to mend: the stable code, what was seen, and what to do instead."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CareCode:
    """What a code stands for, with wording that trips it and mended wording that does not, by locale."""

    code: str
    title: str
    remedy: str
    example: Mapping[str, tuple[Utterance, ...]]
    mended: Mapping[str, tuple[Utterance, ...]]
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Measures:
    """How long and how hard a text is; `grade` is None where no formula has a meaning."""

    words: int
    sentences: int
    grade: float | None
    words_per_sentence: float


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a message; a "why" question is neither open nor closed."""

    text: str
    kind: Literal["open", "closed", "neither"]


@dataclass(frozen=True, slots=True)
class OpenShare:
    """How many questions are open, out of those that are open or closed, and the closed ones themselves."""

    open: int
    total: int
    closed: tuple[str, ...]

    @property
    def share(self) -> float:
        """The open part, from 0 to 1; 1 where nothing is asked."""
        return self.open / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class WordList:
    """Every word list of one language.

    An entry is a word or a phrase. Case, accents, the shape of the apostrophe and short forms ("I'm", "I am")
    make no difference. `*` stands for any letters: `relaps*` finds "relapse" and "relapsing".
    """

    banned: Mapping[str, str] = field(default_factory=dict)  # what the bot never says -> what it says instead
    pressing: tuple[str, ...] = ()
    imperatives: tuple[str, ...] = ()  # commands wherever they open a sentence
    imperatives_or_nouns: tuple[str, ...] = ()  # commands only before one of `objects`
    objects: tuple[str, ...] = ()
    invitations: tuple[str, ...] = ()  # "tell me": an open question, never a command
    lead_ins: tuple[str, ...] = ()  # "please", "then": may stand before a command or a question word
    prepositions: tuple[str, ...] = ()  # may stand before a question word: "with whom"
    conditions: tuple[str, ...] = ()  # "if", "when": a command may follow their comma
    cheer: tuple[str, ...] = ()  # generic praise, anywhere
    cheer_alone: tuple[str, ...] = ()  # generic praise when it is the whole sentence
    pride: tuple[str, ...] = ()
    dependence: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    recovery: tuple[str, ...] = ()  # not for a locked screen
    promises: tuple[str, ...] = ()
    paraphrases: tuple[str, ...] = ()  # telling people what they mean or feel
    methods: tuple[str, ...] = ()  # never named where someone may be in danger
    scores: tuple[str, ...] = ()  # numbers, states and gaps that measure a person
    acknowledgements: tuple[str, ...] = ()  # how a sentence begins that takes up an answer
    advice: tuple[str, ...] = ()  # what only a care team may say
    medicines: tuple[str, ...] = ()  # may be named only beside one of `care_team`
    care_team: tuple[str, ...] = ()
    open_words: tuple[str, ...] = ()  # a clause that starts with one asks openly
    open_or_linking: tuple[str, ...] = ()  # also join clauses: open unless the question is closed elsewhere
    closed_words: tuple[str, ...] = ()  # a clause that starts with one asks for yes or no
    why_words: tuple[str, ...] = ()
    question_word_anywhere: bool = False  # no closed word: a question word inside is enough
    intensifiers: tuple[str, ...] = ()  # passed over: "I'm so glad" is "I'm glad"
    allowed: tuple[str, ...] = ()  # names and turns of phrase that no list applies to
