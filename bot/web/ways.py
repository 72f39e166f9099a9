"""Ways into the pages: each says what it asks of whoever comes, and there is none that says nothing."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bot.app.content import Content
from bot.app.export.words import Words
from bot.app.sharing import access
from bot.app.sharing.desk import Reader, Refused
from bot.storage import Transaction
from bot.storage.audit import Audited
from bot.web.answers import Answer
from bot.web.config import WebConfig

Need = Literal["nobody", "staff", "specialist", "coordinator"]
"""Who may come: anybody at all; whoever works for a programme; only those with this role."""

# A database counts up to 19 digits; nobody has come this far.
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, as a view sees it. ``opened`` is the transaction it is answered in.

    ``session`` is the token that the browser holds, where it is signed in. ``params`` are from the path, ``query`` from
    behind it, ``form`` is what was sent. ``door`` is what the browser holds of a sign-in form. ``address`` tells one
    browser's place in the net from another's.
    """

    opened: Transaction | None
    at: datetime
    config: WebConfig
    content: Content
    locale: str
    reader: Reader | None
    session: str = ""
    params: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    door: str = ""
    address: str = ""

    @property
    def transaction(self) -> Transaction:
        """The transaction of this request. A `Way` that is ``still`` has none."""
        if self.opened is None:
            raise LookupError("this way asks nothing of the database")
        return self.opened

    @property
    def staff(self) -> Reader:
        """Whoever is signed in. The gate lets nobody else to a view that asks for this."""
        if self.reader is None:
            raise LookupError("nobody is signed in")
        return self.reader

    @property
    def words(self) -> Words:
        """The words around what people wrote, in the reader's language."""
        return Words(self.content, self.locale)

    def number(self, name: str) -> int:
        """A number from the path. Raises `Refused` where there is none that a row could have."""
        given = self.params[name]
        if not (given.isascii() and given.isdecimal() and len(given) <= _LONGEST_NUMBER):
            raise Refused
        return int(given)


View: TypeAlias = Callable[[Visit], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A path with what it shows and does. ``need`` has no default: nothing is open because nobody thought of it.

    Nor has ``noted``, which the gate writes into the audit log before it shows what was answered; None for a way that
    reaches nothing of anybody, or that notes by itself because it knows more.

    A ``quiet`` one does not count as being active: a page that looks after itself keeps no session open. A ``still``
    one asks nothing of the database, and so not even who came; it has to be for everybody.
    """

    path: str
    view: View
    need: Need
    noted: Audited | None
    method: Literal["GET", "POST"] = "GET"
    quiet: bool = False
    still: bool = False


def fits(need: Need, reader: Reader | None) -> bool:
    """Whether ``reader`` may go a way with this need. Everything but `nobody` is for those who are at work."""
    if need == "nobody":
        return True
    if reader is None:
        return False
    allowed = {"staff": access.is_at_work, "specialist": access.is_specialist, "coordinator": access.may_manage}
    return allowed[need](reader.role, reader.programme)
