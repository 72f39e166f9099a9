"""The care lint: whether rendered wording speaks the way this project promises to speak.

Pure functions over text as a person reads it, for English and Spanish. Other languages are checked for
what needs no word list. The words themselves are data in `words_en` and `words_es`; the codes are in `codes`.
"""

from bot.wording.care.checks import acknowledges, check_locale, check_utterance, open_question_share
from bot.wording.care.codes import CODES
from bot.wording.care.measures import measure
from bot.wording.care.model import (
    OWN_WORDS_CLOSE,
    OWN_WORDS_OPEN,
    CareCode,
    CareFinding,
    Measures,
    OpenShare,
    Utterance,
)

__all__ = [
    "CODES",
    "OWN_WORDS_CLOSE",
    "OWN_WORDS_OPEN",
    "CareCode",
    "CareFinding",
    "Measures",
    "OpenShare",
    "Utterance",
    "acknowledges",
    "check_locale",
    "check_utterance",
    "measure",
    "open_question_share",
]
