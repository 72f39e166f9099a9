"""Links that open the chat with the bot, and their QR codes."""

import asyncio
import io
import sys
from pathlib import Path

import typer

from bot.app.programmes import Problem
from bot.app.programmes.problem import misused
from bot.settings import read_settings

FILES = (".png", ".svg")
SHOWN = "-"
"""In the place of a file: the code is drawn in the terminal."""


def bot_name() -> str | None:
    """The bot's name in Telegram, without its @; None where there is no token, or Telegram cannot be asked."""
    settings = read_settings()
    if settings.telegram_token is None:
        return None
    from bot.telegram.name import bot_name as ask_telegram

    return asyncio.run(ask_telegram(settings.telegram_token.get_secret_value(), settings.telegram_api_url))


def check_target(qr: str, name: str | None, as_json: bool) -> None:
    """Whether a QR code can be put where it is wanted, before anything is made for it. Raises `Problem`."""
    if not qr:
        return
    if qr == SHOWN and as_json:
        raise misused("A QR code in the terminal and --json do not go together. Write it to a file: --qr join.png")
    if qr != SHOWN and Path(qr).suffix.lower() not in FILES:
        raise misused(f"{qr}: a QR code is written to a file that ends in {' or '.join(FILES)}")
    if qr != SHOWN and not Path(qr).absolute().parent.is_dir():
        raise misused(f"{qr}: there is no such folder. Make it first.")
    if name is None:
        raise Problem(
            "There is no link to draw: the bot's name is not known. Set STRONGSUIT_TELEGRAM_TOKEN, and see that "
            "Telegram can be reached. Without --qr, the code alone is made."
        )


def draw(link: str, qr: str) -> None:
    """Puts the QR code of a link where it is wanted. Raises `Problem` where the file cannot be written."""
    import segno

    code = segno.make(link, error="m", micro=False)
    if qr == SHOWN:
        picture = io.StringIO()
        code.terminal(picture, compact=True, border=2)
        typer.echo(picture.getvalue())
        return
    try:
        if Path(qr).suffix.lower() == ".png":
            code.save(qr, kind="png", scale=12, border=4)
        else:
            code.save(qr, kind="svg", scale=12, border=4, light="white", xmldecl=False)
    except OSError as error:
        raise Problem(f"{qr} cannot be written: {error.strerror}. The link above is good all the same.") from None
    typer.echo(f"The QR code is in {qr}", err=True)


def drawn_by_itself(as_json: bool) -> str:
    """Where a QR code goes when nothing was said of it: into a terminal, if there is one that can show it."""
    can = sys.stdout.isatty() and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return SHOWN if can and not as_json else ""
