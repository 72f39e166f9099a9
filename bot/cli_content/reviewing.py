"""The page to read, and its hash."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app.content_review import fingerprint
from bot.cli_content.group import Folder, OneLocale, content, meant, refuse


@content.command("review")
def review(
    locale: OneLocale = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a web page for the printer into this file.", dir_okay=False)
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Write a page for each language into this folder.", file_okay=False)
    ] = None,
    folder: Folder = None,
) -> None:
    """Everything the bot can say in a language, on one page."""
    # What reads templates is slow to import.
    from bot.app.content_review.page import review_page
    from bot.app.content_review.printed import printed

    if html and into:
        refuse("--html writes one page and --into several. Name one of them.", usage=True)
    found = meant(folder)
    if into:
        for each in found.locales(locale):
            _write(into / f"{each}.md", review_page(found.content, each))
        return
    (one,) = found.locales(locale or found.content.wording.default)
    page = review_page(found.content, one)
    _write(html, printed(page, one)) if html else typer.echo(page, nl=False)


@content.command("hash")
def show_hash(locale: OneLocale = None, folder: Folder = None) -> None:
    """The hash of everything the bot can say, for each language."""
    found = meant(folder)
    for each in found.locales(locale):
        typer.echo(f"{each} {fingerprint(found.content, each).digest}")


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    except OSError as error:
        refuse(f"{file}: it cannot be written ({error.strerror or type(error).__name__}).")
    typer.echo(f"Written: {file}", err=True)
