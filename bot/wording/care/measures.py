"""How long and how hard a text is to read.

English: the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability
Formulas for Navy Enlisted Personnel", 1975). Spanish: the perspicuity index of Szigriszt Pazos ("Sistemas
predictivos de legibilidad del mensaje escrito", 1993) read on the INFLESZ scale, which was validated on texts
for patients (Barrio-Cantalejo and others, Anales del Sistema Sanitario de Navarra 31(2), 2008): 65 and above
is "fairly easy".
"""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module
from typing import Final

from bot.wording.care.model import Measures
from bot.wording.care.text import sentences, without_own_words, words
from bot.wording.care.words import language_of

HIGHEST_GRADE: Final = 6.0
"""The hardest text that passes: the last year of primary school, in English and in Spanish."""

FEWEST_WORDS_FOR_A_GRADE: Final = 8
"""Under this many words one long word decides a formula made for samples of 100 words and more."""

_FAIRLY_EASY: Final = 65.0  # INFLESZ scale, lower bound of "bastante fácil"
_POINTS_A_YEAR: Final = 10.0  # Szigriszt Pazos' table: 66-75 for twelve-year-olds, 76-85 for eleven
_LATIN_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)*")
_SILENT_U: Final = re.compile(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])|h")
_FINAL_Y: Final = re.compile(r"y(?![aeiouáéíóúü])")
_VOWELS: Final = re.compile(r"[aeiouáéíóúü]+")
_OWN_SYLLABLE: Final = re.compile(r"[aeoáéóíú]")


def measure(text: str, locale: str) -> Measures:
    """Words, sentences and grade of a text, the person's own words left out.

    `grade` is None for fewer than eight words and for languages without a formula.
    """
    own = without_own_words(text)
    counted = words(own)
    count = max(1, sum(1 for sentence in sentences(own) if words(sentence))) if counted else 0
    each = len(counted) / count if count else 0.0
    return Measures(len(counted), count, _grade(counted, each, language_of(locale)), each)


def _grade(counted: list[str], each: float, language: str) -> float | None:
    if len(counted) < FEWEST_WORDS_FOR_A_GRADE:
        return None
    if language == "en":
        return 0.39 * each + 11.8 * _english_syllables(counted) / len(counted) - 15.59
    if language == "es":
        ease = 206.835 - 62.3 * sum(map(spanish_syllables, counted)) / len(counted) - each
        return HIGHEST_GRADE + (_FAIRLY_EASY - ease) / _POINTS_A_YEAR
    return None


def _english_syllables(counted: list[str]) -> int:
    counts = import_module("textstat.backend.counts")  # late: only a lint needs it, and it loads a dictionary
    parts = [part for word in counted for part in _LATIN_WORD.findall(word.casefold())]
    others = sum(1 for word in counted if not _LATIN_WORD.search(word.casefold()))
    return int(counts.count_syllables(" ".join(parts), "en_US")) + others


def spanish_syllables(word: str) -> int:
    """The syllables of a Spanish word, read off its spelling as the Academy's Ortografía (2010) divides it.

    Each open vowel and each accented í or ú has a syllable of its own; unaccented i and u join a neighbour.
    """
    spoken = _FINAL_Y.sub("i", _SILENT_U.sub("", unicodedata.normalize("NFC", word.casefold())))
    return max(1, sum(max(1, len(_OWN_SYLLABLE.findall(group))) for group in _VOWELS.findall(spoken)))
