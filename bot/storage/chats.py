"""Which messages stand in somebody's chat, by the channel's own numbers: so that /hide can take them out again.

Only numbers, sealed, and for two days: after that no channel lets a bot remove anything.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import Prepared, among
from bot.storage.crypto import UNREADABLE, Vault
from bot.storage.moments import known_moment
from bot.storage.tables import peers, sent_messages

# Bot API, deleteMessage: only what was sent less than 48 hours ago can be deleted.
REMOVABLE_FOR = timedelta(hours=48)
_PURPOSE = "sent_messages.number"
# Whose message it is stands before its number, and is sealed with it.
_OWN, _OURS = "p", "b"

_INSERT = Prepared(insert(sent_messages))

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message in a chat. ``own``: the person wrote it; else the bot said it."""

    number: int
    at: datetime
    own: bool = False


@dataclass(frozen=True, slots=True)
class SentRecord:
    """A message of the outbox that is done with: its ``numbers`` in the chat, none where it was never sent."""

    id: int
    address: str
    at: datetime
    numbers: tuple[int, ...] = ()


class Chats:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def note_sent(self, sent: Sequence[SentRecord]) -> None:
        """Notes what was sent to people who are known here; of anybody else nothing is kept."""
        sent = [one for one in sent if one.numbers]
        if not sent:
            return
        owners = {print_: one.address for one in sent for print_ in self._vault.fingerprints(one.address)}
        query = select(peers.c.id, peers.c.fingerprint).where(among(self._connection, peers.c.fingerprint, owners))
        known = {owners[row.fingerprint]: row.id for row in await self._connection.execute(query)}
        await self.note(
            (known[one.address], ChatMessage(number, one.at))
            for one in sent
            for number in one.numbers
            if one.address in known
        )

    async def note(self, found: Iterable[tuple[int, ChatMessage]]) -> None:
        """Notes messages, each with the number of the person in whose chat it stands."""
        rows = [
            {"peer_id": peer_id, "number_sealed": self._sealed(one), "at": one.at.timestamp()} for peer_id, one in found
        ]
        await _INSERT.run(self._connection, rows)

    async def of(self, peer_ids: Collection[int]) -> dict[int, list[ChatMessage]]:
        """What is noted of these people's chats, the oldest first."""
        found: dict[int, list[ChatMessage]] = {peer_id: [] for peer_id in peer_ids}
        query = (
            select(sent_messages)
            .where(among(self._connection, sent_messages.c.peer_id, peer_ids))
            .order_by(sent_messages.c.id)
        )
        for row in await self._connection.execute(query):
            try:
                opened = self._vault.open(row.number_sealed, _PURPOSE)
            except UNREADABLE:
                log.error("the number of a message cannot be read, and is left out")
                continue
            found[row.peer_id].append(ChatMessage(int(opened[1:]), known_moment(row.at), opened[0] == _OWN))
        return found

    async def forget(self, before: datetime) -> None:
        """Drops what is older than ``before``."""
        await self._connection.execute(delete(sent_messages).where(sent_messages.c.at < before.timestamp()))

    def _sealed(self, one: ChatMessage) -> bytes:
        return self._vault.seal(f"{_OWN if one.own else _OURS}{one.number}", _PURPOSE)
