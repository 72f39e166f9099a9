"""The command line: ``python -m benchmarks idle | rush | throughput | all | page``."""

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
def page() -> None:
    """Put the figures that were measured last into docs/performance.md."""
    from benchmarks.page import PAGE, filled

    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")


@app.command(name="all")
def everything() -> None:
    """All three with their defaults; about 20 minutes."""
    throughput()
    idle()
    rush()


if __name__ == "__main__":
    app()
