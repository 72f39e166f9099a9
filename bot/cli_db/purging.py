"""`strongsuit purge`: removing what is not kept any longer, on demand."""

from typing import Annotated

import typer

from bot.app.programmes import Problem
from bot.app.programmes.operations import Nothing
from bot.app.upkeep.purging import PurgedAnswer
from bot.app.upkeep.works import FORESEE, PURGE
from bot.cli_db.asking import carry_out
from bot.cli_programme.group import refuse


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say how much that would be, and change nothing.")] = False,
) -> None:
    """Remove what is not kept any longer. The running bot does so by itself, once an hour."""
    try:
        if dry_run:
            _rehearse()
            return
        done = carry_out(lambda carrying: carrying(PURGE, Nothing()))
    except Problem as problem:
        refuse(problem)
    typer.echo(f"Done. {_line(done)}")


def _rehearse() -> None:
    found = carry_out(lambda carrying: carrying(FORESEE, Nothing()))
    for one in found.programmes:
        typer.echo(f"{one.programme or 'of no programme'}: {_line(one)}")
    if not found.programmes:
        typer.echo("There is nothing to remove, and nobody to tell.")
    typer.echo("Nothing was changed.")


def _line(done: PurgedAnswer) -> str:
    return (
        f"copies of shares that have ended: {done.copies}; old notices: {done.notices}; people told that their time "
        f"runs out: {done.told}; people removed: {done.people}"
    )
