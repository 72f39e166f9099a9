"""The crisis lines as a page for anybody, on which each number is one tap. It asks nothing of whoever comes.

It is answered from memory, so it is there while the database is not; nobody is signed in on it, nothing is kept of the
visit, and it needs no script.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from bot.app import places
from bot.app.directory import CountryLines, Line
from bot.app.lines import PAGE, page_path
from bot.web.answers import Answer, Shown
from bot.web.manners import programme_in
from bot.web.ways import Visit, Way

# So long may a browser show the page again without asking: in a bad moment the net may be bad, too.
KEEP_SECONDS = 60 * 60
# A site that everybody may have looked at, in every language. It is where "Leave this page" leads.
HARMLESS = "https://www.wikipedia.org/"
# They keep the digits of a number in their order where the writing around them runs from right to left.
_LEFT_TO_RIGHT, _POP = "\u2066", "\u2069"


async def lines(visit: Visit) -> Answer:
    """The emergency number first, then the lines; at the end the other countries."""
    found = visit.content.directory.for_country(visit.params.get("country"))
    return Shown(
        page="lines.html",
        scope={
            "country": places.country_name(found.country, visit.locale) if found.country else "",
            "emergency": [{"number": shown(number), "href": call_link(number)} for number in found.emergency],
            "lines": [_card(line, visit.locale) for line in found.to_show()],
            "groups": list(_groups(found, visit.locale)),
            "countries": _countries(visit, found.country),
            "harmless": HARMLESS,
        },
        keep=KEEP_SECONDS,
    )


def _groups(found: CountryLines, locale: str) -> Iterator[dict[str, object]]:
    for concern, about in found.by_concern().items():
        yield {"about": concern, "lines": [_card(line, locale) for line in about]}


def _card(line: Line, locale: str) -> dict[str, object]:
    """What a line shows: its words, and where each button leads."""
    words = line.as_context(locale)
    word = str(words["text_word"] or "")
    return {
        **words,
        "call_href": call_link(line.call) if line.call else "",
        "call": shown(line.call) if line.call else "",
        "text_href": text_link(line.text_to, word) if line.text_to else "",
        "text_to": shown(line.text_to) if line.text_to else "",
        "text_word": word,
    }


def _countries(visit: Visit, here: str) -> list[dict[str, str]]:
    programme = programme_in(visit.query)
    others = (code for code in visit.content.directory.countries() if code != here)
    named = [
        {"name": places.country_name(code, visit.locale), "href": page_path(code, visit.locale, programme)}
        for code in others
    ]
    return sorted(named, key=lambda one: one["name"])


def call_link(number: str) -> str:
    """The link that calls a number (RFC 3966); what is there for the eye is left out."""
    return f"tel:{_dialled(number)}"


def text_link(number: str, word: str) -> str:
    """The link that writes to a number, with ``word`` in the message (RFC 5724).

    Between number and message, Android wants a question mark and iOS an ampersand: each puts up with both.
    """
    return f"sms:{_dialled(number)}?&body={quote(word)}" if word else f"sms:{_dialled(number)}"


def _dialled(number: str) -> str:
    return quote(re.sub(r"[^0-9+*#]", "", number), safe="+*")


def shown(number: str) -> str:
    """A number as people read it, whatever the direction of the writing around it."""
    return f"{_LEFT_TO_RIGHT}{number}{_POP}"


WAYS = (
    Way(path=PAGE, view=lines, need="nobody", noted=None, still=True),
    Way(path=PAGE + "/{country}", view=lines, need="nobody", noted=None, still=True),
)
