"""The staff of a programme: confirming, suspending, resuming, and the codes by which specialists are chosen."""

from typing import Annotated

import typer

from bot.app.programmes.answers import MemberAnswer, StandingAnswer
from bot.app.programmes.operations import (
    CODE,
    CONFIRM,
    MEMBER,
    RESUME,
    STAFF,
    SUSPEND,
    OfCode,
    OfMember,
    OfProgramme,
)
from bot.app.sharing.codes import join_link, spoken
from bot.cli_programme import links, tables
from bot.cli_programme.asking import carry_out
from bot.cli_programme.group import AsJson, Key, Who, Yes, ask_first, programme


class CodeAnswer(StandingAnswer):
    """A specialist's code, as it is said aloud, and as a link where the bot's name is known."""

    spoken: str
    link: str | None


@programme.command("staff")
def staff(key: Key, as_json: AsJson = False) -> None:
    """List who works for a programme, or waits to be confirmed."""
    found = carry_out(STAFF, OfProgramme(key=key))
    tables.print_json(found) if as_json else tables.print_staff(found)


@programme.command("confirm")
def confirm(key: Key, who: Who, yes: Yes = False, as_json: AsJson = False) -> None:
    """Confirm somebody who accepted an invitation, after comparing names."""
    member = carry_out(MEMBER, OfMember(key=key, who=who)).member
    if member.standing == "waiting":
        if not yes:
            _compare(member)
        ask_first("Is it the person you invited?", yes)
    done = carry_out(CONFIRM, OfMember(key=key, who=str(member.id)))
    _tell(done, f"is confirmed as {done.member.role} of {done.programme}", as_json)
    if done.code and not as_json:
        typer.echo(f"People choose them by the code {spoken(done.code)}")


def _compare(member: MemberAnswer) -> None:
    """Shows the name that was given beside the one that was expected."""
    expected = [tables.shown(name) for name in member.invited_as] or ["nobody by name"]
    typer.echo(f"The name that was given:  {tables.shown(member.name)}", err=True)
    typer.echo(f"Invited as {member.role}:  {' or '.join(expected)}", err=True)
    if not member.is_as_invited:
        typer.echo(
            "These are not the same. Ask the person you invited, not in Telegram, whether it was them.", err=True
        )


@programme.command("suspend")
def suspend(key: Key, who: Who, as_json: AsJson = False) -> None:
    """Take all access from somebody, at once."""
    done = carry_out(SUSPEND, OfMember(key=key, who=who))
    _tell(done, "is suspended: nothing can be read, and every device is signed out", as_json)


@programme.command("resume")
def resume(key: Key, who: Who, as_json: AsJson = False) -> None:
    """Give access back to somebody who was suspended."""
    _tell(carry_out(RESUME, OfMember(key=key, who=who)), "is back at work", as_json)


@programme.command("code")
def code(
    key: Key,
    who: Who,
    renew: Annotated[bool, typer.Option("--renew", help="Make a new one; the old one opens nothing any more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the code by which people choose a specialist to share with."""
    found = carry_out(CODE, OfCode(key=key, who=who, renew=renew))
    name = links.bot_name()
    link = join_link(name, found.code) if name else None
    if as_json:
        tables.print_json(CodeAnswer(spoken=spoken(found.code), link=link, **dict(found)))
    else:
        typer.echo(f"{spoken(found.code)}\n{link or f'As a message to the bot: /start {found.code}'}")


def _tell(done: StandingAnswer, what: str, as_json: bool) -> None:
    tables.print_json(done) if as_json else typer.echo(f"{_named(done)} {what}.")


def _named(done: StandingAnswer) -> str:
    return f"{tables.shown(done.member.name)} (number {done.member.id})"
