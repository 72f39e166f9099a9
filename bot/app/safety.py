"""The look at danger signs, for trying phrases: lines of text in, lines of JSON out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from bot.app.care import explain, look


def looked_at(lines: Iterable[str], locale: str, *, explained: bool = False) -> Iterator[str]:
    """One JSON object for each line, in their order.

    ``concern`` and ``grade`` are those of the gravest sign, or null. ``explained`` adds ``rule``, the name of the rule
    that found it, and ``signs``: all of them, the gravest first, with the words they were seen in. Raises nothing.
    """
    for line in lines:
        sign = look(line, locale)
        found: dict[str, object] = {"concern": sign.concern if sign else None, "grade": sign.grade if sign else None}
        if explained:
            found["rule"] = sign.rule if sign else None
            found["signs"] = [asdict(one) for one in explain(line, locale)]
        yield json.dumps(found, ensure_ascii=False)
