"""Bringing everything under the newest key, a few rows at a time, while the bot is at work.

Where it stands is in the data itself: a sealed value names its key. So whatever was interrupted goes on where it was,
and what people write meanwhile is under the newest key from the start. Each batch is read and written in one
transaction, so nothing that is written at the same time can be lost.

Look-up hashes name no key. A person's, and those of the scripts that they stand in, are always under the key of what is
sealed beside them, as all of it is written together; an invitation's is worked out anew where its code is kept. Codes
that were told once and not kept cannot be hashed again: they open as long as the older key is listed. Deletions stay as
they are, and are looked for under every listed key.
"""

import json
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.engine.codec import load
from bot.storage.bulk import among
from bot.storage.crypto import MARK_LENGTH, UNREADABLE, Vault, name_of
from bot.storage.moments import known_moment
from bot.storage.sealed import KEY_CHECK, SEALED, SealedTable
from bot.storage.sealing import pins
from bot.storage.tables import facts, invitations, peers, told_groups

# So many rows in a transaction: whoever writes meanwhile waits for no more than that.
ROWS_AT_ONCE = 200
_FACT = "key_rotation"
# Hashes that are worked out anew with the sealed values beside them.
HASHED: Mapping[Table, tuple[str, ...]] = {peers: ("fingerprint", "pins"), invitations: ("fingerprint",)}
# The name of the newest key, since when it is the newest here, and whether everything was brought under it.
_NOTED = struct.Struct("<4sd?")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Place:
    """How far a rotation is: which table of `SEALED`, and the primary key of the last row that was looked at."""

    table: int = 0
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a batch came to: rows that were renewed, and rows that could not be."""

    rows: int = 0
    left: int = 0


class Rotating:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def values_by_key(self) -> Counter[str]:
        """How many sealed values there are under which key, by its name."""
        found = Counter[str]()
        for sealed in SEALED:
            for column in sealed.columns:
                mark = _mark_of(column)
                counted = select(mark, func.count()).where(column.is_not(None)).group_by(mark)
                for value, number in await self._connection.execute(counted):
                    found[name_of(bytes(value))] += number
        check = await self._connection.scalar(select(facts.c.value).where(facts.c.name == "key_check"))
        if check:
            found[name_of(check)] += 1
        return found

    async def rows_left(self) -> int:
        """How many rows hold something that is not under the newest key."""
        total = 0
        for sealed in SEALED:
            counted = select(func.count()).select_from(sealed.table).where(self._stale(sealed))
            total += await self._connection.scalar(counted) or 0
        return total

    async def is_unfinished(self) -> bool:
        """Whether something is under an older key that is listed, and has not been worked through to the end."""
        noted = await self._noted()
        if noted and noted[0] == self._vault.names[0] and noted[2]:
            return False
        values = await self.values_by_key()
        return any(values[name] for name in self._vault.names[1:])

    async def begin(self, at: datetime) -> None:
        """Notes since when the newest key is the newest here, where it is new."""
        noted = await self._noted()
        if noted is None or noted[0] != self._vault.names[0]:
            await self._note(at, done=False)

    async def step(self, place: Place) -> tuple[Place | None, Renewed]:
        """Renews the next rows after ``place``; returns where to go on (None: nowhere), and what it came to."""
        sealed = SEALED[place.table]
        rows = await self._rows(sealed, place.after)
        renewed = await self._renew(sealed, rows)
        if len(rows) == ROWS_AT_ONCE:
            return Place(place.table, tuple(rows[-1][key.name] for key in sealed.table.primary_key)), renewed
        following = place.table + 1
        return (Place(following) if following < len(SEALED) else None), renewed

    async def finish(self, at: datetime) -> None:
        """After the last step: the value by which the key is proved, and groups that were told under an older key.

        A group whose hash is dropped is told once more.
        """
        check = await self._connection.scalar(select(facts.c.value).where(facts.c.name == "key_check"))
        if check:
            renewed = self._vault.renewed(check, KEY_CHECK)
            await self._connection.execute(update(facts).where(facts.c.name == "key_check").values(value=renewed))
        noted = await self._noted()
        since = noted[1] if noted and noted[0] == self._vault.names[0] else at
        await self._connection.execute(delete(told_groups).where(told_groups.c.at < since.timestamp()))
        await self._note(since, done=True)

    async def codes_under_older_keys(self, at: datetime) -> int:
        """How many codes that were told once, and not kept, still open and may be under an older key."""
        noted = await self._noted()
        if noted is None:
            return 0
        still_open = (
            invitations.c.created_at <= noted[1].timestamp(),
            invitations.c.revoked_at.is_(None),
            or_(invitations.c.expires_at.is_(None), invitations.c.expires_at > at.timestamp()),
            or_(invitations.c.most.is_(None), invitations.c.used < invitations.c.most),
        )
        rows = await self._connection.scalars(select(invitations.c.body_sealed).where(*still_open))
        return sum(not self._code_of(body) for body in rows)

    # -- rows ----------------------------------------------------------------------------------------------------------

    async def _rows(self, sealed: SealedTable, after: tuple[int, ...]) -> list[Mapping[str, Any]]:
        keys = list(sealed.table.primary_key)
        further = [sealed.table.c[name] for name in HASHED.get(sealed.table, ())]
        query = select(*keys, *sealed.columns, *further).order_by(*keys)
        if sealed.table is not invitations:  # of which the hash may be older than what is sealed beside it
            query = query.where(self._stale(sealed))
        if after:
            query = query.where(
                tuple_(*keys) > tuple_(*(literal(one, key.type) for one, key in zip(after, keys, strict=True)))
            )
        # On a database server, nobody else writes these rows until they are written here.
        rows = await self._connection.execute(query.limit(ROWS_AT_ONCE).with_for_update())
        return [dict(row) for row in rows.mappings()]

    def _stale(self, sealed: SealedTable) -> ColumnElement[bool]:
        newest = literal(self._vault.newest_mark, LargeBinary)
        return or_(*(and_(column.is_not(None), _mark_of(column) != newest) for column in sealed.columns))

    async def _renew(self, sealed: SealedTable, rows: Sequence[Mapping[str, Any]]) -> Renewed:
        made = [(row, self._renewed(sealed, row)) for row in rows]
        changed = [(row, new) for row, new in made if new is not None and new != row]
        taken = await self._taken(sealed, changed)
        kept = [
            new
            for row, new in changed
            if new.get("fingerprint") not in taken or new["fingerprint"] == row["fingerprint"]
        ]
        await self._write(sealed, kept)
        left = len(changed) - len(kept) + sum(new is None for _, new in made)
        if left:
            log.error("something could not be brought under the newest key, and stays as it is", rows=left)
        return Renewed(len(kept), left)

    async def _write(self, sealed: SealedTable, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        keys = {key.name: key for key in sealed.table.primary_key}
        values: dict[str, Any] = {name: bindparam(f"b_{name}") for name in rows[0] if name not in keys}
        which = (key == bindparam(f"b_{name}") for name, key in keys.items())
        named = [{f"b_{name}": value for name, value in row.items()} for row in rows]
        await self._connection.execute(update(sealed.table).where(*which).values(values), named)

    def _renewed(self, sealed: SealedTable, row: Mapping[str, Any]) -> dict[str, Any] | None:
        """The row under the newest key; None where it cannot be read."""
        new = dict(row)
        try:
            for column in sealed.columns:
                if row[column.name] is not None:
                    new[column.name] = self._vault.renewed(row[column.name], sealed.purpose(column))
            if sealed.table is peers:
                new["fingerprint"] = self._vault.fingerprint(self._vault.open(row["address_sealed"], "peers.address"))
                new["pins"] = pins(self._vault, load(self._vault.open(row["session_sealed"], "peers.session")))
        except UNREADABLE:
            return None
        if sealed.table is invitations and (code := self._code_of(new["body_sealed"])):
            new["fingerprint"] = self._vault.fingerprint(f"code:{code}")
        return new

    def _code_of(self, body: bytes) -> str:
        """The code of an invitation, where it is kept and can be read."""
        try:
            return str(json.loads(self._vault.open(body, "invitations.body"))["code"])
        except UNREADABLE:
            return ""

    async def _taken(
        self, sealed: SealedTable, changed: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
    ) -> set[bytes]:
        """Which of the new look-up hashes belong to a row already: somebody came again while the older key was lost."""
        if sealed.table not in HASHED:
            return set()
        wanted = [new["fingerprint"] for row, new in changed if new["fingerprint"] != row["fingerprint"]]
        column = sealed.table.c.fingerprint
        return set(await self._connection.scalars(select(column).where(among(self._connection, column, wanted))))

    # -- what is noted -------------------------------------------------------------------------------------------------

    async def _noted(self) -> tuple[str, datetime, bool] | None:
        value = await self._connection.scalar(select(facts.c.value).where(facts.c.name == _FACT))
        if value is None:
            return None
        name, since, done = _NOTED.unpack(value)
        return name.hex(), known_moment(since), done

    async def _note(self, since: datetime, *, done: bool) -> None:
        value = _NOTED.pack(bytes.fromhex(self._vault.names[0]), since.timestamp(), done)
        await self._connection.execute(delete(facts).where(facts.c.name == _FACT))
        await self._connection.execute(insert(facts).values(name=_FACT, value=value))


def _mark_of(column: Any) -> ColumnElement[bytes]:
    return func.substr(column, 1, MARK_LENGTH, type_=LargeBinary)
