"""The few files that pages need besides themselves: style, a small script, a sign. All of them are ours."""

import hashlib
from functools import cache
from importlib.resources import files

from bot.app.figures import style
from bot.web.answers import Answer, Sent
from bot.web.ways import Visit

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_FILES = ("site.css", "site.js", "sign.svg")


@cache
def _known() -> dict[str, tuple[str, bytes]]:
    """By the name they are asked for, which changes with what is in them: the kind and the content."""
    found = {}
    own = {name: files("bot.web").joinpath("static", name).read_bytes() for name in _FILES}
    for name, content in {**own, "figures.css": style().encode()}.items():
        stem, _, ending = name.partition(".")
        found[f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"] = (_KINDS[ending], content)
    return found


def static(name: str) -> str:
    """The path of a file."""
    stem, _, ending = name.partition(".")
    return next(f"/static/{one}" for one in _known() if one.startswith(f"{stem}.") and one.endswith(f".{ending}"))


async def static_file(visit: Visit) -> Answer:
    """One of the files; a browser may keep it for ever, since its name changes when it does."""
    kind, content = _known().get(visit.params["name"], ("", b""))
    if not content:
        return Sent(status=404)
    return Sent(body=content, kind=kind, cached=True)
