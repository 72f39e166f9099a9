"""Invitations: links and codes that let people in."""

from typing import Annotated, Literal

import typer

from bot.app.programmes.answers import InvitedAnswer
from bot.app.programmes.operations import (
    INVITATIONS,
    INVITE,
    REVOKE,
    Inviting,
    OfInvitation,
    OfProgramme,
)
from bot.app.programmes.problem import misused
from bot.app.sharing.codes import join_link
from bot.cli_programme import links, tables
from bot.cli_programme.asking import carry_out
from bot.cli_programme.group import AsJson, Key, programme

Kind = Literal["join", "specialist", "coordinator"]


class LinkedAnswer(InvitedAnswer):
    """A new invitation with its link, where the bot's name is known."""

    link: str | None


@programme.command("invite")
def invite(
    key: Key,
    kind: Annotated[Kind, typer.Argument(help="For people to join, or for one specialist or coordinator.")],
    label: Annotated[str, typer.Option("--label", help="What a join link is for, such as 'poster'.")] = "",
    name: Annotated[str, typer.Option("--name", help="Which specialist or coordinator is invited.")] = "",
    expires: Annotated[
        str, typer.Option("--expires", help="30d from now, or the last day, such as 2026-12-31. For staff: 7d.")
    ] = "",
    limit: Annotated[int | None, typer.Option("--limit", help="How many people can join by it.")] = None,
    qr: Annotated[str, typer.Option("--qr", help="Write a QR code to a file (.png or .svg), or show it here: -")] = "",
    as_json: AsJson = False,
) -> None:
    """Make a link by which people join, or one that invites a specialist or coordinator."""
    if kind == "join" and name:
        raise misused("A join link is for anybody. Say what it is for with --label; --name is for staff.")
    if kind != "join" and (label or limit is not None):
        raise misused("An invitation to the staff is for one person: give --name, and neither --label nor --limit.")
    if kind != "join" and not name.strip():
        raise misused('Who is invited? Give the name, such as --name "Rosa Diaz".')
    asked = Inviting(key=key, kind=kind, label=label or name, expires=expires, limit=limit)
    bot_name = links.bot_name()
    links.check_target(qr, bot_name, as_json)
    made = carry_out(INVITE, asked)
    link = join_link(bot_name, made.invitation.code) if bot_name else None
    if as_json:
        tables.print_json(LinkedAnswer(link=link, **dict(made)))
    else:
        _tell(made, link)
    target = qr or links.drawn_by_itself(as_json)
    if link and target:
        links.draw(link, target)


def _tell(made: InvitedAnswer, link: str | None) -> None:
    one = made.invitation
    typer.echo(link or f"The code: {one.code}\nWhoever has it writes this to the bot: /start {one.code}")
    until = f" until {tables.when(one.expires_at, made.timezone)}" if one.expires_at else ""
    if one.kind == "join":
        whom = f"at most {one.limit} people" if one.limit else "anybody"
        typer.echo(f"Number {one.id}. It lets {whom} join{until}.")
    else:
        typer.echo(f"Number {one.id}. It opens once{until}, and is not shown again: hand it to nobody else.")
        typer.echo(f"When {one.label} has accepted: strongsuit programme staff {made.programme} shows whom to confirm.")
    typer.echo(f"To take it back: strongsuit programme revoke {made.programme} {one.id}")
    if link is None:
        typer.echo("There is no link, as the bot's name is not known: no token, or Telegram was not reached.", err=True)


@programme.command("invitations")
def invitations(key: Key, as_json: AsJson = False) -> None:
    """List the invitations of a programme."""
    found = carry_out(INVITATIONS, OfProgramme(key=key))
    tables.print_json(found) if as_json else tables.print_invitations(found)


@programme.command("revoke")
def revoke(
    key: Key,
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number; `strongsuit programme invitations` has it.")],
    as_json: AsJson = False,
) -> None:
    """Take an invitation back. Who came by it stays."""
    gone = carry_out(REVOKE, OfInvitation(key=key, id=number))
    tables.print_json(gone) if as_json else typer.echo(f"Invitation {number} opens nothing any more.")
