"""The group of commands about the database."""

import typer

from bot.cli_programme.group import Group

db = typer.Typer(cls=Group, help="Look after the database.", no_args_is_help=True, rich_markup_mode=None)


def size_of(number: int) -> str:
    """A number of bytes as people say it."""
    for unit, bytes_ in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if number >= bytes_:
            return f"{number / bytes_:.1f} {unit}"
    return f"{number} bytes"
