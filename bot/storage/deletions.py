"""Who was deleted, as look-up hashes alone: so that a backup from before does not bring anybody back.

The ledger is kept twice: in the database, written in the very transaction that removes somebody, and in a file beside
it, which outlives the loss of the database. A row is kept for as long as a backup can be restored, and no longer.
"""

import os
import struct
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.removing import remove_people
from bot.storage.tables import deletions, peers
from bot.storage.whole_files import names_to_disk, replace_file

# A backup that is older than this cannot be restored with deletions honoured.
KEPT_FOR = timedelta(days=400)
_RECORD = struct.Struct("<32sd")
_AT_ONCE = 500


def united(*ledgers: Mapping[bytes, float]) -> dict[bytes, float]:
    """Everybody in any of them, each with the latest moment."""
    found: dict[bytes, float] = {}
    for ledger in ledgers:
        for one, at in ledger.items():
            found[one] = max(at, found.get(one, at))
    return found


class Ledger:
    """The file: records of one size, only ever added to, but for those whose time is over."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[bytes, float]:
        """When each was deleted last; a half-written record at the end does not count. Raises `OSError`."""
        try:
            written = self._file.read_bytes()
        except FileNotFoundError:
            return {}
        whole = len(written) - len(written) % _RECORD.size
        return united(*({one: at} for one, at in _RECORD.iter_unpack(written[:whole])))

    def add(self, gone: Mapping[bytes, float]) -> None:
        """Adds records and waits until they are on the disk. Raises `OSError`, and then has added none of them."""
        is_new = not self._file.exists()
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            whole = size - size % _RECORD.size
            os.ftruncate(descriptor, whole)
            content = b"".join(_RECORD.pack(one, at) for one, at in gone.items())
            try:
                if os.write(descriptor, content) != len(content):
                    raise OSError("there is no room")
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, whole)
                raise
        finally:
            os.close(descriptor)
        if is_new:
            names_to_disk(self._file.parent)

    def replace(self, ledger: Mapping[bytes, float]) -> None:
        """Puts these records in the place of all that are there. Raises `OSError`."""
        replace_file(self._file, b"".join(_RECORD.pack(one, at) for one, at in ledger.items()))

    def catch_up(self, ledger: Mapping[bytes, float]) -> None:
        """Adds what stands in the database and could not be added here at its time. Raises `OSError`."""
        known = self.read()
        if missing := {one: at for one, at in ledger.items() if known.get(one, 0.0) < at}:
            self.add(missing)

    def forget(self, before: datetime) -> None:
        """Drops records older than that. Raises `OSError`."""
        known = self.read()
        kept = {one: at for one, at in known.items() if at >= before.timestamp()}
        if kept != known:
            self.replace(kept)


class Deletions:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, gone: Mapping[bytes, float]) -> None:
        """Notes who was deleted when; a later moment takes the place of an earlier one."""
        if not gone:
            return
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(deletions)
        later = statement.on_conflict_do_update(
            index_elements=["fingerprint"], set_={"at": statement.excluded.at},
            where=deletions.c.at < statement.excluded.at,
        )  # fmt: skip
        await self._connection.execute(later, [{"fingerprint": one, "at": at} for one, at in gone.items()])

    async def all(self) -> dict[bytes, float]:
        """The whole ledger."""
        rows = await self._connection.execute(select(deletions.c.fingerprint, deletions.c.at))
        return {row.fingerprint: row.at for row in rows}

    async def forget(self, before: datetime) -> None:
        """Drops rows older than that."""
        await self._connection.execute(delete(deletions).where(deletions.c.at < before.timestamp()))

    async def honour(self, ledger: Mapping[bytes, float], vault: Vault) -> int:
        """Removes everybody who was deleted after they came, with all that hangs on them; returns how many.

        They are looked for under every listed key: the deletion may have been noted under a newer one than their row.
        """
        removed = after = 0
        while True:
            columns = (peers.c.id, peers.c.fingerprint, peers.c.address_sealed, peers.c.created_at)
            query = select(*columns).where(peers.c.id > after).order_by(peers.c.id).limit(_AT_ONCE)
            page = (await self._connection.execute(query)).all()
            if not page:
                return removed
            after = page[-1].id
            gone = [
                row.id
                for row in page
                for hashes in [_hashes(vault, row.fingerprint, row.address_sealed)]
                if any(ledger.get(one, float("-inf")) >= row.created_at for one in hashes)
            ]
            await remove_people(self._connection, vault, gone)
            removed += len(gone)


def _hashes(vault: Vault, fingerprint: bytes, address_sealed: bytes) -> list[bytes]:
    try:
        return [fingerprint, *vault.fingerprints(vault.open(address_sealed, "peers.address"))]
    except UNREADABLE:
        return [fingerprint]
