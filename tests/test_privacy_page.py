"""The privacy page is true: its data map is that of the code, and what it says in numbers is what is done."""

import re
from pathlib import Path

import pytest
from textstat import flesch_kincaid_grade

from bot.app.consent import CONSENT_VERSION
from bot.app.retention import NOTICE, NOTICES_FOR
from bot.storage.chats import REMOVABLE_FOR
from bot.storage.deletions import KEPT_FOR
from bot.storage.erasing import LARGEST_BY_ITSELF
from bot.storage.sealed import SEALED
from bot.storage.tables import metadata

PAGE = (Path(__file__).parent.parent / "docs" / "privacy.md").read_text("utf-8")


def part(heading: str) -> str:
    """What stands below a heading, up to the next one of its level or a higher one."""
    level = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]


def columns(cell: str) -> set[str]:
    """The names in back-quotes."""
    return set(re.findall(r"`(\w+)`", cell))


ROWS = {
    row[0]: (columns(row[1]), columns(row[2]))
    for row in re.findall(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|$", part("### To the column"), re.MULTILINE)
}


def test_every_table_has_its_row() -> None:
    """A new table belongs on the page, and one that is gone does not."""
    assert ROWS.keys() == metadata.tables.keys()


@pytest.mark.parametrize("name", metadata.tables)
def test_every_column_is_accounted_for(name: str) -> None:
    """What is encrypted, and what is not."""
    sealed = {column.name for one in SEALED if one.table.name == name for column in one.columns}
    assert ROWS[name] == (sealed, {column.name for column in metadata.tables[name].columns} - sealed)


@pytest.mark.parametrize("name", [*metadata.tables, "alembic_version"])
def test_every_table_stands_among_the_kinds_of_data(name: str) -> None:
    """With why it is there, how long, and who can see it."""
    assert f"`{name}`" in part("### What is kept, why, how long, and who can see it")


def test_the_numbers_on_the_page_are_those_of_the_program() -> None:
    """Days, hours, sizes and versions."""
    assert f"for {KEPT_FOR.days} days" in PAGE
    assert f"notices {NOTICES_FOR.days} days" in PAGE
    assert f"over {LARGEST_BY_ITSELF // 2**20} MB" in PAGE
    assert f"last {REMOVABLE_FOR.total_seconds() / 3600:.0f} hours" in PAGE
    assert f"Today's version is {CONSENT_VERSION}:" in PAGE
    assert NOTICE.days == 14
    assert "told two weeks before" in PAGE


def prose(text: str) -> str:
    """Sentences without marks, links, code, tables and lists of links."""
    lines = [line for line in text.splitlines() if not line.startswith(("|", "    ", "#", "- ["))]
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", "\n".join(lines))
    return re.sub(r"[*`_/]", "", plain)


def test_the_page_for_peers_is_plain() -> None:
    """As plain as the bot itself: grade 6, and it fits on one sheet."""
    text = prose(part("## What happens with my words?"))
    assert flesch_kincaid_grade(text) <= 6
    assert len(text.split()) < 400


def test_the_rest_is_readable() -> None:
    """Up to the notes on law, whose words are not ours."""
    text = prose(PAGE.split("## Notes on law")[0])
    assert flesch_kincaid_grade(text) <= 8.5
