"""Codes that open a programme, a role or a specialist's list: easy to say aloud, and hard to guess.

The letters are those of Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, so that nothing
is mistaken for another when it is read out or copied by hand.
"""

import re
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OIL", "011")
# 22 letters are 110 random bits: nobody finds such a code by trying. 8 are 40, and few tries are allowed in an hour.
LINK_LENGTH, SPOKEN_LENGTH = 22, 8
_LINK = re.compile(r"[?&]start=([\w-]+)")


def new_code() -> str:
    """A code for a link. It fits `https://t.me/<bot>?start=<code>` (Bot API, deep links: 64 of A-Z, a-z, 0-9, _, -)."""
    return _random(LINK_LENGTH)


def new_spoken() -> str:
    """A short code, to be said aloud."""
    return _random(SPOKEN_LENGTH)


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def normal(text: str) -> str:
    """The code in what somebody typed, pasted or followed: without hyphens and spaces, and with letters as meant.

    Of a whole link, the code in it. Empty where there is none, as in a sentence.
    """
    link, words = _LINK.search(text), text.split()
    # A code that is read out comes in groups of one length; a sentence does not.
    is_said = len(words) > 2 and len({len(word) for word in words}) > 1 and not any(map(str.isdigit, text))
    if is_said and not link:
        return ""
    code = re.sub(r"[\s\-_.–]+", "", link[1] if link else text).upper().translate(_MEANT)
    return code if set(code) <= set(_LETTERS) and SPOKEN_LENGTH <= len(code) <= LINK_LENGTH else ""


def spoken(code: str) -> str:
    """A code in groups of four, as it is shown and read out."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def join_link(bot_name: str, code: str) -> str:
    """The address that opens the chat with the bot and hands it ``code``. ``bot_name`` is without its @."""
    return f"https://t.me/{bot_name}?start={code}"
