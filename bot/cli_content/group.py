"""The group that these commands belong to, and what all of them do first: look at the content that is meant."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.app.content import Content
from bot.app.content_review import SIGNED
from bot.app.contents import UnusableFolderError, usable_overlay
from bot.compose.clock import now
from bot.compose.content import usable_content
from bot.settings import Settings, read_settings

content = typer.Typer(
    help="Review and sign what the bot says.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

OneLocale = Annotated[str | None, typer.Option("--locale", help="A language by its code, such as en.")]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder", help="A programme's own folder of content, laid over the installation's.", file_okay=False
    ),
]


@dataclass(frozen=True, slots=True)
class Meant:
    """The content that a command is about, the file its signatures go into, and all files that hold some."""

    settings: Settings
    content: Content
    own_file: Path
    files: tuple[Path, ...]

    def locales(self, asked: str | None) -> tuple[str, ...]:
        """The language that was asked for, or all there are words in. Ends the command for one without words."""
        there = self.content.wording.locales
        if asked is not None and asked not in there:
            refuse(f"There are no words in {asked!r}. There are words in: {', '.join(there)}.", usage=True)
        return there if asked is None else (asked,)


def meant(folder: Path | None) -> Meant:
    """The installation's content, or a programme's. Ends the command where the folder cannot be one."""
    settings = read_settings()
    base = usable_content(settings)
    if folder is None:
        return Meant(settings, base, settings.signed_content, (settings.signed_content,))
    try:
        laid_over = usable_overlay(base, folder, now().date())
    except UnusableFolderError as error:
        refuse(str(error), usage=True)
    return Meant(settings, laid_over, folder / SIGNED, (settings.signed_content, folder / SIGNED))


def refuse(problem: str, *, usage: bool = False) -> NoReturn:
    """Tells what is wrong in one line, and ends the command."""
    typer.echo(f"strongsuit: {problem}", err=True)
    raise typer.Exit(2 if usage else 1)
