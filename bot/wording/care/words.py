"""Which word list serves which locale. A language more is a list more, here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.wording.care.model import WordList
from bot.wording.care.words_en import EN
from bot.wording.care.words_es import ES

WORD_LISTS: Final[Mapping[str, WordList]] = {"en": EN, "es": ES}
"""Every word list, by language."""

LICENSED_NAMES: Final = (
    "WRAP",
    "VIA",
    "RAS",
    "QPR",
    "Wellness Recovery Action Plan",
    "Values in Action",
    "VIA Survey",
    "Recovery Assessment Scale",
    "Question, Persuade, Refer",
    "Process of Recovery Questionnaire",
)
"""Names of licensed tools, in every language and in exactly these capitals ("wrap up" is plain language)."""

_NONE: Final = WordList()


def language_of(locale: str) -> str:
    """The language of a locale: "es" for "es", "es-MX" and "es_ES"."""
    return locale.replace("_", "-").partition("-")[0].casefold()


def words_for(locale: str) -> WordList:
    """The word list of a locale; an empty one where the language has none yet."""
    return WORD_LISTS.get(language_of(locale), _NONE)
