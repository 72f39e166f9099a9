"""Signing what was read, and looking who signed what."""

from typing import Annotated

import typer

from bot.app.content_review import Signature, fingerprint, standings
from bot.app.content_review.gate import line_about
from bot.app.content_review.signatures import add_signature
from bot.cli_content.group import Folder, OneLocale, content, meant, refuse
from bot.compose.clock import now

LONGEST = 80
_SHORTEST_HASH = 8  # enough of a printed hash to tell two contents apart


@content.command("sign")
def sign(
    locale: Annotated[str, typer.Option("--locale", help="The language that was read, such as en.")],
    name: Annotated[str, typer.Option("--name", help="Who signs.")],
    role: Annotated[str, typer.Option("--role", help="As what, such as 'clinical lead'.")],
    hash_read: Annotated[
        str | None, typer.Option("--hash", help="The hash on the page that was read; another one is not signed.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Sign what the bot says in a language, exactly as it is now."""
    found = meant(folder)
    found.locales(locale)
    named, as_what = _told("--name", name), _told("--role", role)
    now_there = fingerprint(found.content, locale)
    _compare(hash_read, now_there.digest)
    today = now().date()
    add_signature(found.own_file, Signature(locale, now_there.digest, named, as_what, today, now_there.parts))
    typer.echo(f"{named} ({as_what}) signed {locale} on {today}.\n{now_there.digest}\nKept in {found.own_file}")


@content.command("status")
def status(locale: OneLocale = None, folder: Folder = None) -> None:
    """Who signed what the bot says, and what has changed since. Exit code 1 where something is not signed."""
    found = meant(folder)
    there = standings(found.content, found.files, found.locales(locale))
    for one in there:
        typer.echo(line_about(one))
    required = found.settings.require_signed_content
    typer.echo(
        "Only signed content is used (STRONGSUIT_REQUIRE_SIGNED_CONTENT is on)."
        if required
        else "Unsigned content is used too (STRONGSUIT_REQUIRE_SIGNED_CONTENT is off)."
    )
    if not all(one.is_signed for one in there):
        raise typer.Exit(1)


def _told(option: str, text: str) -> str:
    """A name or a role on one line. Ends the command for what is neither."""
    told = " ".join(text.split())
    if not told or len(told) > LONGEST or not told.isprintable():
        refuse(f"{option} takes 1 to {LONGEST} characters, such as 'Ana Ruiz'.", usage=True)
    return told


def _compare(read: str | None, there: str) -> None:
    """Ends the command where the page that was read is not about the content as it is now."""
    if read is None:
        return
    wanted = read.strip().lower()
    if len(wanted) < _SHORTEST_HASH or not there.startswith(wanted):
        refuse(
            f"The content has the hash {there} now, so the page that was read is about something else. Nothing was "
            "signed. Make the page again (strongsuit content review), read what changed, then sign."
        )
