"""From the small HTML that wording is written in to what a person reads, and the marks that keep scripts apart."""

import re
import unicodedata
from html import unescape

from markupsafe import Markup, escape

# What Telegram shows and a terminal can: anything else in a prompts file is a finding.
TAGS = ("b", "i", "u", "s", "code", "pre", "blockquote", "a", "tg-spoiler")

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
# A tag ends before the next begins, and a link before the next link: what is never closed is not followed to the end.
_LINK = re.compile(r'<a href="([^"]*)">([^<]*(?:<(?!/?a[ >])[^<]*)*)</a>')

# About two lines on a phone: enough to know one's own words again.
BRIEF = 90

# First Strong Isolate and Pop Directional Isolate, Unicode Standard Annex 9: they keep a right-to-left quotation from
# turning the sentence around it.
_ISOLATE, _POP = "\u2068", "\u2069"


def plain(html: str) -> str:
    """``html`` as plain text: tags dropped, entities resolved. Links keep their address where it is not their text."""
    return unescape(_TAG.sub("", _LINK.sub(_spell_out, html)))


def _spell_out(link: re.Match[str]) -> str:
    address, label = link[1], link[2]
    return label if address.removeprefix("https://").rstrip("/") in label else f"{label} ({address})"


def quote(words: object) -> Markup:
    """Somebody's own words in quotation marks, escaped, and isolated where they run from right to left."""
    text = str(words)
    shown = f"{_ISOLATE}{text}{_POP}" if runs_right_to_left(text) else text
    return Markup("“") + escape(shown) + Markup("”")


def brief(words: object, limit: int = BRIEF) -> Markup:
    """The same, for naming an answer in passing: a long one stops at a word, and an ellipsis says so."""
    line = " ".join(str(words).split())
    if len(line) <= limit:
        return quote(words)
    cut = line[: limit - 1]
    return quote((cut.rpartition(" ")[0] if " " in cut[limit // 2 :] else cut).rstrip() + "…")


def folded(text: str) -> str:
    """``text`` without case and accents, so that words are known however they were typed."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    return "".join([one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one)])


def runs_right_to_left(text: str) -> bool:
    """Whether any character of ``text`` belongs to a right-to-left script."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def shorten(label: str, limit: int) -> str:
    """``label`` on one line and within ``limit`` characters; what was cut is shown by an ellipsis."""
    line = " ".join(label.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
