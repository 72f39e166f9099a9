"""Founding, listing, changing and closing programmes."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.app.content_review import UnsignedContentError
from bot.app.contents import usable_overlay
from bot.app.programmes.answers import ProgrammeAnswer
from bot.app.programmes.details import Details, checked_folder, checked_languages
from bot.app.programmes.operations import CLOSE, CREATE, EDIT, LIST, SHOW, Editing, Nothing, OfProgramme
from bot.app.programmes.problem import misused
from bot.cli_programme import tables
from bot.cli_programme.asking import carry_out
from bot.cli_programme.group import AsJson, Key, Yes, ask_first, programme
from bot.compose.clock import now
from bot.compose.content import usable_content
from bot.settings import read_settings

Language = Annotated[
    list[str] | None,
    typer.Option("--language", help="A language its people can choose; give it again for more, the usual one first."),
]
Country = Annotated[str | None, typer.Option("--country", help="Two letters. Crisis lines follow it.")]
Zone = Annotated[str | None, typer.Option("--timezone", help="Such as America/New_York, before a person tells theirs.")]
Retention = Annotated[
    str | None, typer.Option("--retention-days", help="Words are deleted so many days after somebody was last here.")
]
Folder = Annotated[
    str | None, typer.Option("--content", help="A folder of words, crisis lines and stories of its own.")
]
Contact = Annotated[str | None, typer.Option("--contact", help="How its people reach it; they can read this.")]
Notice = Annotated[str | None, typer.Option("--notice-url", help="The web address of its privacy notice.")]


@programme.command("create")
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people call it, such as 'River House'.")],
    key: Annotated[str | None, typer.Option("--key", help="What it is called here; made from the name.")] = None,
    language: Language = None,
    country: Country = None,
    timezone: Zone = None,
    retention_days: Retention = None,
    content: Folder = None,
    contact: Contact = None,
    notice_url: Notice = None,
    as_json: AsJson = False,
) -> None:
    """Found a programme."""
    details = _details(name, key or None, language, country, timezone, retention_days, content, contact, notice_url)
    _check_content(details, "", ())
    made = carry_out(CREATE, details)
    tables.print_json(made) if as_json else tables.print_programme(made)
    _say_what_is_unsigned(made)
    if not as_json:
        typer.echo(f"\nNext, a link by which people join: strongsuit programme invite {made.key} join")


@programme.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List all programmes."""
    found = carry_out(LIST, Nothing())
    tables.print_json(found) if as_json else tables.print_programmes(found)


@programme.command("show")
def show(key: Key, as_json: AsJson = False) -> None:
    """Show a programme."""
    found = carry_out(SHOW, OfProgramme(key=key))
    tables.print_json(found) if as_json else tables.print_programme(found)
    _say_what_is_unsigned(found)


@programme.command("edit")
def edit(
    key: Key,
    name: Annotated[str | None, typer.Option("--name", help="What people call it.")] = None,
    new_key: Annotated[str | None, typer.Option("--key", help="What it is called here from now on.")] = None,
    language: Language = None,
    country: Country = None,
    timezone: Zone = None,
    retention_days: Retention = None,
    content: Folder = None,
    contact: Contact = None,
    notice_url: Notice = None,
    as_json: AsJson = False,
) -> None:
    """Change a programme. What is not named stays; an empty value ("") clears."""
    details = _details(name, new_key, language, country, timezone, retention_days, content, contact, notice_url)
    if details.is_empty:
        raise misused("Nothing is to be changed. Name something, such as --contact '555 0100'.")
    if details.overlay is not None or details.languages is not None:
        known = carry_out(SHOW, OfProgramme(key=key))
        _check_content(details, known.content, known.languages)
    changed = carry_out(EDIT, Editing(key=key, details=details))
    tables.print_json(changed) if as_json else tables.print_programme(changed)
    _say_what_is_unsigned(changed)


@programme.command("close")
def close(key: Key, yes: Yes = False, as_json: AsJson = False) -> None:
    """Close a programme for good. Its people keep everything of theirs."""
    found = carry_out(SHOW, OfProgramme(key=key))
    question = (
        f"{tables.shown(found.name)} closes for good: its people keep everything of theirs and belong to no programme, "
        "its links and codes open nothing, and nobody of its staff can read what was shared. Close it?"
    )
    if found.closed_at is None:
        ask_first(question, yes)
    closed = carry_out(CLOSE, OfProgramme(key=key))
    tables.print_json(closed) if as_json else typer.echo(f"The programme {closed.key} is closed.")


def _say_what_is_unsigned(found: ProgrammeAnswer) -> None:
    """Where content has to be signed, whether that of the programme's folder is; if not, it is not in use."""
    settings = read_settings()
    if not (settings.require_signed_content and found.content and found.closed_at is None):
        return
    base = replace(usable_content(settings), signatures=settings.signed_content)
    try:
        usable_overlay(base, Path(found.content), now().date(), found.languages)
    except UnsignedContentError:
        sign = f"strongsuit content status --folder {found.content}"
        typer.echo(f"\nNot in use: nobody has signed the content in its folder as it is now. See: {sign}", err=True)
    except Exception as error:  # whatever is wrong with a folder is no reason to show less of the programme
        typer.echo(f"\nNot in use: {type(error).__name__} in {found.content}. See: strongsuit check", err=True)


def _details(
    name: str | None,
    key: str | None,
    language: list[str] | None,
    country: str | None,
    timezone: str | None,
    retention_days: str | None,
    content: str | None,
    contact: str | None,
    notice_url: str | None,
) -> Details:
    """What the options say; the folder by its whole path, as the running bot may stand elsewhere."""
    return Details(
        name=name, key=key, languages=None if language is None else tuple(language), country=country,
        timezone=timezone, retention_days=retention_days, contact=contact, notice_url=notice_url,
        overlay=None if content is None else checked_folder(content),
    )  # fmt: skip


def _check_content(details: Details, folder: str, languages: tuple[str, ...]) -> None:
    """Whether the words that a programme is to have are there and in order. Raises `Problem`."""
    if details.overlay is None and details.languages is None:
        return
    # The check knows all of the content, and is slow to import.
    from bot.app.programmes.folder import check_words, locales_with

    settings = read_settings()
    base = usable_content(settings)
    if details.overlay:
        typer.echo(f"Looking at the words in {details.overlay}. This takes some seconds.", err=True)
        check_words(base.roots, Path(details.overlay), settings.locale, now().date())
    there = locales_with(base, folder if details.overlay is None else details.overlay)
    checked_languages(languages if details.languages is None else details.languages, there)
