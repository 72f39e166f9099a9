"""Whether somebody says that they live or are elsewhere now, so that their clock may be wrong.

It looks at every text that people write, so it is cheap where nothing of the kind is said; and it would rather miss a
move than see one in "I moved on" or "I'm in a good place now".
"""

import re
import unicodedata

from bot.app.moved.forms import FORMS, HINT, Form, Name
from bot.app.moved.names import is_known, may_be_a_place

__all__ = ["says_moved"]

_SENTENCE_END = re.compile(r"[.!?\n]")


def says_moved(text: str, locale: str) -> bool:
    """Whether ``text`` says that its writer has moved, is travelling, or has another time zone. Raises nothing.

    English and Spanish are understood whatever the ``locale``, which only says where to look first.
    """
    if not HINT.search(text):
        return False
    text = _on_single_spaces(unicodedata.normalize("NFC", text).replace("’", "'"))
    languages = dict.fromkeys((locale[:2].lower(), *FORMS))
    forms = [form for language in languages for form in FORMS.get(language, ())]
    return any(
        _is_said_of_now(form, match) and _has_its_name(form, match)
        for form in forms
        for match in form.pattern.finditer(text)
    )


def _on_single_spaces(text: str) -> str:
    """``text`` without long gaps: the forms may then take time in proportion to its length, and no more."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line and not line.isspace())


def _is_said_of_now(form: Form, match: re.Match[str]) -> bool:
    """Whether a form that wants a word for now has one, and the sentence tells of no other time."""
    now = [word for group, word in match.groupdict().items() if group.startswith("now")]
    if now and not any(now):
        return False
    before = _SENTENCE_END.split(match.string[: match.start()])[-1]
    after = _SENTENCE_END.split(match.string[match.end() :])[0]
    return not (form.unless and form.unless.search(f"{before}{match[0]}{after}"))


def _has_its_name(form: Form, match: re.Match[str]) -> bool:
    if form.name is Name.NONE:
        return True
    if is_known(match["name"]):
        return True
    shouted = match.string.isupper()  # then capitals mean nothing
    return form.name is Name.WRITTEN and not shouted and may_be_a_place(match["name"].split()[0])
