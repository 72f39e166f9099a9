"""Being signed in: a token in a cookie, of which the database holds a hash.

A token has three parts: one that stays for as long as the session lasts (forms are tied to it), one that is renewed,
and when that was. All of it is random but the time, and all of it goes into the hash, so none of it can be made up.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.storage.doors import Doors, SessionRecord, token_hash

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# How old a token may become. Whoever copies one has little of it.
RENEWED_AFTER = timedelta(minutes=10)
# How long the token before still opens: two tabs may ask at once, and an answer may be lost on its way.
GRACE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A session that goes on. ``is_new``: the browser does not hold this token yet."""

    token: str
    record: SessionRecord
    is_new: bool


class Sessions:
    """Opens sessions, finds them again, and renews their tokens."""

    def __init__(self) -> None:
        self._renewed: dict[bytes, tuple[str, datetime]] = {}

    async def begin(self, doors: Doors, staff_id: int, at: datetime) -> str:
        """A new session of one member of staff; its token."""
        token = _token(secrets.token_urlsafe(32), at)
        await doors.add_session(token, staff_id, at, at + IDLE)
        return token

    async def enter(self, doors: Doors, token: str, at: datetime, *, quiet: bool = False) -> Entry | None:
        """The session of a token, if it is not over. Unless it is ``quiet``, that counts as being active."""
        held, record = token, await doors.session(token, at)
        if record is None:
            held = self._follower(token, at)
            record = await doors.session(held, at) if held else None
        if record is None or at >= record.made_at + LONGEST:
            return None
        if quiet:
            return Entry(held, record, is_new=False)
        current = _token(_lasting(held), at) if at - _issued(held) >= RENEWED_AFTER else held
        await doors.renew_session(record, current, at, min(at + IDLE, record.made_at + LONGEST))
        if current != held:
            self._remember(held, current, at)
        return Entry(current, record, is_new=current != token)

    def _follower(self, token: str, at: datetime) -> str:
        """The token that came after this one, for a moment after it did."""
        current, renewed_at = self._renewed.get(token_hash(token), ("", at))
        return current if at - renewed_at < GRACE else ""

    def _remember(self, token: str, current: str, at: datetime) -> None:
        self._renewed = {old: new for old, new in self._renewed.items() if at - new[1] < GRACE}
        self._renewed[token_hash(token)] = current, at


def form_key(token: str) -> str:
    """What a form brings along to show that it came from a page of this session."""
    return hmac.new(_lasting(token).encode(), b"form", "sha256").hexdigest()


def is_form_key(given: str, token: str) -> bool:
    """Whether a form came from a page of this session."""
    return bool(token) and hmac.compare_digest(given.encode(), form_key(token).encode())


def _token(lasting: str, at: datetime) -> str:
    return f"{lasting}.{secrets.token_urlsafe(32)}.{int(at.timestamp())}"


def _lasting(token: str) -> str:
    return token.partition(".")[0]


def _issued(token: str) -> datetime:
    """When a token that is known was made. Only those are asked, so the number is ours."""
    return datetime.fromtimestamp(int(token.rpartition(".")[2]), UTC)
