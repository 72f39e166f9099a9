"""Answers as people read them in a terminal. What others typed is shown without characters that could act there."""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from bot.app.programmes.answers import (
    Answer,
    InvitationsAnswer,
    ProgrammeAnswer,
    ProgrammesAnswer,
    ReportAnswer,
    ShownAnswer,
    StaffAnswer,
)

# A table that is not read in a terminal has room.
_WIDE = 240
NONE = "-"


def print_json(answer: Answer) -> None:
    """An answer as JSON."""
    typer.echo(answer.model_dump_json(indent=2))


def print_programmes(answer: ProgrammesAnswer) -> None:
    """All programmes, a line each."""
    if not answer.programmes:
        typer.echo("There is no programme yet. To found one: strongsuit programme create 'River House'")
        return
    rows = (
        (one.key, one.name, ", ".join(one.languages) or "all", one.country or NONE, _state(one))
        for one in answer.programmes
    )
    _table(("key", "name", "languages", "country", "state"), rows)


def print_programme(answer: ProgrammeAnswer) -> None:
    """A programme, a line for each thing that is known of it."""
    kept = f"{answer.retention_days} days after somebody was last here" if answer.retention_days else "until deleted"
    rows = [
        ("key", answer.key), ("name", answer.name), ("languages", ", ".join(answer.languages) or "all"),
        ("country", answer.country or NONE), ("time zone", answer.timezone or NONE), ("words are kept", kept),
        ("content", answer.content or "built in"), ("contact", answer.contact or NONE),
        ("privacy notice", answer.notice_url or NONE), ("created", when(answer.created_at, answer.timezone)),
        ("state", _state(answer)),
    ]  # fmt: skip
    if isinstance(answer, ShownAnswer):
        rows += [
            ("people", "fewer than 5" if answer.people is None else f"{answer.people} or more"),
            ("specialists", str(answer.specialists)), ("coordinators", str(answer.coordinators)),
            ("waiting to be confirmed", str(answer.waiting)), ("open invitations", str(answer.open_invitations)),
        ]  # fmt: skip
    _table((), rows)


def print_invitations(answer: InvitationsAnswer) -> None:
    """The invitations of a programme, the newest first."""
    if not answer.invitations:
        typer.echo(f"There is no invitation yet. To make one: strongsuit programme invite {answer.programme} join")
        return
    rows = (
        (
            str(one.id), one.kind, one.label or NONE, one.state,
            f"{one.used} of {one.limit}" if one.limit else str(one.used),
            when(one.expires_at, answer.timezone), one.code or NONE,
        )
        for one in answer.invitations
    )  # fmt: skip
    _table(("id", "for", "label or name", "state", "used", "until", "code"), rows)


def print_staff(answer: StaffAnswer) -> None:
    """Who works for a programme, or waits to."""
    if not answer.staff:
        typer.echo(
            "Nobody works for it yet. To invite somebody: "
            f'strongsuit programme invite {answer.programme} specialist --name "Rosa Diaz"'
        )
        return
    rows = (
        (
            str(one.id), one.name, one.role, one.standing, " / ".join(one.invited_as) or NONE,
            when(one.accepted_at, answer.timezone),
        )
        for one in answer.staff
    )  # fmt: skip
    _table(("id", "name", "role", "state", "invited as", "accepted"), rows)


def print_report(answer: ReportAnswer) -> None:
    """A programme's figures: who is there, and each measure month by month."""
    report = answer.report
    present = (("people", report.present.belong), ("active in 30 days", report.present.active_30),
               ("active in 7 days", report.present.active_7))  # fmt: skip
    _table((), [(name, "fewer than 5" if count is None else f"{count} or more") for name, count in present])
    if report.months:
        rows = [
            (f"{month:%Y-%m}", *("hidden" if (cell := row.cells[place]) is None else str(cell.count)
                                 for row in report.rows))
            for place, month in enumerate(report.months)
        ]  # fmt: skip
        _table(("month", *(row.what.replace("_", "-") for row in report.rows)), rows)
    else:
        typer.echo("The first month is not over yet. Its numbers appear when it is.")
    typer.echo("A number is hidden where it is about fewer than five people, or all but fewer than five.")


def when(moment: datetime | None, zone: str | None) -> str:
    """A moment by the clock of a programme."""
    return f"{moment.astimezone(ZoneInfo(zone or 'UTC')):%Y-%m-%d %H:%M %Z}" if moment else NONE


def shown(text: str) -> str:
    """A text without characters that are not to be seen: in a terminal, they could do something."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _state(one: ProgrammeAnswer) -> str:
    return f"closed {when(one.closed_at, one.timezone)}" if one.closed_at else "open"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=bool(heads), pad_edge=False, header_style="bold")
    cells = [[Text(shown(cell)) for cell in row] for row in rows]
    for head in heads or [""] * len(cells[0]):
        table.add_column(head, overflow="fold")
    for row in cells:
        table.add_row(*row)
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDE, highlight=False).print(table)
