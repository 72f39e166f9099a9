"""Taking an installation from its own file to a database server."""

import asyncio
from typing import Annotated

import typer
from sqlalchemy import make_url

from bot.cli_db.group import db
from bot.compose.storage import embedded_file, open_journal, open_store
from bot.settings import Settings, SettingsError, read_settings


@db.command("copy-to")
def copy_to(
    url: Annotated[str, typer.Argument(help="The empty database, such as postgresql://user:password@host/strongsuit.")],
) -> None:
    """Copy everything into an empty PostgreSQL; the bot has to be stopped meanwhile."""
    settings, target = read_settings(), _server_at(url)
    if embedded_file(settings) is None or not target:
        typer.echo(
            "strongsuit: this copies the database in STRONGSUIT_DATA_DIR to a PostgreSQL, such as "
            "postgresql://user:password@host/strongsuit. Leave STRONGSUIT_DATABASE_URL out meanwhile.",
            err=True,
        )
        raise typer.Exit(2)
    copied = asyncio.run(_copy(settings, target))
    typer.echo(
        f"{copied} rows were copied. Next:\n"
        "  1. Set STRONGSUIT_DATABASE_URL to the new database. Keep the secret key as it is.\n"
        "  2. Start the bot, and see that all is well: strongsuit status\n"
        f"  3. Then remove {embedded_file(settings)} and its backups: whoever deletes everything from now on is "
        "still in them."
    )


def _server_at(url: str) -> str:
    """The same as the program writes it; empty for what is no server's."""
    try:
        target = read_settings(database_url=url).database
    except SettingsError:
        return ""
    return "" if make_url(target).get_backend_name() == "sqlite" else target


async def _copy(settings: Settings, target: str) -> int:
    from bot.storage.copying import copy_all
    from bot.storage.database import open_database, upgrade_database

    async with open_store(settings, [], there=True) as store:
        await store.check_key()
        await upgrade_database(target)
        journal = open_journal(settings)
        sent = journal.read() if journal else set()
        database = await open_database(target)
        try:
            return await copy_all(store.database, database, sent, _tell)
        finally:
            await database.close()
            if journal:
                journal.close()


def _tell(table: str, rows: int) -> None:
    if rows:
        typer.echo(f"{table}: {rows}", err=True)
