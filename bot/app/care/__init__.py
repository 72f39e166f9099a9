"""Whether what somebody writes says that they, or somebody they know, may be in danger.

Everything people type is looked at, and nothing is swallowed: what is found only decides what is offered next. The
rules are data (``*_en``, ``*_es``); they are written for a plain form of the text (``tidy``) and are tried by the way
that ``frames`` describes. Where no rule fires and no guard speaks against it, a small linear reading of the whole
message has its say (``reading``); it may also speak against a rule, except against those for what is said plainly. Both
languages are always looked at: people mix them.
"""

from collections.abc import Sequence
from functools import cache

from bot.app.care.frames import Book
from bot.app.care.signs import Concern, Grade, Sign
from bot.app.care.tidy import tidied

__all__ = [
    "Concern",
    "Grade",
    "Sign",
    "explain",
    "look",
    "look_all",
    "may_be_doubted",
    "signs_in",
    "stands_open",
    "warm_up",
]

PLAINEST = (
    ".core.",
    ".kill_myself",
    ".suicidal",
    ".want_to_die",
    ".die_soon",
    ".matarme",
    ".attempt",
    ".means_at_hand",
)
"""In the names of rules for what is said plainly: nothing that stands around it takes that back."""
FEWEST = 6
"""Words that the reading needs to go by: "there is nobody here" means anything."""
ENOUGH_TO_DOUBT = 9
"""Words that have to stand there before what a rule saw may be taken back."""


def look(text: str, locale: str = "en", *, model: bool = True) -> Sign | None:
    """The gravest sign of danger in ``text``, or nothing. Raises nothing.

    ``locale`` says which language is asked first where two signs are equally grave; without ``model`` only the rules
    are asked.
    """
    found = signs_in(text, locale, model=model)
    return min(found, key=lambda sign: sign.rank) if found else None


def look_all(texts: Sequence[str], locale: str = "en", *, model: bool = True) -> Sign | None:
    """The gravest sign in the newest of a few messages of one person (the last of ``texts``), or in all read as one.

    "I want to" and then "end it" are no signs by themselves. What an earlier message said alone was answered then:
    where one of them has a sign of its own, all of them are not read as one again.
    """
    if not texts:
        return None
    *earlier, newest = texts
    sign = look(newest, locale, model=model)
    if sign or not earlier:
        return sign
    # Nearly always there is nothing in all of them, and then nobody need ask what each alone would have said.
    together = look(" ".join(texts), locale, model=model)
    return None if together and any(look(text, locale, model=model) for text in earlier) else together


def signs_in(text: str, locale: str = "en", *, model: bool = True) -> list[Sign]:
    """Every sign in ``text``, each rule once, in the order of the rules."""
    plain, spoken = _told(text, locale)
    found, stands_open = _ruled(plain, spoken)
    if not model:
        return found
    if found:
        return [] if may_be_doubted(plain, found) and _doubted(plain) else found
    return _read(plain, spoken[0]) if stands_open else []


def may_be_doubted(plain: str, found: Sequence[Sign]) -> bool:
    """Whether the reading may take back what rules found in a tidied text.

    Never where one of them saw it said in plain words, nor in a text that is so short that little stands around it.
    """
    if len(plain.split()) < ENOUGH_TO_DOUBT:
        return False
    return bool(found) and not any(plainest in sign.rule for sign in found for plainest in PLAINEST)


def stands_open(text: str, locale: str = "en") -> bool:
    """Whether the rules leave ``text`` to the reading: none fires, and no guard says that it is not meant so."""
    return _ruled(*_told(text, locale))[1]


def explain(text: str, locale: str = "en") -> list[Sign]:
    """Every sign in ``text``, the gravest first; each says in which words it was seen (tidied, see ``tidy``)."""
    return sorted(signs_in(text, locale), key=lambda sign: sign.rank)


def warm_up() -> None:
    """Compiles every rule and reads the weights: the first look of a process then costs what the others cost."""
    for book in books().values():
        book.warm_up()
    for text in ("i am well today", "hoy estoy bien"):
        look(text)


def _told(text: str, locale: str) -> tuple[str, list[str]]:
    """A text tidied, and the languages that it may be in, the likeliest first."""
    plain, known = tidied(text), books()
    words = set(plain.split())
    languages = [language for language in dict.fromkeys((locale[:2].lower(), *known)) if language in known]
    return plain, [language for language in languages if known[language].speaks(words)] or languages


def _ruled(plain: str, spoken: Sequence[str]) -> tuple[list[Sign], bool]:
    """What the rules say, and whether they leave it open. What a guard has spoken against is closed."""
    if not plain.strip(" |"):
        return [], False
    found: list[Sign] = []
    closed = against = False
    for book in (books()[language] for language in spoken):
        worth = book.worth_trying(plain)
        signs, taken_back = book.seen(plain, worth)
        found += signs
        closed = closed or taken_back
        against = against or book.speaks_against(plain, worth)
    closed = closed or against or bool(found) or len(plain.replace("|", "").split()) < FEWEST
    return found, not closed


def _doubted(plain: str) -> bool:
    from bot.app.care.reading import doubts

    return doubts(plain)


def _read(plain: str, language: str) -> list[Sign]:
    from bot.app.care.reading import read

    seen = read(plain)
    return [Sign(seen.concern, seen.grade, f"{language}.model", seen.words)] if seen else []


@cache
def books() -> dict[str, Book]:
    """The rules by language, made when first needed; the patterns are compiled one by one as they are tried."""
    from bot.app.care import (
        core_en,
        core_es,
        guards_en,
        guards_es,
        others_en,
        others_es,
        parting_en,
        parts_en,
        parts_es,
        suicide_en,
        suicide_es,
        wide_en,
        wide_es,
        wide_others,
        wish_en,
    )

    english = (
        *core_en.RULES,
        *suicide_en.RULES,
        *parting_en.RULES,
        *wish_en.RULES,
        *others_en.RULES,
        *wide_en.RULES,
        *wide_others.RULES_EN,
    )
    spanish = (*core_es.RULES, *suicide_es.RULES, *others_es.RULES, *wide_es.RULES, *wide_others.RULES_ES)
    return {
        "en": Book(english, guards_en.GUARDS, parts_en.LITTLE_WORDS),
        "es": Book(spanish, guards_es.GUARDS, parts_es.LITTLE_WORDS),
    }
