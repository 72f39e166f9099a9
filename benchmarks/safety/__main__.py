"""The command line: ``python -m benchmarks.safety [figures | train | anchors | misses KIND]``."""

import json

import typer

app = typer.Typer(help="How well danger is seen.", add_completion=False, rich_markup_mode=None)
app.pretty_exceptions_enable = False


@app.callback(invoke_without_command=True)
def figures(context: typer.Context, blind: bool = True) -> None:
    """The figures of the development and the blind half (`--no-blind`: of the first only); totals, no sentences."""
    if context.invoked_subcommand:
        return
    from benchmarks.safety.figures import report

    for line in [*report("dev"), *(report("blind") if blind else [])]:
        typer.echo(line)


@app.command()
def train() -> None:
    """Train the reading on the development half, write its weights, and tell what it adds for unseen authors."""
    from benchmarks.safety.training import train as trained

    typer.echo(json.dumps(trained(), indent=2))


@app.command()
def anchors() -> None:
    """Work out again which words the patterns hold, after one of them has changed."""
    from benchmarks.safety.anchors import write

    typer.echo(f"{write()} patterns")


@app.command()
def misses(kind: str) -> None:
    """Development sentences of a kind ("suicide/plan", "everyday") that are judged wrongly."""
    from benchmarks.safety.figures import misses as missed

    for line in missed(kind):
        typer.echo(line)


if __name__ == "__main__":
    app()
