"""The slots into which everybody is divided, so that several processes can share the work.

A slot is the smallest share of work: all people of one slot are looked after by one process at a time, so each of them
is spoken with by one process, in order, as if there were no other.
"""

import hashlib
from collections.abc import Collection

from sqlalchemy import ColumnElement, Table, true

# Enough that a dozen processes have about the same to do. It can never change: it stands in the rows.
SLOTS = 64
TELEGRAM = frozenset(range(SLOTS))
"""The slots of people who write from Telegram."""
TERMINAL = frozenset({SLOTS})
"""The slot of whoever tries the bot in a terminal: from Telegram nobody can write to them, nor from there to others."""
EVERY_SLOT = TELEGRAM | TERMINAL


def slot_of(address: str) -> int:
    """The slot of an address: 0 to 63, the same in every process and under every key; of a terminal's, 64.

    It is no secret: it tells six bits of a hash, which one in sixty-four of all people share.
    """
    if address.startswith("terminal:"):
        return SLOTS
    return hashlib.sha256(address.encode()).digest()[0] % SLOTS


def within(table: Table, slots: Collection[int]) -> ColumnElement[bool]:
    """That a row of ``table`` belongs to one of ``slots``; whoever looks after all of them asks nothing."""
    if slots == EVERY_SLOT:
        return true()
    if slots == TELEGRAM:
        return table.c.slot < SLOTS
    column: ColumnElement[int] = table.c.slot
    return column.in_(sorted(slots))
