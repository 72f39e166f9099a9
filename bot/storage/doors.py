"""Statements about signing in to the web pages: links that open once, and sessions. Only hashes are kept of either."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.moments import known_moment, seconds
from bot.storage.tables import sign_ins, web_sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """A session of one member of staff, known by the hash of its token."""

    fingerprint: bytes
    staff_id: int
    made_at: datetime
    used_at: datetime
    expires_at: datetime


def token_hash(token: str) -> bytes:
    """What is kept of a token. It has 256 random bits, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).digest()


def _fits(token: str, at: datetime) -> ColumnElement[bool]:
    return and_(sign_ins.c.fingerprint == token_hash(token), sign_ins.c.expires_at > at.timestamp())


class Doors:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_sign_in(self, token: str, staff_id: int, at: datetime, until: datetime) -> None:
        """Keeps a link that opens once, in the place of earlier ones of the same person."""
        await self._connection.execute(delete(sign_ins).where(sign_ins.c.staff_id == staff_id))
        values = {"staff_id": staff_id, "made_at": seconds(at), "expires_at": seconds(until)}
        await self._connection.execute(insert(sign_ins).values(fingerprint=token_hash(token), **values))

    async def opens(self, token: str, at: datetime) -> bool:
        """Whether a link would still open; it is not used up by asking."""
        found = await self._connection.scalar(select(sign_ins.c.staff_id).where(_fits(token, at)))
        return found is not None

    async def take_sign_in(self, token: str, at: datetime) -> int | None:
        """Uses a link up; returns whose it is, or None where it does not open (any more)."""
        taken = delete(sign_ins).where(_fits(token, at)).returning(sign_ins.c.staff_id)
        found: int | None = await self._connection.scalar(taken)
        return found

    async def add_session(self, token: str, staff_id: int, at: datetime, until: datetime) -> None:
        """Keeps a session."""
        values = {"made_at": seconds(at), "used_at": seconds(at), "expires_at": seconds(until)}
        await self._connection.execute(
            insert(web_sessions).values(fingerprint=token_hash(token), staff_id=staff_id, **values)
        )

    async def session(self, token: str, at: datetime) -> SessionRecord | None:
        """The session of a token, if it is not over."""
        query = select(web_sessions).where(
            web_sessions.c.fingerprint == token_hash(token), web_sessions.c.expires_at > at.timestamp()
        )
        row = (await self._connection.execute(query)).mappings().first()
        if row is None:
            return None
        return SessionRecord(
            fingerprint=row["fingerprint"], staff_id=row["staff_id"], made_at=known_moment(row["made_at"]),
            used_at=known_moment(row["used_at"]), expires_at=known_moment(row["expires_at"]),
        )  # fmt: skip

    async def renew_session(self, session: SessionRecord, token: str, at: datetime, until: datetime) -> None:
        """Puts a new token in the place of the old."""
        renewed = update(web_sessions).where(web_sessions.c.fingerprint == session.fingerprint)
        values = {"used_at": seconds(at), "expires_at": seconds(until)}
        await self._connection.execute(renewed.values(fingerprint=token_hash(token), **values))

    async def end_session(self, token: str) -> None:
        """Ends one session."""
        await self._connection.execute(delete(web_sessions).where(web_sessions.c.fingerprint == token_hash(token)))

    async def end_all(self, staff_id: int) -> None:
        """Ends every session of one person, and takes back their unused links."""
        await self._connection.execute(delete(web_sessions).where(web_sessions.c.staff_id == staff_id))
        await self._connection.execute(delete(sign_ins).where(sign_ins.c.staff_id == staff_id))

    async def count_sessions(self, staff_id: int, at: datetime) -> int:
        """How many devices are signed in."""
        query = select(web_sessions.c.fingerprint).where(
            web_sessions.c.staff_id == staff_id, web_sessions.c.expires_at > at.timestamp()
        )
        return len((await self._connection.execute(query)).all())

    async def forget_over(self, at: datetime) -> None:
        """Removes links and sessions whose time is over."""
        for table in (sign_ins, web_sessions):
            await self._connection.execute(delete(table).where(table.c.expires_at <= at.timestamp()))
