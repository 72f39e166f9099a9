"""What a request has to be like before anybody asks who sent it."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import Request

from bot.web.config import WebConfig

# A database counts up to 19 digits; nobody has come this far.
_LONGEST_NUMBER = 15


def is_for_us(request: Request, config: WebConfig) -> bool:
    """Whether the browser asked for this site by its name: another name may be somebody's trick (DNS rebinding)."""
    host = request.headers.get("host", "").lower()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and not host.endswith("]") else host
    return name in config.hosts


def is_ahead_of_time(headers: Headers) -> bool:
    """Whether a browser fetches the page in case somebody wants it: nobody has looked, so nobody is to be told so."""
    purposes = (headers.get(name, "").lower() for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return any("prefetch" in purpose or "preview" in purpose for purpose in purposes)


def comes_from_elsewhere(headers: Headers) -> bool:
    """Whether another site asks for something other than a page to go to, or any asks for one in a frame (W3C, Fetch
    Metadata): nobody would see it, and it would be taken for a look."""
    site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode")
    if mode == "navigate" and headers.get("sec-fetch-dest", "document") != "document":
        return True
    return site not in ("same-origin", "none") and mode != "navigate"


def is_our_form(headers: Headers, config: WebConfig) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says.

    Our pages send no referrer, and from such a page browsers name no origin either ("null"; Fetch standard, "append a
    request Origin header"): then they have to say in the other header that it is the same one.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin == "null":
        return site == "same-origin"
    return origin is None or origin.lower() in config.origins


def language_of(headers: Headers, known: tuple[str, ...]) -> str | None:
    """The first language that a browser asks for and that there are words in (RFC 9110, Accept-Language)."""
    asked = []
    for place, part in enumerate(headers.get("accept-language", "")[:200].split(",")):
        name, _, weight = part.strip().partition(";q=")
        asked.append((-_weight(weight), place, name.split("-")[0].strip().lower()))
    return next((language for weight, _, language in sorted(asked) if language in known and weight < 0), None)


def language_in(query: Mapping[str, str], known: tuple[str, ...]) -> str | None:
    """The language that an address asks for with ``lang``, where there are words in it."""
    asked = query.get("lang", "").lower()
    return asked if asked in known else None


def programme_in(query: Mapping[str, str]) -> int | None:
    """The number of the programme that an address names with ``of``."""
    given = query.get("of", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= _LONGEST_NUMBER else None


def _weight(text: str) -> float:
    try:
        return float(text or "1")
    except ValueError:
        return 0.0
