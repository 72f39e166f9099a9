"""Which words two texts share, in any language: stop words fall away, and endings do not count."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby

# Words of the stop-word lists that are topics here: somebody's work, home or running group matters.
_TELLING = {
    "en": "computer cry fire group groups home novel room run work worked working works",
    "es": "empleo fuerza trabaja trabajar trabajo valor",
}
# Words that the lists lack and that half of all answers hold: sharing them says nothing.
_EVERYDAY = {
    "en": "alright bad bit day days feel feeling feelings feels fine guess hard life lot nice people person sort stuff "
    "time times tomorrow tonight week weeks yesterday",
    "es": "ayuda ayudan ayudar ayudó cosa día días difícil difíciles gente mal mala malo mañana persona personas "
    "semana semanas siento sentí vida",
}

# Scripts that put no spaces between words, and how many of their letters in a row are compared instead.
_UNSPACED = {"CJK": 2, "KATAKANA": 2, "THAI": 4, "LAO": 4, "KHMER": 4, "MYANMAR": 4}
# Hiragana writes endings and small words; the words that carry a Japanese text are mostly written in the other two.
_SCRIPTS = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA", "HIRAGANA": ""}
_SHORTEST, _SHORTEST_WITHOUT_CAPITALS = 3, 2  # letters; one letter of Hebrew or Korean holds more than one of ours

Piece = tuple[str, int, int]
"""What is compared of a word, and from where to where it stands in its text."""


class Topic:
    """What a text is about, ready to be compared with many others."""

    def __init__(self, about: str, locale: str) -> None:
        """Takes ``about`` apart, by the rules of the locale's language. Raises nothing, whatever the text."""
        language = locale.replace("_", "-").partition("-")[0].lower()
        self._stem, self._stop = _stemmer(language), _stop_words(language)
        self._known: dict[str, str] = {}
        self._units = {unit for unit, _, _ in self._pieces(about)}

    def shared(self, text: str) -> tuple[str, ...]:
        """The words of ``text`` that the topic holds too, as they are typed there, in their order, each once."""
        found: list[Piece] = []
        for unit, start, stop in self._pieces(text) if self._units else ():
            if unit in self._units:
                if found and start < found[-1][2]:  # pieces that overlap are one word
                    unit, start, _ = found.pop()
                found.append((unit, start, stop))
        words: dict[str, str] = {}
        for unit, start, stop in found:
            words.setdefault(unit, text[start:stop])
        return tuple(words.values())

    def _pieces(self, text: str) -> Iterator[Piece]:
        for script, start, stop in _runs(text):
            size = _UNSPACED.get(script)
            if size is None:
                if unit := self._unit(text[start:stop]):
                    yield unit, start, stop
                continue
            for end in range(min(start + size, stop), stop + 1):
                piece = text[max(start, end - size) : end]
                if piece not in self._stop:
                    yield piece, end - len(piece), end

    def _unit(self, word: str) -> str:
        """The stem of a word; empty for one that is no topic. Stemming is slow, so each word is stemmed once."""
        if word not in self._known:
            folded = unicodedata.normalize("NFKC", word).casefold()
            has_capitals = folded[:1].upper() != folded[:1]
            shortest = _SHORTEST if has_capitals else _SHORTEST_WITHOUT_CAPITALS
            is_topic = len(folded) >= shortest and folded not in self._stop
            self._known[word] = _without_acute(self._stem(folded)) if is_topic else ""
        return self._known[word]


def _runs(text: str) -> Iterator[Piece]:
    """Unbroken rows of letters of one kind, with the kind: an unspaced script, or ``letters`` for all others."""
    start = 0
    for script, group in groupby(text, _script):
        stop = start + sum(1 for _ in group)
        if script:
            yield script, start, stop
        start = stop


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The kind of letter; empty for what is no letter, and for Hiragana."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    first = unicodedata.name(character, "").partition(" ")[0]
    script = _SCRIPTS.get(first, first)
    return script if script in _UNSPACED or not script else "letters"


def _without_acute(word: str) -> str:
    """Without acute accents, which many leave out when they type; a tilde makes another letter and stays."""
    apart = unicodedata.normalize("NFD", word).replace("\u0301", "")
    return unicodedata.normalize("NFC", apart)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """What takes the endings off words of a language; where nobody has written that, words stay as they are."""
    import snowballstemmer  # type: ignore[import-untyped]  # it ships no types

    try:
        made: Callable[[str], str] = snowballstemmer.stemmer(_english_name(language)).stemWord
    except KeyError:
        return str
    return made


@cache
def _stop_words(language: str) -> frozenset[str]:
    """Words that no text is about; for languages nobody has listed them for, none."""
    from stop_words import safe_get_stop_words  # type: ignore[import-untyped]  # it ships no types

    listed = {*safe_get_stop_words(_english_name(language)), *_EVERYDAY.get(language, "").split()}
    listed.difference_update(_TELLING.get(language, "").split())
    return frozenset(listed | {_without_acute(word) for word in listed})


@cache
def _english_name(language: str) -> str:
    """``english`` for ``en``: how both libraries name languages. Empty for a code that stands for none."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale(language).get_language_name("en") or ""
    except (UnknownLocaleError, ValueError, TypeError):
        return ""
    return name.partition(" ")[0].lower()
