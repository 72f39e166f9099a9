"""The one list of what is sealed: it is whole, and names the purposes that values are really sealed for."""

import re
from pathlib import Path

from sqlalchemy import LargeBinary

import bot.storage
from bot.storage.sealed import KEY_CHECK, SEALED
from bot.storage.tables import metadata

# Bytes that are not sealed: look-up hashes, and small facts of the program's own.
NOT_SEALED = {"fingerprint", "value"}


def test_every_sealed_column_is_in_the_list() -> None:
    """And there is no column of bytes that is neither sealed nor known not to be."""
    listed = {(one.table.name, column.name) for one in SEALED for column in one.columns}
    found = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.name not in NOT_SEALED
    }
    assert found == listed
    assert all(name.endswith("_sealed") for _, name in listed)


def test_every_purpose_in_the_code_is_one_of_the_list() -> None:
    """Each value is sealed for its table and column, and opened for the same."""
    purposes = {one.purpose(column) for one in SEALED for column in one.columns} | {KEY_CHECK}
    files = Path(bot.storage.__file__).parent.glob("*.py")
    text = "\n".join(file.read_text("utf-8") for file in files if file.name != "tables.py")
    tables = "|".join(metadata.tables)
    used = set(re.findall(rf'"((?:{tables})\.[a-z_]+)"', text))
    assert used == purposes


def test_rows_can_be_told_apart_by_whole_numbers() -> None:
    """A rotation says how far it is by the primary key of a row."""
    assert all(key.type.python_type is int for one in SEALED for key in one.table.primary_key)
