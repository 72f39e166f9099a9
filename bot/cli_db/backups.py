"""Making a backup, and putting one back."""

import asyncio
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.app.programmes import Problem
from bot.app.upkeep.backing_up import BackingUp
from bot.app.upkeep.premises import ONLY_EMBEDDED
from bot.app.upkeep.works import BACKUP
from bot.cli_db.asking import carry_out
from bot.cli_db.group import db, size_of
from bot.cli_programme.group import Yes, ask_first
from bot.compose.clock import now
from bot.compose.storage import ledger_of, vault_of
from bot.settings import Settings, read_settings
from bot.storage.container import BackupError
from bot.storage.database import file_of
from bot.storage.errors import DatabaseInUse

if TYPE_CHECKING:
    from bot.storage.restoring import Restored

To = Annotated[Path | None, typer.Option("--to", help="The folder for it; else `backups` in the data folder.")]
Keep = Annotated[int | None, typer.Option("--keep", help="Keep only so many, the newest, in that folder.", min=1)]


@db.command("backup")
def backup(to: To = None, keep: Keep = None) -> None:
    """Make an encrypted backup, also while the bot runs."""
    # By its whole path, as the running bot may stand elsewhere.
    asked = BackingUp(folder=str(to.absolute()) if to else "", keep=keep)
    made = carry_out(lambda carrying: carrying(BACKUP, asked))
    typer.echo(made.file)
    typer.echo(f"{size_of(made.size)}, encrypted under the key {made.key}. That key is not in it: keep it elsewhere.")
    if made.removed:
        typer.echo(f"Older backups that were removed from there: {made.removed}.")
    typer.echo(f"To put it back, with the bot stopped: strongsuit db restore {made.file}")


@db.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `strongsuit db backup` made.")],
    yes: Yes = False,
    even_though_old: Annotated[
        bool, typer.Option("--even-though-old", help="Although people who deleted everything could come back.")
    ] = False,
    without_deletions: Annotated[
        bool, typer.Option("--without-deletions", help="Although it cannot be known here who deleted everything since.")
    ] = False,
) -> None:
    """Put a backup in the database's place. The bot has to be stopped."""
    from bot.storage.restoring import look_at

    settings = read_settings()
    database = file_of(settings.database)
    if database is None:
        raise Problem(ONLY_EMBEDDED)
    if not settings.secret_key and not settings.key_file.exists():
        raise Problem(
            f"There is no key: neither STRONGSUIT_SECRET_KEY nor {settings.key_file}. A backup opens only with the key "
            "of its time; put it back first."
        )
    try:
        label = look_at(file, now(), even_though_old=even_though_old)
        when = f"{label.made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        ask_first(f"The database becomes as it was on {when}. What was written since is lost. Restore it?", yes)
        done = _restore(settings, file, database, yes, without_deletions)
    except BackupError as error:
        raise Problem(str(error)) from None
    except DatabaseInUse:
        raise Problem("The bot is running on this database. Stop it, restore, and start it again.") from None
    for line in _lines(done):
        typer.echo(line)


def _restore(settings: Settings, file: Path, database: Path, yes: bool, without_deletions: bool) -> "Restored":
    from bot.storage.restoring import DeletionsUnknownError
    from bot.storage.restoring import restore as put_back

    vault, ledger = vault_of(settings, []), ledger_of(settings)

    def attempt(without: bool) -> "Restored":
        work = put_back(file, database, vault, ledger, settings.journal, now(), without_deletions=without)
        return asyncio.run(work)

    try:
        return attempt(without_deletions)
    except DeletionsUnknownError as unknown:
        remedy = f"If you have that file, put it into {settings.data_dir} first."
        if yes:
            raise Problem(f"{unknown} {remedy} If there is none: --without-deletions") from None
        ask_first(f"{unknown} {remedy} Restore it without?", yes)
        return attempt(True)


def _lines(done: "Restored") -> list[str]:
    """What a restore came to, and what is left to do."""
    lines = [
        f"The database is as it was on {done.made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC.",
        f"People who deleted everything after that, and so were left out: {done.removed}.",
    ]
    if done.deletions_until:
        until = f"{done.deletions_until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        lines.append(f"Whoever deleted everything after {until} is not known here, and is back in it.")
    if done.last_entry:
        last = f"{done.last_entry.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        lines.append(
            f"That is known from the file `deleted` alone, of which the last entry is from {last}. If the file is an "
            "older copy, whoever deleted everything after it was made is back."
        )
    if done.taken:
        lines.append(f"Members of staff, codes and programmes that stay suspended, revoked or closed: {done.taken}.")
    if done.look_at_staff:
        lines.append(
            "Which members of staff were suspended since, which codes revoked and which programmes closed could not be "
            "carried over, as the database of before is not here or cannot be read. Look before you start the bot: "
            "strongsuit programme list, then staff KEY and invitations KEY; a new code of a specialist: code KEY NAME "
            "--renew"
        )
    lines.append("Nobody is signed in to the web pages any more, and nothing that was waiting then is sent.")
    if done.unknown:
        names = ", ".join(done.unknown)
        lines.append(f"Something in it is under keys that are not listed, and stays closed: {names}.")
    if done.kept:
        lines.append(
            f"The database of before is kept. Whoever deletes everything from now on is still in it, so remove it when "
            f"you have looked: rm {done.kept}*"
        )
    return lines
