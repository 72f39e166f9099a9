"""The look at danger signs, for trying phrases: lines of text in, lines of JSON out."""

import json
from collections.abc import Iterable, Iterator

from bot.app.care import look, signs_in


def looked_at(lines: Iterable[str], locale: str, *, explain: bool = False) -> Iterator[str]:
    """One JSON object for each line, in their order; nothing of a line is kept, or stands in what comes out.

    ``concern`` and ``grade`` are those of the gravest sign, or null. With ``explain``, ``rule`` names the rule that
    found it, and ``rules`` all that did. Raises nothing.
    """
    for line in lines:
        sign = look(line, locale)
        found: dict[str, object] = {
            "concern": sign.concern if sign else None,
            "grade": sign.grade if sign else None,
        }
        if explain:
            found["rule"] = sign.rule if sign else None
            found["rules"] = [one.rule for one in signs_in(line, locale)]
        yield json.dumps(found)
