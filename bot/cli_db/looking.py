"""Seeing whether the database is well, and bringing its tables up to date."""

import asyncio
from datetime import timedelta

import typer

from bot.app.programmes.operations import Nothing
from bot.app.upkeep.backing_up import CheckAnswer
from bot.app.upkeep.works import CHECK
from bot.cli_db.asking import carry_out
from bot.cli_db.group import db, size_of
from bot.compose.clock import now
from bot.settings import read_settings

# A backup that is older than this is pointed out.
_OLD = timedelta(days=7)


@db.command("check")
def check() -> None:
    """Look whether the database is whole, and how old the last backup is; also while the bot runs."""
    found = carry_out(lambda carrying: carrying(CHECK, Nothing()))
    for trouble in found.troubles:
        typer.echo(f"damaged: {trouble}", err=True)
    for line in _lines(found):
        typer.echo(line)
    if found.troubles:
        remedy = "a backup, with the server's own tools" if found.on_server else "a backup: strongsuit db restore FILE"
        typer.echo(f"The database is damaged. Stop the bot and restore {remedy}", err=True)
        raise typer.Exit(1)


def _lines(found: CheckAnswer) -> list[str]:
    lines = [_verdict(found), f"schema {found.schema_version}, {found.program}, {size_of(found.size)}"]
    lines += [f"{number} values under the key {name}{_about(name, found)}" for name, number in found.values.items()]
    if found.on_server:
        lines.append("Its backups are made by the server's own tools, such as pg_dump: look when the last one was.")
    elif found.last_backup is None:
        lines.append("There is no backup in the usual folder. To make one: strongsuit db backup")
    else:
        age = now() - found.last_backup
        lines.append(
            f"The last backup in the usual folder is {age.days} days old." + (" Make one." if age > _OLD else "")
        )
    lines += [f"Kept by an earlier restore; remove it when you have looked: {one}" for one in found.kept_before_restore]
    return lines


def _verdict(found: CheckAnswer) -> str:
    if found.troubles:
        return "The database is damaged."
    if found.on_server:
        return "The database can be read, and the server knows of no damage. To look deeper: pg_amcheck"
    return "The database is whole."


def _about(name: str, found: CheckAnswer) -> str:
    if name == found.newest_key:
        return ", the newest"
    return ", which is older" if name in found.listed_keys else ", which is not listed: they cannot be read"


@db.command("upgrade")
def upgrade() -> None:
    """Bring the database's tables up to date (SQLite does so by itself at every start)."""
    from bot.storage.database import upgrade_database

    before, after = asyncio.run(upgrade_database(read_settings().database))
    typer.echo(
        f"The schema is {after}." if before == after else f"The schema was {before or 'empty'}, now it is {after}."
    )
