"""A programme's figures: a table, a file for spreadsheets, or a page to print."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.app.figures import as_csv, as_json, as_page
from bot.app.programmes import Problem
from bot.app.programmes.answers import ReportAnswer
from bot.app.programmes.operations import REPORT, OfProgramme
from bot.cli_programme import tables
from bot.cli_programme.asking import carry_out
from bot.cli_programme.group import AsJson, Key, programme
from bot.compose.content import usable_content
from bot.settings import read_settings
from bot.wording import plain
from bot.wording.render import Voice

# The file of words for pages.
PAGES = "pages"


@programme.command("report")
def report(
    key: Key,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the numbers to this file, for spreadsheets.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with plots to this file.")] = None,
    json_wanted: AsJson = False,
) -> None:
    """Count what happened in a programme, by month. Small numbers are hidden; words cannot get in."""
    found = carry_out(REPORT, OfProgramme(key=key))
    if csv is not None:
        _write(csv, as_csv(found.report))
    if html is not None:
        _write(html, _page(found))
    if json_wanted:
        typer.echo(json.dumps({"programme": found.programme, "name": found.name, **as_json(found.report)}, indent=2))
    elif csv is None and html is None:
        tables.print_report(found)


def _page(found: ReportAnswer) -> str:
    """The page in the programme's first language, else in the installation's."""
    wording = usable_content(read_settings()).wording
    locale = wording.locale_for(next(iter(found.languages), None))

    def say(block: str) -> str:
        return plain(wording.say(locale, PAGES, block, {}, Voice()))

    return as_page(found.report, found.name, say, locale)


def _write(file: Path, text: str) -> None:
    """Writes a file whole or not at all as far as its lines go: CSV brings its own ends of lines."""
    try:
        file.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror}.") from None
    typer.echo(f"Written to {file}", err=True)
