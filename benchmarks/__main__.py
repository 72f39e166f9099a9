"""The command line: ``python -m benchmarks beside | memory | on-file | idle | rush | throughput | all | page``."""

import typer

app = typer.Typer(help="Measurements, side by side.", no_args_is_help=True, add_completion=False, rich_markup_mode=None)
# What goes wrong here is for whoever measures: the plain traceback says most.
app.pretty_exceptions_enable = False


@app.command()
def idle(people: int = 1_000_000, jobs: list[int] | None = None) -> None:
    """Ticks with nothing due, starting and memory, with few people and with many; beside APScheduler."""
    from benchmarks import idle as measurement

    measurement.run(people, jobs or [10_000, 100_000])


@app.command()
def rush(people: int = 100_000, seconds: float = 120) -> None:
    """Many check-ins due at once against a server that takes 30 messages a second; 0 seconds: until all are sent."""
    from benchmarks import rush as measurement

    measurement.run(people, seconds)


@app.command()
def throughput(people: int = 10_000) -> None:
    """Check-ins as fast as they can be made and sent; beside python-telegram-bot's own client."""
    from benchmarks import throughput as measurement

    measurement.run(people)


@app.command()
def beside(only: str = "", people: str = "50,500", rounds: int = 3, seconds: float = 4, quick: bool = False) -> None:
    """The same talk with Strongsuit, with bots of other libraries, and with the least that a durable bot does.

    ``--only`` names some of them, with commas; ``--quick`` is one short round that is not written down.
    """
    from benchmarks.beside import side_by_side as measurement

    names = only.split(",") if only else measurement.DEFAULT
    counts = [int(one) for one in people.split(",")]
    if quick:
        measurement.run(names, counts, 1, min(seconds, 3), 1, keep=False)
    else:
        measurement.run(names, counts, rounds, seconds, 1, keep=not only)


@app.command()
def memory(people: int = 10_000) -> None:
    """What the bot holds in memory while so many people have a talk open."""
    from benchmarks.beside import open_talks as measurement

    measurement.run(people)


@app.command()
def on_file(people: int = 1_000_000, seconds: float = 6) -> None:
    """What a turn costs with so many people on file, each with 20 answers, against 1,000 people."""
    from benchmarks.beside import on_file as measurement

    measurement.run(people, seconds)


@app.command()
def replicas(counts: str = "1,2,4", rounds: int = 3, seconds: float = 6, quick: bool = False) -> None:
    """Several processes on one PostgreSQL, by webhook; ``--quick`` is one short round that is not written down."""
    from benchmarks.beside import replicas as measurement

    numbers = [int(one) for one in counts.split(",")]
    measurement.run(numbers, 1 if quick else rounds, min(seconds, 3) if quick else seconds, keep=not quick)


@app.command()
def page() -> None:
    """Put the figures that were measured last into docs/performance.md."""
    from benchmarks.page import PAGE, filled

    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")


@app.command(name="all")
def everything() -> None:
    """All of them with their defaults; about 45 minutes."""
    beside()
    memory()
    on_file()
    replicas()
    throughput()
    idle()
    rush()


if __name__ == "__main__":
    app()
