"""The people of one batch, from when they are loaded until they are written."""

from collections.abc import Collection, Sequence

from bot.app.content import Defaults
from bot.app.contents import Contents
from bot.app.incoming import Incoming
from bot.app.peer import Peer
from bot.app.turn import Turn
from bot.storage import Transaction
from bot.storage.removing import without_lists


class BatchPeople:
    """Who takes part in one batch. Most are written at its end, all at once; whoever others will look at, before."""

    def __init__(self, contents: Contents, defaults: Defaults) -> None:
        self._contents = contents
        self._defaults = defaults
        self._present: dict[str, Peer] = {}
        self._leaving: list[Peer] = []
        self._strangers: list[Peer] = []
        self._written: list[Peer] = []

    @property
    def written(self) -> Sequence[Peer]:
        """Everybody who was written. Whoever was written before the end, and acted again, stands there twice."""
        return self._written

    async def load(self, transaction: Transaction, addresses: Collection[str]) -> set[str]:
        """Loads those who are known, all at once; returns the addresses of those whose rows cannot be read."""
        known = await transaction.peers(addresses) if addresses else {}
        self._present = {address: Peer(record) for address, record in known.items() if record is not None}
        return {address for address, record in known.items() if record is None}

    def find(self, address: str) -> Peer | None:
        """Whoever has this address, as they stand now."""
        return self._present.get(address)

    def at(self, address: str) -> Peer:
        """The same of somebody who is there. Raises `KeyError`."""
        return self._present[address]

    def put(self, address: str, peer: Peer) -> None:
        """From now on whoever has this address stands like this."""
        self._present[address] = peer

    def come(self, incoming: Incoming) -> Peer:
        """Somebody who writes for the first time, or has left."""
        peer = self._unknown(incoming)
        peer.record.country = self._defaults.country
        self.put(incoming.address, peer)
        return peer

    def leave(self, address: str) -> None:
        """They have deleted everything: whatever else they do in this batch, they do as somebody new."""
        self._leaving.append(self._present.pop(address))

    def told_something(self, peer: Peer) -> bool:
        """Whether this batch says something to this person already."""
        earlier = (one for one in self._written if one.record.address == peer.record.address)
        return bool(peer.changes.outbox) or any(one.changes.outbox for one in earlier)

    def tell_stranger(self, incoming: Incoming, block: str) -> None:
        """Says one shared line to an address of which nothing is known here, and keeps nothing of it."""
        peer = self._unknown(incoming)
        turn = Turn(peer, self._contents.base, incoming.at, self._defaults)
        turn.tell(block)
        turn.finish_without_help()
        peer.changes.forgotten = True
        self._strangers.append(peer)

    def _unknown(self, incoming: Incoming) -> Peer:
        locale = self._contents.base.locale_for(incoming.language or self._defaults.locale)
        return Peer.new(incoming.address, incoming.at, locale)

    async def write_for_others(self, transaction: Transaction, address: str) -> None:
        """Writes what this person's act has changed for others, before the next one looks at it."""
        peer = self._present.get(address)
        if peer is None or peer.changes.circle is None or not peer.worth_keeping:
            return
        await transaction.save([peer.changes])
        self._written.append(peer)
        self.put(address, Peer(peer.record))
        self._look_anew()

    async def write_leaving(self, transaction: Transaction) -> None:
        """Whoever has deleted everything is gone for the next act of the same batch."""
        if not self._leaving:
            return
        readers = await transaction.save([peer.changes for peer in self._leaving])
        self._written += self._leaving
        self._leaving = []
        self._look_anew()
        for other in self._present.values():
            if other.record.id in readers:
                other.record.session = without_lists(other.record.session)

    def _look_anew(self) -> None:
        """What was loaded of others may have changed by what was written."""
        for other in self._present.values():
            other.around = None

    async def write(self, transaction: Transaction) -> None:
        """Writes everybody who is not written yet. Of whoever is not worth keeping, nothing stays."""
        for peer in self._present.values():
            if not peer.worth_keeping:
                peer.changes.forgotten = True
        rest = [*self._leaving, *self._present.values(), *self._strangers]
        await transaction.save([peer.changes for peer in rest])
        self._written += rest
        self._leaving = []
