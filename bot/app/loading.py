"""Loading what a turn turned out to need: a part for many people at once, in one statement.

Those around somebody are loaded for each person alone: few turns look at them.
"""

from collections.abc import Iterable

from bot.app.peer import Holding, Peer
from bot.app.sharing.circle import load_circle
from bot.storage import Transaction

PARTS: tuple[Holding, ...] = ("plan", "history", "circle", "chat")


async def load_part(transaction: Transaction, part: Holding, peers: Iterable[Peer]) -> None:
    """Loads ``part`` for all of ``peers``."""
    peers = list(peers)
    if not peers:
        return
    known = {peer.record.id: peer for peer in peers if peer.record.id is not None}
    if part == "plan":
        for peer_id, lines in (await transaction.lines(known)).items():
            known[peer_id].plan = {line.ref: line for line in lines}
    elif part == "chat":
        for peer_id, found in (await transaction.chats.of(known)).items():
            known[peer_id].chat = found
    elif part == "circle":
        for peer in peers:
            await surround(transaction, peer)
    else:
        for peer_id, changes in (await transaction.changes(known)).items():
            known[peer_id].past = changes


async def surround(transaction: Transaction, peer: Peer) -> None:
    """Loads those around one person, and looks up the codes they brought."""
    peer.around = await load_circle(transaction, peer.record, peer.brought)
