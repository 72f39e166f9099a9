"""The command line. Exit codes: 0 fine, 1 findings or a failure with one clear line, 2 wrong usage."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app.charge import Charge
from bot.cli_content import content as content_commands
from bot.cli_db import db, purge
from bot.cli_programme import audit, programme
from bot.cli_status import status
from bot.compose.application import open_app
from bot.compose.clock import now
from bot.compose.content import speakable_content, usable_content
from bot.compose.errors import STARTING_ERRORS, describe
from bot.compose.storage import throw_away
from bot.settings import Settings, read_settings
from bot.storage.slots import TERMINAL

# A long poll takes up to 50 seconds; twice that with some slack is silence.
HEALTHY_SECONDS = 120

app = typer.Typer(
    name="strongsuit",
    help="A conversational companion for guided strengths reflection.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(db, name="db")
app.add_typer(programme, name="programme")
app.add_typer(content_commands, name="content")
app.command("audit")(audit)
app.command("purge")(purge)
app.command("status")(status)


def main() -> None:
    """Runs the command line; what is wrong with an installation is one clear line and exit code 1."""
    try:
        app()
    except STARTING_ERRORS as error:
        typer.echo(f"strongsuit: {describe(error)}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


@app.command()
def chat(
    fresh: Annotated[bool, typer.Option(help="Forget everything when the chat ends.")] = False,
    record: Annotated[Path | None, typer.Option(help="Save the chat as a golden transcript.")] = None,
    files: Annotated[
        Path, typer.Option(help="Save files that the bot sends in this folder.", exists=True, file_okay=False)
    ] = Path(),
) -> None:
    """Talk with the bot, here. Piped input is read line by line."""
    _run(_chat(read_settings(), fresh, record, files))


async def _chat(settings: Settings, fresh: bool, record: Path | None, files: Path) -> None:
    from bot.terminal.chat import Chat
    from bot.terminal.conversation import Conversation, Mailbox, MovableClock

    clock, mailbox, notices = MovableClock(now), Mailbox(), list[str]()
    content = speakable_content(settings)
    if fresh:
        settings = throw_away(settings)
    charge = Charge(TERMINAL, TERMINAL)
    async with open_app(settings, content, mailbox, notices, clock, charge=charge) as opened:
        for notice in notices if not fresh else ():
            typer.echo(notice, err=True)
        opened.delivery.release()
        talk = Conversation(opened, mailbox, clock)
        interactive = sys.stdin.isatty() and sys.stdout.isatty()
        await talk.catch_up()
        await Chat(talk, interactive=interactive, record=record, files=files).run()


@app.command()
def run() -> None:
    """Run the Telegram bot."""
    settings = read_settings()
    if settings.telegram_token is None:
        typer.echo(
            "strongsuit: STRONGSUIT_TELEGRAM_TOKEN is not set.\n"
            "  1. In Telegram, write /newbot to @BotFather; it gives you a token.\n"
            "  2. Put the line STRONGSUIT_TELEGRAM_TOKEN=<token> into a file called .env here.\n"
            "  3. Run this again. To talk without Telegram: strongsuit chat",
            err=True,
        )
        raise typer.Exit(1)
    from bot.cli_run import run as run_on_telegram

    _run(run_on_telegram(settings, settings.telegram_token.get_secret_value()))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the web pages are, on this machine.", min=1, max=65535)] = 8080,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser; the links are printed.")] = False,
) -> None:
    """A sample programme with invented people and its web pages; nothing is kept."""
    from bot.demo import demo as show

    _run(show(read_settings(), port, browser=not no_browser))


@app.command()
def health() -> None:
    """Say whether the running bot has reached Telegram in the last two minutes (for a container's health check)."""
    file = read_settings().heartbeat
    try:
        age = now().timestamp() - float(file.read_text("ascii"))
    except (OSError, ValueError):
        typer.echo("strongsuit: no running bot has left a sign of life here.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Telegram last answered {age:.0f} seconds ago.")
    if age > HEALTHY_SECONDS:
        raise typer.Exit(1)


@app.command()
def check(
    strict: Annotated[bool, typer.Option(help="Warnings fail too.")] = False,
    report: Annotated[bool, typer.Option(help="Show grade, lengths and the share of open questions.")] = False,
) -> None:
    """Lint scripts, wording, care and crisis lines."""
    from bot.app.check import check_content, report_content

    settings = read_settings()
    findings = check_content(settings.content_dir, settings.locale, now().date())
    for item in findings:
        typer.echo(str(item))
    errors = sum(item.severity == "error" for item in findings)
    typer.echo(f"{errors} errors, {len(findings) - errors} warnings")
    if settings.require_signed_content:
        _say_what_is_unsigned(settings)
    if report:
        typer.echo(report_content(settings.content_dir, settings.locale))
    if errors or (strict and findings):
        raise typer.Exit(1)


@app.command()
def safety(
    explain: Annotated[bool, typer.Option("--explain", help="Name the rules that found something.")] = False,
    locale: Annotated[str | None, typer.Option(help="The language to look in first: en, es.")] = None,
) -> None:
    """Say what danger signs the bot sees in messages, one a line on standard input: one JSON object a line."""
    from bot.app.safety import looked_at

    if sys.stdin.isatty():
        typer.echo("Type messages, one a line; end with Ctrl-D. Nothing is kept.", err=True)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # a text file, as ever
    for found in looked_at(sys.stdin, locale or read_settings().locale, explained=explain):
        typer.echo(found)


def _say_what_is_unsigned(settings: Settings) -> None:
    """Where content has to be signed, what nobody has signed: for information, as unsigned words are no mistake."""
    from bot.app.content_review.gate import line_about, standings

    try:
        missing = [one for one in standings(usable_content(settings), [settings.signed_content]) if not one.is_signed]
    except STARTING_ERRORS as error:
        typer.echo(f"Whether the content is signed cannot be said: {describe(error)}")
        return
    for one in missing:
        typer.echo(f"Unsigned, so the bot would not start: {line_about(one)}. See: strongsuit content status")


@app.command()
def draw(dialogue: Annotated[str, typer.Argument(help="The dialogue's name, such as reflect.")]) -> None:
    """Draw a dialogue as a Mermaid diagram."""
    from bot.scripts.draw import mermaid

    catalog = usable_content(read_settings()).catalog
    if dialogue not in catalog:
        known = ", ".join(sorted(catalog.dialogues))
        typer.echo(f"strongsuit: there is no dialogue {dialogue!r}. There is: {known}", err=True)
        raise typer.Exit(2)
    typer.echo(mermaid(catalog.current(dialogue)), nl=False)


@app.command()
def publish() -> None:
    """Freeze the script versions that are new, so that nobody in the middle of one is stranded."""
    from bot.app.content import content_roots
    from bot.scripts.published import publish as publish_versions

    settings = read_settings()
    content = usable_content(settings)
    added, findings = publish_versions(content.catalog, content_roots(settings.content_dir)[-1])
    for item in findings:
        typer.echo(str(item), err=True)
    if findings:
        raise typer.Exit(1)
    typer.echo(f"Published: {', '.join(added)}" if added else "Everything is published already.")


@app.command()
def replay(
    files: Annotated[list[Path], typer.Argument(help="Transcript files.", exists=True, dir_okay=False)],
    accept: Annotated[bool, typer.Option(help="Write what the bot says now into the files.")] = False,
) -> None:
    """Hold golden transcripts again and compare."""
    _run(_replay(read_settings(), files, accept))


async def _replay(settings: Settings, files: list[Path], accept: bool) -> None:
    import difflib

    from bot.terminal.replay import replay_file
    from bot.terminal.transcript import TranscriptError

    content = usable_content(settings)
    different = 0
    for file in files:
        before = file.read_text("utf-8")
        try:
            after = await replay_file(file, content)
        except TranscriptError as error:
            typer.echo(f"strongsuit: {error}", err=True)
            raise typer.Exit(1) from None
        if before == after:
            continue
        different += 1
        if accept:
            file.write_text(after, "utf-8")
            typer.echo(f"accepted {file}")
        else:
            typer.echo("".join(difflib.unified_diff(before.splitlines(True), after.splitlines(True), str(file), "now")))
    typer.echo(f"{len(files)} transcripts, {different} {'accepted' if accept else 'different'}")
    if different and not accept:
        raise typer.Exit(1)


def _run(main: Coroutine[Any, Any, None]) -> None:
    asyncio.run(main)
