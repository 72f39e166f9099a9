"""The one list of what is sealed: every column, and the purpose that is authenticated with its values."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table

from bot.storage.tables import (
    inbox,
    invitations,
    letters,
    line_changes,
    outbox,
    peers,
    plan_lines,
    programmes,
    sent_messages,
    set_aside,
    shares,
    staff,
    staff_notes,
)

KEY_CHECK = "facts.key_check"
"""The purpose of the one sealed value that is in no column of its own: see `bot.storage.reading.Reading.check_key`."""


@dataclass(frozen=True)
class SealedTable:
    """A table with sealed columns. The purpose of each is its table and its name."""

    table: Table
    columns: tuple[Column[Any], ...]

    def purpose(self, column: Column[Any]) -> str:
        """What is authenticated with the values of ``column``."""
        return f"{self.table.name}.{column.name.removesuffix('_sealed')}"


def _sealed(table: Table, *names: str) -> SealedTable:
    return SealedTable(table, tuple(table.c[f"{name}_sealed"] for name in names))


SEALED = (
    _sealed(peers, "address", "name", "session", "memory"),
    _sealed(plan_lines, "body"),
    _sealed(line_changes, "before"),
    _sealed(outbox, "address", "body"),
    _sealed(set_aside, "event"),
    _sealed(programmes, "body"),
    _sealed(staff, "name"),
    _sealed(invitations, "body"),
    _sealed(shares, "body", "seen"),
    _sealed(letters, "body"),
    _sealed(staff_notes, "body"),
    _sealed(sent_messages, "number"),
    _sealed(inbox, "body"),
)
