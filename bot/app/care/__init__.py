"""Whether what somebody writes says that they, or somebody they know, may be in danger.

Everything people type is looked at, and nothing is swallowed: what is found only decides what is offered next. The
rules are data (``*_en``, ``*_es``); they are written for a plain form of the text (``tidy``) and are tried by the way
that ``frames`` describes. Both languages are always looked at: people mix them.
"""

from collections.abc import Sequence
from functools import cache

from bot.app.care.frames import Book
from bot.app.care.signs import Concern, Grade, Sign
from bot.app.care.tidy import tidied

__all__ = ["Concern", "Grade", "Sign", "look", "look_all", "signs_in"]


def look(text: str, locale: str = "en") -> Sign | None:
    """The gravest sign of danger in ``text``, or nothing. Raises nothing.

    ``locale`` says which language is asked first where two signs are equally grave.
    """
    found = signs_in(text, locale)
    return min(found, key=lambda sign: sign.rank) if found else None


def look_all(texts: Sequence[str], locale: str = "en") -> Sign | None:
    """The gravest sign in the last few messages of one person, oldest first, each alone and all read as one.

    "I want to" and then "end it" are no signs by themselves.
    """
    found = [sign for text in (*texts, " ".join(texts)) for sign in signs_in(text, locale)]
    return min(found, key=lambda sign: sign.rank) if found else None


def signs_in(text: str, locale: str = "en") -> list[Sign]:
    """Every sign in ``text``, each rule once; for explanations."""
    plain = tidied(text)
    words = set(plain.split())
    if not words:
        return []
    books = _books()
    languages = [language for language in dict.fromkeys((locale[:2].lower(), *books)) if language in books]
    spoken = [language for language in languages if books[language].speaks(words)] or languages
    return [sign for language in spoken for sign in books[language].signs(plain)]


@cache
def _books() -> dict[str, Book]:
    """Made when first needed: the patterns are many, and compiled one by one as they are tried."""
    from bot.app.care import (
        guards_en,
        guards_es,
        others_en,
        others_es,
        parting_en,
        parts_en,
        parts_es,
        suicide_en,
        suicide_es,
        wish_en,
    )

    english = (*suicide_en.RULES, *parting_en.RULES, *wish_en.RULES, *others_en.RULES)
    spanish = (*suicide_es.RULES, *others_es.RULES)
    return {
        "en": Book(english, guards_en.GUARDS, parts_en.LITTLE_WORDS),
        "es": Book(spanish, guards_es.GUARDS, parts_es.LITTLE_WORDS),
    }
