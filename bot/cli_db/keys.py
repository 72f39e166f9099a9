"""Changing the key."""

from typing import Annotated

import typer

from bot.app.programmes.operations import Nothing
from bot.app.upkeep.renewing import DroppedAnswer, Dropping, FinishedAnswer, Step
from bot.app.upkeep.works import BEGIN, DROP, FINISH, STEP
from bot.cli_db.asking import Carrying, carry_out
from bot.cli_db.group import db
from bot.cli_programme.group import Yes, ask_first

# After so many rows it is said how far it is.
_SAY_EVERY = 10_000


@db.command("rotate-key")
def rotate_key(
    drop_old_keys: Annotated[
        bool,
        typer.Option("--drop-old-keys", help="Make no new key; take older ones off the list if nothing needs them."),
    ] = False,
    yes: Yes = False,
) -> None:
    """Make a new key and bring everything under it, also while the bot runs. Given again, it goes on."""
    if drop_old_keys:
        _drop(yes)
        return
    done = carry_out(_rotate)
    older = sum(done.values.get(name, 0) for name in done.older_keys)
    typer.echo(
        f"Everything is under the key {done.key}." if not older else f"Under the key {done.key}: all but {older}."
    )
    if older:
        typer.echo("Those could not be opened, and are as they were. The log says more.", err=True)
    _say_what_is_next(done)
    if older:
        raise typer.Exit(1)


async def _rotate(carrying: Carrying) -> FinishedAnswer:
    begun = await carrying(BEGIN, Nothing())
    if begun.made:
        typer.echo(
            f"There is a new key, {begun.key}, in front in the key file. Keep a copy of that file somewhere safe, "
            "apart from the backups: from now on, words are under it."
        )
    typer.echo(f"Rows to bring under it: {begun.rows}.")
    following: Step | None = Step()
    rows = said = 0
    while following is not None:
        step = await carrying(STEP, following)
        rows, following = rows + step.rows, step.following
        if rows - said >= _SAY_EVERY:
            said = rows
            typer.echo(f"{rows} of {begun.rows} ...", err=True)
    typer.echo(f"Rows that were renewed: {rows}.")
    return await carrying(FINISH, Nothing())


def _say_what_is_next(done: FinishedAnswer) -> None:
    if not done.older_keys:
        return
    typer.echo(
        f"Still listed, as backups made under it need it: {', '.join(done.older_keys)}. When those backups are gone: "
        "strongsuit db rotate-key --drop-old-keys"
    )
    if done.codes:
        typer.echo(f"Open invitations that need it too, until they are used or over: {done.codes}.")


def _drop(yes: bool) -> None:
    def drop(anyway: bool) -> DroppedAnswer:
        return carry_out(lambda carrying: carrying(DROP, Dropping(anyway=anyway)))

    done = drop(yes)
    if done.backups and not done.dropped and not done.in_environment:
        ask_first(
            f"{done.backups} backups in the usual folder cannot be restored without the older keys. Drop them?", yes
        )
        done = drop(True)
    if done.dropped:
        typer.echo(f"Listed no more: {', '.join(done.dropped)}. Copies of the key file may still hold them.")
    elif done.in_environment:
        typer.echo("Nothing in the database needs an older key. Take them out of STRONGSUIT_SECRET_KEY, and restart.")
    else:
        typer.echo("Only one key is listed. There is nothing to drop.")
