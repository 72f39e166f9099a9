"""From a file to a server: everything is there, numbers go on, and nothing is copied over anything."""

from pathlib import Path

import pytest
from helpers_postgres import needs_postgres
from helpers_storage import a_message, a_peer, postgres_of, save, store_of
from sqlalchemy import select
from test_storage_rotating import filled
from typer.testing import CliRunner

from bot.cli import app
from bot.storage import DatabaseError, Store
from bot.storage.copying import COPIED, copy_all
from bot.storage.database import open_database
from bot.storage.records import Changes
from bot.storage.tables import metadata

pytestmark = needs_postgres


def unheard(*_: object) -> None:
    """Nobody listens."""


async def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that is copied."""
    found = {}
    async with store.database.transaction() as connection:
        for table in COPIED:
            rows = await connection.execute(select(table).order_by(*table.primary_key))
            found[table.name] = [tuple(row) for row in rows]
    return found


async def test_everything_is_there_and_numbers_go_on(tmp_path: Path) -> None:
    """Row for row, sealed as it was; who comes next has a number that nobody had, and what was sent stays behind."""
    url = postgres_of(tmp_path / "server")
    async with store_of("file", tmp_path) as store:
        await filled(store)
        sent = a_message("telegram:10")
        last = a_message("telegram:10")
        await save(store, Changes(peer=a_peer("telegram:77"), outbox=[sent, last]))
        async with store.transaction() as transaction:
            await transaction.drop_outbox([last.id or 0])
        before = await rows_of(store)
        database = await open_database(url)
        try:
            copied = await copy_all(store.database, database, {sent.id or 0}, unheard)
            there = Store(database, store.vault)
            after = await rows_of(there)
            assert copied == sum(map(len, after.values()))
            before["outbox"] = [row for row in before["outbox"] if row[0] != sent.id]
            assert after == before
            new = a_message("telegram:77")
            await save(there, Changes(peer=a_peer("telegram:78"), outbox=[new]))
            assert (new.id or 0) > (last.id or 0)
            with pytest.raises(DatabaseError, match="not empty"):
                await copy_all(store.database, database, set(), unheard)
        finally:
            await database.close()


def test_no_table_is_forgotten() -> None:
    """A new table is copied, or belongs to the processes of a server."""
    assert set(metadata.tables) - {one.name for one in COPIED} == {"generations", "replicas", "slots"}


def test_an_operator_copies_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By one command, which says what is next; and refuses a file."""
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(tmp_path))
    run = CliRunner()
    made = run.invoke(app, ["programme", "create", "River House"])
    assert made.exit_code == 0, made.output
    refused = run.invoke(app, ["db", "copy-to", f"sqlite:///{tmp_path / 'other.sqlite3'}"])
    assert refused.exit_code == 2
    copied = run.invoke(app, ["db", "copy-to", postgres_of(tmp_path / "server")])
    assert copied.exit_code == 0, copied.output
    assert "programmes: 1" in copied.output
    assert "STRONGSUIT_DATABASE_URL" in copied.output
