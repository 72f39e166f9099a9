"""What a page answers with, before it is written out: so that nothing is rendered while the database is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``session`` is the token for the browser to hold from now on; empty: none any more; None: as it is.

    ``in_vain`` says that nothing was done, so that nothing is noted.
    """

    session: str | None = None
    in_vain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Answer):
    """A page: the template's name, and what it shows. ``wait`` is after how many seconds to come again.

    ``door`` is the secret of a sign-in form, for the browser to hold. ``keep`` is for how many seconds the browser may
    show the page again without asking.
    """

    page: str
    scope: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    wait: int = 0
    door: str = ""
    keep: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Answer):
    """Another page is the answer."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Answer):
    """A file, or nothing but a status. ``name`` makes it one to save; ``cached``: a browser may keep it."""

    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"
    status: int = 200
    name: str = ""
    cached: bool = False


def told(page: str, status: int, kept: str = "", wait: int = 0, session: str | None = None) -> Shown:
    """A page that says why something is not there: the blocks ``<page>_title`` and ``<page>`` are its words.

    ``kept`` is what somebody wrote that went nowhere; they get it back, to copy.
    """
    scope = {"told": page, "kept": kept, "minutes": max(1, -(-wait // 60))}
    return Shown(page="told.html", scope=scope, status=status, wait=wait, session=session)
