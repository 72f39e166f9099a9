"""The group that all of these commands belong to, and the one place where a problem becomes a line and an exit code."""

from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from bot.app.programmes import Problem


class Group(TyperGroup):
    """Tells a `Problem` as one line: exit code 2 where the command makes no sense, else 1."""

    def invoke(self, ctx: Any) -> Any:
        """Carries out a command of the group."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            refuse(problem)


programme = typer.Typer(
    cls=Group,
    help="Run programmes: their links, their staff and their figures.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The programme's key; `strongsuit programme list` has them.")]
Who = Annotated[str, typer.Argument(metavar="ID|NAME", help="Whom it is about; `strongsuit programme staff` has them.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


def refuse(problem: Problem) -> NoReturn:
    """Tells a problem, and ends with its exit code."""
    typer.echo(f"strongsuit: {problem}", err=True)
    raise typer.Exit(2 if problem.usage else 1) from None


def ask_first(question: str, yes: bool) -> None:
    """Asks before something that cannot be undone, unless ``yes``. Ends with exit code 1 on a no."""
    if not yes and not typer.confirm(question, err=True):
        typer.echo("Nothing was changed.", err=True)
        raise typer.Exit(1)
