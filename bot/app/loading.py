"""Loading what a turn turned out to need: a part for many people at once, in one statement."""

from collections.abc import Iterable

from bot.app.peer import Holding, Peer
from bot.storage import Transaction

PARTS: tuple[Holding, ...] = ("plan", "history")


async def load_part(transaction: Transaction, part: Holding, peers: Iterable[Peer]) -> None:
    """Loads ``part`` for all of ``peers``."""
    known = {peer.record.id: peer for peer in peers if peer.record.id is not None}
    if part == "plan":
        for peer_id, lines in (await transaction.lines(known)).items():
            known[peer_id].plan = {line.ref: line for line in lines}
    else:
        for peer_id, changes in (await transaction.changes(known)).items():
            known[peer_id].past = changes
