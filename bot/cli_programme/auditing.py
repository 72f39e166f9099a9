"""`strongsuit audit`: who did or looked at what, in plain words."""

from collections.abc import Mapping
from typing import Annotated

import typer

from bot.app.programmes import Problem
from bot.app.programmes.auditing import AuditAnswer, AuditEntry, since_of
from bot.app.programmes.operations import AUDIT, Auditing
from bot.cli_programme import tables
from bot.cli_programme.asking import carry_out
from bot.cli_programme.group import AsJson, refuse
from bot.compose.clock import now
from bot.storage.audit import Audited, Subject

# What each act is called; ``{about}`` is a share, a programme or a member of staff.
WORDS: Mapping[Audited, str] = {
    Audited.ACCEPTED_ROLE: "accepted to work for {about}",
    Audited.ASKED_FOR_SIGN_IN: "asked the bot for a link to sign in",
    Audited.SIGNED_IN: "signed in",
    Audited.SIGNED_OUT: "signed out",
    Audited.SIGNED_OUT_EVERYWHERE: "signed out on every device",
    Audited.SAW_OWN_DEVICES: "looked at their own devices",
    Audited.WAS_REFUSED: "tried a page that is not theirs, and was refused",
    Audited.LISTED_PEOPLE: "looked at the list of who shares with them",
    Audited.LOOKED_AT_SHARE: "read {about}",
    Audited.PRINTED_SHARE: "opened {about} for printing",
    Audited.ACKNOWLEDGED_SHARE: "told the peer of {about} that it was read",
    Audited.WROTE_TO_PEER: "wrote to the peer of {about}",
    Audited.READ_OWN_NOTE: "opened their own note about {about}",
    Audited.LISTED_OWN_NOTES: "looked at all of their own notes",
    Audited.WROTE_OWN_NOTE: "changed their own note about {about}",
    Audited.REMOVED_OWN_NOTE: "removed one of their own notes",
    Audited.SAW_FIGURES: "looked at the figures of {about}",
    Audited.DOWNLOADED_FIGURES: "downloaded the figures of {about}",
    Audited.LISTED_INVITATIONS: "looked at the invitations of {about}",
    Audited.INVITED_PEERS: "made a link to join {about}",
    Audited.INVITED_STAFF: "invited somebody to work for {about}",
    Audited.REVOKED_CODE: "took back an invitation of {about}",
    Audited.SAW_JOIN_CODE: "looked at the picture of a link to join {about}",
    Audited.CREATED_PROGRAMME: "founded {about}",
    Audited.EDITED_PROGRAMME: "changed {about}",
    Audited.CLOSED_PROGRAMME: "closed {about}",
    Audited.LISTED_PROGRAMMES: "looked at the list of programmes",
    Audited.LOOKED_AT_PROGRAMME: "looked at {about}",
    Audited.LISTED_STAFF: "looked at the staff of {about}",
    Audited.LOOKED_AT_STAFF: "looked up {about}",
    Audited.CONFIRMED_STAFF: "confirmed {about}",
    Audited.SUSPENDED_STAFF: "suspended {about}",
    Audited.RESUMED_STAFF: "gave access back to {about}",
    Audited.SAW_SPECIALIST_CODE: "looked at the code of {about}",
    Audited.RENEWED_SPECIALIST_CODE: "made a new code for {about}",
    Audited.BACKED_UP: "made a backup of the database",
    Audited.RESTORED: "restored the database from a backup",
    Audited.ROTATED_KEY: "changed the key of the database",
    Audited.PURGED: "removed what is not to be kept any longer",
    Audited.REHEARSED_PURGE: "looked at what a purge would remove",
    Audited.REVEALED_SET_ASIDE: "opened what was set aside",
    Audited.SAW_AUDIT: "read this log",
}
_UNKNOWN = "did something that only a newer version knows"


def audit(
    since: Annotated[str, typer.Option("--since", help="30d, 12h or 2w back, or a day such as 2026-03-01.")] = "30d",
    as_json: AsJson = False,
) -> None:
    """Show who of the staff or the operators did or looked at what. It holds no words of anybody, and is noted too."""
    try:
        found = _everything(since)
    except Problem as problem:
        refuse(problem)
    if as_json:
        tables.print_json(found)
        return
    for entry in found.entries:
        typer.echo(line_of(entry))


def _everything(since: str) -> AuditAnswer:
    """All pages as one. Raises `Problem`."""
    begin = since_of(since, now())
    page = carry_out(AUDIT, Auditing(since=begin), there=True)
    entries = page.entries
    while page.more:
        page = carry_out(AUDIT, Auditing(since=begin, after=entries[-1].id), there=True)
        entries += page.entries
    return AuditAnswer(entries=entries)


def line_of(entry: AuditEntry) -> str:
    """One act as a line of plain words, by the clock of UTC."""
    who = "the operator" if entry.staff_id is None else _named("staff", entry.staff_id, entry.staff)
    about = _named(entry.subject, entry.about, entry.subject_name) if entry.subject else "something"
    what = WORDS[entry.what].format(about=about) if entry.what else _UNKNOWN
    return f"{tables.when(entry.at, None)}  {who} {what}"


def _named(subject: Subject | None, number: int | None, name: str | None) -> str:
    """Whom or what a number means. Shares have no names; a member of staff may be gone."""
    if subject == "share":
        return f"share {number}"
    if name is None:
        return f"{subject} {number} (gone)"
    name = tables.shown(name)
    return f"{name} (staff {number})" if subject == "staff" else f"the programme {name}"
