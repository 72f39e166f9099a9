"""A programme's own folder of words, crisis lines and stories: looked at before it is taken."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

# The check of any folders at all; its public functions know only the one overlay of an installation.
from bot.app.check import check_roots
from bot.app.content import Content, overlaid
from bot.app.contents import UnusableFolderError, check_folder
from bot.app.directory import DirectoryError
from bot.app.programmes.problem import Problem, misused
from bot.diagnostics import Finding
from bot.wording import WordingError

# More lines than these are no help in mending a folder.
MOST_LINES = 20


def check_words(base_roots: Sequence[Path], folder: Path, locale: str, today: date) -> None:
    """Looks at a programme's folder as `strongsuit check` does. It takes some seconds.

    Raises `Problem` with a line for each error that is not there without the folder.
    """
    try:
        check_folder(folder)
    except UnusableFolderError as error:
        raise misused(str(error)) from None
    found = _faults(base_roots, folder, locale, today)
    if found:
        lines = [str(one) for one in found[:MOST_LINES]]
        more = [f"... and {len(found) - MOST_LINES} more."] if len(found) > MOST_LINES else []
        remedy = "The folder was not taken. Mend what is named, then give this command again."
        raise Problem("\n".join([*lines, *more, remedy]))


def _faults(base_roots: Sequence[Path], folder: Path, locale: str, today: date) -> list[Finding]:
    found = _errors((*base_roots, folder), locale, today)
    if not found:
        return []
    # What is about a whole language is said of the last folder, whichever that is: so places are not compared.
    known = {(one.code, one.message) for one in _errors(base_roots, locale, today)}
    return [one for one in found if (one.code, one.message) not in known]


def _errors(roots: Sequence[Path], locale: str, today: date) -> list[Finding]:
    return [one for one in check_roots(roots, locale, today) if one.severity == "error"]


def locales_with(base: Content, folder: str) -> tuple[str, ...]:
    """The languages there are words in when ``folder`` (perhaps none) is laid over the installation's content."""
    if not folder:
        return base.wording.locales
    try:
        return overlaid(base, Path(folder)).wording.locales
    except (DirectoryError, WordingError, OSError):
        return base.wording.locales
